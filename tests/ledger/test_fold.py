"""What is one thing and what is two, by the cases of `fold_cases.toml`; and what an entry's slots are made of."""

import tomllib
from collections import defaultdict
from pathlib import Path
from typing import Any

import msgspec
import pytest
from fold_build import Page, folded, statement

from bilan.ledger.fold import fold
from bilan.model.entry import Entry

CASES = tomllib.loads((Path(__file__).parent / "fold_cases.toml").read_text(encoding="utf-8"))["case"]
NOT_SLOTS = {"page", "published", "quote", "thing"}


def pages_of(case: dict[str, Any]) -> tuple[list[Page], dict[str, str]]:
    """The pages of a case, and the thing that each anchor tells of."""
    pages: dict[str, Page] = {}
    things: dict[str, list[str]] = defaultdict(list)
    for said in case["say"]:
        page = pages.setdefault(said["page"], Page(said["page"], said.get("published", "2025-01-10")))
        page.say(said["quote"], **{slot: value for slot, value in said.items() if slot not in NOT_SLOTS})
        things[said["page"]].append(said["thing"])
    told = {
        s.anchor: thing
        for name, page in pages.items()
        for s, thing in zip(page.statements(), things[name], strict=True)
    }
    return list(pages.values()), told


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_what_is_one_thing(case: dict[str, Any]) -> None:
    pages, told = pages_of(case)
    found = sorted(sorted({told[anchor] for anchor in entry.anchors}) for entry in folded(pages).entries)
    assert found == sorted([thing] for thing in set(told.values()))


def only(pages: list[Page], **asked: Any) -> Entry:
    entries = folded(pages, **asked).entries
    assert len(entries) == 1
    return entries[0]


def visit(page: Page, quote: str, **fields: Any) -> Page:
    return page.say(quote, "visit", **{"actors": ["visitor Ivan Petrov RU"], "place": "Bamako", **fields})


def test_one_statement_is_one_entry_with_its_proof() -> None:
    page = visit(
        Page("a"), "Ivan Petrov est arrivé à Bamako", start="2025-01-09", sectors="trade,energy", said_by="official:ML"
    )
    entry, (statement,) = only([page]), page.statements()
    assert (entry.id, entry.kind, entry.parties, entry.start, entry.place) == (
        statement.anchor,
        "visit",
        ("ML", "RU"),
        "2025-01-09",
        "Bamako",
    )
    assert entry.sectors == ("trade", "energy") and entry.said_by == "official:ML" and entry.status == "held"
    assert entry.evidence == (statement.evidence,) and entry.anchors == (statement.anchor,)
    step = entry.history[0]
    assert page.document.text[step.start : step.end] == step.quote == "Ivan Petrov est arrivé à Bamako"


def test_the_id_is_that_of_the_earliest_page_and_later_first_anchors_answer_too() -> None:
    late = visit(Page("a", "2025-01-12"), "Ivan Petrov a quitté Bamako", start="2025-01-09")
    early = visit(Page("z", "2025-01-05"), "Ivan Petrov ira à Bamako", start="2025-01-09", status="announced")
    before, after = only([late]), only([late, early])
    assert after.id == early.statements()[0].anchor != before.id
    assert before.id in after.also


def test_a_step_for_each_document_and_a_weaker_sentence_lowers_nothing() -> None:
    pages = [
        visit(Page("a", "2025-01-05"), "Ivan Petrov ira à Bamako", start="2025-01-09", status="announced"),
        visit(Page("b", "2025-01-10"), "Ivan Petrov a vu Bamako", start="2025-01-09"),
        visit(Page("c", "2025-01-11"), "Ivan Petrov est attendu à Bamako", start="2025-01-09", status="announced"),
        visit(Page("d", "2025-01-12"), "Ivan Petrov est rentré de Bamako", start="2025-01-09"),
    ]
    entry = only(pages)
    assert [(step.status, step.document) for step in entry.history] == [
        ("announced", "a"),
        ("held", "b"),
        ("held", "d"),
    ]
    assert entry.status == "held" and {e.document for e in entry.evidence} == {"a", "b", "c", "d"}


def work(page: Page, quote: str, status: str) -> Page:
    return page.say(quote, "commitment", topic="hospital", place="Kayes", status=status, amounts=["200 bed"])


def test_a_setback_and_a_resumption_are_steps() -> None:
    pages = [
        work(Page("a", "2025-01-05"), "les travaux de l'hôpital avancent", "implementing"),
        work(Page("b", "2025-02-05"), "les travaux sont arrêtés", "suspended"),
        work(Page("c", "2025-02-09"), "l'hôpital avait été promis", "pledged"),
        work(Page("d", "2025-03-05"), "les travaux ont repris", "implementing"),
    ]
    assert [step.status for step in only(pages).history] == ["implementing", "suspended", "implementing"]


def test_what_was_put_off_and_then_held_was_held() -> None:
    page = Page("a", "2025-01-22")
    visit(page, "Ivan Petrov a achevé sa visite", start="2025-01-20", end="2025-01-21")
    visit(page, "La visite avait été reportée en novembre", status="postponed", start="2024-11-18")
    entry = only([page])
    assert [step.status for step in entry.history] == ["held"] and entry.start == "2025-01-20"


def test_a_step_of_a_page_without_a_day_stands_before_what_says_more() -> None:
    pages = [
        visit(Page("a", "2025-01-05"), "Ivan Petrov ira à Bamako", status="announced", start="2025-01-09"),
        visit(Page("b", None), "Ivan Petrov attendu à Bamako", status="announced", start="2025-01-09"),
        visit(Page("c", "2025-01-11"), "Ivan Petrov a vu Bamako", start="2025-01-09"),
    ]
    assert [step.document for step in only(pages).history] == ["a", "b", "c"]


def test_one_document_may_tell_two_steps_of_two_days() -> None:
    page = Page("a", "2025-06-20")
    for quote, status, known in (
        ("signé le 7 juin, l'accord sur le gaz", "signed", "2025-06-07"),
        ("l'accord sur le gaz est appliqué", "implementing", "2025-06-20"),
    ):
        page.say(quote, "agreement", head="accord", topic="gas", status=status, as_of=known, sectors="energy")
    assert [(s.status, s.as_of) for s in only([page]).history] == [
        ("signed", "2025-06-07"),
        ("implementing", "2025-06-20"),
    ]


def test_the_day_is_the_most_precise_that_most_agree_with() -> None:
    pages = [
        visit(Page("a", "2025-01-01"), "Ivan Petrov ira à Bamako en janvier", start="2025-01", status="announced"),
        visit(
            Page("b", "2025-01-05"),
            "Ivan Petrov ira à Bamako le 9",
            start="2025-01-09",
            end="2025-01-10",
            status="announced",
        ),
        visit(Page("c", "2025-01-11"), "Ivan Petrov était à Bamako le 9", start="2025-01-09"),
    ]
    entry = only(pages)
    assert (entry.start, entry.end) == ("2025-01-09", "2025-01-10")


def test_a_draft_has_no_day_and_a_commitment_that_of_its_first_promise() -> None:
    draft = Page("a").say(
        "un accord en préparation pour mars", "agreement", head="accord", status="drafting", start="2025-03"
    )
    assert only([draft]).start is None
    promised = work(Page("a", "2024-11-14"), "l'hôpital promis", "pledged")
    promised.fields[-1]["start"] = "2024-03"
    begun = work(Page("b", "2025-03-12"), "première pierre de l'hôpital", "implementing")
    begun.fields[-1]["start"] = "2025-03-11"
    assert only([promised, begun]).start == "2024-03"


def test_a_town_rather_than_its_country() -> None:
    page = visit(
        visit(Page("a"), "Petrov au Mali", place="Mali"), "Petrov à Bamako", place="Bamako", start="2025-01-09"
    )
    assert only([page]).place == "Bamako"


def test_amounts_of_all_without_doubles_and_actors_under_their_best_name() -> None:
    pages = [
        work(Page("a", "2025-01-05"), "un hôpital de 200 lits", "pledged"),
        work(Page("b", "2025-02-05"), "l'hôpital de 200 lits pour 62 millions", "agreed"),
    ]
    pages[0].fields[-1]["actors"] = ["provider Zeta Corp RU", "receiver ML ML"]
    pages[1].fields[-1] |= {"amounts": ["200 bed", "62000000 EUR"], "actors": ["provider RU RU", "receiver ML ML"]}
    entry = only(pages)
    assert [(a.value, a.unit) for a in entry.amounts] == [(200, "bed"), (62000000, "EUR")]
    assert [(a.name, a.part) for a in entry.actors] == [("Zeta Corp", "provider"), ("ML", "receiver")]


def test_of_passages_that_overlap_the_shortest_is_evidence() -> None:
    page = Page("a")
    page.say(
        "Ivan Petrov est à Bamako, où sa visite a commencé", "visit", place="Bamako", head="visite", start="2025-01-09"
    )
    document = page.document
    start = document.text.index("sa visite")
    short = statement(document, start, start + len("sa visite a commencé"), "visit", head="visite", start="2025-01-09")
    reading = page.reading
    both = msgspec.structs.replace(reading, statements=(*reading.statements, short))
    (entry,) = fold([page.record], [both]).entries
    assert [e.quote for e in entry.evidence] == ["sa visite a commencé"] and len(entry.anchors) == 2


def test_as_of_and_known_by() -> None:
    pages = [
        visit(
            Page("a", "2025-01-05", "2025-02-01T00:00:00.000000Z"),
            "Petrov ira à Bamako",
            status="announced",
            start="2025-01-09",
        ),
        visit(Page("b", "2025-01-11", "2025-01-12T00:00:00.000000Z"), "Petrov a vu Bamako", start="2025-01-09"),
        visit(Page("c", None, "2025-03-01T00:00:00.000000Z"), "Petrov fut à Bamako", start="2025-01-09"),
    ]
    assert only(pages, as_of="2025-01-06").status == "announced"
    assert only(pages, as_of="2025-01").status == "held"
    assert folded(pages, as_of="2025-01").undated == folded(pages).undated == 1
    assert [e.document for e in only(pages, known_by="2025-01-31").evidence] == ["b"]
    assert [e.document for e in only(pages, known_by="2025-02-01").evidence] == ["a", "b"]
    assert folded(pages, as_of="2024").entries == ()


def test_a_reprint_is_the_voice_of_its_origin() -> None:
    said = [
        "L'hôte avait été reçu lundi soir au palais de Bamako",
        "Ivan Petrov a achevé mardi sa visite à Bamako, la capitale",
    ]
    pages = [
        Page("a", "2025-01-21", outlet="Golfe"),
        Page("b", "2025-01-22", outlet="Gazette"),
        Page("c", "2025-01-22", source="ACD"),
    ]
    for page in pages:
        for quote in said:
            visit(page, quote, start="2025-01-20")
    pages[2].quotes[0] = "Petrov est rentré de Bamako lundi soir par un vol spécial"
    origins = [voice.origin or voice.outlet for voice in only(pages).voices]
    assert origins == ["Golfe", "ACD"]


def test_officials_vouch_before_papers_and_papers_before_nobody() -> None:
    pages = [
        visit(Page("a", "2025-01-05"), "Petrov ira à Bamako", said_by="press", start="2025-01-09", status="announced"),
        visit(
            Page("b", "2025-01-06"),
            "Petrov ira bien à Bamako",
            said_by="official:ML",
            start="2025-01-09",
            status="announced",
        ),
    ]
    assert only(pages[:1]).said_by == "press" and only(pages).said_by == "official:ML"
