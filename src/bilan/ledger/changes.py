"""What became of the entries between two accounts: new, gone, changed in which fields."""

from collections import defaultdict
from collections.abc import Sequence
from typing import Final

import msgspec

from bilan.ledger.fold import Account
from bilan.model.entry import Entry

NEW, CHANGED, GONE = "new", "changed", "gone"
SORTS: Final = (NEW, CHANGED, GONE)
_COMPARED: Final = tuple(name for name in Entry.__struct_fields__ if name not in ("title", "also"))


class Change(msgspec.Struct, frozen=True, kw_only=True):
    """`entry` as it is now, or was if it is gone. `fields`: in what a changed one differs from `before`."""

    sort: str
    entry: Entry
    fields: tuple[str, ...] = ()
    before: Entry | None = None


def changes(before: Account, after: Account) -> tuple[Change, ...]:
    """New and changed ones in their order, then those gone. An entry is what it was if it bears the same id, else if
    it holds a statement of it, else if one of its passages overlaps one of that kind."""
    old = _former(before.entries, after.entries)
    found = []
    for entry in after.entries:
        was = old.get(entry.id)
        if was is None:
            found.append(Change(sort=NEW, entry=entry))
        elif fields := tuple(name for name in _COMPARED if getattr(was, name) != getattr(entry, name)):
            found.append(Change(sort=CHANGED, entry=entry, fields=fields, before=was))
    kept = {was.id for was in old.values()}
    return (*found, *(Change(sort=GONE, entry=entry) for entry in before.entries if entry.id not in kept))


def _former(before: Sequence[Entry], after: Sequence[Entry]) -> dict[str, Entry]:
    """For the id of each entry that there was before, what it was; each old one once."""
    left = {entry.id: entry for entry in before}
    former = {entry.id: left.pop(entry.id) for entry in after if entry.id in left}
    of_anchor = {anchor: entry.id for entry in left.values() for anchor in entry.anchors}
    for entry in after:
        was = next((of_anchor[a] for a in entry.anchors if of_anchor.get(a) in left), None)
        if entry.id not in former and was is not None:
            former[entry.id] = left.pop(was)
    passages: dict[tuple[str, str], list[Entry]] = defaultdict(list)
    for entry in left.values():
        for document in {e.document for e in entry.evidence}:
            passages[entry.kind, document].append(entry)
    for entry in after:
        if entry.id not in former and (met := _overlapping(entry, passages, left)) is not None:
            former[entry.id] = left.pop(met.id)
    return former


def _overlapping(
    entry: Entry, passages: dict[tuple[str, str], list[Entry]], left: dict[str, Entry]
) -> Entry | None:
    for e in entry.evidence:
        for other in passages.get((entry.kind, e.document), ()):
            near = (o for o in other.evidence if o.document == e.document)
            if other.id in left and any(o.start < e.end and e.start < o.end for o in near):
                return other
    return None
