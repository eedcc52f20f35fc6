"""What commands ask of a ledger: the view as of a day, its entries under their titles, and which of them."""

# ruff: noqa: PLC0415 - rooms are opened when asked, so that --help answers at once

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from bilan.commands import options
from bilan.messages import Translator

if TYPE_CHECKING:
    from bilan.knowledge.files import Shelf
    from bilan.ledger.fold import Account
    from bilan.ledger.queries import Filter, View
    from bilan.model.entry import Entry
    from bilan.reports.texts import Texts


def look(
    ledger: str, as_of: str | None, known_by: str | None, own: "Shelf | None" = None, *, private: bool = False
) -> "View":
    """The account as of a day and a moment, as typed; with private pages only if asked for."""
    from bilan.ledger import queries
    from bilan.ledger.store import Ledger

    day, moment = options.last_day(as_of, "--as-of"), options.last_moment(known_by, "--known-by")
    with Ledger.open(ledger) as opened:
        return queries.view(opened, as_of=day, known_by=moment, shelf=own, private=private)


def titled(seen: "View", texts: "Texts") -> "View":
    """The view with the titles that its entries bear in one language, no two the same; disputes about them likewise."""
    from msgspec.structs import replace

    return replace(seen, account=titled_account(seen.account, texts))


def titled_account(account: "Account", texts: "Texts") -> "Account":
    """Likewise the account alone."""
    from msgspec.structs import replace

    from bilan.reports.titles import unique_titles

    titles = unique_titles(account.entries, texts.language, texts)
    entries = tuple(replace(entry, title=titles[entry.id]) for entry in account.entries)
    disputes = tuple(replace(d, subject=titles[d.entry]) if d.entry in titles else d for d in account.disputes)
    return replace(account, entries=entries, disputes=disputes)


def asked(
    *,
    kind: list[str] | None,
    sector: list[str] | None,
    status: list[str] | None,
    parties: str | None,
    since: str | None,
    until: str | None,
    published_since: str | None,
    published_until: str | None,
    query: str | None,
) -> "Filter":
    """What is typed, as a filter. Raises UseError for what does not exist."""
    from bilan.ledger.queries import Filter
    from bilan.model.vocabulary import KINDS, SECTORS, STATUSES

    first, last = options.dates(since, until, "--from", "--to")
    told_first, told_last = options.dates(published_since, published_until, "--published-from", "--published-to")
    every_status = tuple(dict.fromkeys(word for words in STATUSES.values() for word in words))
    return Filter(
        kinds=options.words(kind, KINDS, "--kind"),
        sectors=options.words(sector, SECTORS, "--sector"),
        statuses=options.words(status, every_status, "--status"),
        parties=options.parties(parties),
        since=first,
        until=last,
        published_since=told_first,
        published_until=told_last,
        query=query,
    )


def entry_records(entries: "Iterable[Entry]", seen: "View", as_of: str | None) -> "Iterator[dict[str, Any]]":
    """Entries as JSON: their fields, what bears them out as of the day, and what they have to do with others."""
    from bilan.ledger import export
    from bilan.ledger.links import links
    from bilan.ledger.record import record
    from bilan.reports.account import by_name, extract_day

    pages, day = by_name(seen.pages), extract_day(seen.pages, as_of)
    disputed = frozenset(dispute.entry for dispute in seen.account.disputes if dispute.entry is not None)
    found = links(seen.account.entries)
    for entry in entries:
        borne = export.record_of(record(entry, pages, day, disputed))
        linked = [{"kind": link.kind, "id": link.id} for link in found.get(entry.id, ())]
        yield {**export.entry(entry), "record": borne, "links": linked}


def waiting(
    entries: "Iterable[Entry]", seen: "View", as_of: str | None, texts: "Texts", *, overdue: bool, quiet: int | None
) -> "list[Entry]":
    """Those that are overdue, or of which nothing was told for `quiet` months, as of the day; all if neither is asked
    for, either if both are."""
    from bilan.reports.account import by_name, extract_day
    from bilan.reports.lines import LineMaker

    if not overdue and quiet is None:
        return list(entries)
    maker = LineMaker(texts, by_name(seen.pages), extract_day(seen.pages, as_of), quiet or 1)
    return [e for e in entries if (overdue and maker.overdue(e)) or (quiet is not None and maker.quiet(e))]


def tell(text: str, seen: "View", tr: Translator, as_of: str | None) -> None:
    """An answer in words, under the mark of fiction if it is due, and below it what an as-of view leaves out."""
    from bilan.commands import output

    if seen.fiction:
        output.write(output.fiction_mark(tr))
    output.write(text.rstrip("\n"))
    if as_of and seen.account.undated:
        output.write(
            tr.plural(
                "{count} page without a day is left out of this view.",
                "{count} pages without a day are left out of this view.",
                seen.account.undated,
            )
        )
