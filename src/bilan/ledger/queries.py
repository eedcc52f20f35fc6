"""Questions to a ledger: the account as of a day, and the entries of it that one asks for."""

import datetime
from collections.abc import Mapping, Sequence

import msgspec

from bilan.knowledge.files import Shelf
from bilan.ledger import queries_cache
from bilan.ledger.fold import Account
from bilan.ledger.store import Ledger
from bilan.ledger.store_contents import contents, pages
from bilan.model import edtf
from bilan.model.entry import ActorEntry, Dispute, Entry, Role
from bilan.model.page import PageRecord
from bilan.reading.folding import key as plain


class View(msgspec.Struct, frozen=True, kw_only=True):
    """An account and the pages it was folded from. `copies` are pages whose text repeats that of another."""

    account: Account
    pages: tuple[PageRecord, ...]
    copies: tuple[PageRecord, ...] = ()

    @property
    def fiction(self) -> bool:
        """Whether any page is invented: then every output says so."""
        return any(page.fiction for page in (*self.pages, *self.copies))


class Filter(msgspec.Struct, frozen=True, kw_only=True):
    """Which entries are asked for; an empty field asks for nothing in particular.

    `parties`: all of these. `since`/`until`: EDTF bounds of the event. `published_since`/`published_until`: of any page
    that is evidence. `query`: words that all stand in the title, the actors, the place or the evidence, accents aside.
    """

    kinds: frozenset[str] = frozenset()
    sectors: frozenset[str] = frozenset()
    statuses: frozenset[str] = frozenset()
    parties: frozenset[str] = frozenset()
    since: str | None = None
    until: str | None = None
    published_since: str | None = None
    published_until: str | None = None
    query: str | None = None


def view(
    ledger: Ledger,
    *,
    as_of: str | None = None,
    known_by: str | None = None,
    shelf: Shelf | None = None,
    private: bool = False,
) -> View:
    """The account by what was published by the day `as_of` and learned by the moment `known_by` (ISO 8601, UTC).

    Private pages are as if they were not there, unless `private`.
    """
    shelf = shelf or Shelf()
    with ledger.reading() as connection:
        key = queries_cache.key(connection, as_of, known_by, shelf, private=private)
        account = queries_cache.find(connection, key)
        if account is not None:
            there, copies = pages(connection, known_by, private=private)
            return View(account=account, pages=there, copies=copies)
        held = contents(connection, known_by, whole=False, private=private)
    account = _proved(queries_cache.folded(held, as_of, shelf), held.pages, ledger)
    queries_cache.keep(ledger, key, account)
    return View(account=account, pages=held.pages, copies=held.copies)


def _proved(account: Account, pages: Sequence[PageRecord], ledger: Ledger) -> Account:
    """The account with each role's passage in the words of its page: mentions are kept by their place alone."""
    digests = {page.document: page.digest for page in pages}
    texts = {role.document: "" for actor in account.actors for role in actor.roles}
    texts = {document: ledger.text(digests[document]) for document in texts}
    actors = tuple(
        msgspec.structs.replace(actor, roles=tuple(_quoted(role, texts[role.document]) for role in actor.roles))
        for actor in account.actors
    )
    return msgspec.structs.replace(account, actors=actors)


def _quoted(role: Role, text: str) -> Role:
    return msgspec.structs.replace(role, quote=text[role.start : role.end])


def select(entries: Sequence[Entry], wanted: Filter, told_by: Sequence[PageRecord]) -> list[Entry]:
    """The entries that answer to all of `wanted`, in their order. `told_by` are the pages of the view."""
    published = {page.document: page.published for page in told_by}
    return [entry for entry in entries if _asked(entry, wanted, published)]


def select_disputes(disputes: Sequence[Dispute], entries: Sequence[Entry]) -> list[Dispute]:
    """The disputes about any of `entries`."""
    ids = {name for entry in entries for name in (entry.id, *entry.also)}
    return [dispute for dispute in disputes if dispute.entry in ids]


def select_actors(actors: Sequence[ActorEntry], parties: frozenset[str]) -> list[ActorEntry]:
    """The actors of any of `parties`; all of them if none is asked for."""
    return [actor for actor in actors if not parties or actor.party in parties]


def _asked(entry: Entry, wanted: Filter, published: Mapping[str, str | None]) -> bool:
    return (
        (not wanted.kinds or entry.kind in wanted.kinds)
        and (not wanted.statuses or entry.status in wanted.statuses)
        and (not wanted.sectors or not wanted.sectors.isdisjoint(entry.sectors))
        and wanted.parties <= set(entry.parties)
        and _within(_span(entry), wanted.since, wanted.until)
        and _published(entry, wanted, published)
        and (wanted.query is None or _says(entry, wanted.query))
    )


def _span(entry: Entry) -> tuple[datetime.date, datetime.date] | None:
    """First and last possible day of the event."""
    days = [edtf.bounds(value) for value in (entry.start, entry.end) if value is not None]
    return (min(first for first, _ in days), max(last for _, last in days)) if days else None


def _within(span: tuple[datetime.date, datetime.date] | None, since: str | None, until: str | None) -> bool:
    """Whether the span could touch the days from `since` to `until`; what has no day touches none."""
    if since is None and until is None:
        return True
    if span is None:
        return False
    return (since is None or span[1] >= edtf.bounds(since)[0]) and (until is None or span[0] <= edtf.bounds(until)[1])


def _published(entry: Entry, wanted: Filter, published: Mapping[str, str | None]) -> bool:
    since, until = wanted.published_since, wanted.published_until
    if since is None and until is None:
        return True
    days = (published.get(evidence.document) for evidence in entry.evidence)
    return any(_within(edtf.bounds(day), since, until) for day in days if day is not None)


def _says(entry: Entry, query: str) -> bool:
    parts = [entry.title, entry.place or "", *(a.name for a in entry.actors), *(e.quote for e in entry.evidence)]
    said = f" {plain(' '.join(parts))} "
    return all(f" {word}" in said for word in plain(query).split())
