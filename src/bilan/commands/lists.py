"""`entries`, `disputes`, `actors`, `sources`: lists from a ledger."""

# ruff: noqa: PLC0415 - rooms are opened when asked, so that --help answers at once

from bilan.commands import options, views
from bilan.commands.options import (
    DEFAULT_LANGUAGE,
    AsOf,
    Csv,
    Json,
    Kind,
    Knowledge,
    KnownBy,
    Lang,
    LedgerFile,
    Overdue,
    Parties,
    PublishedSince,
    PublishedUntil,
    Query,
    QuietFor,
    Sector,
    Since,
    Status,
    Until,
    WithPrivate,
)
from bilan.messages import translator


def entries(
    ledger: LedgerFile,
    *,
    kind: Kind = None,
    sector: Sector = None,
    status: Status = None,
    parties: Parties = None,
    since: Since = None,
    until: Until = None,
    published_since: PublishedSince = None,
    published_until: PublishedUntil = None,
    as_of: AsOf = None,
    known_by: KnownBy = None,
    query: Query = None,
    overdue: Overdue = False,
    quiet: QuietFor = None,
    with_private: WithPrivate = False,
    knowledge: Knowledge = None,
    json: Json = False,
    csv: Csv = False,
    lang: Lang = DEFAULT_LANGUAGE,
) -> int:
    """Lists the entries asked for."""
    from bilan.commands import output
    from bilan.ledger import export, queries
    from bilan.reports.records import entries_text
    from bilan.reports.texts import Texts

    tr = translator(lang)
    output.one_format(json, csv)
    wanted = views.asked(
        kind=kind, sector=sector, status=status, parties=parties, since=since, until=until,
        published_since=published_since, published_until=published_until, query=query,
    )  # fmt: skip
    own = options.shelf(knowledge)
    texts = Texts(lang, own)
    seen = views.titled(views.look(ledger, as_of, known_by, own, private=with_private), texts)
    every = seen.account.entries
    day = options.last_day(as_of, "--as-of")
    chosen = views.waiting(
        queries.select(every, wanted, seen.pages), seen, day, texts, overdue=overdue, quiet=quiet
    )
    if json:
        output.write_json(views.entry_records(chosen, seen, day), fiction=seen.fiction)
    elif csv:
        output.write_csv(map(export.entry, chosen), export.ENTRY_COLUMNS, fiction=seen.fiction)
    else:
        views.tell(entries_text(chosen, seen.pages, lang=lang, as_of=day, every=every, texts=texts), seen, tr, as_of)
    return 0


def disputes(
    ledger: LedgerFile,
    *,
    parties: Parties = None,
    as_of: AsOf = None,
    known_by: KnownBy = None,
    with_private: WithPrivate = False,
    knowledge: Knowledge = None,
    json: Json = False,
    csv: Csv = False,
    lang: Lang = DEFAULT_LANGUAGE,
) -> int:
    """Lists the disputes, of all states or of those asked for."""
    from bilan.commands import output
    from bilan.ledger import export, queries
    from bilan.reports.records import disputes_text
    from bilan.reports.texts import Texts

    tr = translator(lang)
    output.one_format(json, csv)
    wanted = queries.Filter(parties=options.parties(parties))
    own = options.shelf(knowledge)
    texts = Texts(lang, own)
    seen = views.titled(views.look(ledger, as_of, known_by, own, private=with_private), texts)
    every = seen.account.entries
    chosen = list(seen.account.disputes)
    if wanted.parties:
        chosen = queries.select_disputes(chosen, queries.select(every, wanted, seen.pages))
    if json:
        output.write_json(map(export.dispute, chosen), fiction=seen.fiction)
    elif csv:
        output.write_csv(map(export.dispute, chosen), export.DISPUTE_COLUMNS, fiction=seen.fiction)
    else:
        views.tell(disputes_text(chosen, every, seen.pages, lang=lang, texts=texts), seen, tr, as_of)
    return 0


def actors(
    ledger: LedgerFile,
    *,
    parties: Parties = None,
    as_of: AsOf = None,
    known_by: KnownBy = None,
    with_private: WithPrivate = False,
    knowledge: Knowledge = None,
    json: Json = False,
    csv: Csv = False,
    lang: Lang = DEFAULT_LANGUAGE,
) -> int:
    """Lists who is who."""
    from bilan.commands import output
    from bilan.ledger import export, queries
    from bilan.reports.records import actors_text
    from bilan.reports.texts import Texts

    tr = translator(lang)
    output.one_format(json, csv)
    wanted = options.parties(parties)
    own = options.shelf(knowledge)
    seen = views.look(ledger, as_of, known_by, own, private=with_private)
    chosen = queries.select_actors(seen.account.actors, wanted)
    if json:
        output.write_json(map(export.actor, chosen), fiction=seen.fiction)
    elif csv:
        output.write_csv(map(export.actor, chosen), export.ACTOR_COLUMNS, fiction=seen.fiction)
    else:
        texts = Texts(lang, own)
        views.tell(actors_text(chosen, seen.pages, lang=lang, texts=texts), seen, tr, as_of)
    return 0


def sources(
    ledger: LedgerFile, *, with_private: WithPrivate = False, json: Json = False, csv: Csv = False,
    lang: Lang = DEFAULT_LANGUAGE,
) -> int:  # fmt: skip
    """Lists the ledger's pages, and what each run set aside."""
    from bilan.commands import lines, output
    from bilan.ledger import export
    from bilan.ledger.store import Ledger

    tr = translator(lang)
    output.one_format(json, csv)
    with Ledger.open(ledger) as opened:
        held, runs = opened.contents(private=with_private), opened.runs(private=with_private)
    pages = sorted((*held.pages, *held.copies), key=lambda page: (page.document, page.digest, page.url or ""))
    fiction = any(page.fiction for page in pages)
    if json:
        output.write_json(map(export.page, pages), fiction=fiction)
        return 0
    if csv:
        output.write_csv(map(export.page, pages), export.PAGE_COLUMNS, fiction=fiction)
        return 0
    if fiction:
        output.write(output.fiction_mark(tr))
    for page in pages:
        output.write(lines.page(page, tr))
    for run in runs:
        output.write("\n" + run.began[:16].replace("T", " "))
        for line in lines.intake(run.intake, tr):
            output.write(line)
    return 0
