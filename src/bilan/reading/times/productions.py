"""What each production of a time rule makes of the words it caught. `None` turns the match down."""

from collections.abc import Callable, Mapping
from typing import Any

from bilan.reading.times import meaning as m

Caught = Mapping[str, Any]
"""Label → value of the word or the earlier finding, and the rule's own fixed values."""

Production = Callable[[Caught], m.Meaning | None]
_LONGEST_RUN = 60  # years that "2019-2023" may span
_MONTHS = 12


def year_of(value: Any) -> int | None:
    """A year; two digits are read as 1950 to 2049."""
    if value is None:
        return None
    year = int(value)
    if year < 100:
        year += 1900 if year >= 50 else 2000
    return year


def _calendar(caught: Caught, *, day: str = "day", weekday: str = "weekday") -> m.Calendar:
    month = caught.get("month", caught.get("monthnum"))
    return m.Calendar(year_of(caught.get("year")), month, caught.get(day), caught.get(weekday), caught.get("shift"))


def calendar(caught: Caught) -> m.Meaning | None:
    return _calendar(caught)


def day_shift(caught: Caught) -> m.Meaning | None:
    """"le 15 courant"."""
    if caught["shift"] != "this":
        return None
    return m.Calendar(day=caught["day"], weekday=caught.get("weekday"), shift="this")


def days(caught: Caught) -> m.Meaning | None:
    """"6 et 7 février", "11 au 16 novembre 2022"; days that do not follow one another are no run."""
    last = _calendar(caught, day="last", weekday="weekday2")
    first = m.Calendar(day=caught["first"], weekday=caught.get("weekday"))
    if last.month is not None and caught["first"] >= caught["last"]:
        return None
    return m.Span(first, last)


def several(caught: Caught) -> m.Meaning | None:
    """Three to five days: a run if they follow one another, else each by itself."""
    numbers = [caught[label] for label in ("d1", "d2", "d3", "d4", "last") if label in caught]
    last = _calendar(caught, day="last")
    if numbers != sorted(set(numbers)):
        return None
    if numbers[-1] - numbers[0] == len(numbers) - 1:
        return m.Span(m.Calendar(day=numbers[0]), last)
    return m.Several(tuple(last._replace(day=number) for number in numbers))


def months(caught: Caught) -> m.Meaning | None:
    year, first = year_of(caught.get("year")), year_of(caught.get("year1"))
    return m.Span(m.Calendar(first, caught["first"]), m.Calendar(year, caught["last"], shift=caught.get("shift")))


def month_of_year(caught: Caught) -> m.Meaning | None:
    """"mars de l'année dernière"."""
    return m.Nth(caught["month"], "M", m.Shifted("Y", _STEPS[caught.get("shift", "this")]))


def years(caught: Caught) -> m.Meaning | None:
    first, last = int(caught["first"]), int(caught["last"])
    return m.Years(first, last) if first < last <= first + _LONGEST_RUN else None


def years_short(caught: Caught) -> m.Meaning | None:
    """"2019-20": the second one in two figures."""
    first = int(caught["first"])
    return m.Years(first, first + 1) if caught["last"] == (first + 1) % 100 else None


def year_pair(caught: Caught) -> m.Meaning | None:
    first, last = int(caught["first"]), int(caught["last"])
    return m.Years(first, last) if last == first + 1 else None


_STEPS = {"last": -1, "this": 0, "next": 1}


def weekday_of_week(caught: Caught) -> m.Meaning | None:
    return m.Shifted("W", _STEPS[caught.get("shift", "this")], weekday=caught["weekday"])


def shifted_day(caught: Caught) -> m.Meaning | None:
    return m.Shifted("D", caught["dayref"] if "dayref" in caught else caught["dayrel"])


def beside(caught: Caught) -> m.Meaning | None:
    return m.Shifted("D", caught["dayrel"], base=caught["tday"])


def ref(caught: Caught) -> m.Meaning | None:
    return m.Ref(caught["value"] if "value" in caught else caught["vague"])


_REFS = {"last": "PAST_REF", "this": "PRESENT_REF", "next": "FUTURE_REF"}


def ref_shift(caught: Caught) -> m.Meaning | None:
    return m.Ref(_REFS[caught["shift"]])


def ref_term(caught: Caught) -> m.Meaning | None:
    return m.Ref(caught["term"])


def unit_shift(caught: Caught) -> m.Meaning | None:
    return m.Shifted(caught["unit"], _STEPS[caught["shift"]])


def unit_this(caught: Caught) -> m.Meaning | None:
    return m.Shifted(caught["unit"], 0)


def _count(caught: Caught, *labels: str) -> float | None:
    for label in labels:
        if label in caught:
            return float(caught[label])
    return 1.0


def ago(caught: Caught) -> m.Meaning | None:
    if caught.get("several"):
        return m.Ref(_REFS["next" if caught["sign"] > 0 else "last"])
    count = _count(caught, "count", "num")
    unit = caught.get("unit", caught.get("unit_small"))
    return None if count is None else m.Shifted(unit, caught["sign"] * count, exact=True)


def length(caught: Caught) -> m.Meaning | None:
    unit = next((caught[label] for label in ("unit", "unit_day", "unit_small", "second_sign") if label in caught), None)
    if unit is None:
        return None
    if caught.get("several") or caught.get("many"):
        return m.Length(None, unit)
    return m.Length(_count(caught, "count", "num"), unit, bool(caught.get("vague_number")))


def length_half(caught: Caught) -> m.Meaning | None:
    count = _count(caught, "num")
    return None if count is None else m.Length(count + 0.5, caught.get("unit") or caught["unit_small"])


def length_last(caught: Caught) -> m.Meaning | None:
    return m.Length(_count(caught, "num"), caught.get("unit") or caught["unit_small"], toward=caught["shift"])


def every(caught: Caught) -> m.Meaning | None:
    if "weekday" in caught or "weekdays" in caught:
        return m.Every(1, "W", weekday=caught.get("weekday", caught.get("weekdays")))
    for label in ("unit", "unit_day", "unit_small", "adverb", "set_adjective"):
        if label in caught:
            return m.Every(float(caught.get("count", 1)), caught[label])
    return None


def every_part(caught: Caught) -> m.Meaning | None:
    return m.Every(1, "D", part=caught.get("part_plural", caught.get("part")))


def season(caught: Caught) -> m.Meaning | None:
    return m.Season(caught["season"], year_of(caught.get("year")), caught.get("shift"))


def nth(caught: Caught) -> m.Meaning | None:
    count, unit = int(caught["ord"]), caught["part_unit"]
    if count > {"Q": 4, "HY": 2}[unit]:
        return None
    year = year_of(caught.get("year"))
    return m.Nth(count, unit, m.Calendar(year) if year is not None else None)


def nth_month(caught: Caught) -> m.Meaning | None:
    of = m.Calendar(year_of(caught.get("year")), caught["month"])
    if "weekday" in caught:
        return m.Nth(int(caught["ord"]), "D", of, caught["weekday"])
    unit = caught.get("week_unit", caught.get("unit"))
    return m.Nth(int(caught["ord"]), unit, of) if unit in ("D", "W", "WE", "F") else None


def decade(caught: Caught) -> m.Meaning | None:
    first = int(caught.get("year", caught.get("tens", 0)))
    first = first + 1900 if first < 100 else first
    return m.Years(first, first + 9) if first % 10 == 0 else None


def century(caught: Caught) -> m.Meaning | None:
    count = int(caught.get("ord", caught.get("century", 0)))
    return m.Years((count - 1) * 100, (count - 1) * 100 + 99) if 0 < count < 30 else None


def feast(caught: Caught) -> m.Meaning | None:
    day: m.Holiday = caught["feast"]
    return day._replace(year=year_of(caught.get("year")))


def clock(caught: Caught) -> m.Meaning | None:
    if "noon" in caught:
        hour = int(caught["noon"])
    else:
        hour = int(caught["hour"])
    minute = caught.get("minute2", caught.get("minute"))
    minute = None if minute is None else int(minute)
    if caught.get("less") and minute is not None:
        hour, minute = (hour - 1) % 24, 60 - minute
    second = caught.get("second")
    if hour > 24 or (hour == 24 and minute):
        return None
    return m.Clock(hour, minute, second, caught.get("halfday"), None)


def part(caught: Caught) -> m.Meaning | None:
    return m.Part(caught["part"], caught.get("edge"))


def part_today(caught: Caught) -> m.Meaning | None:
    return m.At(m.Shifted("D", 0), m.Part(caught["part"]))


def part_shift(caught: Caught) -> m.Meaning | None:
    """"la nuit dernière": that of yesterday to today."""
    return m.At(m.Shifted("D", _STEPS[caught["shift"]]), m.Part(caught["part"]))


def edged(caught: Caught) -> m.Meaning | None:
    of = next(caught[k] for k in ("tmonth", "tyear", "tseason", "tquarter", "tweek") if k in caught)
    return m.Edged(caught["edge"], of)


def edged_unit(caught: Caught) -> m.Meaning | None:
    if caught["unit"] in ("D", "CE"):
        return None
    return m.Edged(caught["edge"], m.Shifted(caught["unit"], 0))


def span(caught: Caught) -> m.Meaning | None:
    return m.Span(caught["first"], caught["last"])


def at(caught: Caught) -> m.Meaning | None:
    time = caught.get("tclock", caught.get("tpart"))
    if time is None and "part" in caught:
        time = caught["part"] if isinstance(caught["part"], m.Part) else m.Part(caught["part"])
    return None if time is None else m.At(caught["tday"], time)


def shifted_today(_: Caught) -> m.Meaning | None:
    return m.Shifted("D", 0)


def now(_: Caught) -> m.Meaning | None:
    return m.Shifted("S", 0, exact=True)


def weekday_in(caught: Caught) -> m.Meaning | None:
    """"lundi en huit": a week, or two, after the coming one."""
    days_more = {8: 7, 15: 14}.get(caught["day"])
    return None if days_more is None else m.Shifted("D", days_more, base=m.Calendar(weekday=caught["weekday"], shift="this"))


def weekday_following(caught: Caught) -> m.Meaning | None:
    return m.Shifted("W", 1, weekday=caught["weekday"])


def later(caught: Caught) -> m.Meaning | None:
    return m.Shifted(caught["unit"], _count(caught, "count") or 1)


def part_phrase(caught: Caught) -> m.Meaning | None:
    return m.Part(caught["part_phrase"])


def part_day(caught: Caught) -> m.Meaning | None:
    return m.Part("DT", caught["edge"])


def hours(caught: Caught) -> m.Meaning | None:
    half = caught.get("halfday")
    first = int(caught["first"])
    return m.Span(m.Clock(first, half=half if first <= caught["last"] else None), m.Clock(int(caught["last"]), half=half))


_HALVES = {"MO": "am", "AF": "pm", "EV": "pm"}


def clock_part(caught: Caught) -> m.Meaning | None:
    """"à 5 heures de l'après-midi", "le matin à 9 heures"."""
    part = caught.get("tpart", caught.get("part"))
    code = part.code if isinstance(part, m.Part) else part
    time: m.Clock = caught["tclock"]
    return time._replace(half=time.half or _HALVES.get(code or ""))


def every_clock(caught: Caught) -> m.Meaning | None:
    every: m.Every = caught["tset"]
    return every._replace(clock=caught["tclock"])


def nth_next(caught: Caught) -> m.Meaning | None:
    return m.Nth(int(caught["ord"]), "D", m.Shifted("M", _STEPS[caught["shift"]]), caught["weekday"])


def nth_last(caught: Caught) -> m.Meaning | None:
    """"la dernière semaine de septembre"."""
    of = m.Calendar(year_of(caught.get("year")), caught["month"])
    unit = caught.get("week_unit", caught.get("unit"))
    if caught["shift"] != "last" or (unit not in ("D", "W", "WE") and "weekday" not in caught):
        return None
    return m.Nth(-1, unit or "D", of, caught.get("weekday"))


def week_of(caught: Caught) -> m.Meaning | None:
    return m.Shifted("W", 0, base=caught["tday"])


def at_open(caught: Caught) -> m.Meaning | None:
    return m.Open("after" if "side_after" in caught else "before", m.At(caught["tday"], caught["tclock"]))


def at_up_to(caught: Caught) -> m.Meaning | None:
    return m.At(caught["tday"], m.Span(m.Clock(0), caught["tclock"]))


def at_span(caught: Caught) -> m.Meaning | None:
    span: m.Span = caught["tspan"]
    return m.At(caught["tday"], span) if isinstance(span.first, m.Clock) and isinstance(span.last, m.Clock) else None


def clock_at(caught: Caught) -> m.Meaning | None:
    """"à 3 heures" on what already has a part of the day: "cet après-midi"."""
    day: m.At = caught["tat"]
    time: m.Clock = caught["tclock"]
    if not isinstance(day.time, m.Part):
        return None
    return m.At(day.day, time._replace(half=time.half or _HALVES.get(day.time.code)))


def open_(caught: Caught) -> m.Meaning | None:
    return m.Open(caught["side"], next(caught[k] for k in ("tday", "tclock", "tat", "tmonth", "tyear") if k in caught))


PRODUCTIONS: Mapping[str, Production] = {
    f.__name__: f
    for f in (
        calendar, day_shift, days, several, months, month_of_year, years, years_short, year_pair, weekday_of_week, shifted_day, beside,
        ref, ref_shift, ref_term, unit_shift, unit_this, ago, length, length_half, length_last, every, every_part, season,
        nth, nth_month, decade, century, feast, clock, part, part_today, part_shift, edged, edged_unit, span, at,
        shifted_today, now, weekday_in, weekday_following, later, part_phrase, part_day, hours, nth_next, nth_last, week_of,
        at_open, at_up_to, at_span, clock_at, clock_part, every_clock,
    )
} | {"open": open_, "span2": span, "seconds": length}  # fmt: skip
