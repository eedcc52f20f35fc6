"""What cannot both be true, and what only looks so."""

import pytest
from fold_build import Page, folded, statement

from bilan.ledger.disputes_values import amounts_differ, days_differ
from bilan.model.entry import Dispute
from bilan.model.statement import Amount, Statement


def disputes(*pages: Page) -> tuple[Dispute, ...]:
    return folded(pages).disputes


def claim(page: Page, quote: str, value: str, **fields: object) -> Page:
    return page.say(quote, "claim", slots={"subject": "head:ML", "field": "took office", "value": value}, **fields)


def test_two_claims_of_one_matter() -> None:
    pages = (
        claim(Page("a"), "au pouvoir depuis le 7 juin 2021", "2021-06-07"),
        claim(Page("b"), "en fonction depuis mai 2021", "2021-05"),
    )
    (found,) = disputes(*pages)
    assert (found.subject, found.field, found.entry) == ("head:ML", "took office", None)
    assert [(side.value, side.document) for side in found.sides] == [("2021-06-07", "a"), ("2021-05", "b")]
    assert disputes(pages[0], claim(Page("c"), "au pouvoir depuis juin 2021", "2021-06")) == ()


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("2023-07-27/2023-07-30", "2023-07-27/2023-07-28"),
        ("2021-06-07", "2021-05"),
        ("2024-03-01", "2024-03-02"),
        ("2022", "2023"),
    ],
)
def test_days_that_exclude_each_other(one: str, other: str) -> None:
    assert days_differ(one, other) and days_differ(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("2023-07-27/2023-07-30", "2023-07-28"),
        ("2021-06-07", "2021-06"),
        ("2021-06-07", "2021"),
        ("2024-03-01~", "2024-03-05"),
        ("2024-03-01", "2024-03-01"),
        ("2023-07-27/2023-07-30", "2023-07"),
    ],
)
def test_days_that_do_not(one: str, other: str) -> None:
    assert not days_differ(one, other) and not days_differ(other, one)


def amount(value: float, unit: str = "t", **fields: object) -> Amount:
    return Amount(value=value, unit=unit, **fields)  # type: ignore[arg-type]


def test_numbers() -> None:
    assert amounts_differ(amount(250), amount(180)) and amounts_differ(amount(240), amount(137))
    assert not amounts_differ(amount(250), amount(250, "bed"))
    assert not amounts_differ(amount(20000), amount(6500)), "a first lot is no other total"
    assert not amounts_differ(amount(1000), amount(990)), "rounded"
    assert not amounts_differ(amount(1000, approximate=True), amount(1100))
    assert not amounts_differ(amount(100, high=200), amount(150)), "a range holds it"
    assert not amounts_differ(amount(100, bound="min"), amount(150))
    assert not amounts_differ(amount(100, per="P1Y"), amount(150))


def ship(name: str, quote: str, beds: str, published: str = "2025-01-10", **fields: object) -> Page:
    return Page(name, published).say(
        quote,
        "commitment",
        topic="hospital",
        place="Kribi",
        head="navire",
        amounts=[beds],
        **{"status": "delivered", **fields},
    )


def test_two_papers_number_one_thing_differently() -> None:
    one, other = (
        ship("a", "le navire-hôpital Asunaro de 80 lits", "80 bed"),
        ship("b", "le navire-hôpital Asunaro, fort de 120 lits", "120 bed"),
    )
    (found,) = disputes(one, other)
    (entry,) = folded([one, other]).entries
    assert (found.field, found.entry) == ("amount", entry.id)
    assert [side.value for side in found.sides] == ["80 bed", "120 bed"]


def test_a_newer_number_and_a_number_with_its_correction_are_none() -> None:
    later = ship("b", "le navire-hôpital Asunaro aura 120 lits", "120 bed", "2025-06-10", status="suspended")
    assert disputes(ship("a", "le navire-hôpital Asunaro de 80 lits", "80 bed"), later) == ()
    told = ship("b", "le navire-hôpital Asunaro a 120 lits et non 80", "120 bed")
    told.fields[-1]["amounts"] = ["120 bed", "80 bed"]
    assert disputes(ship("a", "le navire-hôpital Asunaro de 80 lits", "80 bed"), told) == ()


def test_parts_and_their_sum_are_none() -> None:
    one = ship("a", "le navire Asunaro: 12000 tonnes de riz", "12000 t")
    other = ship("b", "le navire Asunaro: 8000 tonnes de riz", "8000 t")
    total = ship("c", "le navire Asunaro: 20000 tonnes de riz", "20000 t")
    assert disputes(one, other, total) == ()


def talks(name: str, start: str, end: str, status: str = "held") -> Page:
    return Page(name).say(
        f"le sommet du {start}",
        "talks",
        topic="session:2",
        head="sommet",
        place="Sotchi",
        start=start,
        end=end,
        status=status,
    )


def test_two_days_of_one_event() -> None:
    (found,) = disputes(talks("a", "2023-07-27", "2023-07-30"), talks("b", "2023-07-27", "2023-07-28"))
    assert found.field == "date" and [side.value for side in found.sides] == [
        "2023-07-27/2023-07-30",
        "2023-07-27/2023-07-28",
    ]


def test_a_plan_that_changed_is_none() -> None:
    assert disputes(talks("a", "2023-07-27", "2023-07-30", "announced"), talks("b", "2023-07-27", "2023-07-28")) == ()


def test_a_claim_and_an_entry_that_say_the_same_are_one_dispute() -> None:
    pages = []
    for name, end in (("a", "2023-07-30"), ("b", "2023-07-28")):
        page = talks(name, "2023-07-27", end)
        page.quotes[-1] = f"les dirigeants ont pris part au sommet de Sotchi, tenu jusqu'au {end}"
        pages.append(page)
    assert len(disputes(*pages)) == 1


def body(page: Page, quote: str, status: str) -> Page:
    return page.say(quote, "mechanism", head="commission", topic="commission", status=status)


def test_a_body_at_work_that_is_still_to_be_created() -> None:
    page = body(
        body(Page("a"), "le co-président de la commission", "operating"), "la création d'une commission", "proposed"
    )
    (found,) = disputes(page)
    assert (found.field, [side.value for side in found.sides]) == ("existence", ["operating", "proposed"])


def test_a_body_first_wished_then_at_work_is_none() -> None:
    pages = (
        body(Page("a", "2024-01-10"), "créer une commission", "proposed"),
        body(Page("b", "2025-01-10"), "la commission siège", "operating"),
    )
    assert disputes(*pages) == ()


def deal(page: Page, quote: str, **fields: object) -> Page:
    return page.say(quote, "commitment", topic="base", place="Kayes", head="base", **fields)


def test_what_officials_deny_on_the_page_that_tells_it_is_a_dispute_and_no_entry() -> None:
    page = deal(Page("a"), "un site affirmait qu'une base se construit à Kayes", said_by="press", status="implementing")
    deal(page, "il n'y a pas de base à Kayes", said_by="official:ML", asserted=False)
    told = folded([page])
    (found,) = told.disputes
    assert told.entries == () and found.entry is None and found.field == "existence"
    assert [side.said_by for side in found.sides] == ["press", "official:ML"]


def test_what_another_page_denies_stays_and_is_disputed() -> None:
    pages = [
        deal(Page("a"), "une base se construit à Kayes", status="implementing"),
        deal(Page("b", "2025-01-12"), "il n'y a pas de base à Kayes", said_by="official:ML", asserted=False),
    ]
    told = folded(pages)
    (entry,), (found,) = told.entries, told.disputes
    assert found.entry == entry.id and [s.document for s in entry.history] == ["a"]


def test_a_denial_of_nothing_told_is_none() -> None:
    assert disputes(deal(Page("a"), "il n'y a pas de base à Kayes", asserted=False)) == ()


def test_texts_counted_differently() -> None:
    pages = [
        Page("a").say("la signature de cinq textes", "agreement", head="textes", amounts=["5 1"]),
        Page("b", "2025-01-11").say(
            "quatre accords, beaucoup de sourires", "agreement", head="accords", amounts=["4 1"]
        ),
        Page("c", "2025-06-11").say("trois accords signés", "agreement", head="accords", amounts=["3 1"]),
    ]
    (found,) = disputes(*pages)
    assert (found.field, [side.value for side in found.sides]) == ("number", ["5", "4"])


class Overlaid(Page):
    """A page whose first passage is read twice: as an entry, and as the claim that it is said."""

    def __init__(self, name: str, said_by: str) -> None:
        super().__init__(name)
        self.said_by = said_by
        deal(self, "une base de drones est en construction à Kayes", status="implementing")
        about = {"subject": "base", "field": "existence", "value": "denied"}
        self.say("c'est une fable, dit l'état-major", "claim", said_by="official:ML", asserted=False, slots=about)

    def statements(self) -> list[Statement]:
        entry, denial = super().statements()
        e = entry.evidence
        about = {"subject": "base", "field": "existence", "value": "asserted"}
        return [entry, statement(self.document, e.start, e.end, "claim", said_by=self.said_by, slots=about), denial]


def test_what_a_page_gives_as_hearsay_and_denies_is_no_entry() -> None:
    told = folded([Overlaid("a", "press")])
    (found,) = told.disputes
    assert told.entries == () and [side.value for side in found.sides] == ["asserted", "denied"]
    assert len(folded([Overlaid("b", "official:RU")]).entries) == 1, "an official vouches for it"


def test_every_denial_of_one_claim_is_a_side() -> None:
    page = Page("a")
    for quote, value in (("le port est vendu", "asserted"), ("c'est faux", "denied"), ("aucun port vendu", "denied")):
        about = {"subject": "port", "field": "existence", "value": value}
        page.say(quote, "claim", asserted=value == "asserted", slots=about)
    (found,) = disputes(page)
    assert [side.value for side in found.sides] == ["asserted", "denied", "denied"]


def test_two_days_of_one_visit_are_none() -> None:
    pages = [
        Page(name).say("la visite à Rabat", "visit", actors=["visitor Ali Kone ML"], place="Rabat", start=day)
        for name, day in (("a", "2025-01-08"), ("b", "2025-01-09"))
    ]
    assert disputes(*pages) == ()


def test_texts_that_a_page_opens_with() -> None:
    signing = Page("a").say("la signature de cinq textes", "agreement", head="textes", amounts=["5 1"])
    slots = {"subject": "texts", "field": "texts", "value": "4"}
    opening = Page("b", "2025-01-12").say("deux jours, quatre accords", "claim", slots=slots)
    (found,) = disputes(signing, opening)
    assert [side.value for side in found.sides] == ["5", "4"]
    assert disputes(opening, Page("c", "2025-01-13").say("cinq accords", "claim", slots={**slots, "value": "5"})) == ()


def supply(name: str, tonnes: str, published: str = "2025-01-10", **fields: object) -> Page:
    given = {"status": "pledged", "place": name, **fields}
    return Page(name, published).say(
        f"{tonnes} d'engrais {name}", "commitment", topic="fertiliser", head="engrais", amounts=[tonnes], **given
    )


def test_rival_amounts_of_one_good() -> None:
    one, other = supply("Kayes", "600000 t"), supply("Segou", "500000 t", "2025-01-12", status="agreed")
    (found,) = disputes(one, other)
    assert found.field == "amount" and [side.value for side in found.sides] == ["600000 t", "500000 t"]
    assert disputes(one, supply("Segou", "500000 t", "2025-03-12")) == (), "later, it is a newer figure"
    assert disputes(one, supply("Segou", "500000 t", "2025-01-12", status="delivered")) == (), "another stage"
