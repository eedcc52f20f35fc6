"""Days as publication lines state them, and the one that a page's own evidence leaves."""

import datetime
import re
from collections.abc import Iterator

import msgspec

from bilan.knowledge.facts import DayWords
from bilan.knowledge.zones import either

_CRAWLED = re.compile(r"date (\d{4})-(\d\d)(?:-(\d\d))?")

_LEAD = 40  # characters in front of a day in which its weekday stands


class StatedDay(msgspec.Struct, frozen=True):
    """A day in the folded text: `text[start:end]`. `year` is None where it is not stated; `day` is 0 for a month.

    `this` tells that a word such as "this" stands in front: the day it was written.
    """

    start: int
    end: int
    year: int | None
    month: int
    day: int
    weekday: int | None = None
    this: bool = False

    @property
    def value(self) -> str | None:
        """EDTF, at the precision of the words; None without a year or for a day that no calendar has."""
        if self.year is None:
            return None
        if self.day == 0:
            return f"{self.year:04d}-{self.month:02d}"
        try:
            return datetime.date(self.year, self.month, self.day).isoformat()
        except ValueError:
            return None

    def fits(self, year: int) -> bool:
        """Whether in `year` this day exists and falls on the weekday stated."""
        try:
            date = datetime.date(year, self.month, self.day)
        except ValueError:
            return False
        return self.weekday is None or date.weekday() == self.weekday


class DayReader:
    """Built once from knowledge; both methods are linear in the passage."""

    def __init__(self, words: DayWords) -> None:
        self._months, self._weekdays = words.months, words.weekdays
        month, weekday = either(tuple(words.months)), either(tuple(words.weekdays))
        this, first, the = either(words.today), either(words.first), either(words.the)
        number, year = r"\d{1,2}", r"(?:,? (?P<year>(?:19|20)\d\d)\b)?"
        behind = rf"(?P<month>{month})(?![^\W_]){year}"
        self._worded = re.compile(rf"(?<![\w.,])(?P<day>{number}) ?(?:{first})? {behind}")
        self._before = re.compile(
            rf"(?<![^\W_])(?:(?P<this>{this}),? )?(?:(?P<weekday>{weekday})\.?,? (?:{the} )?)?(?:{the} )?$"
        )
        self._numeric = re.compile(
            r"(?<![\d/.-])(?:(?P<y>(?:19|20)\d\d)(?P<s1>[-/.])(?P<m>\d{1,2})(?P=s1)(?P<d>\d{1,2})"
            r"|(?P<d2>\d{1,2})(?P<s2>[-/.])(?P<m2>\d{1,2})(?P=s2)(?P<y2>(?:19|20)\d\d|\d\d))(?![\d/-]|\.\d)"
        )
        self._month = re.compile(rf"(?<![^\W_])(?P<month>{month}) (?P<year>(?:19|20)\d\d)\b")
        self._this_weekday = re.compile(rf"\b(?:{this}) (?P<weekday>{weekday})\b(?! ?(?:{the} )?\d)")
        to = rf" ?(?:{either(words.to)}) (?:{the} )?"
        self._list = re.compile(rf"\b(?P<a>{number})(?:{first})?{to}(?P<b>{number})(?:{first})? {behind}")

    def stated(self, folded: str, start: int, end: int) -> list[StatedDay]:
        """Days of `folded[start:end]` in order: in words, in figures, and months with a year."""
        found = [*self._from_words(folded, start, end), *self._from_figures(folded, start, end)]
        taken = {place for day in found for place in range(day.start, day.end)}
        for match in self._month.finditer(folded, start, end):
            if match.start() not in taken:
                found.append(StatedDay(match.start(), match.end(), int(match["year"]), self._months[match["month"]], 0))
        for match in _CRAWLED.finditer(folded, start, end):
            if taken.isdisjoint(range(match.start(), match.end())) and 1 <= int(match[2]) <= 12:
                found.append(StatedDay(match.start(), match.end(), int(match[1]), int(match[2]), int(match[3] or 0)))
        return sorted(found, key=lambda day: (day.start, -day.end))

    def spans(self, folded: str, start: int, end: int) -> list[StatedDay]:
        """Both ends of spans of days in one month ("les 6 et 7 février")."""
        found = []
        for match in self._list.finditer(folded, start, end):
            year = int(match["year"]) if match["year"] else None
            for group in ("a", "b"):
                found.append(
                    StatedDay(match.start(), match.end(), year, self._months[match["month"]], int(match[group]))
                )
        return found

    def this_weekdays(self, folded: str, start: int, end: int) -> list[tuple[int, int, int]]:
        """`(start, end, weekday)` of "ce lundi" without a date."""
        return [
            (m.start(), m.end(), self._weekdays[m["weekday"]]) for m in self._this_weekday.finditer(folded, start, end)
        ]

    def _from_words(self, folded: str, start: int, end: int) -> Iterator[StatedDay]:
        for match in self._worded.finditer(folded, start, end):
            day, year = int(match["day"]), int(match["year"]) if match["year"] else None
            if not 1 <= day <= 31:
                continue
            lead = self._before.search(folded, max(start, match.start() - _LEAD), match.start())
            first, weekday, this = match.start(), None, False
            if lead is not None and lead.end() > lead.start():
                first, this = lead.start(), lead["this"] is not None
                weekday = self._weekdays[lead["weekday"]] if lead["weekday"] else None
            yield StatedDay(first, match.end(), year, self._months[match["month"]], day, weekday, this)

    def _from_figures(self, folded: str, start: int, end: int) -> Iterator[StatedDay]:
        for match in self._numeric.finditer(folded, start, end):
            year, month, day = (int(match[a] or match[b]) for a, b in (("y", "y2"), ("m", "m2"), ("d", "d2")))
            if year < 100:
                year += 2000
            if month > 12 >= day:
                month, day = day, month
            if 1 <= month <= 12 and 1 <= day <= 31:
                yield StatedDay(match.start(), match.end(), year, month, day)
