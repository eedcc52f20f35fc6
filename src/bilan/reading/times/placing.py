"""Places what a time expression means in the calendar, as the press means it.

Values are TIMEX3's, at the words' own precision. "mardi" is the latest one, unless a future tense or the words say
otherwise; a day without a year is the nearest that fits; a weekday that contradicts its date is a gap.
"""

import datetime

from bilan.reading.times import meaning as m
from bilan.reading.times.anchor import Anchor
from bilan.reading.times.arithmetic import (
    DAY,
    Unplaced,
    as_day,
    checked,
    holiday_in,
    in_range,
    maybe,
    moved,
    moved_days,
    nth_within,
)
from bilan.reading.times.reference import monday_of, month_shift, week
from bilan.reading.times.writing import Placed, clock, duration, open_years

_NEAR = 3  # days back that "ce lundi" can be, where no tense decides
_MONTHS_IN = {"Q": 3, "HY": 6}


class Placer(Anchor):
    """Places meanings against one publication day; `tense` is asked only where it decides."""

    # -- entry -------------------------------------------------------------------------------------------------------

    def place(self, meaning: m.Meaning) -> Placed:
        """The TIMEX3 value. Raises Unplaced."""
        match meaning:
            case m.Ref():
                return Placed("DATE", meaning.value)
            case m.Length():
                return Placed("DURATION", duration(meaning), "APPROX" if meaning.approximate else None)
            case m.Every():
                return Placed("SET", self._every(meaning))
            case m.Clock():
                return Placed("TIME", clock(meaning))
            case m.Part():
                return Placed("TIME", f"T{meaning.code}", meaning.edge)
            case m.At():
                return self._at(meaning)
            case m.Edged():
                placed = self.place(meaning.of)
                return Placed(placed.type, placed.value, meaning.edge)
            case m.Span():
                return self._span(meaning)
            case m.Open():
                return self._open(meaning)
            case _:
                return Placed("DATE", self.date(meaning))

    def date(self, meaning: m.Meaning) -> str:
        """The value of a day, week, month, year or longer. Raises Unplaced."""
        match meaning:
            case m.Calendar():
                return self._calendar(meaning)
            case m.Shifted():
                return self._shifted(meaning)
            case m.Season():
                return self._season(meaning)
            case m.Nth():
                return self._nth(meaning)
            case m.Years():
                return (
                    f"{meaning.first:04d}/{meaning.last:04d}"
                    if meaning.last > meaning.first
                    else f"{meaning.first:04d}"
                )
            case m.Holiday():
                return self._holiday(meaning).isoformat()
            case m.Edged():
                return self.date(meaning.of)
            case _:
                return self.place(meaning).value

    # -- days, months, years -----------------------------------------------------------------------------------------

    def _calendar(self, c: m.Calendar) -> str:
        if c.day is None and c.month is None and c.year is None:
            return self.weekday(c).isoformat()
        if c.month is None and c.day is None:
            return f"{c.year:04d}"
        if c.day is None:
            return self._month(c)
        if c.month is None:
            return self._day_of_month(c).isoformat()
        if c.year is None:
            return self._day_without_year(c).isoformat()
        return checked(c.year, c.month, c.day, None if self.forward else c.weekday).isoformat()

    def weekday(self, c: m.Calendar) -> datetime.date:
        """A day of the week around the publication day."""
        assert c.weekday is not None
        today = self.today()
        back = (today.weekday() - c.weekday) % 7
        before, after = today - back * DAY, today + (7 - back) % 7 * DAY
        if c.shift == "last":
            return before if back else before - 7 * DAY
        if c.shift == "next":
            return after if back else after + 7 * DAY
        if self.forward and c.shift is None:
            return after if back else after + 7 * DAY
        if back == 0:
            return today
        tense = self.tense()
        if c.shift == "this" and tense is None:
            return before if back <= _NEAR else after
        return after if tense == "future" else before

    def _month(self, c: m.Calendar) -> str:
        if c.year is not None:
            return f"{c.year:04d}-{c.month:02d}"
        try:
            year, month = self.this_month()
        except Unplaced as gap:
            raise Unplaced(gap.reason, f"XXXX-{c.month:02d}") from None
        assert c.month is not None
        ahead = (c.month - month) % 12
        if c.shift == "last" and ahead == 0:
            ahead = 12
        if c.shift == "last" or (c.shift is None and self.looks_back(ahead, 12 - ahead)):
            year, month = month_shift(year, month, ahead - 12 if ahead else 0)
        elif c.shift == "this":
            month = c.month
        else:
            year, month = month_shift(year, month, ahead if ahead or c.shift is None else 12)
        return f"{year:04d}-{month:02d}"

    def _day_without_year(self, c: m.Calendar) -> datetime.date:
        assert c.month is not None and c.day is not None
        if self.reference is None:
            raise Unplaced("a day without a year, and no publication day", f"XXXX-{c.month:02d}-{c.day:02d}")
        today = self.reference.day or datetime.date(
            self.reference.year, self.reference.month or 7, 15 if self.reference.month else 1
        )
        days = [d for year in range(today.year - 8, today.year + 9) if (d := maybe(year, c.month, c.day)) is not None]
        if not days:
            raise Unplaced(f"no month has such a day ({c.day}/{c.month})")
        near = [d for d in days if abs((d - today).days) < 400] or days
        if c.weekday is not None:
            fitting = [d for d in near if d.weekday() == c.weekday]
            near = near if self.forward and not fitting else fitting
            if not near:
                raise Unplaced("the weekday contradicts the date")
        return self.choose(near, today, c.shift)

    def _day_of_month(self, c: m.Calendar) -> datetime.date:
        """A day of the nearest month that fits: "mercredi 13", "le 16"."""
        assert c.day is not None
        year, month = self.this_month()
        today = self.today()
        days = []
        for count in range(-12, 13):
            day = maybe(*month_shift(year, month, count), c.day)
            if day is not None and (c.weekday is None or day.weekday() == c.weekday):
                days.append(day)
        if not days:
            raise Unplaced("no month near has that weekday on that day")
        return self.choose(days, today, c.shift)

    # -- shifted -----------------------------------------------------------------------------------------------------

    def _shifted(self, s: m.Shifted) -> str:
        if s.weekday is not None:
            return (monday_of(self.today() + 7 * int(s.number) * DAY) + s.weekday * DAY).isoformat()
        whole = int(s.number)
        if s.base is not None:
            return self._from_base(s)
        match s.unit:
            case "D":
                return moved_days(self.today(), whole).isoformat()
            case "S" | "MIN" | "H":
                return self._hours(s)
            case "W" | "F":
                return week(moved_days(self.today(), whole * (14 if s.unit == "F" else 7)))
            case "WE":
                saturday = moved_days(monday_of(self.today()), 7 * whole + 5)
                return f"{saturday.isoformat()}/{moved_days(saturday, 1).isoformat()}"
            case "M":
                year, month = self.this_month()
                return "{:04d}-{:02d}".format(*in_range(*month_shift(year, month, whole)))
            case "Q" | "HY":
                return self._part_of_year(s.unit, whole)
            case _:
                return self._long(s.unit, whole)

    def _long(self, unit: str, count: int) -> str:
        size = {"Y": 1, "DE": 10, "CE": 100}[unit]
        first = (self.this_year() // size + count) * size if size > 1 else self.this_year() + count
        in_range(first, 1)
        return f"{first:04d}" if size == 1 else f"{first:04d}/{first + size - 1:04d}"

    def _hours(self, s: m.Shifted) -> str:
        """A moment some hours away: its day, as the page's own hour is not known."""
        hours = s.number * {"S": 1 / 3600, "MIN": 1 / 60, "H": 1}[s.unit]
        if abs(hours) % 24 == 0:
            return moved_days(self.today(), int(hours / 24)).isoformat()
        if abs(hours) < 24:
            return self.today().isoformat()
        raise Unplaced("hours from a moment that is not known")

    def _from_base(self, s: m.Shifted) -> str:
        assert s.base is not None
        base = as_day(self.date(s.base))
        if base is None:
            raise Unplaced("counted from what is no day")
        if s.unit == "W" and not s.number:
            return week(base)
        return moved(base, s.unit, int(s.number)).isoformat()

    def _part_of_year(self, unit: str, count: int) -> str:
        year, month = self.this_month()
        size = _MONTHS_IN[unit]
        year, month = month_shift(year, month, count * size)
        letter = "Q" if unit == "Q" else "H"
        return f"{year:04d}-{letter}{(month - 1) // size + 1}"

    # -- seasons, quarters, feasts -----------------------------------------------------------------------------------

    def _season(self, s: m.Season) -> str:
        if s.year is not None:
            return f"{s.year:04d}-{s.code}"
        middle = {"SP": 4, "SU": 7, "FA": 10, "WI": 1}[s.code]
        try:
            year, month = self.this_month()
        except Unplaced as gap:
            raise Unplaced(gap.reason, f"XXXX-{s.code}") from None
        ahead = (middle - month) % 12
        if s.shift == "last" or (s.shift is None and self.looks_back(ahead, 12 - ahead)):
            ahead -= 12
        if s.shift == "this" and ahead > 7:
            ahead -= 12
        placed, month_there = month_shift(year, month, ahead)
        return f"{placed - 1 if s.code == 'WI' and month_there <= 2 else placed:04d}-{s.code}"

    def _nth(self, n: m.Nth) -> str:
        if n.of is None and n.unit in ("Q", "HY"):
            return f"{self._year_of_part(n):04d}-{'Q' if n.unit == 'Q' else 'H'}{n.number}"
        of = (
            self.date(n.of)
            if n.of is not None
            else (f"{self.this_year():04d}" if n.unit != "D" else self._this_month_text())
        )
        if n.unit in ("Q", "HY") and len(of) == 4:
            size = 12 // _MONTHS_IN[n.unit]
            return f"{of}-{'Q' if n.unit == 'Q' else 'H'}{n.number if n.number > 0 else size + 1 + n.number}"
        return nth_within(n, of)

    def _this_month_text(self) -> str:
        return "{:04d}-{:02d}".format(*self.this_month())

    def _year_of_part(self, n: m.Nth) -> int:
        """The year of a quarter named without it: the nearest, by the tense."""
        year, month = self.this_month()
        size = _MONTHS_IN[n.unit]
        current = (month - 1) // size + 1
        ahead = (n.number - current) % (12 // size)
        back = 12 // size - ahead
        if ahead and (self.looks_back(ahead, back)):
            return year if n.number < current else year - 1
        return year if n.number >= current else year + 1

    def _holiday(self, h: m.Holiday) -> datetime.date:
        if h.year is not None:
            return holiday_in(h, h.year)
        if self.reference is None:
            raise Unplaced(
                "a feast without a year, and no publication day",
                None if h.easter is not None else f"XXXX-{h.month:02d}-{h.day:02d}",
            )
        today = self.today()
        return self.choose([holiday_in(h, today.year + n) for n in (-1, 0, 1)], today, None)

    # -- time of day -------------------------------------------------------------------------------------------------

    def _at(self, at: m.At) -> Placed:
        day = self.date(at.day)
        match at.time:
            case m.Clock():
                return Placed("TIME", f"{day}{clock(at.time)}")
            case m.Part():
                return Placed("TIME", f"{day}T{at.time.code}", at.time.edge)
            case m.Span(first=m.Clock() as first, last=m.Clock() as last):
                return Placed("TIME", f"{day}{clock(first)}/{day}{clock(last)}")
            case _:
                raise Unplaced("a day with no time of day")

    def _every(self, e: m.Every) -> str:
        if e.weekday is not None:
            return f"XXXX-WXX-{e.weekday + 1}" + (clock(e.clock) if e.clock else "") + (f"T{e.part}" if e.part else "")
        if e.part is not None:
            return f"XXXX-XX-XXT{e.part}"
        if e.clock is not None and e.unit == "D":
            return clock(e.clock)
        return duration(m.Length(e.number, e.unit))

    # -- intervals ---------------------------------------------------------------------------------------------------

    def _span(self, span: m.Span) -> Placed:
        if isinstance(span.first, m.Clock) and isinstance(span.last, m.Clock):
            return Placed("TIME", f"{clock(span.first)}/{clock(span.last)}")
        first, last = self._completed(span)
        a, b = self.place(first), self.place(last)
        start, end = a.value.split("/")[0], b.value.split("/")[-1]
        if start.endswith("_REF") or end.endswith("_REF"):
            raise Unplaced("an interval with a vague end")
        if len(start) == len(end) and start[:1].isdigit() and start > end:
            raise Unplaced("an interval that ends before it starts", f"{start}/{end}" if "X" in start else None)
        return Placed(a.type, start if start == end else f"{start}/{end}")

    def _completed(self, span: m.Span) -> tuple[m.Meaning, m.Meaning]:
        """Both ends with what only one of them names: "du 28 juin au 2 juillet 2024"."""
        first, last = span.first, span.last
        if not (isinstance(first, m.Calendar) and isinstance(last, m.Calendar)):
            return first, last
        if last.year is None and first.year is not None and last.month is not None:
            wraps = first.month is not None and last.month < first.month
            last = last._replace(year=first.year + wraps)
        if first.day is not None and first.month is None and last.month is not None:
            first = first._replace(month=last.month)
        if first.year is None and first.month is not None and last.month is not None:
            first, last = self._year_from_last(first, last)
        return first, last

    def _year_from_last(self, first: m.Calendar, last: m.Calendar) -> tuple[m.Calendar, m.Calendar]:
        assert first.month is not None and last.month is not None
        year = last.year
        if year is None:
            try:
                value = self._calendar(last)
            except Unplaced as gap:
                raise Unplaced(gap.reason, open_years(first, last) if gap.value else None) from None
            year = int(value[:4])
            last = last._replace(year=year, shift=None)
        wraps = (first.month, first.day or 0) > (last.month, last.day or 99)
        return first._replace(year=year - wraps, shift=None), last

    def _open(self, o: m.Open) -> Placed:
        placed = self.place(o.of)
        return Placed(placed.type, placed.value, "AFTER" if o.side == "after" else "BEFORE")
