"""Visits: sentences in, statements out; the cases are in `visits_cases.toml`."""

from typing import Any

import framed
import pytest
from framed import HEADLINE, cases, in_order, slots

from bilan.knowledge.files import Shelf
from bilan.model.statement import Statement
from bilan.reading.reader import Reader

CASES = cases("visits_cases.toml")
TOUR = [
    "Le ministre turc des Transports, Emre Yalaz, a entamé jeudi à Lomé une tournée de trois capitales.",
    "À Cotonou, vendredi, il n'a été question que de rails.",
    "L'étape d'Accra, samedi, a tourné court.",
]


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader(Shelf())


def read(reader: Reader, text: str, headline: str = HEADLINE) -> list[Statement]:
    return framed.read(reader, "visit", text, headline)


@pytest.mark.parametrize("case", CASES, ids=[case["text"][:60] for case in CASES])
def test_cases(reader: Reader, case: dict[str, Any]) -> None:
    found = [slots(s, amounts=[f"{a.value:g} {a.unit}" for a in s.amounts]) for s in read(reader, case["text"])]
    assert in_order(found) == in_order(case["expect"])


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
