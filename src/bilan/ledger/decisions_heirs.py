"""Which passage of a newer reading stands for one that a decision was made on.

A newer reader may cut a passage otherwise, or hang it on another word; its anchor is then another. The decision goes
over to the statement of that kind, in that page, that overlaps the old passage most; to none where two do so alike.
"""

from collections.abc import Iterable, Mapping, Sequence

import msgspec

from bilan.model.decision import Decision
from bilan.model.reading import Reading
from bilan.model.statement import Statement


def targets(decisions: Iterable[Decision]) -> frozenset[str]:
    """The anchors that decisions are about."""
    return frozenset(target for d in decisions if d.verb != "undo" for target in d.targets)


def heirs(lost: Iterable[Statement], readings: Iterable[Reading]) -> dict[str, str]:
    """New anchor by old, of the statements `lost`, which no reading has any more."""
    wanted = list(lost)
    pages = {s.evidence.page for s in wanted}
    there = {r.page: r.statements for r in readings if r.page in pages}
    found = {}
    for old in sorted(wanted, key=lambda s: s.id):
        heir = _heir(old, there.get(old.evidence.page, ()))
        if heir is not None:
            found[old.anchor] = heir
    return found


def _heir(old: Statement, statements: Sequence[Statement]) -> str | None:
    """The anchor of the one that is most like it."""
    worth: dict[str, tuple[float, bool]] = {}
    for s in statements:
        shared = _shared(old, s)
        if s.kind == old.kind and shared > 0:
            worth[s.anchor] = max(worth.get(s.anchor, (0.0, False)), (shared, s.head == old.head))
    best = max(worth.values(), default=None)
    first = [anchor for anchor, value in worth.items() if value == best]
    return first[0] if len(first) == 1 else None


def _shared(one: Statement, other: Statement) -> float:
    """The part of both passages together that both have, 0 to 1."""
    a, b = one.evidence, other.evidence
    both = min(a.end, b.end) - max(a.start, b.start)
    return both / (max(a.end, b.end) - min(a.start, b.start)) if both > 0 else 0.0


def inherit(decisions: Sequence[Decision], named: Mapping[str, str]) -> tuple[Decision, ...]:
    """The decisions, on the passages that stand now for theirs."""
    if not named:
        return tuple(decisions)
    return tuple(_on_heirs(d, named) for d in decisions)


def _on_heirs(decision: Decision, named: Mapping[str, str]) -> Decision:
    if decision.verb == "undo":
        return decision
    now = tuple(dict.fromkeys(named.get(target, target) for target in decision.targets))
    return msgspec.structs.replace(decision, targets=now)
