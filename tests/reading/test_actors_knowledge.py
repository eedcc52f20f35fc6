"""Every entry of the actors' knowledge is reachable: found again in a sentence made from it."""

from collections import Counter

import pytest

from bilan.knowledge import actors, places, sectors
from bilan.knowledge.files import SHIPPED, Shelf
from bilan.model.vocabulary import SECTORS
from bilan.reading.actors import ActorReader
from bilan.reading.folding import fold
from bilan.reading.sentences import Sentence

SHELF = Shelf()
KNOWN = actors.load(SHELF, "fr")
READER = ActorReader(KNOWN)
STATES = KNOWN.states.words.states


def keys(text: str, form: str) -> set[str]:
    found, _ = READER.find(text, fold(text), [Sentence(0, len(text), 0)], None)
    return {a.key for a in found if text[a.start : a.end] == form}


@pytest.mark.parametrize("code", STATES)
def test_every_word_of_a_state_is_found(code: str) -> None:
    names = STATES[code]
    of = "la " if names.needs else ""
    for name in names.names:
        assert f"state:{code}" in keys(f"La livraison concerne {of}{name}.", name), name
    for word in (*names.capital, *names.seats, *names.bynames):
        if word not in names.names:
            assert keys(f"On attend la réponse de {word}.", word) & {f"state:{code}"} or word in shared(), word


@pytest.mark.parametrize("code", STATES)
def test_every_adjective_is_found_in_all_its_forms(code: str) -> None:
    doubtful = {word for record in KNOWN.states.words.ambiguous for word in record.words}
    for adjective in STATES[code].adjective:
        for form in KNOWN.states.forms(adjective):
            if form not in doubtful and not form.startswith("congolais"):
                assert f"state:{code}" in keys(f"Le dossier {form} avance.", form), form


@pytest.mark.parametrize("code", STATES)
def test_every_prefix_makes_a_compound(code: str) -> None:
    other = "malien" if code != "ML" else "serbe"
    for prefix in STATES[code].prefix:
        if "-" not in prefix:
            assert f"state:{code}" in keys(f"Le comité {prefix}-{other} siège.", prefix), prefix


@pytest.mark.parametrize("id_", KNOWN.groupings.names)
def test_every_grouping_is_found(id_: str) -> None:
    names = KNOWN.groupings.names[id_]
    for name in (names.name, *names.also, *names.acronyms):
        shown = name[0].upper() + name[1:]
        assert f"grouping:{id_}" in keys(f"Une note de {shown} le dit.", shown), name


@pytest.mark.parametrize("id_", KNOWN.organisations.known)
def test_every_organisation_is_found(id_: str) -> None:
    for name in KNOWN.organisations.known[id_].names:
        assert found_or_shared(id_, name), name


def found_or_shared(id_: str, name: str) -> bool:
    """Found as itself, or under another id that has the same written form (two bodies of one acronym)."""
    text = f"Une note de {name} le dit."
    found, _ = READER.find(text, fold(text), [Sentence(0, len(text), 0)], None)
    return any(a.key == f"org:{id_}" and text[a.start : a.end].endswith(name) for a in found)


@pytest.mark.parametrize("id_", KNOWN.leaders)
def test_every_leader_is_found_under_every_name(id_: str) -> None:
    leader = KNOWN.leaders[id_]
    for name in leader.names:
        text = f"Une note de {name} le dit."
        day = f"{leader.since}-06-30"
        found, _ = READER.find(text, fold(text), [Sentence(0, len(text), 0)], None, day)
        person = next((a for a in found if a.type == "person"), None)
        assert person is not None, name
        assert text[person.start : person.end] == name, name
        assert person.party == leader.state or len(offices(name)) > 1, name


def offices(name: str) -> list[str]:
    return [id_ for id_, leader in KNOWN.leaders.items() if name in leader.names]


def test_leaders_hold_an_office_that_roles_know_in_a_state_that_exists() -> None:
    known = {head.office.partition(":")[0] for head in KNOWN.roles.heads()}
    for id_, leader in KNOWN.leaders.items():
        base, _, topic = leader.office.partition(":")
        assert base in known, id_
        assert not topic or topic in KNOWN.roles.portfolios, id_
        assert leader.state is None or leader.state in STATES, id_
        assert leader.until is None or leader.since <= leader.until, id_


def test_who_is_out_of_office_on_the_day_keeps_the_party_alone() -> None:
    text = "Le contrat cite Angela Merkel. La chancelière allemande se tait."
    cut = [Sentence(0, 30, 0), Sentence(31, len(text), 0)]
    roles = {day: {a.key for a in READER.find(text, fold(text), cut, None, day)[0] if a.role} for day in DAYS}
    assert roles == {"2015-05-04": {"person:angela merkel"}, "2024-05-04": {"role:DE:chancelière allemande"}}


DAYS = ("2015-05-04", "2024-05-04")


def test_the_world_has_towns_enough() -> None:
    assert sum(map(len, KNOWN.towns.values())) >= 3000
    assert sum(1 for code in STATES if KNOWN.towns.get(code)) >= 175


def shared() -> set[str]:
    words = Counter(word for names in STATES.values() for word in {*names.capital, *names.seats, *names.bynames})
    return {word for word, count in words.items() if count > 1}


def test_no_written_form_stands_for_two_organisations() -> None:
    forms = Counter(name for known in KNOWN.organisations.known.values() for name in set(known.names))
    assert [name for name, count in forms.items() if count > 1] == []


def test_no_name_stands_for_two_states() -> None:
    forms = Counter(fold(name) for names in STATES.values() for name in set(names.names))
    assert [name for name, count in forms.items() if count > 1] == []


def test_states_of_organisations_and_groupings_exist() -> None:
    codes = {o.state for o in KNOWN.organisations.known.values() if o.state} | {
        m for g in KNOWN.groupings.facts.values() for m in g.members
    }
    assert codes <= set(STATES)


def test_cfa_zones() -> None:
    assert (KNOWN.states.cfa("ML"), KNOWN.states.cfa("TD"), KNOWN.states.cfa("MA")) == ("XOF", "XAF", None)


def test_lists_hold_no_word_twice() -> None:
    for name in ("names", "roles", "organisations", "sectors", "places", "states", "groupings"):
        assert (SHIPPED / "fr" / f"{name}.toml").read_text("utf-8").startswith("#"), (
            f"{name}.toml opens with its contract"
        )
    place = places.load(SHELF, "fr")
    for table in (place.towns, place.regions):
        for code, towns in table.items():
            assert code in STATES
            assert len(towns) == len(set(towns)), code
    words = sectors.load(SHELF, "fr")
    assert set(words.sectors) == set(SECTORS)
    for sector, entries in words.sectors.items():
        assert len(entries) == len(set(entries)), sector


@pytest.mark.parametrize("head", list(KNOWN.roles.heads()), ids=lambda head: head.form)
def test_every_office_leads_to_a_name(head: object) -> None:
    form = head.form  # type: ignore[attr-defined]
    text = f"{'Les' if head.plural else 'Le'} {form} Goran Kostic a parlé."  # type: ignore[attr-defined]
    found, _ = READER.find(text, fold(text), [Sentence(0, len(text), 0)], None)
    assert any(a.key == "person:goran kostic" and a.role for a in found), form
