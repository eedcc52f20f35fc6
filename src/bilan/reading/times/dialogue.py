"""Productions of rules that only dialogue has, or that join a day and a time of day."""

from bilan.reading.times import meaning as m
from bilan.reading.times.caught import STEPS, Caught, number_in, year_of


def shifted_today(_: Caught) -> m.Meaning | None:
    return m.Shifted("D", 0)


def now(_: Caught) -> m.Meaning | None:
    return m.Shifted("S", 0, exact=True)


def weekday_in(caught: Caught) -> m.Meaning | None:
    """A week, or two, after the coming one: "lundi en huit"."""
    days_more = {8: 7, 15: 14}.get(caught["day"])
    return (
        None
        if days_more is None
        else m.Shifted("D", days_more, base=m.Calendar(weekday=caught["weekday"], shift="this"))
    )


def weekday_following(caught: Caught) -> m.Meaning | None:
    return m.Shifted("W", 1, weekday=caught["weekday"])


def later(caught: Caught) -> m.Meaning | None:
    return m.Shifted(caught["unit"], number_in(caught, "count") or 1)


def part_phrase(caught: Caught) -> m.Meaning | None:
    return m.Part(caught["part_phrase"])


def part_day(caught: Caught) -> m.Meaning | None:
    return m.Part("DT", caught["edge"])


def hours(caught: Caught) -> m.Meaning | None:
    half = caught.get("halfday")
    first = int(caught["first"])
    return m.Span(
        m.Clock(first, half=half if first <= caught["last"] else None), m.Clock(int(caught["last"]), half=half)
    )


_HALVES = {"MO": "am", "AF": "pm", "EV": "pm"}


def clock_part(caught: Caught) -> m.Meaning | None:
    """A clock time with its half of the day: "à 5 heures de l'après-midi", "le matin à 9 heures"."""
    part = caught.get("tpart", caught.get("part"))
    code = part.code if isinstance(part, m.Part) else part
    time: m.Clock = caught["tclock"]
    return time._replace(half=time.half or _HALVES.get(code or ""))


def every_clock(caught: Caught) -> m.Meaning | None:
    every: m.Every = caught["tset"]
    return every._replace(clock=caught["tclock"])


def nth_next(caught: Caught) -> m.Meaning | None:
    return m.Nth(int(caught["ord"]), "D", m.Shifted("M", STEPS[caught["shift"]]), caught["weekday"])


def nth_last(caught: Caught) -> m.Meaning | None:
    """The last of its kind: "la dernière semaine de septembre"."""
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
    """A clock time on what already has a part of the day: "à 3 heures cet après-midi"."""
    day: m.At = caught["tat"]
    time: m.Clock = caught["tclock"]
    if not isinstance(day.time, m.Part):
        return None
    return m.At(day.day, time._replace(half=time.half or _HALVES.get(day.time.code)))


def open_(caught: Caught) -> m.Meaning | None:
    return m.Open(caught["side"], next(caught[k] for k in ("tday", "tclock", "tat", "tmonth", "tyear") if k in caught))
