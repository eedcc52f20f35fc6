"""What people settled, applied to a fold: never to what was appended. Taking a decision back restores the account to the byte.

    reject     the statements are left out of every entry
    accept     they stand, even if a rejection came before (the later of the two counts)
    same       all of them, with what is one with them already, are one entry
    different  no two of them are one entry
    correct    `fields` replace slots of the entry that holds the anchor
    undo       the decisions named are as if never made
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from typing import Any, Final

import msgspec

from bilan.ledger.fold_select import Selection
from bilan.model.decision import Decision
from bilan.model.entry import Entry
from bilan.model.statement import Statement

_EACH: Final = ("parties", "sectors")


class Settled(msgspec.Struct, frozen=True, kw_only=True):
    """Statements that stand, and what holds between their anchors."""

    statements: tuple[Statement, ...]
    same: Mapping[str, tuple[str, ...]]
    different: frozenset[tuple[str, str]]
    corrections: Mapping[str, tuple[tuple[str, str], ...]]

    def apart(self, one: str, other: str) -> bool:
        """Whether a person said that two anchors are two things."""
        return (one, other) in self.different

    def corrected(self, entry: Entry) -> Entry:
        """The entry with the slots that a person set."""
        fields = [f for anchor in entry.anchors for f in self.corrections.get(anchor, ())]
        return _set(entry, fields) if fields else entry


def settle(chosen: Selection) -> Settled:
    """Applies the decisions in the order in which they were made."""
    standing = _standing(chosen.decisions)
    rejected: set[str] = set()
    same: dict[str, set[str]] = defaultdict(set)
    different: set[tuple[str, str]] = set()
    corrections: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for d in standing:
        _apply(d, rejected, same, different, corrections)
    return Settled(
        statements=tuple(s for s in chosen.statements if s.anchor not in rejected),
        same={anchor: tuple(sorted(others)) for anchor, others in sorted(same.items())},
        different=frozenset(different),
        corrections={anchor: tuple(fields) for anchor, fields in corrections.items()},
    )


def _standing(decisions: Iterable[Decision]) -> list[Decision]:
    """Decisions that no later one takes back; an undoing may itself be undone."""
    undone: set[str] = set()
    standing = []
    for d in reversed(list(decisions)):
        if d.id in undone:
            continue
        if d.verb == "undo":
            undone.update(d.targets)
        else:
            standing.append(d)
    return standing[::-1]


def _apply(
    d: Decision, rejected: set[str], same: dict[str, set[str]], different: set[tuple[str, str]],
    corrections: dict[str, list[tuple[str, str]]],
) -> None:  # fmt: skip
    pairs = [(a, b) for a in d.targets for b in d.targets if a != b]
    if d.verb == "reject":
        rejected.update(d.targets)
    elif d.verb == "accept":
        rejected.difference_update(d.targets)
    elif d.verb == "same":
        different.difference_update(pairs)
        for a, b in pairs:
            same[a].add(b)
    elif d.verb == "different":
        different.update(pairs)
        for a, b in pairs:
            same[a].discard(b)
    elif d.verb == "correct":
        for anchor in d.targets:
            corrections[anchor] += d.fields


def _set(entry: Entry, fields: Iterable[tuple[str, str]]) -> Entry:
    changed: dict[str, Any] = {}
    for field, value in fields:
        maker = _SLOTS.get(field)
        if maker is not None:
            changed[field] = maker(value)
    return msgspec.structs.replace(entry, **changed)


def _text(value: str) -> str | None:
    return value or None


def _list(value: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in value.split(",") if part.strip())


_SLOTS: Final[dict[str, Callable[[str], Any]]] = {
    "title": str, "status": str, "said_by": str, "start": _text, "end": _text, "place": _text, "topic": _text,
    "parties": lambda value: tuple(sorted(_list(value))), "sectors": _list,
}  # fmt: skip
