"""What goes where: answers to standard output and nothing else there, messages to a person at the terminal only."""

# ruff: noqa: PLC0415 - rooms are opened when asked, so that --help answers at once

import sys
import unicodedata
from collections.abc import Iterable, Sequence
from typing import Any

from bilan.errors import UseError
from bilan.messages import Translator

Record = dict[str, Any]


def one_format(json: bool, csv: bool) -> None:
    """Raises UseError where two formats are asked for."""
    if json and csv:
        raise UseError("--json and --csv: choose one of them")


def write(text: str) -> None:
    """An answer in words, with its line end."""
    print(text, file=sys.stdout)


def note(text: str) -> None:
    """A message to a person; silent where standard error is no terminal."""
    if sys.stderr.isatty():
        print(text, file=sys.stderr)


def write_json(records: Iterable[Record], *, fiction: bool = False) -> None:
    """One line a record; what was folded from invented pages says so in each."""
    from bilan.ledger.export import json_line

    for record in records:
        print(json_line({**record, "fiction": True} if fiction else record), file=sys.stdout)


def write_csv(records: Iterable[Record], columns: Sequence[str], *, fiction: bool = False) -> None:
    """A table with a header; what was folded from invented pages says so in a column of its own."""
    from bilan.ledger.export import csv_text

    if fiction:
        records, columns = ({**record, "fiction": "true"} for record in records), (*columns, "fiction")
    print(csv_text(records, columns), end="", file=sys.stdout)


def fiction_mark(tr: Translator) -> str:
    """The line that opens every answer about invented pages."""
    return tr("Fictional dossier: its persons, companies and deals are invented.")


def plain(text: str) -> str:
    """`text` on one line, without what could steer a terminal."""
    return " ".join(
        "".join(c if unicodedata.category(c) not in ("Cc", "Cf") or c in "\n\t" else "" for c in text).split()
    )
