"""What entries have to do with each other: agreements signed on a visit, commitments that an agreement holds, sessions
of a mechanism.

Found from what the entries say alone, and strictly: a child has one parent or none. Both must be between the same
states; then days, places, topics and the nearness of their passages decide. Where two parents fit alike, it has none.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Final

import msgspec

from bilan.model import edtf
from bilan.model.entry import Entry
from bilan.reading.folding import key

NEAR: Final = 350
"""Characters between two passages of one page that still speak of one matter."""

DOWN: Final = {"signed_on": "signed", "part_of": "holds", "session_of": "sessions"}
"""By the name of a link from child to parent, that of the same link from parent to child."""

_CLOSED: Final = frozenset({"cancelled"})
_CONCLUDED: Final = frozenset({"signed", "ratified", "in_force", "implementing", "suspended", "ended"})
_FULL_DAY: Final = 3
_Fit = Callable[[Entry, Entry], float]


class Link(msgspec.Struct, frozen=True):
    """`kind` is one of the names in `DOWN`, on either side; `id` the entry at its other end."""

    kind: str
    id: str


def links(entries: Sequence[Entry]) -> dict[str, tuple[Link, ...]]:
    """By id, the links of each entry that has any, in the order of the entries."""
    pairs: dict[tuple[str, ...], dict[str, list[Entry]]] = defaultdict(lambda: defaultdict(list))
    for entry in entries:
        if len(entry.parties) > 1:
            pairs[entry.parties][entry.kind].append(entry)
    found: dict[str, list[Link]] = defaultdict(list)
    for of_kind in pairs.values():
        for name, child_kind, parent_kind, fit in _RELATIONS:
            for child in of_kind.get(child_kind, ()):
                parent = _best(child, of_kind.get(parent_kind, ()), fit)
                if parent is not None:
                    found[child.id].append(Link(name, parent.id))
                    found[parent.id].append(Link(DOWN[name], child.id))
    order = {entry.id: place for place, entry in enumerate(entries)}
    return {
        name: tuple(sorted(found[name], key=lambda link: (link.kind, order[link.id])))
        for name in sorted(found, key=order.__getitem__)
    }


def _best(child: Entry, parents: Iterable[Entry], fit: _Fit) -> Entry | None:
    """The one parent that fits best."""
    fits = [(worth, parent) for parent in parents if (worth := fit(child, parent)) > 0]
    best = max((worth for worth, _ in fits), default=0.0)
    first = [parent for worth, parent in fits if worth == best]
    return first[0] if len(first) == 1 else None


def _signed_on(agreement: Entry, visit: Entry) -> float:
    """Signed on a day of the visit, where the visit was or told of with it; without a day, close beside it."""
    if visit.status in _CLOSED or not any(step.status in _CONCLUDED for step in agreement.history):
        return 0.0
    near = _nearness(agreement, visit)
    if agreement.start is None or edtf.precision(agreement.start) < _FULL_DAY:
        return 0.0
    if not _on_days(agreement.start, visit):
        return 0.0
    same_place = bool(agreement.place and visit.place and key(agreement.place) == key(visit.place))
    same_page = bool(_documents(agreement) & _documents(visit))
    return (1.0 if same_place else 0.0) + (0.5 if same_page else 0.0) + near


def _on_days(day: str, visit: Entry) -> bool:
    """Whether a day lies within a visit whose days are known."""
    if visit.start is None or edtf.precision(visit.start) < _FULL_DAY:
        return False
    first, last = edtf.bounds(visit.start)[0], edtf.bounds(visit.end or visit.start)[1]
    return first <= edtf.bounds(day)[0] <= last


def _part_of(commitment: Entry, agreement: Entry) -> float:
    """About the same thing and of the same day or told close together; or in one passage."""
    near = _nearness(commitment, agreement)
    one_day = bool(commitment.start and agreement.start and edtf.bare(commitment.start) == edtf.bare(agreement.start))
    same_topic = commitment.topic is not None and commitment.topic == agreement.topic
    same_sector = bool(set(commitment.sectors) & set(agreement.sectors))
    if same_topic and (one_day or near > 0):
        return 2.0 + near
    if near >= 1.0:
        return near
    return near if near > 0 and same_sector and one_day else 0.0


def _session_of(talks: Entry, mechanism: Entry) -> float:
    """A session that is told of beside the body that meets."""
    return _nearness(talks, mechanism) if (talks.topic or "").partition(":")[0] == "session" else 0.0


def _nearness(one: Entry, other: Entry) -> float:
    """1 where two of their passages overlap, less with their distance, 0 beyond `NEAR`."""
    there: Mapping[str, list[tuple[int, int]]] = _spans(other)
    best = 0.0
    for e in one.evidence:
        for start, end in there.get(e.document, ()):
            gap = max(e.start - end, start - e.end, 0)
            best = max(best, 1 - gap / NEAR)
    return best


def _spans(entry: Entry) -> dict[str, list[tuple[int, int]]]:
    found: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for e in entry.evidence:
        found[e.document].append((e.start, e.end))
    return found


def _documents(entry: Entry) -> set[str]:
    return {e.document for e in entry.evidence}


_RELATIONS: Final[tuple[tuple[str, str, str, _Fit], ...]] = (
    ("signed_on", "agreement", "visit", _signed_on),
    ("part_of", "commitment", "agreement", _part_of),
    ("session_of", "talks", "mechanism", _session_of),
)
