"""Days as a page names them, before any publication day is known: what a missing one can be inferred from."""

from collections.abc import Iterator
from typing import NamedTuple

from bilan.reading.times import meaning as m
from bilan.reading.times.reader import TimeReader


class DayNamed(NamedTuple):
    """A day as far as the words give it: `weekday` 0 (Monday) to 6, `day`, `month`, `year`; `shift` is "dernier", "ce".

    `text[start:end]` is the whole expression; both ends of a run of days give one each.
    """

    weekday: int | None
    day: int | None
    month: int | None
    year: int | None
    start: int
    end: int
    shift: str | None = None


class DayFinder:
    """Reads the days that a stretch of text names, unresolved."""

    def __init__(self, reader: TimeReader) -> None:
        self._reader = reader

    def candidates(self, text: str, folded: str, start: int, end: int) -> list[DayNamed]:
        """Weekdays and days of `text[start:end]`, in order: "ce lundi" is one, "les 6 et 7 février" are two."""
        return [
            DayNamed(c.weekday, c.day, c.month, c.year, e.start, e.end, c.shift)
            for e in self._reader.expressions(text, folded, start, end)
            for c in _days(e.meaning)
        ]


def _days(meaning: m.Meaning) -> Iterator[m.Calendar]:
    match meaning:
        case m.Calendar() if meaning.day is not None or meaning.weekday is not None:
            yield meaning
        case m.At():
            yield from _days(meaning.day)
        case m.Span(first=m.Calendar() as first, last=m.Calendar() as last) if last.day is not None:
            shared = last.year if first.month is None or first.month <= (last.month or 12) else None
            yield first._replace(month=first.month or last.month, year=first.year or shared)
            yield last
        case m.Several():
            yield from meaning.days
        case _:
            return
