"""Commitments: sentences in, statements out."""

import tomllib
from pathlib import Path
from typing import Any

import pytest

from bilan.knowledge.files import Shelf
from bilan.model.document import Document
from bilan.model.statement import Statement
from bilan.reading.reader import Reader

_FILE = Path(__file__).parent / "commitments_cases.toml"
CASES: list[dict[str, Any]] = tomllib.loads(_FILE.read_text(encoding="utf-8"))["case"]


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader(Shelf())


HEADING = "Le Kenya et le Danemark se parlent"
OPENING = (
    "Le Kenya et le Danemark entretiennent des relations depuis plusieurs décennies, rappelle le quotidien dans son "
    "édition de ce matin, et ces relations ne manquent pas de matière."
)


def page(text: str) -> str:
    """The sentence in a page of both countries: alone it would not be known for an article."""
    return f"{HEADING}\n\n{OPENING}\n\n{text}\n"


def read(reader: Reader, text: str) -> list[Statement]:
    document = Document(name="case.txt", text=page(text), published="2025-06-20")
    return [s for s in reader.read(document).statements if s.kind == "commitment"]


def shape(statement: Statement) -> dict[str, Any]:
    """A statement in the words of the case file; parts as name and state, so that either may be asked for."""
    sides = {p.part: f"{p.name} {p.party}" for p in statement.actors}
    return {
        "status": statement.status, "topic": statement.topic, "place": statement.place, "start": statement.start,
        "provider": sides.get("provider", ""), "receiver": sides.get("receiver", ""),
        "amounts": {f"{a.value:g} {a.unit}" if a.value < 1e5 else f"{a.value:.0f} {a.unit}" for a in statement.amounts},
    }  # fmt: skip


def fits(expected: dict[str, Any], found: dict[str, Any]) -> bool:
    for name, value in expected.items():
        if name == "amounts":
            if not set(value) <= found[name]:
                return False
        elif name in ("provider", "receiver"):
            if value not in found[name]:
                return False
        elif found[name] != value:
            return False
    return True


def merged(statements: list[Statement]) -> list[list[Statement]]:
    """Statements of one thing together: those that point to one another, or share a topic."""
    groups: list[list[Statement]] = []
    for statement in statements:
        group = next(
            (g for g in groups if any(s.topic == statement.topic or s.anchor == statement.about for s in g)), None
        )
        if group is None:
            groups.append([statement])
        else:
            group.append(statement)
    return groups


@pytest.mark.parametrize("case", CASES, ids=[case["text"][:60] for case in CASES])
def test_case(case: dict[str, Any], reader: Reader) -> None:
    found = merged(read(reader, case["text"]))
    shapes = [[shape(s) for s in group] for group in found]
    assert len(found) == case.get("count", len(case["tells"])), shapes
    for expected in case["tells"]:
        together = [
            {**g[0], **{k: v for s in g for k, v in s.items() if v}, "amounts": set().union(*(s["amounts"] for s in g))}
            for g in shapes
        ]
        assert any(fits(expected, shape) for shape in together), (expected, together)


@pytest.mark.parametrize("case", [c for c in CASES if c["tells"]], ids=lambda c: c["text"][:60])
def test_proof_stands_in_the_text(case: dict[str, Any], reader: Reader) -> None:
    for statement in read(reader, case["text"]):
        assert statement.evidence.quote in page(case["text"])
