"""What a rule caught, as productions read it."""

from collections.abc import Mapping
from typing import Any, Final

Caught = Mapping[str, Any]
"""Label → value of the word or the earlier finding, and the rule's own fixed values."""

STEPS: Final = {"last": -1, "this": 0, "next": 1}


def year_of(value: Any) -> int | None:
    """A year; two digits are read as 1950 to 2049."""
    if value is None:
        return None
    year = int(value)
    if year < 100:
        year += 1900 if year >= 50 else 2000
    return year


def number_in(caught: Caught, *labels: str) -> float | None:
    for label in labels:
        if label in caught:
            return float(caught[label])
    return 1.0
