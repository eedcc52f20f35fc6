"""Talks: sentences in, statements out; the cases are in `talks_cases.toml`."""

import tomllib
from pathlib import Path
from typing import Any

import pytest

from bilan.knowledge.files import Shelf
from bilan.model.document import Document, Zone
from bilan.model.statement import Statement
from bilan.reading.reader import Reader

CASES: list[dict[str, Any]] = tomllib.loads((Path(__file__).parent / "talks_cases.toml").read_text("utf-8"))["case"]
HEADLINE = "Gabon – France"


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader(Shelf())


def read(reader: Reader, text: str, headline: str = HEADLINE) -> list[Statement]:
    """The talks of a page of one headline and one paragraph, whose zones are given."""
    start = len(headline) + 2
    zones = (Zone(0, len(headline), "headline"), Zone(start, start + len(text), "body"))
    page = Document(
        name="case", text=f"{headline}\n\n{text}\n", title=headline, published="2024-05-15", language="fr", zones=zones
    )
    return [s for s in reader.read(page).statements if s.kind == "talks" and s.evidence.start >= start]


def slots(statement: Statement) -> dict[str, Any]:
    """All slots that are not empty, as the cases write them."""
    found: dict[str, Any] = {
        "status": statement.status, "parties": list(statement.parties), "start": statement.start, "end": statement.end,
        "place": statement.place, "actors": [f"{a.part}: {a.name}" for a in statement.actors],
        "topic": statement.topic,
    }  # fmt: skip
    return {name: value for name, value in found.items() if value}


def sorted_items(row: dict[str, Any]) -> str:
    return repr(sorted(row.items()))


@pytest.mark.parametrize("case", CASES, ids=[case["text"][:60] for case in CASES])
def test_cases(reader: Reader, case: dict[str, Any]) -> None:
    found = [slots(s) for s in read(reader, case["text"])]
    assert sorted(map(sorted_items, found)) == sorted(map(sorted_items, case["expect"]))


def test_two_numbered_sessions_stay_two(reader: Reader) -> None:
    told = ["s'est tenue à Paris en 2021", "s'est tenue mardi à Libreville"]
    text = f"La deuxième session de la commission mixte franco-gabonaise {told[0]}. La troisième session {told[1]}."
    assert [s.topic for s in read(reader, text)] == ["session:2", "session:3"]


def test_the_proof_is_in_the_page(reader: Reader) -> None:
    for case in CASES:
        for statement in read(reader, case["text"]):
            assert statement.evidence.quote in case["text"]
