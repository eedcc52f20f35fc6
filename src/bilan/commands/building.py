"""`build` and `read`: pages into a ledger, and what is seen in pages without one."""

# ruff: noqa: PLC0415 - rooms are opened when asked, so that --help answers at once

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from bilan.commands.options import DEFAULT_LANGUAGE, Json, Knowledge, Lang, Pages, _, shelf
from bilan.messages import Translator, translator

if TYPE_CHECKING:
    from bilan.knowledge.files import Shelf
    from bilan.model.page import Problem, SetAside
    from bilan.pipeline import Progress, Reads

LedgerOption = Annotated[
    str, typer.Option("--ledger", metavar="LEDGER", help=_("the ledger's file; made if absent"), show_default=False)
]
Private = Annotated[
    bool, typer.Option("--private", help=_("the pages are private: nothing of them is told without --with-private"))
]
WithText = Annotated[bool, typer.Option("--text", help=_("add the text that offsets refer to"))]


def build(
    paths: Pages, ledger: LedgerOption, *, private: Private = False, knowledge: Knowledge = None, json: Json = False,
    lang: Lang = DEFAULT_LANGUAGE,
) -> int:  # fmt: skip
    """Reads what is new, and says what it kept and set aside."""
    from bilan.commands import lines, output
    from bilan.corpus.folders import find
    from bilan.ledger.store import Ledger
    from bilan.pipeline import build as build_ledger

    tr = translator(lang)
    find(paths)  # a wrong path is told before a ledger is made
    own = shelf(knowledge)
    reader = open_reader(own)
    with Ledger.open(ledger, create=True) as opened, progress_bar(tr("Reading"), paths) as progress:
        intake = build_ledger(paths, opened, own, reader, progress, private=private)
    if json:
        output.write_json([intake_record(intake)])
    else:
        for line in lines.intake(intake, tr):
            output.write(line)
    return 0 if intake.complete else 1


def read(
    paths: Pages, text: WithText = False, knowledge: Knowledge = None, json: Json = False, lang: Lang = DEFAULT_LANGUAGE
) -> int:
    """Prints what is seen in each page."""
    from bilan.commands import output, seen
    from bilan.corpus.folders import find
    from bilan.ledger import export
    from bilan.model.page import Problem, SetAside
    from bilan.pipeline import read as read_pages

    tr = translator(lang)
    find(paths)  # a wrong path is told at once
    own = shelf(knowledge)
    aside: list[SetAside | Problem] = []
    for item in read_pages(paths, own, open_reader(own, thorough=True)):
        if isinstance(item, SetAside | Problem):
            aside.append(item)
            continue
        page, reading = item
        if json:
            record = export.reading(reading, page.document.text)
            extra = {"text": page.document.text} if text else {}
            output.write_json([{**record, **extra}], fiction=page.fiction)
        else:
            for line in seen.page(reading, page.document.text, tr, with_text=text):
                output.write(line)
    tell_lost(aside, tr)
    return 1 if aside else 0


def tell_lost(lost: "Sequence[SetAside | Problem]", tr: Translator) -> None:
    """Names on standard error what could not be read, and why: an answer without it would be taken for whole."""
    from bilan.commands.output import plain
    from bilan.model.page import SetAside

    for item in lost:
        reason = tr.term("reason", item.reason) if isinstance(item, SetAside) else tr(item.detail)
        print(f"bilan: {plain(item.path)}: {reason}", file=sys.stderr)


def open_reader(own: "Shelf", *, thorough: bool = False) -> "Reads":
    """The reader of French pages; a `thorough` one shows every mention, also of pages that concern no two states."""
    from bilan.reading.reader import Reader

    return Reader(own, language="fr", thorough=thorough)


def intake_record(intake: Any) -> dict[str, Any]:
    """What became of the pages, as one record."""
    from msgspec import to_builtins

    record: dict[str, Any] = to_builtins(intake)
    return record


@contextmanager
def progress_bar(label: str, paths: list[Path]) -> Iterator["Progress"]:
    """A bar on standard error for the pages found there, where that is a terminal; else nothing."""
    from bilan.corpus.folders import Found, find

    total = sum(isinstance(item, Found) for item in find(paths)) if sys.stderr.isatty() else 0
    with counting_bar(label, total) as progress:
        yield progress


@contextmanager
def counting_bar(label: str, total: int) -> Iterator["Progress"]:
    """A bar of that length on standard error where that is a terminal; else nothing."""
    from bilan.pipeline import silent

    if not sys.stderr.isatty():
        yield silent
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as shown:
        task = shown.add_task(label, total=total)
        yield lambda given: shown.update(task, completed=given)
