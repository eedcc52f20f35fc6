"""Passages that cannot both be true, side by side, with who says each.

Kept to what is certain, since a false alarm costs a reader's trust: a denial against what it denies; two numbers of one
thing that are no total and part and no newer figure; two days of one event that took place; a body that is said to be
still to create and to be at work; two counts of the texts of one signing; two claims of one matter. A newer fact that
replaces an older one, a more precise or a rounded value, and a range that holds the other are none.
"""

import hashlib
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import combinations
from typing import Final, NamedTuple

from bilan.ledger.disputes_values import amounts_differ, days_differ, values_differ
from bilan.ledger.fold_select import Selection
from bilan.ledger.matching_profile import days
from bilan.model.entry import Dispute, Entry, Side
from bilan.model.page import PageRecord
from bilan.model.statement import Amount, Statement
from bilan.model.vocabulary import KINDS

_HAPPENED: Final = frozenset({"held", "under_way"})
_AHEAD: Final = frozenset({"pledged", "agreed", "implementing"})
_NOT_YET: Final = "proposed"
_STANDS: Final = frozenset({"operating", "agreed"})
_ONE_SEASON: Final = 90
"""Days after which another number of one thing is a newer one."""
_SIZES: Final = frozenset({"bed", "m", "m2", "ha", "W"})
"""Units of what a thing is, not of how much came of it: these do not grow with time."""
_TEXTS: Final = "texts"
_ONE_SIGNING: Final = 10
"""Days between which two papers that count texts speak of one signing."""

Told = tuple[Entry, Sequence[Statement]]
Said = tuple[str, Statement]
"""What a side says, and the statement that says it."""


class Given(NamedTuple):
    """A value as it is written, with the statement that gives it, and the amount, if it is one."""

    value: str
    statement: Statement
    amount: Amount | None = None


def disputes(
    told: Sequence[Told], denied: Sequence[tuple[Statement, Statement, str | None]], chosen: Selection
) -> tuple[Dispute, ...]:
    """`told`: entries with their statements; `denied`: denial, what it denies, and the id of its entry."""
    pages = chosen.pages
    claims = [s for s in chosen.statements if s.kind == "claim"]
    found = [
        *_denials(denied, pages),
        *(d for entry, statements in told for d in _within(entry, statements, pages)),
        *_rivals(told, pages),
        *_counts(told, [s for s in claims if _field(s) == _TEXTS], pages),
        *_claims([s for s in claims if _field(s) != _TEXTS], pages),
    ]
    unique = sorted({d.id: d for d in found}.values(), key=lambda d: (_age(d, pages), d.id))
    return tuple(d for d in unique if not any(_said_again(d, other) for other in unique))


def _said_again(one: Dispute, other: Dispute) -> bool:
    """Whether `other` has the same sides in shorter passages, or in the same for an entry."""
    if one is other or len(one.sides) > len(other.sides):
        return False
    if not all(any(_overlap(a, b) for b in other.sides) for a in one.sides):
        return False
    size, other_size = _length(one), _length(other)
    return size > other_size or (size == other_size and (one.entry is None, one.id) > (other.entry is None, other.id))


def _overlap(a: Side, b: Side) -> bool:
    return a.document == b.document and a.start < b.end and b.start < a.end


def _length(dispute: Dispute) -> int:
    return sum(side.end - side.start for side in dispute.sides)


def _age(dispute: Dispute, pages: Mapping[str, PageRecord]) -> tuple[str, str, int]:
    first = dispute.sides[0]
    return (pages[first.document].published or "9999", first.document, first.start)


def _denials(
    denied: Iterable[tuple[Statement, Statement, str | None]], pages: Mapping[str, PageRecord]
) -> Iterator[Dispute]:
    """One for each thing that is denied: what is held, and every denial of it."""
    groups: dict[tuple[str, str], list[Said]] = defaultdict(list)
    for denial, held, entry in denied:
        if _one_passage(denial, held):
            continue
        sides = groups[entry or "", held.anchor]
        if not sides:
            sides.append((held.status or "", held))
        sides.append(("denied", denial))
    for (entry_id, _), said in groups.items():
        yield _dispute(_subject(said[0][1]), "existence", said, pages, entry_id or None)


def _one_passage(one: Statement, other: Statement) -> bool:
    a, b = one.evidence, other.evidence
    return a.document == b.document and a.start < b.end and b.start < a.end


def _within(entry: Entry, statements: Sequence[Statement], pages: Mapping[str, PageRecord]) -> Iterator[Dispute]:
    if len(statements) < 2:
        return
    subject = entry.title or _subject(statements[0])
    for field, said in (*_dates(statements), *_numbers(statements, pages), *_existence(statements, pages)):
        yield _dispute(subject, field, said, pages, entry.id)


def _dates(statements: Sequence[Statement]) -> Iterator[tuple[str, list[Said]]]:
    """Two days of one event that took place."""
    if statements[0].kind not in ("visit", "talks"):
        return
    telling = [s for s in statements if s.start and s.status in _HAPPENED]
    spans = [Given(f"{s.start}/{s.end}" if s.end else s.start or "", s) for s in telling]
    said = _unlike(spans, _days_clash)
    if said:
        yield "date", said


def _days_clash(one: Given, other: Given) -> bool:
    """Two days of a visit are its days, unless one of the two is a stretch that leaves the other out."""
    visit = one.statement.kind == "visit"
    if visit and "/" not in one.value and "/" not in other.value and one.value[:7] == other.value[:7]:
        return False
    return days_differ(one.value, other.value)


def _numbers(statements: Sequence[Statement], pages: Mapping[str, PageRecord]) -> Iterator[tuple[str, list[Said]]]:
    """Two numbers of one good at one stage: from two papers, or from two voices of one."""
    given = [Given(_written(a), s, a) for s in statements for a in s.amounts if a.unit not in ("%", "1")]
    if len({g.value for g in given}) < 2:
        return
    values = {(g.amount.value, g.amount.unit) for g in given if g.amount is not None}
    for unit in sorted({unit for _, unit in values}):
        of_unit = [g for g in given if g.amount is not None and g.amount.unit == unit]
        said = _unlike(of_unit, lambda one, other: _numbers_clash(one, other, values, pages), passages=2)
        if said:
            yield "amount", said


def _numbers_clash(one: Given, other: Given, values: set[tuple[float, str]], pages: Mapping[str, PageRecord]) -> bool:
    s, t, a, b = one.statement, other.statement, one.amount, other.amount
    if a is None or b is None or not amounts_differ(a, b):
        return False
    if not _one_stage(s, t, pages) and not (s.status == t.status and a.unit in _SIZES):
        return False
    if s.evidence.document == t.evidence.document and s.said_by == t.said_by:
        return False
    if _gives(s, b) or _gives(t, a):
        return False
    return (a.value + b.value, a.unit) not in values and (abs(a.value - b.value), a.unit) not in values


def _one_stage(s: Statement, t: Statement, pages: Mapping[str, PageRecord]) -> bool:
    """The same status, in one season, as a later number is a newer one; or two on the way to delivery, within days."""
    apart = abs(_day(s, pages) - _day(t, pages))
    if s.status == t.status:
        return apart <= _ONE_SEASON
    return {s.status, t.status} <= _AHEAD and apart <= _ONE_SIGNING


def _gives(s: Statement, amount: Amount) -> bool:
    return any((a.value, a.unit) == (amount.value, amount.unit) for a in s.amounts)


def _existence(statements: Sequence[Statement], pages: Mapping[str, PageRecord]) -> Iterator[tuple[str, list[Said]]]:
    """A body at work, and at that time or later one still to be created."""
    if statements[0].kind != "mechanism":
        return
    standing = [s for s in statements if s.status in _STANDS]
    if not standing:
        return
    first = min(_day(s, pages) for s in standing)
    wished = [s for s in statements if s.status == _NOT_YET and first <= _day(s, pages) < _NEVER]
    if wished:
        yield "existence", [*((s.status or "", s) for s in standing), *((s.status or "", s) for s in wished)]


_NEVER: Final = 10**9


def _day(s: Statement, pages: Mapping[str, PageRecord]) -> int:
    published = pages[s.evidence.document].published
    return days(published)[0] if published else _NEVER


def _rivals(told: Sequence[Told], pages: Mapping[str, PageRecord]) -> Iterator[Dispute]:
    """Two papers of the same days that each give one amount of a good on its way between the same states, and not the
    same: too unlike to be one entry, too like to be two."""
    given: dict[tuple[object, ...], list[Given]] = defaultdict(list)
    for _, statements in told:
        for s in statements:
            if s.kind == "commitment" and s.topic and s.status in _AHEAD:
                for a in s.amounts:
                    if a.unit not in ("%", "1") and not _money(a.unit):
                        given[s.parties, s.topic, a.unit].append(Given(_written(a), s, a))
    for group in given.values():
        values: dict[str, set[str]] = defaultdict(set)
        for one in group:
            values[one.statement.evidence.document].add(one.value)
        alone = [one for one in group if len(values[one.statement.evidence.document]) == 1]
        said = _unlike(alone, lambda one, other: _rival(one, other, pages), passages=2)
        if said:
            yield _dispute(_subject(said[0][1]), "amount", said, pages, None)


def _rival(one: Given, other: Given, pages: Mapping[str, PageRecord]) -> bool:
    s, t, a, b = one.statement, other.statement, one.amount, other.amount
    if a is None or b is None or s.evidence.document == t.evidence.document or not amounts_differ(a, b):
        return False
    return abs(_day(s, pages) - _day(t, pages)) <= _ONE_SIGNING


def _money(unit: str) -> bool:
    return len(unit) == 3 and unit.isupper()


def _field(claim: Statement) -> str | None:
    return dict(claim.slots).get("field")


def _counts(told: Sequence[Told], opening: Sequence[Statement], pages: Mapping[str, PageRecord]) -> Iterator[Dispute]:
    """How many texts were signed: two papers of one signing that count differently, of which one tells of the signing.

    `opening`: claims of how many texts a page opens with.
    """
    counted: dict[tuple[str, ...], list[tuple[str, Statement]]] = defaultdict(list)
    for _, statements in told:
        for s in statements:
            if s.kind == "agreement" and s.status == "signed":
                counted[s.parties] += [(_written(a), s) for a in s.amounts if a.unit == "1" and a.value >= 2]
    for s in opening:
        counted[s.parties].append((dict(s.slots)["value"], s))
    for group in counted.values():
        for one, other in combinations(group, 2):
            if one[1].kind == other[1].kind == "claim":
                continue
            near = abs(_day(one[1], pages) - _day(other[1], pages)) <= _ONE_SIGNING
            if one[0] != other[0] and near and one[1].evidence.document != other[1].evidence.document:
                yield _dispute(_subject(one[1]), "number", [one, other], pages, None)


def _claims(claims: Sequence[Statement], pages: Mapping[str, PageRecord]) -> Iterator[Dispute]:
    """Claims of one subject and field whose values exclude each other."""
    groups: dict[tuple[str, str], list[Given]] = defaultdict(list)
    for s in claims:
        slots = dict(s.slots)
        if {"subject", "field", "value"} <= slots.keys():
            groups[slots["subject"], slots["field"]].append(Given(slots["value"], s))
    for (subject, field), group in groups.items():
        refused = any(not one.statement.asserted for one in group)
        said = _unlike(group, lambda a, b: values_differ(a.value, b.value), passages=3 if refused else 1)
        if said:
            yield _dispute(subject, field, said, pages, None)


def _unlike(said: Sequence[Given], differ: Callable[[Given, Given], bool], *, passages: int = 1) -> list[Said]:
    """Those that clash with at least one other: each value of a document with so many passages, every denial."""
    clashing = [one for i, one in enumerate(said) if any(i != j and differ(one, other) for j, other in enumerate(said))]
    found: dict[tuple[str, str, int], Said] = {}
    for one in clashing:
        place = one.statement.evidence
        of_value = [at for value, document, at in found if (value, document) == (one.value, place.document)]
        if not one.statement.asserted or len(of_value) < passages:
            found.setdefault((one.value, place.document, place.start), (one.value, one.statement))
    return list(found.values())


def _dispute(
    subject: str, field: str, said: Sequence[Said], pages: Mapping[str, PageRecord], entry: str | None
) -> Dispute:
    ordered = sorted(
        said, key=lambda item: (_day(item[1], pages), item[1].evidence.page, item[1].evidence.start, item[0])
    )
    name = hashlib.sha256(
        "\x1f".join((field, *sorted(f"{s.anchor} {value}" for value, s in ordered))).encode()
    ).hexdigest()[:20]
    return Dispute(
        id=name, subject=subject, field=field, sides=tuple(_side(value, s) for value, s in ordered), entry=entry
    )


def _side(value: str, s: Statement) -> Side:
    e = s.evidence
    return Side(value=value, document=e.document, start=e.start, end=e.end, said_by=s.said_by, quote=e.quote)


def _subject(s: Statement) -> str:
    """Named by what it is and between whom: language-free, until a report finds words for it."""
    return " ".join(
        (s.head, *((s.topic,) if s.topic and s.kind in KINDS and s.topic != s.head else ()), "–".join(s.parties))
    ).strip()


def _written(a: Amount) -> str:
    value = int(a.value) if float(a.value).is_integer() else a.value
    return f"{value} {a.unit}" if a.unit != "1" else str(value)
