"""Agreements on visits, promises in agreements, sessions of bodies: found where the entries say so, else not."""

from collections.abc import Sequence

from fold_build import Page, folded

from bilan.ledger.links import DOWN, links
from bilan.model.entry import Entry

VISITOR = ["visitor Ivan Petrov RU"]


def linked(*pages: Page) -> dict[str, list[tuple[str, str]]]:
    """By kind of entry (of several, numbered in their order), its links to kinds."""
    entries = folded(pages).entries
    names = named(entries)
    return {names[id]: [(link.kind, names[link.id]) for link in found] for id, found in links(entries).items()}


def named(entries: Sequence[Entry]) -> dict[str, str]:
    names: dict[str, str] = {}
    for entry in entries:
        number = sum(name.startswith(entry.kind) for name in names.values())
        names[entry.id] = entry.kind if number == 0 else f"{entry.kind} {number + 1}"
    return names


def visit(page: str = "a", start: str = "2025-01-09", end: str | None = "2025-01-11", **given: str) -> Page:
    return Page(page, "2025-01-12").say(
        "Ivan Petrov a vu Bamako", "visit", start=start, end=end, actors=VISITOR, place="Bamako", **given
    )


def test_an_agreement_signed_on_a_day_of_a_visit_told_on_one_page() -> None:
    page = visit().say("un accord sur le riz fut signé", "agreement", start="2025-01-10", topic="rice")
    assert linked(page) == {"visit": [("signed", "agreement")], "agreement": [("signed_on", "visit")]}


def test_on_two_pages_the_place_decides() -> None:
    there = Page("b", "2025-01-13").say("un accord", "agreement", start="2025-01-10", topic="rice", place="BAMAKO")
    elsewhere = Page("b", "2025-01-13").say("un accord", "agreement", start="2025-01-10", topic="rice", place="Gao")
    assert linked(visit(), there)["agreement"] == [("signed_on", "visit")]
    assert linked(visit(), elsewhere) == {}


def test_another_day_a_vague_day_no_signature_a_cancelled_visit_or_other_states_link_nothing() -> None:
    say = {"kind": "agreement", "start": "2025-01-10", "topic": "rice"}
    assert linked(visit().say("un accord", **{**say, "start": "2025-01-12"})) == {}
    assert linked(visit().say("un accord", **{**say, "start": "2025-01"})) == {}
    assert linked(visit().say("un accord", **{**say, "status": "drafting"})) == {}
    assert linked(visit().say("un accord", **{**say, "parties": "CN,ML"})) == {}
    assert linked(visit(status="cancelled").say("un accord", **say)) == {}
    assert linked(visit(start="2025", end=None).say("un accord", **say)) == {}


def test_two_visits_that_fit_alike_have_none() -> None:
    other = Page("c", "2025-01-12").say(
        "Oleg Sidorov a vu Bamako", "visit", start="2025-01-10", actors=["visitor Oleg Sidorov RU"], place="Bamako"
    )
    text = Page("b", "2025-01-13").say("un accord", "agreement", start="2025-01-10", topic="rice", place="Bamako")
    assert linked(visit(), text)["agreement"] == [("signed_on", "visit")]
    assert linked(visit(), other, text) == {}


def test_a_promise_of_the_topic_and_day_of_an_agreement_is_part_of_it() -> None:
    text = Page("a", "2025-01-12").say("un accord sur le blé", "agreement", start="2025-01-10", topic="wheat")
    same = Page("b", "2025-01-13").say("du blé sera livré", "commitment", start="2025-01-10", topic="wheat")
    other = Page("b", "2025-01-13").say("du riz sera livré", "commitment", start="2025-01-10", topic="rice")
    later = Page("b", "2025-01-13").say("du blé sera livré", "commitment", start="2025-02-10", topic="wheat")
    assert linked(text, same) == {"agreement": [("holds", "commitment")], "commitment": [("part_of", "agreement")]}
    assert linked(text, other) == linked(text, later) == {}


def test_a_session_belongs_to_the_body_that_stands_nearest() -> None:
    page = Page("a", "2025-01-12").say("la commission mixte", "mechanism", head="commission", topic="commission")
    page.say("sa deuxième session", "talks", topic="session:2").say("x" * 400, "talks", topic="meeting")
    page.say("le comité de suivi", "mechanism", head="comité", topic="comite")
    assert linked(page) == {"mechanism": [("sessions", "talks")], "talks": [("session_of", "mechanism")]}
    far = Page("a", "2025-01-12").say("la commission mixte", "mechanism").say("y" * 400, "talks", topic="call")
    assert linked(far.say("sa deuxième session", "talks", topic="session:2")) == {}


def test_links_go_both_ways_and_nowhere_else() -> None:
    page = visit().say("un accord sur le riz fut signé", "agreement", start="2025-01-10", topic="rice")
    page.say("du riz sera livré", "commitment", start="2025-01-10", topic="rice")
    entries = folded([page]).entries
    found = links(entries)
    ids = {entry.id for entry in entries}
    for name, of_one in found.items():
        for link in of_one:
            back = DOWN.get(link.kind) or next(up for up, down in DOWN.items() if down == link.kind)
            assert link.id in ids and any(b.kind == back and b.id == name for b in found[link.id])
    assert len(found) == 3
