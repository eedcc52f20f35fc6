"""Decisions outlive a reader that cuts passages otherwise."""

from fold_build import Page, statement

from bilan.ledger.decisions_heirs import heirs, inherit
from bilan.model.decision import Decision
from bilan.model.reading import Reading

TEXT = Page("a").say("Ivan Petrov a vu Bamako hier et Gao demain", "visit").document


def said(first: int, last: int, kind: str = "visit", head: str = "visit"):  # type: ignore[no-untyped-def]
    return statement(TEXT, first, last, kind, head=head)


def reading(*statements) -> Reading:  # type: ignore[no-untyped-def]
    return Reading(document="a", page=TEXT.digest, facts=Page("a").reading.facts, zones=(), statements=statements)


def test_the_passage_that_overlaps_most_stands_for_it() -> None:
    old = said(4, 24)
    near, far = said(4, 26, head="seen"), said(20, 40)
    assert heirs([old], [reading(far, near)]) == {old.anchor: near.anchor}


def test_of_one_passage_the_word_decides_and_two_equal_give_none() -> None:
    old = said(4, 24, head="trip")
    one, other = said(5, 24, head="trip"), said(5, 24, head="stay")
    assert heirs([old], [reading(one, other)]) == {old.anchor: one.anchor}
    assert heirs([said(4, 24, head="x")], [reading(one, other)]) == {}


def test_another_kind_another_page_or_another_place_is_no_heir() -> None:
    old = said(4, 24)
    assert heirs([old], [reading(said(4, 24, "talks"), said(30, 40))]) == {}
    assert heirs([old], []) == {}


def test_decisions_go_over_and_undoings_stay() -> None:
    made = Decision(id="d1", verb="same", targets=("a", "b"), reason="r", author="w", at="2024")
    undone = Decision(id="d2", verb="undo", targets=("a",), reason="r", author="w", at="2025")
    assert [d.targets for d in inherit([made, undone], {"a": "x", "b": "x"})] == [("x",), ("a",)]
    assert inherit([made], {}) == (made,)
