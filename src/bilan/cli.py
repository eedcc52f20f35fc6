"""The command line. Every failure that a person can act on is one line on standard error and an exit code.

0 done, 1 done in part (some pages set aside), 2 wrong use, 3 bad data, 4 no access.
"""

# ruff: noqa: PLC0415 - rooms are opened when asked, so that --help answers at once

import os
import sys
from collections.abc import Callable, Sequence
from functools import wraps
from typing import Annotated, Any

import typer

import bilan
from bilan.commands import answers, building, deciding, explaining, keeping, lists, rereading, searching
from bilan.commands.options import DEFAULT_LANGUAGE, _
from bilan.errors import BilanError
from bilan.messages import LANGUAGES, Translator, translator

_COMMANDS: tuple[tuple[str, Callable[..., int], str], ...] = (
    ("build", building.build, _("Read what is new in the pages into a ledger.")),
    ("read", building.read, _("Show what is seen in pages, without a ledger.")),
    ("entries", lists.entries, _("List visits, talks, agreements, mechanisms and commitments.")),
    ("actors", lists.actors, _("List who is who, with roles.")),
    ("disputes", lists.disputes, _("List what the sources contradict each other on.")),
    ("table", answers.table, _("Count entries in a table; amounts by unit, promised beside delivered.")),
    ("review", answers.review, _("Write the account of a partnership.")),
    ("sources", lists.sources, _("List the ledger's pages and what was set aside.")),
    ("search", searching.search, _("Find words in passages and titles.")),
    ("decide", deciding.decide, _("Settle something: accept, reject, correct, add, join, part, undo.")),
    ("reread", rereading.reread, _("Read the ledger's pages again with the present reader, and list what changes.")),
    ("decisions", deciding.decisions, _("List what people settled, with authors and reasons.")),
    ("backup", keeping.backup, _("Copy a ledger, also while others write to it.")),
    ("restore", keeping.restore, _("Check a copy, then put it in the ledger's place.")),
    ("merge", keeping.merge, _("Join two ledgers in a new one, and list what they contradict each other on.")),
    ("verify", keeping.verify, _("Check every byte of a ledger, and fold its entries anew.")),
    ("explain", explaining.explain, _("Show how a page was read: passages, rules, gaps.")),
    ("demo", answers.demo, _("Read the sample dossier and show its account.")),
)


def _version(wanted: bool) -> None:
    if wanted:
        print(f"bilan {bilan.__version__}")
        raise typer.Exit


Version = Annotated[bool, typer.Option("--version", callback=_version, is_eager=True, help=_("show the version"))]


def _opening(
    context: typer.Context,
    version: Version = False,  # noqa: ARG001 - answered by its callback
) -> None:
    if context.invoked_subcommand is None:
        print(context.get_help())
        raise typer.Exit(2)


def application() -> typer.Typer:
    """All commands."""
    app = typer.Typer(add_completion=False, rich_markup_mode=None, pretty_exceptions_enable=False)
    summary = _("Reads what the press says two countries promised each other, and keeps the account.")
    app.callback(invoke_without_command=True, help=summary)(_opening)
    for name, function, told in _COMMANDS:
        app.command(name, help=told)(_until_read(function))
    return app


def _until_read(function: Callable[..., int]) -> Callable[..., int]:
    """The command, ended in peace when whoever reads its answer has seen enough (`bilan entries L | head`)."""

    @wraps(function)
    def command(*given: Any, **named: Any) -> int:
        try:
            code = function(*given, **named)
            sys.stdout.flush()
        except BrokenPipeError:
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            return 0
        return code

    return command


def run(arguments: Sequence[str]) -> int:
    """Runs one command; returns the exit code."""
    wrong_use = _wrong_use()
    try:
        code = application()(list(arguments), prog_name="bilan", standalone_mode=False)
    except BilanError as error:
        return _failed(_messages(arguments).error(error), error.exit_code)
    except wrong_use as error:
        told = getattr(error, "format_message", error.__str__)()
        return _failed(_messages(arguments)("{told} See bilan --help.", told=" ".join(str(told).split())), 2)
    except typer.Abort:
        return 130
    except OSError as error:
        tr = _messages(arguments)
        where = error.filename or tr("standard output")
        return _failed(tr("{path}: {error}", path=where, error=error.strerror or type(error).__name__), 4)
    return code if isinstance(code, int) else 0


def _wrong_use() -> type[Exception]:
    """What typer raises for a command line it does not understand: its own error, or click's in older versions."""
    own: type[Exception] | None = getattr(typer, "TyperException", None)
    if own is not None:
        return own
    import click

    return click.ClickException


def _failed(told: str, code: int) -> int:
    print(f"bilan: {told}", file=sys.stderr)
    return code


def _messages(arguments: Sequence[str]) -> Translator:
    """The messages in the language asked for, whatever else is wrong with the command line."""
    asked = os.environ.get("BILAN_LANG", DEFAULT_LANGUAGE)
    for word, following in zip(arguments, [*arguments[1:], ""], strict=True):
        asked = following if word == "--lang" else word.removeprefix("--lang=") if word.startswith("--lang=") else asked
    return translator(asked if asked in LANGUAGES else DEFAULT_LANGUAGE)


def main() -> None:
    """The program."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace", newline="\n")
    sys.exit(run(sys.argv[1:]))


if __name__ == "__main__":
    main()
