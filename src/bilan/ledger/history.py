"""The steps of an entry: what each document tells of its status, oldest first.

A later text wins if it says more, in the order of the vocabulary, or if it tells of a setback (`vocabulary.SETBACKS`)
or of a resumption after one. A later, weaker sentence makes no step: it never lowers a status.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from bilan.ledger.matching_profile import days
from bilan.model.entry import Step
from bilan.model.page import PageRecord
from bilan.model.statement import Statement
from bilan.model.vocabulary import SETBACKS, rank

_EVENTS: Final = frozenset({"visit", "talks"})
_LAST: Final = 10**9


def history(statements: Sequence[Statement], pages: Mapping[str, PageRecord]) -> tuple[Step, ...]:
    """Of the statements of one entry. Its last step is the entry's status."""
    if len(statements) == 1:
        return (_step(statements[0], pages),)
    by_document: dict[str, list[Statement]] = defaultdict(list)
    for s in statements:
        by_document[s.evidence.document].append(s)
    told = [s for document in by_document.values() for s in _of_document(document)]
    kind = statements[0].kind
    return tuple(_step(s, pages) for s in _wins(kind, _in_order(kind, told, pages)))


def known(s: Statement, pages: Mapping[str, PageRecord]) -> str | None:
    """The day that the status is known for: as the text says, or its page's day."""
    page = pages.get(s.evidence.document)
    return s.as_of or (page.published if page is not None else None)


def _of_document(statements: Sequence[Statement]) -> list[Statement]:
    """What one document tells: the furthest status, and before it those that it dates earlier."""
    top = min(statements, key=_told_first)
    if top.as_of is None:
        return [top]
    first = days(top.as_of)[0]
    earlier: dict[str, Statement] = {}
    for s in sorted(statements, key=_told_first):
        if s.as_of is not None and s.status != top.status and days(s.as_of)[1] < first:
            earlier.setdefault(s.status or "", s)
    return [*earlier.values(), top]


def _told_first(s: Statement) -> tuple[int, int, int, int]:
    """Of one document's statements, the one that counts: the furthest, proved by its shortest fair passage."""
    e = s.evidence
    return (
        -_weight(s),
        -(days(s.as_of)[0] if s.as_of else 0),
        e.end - e.start if e.end - e.start >= 30 else 1000,
        e.start,
    )


def _weight(s: Statement) -> int:
    """How much a status says within one document. What was put off and then held was held."""
    status = s.status or ""
    if s.kind in _EVENTS and status == "held":
        return 100
    return rank(s.kind, status) + (50 if status in SETBACKS else 0)


def _in_order(kind: str, told: Iterable[Statement], pages: Mapping[str, PageRecord]) -> list[Statement]:
    """Oldest first; a step without a day stands before the first that says more."""
    dated: list[tuple[tuple[int, int, str, int], Statement]] = []
    undated = []
    for s in told:
        day = known(s, pages)
        if day is None:
            undated.append(s)
        else:
            e = s.evidence
            dated.append(((days(day)[1], rank(kind, s.status or ""), e.page, e.start), s))
    steps = [s for _, s in sorted(dated, key=lambda item: item[0])]
    for s in sorted(undated, key=lambda s: (rank(kind, s.status or ""), s.evidence.page, s.evidence.start)):
        place = next((i for i, other in enumerate(steps) if _weight(other) > _weight(s)), len(steps))
        steps.insert(place, s)
    return steps


def _wins(kind: str, steps: Sequence[Statement]) -> list[Statement]:
    """Without the sentences that say less than was known."""
    kept: list[Statement] = []
    reached = -1
    for s in steps:
        status = s.status or ""
        if status in SETBACKS:
            kept.append(s)
            continue
        here = rank(kind, status)
        if here >= reached:
            kept.append(s)
            reached = here
    return kept


def _step(s: Statement, pages: Mapping[str, PageRecord]) -> Step:
    e = s.evidence
    return Step(
        status=s.status or "",
        as_of=known(s, pages),
        document=e.document,
        start=e.start,
        end=e.end,
        said_by=s.said_by,
        quote=e.quote,
    )
