"""A page of one headline and one paragraph, and the slots of what is read in it, as the case files write them."""

import tomllib
from pathlib import Path
from typing import Any

from bilan.model.document import Document, Zone
from bilan.model.statement import Statement
from bilan.reading.reader import Reader

HEADLINE = "Gabon – France"


def cases(name: str) -> list[dict[str, Any]]:
    """The cases of a file that stands beside the tests."""
    found: list[dict[str, Any]] = tomllib.loads((Path(__file__).parent / name).read_text("utf-8"))["case"]
    return found


def read(reader: Reader, kind: str, text: str, headline: str = HEADLINE) -> list[Statement]:
    """The statements of a kind in the paragraph; the page's zones are given."""
    start = len(headline) + 2
    zones = (Zone(0, len(headline), "headline"), Zone(start, start + len(text), "body"))
    page = Document(
        name="case", text=f"{headline}\n\n{text}\n", title=headline, published="2024-05-15", language="fr", zones=zones
    )
    return [s for s in reader.read(page).statements if s.kind == kind and s.evidence.start >= start]


def slots(statement: Statement, **more: Any) -> dict[str, Any]:
    """All slots that are not empty, with those that only one kind has."""
    found: dict[str, Any] = {
        "status": statement.status, "parties": list(statement.parties), "start": statement.start, "end": statement.end,
        "place": statement.place, "actors": [f"{a.part}: {a.name}" for a in statement.actors], **more,
    }  # fmt: skip
    return {name: value for name, value in found.items() if value}


def in_order(rows: list[dict[str, Any]]) -> list[str]:
    """The same rows in one order, whatever the order of their slots."""
    return sorted(repr(sorted(row.items())) for row in rows)
