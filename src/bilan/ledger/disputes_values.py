"""When two values exclude each other: days, numbers, words."""

from typing import Final

from bilan.ledger.matching_profile import days
from bilan.model import edtf
from bilan.model.statement import Amount

_ALIKE: Final = 0.5
"""A number of less than half the other is a part of it, or of another thing."""
_ROUNDED: Final = 0.03
_DOUBT: Final = "~?%"


def values_differ(one: str, other: str) -> bool:
    """Of two claims: days that cannot be one, or two words."""
    if edtf.valid(one) and edtf.valid(other):
        return days_differ(one, other)
    return one != other


def days_differ(one: str, other: str) -> bool:
    """Two times that share no day; or two stretches, both given to the day, that do not begin and end together.

    A day within a stretch, a month that holds a day, and a time that its text doubts say nothing against the other.
    """
    if one == other or not (edtf.valid(one) and edtf.valid(other)):
        return False
    if one[-1] in _DOUBT or other[-1] in _DOUBT:
        return False
    if not edtf.overlap(one, other):
        return True
    return _to_the_day(one) and _to_the_day(other) and days(one) != days(other)


def _to_the_day(value: str) -> bool:
    """Whether it is a stretch of several days with both ends given."""
    first, mark, last = value.partition("/")
    return bool(mark and first and last) and edtf.precision(first) == 3 and edtf.precision(last) == 3 and first != last


def amounts_differ(one: Amount, other: Amount) -> bool:
    """Two exact numbers of one unit of about one size; no rounding, range or bound explains the difference."""
    if one.unit != other.unit or one.per != other.per or one.bound or other.bound:
        return False
    low, high = sorted((one.value, other.value))
    if low <= 0 or low < _ALIKE * high or low == high:
        return False
    if _holds(one, other.value) or _holds(other, one.value):
        return False
    return high - low > (0.15 if one.approximate or other.approximate else _ROUNDED) * high


def _holds(range_: Amount, value: float) -> bool:
    return range_.high is not None and range_.value <= value <= range_.high
