"""Numerals: cases that a linguist can edit, and laws."""

import time
import tomllib
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bilan.knowledge import numbers as number_knowledge
from bilan.knowledge.files import Shelf
from bilan.reading.folding import fold
from bilan.reading.numbers import NumberReader, tokenize

CASES = tomllib.loads((Path(__file__).parent / "numbers_cases.toml").read_text(encoding="utf-8"))["case"]
WORDS = number_knowledge.load(Shelf(), "fr")
READER = NumberReader(WORDS)
LOOSE = NumberReader(WORDS, loose=True)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["text"][:40])
def test_case(case: dict) -> None:
    text = case["text"]
    numbers = READER.find(fold(text), 0, len(text))
    rows = [[text[n.start : n.end], n.value, n.kind, *(["about"] if n.approximate else [])] for n in numbers]
    wanted = [[row[0], pytest.approx(row[1]), *row[2:]] for row in case["numbers"]]
    assert rows == wanted


def test_a_decimal_of_three_figures_keeps_its_second_reading() -> None:
    assert READER.find("1,204", 0, 5)[0].other == 1204
    assert READER.find("0,204", 0, 5)[0].other is None


def test_loose_reading_takes_articles_signs_and_parts() -> None:
    values = [n.value for n in LOOSE.find("un pays, -5, un sur trois, trois et un quart", 0, 44)]
    assert values == [1, -5, pytest.approx(1 / 3), 3.25]


def spelled(value: int) -> str:
    """French for a whole number below one thousand, written by the rules of grammar and not from the knowledge file."""
    units = [
        "zéro",
        "un",
        "deux",
        "trois",
        "quatre",
        "cinq",
        "six",
        "sept",
        "huit",
        "neuf",
        "dix",
        "onze",
        "douze",
        "treize",
        "quatorze",
        "quinze",
        "seize",
    ]
    tens = {20: "vingt", 30: "trente", 40: "quarante", 50: "cinquante", 60: "soixante", 80: "quatre-vingt"}
    if value <= 16:
        return units[value]
    if value < 20:
        return f"dix-{units[value - 10]}"
    if value < 100:
        base = max(t for t in tens if t <= value)
        rest = value - base
        if rest == 0:
            return tens[base] + ("s" if base == 80 else "")
        if rest in (1, 11) and base != 80:
            return f"{tens[base]} et {spelled(rest)}"
        return f"{tens[base]}-{spelled(rest)}"
    hundreds, rest = divmod(value, 100)
    head = "cent" if hundreds == 1 else f"{units[hundreds]} cent" + ("s" if not rest else "")
    return f"{head} {spelled(rest)}" if rest else head


@pytest.mark.parametrize(
    "value", [n for n in range(2, 1000) if n % 7 == 0 or n < 120 or n % 100 in (0, 1, 71, 80, 81, 91)]
)
def test_every_number_below_a_thousand(value: int) -> None:
    text = spelled(value)
    assert [(n.value, n.start, n.end) for n in READER.find(text, 0, len(text))] == [(value, 0, len(text))]


@settings(max_examples=100, deadline=None)
@given(st.integers(1000, 10**12), st.sampled_from([" ", ".", "\u00a0", "\u202f"]))
def test_digits_grouped_by_threes(value: int, mark: str) -> None:
    text = f"{value:,}".replace(",", mark)
    assert [n.value for n in READER.find(fold(text), 0, len(text))] == [value]


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=200))
def test_offsets_and_tokens_are_those_of_the_text(text: str) -> None:
    folded = fold(text)
    tokens = tokenize(folded, 0, len(folded))
    assert all(word and folded[tokens.starts[n] : tokens.end(n)] == word for n, word in enumerate(tokens.words))
    at = 0
    for number in READER.find(folded, 0, len(folded)):
        assert at <= number.start < number.end <= len(folded)
        at = number.end


@pytest.mark.parametrize(
    "hard",
    [
        "1 " * 5000,
        "1.000" * 3000,
        "deux cent " * 3000,
        "virgule zéro " * 3000,
        "1 sur " * 3000,
        "un million et " * 3000,
    ],
)
def test_no_text_is_slow(hard: str) -> None:
    for reader in (READER, LOOSE):
        since = time.process_time()
        reader.find(hard, 0, len(hard))
        assert time.process_time() - since < 2
