"""Who is who, over several documents."""

import msgspec
from fold_build import Page, folded

from bilan.model.entry import ActorEntry


def actors(*pages: Page, type: str = "person") -> list[ActorEntry]:
    return [a for a in folded(pages).actors if a.type == type]


def test_one_person_in_three_spellings_with_roles_in_time() -> None:
    pages = [
        Page("a", "2023-02-06").who("Sergueï Lavrov", party="RU", role="ministre des Affaires étrangères"),
        Page("b", "2025-06-20")
        .who("Serguei Lavrov", party="RU", role="ministre des Affaires étrangères")
        .who("Serguei Lavrov", role="ministre"),
        Page("c", "2024-02-29").who("Lavrov", party="RU", role="chef de la diplomatie"),
    ]
    (found,) = actors(*pages)
    assert found.name in ("Sergueï Lavrov", "Serguei Lavrov") and found.party == "RU"
    assert set(found.names) == {"Sergueï Lavrov", "Serguei Lavrov", "Lavrov"} and found.documents == ("a", "b", "c")
    assert [(r.role, r.since, r.until, r.document) for r in found.roles] == [
        ("ministre des Affaires étrangères", "2023-02-06", "2025-06-20", "a"),
        ("chef de la diplomatie", "2024-02-29", "2024-02-29", "c"),
    ]


def test_two_persons_of_one_surname_stay_apart_and_the_surname_alone_goes_to_neither() -> None:
    pages = [
        Page("a").who("Moussa Diop", party="ML"),
        Page("b").who("Abdoulaye Diop", party="ML"),
        Page("c").who("Diop", party="ML"),
    ]
    assert sorted(a.name for a in actors(*pages)) == ["Abdoulaye Diop", "Diop", "Moussa Diop"]


def test_a_surname_of_another_country_is_another_person() -> None:
    assert len(actors(Page("a").who("Moussa Diop", party="ML"), Page("b").who("Diop", party="SN"))) == 2


def test_a_role_is_proved_by_the_words_of_a_passage_that_holds_it() -> None:
    page = Page("a").say("Ali Kone, ministre", "visit").who("Ali Kone", party="ML", role="ministre")
    start = page.document.text.index("Ali Kone")
    page.actors[0] = type(page.actors[0])(
        start=start,
        end=start + len("Ali Kone, ministre"),
        type="person",
        key="person:ali kone",
        name="Ali Kone",
        role="ministre",
    )
    (found,) = actors(page)
    assert found.roles[0].quote == "Ali Kone, ministre"


def test_an_office_without_a_name_and_a_group_are_no_actors() -> None:
    page = (
        Page("a")
        .who("ministre de la Santé", key="role:ML:ministre", party="ML")
        .who("instructeurs russes", "group", "RU")
    )
    assert folded([page]).actors == ()


def test_of_groups_those_that_one_state_sends_or_receives_count() -> None:
    page = (
        Page("a")
        .who("instructeurs russes", "group", "RU", key="group:RU:instructors")
        .who("militaires russes", "group", "RU", key="group:RU:soldiers")
        .who("instructeurs", "group", key="group:None:instructors")
    )
    assert [(a.name, a.type, a.party) for a in folded([page]).actors] == [("instructeurs russes", "organisation", "RU")]


def test_a_person_in_passing_is_left_out_where_the_page_tells_of_other_states() -> None:
    page = Page("a").say("Le ministre malien est à Moscou", "visit", parties="ML,RU")
    page.who("Ali Kone", party="ML").who("John Doe", party="US").who("Jane Roe", party="US", role="ambassadrice")
    assert sorted(a.name for a in actors(page)) == ["Ali Kone", "Jane Roe"]


def test_every_written_form_is_kept_and_known_bodies_meet_by_their_id() -> None:
    one = Page("a").who("Agence de tests", "organisation", "JP", key="org:tests")
    one.actors.append(msgspec.structs.replace(one.actors[0], start=9, end=10, written="AT"))
    two = Page("b").who("Tests Agency", "organisation", "JP", key="org:tests")
    (found,) = actors(one, two, type="organisation")
    assert set(found.names) == {"Agence de tests", "AT", "Tests Agency"}


def test_bodies_by_name_acronym_and_state() -> None:
    pages = [
        Page("a")
        .who("Office national d'appui à la sécurité alimentaire", "organisation", "BJ")
        .who("Rosatom", "organisation", "RU"),
        Page("b").who("ONASA", "organisation", "BJ").who("Rosatom", "organisation"),
        Page("c")
        .who("ministère malien de la Défense", "organisation", "ML")
        .who("ministère russe de la Défense", "organisation", "RU"),
        Page("d")
        .who("ministère de la Défense", "organisation", "ML")
        .who("Fédération de Russie", "organisation", "RU"),
    ]
    assert [sorted(a.names) for a in actors(*pages, type="organisation")] == [
        ["ministère de la Défense", "ministère malien de la Défense"],
        ["ministère russe de la Défense"],
        ["ONASA", "Office national d'appui à la sécurité alimentaire"],
        ["Rosatom"],
    ]


def test_states_are_one_each() -> None:
    pages = [
        Page("a").who("Russie", "state", "RU", key="state:RU"),
        Page("b").who("Fédération de Russie", "state", "RU", key="state:RU"),
    ]
    (found,) = actors(*pages, type="state")
    assert found.party == "RU" and found.documents == ("a", "b")
