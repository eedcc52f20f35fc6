"""Time expressions of others (measured only, where their folder is beside the repository)."""

import pytest
from outside_measuring import OUTSIDE, Score, cases, score

from bilan.knowledge import numbers as number_knowledge
from bilan.knowledge import times as time_knowledge
from bilan.knowledge.files import Shelf
from bilan.model.mention import Time
from bilan.reading.folding import fold
from bilan.reading.numbers import NumberReader
from bilan.reading.times import TimeReader

pytestmark = pytest.mark.skipif(not (OUTSIDE / "times").is_dir(), reason="the cases of others are not here")


def measured(path: str, *, open_clock: bool, supported: bool) -> Score:
    """Their conventions are an assistant's; `open_clock` where clock times without a day stay open."""
    shelf = Shelf()
    words, numbers = time_knowledge.load(shelf, "fr"), NumberReader(number_knowledge.load(shelf, "fr"))
    reader = TimeReader(words, numbers, forward=True, open_clock=open_clock)
    chosen = [c for c in cases(path) if c["supported"] or not supported]
    pairs = [(c, reader.find(c["text"], fold(c["text"]), 0, len(c["text"]), c["reference_date"])[0]) for c in chosen]
    return score(pairs, right)


def right(found: Time | None, expected: dict) -> bool | None:
    if not expected["values"]:
        return None
    return found is not None and found.value in expected["values"]


@pytest.mark.parametrize(
    ("path", "open_clock", "supported", "f1", "value"),
    [
        ("times/times_duckling_fr.jsonl", False, False, 0.98, 0.93),
        ("times/times_recognizers_fr.jsonl", True, True, 0.95, 0.79),
        ("times/times_recognizers_fr.jsonl", True, False, 0.88, 0.53),
    ],
)
def test_floor(path: str, open_clock: bool, supported: bool, f1: float, value: float) -> None:
    result = measured(path, open_clock=open_clock, supported=supported)
    assert result.f1 >= f1, str(result)
    assert result.value >= value, str(result)
