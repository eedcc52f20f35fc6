"""What commands ask of a ledger: the view as of a day, its entries under their titles, and which of them."""

# ruff: noqa: PLC0415 - rooms are opened when asked, so that --help answers at once

from typing import TYPE_CHECKING

from bilan.commands import options
from bilan.messages import Translator

if TYPE_CHECKING:
    from bilan.knowledge.files import Shelf
    from bilan.ledger.fold import Account
    from bilan.ledger.queries import Filter, View
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
