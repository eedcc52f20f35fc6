"""The options that several commands share, and the checks of what is typed into them."""

# ruff: noqa: PLC0415 - rooms are opened when asked, so that --help answers at once

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

from bilan.errors import AccessError, UseError
from bilan.messages import LANGUAGES, translator

if TYPE_CHECKING:
    from bilan.knowledge.files import Shelf

DEFAULT_LANGUAGE: Final = "fr"


def _language_of_help() -> str:
    """The language of `--help`, which is written before options are read: `--lang`, else BILAN_LANG, else French."""
    words = [word for pair in zip(sys.argv, [*sys.argv[1:], ""], strict=True) for word in _after_lang(*pair)]
    asked = words[-1] if words else os.environ.get("BILAN_LANG", "")
    return asked if asked in LANGUAGES else DEFAULT_LANGUAGE


def _after_lang(word: str, following: str) -> list[str]:
    if word == "--lang":
        return [following]
    return [word.removeprefix("--lang=")] if word.startswith("--lang=") else []


_ = translator(_language_of_help())

Pages = Annotated[
    list[Path],
    typer.Argument(
        metavar="PATH...", readable=False, help=_("folders of pages, or single files and archives"), show_default=False
    ),
]
LedgerFile = Annotated[str, typer.Argument(metavar="LEDGER", help=_("the ledger's file"), show_default=False)]
Lang = Annotated[
    str, typer.Option("--lang", envvar="BILAN_LANG", metavar="fr|en", help=_("language of answers and messages"))
]
Knowledge = Annotated[
    Path | None,
    typer.Option(
        "--knowledge", metavar="DIR", readable=False, help=_("your own knowledge files, laid over the shipped ones")
    ),
]
Json = Annotated[bool, typer.Option("--json", help=_("JSON lines on standard output"))]
Csv = Annotated[bool, typer.Option("--csv", help=_("a table with commas on standard output"))]
Parties = Annotated[
    str | None, typer.Option("--parties", metavar="ML,RU", help=_("states that are all concerned, ISO codes"))
]
AsOf = Annotated[str | None, typer.Option("--as-of", metavar="DATE", help=_("by what was published up to that day"))]
KnownBy = Annotated[
    str | None, typer.Option("--known-by", metavar="DATE", help=_("by what the ledger knew up to that day or moment"))
]
Kind = Annotated[
    list[str] | None, typer.Option("--kind", metavar="KIND", help=_("visit, talks, agreement, mechanism, commitment"))
]
Sector = Annotated[
    list[str] | None, typer.Option("--sector", metavar="SECTOR", help=_("agriculture, defence, energy, …"))
]
Status = Annotated[
    list[str] | None, typer.Option("--status", metavar="STATUS", help=_("proposed, signed, delivered, …"))
]
Since = Annotated[str | None, typer.Option("--from", metavar="DATE", help=_("events on or after that day"))]
Until = Annotated[str | None, typer.Option("--to", metavar="DATE", help=_("events on or before that day"))]
PublishedSince = Annotated[
    str | None, typer.Option("--published-from", metavar="DATE", help=_("told by a page of that day or later"))
]
PublishedUntil = Annotated[
    str | None, typer.Option("--published-to", metavar="DATE", help=_("told by a page of that day or earlier"))
]
Overdue = Annotated[bool, typer.Option("--overdue", help=_("whose day has passed, with no later news"))]
QuietFor = Annotated[
    int | None, typer.Option("--quiet", metavar="MONTHS", min=1, help=_("of which nothing was told for so many months"))
]
WithPrivate = Annotated[bool, typer.Option("--with-private", help=_("private pages too, and what they tell"))]
Query = Annotated[
    str | None, typer.Option("--query", metavar="WORDS", help=_("words in the title, the actors or the evidence"))
]


def words(values: list[str] | None, allowed: tuple[str, ...], option: str) -> frozenset[str]:
    """The words typed, by repeating the option or with commas. Raises UseError for one that is not `allowed`."""
    typed = [word.strip().lower() for value in values or [] for word in value.split(",") if word.strip()]
    for word in typed:
        if word not in allowed:
            raise UseError(
                "{option} {word}: no such word; choose among {allowed}",
                option=option,
                word=word,
                allowed=", ".join(allowed),
            )
    return frozenset(typed)


def parties(value: str | None) -> frozenset[str]:
    """Country codes. Raises UseError for one that no state has."""
    if value is None:
        return frozenset()
    from bilan.knowledge.countries import codes

    typed = [code.strip().upper() for code in value.split(",") if code.strip()]
    known = codes()
    for code in typed:
        if code not in known:
            raise UseError(
                "--parties {code}: no such country; give ISO 3166-1 codes of two letters, as in ML,RU", code=code
            )
    if not typed:
        raise UseError("--parties: give ISO 3166-1 codes of two letters, as in ML,RU")
    return frozenset(typed)


def date(value: str | None, option: str) -> str | None:
    """An EDTF date as typed. Raises UseError for one that is none."""
    from bilan.model import edtf

    if value is not None and not edtf.valid(value):
        raise UseError("{option} {value}: no such date; write YYYY-MM-DD, YYYY-MM or YYYY", option=option, value=value)
    return value


def dates(since: str | None, until: str | None, option: str, other: str) -> tuple[str | None, str | None]:
    """Two bounds. Raises UseError where the second lies before the first."""
    from bilan.model import edtf

    first, last = date(since, option), date(until, other)
    if first is not None and last is not None and edtf.bounds(last)[1] < edtf.bounds(first)[0]:
        raise UseError("{option} {first} lies after {other} {last}", option=option, first=first, other=other, last=last)
    return first, last


def last_day(value: str | None, option: str) -> str | None:
    """The last day of the date typed, `YYYY-MM-DD`."""
    from bilan.model import edtf

    typed = date(value, option)
    return None if typed is None else edtf.bounds(typed)[1].isoformat()


def last_moment(value: str | None, option: str) -> str | None:
    """The last moment of the day typed, or the moment, as the ledger writes moments."""
    from bilan.model.moments import until

    try:
        return None if value is None else until(value)
    except ValueError as error:
        raise UseError(
            "{option} {value}: no such day or moment; write YYYY-MM-DD or YYYY-MM-DDTHH:MM:SSZ",
            option=option,
            value=value,
        ) from error


def shelf(overlay: Path | None) -> "Shelf":
    """The knowledge files, with the user's own folder laid over them. Raises AccessError if there is no such folder."""
    from bilan.knowledge.files import Shelf

    if overlay is not None and not overlay.is_dir():
        raise AccessError("{path}: no such folder of knowledge files; check --knowledge", path=overlay)
    return Shelf(overlay)
