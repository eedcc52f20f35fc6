"""Every rule of the kinds fires on its own example, and not on its near miss.

Both are read as the one sentence of a page about Gabon and France, so that the parties are known; its zones are given,
since a page this short is hardly one.
"""

import tomllib
from collections.abc import Iterator
from typing import Any

import pytest

from bilan.knowledge.files import SHIPPED, Shelf
from bilan.model.document import Document, Zone
from bilan.model.statement import Statement
from bilan.reading.reader import Reader

KINDS = ("visit", "talks", "agreement", "mechanism", "commitment")
FILES = {**{kind: kind for kind in KINDS}, "claim": "claims"}
HEADLINE = "Gabon – France"
Rule = dict[str, Any]


def rules() -> Iterator[tuple[str, Rule]]:
    for kind, file in FILES.items():
        for rule in tomllib.loads((SHIPPED / "fr" / f"{file}.toml").read_text("utf-8"))["rule"]:
            yield kind, rule


RULES = list(rules())
IDS = [rule["id"] for _, rule in RULES]


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader(Shelf())


def read(reader: Reader, sentence: str) -> list[Statement]:
    """What is said in `sentence`."""
    text = f"{HEADLINE}\n\n{sentence}\n"
    start = len(HEADLINE) + 2
    zones = (Zone(0, len(HEADLINE), "headline"), Zone(start, start + len(sentence), "body"))
    page = Document(name="page", text=text, title=HEADLINE, published="2024-05-15", language="fr", zones=zones)
    return [s for s in reader.read(page).statements if s.evidence.start >= start]


@pytest.mark.parametrize(("kind", "rule"), RULES, ids=IDS)
def test_the_rule_fires_on_its_example(reader: Reader, kind: str, rule: Rule) -> None:
    said = [(s.kind, s.rule) for s in read(reader, rule["example"])]
    assert (kind, rule["id"]) in said, f"{rule['example']} → {said}"


@pytest.mark.parametrize(("kind", "rule"), RULES, ids=IDS)
def test_the_rule_does_not_fire_on_its_near_miss(reader: Reader, kind: str, rule: Rule) -> None:
    said = [(s.kind, s.rule) for s in read(reader, rule["near_miss"])]
    assert kind not in [name for name, _ in said], f"{rule['near_miss']} → {said}"


def test_rules_are_told_apart() -> None:
    assert len(set(IDS)) == len(IDS)
    examples = [rule[field] for _, rule in RULES for field in ("example", "near_miss")]
    assert len(set(examples)) == len(examples), "each rule has its own sentences"
