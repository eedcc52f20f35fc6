"""`review`, `table`, `demo`: answers for a person to take along."""

# ruff: noqa: PLC0415 - rooms are opened when asked, so that --help answers at once

from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

import bilan
from bilan.commands import building, options, views
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
    Parties,
    Sector,
    Status,
    WithPrivate,
    _,
)
from bilan.errors import AccessError, UseError
from bilan.messages import Translator, translator

if TYPE_CHECKING:
    from bilan.knowledge.files import Shelf
    from bilan.ledger.queries import View
    from bilan.reports.texts import Texts

FORMATS = ("text", "markdown")
DEMO_LEDGER = "demo.db"

Format = Annotated[str, typer.Option("--format", metavar="text|markdown", help=_("how the answer is written"))]
Quiet = Annotated[
    int, typer.Option("--quiet-months", min=1, help=_("months without news after which a matter is quiet"))
]
Rows = Annotated[
    str, typer.Option("--rows", help=_("what the rows are: kind, sector, status, party, pair, year, said_by"))
]
Columns = Annotated[str, typer.Option("--columns", help=_("what the columns are, likewise"))]
DemoLedger = Annotated[str, typer.Option("--ledger", metavar="LEDGER", help=_("the ledger's file; made if absent"))]


def review(
    ledger: LedgerFile,
    *,
    parties: Parties = None,
    as_of: AsOf = None,
    known_by: KnownBy = None,
    form: Format = "text",
    quiet_months: Quiet = 12,
    with_private: WithPrivate = False,
    knowledge: Knowledge = None,
    json: Json = False,
    lang: Lang = DEFAULT_LANGUAGE,
) -> int:
    """Writes the account of a partnership."""
    translator(lang)
    _known_format(form)
    wanted = tuple(sorted(options.parties(parties)))
    own = options.shelf(knowledge)
    seen = views.look(ledger, as_of, known_by, own, private=with_private)
    day = options.last_day(as_of, "--as-of")
    _write_review(seen, wanted, day, lang=lang, form=form, quiet_months=quiet_months, own=own, json=json)
    return 0


def table(
    ledger: LedgerFile,
    *,
    rows: Rows = "sector",
    columns: Columns = "status",
    kind: Kind = None,
    sector: Sector = None,
    status: Status = None,
    parties: Parties = None,
    as_of: AsOf = None,
    known_by: KnownBy = None,
    form: Format = "text",
    with_private: WithPrivate = False,
    knowledge: Knowledge = None,
    json: Json = False,
    csv: Csv = False,
    lang: Lang = DEFAULT_LANGUAGE,
) -> int:
    """Counts entries, and adds up amounts by unit and good."""
    from bilan.commands import output
    from bilan.ledger import queries
    from bilan.reports import table_faces
    from bilan.reports.table import table as tabulated
    from bilan.reports.texts import Texts

    tr = translator(lang)
    output.one_format(json, csv)
    _known_format(form)
    wanted = views.asked(
        kind=kind, sector=sector, status=status, parties=parties, since=None, until=None,
        published_since=None, published_until=None, query=None,
    )  # fmt: skip
    own = options.shelf(knowledge)
    texts = Texts(lang, own)
    tabulated((), rows, columns, lang, texts=texts)  # wrong dimensions are told before the ledger is opened
    seen = views.look(ledger, as_of, known_by, own, private=with_private)
    made = tabulated(queries.select(seen.account.entries, wanted, seen.pages), rows, columns, lang, texts=texts)
    if json:
        output.write_json(table_faces.records(made), fiction=seen.fiction)
    elif csv:
        output.write_csv(table_faces.records(made), table_faces.COLUMNS, fiction=seen.fiction)
    else:
        face = table_faces.markdown if form == "markdown" else table_faces.text
        views.tell(face(made, texts), seen, tr, as_of)
    return 0


def demo(
    *,
    ledger: DemoLedger = DEMO_LEDGER,
    parties: Parties = None,
    form: Format = "text",
    knowledge: Knowledge = None,
    json: Json = False,
    lang: Lang = DEFAULT_LANGUAGE,
) -> int:
    """Reads the sample dossier into a ledger, shows the account of one pair of countries, says how to look further."""
    from bilan.commands import lines, output
    from bilan.ledger.store import Ledger
    from bilan.pipeline import build

    tr = translator(lang)
    _known_format(form)
    asked = options.parties(parties)
    own = options.shelf(knowledge)
    pages = dossier()
    with Ledger.open(ledger, create=True) as opened, building.progress_bar(tr("Reading"), pages) as progress:
        intake = build(pages, opened, own, building.open_reader(own), progress, fiction=True)
    seen = views.look(ledger, None, None, own)
    wanted = tuple(sorted(asked)) or _busiest(seen)
    _write_review(seen, wanted, None, lang=lang, form=form, quiet_months=12, own=own, json=json)
    if not json:
        output.write("\n" + "\n".join((*lines.intake(intake, tr), "", *_further(ledger, wanted, tr))))
    return 0 if intake.complete else 1


def dossier() -> list[Path]:
    """The folders of the sample dossier's pages: beside the program's code, or packed with it."""
    package = Path(bilan.__file__).parent
    for root in (package / "dossier", package.parent.parent / "dossier"):
        folders = sorted(folder for folder in root.rglob("pages") if folder.is_dir())
        if folders:
            return folders
    raise AccessError("{path}: the sample dossier is missing; install Bilan again", path=package / "dossier")


def _known_format(form: str) -> None:
    if form not in FORMATS:
        raise UseError("--format {form}: choose one of {choices}", form=form, choices=", ".join(FORMATS))


def _busiest(seen: "View") -> tuple[str, ...]:
    """The pair of states with the most entries; of equals the first by its codes."""
    pairs = Counter(entry.parties for entry in seen.account.entries if len(entry.parties) == 2)
    return min(pairs, key=lambda pair: (-pairs[pair], pair), default=())


def _further(ledger: str, parties: Sequence[str], tr: Translator) -> list[str]:
    pair = f" --parties {','.join(parties)}" if parties else ""
    return [
        tr("To look further:"),
        f"  bilan review {ledger}{pair} --as-of 2025-01-31 --lang en",
        f"  bilan entries {ledger} --kind commitment --status pledged",
        f"  bilan table {ledger} --rows sector --columns status",
        f"  bilan disputes {ledger}",
        f"  bilan actors {ledger}{pair}",
        f"  bilan sources {ledger}",
    ]


def _write_review(
    seen: "View",
    parties: tuple[str, ...],
    as_of: str | None,
    *,
    lang: str,
    form: str,
    quiet_months: int,
    own: "Shelf",
    json: bool,
) -> None:
    from bilan.commands import output
    from bilan.reports.review import render
    from bilan.reports.texts import Texts

    texts = Texts(lang, own)
    if json:
        output.write_json([_record(seen, parties, as_of, texts)], fiction=seen.fiction)
        return
    told = render(
        seen.account, seen.pages, parties=parties or None, as_of=as_of, lang=lang,
        markup="markdown" if form == "markdown" else "text", quiet_months=quiet_months, demo=seen.fiction, texts=texts,
    )  # fmt: skip
    output.write(told.rstrip("\n"))


def _record(seen: "View", parties: tuple[str, ...], as_of: str | None, texts: "Texts") -> dict[str, Any]:
    """The review as one record: its entries, disputes and actors, each as their own commands give them."""
    from bilan.ledger import export
    from bilan.reports.account import extract

    told = extract(views.titled(seen, texts).account, seen.pages, parties, as_of)
    return {
        "parties": list(parties),
        "as_of": as_of,
        "entries": list(views.entry_records(told.entries, seen, as_of)),
        "disputes": [export.dispute(dispute) for dispute in told.disputes],
        "actors": [export.actor(actor) for actor in told.actors],
        "undated": told.undated,
    }
