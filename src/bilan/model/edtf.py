"""Dates as the sources give them: EDTF (ISO 8601-2) at the precision of the words, and never more.

`2023-02-06`, `2022-05`, `2022`, the seasons `2024-21` … `2024-24`, the quarters `2024-33` … `2024-36`,
the intervals `2023-02-06/2023-02-07`, each with `~` (about), `?` (uncertain) or `%` (both) behind it.
"""

import calendar
import datetime
import re

_ONE = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?[~?%]?")
_PARTS_OF_YEAR = {21: (3, 5), 22: (6, 8), 23: (9, 11), 24: (12, 14), 33: (1, 3), 34: (4, 6), 35: (7, 9), 36: (10, 12)}


def valid(value: str) -> bool:
    """Whether `value` is a date or an interval that `bounds` can place."""
    try:
        bounds(value)
    except ValueError:
        return False
    return True


def bounds(value: str) -> tuple[datetime.date, datetime.date]:
    """First and last possible day of `value`. Raises ValueError where it is no date of the forms above."""
    if "/" in value:
        first, _, last = value.partition("/")
        start = bounds(first)[0] if first not in ("", "..") else datetime.date.min
        end = bounds(last)[1] if last not in ("", "..") else datetime.date.max
        if end < start:
            raise ValueError(f"{value!r}: ends before it starts")
        return start, end
    match = _ONE.fullmatch(value)
    if match is None:
        raise ValueError(f"{value!r} is no EDTF date")
    year = int(match[1])
    if match[2] is None:
        return datetime.date(year, 1, 1), datetime.date(year, 12, 31)
    month = int(match[2])
    if month in _PARTS_OF_YEAR and match[3] is None:
        first_month, last_month = _PARTS_OF_YEAR[month]
        return _first_of(year, first_month), _last_of(year, last_month)
    if not 1 <= month <= 12:
        raise ValueError(f"{value!r}: there is no month {month:02}")
    if match[3] is None:
        return _first_of(year, month), _last_of(year, month)
    day = datetime.date(year, month, int(match[3]))
    return day, day


def _first_of(year: int, month: int) -> datetime.date:
    return datetime.date(year + (month - 1) // 12, (month - 1) % 12 + 1, 1)


def _last_of(year: int, month: int) -> datetime.date:
    first = _first_of(year, month)
    return first.replace(day=calendar.monthrange(first.year, first.month)[1])


def bare(value: str) -> str:
    """`value` without its mark of doubt."""
    return value.rstrip("~?%")


def precision(value: str) -> int:
    """3 for a day, 2 for a month or season, 1 for a year; of an interval, that of its start."""
    return bare(value.partition("/")[0]).count("-") + 1


def overlap(one: str, other: str) -> bool:
    """Whether both could be the same time."""
    a, b = bounds(one), bounds(other)
    return a[0] <= b[1] and b[0] <= a[1]


def within(day: datetime.date, value: str) -> bool:
    first, last = bounds(value)
    return first <= day <= last
