"""What people settled, applied to a fold: never to what was appended. What is undone leaves no trace in the account.

    reject     the statements are left out of every entry
    accept     they stand, even if a rejection came before (the later of the two counts)
    same       all of them, with what is one with them already, are one entry
    different  no two of them are one entry
    split      the statements named are one entry, with no others
    correct    `fields` replace slots of the entry that holds the anchor
    add        a statement that a person made on a passage: the field `statement` holds it as JSON; whoever made the
               decision has let it through the same door (`Statement.proved`), here its page must be there
    undo       the decisions named are as if never made
"""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from typing import Any, Final

import msgspec

from bilan.errors import DataError, UseError
from bilan.ledger.fold_select import Selection, with_added
from bilan.model.decision import Decision
from bilan.model.entry import Entry
from bilan.model.statement import Amount, Statement

_AMOUNT: Final = re.compile(r"(\d+(?:\.\d+)?) (\S+)(?: (.+))?")


class Bonds(msgspec.Struct, frozen=True):
    """What people said of pairs: `different` anchors; and groups split off, by anchor."""

    different: frozenset[tuple[str, str]] = frozenset()
    split: Mapping[str, str] = {}

    def __bool__(self) -> bool:
        return bool(self.different or self.split)

    def part(self, ones: Iterable[str], others: Iterable[str]) -> bool:
        """Whether any of the one must not be with any of the other."""
        return any((a, b) in self.different or self.split.get(a) != self.split.get(b) for a in ones for b in others)


class Settled(msgspec.Struct, frozen=True, kw_only=True):
    """Statements that stand, and what holds between their anchors."""

    statements: tuple[Statement, ...]
    same: Mapping[str, tuple[str, ...]]
    bonds: Bonds
    corrections: Mapping[str, tuple[tuple[str, str], ...]]

    def corrected(self, entry: Entry) -> Entry:
        """The entry with the slots that a person set."""
        if not self.corrections:
            return entry
        fields = [f for anchor in entry.anchors for f in self.corrections.get(anchor, ())]
        return _set(entry, fields) if fields else entry


def settle(chosen: Selection) -> Settled:
    """Applies the decisions in the order in which they were made."""
    made = _Made()
    for d in standing(chosen.decisions):
        made.apply(d)
    statements = with_added(chosen, made.added) if made.added else chosen.statements
    return Settled(
        statements=tuple(s for s in statements if s.anchor not in made.rejected) if made.rejected else statements,
        same={anchor: tuple(sorted(others)) for anchor, others in sorted(made.same.items()) if others},
        bonds=Bonds(frozenset(made.different), made.split),
        corrections={anchor: tuple(fields) for anchor, fields in made.corrections.items()},
    )


def standing(decisions: Iterable[Decision], *, undoings: bool = False) -> list[Decision]:
    """Decisions that no later one takes back, the undoings that count among them only if asked for."""
    undone: set[str] = set()
    found = []
    for d in reversed(list(decisions)):
        if d.id in undone:
            continue
        if d.verb == "undo":
            undone.update(d.targets)
        if d.verb != "undo" or undoings:
            found.append(d)
    return found[::-1]


def taken_back(decisions: Iterable[Decision]) -> dict[str, str]:
    """For each decision that counts no more, the undoing that took it back."""
    return {name: d.id for d in standing(decisions, undoings=True) if d.verb == "undo" for name in d.targets}


class _Made:
    """What the decisions so far come to."""

    def __init__(self) -> None:
        self.rejected: set[str] = set()
        self.same: dict[str, set[str]] = defaultdict(set)
        self.different: set[tuple[str, str]] = set()
        self.split: dict[str, str] = {}
        self.corrections: dict[str, list[tuple[str, str]]] = defaultdict(list)
        self.added: list[Statement] = []

    def apply(self, d: Decision) -> None:
        """Takes one decision in; a verb that this program does not know changes nothing."""
        take = _TAKES.get(d.verb)
        if take is not None:
            take(self, d)

    def reject(self, d: Decision) -> None:
        self.rejected.update(d.targets)

    def accept(self, d: Decision) -> None:
        self.rejected.difference_update(d.targets)

    def join(self, d: Decision) -> None:
        for a, b in _pairs(d):
            self.same[a].add(b)
            self.different.discard((a, b))
        for anchor in d.targets:
            self.split.pop(anchor, None)

    def part(self, d: Decision) -> None:
        for a, b in _pairs(d):
            self.different.add((a, b))
            self.same[a].discard(b)

    def split_off(self, d: Decision) -> None:
        for anchor in d.targets:
            for other in self.same.pop(anchor, set()) - set(d.targets):
                self.same[other].discard(anchor)
            self.split[anchor] = d.id
        for a, b in _pairs(d):
            self.same[a].add(b)
            self.different.discard((a, b))

    def correct(self, d: Decision) -> None:
        for anchor in d.targets:
            self.corrections[anchor] += d.fields

    def add(self, d: Decision) -> None:
        for field, value in d.fields:
            if field == "statement":
                self.added.append(_statement(value, d.id))


_TAKES: Final[dict[str, Callable[[_Made, Decision], None]]] = {
    "reject": _Made.reject,
    "accept": _Made.accept,
    "same": _Made.join,
    "different": _Made.part,
    "split": _Made.split_off,
    "correct": _Made.correct,
    "add": _Made.add,
}


def _pairs(d: Decision) -> list[tuple[str, str]]:
    return [(a, b) for a in d.targets for b in d.targets if a != b]


def _statement(body: str, decision: str) -> Statement:
    try:
        return msgspec.json.decode(body, type=Statement)
    except msgspec.DecodeError as error:
        raise DataError("decision {id}: its statement cannot be read: {error}", id=decision, error=error) from error


def _set(entry: Entry, fields: Iterable[tuple[str, str]]) -> Entry:
    changed: dict[str, Any] = {}
    for field, value in fields:
        maker = _SLOTS.get(field)
        if maker is not None:
            changed[field] = maker(value)
    return msgspec.structs.replace(entry, **changed)


def listed(value: str, separator: str = ",") -> tuple[str, ...]:
    """The parts of a list, without blanks around them."""
    return tuple(part.strip() for part in value.split(separator) if part.strip())


def amounts(value: str) -> tuple[Amount, ...]:
    """`50000 t wheat; 25000000 EUR`. Raises UseError where a part has another shape."""
    return tuple(map(_amount, listed(value, ";")))


def _amount(part: str) -> Amount:
    found = _AMOUNT.fullmatch(part)
    if found is None:
        raise UseError("amount {value}: write a number, a unit and what is counted, as in 50000 t wheat", value=part)
    return Amount(value=float(found[1]), unit=found[2], item=found[3])


def _text(value: str) -> str | None:
    return value or None


_SLOTS: Final[dict[str, Callable[[str], Any]]] = {
    "title": str, "status": str, "said_by": str, "start": _text, "end": _text, "place": _text, "topic": _text,
    "parties": lambda value: tuple(sorted(listed(value))), "sectors": listed, "amounts": amounts,
}  # fmt: skip
