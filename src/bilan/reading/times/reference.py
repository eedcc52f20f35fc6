"""The day a page was published, as precisely as it is known, and the arithmetic of the calendar around it."""

import calendar
import datetime
import re
from typing import NamedTuple

_FORM = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d)(?:T(\d\d):(\d\d)(?::(\d\d))?)?)?)?[~?%]?(?:/.*)?")


class Reference(NamedTuple):
    """Year, month, day, as far as known; `moment` where even the time of day is given (assistants)."""

    year: int
    month: int | None = None
    day: datetime.date | None = None
    moment: datetime.datetime | None = None


def parse_reference(value: str | None) -> Reference | None:
    """An EDTF day, month or year, or a day with its time. None for None and for what is no date."""
    match = _FORM.fullmatch(value or "")
    if match is None:
        return None
    try:
        return _build([int(part) if part else None for part in match.groups()])
    except ValueError:
        return None


def _build(parts: list[int | None]) -> Reference | None:
    year, month, day, hour, minute, second = parts
    if year is None or not datetime.MINYEAR <= year <= datetime.MAXYEAR:
        return None
    if month is None:
        return Reference(year)
    if day is None:
        return Reference(year, month) if 1 <= month <= 12 else None
    date = datetime.date(year, month, day)
    moment = datetime.datetime(year, month, day, hour or 0, minute or 0, second or 0)
    return Reference(year, month, date, moment)


def month_shift(year: int, month: int, count: int) -> tuple[int, int]:
    index = year * 12 + month - 1 + count
    return index // 12, index % 12 + 1


def same_day(year: int, month: int, day: int) -> datetime.date:
    """That day, or the month's last one where the month is shorter."""
    return datetime.date(year, month, min(day, calendar.monthrange(year, month)[1]))


def last_day(year: int, month: int) -> int:
    return calendar.monthrange(year, month)[1]


def easter(year: int) -> datetime.date:
    """Easter Sunday of the Gregorian calendar. Source: Meeus, Jones and Butcher's method."""
    a, b, c = year % 19, year // 100, year % 100
    d, e = divmod(b, 4)
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    m = (32 + 2 * e + 2 * i - h - k) % 7
    n = (a + 11 * h + 22 * m) // 451
    month, day = divmod(h + m - 7 * n + 114, 31)
    return datetime.date(year, month, day + 1)


def week(day: datetime.date) -> str:
    year, number, _ = day.isocalendar()
    return f"{year:04d}-W{number:02d}"


def monday_of(day: datetime.date) -> datetime.date:
    return day - datetime.timedelta(days=day.weekday())
