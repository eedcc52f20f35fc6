"""Numbers and units of others (measured only, where their folder is beside the repository).

What is in scope, and why the rest is not, stands in `quantities_scope.toml`.
"""

import tomllib
from pathlib import Path
from typing import Any

import pytest
from outside_measuring import OUTSIDE, cases, score

from bilan.knowledge import numbers as number_knowledge
from bilan.knowledge import quantities as quantity_knowledge
from bilan.knowledge import times as time_knowledge
from bilan.knowledge import units as unit_knowledge
from bilan.knowledge.files import Shelf
from bilan.model.mention import Quantity
from bilan.reading.folding import fold
from bilan.reading.numbers import Number, NumberReader
from bilan.reading.quantities import QuantityReader
from bilan.reading.times import TimeReader

pytestmark = pytest.mark.skipif(not (OUTSIDE / "quantities").is_dir(), reason="the cases of others are not here")

SCOPE = tomllib.loads((Path(__file__).parent / "quantities_scope.toml").read_text(encoding="utf-8"))
SHELF = Shelf()
KINDS = {"NumberModel": {"integer", "decimal", "fraction"}, "PercentModel": {"percent"}, "OrdinalModel": {"ordinal"}}
UNITS = {"AgeModel": {"year", "month", "week", "day"}, "DimensionModel": {"t", "m", "m2", "m3", "ha", "L", "bbl"}}


def in_scope(case: dict[str, Any]) -> bool:
    return (
        case["supported"]
        and case["spec"] not in SCOPE["models_out"]
        and all(
            e["value"] is not None
            and e.get("subtype") not in SCOPE["subtypes_out"]
            and e.get("unit") not in SCOPE["labels_out"]
            and e["type"] != "ordinal.relative"
            for e in case["expected"]
        )
    )


def amount(expected: dict[str, Any]) -> float:
    return float(expected["value"].rstrip("%").replace(",", "."))


def near(found: float, wanted: float) -> bool:
    return found == pytest.approx(wanted, rel=1e-6)


def test_numbers() -> None:
    reader = NumberReader(number_knowledge.load(SHELF, "fr"), loose=True)

    def found(case: dict[str, Any]) -> list[Number]:
        numbers = reader.find(fold(case["text"]), 0, len(case["text"]))
        return [n for n in numbers if n.kind in KINDS[case["spec"]]]

    chosen = [c for c in cases("quantities/numbers_recognizers_fr.jsonl") if in_scope(c)]
    result = score([(c, found(c)) for c in chosen], lambda n, e: n is not None and near(n.value, amount(e)))
    assert len(chosen) >= 150
    assert result.f1 >= 0.95, str(result)
    assert result.value >= 0.90, str(result)


def test_units() -> None:
    numbers = NumberReader(number_knowledge.load(SHELF, "fr"))
    times = TimeReader(time_knowledge.load(SHELF, "fr"), numbers)
    reader = QuantityReader(quantity_knowledge.load(SHELF, "fr"), unit_knowledge.load(SHELF), numbers)
    currencies = unit_knowledge.load(SHELF).currencies | {"XXX"}

    def found(case: dict[str, Any]) -> list[Quantity]:
        text, folded = case["text"], fold(case["text"])
        read, _ = times.find(text, folded, 0, len(text), None)
        wanted = UNITS.get(case["spec"], currencies)
        return [q for q in reader.find(text, folded, 0, len(text), read) if q.unit in wanted]

    def right(quantity: Quantity | None, expected: dict[str, Any]) -> bool:
        factor = 1.0 if expected["type"] == "currency" else SCOPE["factors"].get(expected["unit"], 1.0)
        ends = () if quantity is None else (quantity.value, quantity.high or quantity.value)
        return any(near(end, amount(expected) * factor) for end in ends)

    chosen = [c for c in cases("quantities/units_recognizers_fr.jsonl") if in_scope(c)]
    result = score([(c, found(c)) for c in chosen], right)
    assert len(chosen) >= 150
    assert result.f1 >= 0.90, str(result)
    assert result.value >= 0.90, str(result)
