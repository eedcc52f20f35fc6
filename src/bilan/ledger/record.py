"""How well an entry is borne out: parts that can be counted, and the sum of their points.

Points are round and not measured: the sum is there to sort by, the parts are what to read.
"""

import datetime
from collections.abc import Iterable, Mapping
from typing import Final

import msgspec

from bilan.ledger.voices import OFFICIAL
from bilan.model import edtf
from bilan.model.entry import Entry
from bilan.model.page import PageRecord
from bilan.reading.folding import key

MOST_VOICES: Final = 3
_FULL_DAY: Final = 3


class Record(msgspec.Struct, frozen=True, kw_only=True):
    """What bears an entry out.

    voices      independent ones: a reprint is the voice of its origin; one point each, three at most
    officials   the states whose officials vouch: one point if there is any
    both_sides  officials of every party vouch: one point
    pages       that tell of it, reprints too: no point
    dated       the present status is known to the day: one point
    disputed    a dispute is open about it: a point less
    last_told   the last day on which a page told of it; `days_since` counts from it to the day asked for
    """

    voices: int
    officials: tuple[str, ...]
    both_sides: bool
    pages: int
    dated: bool
    disputed: bool
    last_told: str | None
    days_since: int | None

    @property
    def points(self) -> dict[str, int]:
        """By part; their sum is the score."""
        return {
            "voices": min(self.voices, MOST_VOICES),
            "official": int(bool(self.officials)),
            "both_sides": int(self.both_sides),
            "dated": int(self.dated),
            "disputed": -int(self.disputed),
        }

    @property
    def score(self) -> int:
        """The sum of the points."""
        return sum(self.points.values())


def record(
    entry: Entry, pages: Mapping[str, PageRecord], day: datetime.date | None, disputed: frozenset[str] = frozenset()
) -> Record:
    """As of `day`. `pages` by document; `disputed`: ids of entries about which there is a dispute."""
    said = {voice.said_by for voice in entry.voices} or {entry.said_by}
    officials = tuple(sorted({name.removeprefix(OFFICIAL) for name in said if name.startswith(OFFICIAL)}))
    last = last_told(entry, pages)
    documents = {e.document for e in entry.evidence} | {step.document for step in entry.history}
    known = next((step.as_of for step in reversed(entry.history) if step.status == entry.status), None)
    return Record(
        voices=voices(entry),
        officials=officials,
        both_sides=len(entry.parties) > 1 and set(entry.parties) <= set(officials),
        pages=len(documents),
        dated=known is not None and edtf.precision(known) == _FULL_DAY,
        disputed=entry.id in disputed,
        last_told=last.isoformat() if last is not None else None,
        days_since=(day - last).days if last is not None and day is not None and last <= day else None,
    )


def voices(entry: Entry) -> int:
    """How many independent ones."""
    sources = {key(voice.origin or voice.outlet or "") or voice.document for voice in entry.voices}
    return len(sources) or max(1, len({e.document for e in entry.evidence}))


def last_told(entry: Entry, pages: Mapping[str, PageRecord]) -> datetime.date | None:
    """The last day on which a page told of the entry, or for which a status of it is known."""
    told: Iterable[str] = {step.document for step in entry.history} | {e.document for e in entry.evidence}
    days = [page.published for page in map(pages.get, told) if page is not None and page.published]
    days += [step.as_of for step in entry.history if step.as_of]
    return max((edtf.bounds(day)[1] for day in days), default=None)
