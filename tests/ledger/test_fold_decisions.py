"""What people settle: each verb, and each undone to the byte."""

import msgspec
import pytest
from fold_build import Page, folded, statement

from bilan.errors import DataError
from bilan.model.decision import Decision


def decision(number: int, verb: str, *targets: str, **fields: str) -> Decision:
    return Decision(
        id=f"d{number}",
        verb=verb,
        targets=targets,
        reason="seen",
        author="desk",
        at=f"2026-01-0{number}T00:00:00.000000Z",
        fields=tuple(fields.items()),
    )


def two_visits() -> list[Page]:
    return [
        Page("a", "2025-01-12").say(
            "Ivan Petrov a vu Bamako", "visit", start="2025-01-09", actors=["visitor Ivan Petrov RU"]
        ),
        Page("b", "2025-01-13").say(
            "Ivan Petrov est rentré", "visit", start="2025-01-09", actors=["visitor Ivan Petrov RU"]
        ),
        Page("c", "2025-08-13").say(
            "Awa Sow était à Moscou", "visit", start="2025-08-09", actors=["visitor Awa Sow ML"]
        ),
    ]


def anchors(pages: list[Page]) -> list[str]:
    return [s.anchor for page in pages for s in page.statements()]


def grouped(pages: list[Page], *decisions: Decision) -> list[set[str]]:
    return [set(entry.anchors) for entry in folded(pages, decisions).entries]


def test_reject_and_accept() -> None:
    pages = two_visits()
    a, b, c = anchors(pages)
    rejected = decision(1, "reject", c)
    assert grouped(pages) == [{a, b}, {c}]
    assert grouped(pages, rejected) == [{a, b}]
    assert grouped(pages, rejected, decision(2, "accept", c)) == [{a, b}, {c}]


def test_same_joins_and_different_parts() -> None:
    pages = two_visits()
    a, b, c = anchors(pages)
    assert grouped(pages, decision(1, "same", a, c)) == [{a, b, c}]
    assert grouped(pages, decision(1, "different", a, b)) == [{a}, {b}, {c}]
    assert grouped(pages, decision(1, "different", a, b), decision(2, "same", a, b)) == [{a, b}, {c}]


def test_different_parts_even_what_a_text_takes_up() -> None:
    page = Page("a").say("Petrov a vu Bamako", "visit", start="2025-01-09", actors=["visitor Ivan Petrov RU"])
    page.say("cette visite fut brève", "visit")
    first, second = anchors([page])
    page.fields[1]["about"] = first
    assert grouped([page]) == [{first, second}]
    assert grouped([page], decision(1, "different", first, second)) == [{first}, {second}]


def test_split_takes_passages_out_into_an_entry_of_their_own() -> None:
    pages = [
        *two_visits(),
        Page("d", "2025-01-14").say(
            "Petrov au bord du Niger", "visit", start="2025-01-09", actors=["visitor Petrov RU"]
        ),
    ]
    a, b, c, d = anchors(pages)
    assert grouped(pages) == [{a, b, d}, {c}]
    assert grouped(pages, decision(1, "split", b, d)) == [{a}, {b, d}, {c}]


def test_correct_sets_slots() -> None:
    pages = two_visits()
    a, _, _ = anchors(pages)
    fixed = decision(1, "correct", a, place="Kayes", parties="RU, BF, ML", start="", sectors="trade", unknown="x")
    entry = folded(pages, [fixed]).entries[0]
    assert (entry.place, entry.parties, entry.start, entry.sectors) == ("Kayes", ("BF", "ML", "RU"), None, ("trade",))


def test_add_enters_a_passage_that_a_person_chose() -> None:
    pages = two_visits()
    document = pages[2].document
    start = document.text.index("était à Moscou")
    chosen = statement(document, start, start + len("était à Moscou"), "talks", start="2025-08-09")
    body = msgspec.json.encode(chosen).decode()
    added = folded(pages, [decision(1, "add", chosen.anchor, statement=body)]).entries
    assert [e.kind for e in added] == ["visit", "visit", "talks"] and added[2].id == chosen.anchor
    assert folded(pages[:2], [decision(1, "add", chosen.anchor, statement=body)]).entries == folded(pages[:2]).entries
    with pytest.raises(DataError):
        folded(pages, [decision(1, "add", "x", statement="{")])


@pytest.mark.parametrize("verb", ["reject", "same", "different", "split", "correct"])
def test_undo_restores_to_the_byte_and_is_undone_itself(verb: str) -> None:
    pages = two_visits()
    a, b, c = anchors(pages)
    targets = {"reject": (c,), "correct": (a,), "same": (a, c), "different": (a, b), "split": (b,)}[verb]
    made = decision(1, verb, *targets, place="Kayes")
    undone = decision(2, "undo", "d1")
    before, after = folded(pages), folded(pages, [made])
    assert msgspec.json.encode(after) != msgspec.json.encode(before)
    assert msgspec.json.encode(folded(pages, [made, undone])) == msgspec.json.encode(before)
    assert msgspec.json.encode(folded(pages, [made, undone, decision(3, "undo", "d2")])) == msgspec.json.encode(after)


def test_decisions_made_later_are_not_known_yet_and_their_order_of_arrival_does_not_count() -> None:
    pages = two_visits()
    *_, c = anchors(pages)
    made = [decision(1, "reject", c), decision(2, "accept", c)]
    assert len(folded(pages, made, known_by="2026-01-01").entries) == 1
    assert folded(pages, made[::-1]) == folded(pages, made)
