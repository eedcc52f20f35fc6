"""Days counted, checked and picked out of months and years; what does not fit the calendar stays open."""

import datetime

from bilan.reading.times import meaning as m
from bilan.reading.times.reference import easter, last_day, month_shift, same_day, week

DAY = datetime.timedelta(days=1)


class Unplaced(Exception):  # noqa: N818 - no error: what stays open, and how far it got
    """The words do not fit the calendar, or no publication day is known. `value` is what can be said all the same."""

    def __init__(self, reason: str, value: str | None = None) -> None:
        super().__init__(reason)
        self.reason, self.value = reason, value


def checked(year: int, month: int, day: int, weekday: int | None) -> datetime.date:
    date = maybe(year, month, day)
    if date is None:
        raise Unplaced(f"no such day: {year:04d}-{month:02d}-{day:02d}")
    if weekday is not None and date.weekday() != weekday:
        raise Unplaced("the weekday contradicts the date", date.isoformat())
    return date


def maybe(year: int, month: int, day: int) -> datetime.date | None:
    if not 1 <= year <= datetime.MAXYEAR or not 1 <= month <= 12 or not 1 <= day <= last_day(year, month):
        return None
    return datetime.date(year, month, day)


def in_range(year: int, month: int) -> tuple[int, int]:
    if not 1 <= year <= datetime.MAXYEAR:
        raise Unplaced("further away than the calendar goes")
    return year, month


def moved_days(day: datetime.date, days: int) -> datetime.date:
    try:
        return day + days * DAY
    except OverflowError:
        raise Unplaced("further away than the calendar goes") from None


def moved(day: datetime.date, unit: str, count: int) -> datetime.date:
    """The day so many units away. Raises Unplaced beyond the calendar."""
    if unit in ("D", "W", "F"):
        return moved_days(day, count * {"D": 1, "W": 7, "F": 14}[unit])
    months = {"M": 1, "Q": 3, "HY": 6, "Y": 12, "DE": 120, "CE": 1200}.get(unit)
    if months is None:
        return day
    year, month = month_shift(day.year, day.month, count * months)
    return same_day(*in_range(year, month), day.day)


def as_day(value: str) -> datetime.date | None:
    try:
        return datetime.date.fromisoformat(value)
    except ValueError:
        return None


def holiday_in(h: m.Holiday, year: int) -> datetime.date:
    if h.easter is not None:
        return easter(year) + h.easter * DAY
    return datetime.date(year, h.month, h.day)


def nth_within(n: m.Nth, of: str) -> str:
    """The nth day, week, weekday or fortnight of the month or year `of`."""
    year, month = int(of[:4]), int(of[5:7]) if len(of) == 7 and of[5:7].isdecimal() else None
    first = datetime.date(year, month or 1, 1)
    last = datetime.date(year, month or 12, last_day(year, month or 12))
    if n.weekday is not None:
        day = first + (n.weekday - first.weekday()) % 7 * DAY + 7 * (n.number - 1) * DAY
        if n.number < 0:
            day = last - (last.weekday() - n.weekday) % 7 * DAY
        return day.isoformat()
    if n.unit == "D":
        return (last if n.number < 0 else moved_days(first, n.number - 1)).isoformat()
    if n.unit == "WE":
        saturday = moved_days(first + (5 - first.weekday()) % 7 * DAY, 7 * (n.number - 1))
        saturday = last - (last.weekday() - 5) % 7 * DAY if n.number < 0 else saturday
        return f"{saturday.isoformat()}/{moved_days(saturday, 1).isoformat()}"
    if n.unit == "F" and month:
        start, end = (first, first.replace(day=15)) if n.number == 1 else (first.replace(day=16), last)
        return f"{start.isoformat()}/{end.isoformat()}"
    if n.unit == "M":
        return f"{year:04d}-{n.number if n.number > 0 else 12:02d}"
    if n.unit == "W":
        return week(
            last - 3 * DAY if n.number < 0 else moved_days(first + (3 - first.weekday()) % 7 * DAY, 7 * (n.number - 1))
        )
    raise Unplaced("a part of a whole that has no such parts")
