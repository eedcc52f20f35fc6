"""Claims: what a page sets against each other, and what only looks so."""

import tomllib
from collections import defaultdict
from pathlib import Path
from typing import Any

import pytest

from bilan.knowledge.files import Shelf
from bilan.model.document import Document
from bilan.model.statement import Statement
from bilan.reading.reader import Reader

CASES: list[dict[str, Any]] = tomllib.loads((Path(__file__).parent / "claims_cases.toml").read_text("utf-8"))["case"]
HEADING = "Le Kenya et le Danemark se parlent"
OPENING = (
    "Le Kenya et le Danemark entretiennent des relations depuis plusieurs décennies, rappelle le quotidien dans son "
    "édition de ce matin, et ces relations ne manquent pas de matière."
)


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader(Shelf())


def contradictions(reader: Reader, text: str) -> list[list[Statement]]:
    """Claims of one matter whose values differ, in text order."""
    document = Document(name="case.txt", text=f"{HEADING}\n\n{OPENING}\n\n{text}\n", published="2025-06-20")
    matters: dict[tuple[str, str], list[Statement]] = defaultdict(list)
    for s in reader.read(document).statements:
        if s.kind == "claim":
            slots = dict(s.slots)
            matters[slots["subject"], slots["field"]].append(s)
    return [told for told in matters.values() if len({dict(s.slots)["value"] for s in told}) > 1]


@pytest.mark.parametrize("case", CASES, ids=[case["text"][:60] for case in CASES])
def test_case(case: dict[str, Any], reader: Reader) -> None:
    found = contradictions(reader, case["text"])
    quotes = [[(s.evidence.quote, s.rule) for s in told] for told in found]
    if not case["sides"]:
        assert not found, quotes
        return
    assert len(found) == 1, quotes
    for side in case["sides"]:
        assert sum(side in s.evidence.quote for s in found[0]) == 1, (side, quotes)


def test_each_side_knows_who_says_it(reader: Reader) -> None:
    held, denial = "Un site de Nairobi affirmait que le Danemark vendrait son ambassade.", "« C'est faux », a répondu"
    text = f"{held} {denial} l'ambassadrice du Danemark."
    ((told, denied),) = contradictions(reader, text)
    assert (told.said_by, told.asserted) == ("press", True)
    assert (denied.said_by, denied.asserted) == ("official:DK", False)
