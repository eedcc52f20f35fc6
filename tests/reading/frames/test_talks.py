"""Talks: sentences in, statements out; the cases are in `talks_cases.toml`."""

from typing import Any

import framed
import pytest
from framed import HEADLINE, cases, in_order, slots

from bilan.knowledge.files import Shelf
from bilan.model.statement import Statement
from bilan.reading.reader import Reader

CASES = cases("talks_cases.toml")


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader(Shelf())


def read(reader: Reader, text: str, headline: str = HEADLINE) -> list[Statement]:
    return framed.read(reader, "talks", text, headline)


@pytest.mark.parametrize("case", CASES, ids=[case["text"][:60] for case in CASES])
def test_cases(reader: Reader, case: dict[str, Any]) -> None:
    found = [slots(s, topic=s.topic) for s in read(reader, case["text"])]
    assert in_order(found) == in_order(case["expect"])


def test_two_numbered_sessions_stay_two(reader: Reader) -> None:
    told = ["s'est tenue à Paris en 2021", "s'est tenue mardi à Libreville"]
    text = f"La deuxième session de la commission mixte franco-gabonaise {told[0]}. La troisième session {told[1]}."
    assert [s.topic for s in read(reader, text)] == ["session:2", "session:3"]


def test_the_proof_is_in_the_page(reader: Reader) -> None:
    for case in CASES:
        for statement in read(reader, case["text"]):
            assert statement.evidence.quote in case["text"]
