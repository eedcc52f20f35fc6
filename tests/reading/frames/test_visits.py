"""Visits: sentences in, statements out; the cases are in `visits_cases.toml`."""

import tomllib
from pathlib import Path
from typing import Any

import pytest

from bilan.knowledge.files import Shelf
from bilan.model.document import Document, Zone
from bilan.model.statement import Statement
from bilan.reading.reader import Reader

CASES: list[dict[str, Any]] = tomllib.loads((Path(__file__).parent / "visits_cases.toml").read_text("utf-8"))["case"]
HEADLINE = "Gabon – France"
TOUR = [
    "Le ministre turc des Transports, Emre Yalaz, a entamé jeudi à Lomé une tournée de trois capitales.",
    "À Cotonou, vendredi, il n'a été question que de rails.",
    "L'étape d'Accra, samedi, a tourné court.",
]


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader(Shelf())


def read(reader: Reader, text: str, headline: str = HEADLINE) -> list[Statement]:
    """The visits of a page of one headline and one paragraph, whose zones are given."""
    start = len(headline) + 2
    zones = (Zone(0, len(headline), "headline"), Zone(start, start + len(text), "body"))
    page = Document(
        name="case", text=f"{headline}\n\n{text}\n", title=headline, published="2024-05-15", language="fr", zones=zones
    )
    return [s for s in reader.read(page).statements if s.kind == "visit" and s.evidence.start >= start]


def slots(statement: Statement) -> dict[str, Any]:
    """All slots that are not empty, as the cases write them."""
    found: dict[str, Any] = {
        "status": statement.status, "parties": list(statement.parties), "start": statement.start, "end": statement.end,
        "place": statement.place, "actors": [f"{a.part}: {a.name}" for a in statement.actors],
        "amounts": [f"{a.value:g} {a.unit}" for a in statement.amounts],
    }  # fmt: skip
    return {name: value for name, value in found.items() if value}


def sorted_items(row: dict[str, Any]) -> str:
    return repr(sorted(row.items()))


@pytest.mark.parametrize("case", CASES, ids=[case["text"][:60] for case in CASES])
def test_cases(reader: Reader, case: dict[str, Any]) -> None:
    found = [slots(s) for s in read(reader, case["text"])]
    assert sorted(map(sorted_items, found)) == sorted(map(sorted_items, case["expect"]))


def test_a_tour_is_a_visit_to_each_capital(reader: Reader) -> None:
    found = read(reader, " ".join(TOUR), "Le ministre turc au Togo")
    assert {s.place for s in found} >= {"Lomé", "Cotonou", "Accra"}
    assert all("TR" in s.parties for s in found)


def test_a_town_and_a_day_are_no_visit_where_nobody_tours(reader: Reader) -> None:
    assert not read(
        reader, "Le ministre turc des Transports, Emre Yalaz, a pris la parole. À Cotonou, vendredi, il pleuvait."
    )


def test_the_proof_is_in_the_page(reader: Reader) -> None:
    for case in CASES:
        for statement in read(reader, case["text"]):
            assert statement.evidence.quote in case["text"]
