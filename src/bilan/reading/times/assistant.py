"""Places meanings as an assistant does: from the moment of the dialogue, with hours for the parts of a day.

The conventions are those of Duckling (its French corpus): intervals end before the second bound, "mardi" is the next
one, a bare clock time is today's, "fin mars" its last third. `open_clock` leaves clock times without a day open, as
TIMEX3 does.
"""

import datetime
from collections.abc import Mapping

from bilan.knowledge.times import DayPart
from bilan.reading.times import meaning as m
from bilan.reading.times.anchor import Tense
from bilan.reading.times.arithmetic import DAY, Unplaced, moved
from bilan.reading.times.placing import Placer
from bilan.reading.times.reference import Reference, last_day, monday_of, month_shift, week
from bilan.reading.times.writing import Placed, clock

_DECADE = 10
_STEP = {"S": datetime.timedelta(seconds=1), "MIN": datetime.timedelta(minutes=1), "H": datetime.timedelta(hours=1)}
_GRAIN = {"S": "%Y-%m-%dT%H:%M:%S", "MIN": "%Y-%m-%dT%H:%M:%S", "H": "%Y-%m-%dT%H:%M", "D": "%Y-%m-%dT%H"}
_HOUR_GRAIN = {"S": "%Y-%m-%dT%H:%M:%S", "MIN": "%Y-%m-%dT%H:%M", "H": "%Y-%m-%dT%H"}
_SEASONS = {"SP": ((3, 20), (6, 21)), "SU": ((6, 21), (9, 23)), "FA": ((9, 23), (12, 21)), "WI": ((12, 21), (3, 20))}


class AssistantPlacer(Placer):
    """As `Placer`, for dialogue."""

    def __init__(self, reference: Reference | None, parts: Mapping[str, DayPart], *, open_clock: bool) -> None:
        super().__init__(reference, _future, forward=True)
        self._parts = parts
        self._open_clock = open_clock

    def now(self) -> datetime.datetime:
        if self.reference is None or self.reference.moment is None:
            raise Unplaced("the moment of the dialogue is not known")
        return self.reference.moment

    def place(self, meaning: m.Meaning) -> Placed:
        match meaning:
            case m.Clock() if not self._open_clock:
                return Placed("TIME", self._next(meaning))
            case m.Part() if not self._open_clock:
                return Placed("TIME", self._part(self.today(), meaning))
            case m.Shifted(exact=True):
                return self._exact(meaning)
            case m.Shifted(unit="WE"):
                return Placed("TIME", self._weekend(monday_of(self.today()) + 7 * int(meaning.number) * DAY))
            case m.Edged():
                return Placed("DATE", self._edge(meaning))
            case m.Years() if self._open_clock and meaning.last - meaning.first == _DECADE - 1:
                return Placed("DATE", f"{meaning.first:04d}-01-01/{meaning.last:04d}-12-31")
            case m.Length() if meaning.toward is not None and meaning.number is not None:
                return self._run(meaning.unit, int(meaning.number), 1 if meaning.toward == "next" else -1)
            case _:
                return super().place(meaning)

    # -- moments -----------------------------------------------------------------------------------------------------

    def _exact(self, s: m.Shifted) -> Placed:
        count = int(s.number)
        if s.unit in _STEP:
            grain = "S" if self._open_clock else s.unit
            return Placed("TIME", (self.now() + count * _STEP[s.unit]).strftime(_GRAIN[grain]))
        day = moved(self.today(), s.unit, count)
        if s.unit == "D" and not self._open_clock:
            return Placed("TIME", datetime.datetime.combine(day, self.now().time()).strftime(_GRAIN["D"]))
        return Placed(
            "DATE", f"{day:%Y-%m}" if s.unit in ("Y", "DE", "CE") and not self._open_clock else day.isoformat()
        )

    def _next(self, time: m.Clock) -> str:
        """The next such time of day."""
        value = clock(time)
        hour, minute = int(value[1:3]), int(value[4:6] or 0)
        now = self.now()
        day = self.today()
        if hour == 24 or (hour, minute) < (now.hour, now.minute):
            day, value = day + DAY, "T00" + value[3:] if hour == 24 else value
        return f"{day.isoformat()}{value}"

    def _part(self, day: datetime.date, part: m.Part) -> str:
        hours = self._parts.get(part.code)
        if hours is None:
            return f"{day.isoformat()}T{part.code}"
        span = {"START": hours.begin, "MID": hours.middle, "END": hours.close}.get(
            part.edge or "", (hours.start, hours.end)
        )
        return f"{_hour(day, span[0])}/{_hour(day, span[1])}"

    def _at(self, at: m.At) -> Placed:
        day = self.date(at.day)
        match at.time:
            case m.Part() if (
                len(day) == 10 and self._open_clock and at.time.edge is None and at.time.code in _CLOCK_PARTS
            ):
                start, end = _CLOCK_PARTS[at.time.code]
                return Placed("TIME", f"{day}T{start}/{day}T{end}")
            case m.Part() if len(day) == 10:
                return Placed("TIME", self._part(datetime.date.fromisoformat(day), at.time))
            case m.Span(first=m.Clock() as first, last=m.Clock() as last) if not self._open_clock:
                return Placed("TIME", self._clock_hours(datetime.date.fromisoformat(day), first, last))
            case m.Span(first=m.Clock() as first, last=m.Clock() as last):
                return Placed("TIME", f"{day}{_minutes(first)}/{day}{_minutes(last)}")
            case _:
                return super()._at(at)

    def _span(self, span: m.Span) -> Placed:
        if isinstance(span.first, m.Clock) and isinstance(span.last, m.Clock):
            if self._open_clock:
                return Placed("TIME", _timex_span(span.first, span.last))
            return Placed("TIME", self._clock_hours(self.today(), span.first, span.last))
        return super()._span(span)

    def _clock_hours(self, day: datetime.date, first: m.Clock, last: m.Clock) -> str:
        """From a time to a time, the last hour or minute in; an earlier second one is in the afternoon."""
        start = datetime.datetime.combine(day, datetime.time(first.hour % 24, first.minute or 0))
        end = datetime.datetime.combine(day, datetime.time(last.hour % 24, last.minute or 0))
        if end < start:
            end += 12 * _STEP["H"]
        grain = "H" if first.minute is None and last.minute is None else "MIN"
        return f"{start.strftime(_HOUR_GRAIN[grain])}/{(end + _STEP[grain]).strftime(_HOUR_GRAIN[grain])}"

    def _open(self, o: m.Open) -> Placed:
        if isinstance(o.of, m.Clock) and self._open_clock:
            return self.place(o.of)
        placed = self.place(o.of)
        start = placed.value.split("/")[0]
        if self._open_clock and isinstance(o.of, m.At) and isinstance(o.of.time, m.Clock):
            start = f"{start.partition('T')[0]}{_minutes(o.of.time)}"
        if placed.type == "DATE" and len(start) < 10 and self._open_clock:
            start = f"{start}-01" if len(start) == 7 else f"{start}-01-01"
        return Placed(placed.type, f"{start}/.." if o.side == "after" else f"../{start}")

    # -- days --------------------------------------------------------------------------------------------------------

    def _weekend(self, monday: datetime.date) -> str:
        return f"{_hour(monday + 4 * DAY, 18)}/{_hour(monday + 7 * DAY, 0)}"

    def _nth(self, n: m.Nth) -> str:
        if n.of is None or n.unit not in ("W", "WE", "F"):
            return super()._nth(n)
        of = self.date(n.of)
        year, month = int(of[:4]), int(of[5:7]) if len(of) == 7 else (12 if n.number < 0 else 1)
        first, last = datetime.date(year, month, 1), datetime.date(year, month, last_day(year, month))
        if n.unit == "F":
            half = (first, first.replace(day=14)) if n.number == 1 else (first.replace(day=15), last)
            return f"{half[0].isoformat()}/{half[1].isoformat()}"
        if n.unit == "WE":
            friday = first + (4 - first.weekday()) % 7 * DAY + 7 * (n.number - 1) * DAY
            if n.number < 0:
                friday = last - (last.weekday() - 4) % 7 * DAY
            return self._weekend(monday_of(friday))
        if n.number < 0:
            return week(last - 6 * DAY) if last.weekday() != 6 else week(last)
        return week(first + (-first.weekday()) % 7 * DAY + 7 * (n.number - 1) * DAY)

    def _season(self, s: m.Season) -> str:
        if self._open_clock or s.shift not in (None, "this"):
            return super()._season(s)
        (from_month, from_day), (to_month, to_day) = _SEASONS[s.code]
        year = s.year or self.this_year()
        if s.year is None and s.code == "WI" and self.this_month()[1] <= to_month:
            year -= 1
        end = datetime.date(year + (to_month < from_month), to_month, to_day)
        return f"{datetime.date(year, from_month, from_day).isoformat()}/{end.isoformat()}"

    def _run(self, unit: str, count: int, sign: int) -> Placed:
        """Whole units, this one left out: "les 3 prochaines semaines"."""
        if unit in _STEP:
            now = self.now().replace(microsecond=0)
            now = now.replace(second=0 if unit != "S" else now.second, minute=0 if unit == "H" else now.minute)
            start = now + _STEP[unit] if sign > 0 else now - count * _STEP[unit]
            return Placed(
                "TIME",
                f"{start.strftime(_HOUR_GRAIN[unit])}/{(start + count * _STEP[unit]).strftime(_HOUR_GRAIN[unit])}",
            )
        if unit in ("D", "W", "F"):
            size = {"D": 1, "W": 7, "F": 14}[unit]
            base = self.today() if unit == "D" else monday_of(self.today())
            first = base + size * DAY if sign > 0 else base - size * count * DAY
            return Placed("DATE", f"{first.isoformat()}/{(first + (size * count - 1) * DAY).isoformat()}")
        if unit in ("M", "Q", "HY"):
            size = {"M": 1, "Q": 3, "HY": 6}[unit]
            from_, to = (1, count * size) if sign > 0 else (-count * size, -1)
            values = ["{:04d}-{:02d}".format(*month_shift(*self.this_month(), n)) for n in (from_, to)]
            return Placed("DATE", "/".join(values))
        size = {"Y": 1, "DE": 10, "CE": 100}[unit] * count
        year = self.this_year()
        return Placed("DATE", f"{year + 1:04d}/{year + size:04d}" if sign > 0 else f"{year - size:04d}/{year - 1:04d}")

    def _edge(self, e: m.Edged) -> str:
        """The beginning, middle or end as days or months."""
        value = self.date(e.of)
        if len(value) == 8 and value[5] == "W":
            monday = datetime.date.fromisocalendar(int(value[:4]), int(value[6:]), 1)
            first, last = {"START": (0, 1), "MID": (2, 3), "END": (3, 6)}[e.edge]
            return f"{(monday + first * DAY).isoformat()}/{(monday + last * DAY).isoformat()}"
        if len(value) == 7 and value[5:].isdecimal():
            return self._edge_of_month(value, e)
        if len(value) == 4:
            first, last = {"START": (1, 2), "MID": (6, 7), "END": (11, 12)}[e.edge]
            return f"{value}-{first:02d}/{value}-{last:02d}"
        return value

    def _edge_of_month(self, value: str, e: m.Edged) -> str:
        relative = isinstance(e.of, m.Shifted)
        year, month = int(value[:4]), int(value[5:])
        start_end = 10 if relative else 5
        if relative and e.edge == "START" and self.today().day > start_end:
            year, month = month_shift(year, month, 1)
        first, last = {"START": (1, start_end), "MID": (10, 19), "END": (21, last_day(year, month))}[e.edge]
        return f"{year:04d}-{month:02d}-{first:02d}/{year:04d}-{month:02d}-{last:02d}"


# hours of the parts of a day where clock times stay open; those of Recognizers-Text
_CLOCK_PARTS = {"MO": ("08:00", "12:00"), "AF": ("12:00", "16:00"), "EV": ("20:00", "23:59"), "NI": ("20:00", "23:59")}


def _future() -> Tense:
    return "future"


def _hour(day: datetime.date, hour: int) -> str:
    if hour == 24:
        day, hour = day + DAY, 0
    return f"{day.isoformat()}T{hour:02d}"


def _minutes(time: m.Clock) -> str:
    return clock(time if time.minute is not None else time._replace(minute=0))


def _timex_span(first: m.Clock, last: m.Clock) -> str:
    """TIMEX3's triple: `(T14,T16,PT2H)`."""
    if last.half == "pm" and first.half is None and first.hour < last.hour <= 12:
        first = first._replace(half="pm")
    if last.half == "am" and first.half is None:
        first = first._replace(half="am")
    a, b = clock(first), clock(last)
    length = (int(b[1:3]) * 60 + int(b[4:6] or 0)) - (int(a[1:3]) * 60 + int(a[4:6] or 0))
    if length < 0:
        length += 24 * 60
    hours, minutes = divmod(length, 60)
    return f"({a},{b},PT{f'{hours}H' if hours else ''}{f'{minutes}M' if minutes else ''})"
