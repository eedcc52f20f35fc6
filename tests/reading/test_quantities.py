"""Amounts: cases that a linguist can edit, and laws."""

import time
import tomllib
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bilan.errors import KnowledgeError
from bilan.knowledge import numbers as number_knowledge
from bilan.knowledge import quantities as quantity_knowledge
from bilan.knowledge import times as time_knowledge
from bilan.knowledge import units as unit_knowledge
from bilan.knowledge.files import Shelf
from bilan.model.mention import Quantity
from bilan.reading.folding import fold
from bilan.reading.numbers import NumberReader
from bilan.reading.quantities import QuantityReader
from bilan.reading.times import TimeReader

CASES = tomllib.loads((Path(__file__).parent / "quantities_cases.toml").read_text(encoding="utf-8"))["case"]
SHELF = Shelf()
NUMBERS = NumberReader(number_knowledge.load(SHELF, "fr"))
TIMES = TimeReader(time_knowledge.load(SHELF, "fr"), NUMBERS)
WORDS, UNITS = quantity_knowledge.load(SHELF, "fr"), unit_knowledge.load(SHELF)
READER = QuantityReader(WORDS, UNITS, NUMBERS)


def amounts(text: str, **options: str) -> list[Quantity]:
    folded = fold(text)
    times, _ = TIMES.find(text, folded, 0, len(text), "2023-02-08")
    return READER.find(text, folded, 0, len(text), times, **options)


def row(text: str, q: Quantity) -> dict:
    extra = {"item": q.item, "high": q.high, "bound": q.bound, "per": q.per, "approximate": q.approximate or None}
    return {"text": text[q.start : q.end], "value": q.value, "unit": q.unit} | {
        k: v for k, v in extra.items() if v is not None
    }


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["text"][:50])
def test_case(case: dict) -> None:
    assert [row(case["text"], q) for q in amounts(case["text"])] == [
        {**wanted, "value": pytest.approx(wanted["value"])} for wanted in case["amounts"]
    ]


def test_the_franc_of_the_region() -> None:
    assert [q.unit for q in amounts("12 milliards de FCFA", franc="XAF")] == ["XAF"]
    assert [q.unit for q in amounts("12 milliards de francs guinéens", franc="XAF")] == ["GNF"]


def test_money_left_out_is_that_of_the_paragraph_if_there_is_one() -> None:
    one = "Une enveloppe de 46 millions d'euros. Sur elle, 30 millions vont à l'école."
    two = "Il offre 46 millions d'euros, ou 50 millions de dollars. Sur eux, 30 millions vont à l'école."
    apart = "Il offre 46 millions d'euros.\nLes 30 millions vont à l'école."
    assert [q.unit for q in amounts(one)] == ["EUR", "EUR"]
    assert [q.unit for q in amounts(two)] == ["EUR", "USD", "1"]
    assert [q.unit for q in amounts(apart)] == ["EUR", "1"]


def test_units_are_closed_lists() -> None:
    broken = type(WORDS)(
        around=WORDS.around, measures={"furlong": {"stade": 1.0}}, money=WORDS.money, nouns=WORDS.nouns
    )
    with pytest.raises(KnowledgeError, match="furlong"):
        QuantityReader(broken, UNITS, NUMBERS)


PIECES = [
    "35.000",
    "1 500",
    "deux",
    "tonnes",
    "de",
    "d'",
    "blé",
    "millions",
    "euros",
    "FCFA",
    "$",
    "%",
    "environ",
    "entre",
    "et",
    "à",
    "les",
    "ans",
    "une soixantaine",
    "2023",
    ",",
    ".",
    "\n",
    "plus de",
    "au nombre de",
    "bourses",
    "par an",
    "€",
    "5",
    "-",
    "article",
]


@settings(max_examples=200, deadline=None)
@given(st.one_of(st.text(max_size=150), st.lists(st.sampled_from(PIECES), max_size=25).map(" ".join)))
def test_offsets_lie_in_the_text_and_do_not_overlap(text: str) -> None:
    at = 0
    for quantity in amounts(text):
        assert at <= quantity.start < quantity.end <= len(text)
        assert quantity.high is None or quantity.high > quantity.value
        assert quantity.item is None or quantity.item in text
        at = quantity.end


def test_time_grows_with_length_and_no_faster() -> None:
    page = "Un don de 35.000 tonnes d'engrais, entre 10 et 15 millions de dollars, les deux pays, 60 bourses par an. "

    def seconds(copies: int) -> float:
        text = page * copies
        folded, best = fold(text), float("inf")
        times, _ = TIMES.find(text, folded, 0, len(text), "2023-02-08")
        for _ in range(3):
            since = time.process_time()
            READER.find(text, folded, 0, len(text), times)
            best = min(best, time.process_time() - since)
        return best

    seconds(1)
    assert seconds(400) < 4 * seconds(200) + 0.05
