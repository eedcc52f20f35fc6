"""Agreements and mechanisms, and who says so: sentences in, statements out."""

import tomllib
from pathlib import Path
from typing import Any

import pytest

from bilan.knowledge.files import Shelf
from bilan.model.document import Document
from bilan.model.statement import Statement
from bilan.reading.reader import Reader

_FILE = Path(__file__).parent / "agreements_cases.toml"
CASES: list[dict[str, Any]] = tomllib.loads(_FILE.read_text(encoding="utf-8"))["case"]

HEADING = "Le Kenya et le Danemark se parlent"
OPENING = (
    "Le Kenya et le Danemark entretiennent des relations depuis plusieurs décennies, rappelle le quotidien dans son "
    "édition de ce matin, et ces relations ne manquent pas de matière."
)
VOICES = {
    "L'ambassadeur danois Lars Holm a dit mardi à Nairobi que le Danemark livrera 60 tonnes de blé au Kenya.": "DK",
    "Le Danemark livrera 60 tonnes de blé au Kenya, a annoncé mardi à Nairobi l'ambassadeur danois Lars Holm.": "DK",
    "Le Danemark livrera 60 tonnes de blé au Kenya, a indiqué le ministère kényan de l'Agriculture.": "KE",
    "Le ministre kényan a précisé, jeudi, lors d'un point de presse, que 60 tonnes de blé danois seront livrées.": "KE",
}


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader(Shelf())


def read(reader: Reader, text: str, kinds: tuple[str, ...]) -> list[Statement]:
    """The statements of a paragraph set in a page of both countries."""
    document = Document(name="case.txt", text=f"{HEADING}\n\n{OPENING}\n\n{text}\n", published="2025-06-20")
    return [s for s in reader.read(document).statements if s.kind in kinds]


def fits(expected: dict[str, Any], found: Statement) -> bool:
    """Whether a statement has everything that is asked for."""
    signers = " ".join(f"{p.name} {p.party}" for p in found.actors)
    amounts = {f"{a.value:g} {a.unit}" for a in found.amounts}
    return (
        all(getattr(found, name) == expected[name] for name in ("kind", "status", "start", "place") if name in expected)
        and expected.get("signatory", "") in signers
        and set(expected.get("amounts", ())) <= amounts
    )


@pytest.mark.parametrize("case", CASES, ids=[case["text"][:50] for case in CASES])
def test_what_is_told_is_found_and_nothing_else(reader: Reader, case: dict[str, Any]) -> None:
    found = read(reader, case["text"], ("agreement", "mechanism"))
    told = [(s.kind, s.status, s.start, s.place, s.evidence.quote) for s in found]
    left = list(found)
    for expected in case["tells"]:
        match = next((s for s in left if fits(expected, s)), None)
        assert match is not None, (expected, told)
        left.remove(match)
    assert not left, told


@pytest.mark.parametrize(("text", "state"), VOICES.items(), ids=[text[:50] for text in VOICES])
def test_the_speaker_is_named_over_days_and_places(reader: Reader, text: str, state: str) -> None:
    found = read(reader, text, ("commitment",))
    assert [s.said_by for s in found] == [f"official:{state}"]


def test_a_page_of_one_sentence_is_read(reader: Reader) -> None:
    document = Document(name="x.txt", text="Accord\n\nLe Kenya et le Danemark ont signé un accord de pêche.\n")
    assert [s.kind for s in reader.read(document).statements] == ["agreement"]


def test_half_a_character_is_a_gap_and_no_crash(reader: Reader) -> None:
    text = f"{HEADING}\n\n{OPENING}\n\nLe Kenya et le Danemark ont signé \ud83d un accord de pêche.\n"
    reading = reader.read(Document(name="x.txt", text=text, published="2025-06-20"))
    assert not reading.statements
    assert "proof" in {gap.step for gap in reading.gaps}
