"""What each production of a time rule makes of the words it caught. `None` turns the match down."""

from collections.abc import Callable, Mapping
from typing import Final

from bilan.reading.times import dialogue
from bilan.reading.times import meaning as m
from bilan.reading.times.caught import STEPS, Caught, number_in, year_of

Production = Callable[[Caught], m.Meaning | None]
_LONGEST_RUN = 60  # years that "2019-2023" may span


def _calendar(caught: Caught, *, day: str = "day", weekday: str = "weekday") -> m.Calendar:
    month = caught.get("month", caught.get("monthnum"))
    return m.Calendar(year_of(caught.get("year")), month, caught.get(day), caught.get(weekday), caught.get("shift"))


def calendar(caught: Caught) -> m.Meaning | None:
    return _calendar(caught)


def day_shift(caught: Caught) -> m.Meaning | None:
    """A day of this month: "le 15 courant"."""
    if caught["shift"] != "this":
        return None
    return m.Calendar(day=caught["day"], weekday=caught.get("weekday"), shift="this")


def days(caught: Caught) -> m.Meaning | None:
    """A run of days: "6 et 7 février", "11 au 16 novembre 2022"."""
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
    """A month of this year or of one beside it: "mars de l'année dernière"."""
    return m.Nth(caught["month"], "M", m.Shifted("Y", STEPS[caught.get("shift", "this")]))


def years(caught: Caught) -> m.Meaning | None:
    first, last = int(caught["first"]), int(caught["last"])
    return m.Years(first, last) if first < last <= first + _LONGEST_RUN else None


def years_short(caught: Caught) -> m.Meaning | None:
    """Two years, the second one in two figures: "2019-20"."""
    first = int(caught["first"])
    return m.Years(first, first + 1) if caught["last"] == (first + 1) % 100 else None


def year_pair(caught: Caught) -> m.Meaning | None:
    first, last = int(caught["first"]), int(caught["last"])
    return m.Years(first, last) if last == first + 1 else None


def weekday_of_week(caught: Caught) -> m.Meaning | None:
    return m.Shifted("W", STEPS[caught.get("shift", "this")], weekday=caught["weekday"])


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
    return m.Shifted(caught["unit"], STEPS[caught["shift"]])


def unit_this(caught: Caught) -> m.Meaning | None:
    return m.Shifted(caught["unit"], 0)


def ago(caught: Caught) -> m.Meaning | None:
    if caught.get("several"):
        return m.Ref(_REFS["next" if caught["sign"] > 0 else "last"])
    count = number_in(caught, "count", "num")
    unit = caught.get("unit", caught.get("unit_small"))
    return None if count is None else m.Shifted(unit, caught["sign"] * count, exact=True)


def length(caught: Caught) -> m.Meaning | None:
    unit = next((caught[label] for label in ("unit", "unit_day", "unit_small", "second_sign") if label in caught), None)
    if unit is None:
        return None
    if caught.get("several") or caught.get("many"):
        return m.Length(None, unit)
    return m.Length(number_in(caught, "count", "num"), unit, bool(caught.get("vague_number")))


def length_half(caught: Caught) -> m.Meaning | None:
    count = number_in(caught, "num")
    return None if count is None else m.Length(count + 0.5, caught.get("unit") or caught["unit_small"])


def length_last(caught: Caught) -> m.Meaning | None:
    return m.Length(number_in(caught, "num"), caught.get("unit") or caught["unit_small"], toward=caught["shift"])


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
    hour = int(caught["noon"] if "noon" in caught else caught["hour"])
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
    """The night from yesterday to today, "la nuit dernière", and its like."""
    return m.At(m.Shifted("D", STEPS[caught["shift"]]), m.Part(caught["part"]))


def edged(caught: Caught) -> m.Meaning | None:
    of = next(caught[k] for k in ("tmonth", "tyear", "tyears", "tseason", "tquarter", "tweek") if k in caught)
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


PRODUCTIONS: Final[Mapping[str, Production]] = {
    f.__name__.rstrip("_"): f
    for f in (
        calendar,
        day_shift,
        days,
        several,
        months,
        month_of_year,
        years,
        years_short,
        year_pair,
        weekday_of_week,
        shifted_day,
        beside,
        ref,
        ref_shift,
        ref_term,
        unit_shift,
        unit_this,
        ago,
        length,
        length_half,
        length_last,
        every,
        every_part,
        season,
        nth,
        nth_month,
        decade,
        century,
        feast,
        clock,
        part,
        part_today,
        part_shift,
        edged,
        edged_unit,
        span,
        at,
        dialogue.shifted_today,
        dialogue.now,
        dialogue.weekday_in,
        dialogue.weekday_following,
        dialogue.later,
        dialogue.part_phrase,
        dialogue.part_day,
        dialogue.hours,
        dialogue.clock_part,
        dialogue.every_clock,
        dialogue.nth_next,
        dialogue.nth_last,
        dialogue.week_of,
        dialogue.at_open,
        dialogue.at_up_to,
        dialogue.at_span,
        dialogue.clock_at,
        dialogue.open_,
    )
}
