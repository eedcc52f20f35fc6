"""What a report is made from, and which part of it is asked for."""

import datetime
from collections.abc import Iterable, Mapping, Sequence
from typing import Protocol

import msgspec

from bilan.model import edtf
from bilan.model.entry import ActorEntry, Dispute, Entry
from bilan.model.page import PageRecord


class Account(Protocol):
    """What was folded. `undated` is the number of pages that no as-of view can hold, for lack of a day."""

    @property
    def entries(self) -> Sequence[Entry]: ...
    @property
    def disputes(self) -> Sequence[Dispute]: ...
    @property
    def actors(self) -> Sequence[ActorEntry]: ...
    @property
    def undated(self) -> int: ...


Pages = Mapping[str, PageRecord]
"""The pages by the name that evidence bears."""


class Extract(msgspec.Struct, frozen=True, kw_only=True):
    """The part of an account that a report tells.

    `day` is the day it speaks of: the one asked for, else the latest on which a page was published; None where no page
    has a day. `pages` are those of the view, `told` those of them that it rests on: all, or the ones that prove an
    entry or a dispute where parties are asked for. `undated`: the pages without a day among all.
    """

    entries: tuple[Entry, ...]
    disputes: tuple[Dispute, ...]
    actors: tuple[ActorEntry, ...]
    pages: tuple[PageRecord, ...]
    told: tuple[PageRecord, ...]
    day: datetime.date | None
    undated: int
    asked_day: bool


def extract(account: Account, pages: Iterable[PageRecord], parties: Sequence[str] | None, as_of: str | None) -> Extract:
    """The entries that hold all of `parties`, the disputes about them, the actors of any of them; else all there is.

    Raises ValueError where `as_of` is no EDTF date.
    """
    wanted = frozenset(parties or ())
    every = sorted(pages, key=lambda page: (page.document, page.digest))
    day = extract_day(every, as_of)
    viewed = tuple(page for page in every if as_of is None or _published_by(page, day))
    entries = tuple(entry for entry in account.entries if wanted <= set(entry.parties))
    disputes = tuple(d for d in account.disputes if not wanted or _concerns(d, entries))
    cited = cited_documents(entries, disputes)
    return Extract(
        entries=entries,
        disputes=disputes,
        actors=tuple(actor for actor in account.actors if not wanted or _belongs(actor, wanted, cited)),
        pages=viewed,
        told=tuple(page for page in viewed if not wanted or page.document in cited),
        day=day,
        undated=max(account.undated, sum(page.published is None for page in every)),
        asked_day=as_of is not None,
    )


def cited_documents(entries: Iterable[Entry], disputes: Iterable[Dispute]) -> frozenset[str]:
    """The documents that prove any of them."""
    found: set[str] = set()
    for entry in entries:
        found.update(step.document for step in entry.history)
        found.update(evidence.document for evidence in entry.evidence)
    return frozenset(found | {side.document for dispute in disputes for side in dispute.sides})


def extract_day(pages: Iterable[PageRecord], as_of: str | None) -> datetime.date | None:
    """The day that an account speaks of: the last of `as_of`, else the last on which a page was published."""
    return edtf.bounds(as_of)[1] if as_of is not None else latest_day(pages)


def latest_day(pages: Iterable[PageRecord]) -> datetime.date | None:
    """The last day on which any of `pages` can have been published."""
    days = [edtf.bounds(page.published)[1] for page in pages if page.published]
    return max(days, default=None)


def by_name(pages: Iterable[PageRecord]) -> dict[str, PageRecord]:
    """Pages by document, whatever their order."""
    return {page.document: page for page in sorted(pages, key=lambda page: (page.document, page.digest), reverse=True)}


def _published_by(page: PageRecord, day: datetime.date | None) -> bool:
    return page.published is not None and day is not None and edtf.bounds(page.published)[1] <= day


def _concerns(dispute: Dispute, entries: Sequence[Entry]) -> bool:
    """A dispute about no entry concerns those that rest on one of its pages."""
    if dispute.entry is not None:
        return any(dispute.entry == entry.id or dispute.entry in entry.also for entry in entries)
    told = {side.document for side in dispute.sides}
    return any(proof.document in told for entry in entries for proof in entry.evidence)


def _belongs(actor: ActorEntry, parties: frozenset[str], cited: frozenset[str]) -> bool:
    """An actor of one of the parties whom the cited pages name."""
    return actor.party in parties and (not actor.documents or not cited.isdisjoint(actor.documents))
