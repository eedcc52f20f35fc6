"""One entry from the statements that tell of one thing: each slot takes what most, best and latest say of it."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence

from bilan.ledger import voices
from bilan.ledger.fold_actors import actors
from bilan.ledger.history import history
from bilan.ledger.matching_places import Places
from bilan.ledger.matching_profile import days
from bilan.model import edtf
from bilan.model.entry import Entry
from bilan.model.page import PageRecord
from bilan.model.statement import Amount, Evidence, Statement
from bilan.model.vocabulary import rank
from bilan.reading.folding import fold, key

SHORTEST, LONGEST = 12, 450
_WITHOUT_START = frozenset({"drafting", "agreed"})


def entry(
    statements: Sequence[Statement],
    pages: Mapping[str, PageRecord],
    origin: Mapping[str, str],
    places: Places,
    name: str,
) -> Entry:
    """`statements` in the order of their pages' days, then of their texts; `name` is the entry's id."""
    start, end = _when(statements, pages)
    anchors = [s.anchor for s in statements]
    steps = history(statements, pages)
    return Entry(
        id=name,
        kind=statements[0].kind,
        title="",
        parties=_parties(statements),
        actors=actors(statements),
        sectors=_sectors(statements),
        start=start,
        end=end,
        place=_place(statements, places),
        amounts=_amounts(statements),
        status=steps[-1].status,
        history=steps,
        evidence=_evidence(statements),
        said_by=voices.said_by(statements),
        voices=voices.voices(statements, pages, origin),
        topic=_most(s.topic for s in statements),
        also=_also(statements, anchors),
        anchors=tuple(dict.fromkeys(anchors)),
    )


def _also(statements: Sequence[Statement], anchors: Sequence[str]) -> tuple[str, ...]:
    """Ids that it bore, or would have, while only some of its pages were known: the first anchor of each later page."""
    first: dict[str, str] = {}
    for s, anchor in zip(statements, anchors, strict=True):
        first.setdefault(s.evidence.page, anchor)
    return tuple(list(first.values())[1:])


def _parties(statements: Sequence[Statement]) -> tuple[str, ...]:
    """States that half of the statements name, or the first of those that name the most."""
    if len(statements) == 1:
        return tuple(sorted(statements[0].parties))
    naming = [s.parties for s in statements if len(s.parties) > 1] or [s.parties for s in statements]
    counts = Counter(party for parties in naming for party in parties)
    return tuple(sorted(party for party, n in counts.items() if 2 * n >= len(naming)))


def _sectors(statements: Sequence[Statement]) -> tuple[str, ...]:
    if len(statements) == 1:
        return statements[0].sectors
    counts = Counter(sector for s in statements for sector in s.sectors)
    order = {sector: i for i, sector in enumerate(counts)}
    return tuple(sorted(counts, key=lambda sector: (-counts[sector], order[sector])))


def _when(statements: Sequence[Statement], pages: Mapping[str, PageRecord]) -> tuple[str | None, str | None]:
    """Start and end. Of an agreement, its signature's; of a commitment, when it was first made."""
    kind = statements[0].kind
    telling = [s for s in statements if s.start is not None]
    if kind == "agreement":
        telling = [s for s in telling if s.status == "signed"] or [s for s in telling if s.status not in _WITHOUT_START]
    if not telling:
        return None, _end([s for s in statements if s.end is not None], None)
    start = _first_made(telling) if kind == "commitment" else _most_told(telling, pages)
    return start, _end([s for s in statements if s.end is not None], start)


def _first_made(telling: Sequence[Statement]) -> str:
    """The earliest day named, at its best precision."""
    first = min((s.start or "" for s in telling), key=lambda value: (days(value)[1], value))
    finer = [s.start or "" for s in telling if s.start and edtf.overlap(s.start, first)]
    return max(finer, key=lambda value: (edtf.precision(value), -days(value)[0], value))


def _most_told(telling: Sequence[Statement], pages: Mapping[str, PageRecord]) -> str:
    """The day with which most agree: precise before vague, of what was moved the last, official, latest."""
    values = sorted({s.start or "" for s in telling})
    if len(values) == 1:
        return values[0]
    moved = [s.start or "" for s in telling if s.status == "postponed"]
    if moved:
        last = max(moved, key=days)
        values = [v for v in values if days(v)[1] >= days(last)[0]]

    def worth(value: str) -> tuple[object, ...]:
        same = [s for s in telling if s.start == value]
        agreeing = sum(edtf.overlap(s.start or "", value) for s in telling)
        told = max(_told(s) for s in same)
        official = any(s.said_by.startswith(voices.OFFICIAL) for s in same)
        latest = max(pages[s.evidence.document].published or "" for s in same)
        fine = edtf.precision(value)
        return (fine >= 2, told, agreeing, fine, len(same), official, latest, value)

    return max(values, key=worth)


def _told(s: Statement) -> int:
    """How far it had come where a day is given: who tells that it was held knows the day."""
    return 0 if s.status == "postponed" else rank(s.kind, s.status or "")


def _end(telling: Sequence[Statement], start: str | None) -> str | None:
    """The end given with that start, or any that does not come before it."""
    if start is not None:
        with_it = [s.end for s in telling if s.start is not None and edtf.bare(s.start) == edtf.bare(start) and s.end]
        after = [s.end for s in telling if s.end and days(s.end)[1] >= days(start)[0]]
        return _most(with_it) or (_most(after) if edtf.precision(start) == 3 else None)
    return _most(s.end for s in telling)


def _most(values: Iterable[str | None]) -> str | None:
    """The value given most often, the first of several."""
    counts = Counter(value for value in values if value)
    return counts.most_common(1)[0][0] if counts else None


def _place(statements: Sequence[Statement], places: Places) -> str | None:
    """A town rather than its country; the one most name."""
    written: dict[str, str] = {}
    counts: Counter[str] = Counter()
    for s in statements:
        if s.place:
            folded = key(s.place)
            written.setdefault(folded, s.place)
            counts[folded] += 1
    if not counts:
        return None
    order = {place: i for i, place in enumerate(counts)}
    best = min(counts, key=lambda place: (places.is_country(place), -counts[place], order[place]))
    return written[best]


def _amounts(statements: Sequence[Statement]) -> tuple[Amount, ...]:
    found: dict[tuple[object, ...], Amount] = {}
    for s in statements:
        for a in s.amounts:
            name = (a.value, a.unit, a.high)
            if name not in found or _fuller(a, found[name]):
                found[name] = a
    return tuple(found.values())


def _fuller(one: Amount, other: Amount) -> bool:
    """Whether one telling of a figure says more of it: per what time, then of what."""
    return (one.per is not None, one.item is not None) > (other.per is not None, other.item is not None)


def _evidence(statements: Sequence[Statement]) -> tuple[Evidence, ...]:
    """One passage for each mention: of passages that overlap, the shortest that holds its head word."""
    if len(statements) == 1:
        return (statements[0].evidence,)
    by_document: dict[str, list[Statement]] = defaultdict(list)
    for s in statements:
        by_document[s.evidence.document].append(s)
    found: list[Evidence] = []
    for told in by_document.values():
        found += _of_document(told)
    fair = [e for e in found if SHORTEST <= e.end - e.start <= LONGEST]
    return tuple(fair or found)


def _of_document(told: Sequence[Statement]) -> list[Evidence]:
    kept: list[Evidence] = []
    for s in sorted(told, key=_worth):
        e = s.evidence
        if not any(e.start < k.end and k.start < e.end for k in kept):
            kept.append(e)
    return sorted(kept, key=lambda e: (e.start, e.end))


def _worth(s: Statement) -> tuple[bool, bool, int, int]:
    e = s.evidence
    length = e.end - e.start
    return (not SHORTEST <= length <= LONGEST, fold(s.head) not in fold(e.quote), length, e.start)
