"""A table as aligned text, as Markdown, as CSV, and as records for JSON lines.

CSV and records are long, one cell a line, and language-free: what is read by a program is in the program's words.
"""

import csv
import io
import unicodedata
from collections.abc import Iterator, Sequence
from typing import Any

from bilan.model.vocabulary import KINDS
from bilan.reports.amounts import Sum
from bilan.reports.faces import escaped
from bilan.reports.table import STATES, AmountRow, Block, Table
from bilan.reports.texts import Texts

Record = dict[str, Any]
COLUMNS = ("table", "kind", "row", "column", "count", "good", "unit", "per", "state", "low", "high", "approximate")
"""Columns of the CSV and keys of the records; those of the other table are empty."""


def text(table: Table, texts: Texts) -> str:
    """Columns aligned by spaces, numbers to the right."""
    out: list[str] = []
    for heading, grid in _grids(table, texts):
        out += ["", heading] if heading else [""]
        out += _aligned(grid)
    return _ended([*out, "", *_notes(table, texts)])


def markdown(table: Table, texts: Texts) -> str:
    """Pipe tables under headings."""
    out: list[str] = []
    for heading, grid in _grids(table, texts):
        out += ["", f"## {escaped(heading)}", ""] if heading else [""]
        first, *rest = [[escaped(cell) for cell in row] for row in grid]
        rule = ["---", *["---:"] * (len(first) - 1)]
        out += [f"| {' | '.join(row)} |" for row in (first, rule, *rest)]
    return _ended([*out, "", *(escaped(note) for note in _notes(table, texts))])


def records(table: Table) -> list[Record]:
    """One record a cell that is not empty, counts first, with those of `COLUMNS` that it has; in no language."""
    counts = sorted(_counts(table), key=lambda r: (KINDS.index(r["kind"]), r["row"], r["column"]))
    amounts = sorted(_amounts(table), key=lambda r: (r["good"], r["unit"], r["per"] or "", STATES.index(r["state"])))
    return [*counts, *amounts]


def csv_text(table: Table) -> str:
    """`records` as CSV with a header."""
    out = io.StringIO()
    writer = csv.DictWriter(out, COLUMNS, lineterminator="\n")
    writer.writeheader()
    writer.writerows({k: "" if v is None else v for k, v in record.items()} for record in records(table))
    return out.getvalue()


def _counts(table: Table) -> Iterator[Record]:
    for block in table.blocks:
        for row in block.rows:
            for name, count in zip(table.names, row.cells, strict=True):
                if count:
                    yield {
                        "table": "counts",
                        "kind": _kind(table, block.kind, row.name, name),
                        "row": row.name,
                        "column": name,
                        "count": count,
                    }


def _kind(table: Table, kind: str, row: str, column: str) -> str:
    return kind or (row if table.row_dimension == "kind" else column)


def _amounts(table: Table) -> Iterator[Record]:
    for row in table.amounts:
        for state, found in zip(STATES, row.sums, strict=True):
            if found.count:
                yield {
                    "table": "amounts",
                    "kind": "commitment",
                    "good": row.good,
                    "unit": row.unit,
                    "per": row.per,
                    "state": state,
                    "low": _whole(found.low),
                    "high": _whole(found.high),
                    "approximate": found.approximate,
                    "count": found.count,
                }


def _whole(value: float | None) -> float | int | None:
    return int(value) if value is not None and value.is_integer() else value


def _grids(table: Table, texts: Texts) -> Iterator[tuple[str, list[list[str]]]]:
    for block in table.blocks:
        yield block.label, _grid(block, table, texts)
    if table.amounts:
        yield texts.tr("Amounts, by good and unit"), _amount_grid(table.amounts, texts)


def _grid(block: Block, table: Table, texts: Texts) -> list[list[str]]:
    """Header, rows and totals; columns that are empty in this block are left out."""
    lines = [*block.rows, *([block.foot] if block.foot else [])]
    shown = [place for place in range(len(table.names)) if any(row.cells[place] for row in lines)]
    totals = all(row.total is not None for row in lines)
    head = [texts.tr.term("dimension", table.row_dimension), *(table.columns[place] for place in shown)]
    rows = [[row.label, *(_count(row.cells[place]) for place in shown)] for row in lines]
    if totals:
        head.append(texts.tr("Total"))
        rows = [[*cells, str(row.total)] for cells, row in zip(rows, lines, strict=True)]
    return [head, *rows]


def _amount_grid(rows: Sequence[AmountRow], texts: Texts) -> list[list[str]]:
    head = [texts.tr("Good"), *(texts.tr.term("amount state", state) for state in STATES)]
    return [head, *([row.label, *(_sum(found, row, texts) for found in row.sums)] for row in rows)]


def _sum(found: Sum, row: AmountRow, texts: Texts) -> str:
    """A sum with its unit and, in brackets, of how many commitments it is where there are several."""
    if not found.count:
        return "–"
    told = texts.quantity(found.low, row.unit, found.high)
    if found.high is None:
        told = texts.bound(told, "min")
    elif found.approximate:
        told = texts.tr("about {amount}", amount=told)
    told = texts.rate(told, row.per)
    return f"{told} ({found.count})" if found.count > 1 else told


def _count(count: int) -> str:
    return str(count) if count else "–"


def _notes(table: Table, texts: Texts) -> list[str]:
    if not table.blocks:
        return [texts.tr("No entry answers to this.")]
    notes = []
    if table.row_dimension in ("sector", "party", "pair") or table.column_dimension in ("sector", "party", "pair"):
        notes.append(texts.tr("An entry may stand in several rows or columns; totals count it once."))
    if table.amounts:
        notes.append(
            texts.tr(
                "Each commitment counts once, under its present status; figures in brackets: how many commitments."
            )
        )
        notes.append(
            texts.tr("No two units are added, no parts to their total; a sum in two currencies stands in both rows.")
        )
    return notes


def _aligned(grid: Sequence[Sequence[str]]) -> list[str]:
    widths = [max(map(_width, column)) for column in zip(*grid, strict=True)]
    out = []
    for row in grid:
        cells = [
            _padded(cell, width, left=place == 0) for place, (cell, width) in enumerate(zip(row, widths, strict=True))
        ]
        out.append("  ".join(cells).rstrip())
    return out


def _padded(cell: str, width: int, *, left: bool) -> str:
    space = " " * (width - _width(cell))
    return cell + space if left else space + cell


def _width(cell: str) -> int:
    """Columns that a cell takes on a terminal: marks take none, wide characters two."""
    return sum(0 if unicodedata.combining(c) else 2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in cell)


def _ended(lines: Sequence[str]) -> str:
    return "\n".join(lines).strip("\n") + "\n"
