"""Values as TIMEX3 writes them: durations, times of day, days of years not known."""

from typing import Literal, NamedTuple

from bilan.reading.times import meaning as m

Type = Literal["DATE", "TIME", "DURATION", "SET"]

_DURATIONS = {
    "S": ("PT", "S", 1), "MIN": ("PT", "M", 1), "H": ("PT", "H", 1), "D": ("P", "D", 1),
    "WE": ("P", "WE", 1), "W": ("P", "W", 1),
    "F": ("P", "W", 2), "M": ("P", "M", 1), "Q": ("P", "M", 3), "HY": ("P", "M", 6), "Y": ("P", "Y", 1),
    "DE": ("P", "Y", 10),
    "CE": ("P", "Y", 100),
}  # fmt: skip


def duration(length: m.Length) -> str:
    """TIMEX3: `P2D`, `PT3H`, `P1.5Y`, `PXY`."""
    prefix, letter, times = _DURATIONS[length.unit]
    if length.number is None:
        return f"{prefix}X{letter}"
    return f"{prefix}{_figure(length.number * times)}{letter}"


def _figure(count: float) -> str:
    return str(int(count)) if float(count).is_integer() else f"{count:.10g}"


def clock(time: m.Clock) -> str:
    """`T16`, `T16:40`, `T08:00:31`."""
    hour = time.hour
    if time.half == "pm" and hour < 12:
        hour += 12
    elif time.half == "am" and hour == 12:
        hour = 0
    minute = "" if time.minute is None else f":{time.minute:02d}"
    second = "" if time.second is None else f":{time.second:02d}"
    return f"T{hour:02d}{minute}{second}"


class Placed(NamedTuple):
    """A TIMEX3 type, value and modifier."""

    type: Type
    value: str
    mod: str | None = None


def open_years(first: m.Calendar, last: m.Calendar) -> str:
    """An interval of days or months whose year is not known."""
    ends = (f"XXXX-{c.month:02d}" + (f"-{c.day:02d}" if c.day is not None else "") for c in (first, last))
    return "/".join(ends)
