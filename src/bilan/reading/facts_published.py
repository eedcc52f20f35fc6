"""The day a page was published: given, stated, in its address, or left by its own evidence. Never today's."""

import datetime
import re
from collections.abc import Iterator, Sequence

from bilan.knowledge.facts import FactWords
from bilan.knowledge.zones import either
from bilan.model import edtf
from bilan.model.document import Document, Zone
from bilan.model.vocabulary import ARTICLE_ZONES
from bilan.reading.facts_days import DayReader, StatedDay

_ADDRESS_DAY = re.compile(r"(?<!\d)((?:19|20)\d\d)[/-]?(0[1-9]|1[0-2])[/-]?(0[1-9]|[12]\d|3[01])(?!\d)")
_ADDRESS_MONTH = re.compile(r"/((?:19|20)\d\d)/(0?[1-9]|1[0-2])/")
_YEAR = re.compile(r"(?<![\d.,-])(?:19|20)\d\d(?![\d%]|[.,]\d)")
_OPENING = 160  # characters of the article in which a dispatch states its day

SPREAD = 40  # years that an article names further apart than this tell nothing of its own
YEARS_AHEAD = 1  # how many years behind the latest one named a day without a year may lie

Found = tuple[str, str]


class PublicationReader:
    """Built once; `read` gives EDTF and its basis, or two times None."""

    def __init__(self, words: FactWords, days: DayReader) -> None:
        self._days = days
        self._last = re.compile(rf"\s?(?:{either(words.days.last)})(?![^\W_])")
        self._updated = re.compile(
            rf"(?:{either(words.updated)})\W{{0,4}}(?:(?:{either(words.days.the)}) )?(?:[^\W\d_]+ )?$"
        )

    def read(self, document: Document, folded: str, zones: Sequence[Zone]) -> tuple[str | None, str | None]:
        given = document.published
        if given is not None and edtf.valid(given) and edtf.precision(given) == 3:
            return given, "manifest"
        given = given if given is not None and edtf.valid(given) else None
        months: list[Found] = []
        for found in self._candidates(document, folded, zones):
            if given is not None and not edtf.overlap(found[0], given):
                continue
            if edtf.precision(found[0]) == 3:
                return found
            months.append(found)
        if given is not None:
            return given, "manifest"
        return months[0] if months else (None, None)

    def _candidates(self, document: Document, folded: str, zones: Sequence[Zone]) -> Iterator[Found]:
        """From the surest to the least sure; each step is taken only where the ones before gave no day."""
        article = [zone for zone in zones if zone.zone in ARTICLE_ZONES]
        if not article:  # a list of other articles: its days are theirs
            return
        yield from self._stated(folded, zones)
        yield from self._opening(folded, article)
        yield from _address(document.url)
        yield from self._inferred(document.text, folded, article)

    def _stated(self, folded: str, zones: Sequence[Zone]) -> list[Found]:
        """Days of publication lines; a day of change only counts where no other stands."""
        first: list[Found] = []
        changed: list[Found] = []
        for zone in zones:
            if zone.zone not in ("dateline", "byline"):
                continue
            for day in self._days.stated(folded, zone.start, zone.end):
                if day.value is not None:
                    later = self._updated.search(folded, max(zone.start, day.start - 40), day.start) is not None
                    (changed if later else first).append((day.value, "stated"))
        return first + changed

    def _opening(self, folded: str, article: Sequence[Zone]) -> list[Found]:
        """The day in the opening words of a dispatch, in front of its first dash."""
        body = next((zone for zone in article if zone.zone != "headline"), None)
        if body is None:
            return []
        stop = min(body.end, body.start + _OPENING)
        dash = re.compile(r"\s?(?:[-–—]+|:)\s").search(folded, body.start, stop)
        if dash is None:
            return []
        return [
            (day.value, "stated")
            for day in self._days.stated(folded, body.start, dash.start())
            if day.value is not None and day.day and day.start - body.start <= 40
        ]

    def _inferred(self, text: str, folded: str, article: Sequence[Zone]) -> list[Found]:
        """ "This Monday, 28 July 2025" is the day; without a year, the one year in which the weekday fits."""
        days = [day for zone in article for day in self._days.stated(folded, zone.start, zone.end)]
        for day in days:
            if day.this and day.value is not None and (day.weekday is None or day.fits(day.year or 0)):
                return [(day.value, _quote(text, day.start, day.end))]
        if found := self._this_day(text, folded, days, article):
            return found
        latest = max(
            (bounds[1] for day in days if day.value is not None and (bounds := edtf.bounds(day.value))), default=None
        )
        if latest is None:
            return []
        return self._this_weekday(text, folded, article, days, latest)

    def _this_day(self, text: str, folded: str, days: list[StatedDay], article: Sequence[Zone]) -> list[Found]:
        """ "This Tuesday, 19 November": the one year near those that the article names in which it is a Tuesday."""
        years = {int(match[0]) for zone in article for match in _YEAR.finditer(folded, zone.start, zone.end)}
        if not years or max(years) - min(years) > SPREAD:
            years = {day.year for day in days if day.year is not None}
        found = {}
        for day in days:
            if day.this and day.year is None and day.weekday is not None and years:
                year = _one_year(day, years)
                if year is not None:
                    found[datetime.date(year, day.month, day.day)] = _quote(text, day.start, day.end)
        return [(min(found).isoformat(), found[min(found)])] if found and (max(found) - min(found)).days <= 7 else []

    def _this_weekday(
        self, text: str, folded: str, article: Sequence[Zone], days: list[StatedDay], latest: datetime.date
    ) -> list[Found]:
        """A bare "this Monday" and a date of the page that is a Monday in one year only."""
        bare = [one for zone in article for one in self._days.this_weekdays(folded, zone.start, zone.end)]
        dated = [one for zone in article for one in self._days.spans(folded, zone.start, zone.end)] + days
        if len({weekday for _, _, weekday in bare}) != 1:
            return []
        start, end, weekday = bare[0]
        found = {}
        for day in dated:
            if day.year is None and day.weekday in (None, weekday) and not self._looks_back(folded, day):
                as_stated = StatedDay(day.start, day.end, None, day.month, day.day, weekday)
                date = _only(as_stated, latest)
                if date is not None:
                    found[date] = f"{_quote(text, start, end)}; «{text[day.start : day.end]}»"
        return [(one.isoformat(), found[one]) for one in found] if len(found) == 1 else []

    def _looks_back(self, folded: str, day: StatedDay) -> bool:
        """Whether the day is called a past one ("les 3 et 4 avril derniers")."""
        return self._last.match(folded, day.end) is not None


def _one_year(day: StatedDay, years: set[int]) -> int | None:
    """The one year around `years`, or else around the latest of them, in which `day` falls on its weekday."""
    for first in (min(years), max(years)):
        fits = [year for year in range(first - 1, max(years) + YEARS_AHEAD + 1) if day.fits(year)]
        if len(fits) == 1:
            return fits[0]
    return None


def _only(day: StatedDay, latest: datetime.date) -> datetime.date | None:
    """The one date from `latest` on, within the years allowed, that `day` can be."""
    fits = [year for year in range(latest.year, latest.year + YEARS_AHEAD + 1) if day.fits(year)]
    dates = [date for year in fits if (date := datetime.date(year, day.month, day.day)) >= latest]
    return dates[0] if len(dates) == 1 else None


def _address(url: str | None) -> list[Found]:
    match = _ADDRESS_DAY.search(url or "")
    if match is not None:
        value = f"{match[1]}-{match[2]}-{match[3]}"
        if edtf.valid(value):
            return [(value, f"inferred: «{match[0]}»")]
    match = _ADDRESS_MONTH.search(url or "")
    return [(f"{match[1]}-{int(match[2]):02d}", f"inferred: «{match[0]}»")] if match is not None else []


def _quote(text: str, start: int, end: int) -> str:
    return f"inferred: «{text[start:end]}»"
