"""Words, dates, numbers, amounts, quotes in the reader's language. Built once for a report; nothing is read later."""

import datetime
import re
import unicodedata
from collections.abc import Iterable

import babel
import msgspec
from babel.dates import format_date, format_interval, format_skeleton
from babel.numbers import format_decimal

from bilan.knowledge import goods as goods_knowledge
from bilan.knowledge.files import Shelf
from bilan.messages import Translator, translator
from bilan.model import edtf
from bilan.model.statement import Amount
from bilan.reading.folding import key
from bilan.reports.naming import Naming

MEASURES = frozenset({"t", "m", "m2", "m3", "ha", "L", "W", "Wh", "bbl", "%"})
DURATIONS = frozenset({"year", "month", "week", "day", "hour", "minute", "second"})
_SCALED = {"W": "TGMk", "Wh": "TGMk", "m": "k"}
_PREFIXES = ((1e12, "T"), (1e9, "G"), (1e6, "M"), (1e3, "k"))
_BOUNDS = {"min": "at least {amount}", "max": "at most {amount}"}
_DASH = re.compile(r"\s*–\s*")
_SOURCE_LANGUAGE = "fr"  # of the pages, and so of the words that goods are known by


class _State(msgspec.Struct, frozen=True):
    name: str
    gender: str = ""
    bare: bool = False


class _Grammar(msgspec.Struct, frozen=True):
    articles: dict[str, str]
    vowels: str


class _States(msgspec.Struct, frozen=True):
    """What a report needs of `states.toml`: how a state's name is used in a sentence."""

    grammar: _Grammar
    states: dict[str, _State]


class Texts:
    """How things are said in one language. `known` are the ids that goods.toml gives to goods."""

    def __init__(self, language: str, shelf: Shelf | None = None) -> None:
        shelf = shelf or Shelf()
        self.language = language
        self.tr: Translator = translator(language)
        self._locale = babel.Locale(language)
        goods = goods_knowledge.load(shelf, _SOURCE_LANGUAGE).good
        self.goods = {good.id: good for good in goods}
        states = shelf.read(_SOURCE_LANGUAGE, "states", _States)
        self._states = states.states
        self._grammar = states.grammar
        self._codes = {key(state.name): code for code, state in states.states.items()}
        self.naming = Naming(shelf, _SOURCE_LANGUAGE)
        self._dates: dict[tuple[str | None, str | None], str] = {}

    # ---- words

    def status(self, kind: str, status: str) -> str:
        """A status in the gender of its kind."""
        return self.tr.term(f"status.{kind}", status)

    def instrument(self, name: str) -> str | None:
        """What a text calls an agreement or a mechanism, in the reader's language; None where that is not known."""
        if self.speaks_source:
            return self.one_line(name)
        wanted = f"{_SOURCE_LANGUAGE}:{key(name)}"
        told = self.tr.term("instrument", wanted)
        return told if told != wanted else None

    def sector(self, sector: str | None) -> str:
        return self.tr.term("sector", sector) if sector else self.tr("Other matters")

    def topic(self, topic: str) -> str:
        """What a thing is about, as a person says it: a good's name, a word of the catalogue, else the topic itself."""
        name, _, number = topic.partition(":")
        if number.isdigit():
            return self.tr("{word} no. {number}", word=self.topic(name), number=number)
        good = self.goods.get(topic)
        if good is not None:
            return good.words[0].replace("'", "’") if self.speaks_source else topic.replace("-", " ")
        said = self.tr.term("topic", topic)
        return said if said != topic else self.one_line(topic.replace("-", " "))

    def country(self, code: str) -> str:
        """A state's usual name; the code itself if it has none."""
        name = self._locale.territories.get(code)
        return str(name) if name else code

    def partnership(self, codes: Iterable[str]) -> str:
        return " – ".join(self.country(code) for code in codes)

    def whither(self, place: str, use: str = "to") -> str:
        """`place` with the preposition of going there (`to`) or being there (`in`)."""
        code = self._codes.get(key(place))
        if code is None:
            return self._town(self.one_line(place), use)
        state = self._states[code]
        if not self.speaks_source:
            with_article = self.tr.term("state", code)
            name = with_article if with_article != code else self.country(code)
            return self.tr.term(f"where.{use}", "{place}").format(place=name)
        return self.tr.term(f"where.{use}", f"{{place}} ({self._shape(state)})").format(place=self.country(code))

    def _shape(self, state: _State) -> str:
        """Which preposition a state's name takes."""
        if state.bare:
            return "bare"
        if state.gender in ("mp", "fp"):
            return "plural"
        return "feminine" if state.gender == "f" or self.vowel(state.name) else "masculine"

    def is_state(self, place: str) -> bool:
        return key(place) in self._codes

    def vowel(self, word: str) -> bool:
        """Whether `word` begins with a vowel, before which a preposition may change."""
        return word[:1].lower() in self._grammar.vowels if word else False

    def _town(self, place: str, use: str) -> str:
        first, _, rest = place.partition(" ")
        if self.language == _SOURCE_LANGUAGE and rest and first[:1].isupper():
            articles = self._grammar.articles
            for shape in ("m", "plural"):
                if first.lower() == articles[shape]:
                    name = {"m": "{place} (masculine)", "plural": "{place} (plural)"}[shape]
                    return self.tr.term(f"where.{use}", name).format(place=rest)
        return self.tr.term(f"where.{use}", "{place}").format(place=place)

    # ---- days

    def day(self, day: datetime.date) -> str:
        return self._first(day, str(format_date(day, "medium", locale=self._locale)))

    def month(self, value: str) -> str:
        """The month of a timeline, as its heading; a year where no month is known."""
        if len(value) < 7:
            return value
        if int(value[5:7]) > 12:
            return self.date(value)
        day = datetime.date(int(value[:4]), int(value[5:7]), 1)
        return capitalised(str(format_skeleton("yMMMM", day, locale=self._locale)))

    def date(self, start: str | None, end: str | None = None) -> str:
        """An EDTF date, or the interval from `start` to `end`, at the words' precision; empty where both are None."""
        found = self._dates.get((start, end))
        if found is None:
            found = self._dates[start, end] = self._date(start, end)
        return found

    def known(self, day: str | None) -> str:
        """Since when something is known."""
        if day is None:
            return self.tr("known since an unknown day")
        if "/" not in day and edtf.precision(day) == 3:
            return self.tr("known on {day}", day=self.date(day))
        return self.tr("known in {month}", month=self.date(day))

    def months(self, count: int) -> str:
        return self.tr.plural("{count} month", "{count} months", count)

    def _date(self, start: str | None, end: str | None) -> str:
        if start and "/" in start:
            first, _, last = start.partition("/")
            return self._date(None if first in ("", "..") else first, end or (None if last in ("", "..") else last))
        if end and "/" in end:
            end = end.rpartition("/")[2]
        if start is None:
            return self.tr("until {day}", day=self._one(end)) if end else ""
        if end is None or end == start:
            return self._one(start)
        return self._interval(start, end)

    def _interval(self, start: str, end: str) -> str:
        if len(start) == len(end) == 10:
            first, last = datetime.date.fromisoformat(start), datetime.date.fromisoformat(end)
            if first < last:
                dash = "–" if first.replace(day=1) == last.replace(day=1) else " – "
                told = _DASH.sub(dash, str(format_interval(first, last, "yMMMd", locale=self._locale)))
                return self._first(first, told)
        return f"{self._one(start)} – {self._one(end)}"

    def _one(self, value: str) -> str:
        bare = edtf.bare(value)
        told = self._bare(bare)
        mark = value[len(bare) :]
        if mark:
            told = self.tr.term("doubt", f"{{day}}{mark}").format(day=told)
        return told

    def _bare(self, bare: str) -> str:
        if len(bare) == 10:
            return self.day(datetime.date.fromisoformat(bare))
        if len(bare) == 7 and int(bare[5:7]) > 12:
            return self.tr.term("part of the year", f"{bare[5:7]} {{year}}").format(year=bare[:4])
        if len(bare) == 7:
            day = datetime.date(int(bare[:4]), int(bare[5:7]), 1)
            return str(format_skeleton("yMMM", day, locale=self._locale))
        return bare

    def _first(self, day: datetime.date, told: str) -> str:
        """The first of a month, where the language has a word of its own for it."""
        return (
            self.tr.term("day", "1") + told[1:]
            if day.day == 1 and told[:1] == "1" and not told[1:2].isdigit()
            else told
        )

    # ---- numbers

    def number(self, value: float) -> str:
        """Twelve digits at most: what is left of a sum of fractions is no information."""
        return str(format_decimal(float(f"{value:.12g}"), locale=self._locale, decimal_quantization=False))

    @property
    def speaks_source(self) -> bool:
        """Whether the reader's language is that of the pages."""
        return self.language == _SOURCE_LANGUAGE

    def measured(self, unit: str) -> bool:
        """Whether a unit measures (tonnes, money) rather than counts (beds, people)."""
        return unit in MEASURES or is_money(unit)

    def noun(self, given: Amount) -> str:
        """What is measured or counted: in the text's words, or the unit's where the reader's language is not theirs."""
        if self.measured(given.unit) or given.unit == "1" or self.speaks_source:
            return self.one_line(given.item or "") or (
                self.counted(given.unit, given.high or given.value) if not self.measured(given.unit) else ""
            )
        return self.counted(given.unit, given.high or given.value)

    def amount(self, given: Amount, *, noun: str | None = None) -> str:
        """A number, its unit and its noun (its own if None is given); ranges, bounds, rates as the words have them."""
        told = self.quantity(given.value, given.unit, given.high, self.noun(given) if noun is None else noun)
        if given.bound in _BOUNDS:
            told = self.bound(told, given.bound)
        elif given.approximate:
            told = self.tr("about {amount}", amount=told)
        return self.rate(told, given.per)

    def bound(self, told: str, bound: str) -> str:
        """`told` as the least (`min`) or the most (`max`)."""
        return self.tr.term("bound", _BOUNDS[bound]).format(amount=told)

    def quantity(self, value: float, unit: str, high: float | None = None, noun: str = "") -> str:
        """`value` (to `high`) of a unit; a measure's noun follows in brackets, a counted one replaces the unit."""
        if not self.measured(unit):
            return f"{self._span(value, high)} {noun or self.counted(unit, high or value)}".strip()
        number, scaled = self._scaled(value, unit, high)
        told = self.tr.term("amount", "{number} {unit}").format(number=number, unit=self.tr.term("unit", scaled))
        return f"{told} ({noun})" if noun else told

    def rate(self, told: str, per: str | None) -> str:
        """`told` a year, a month …, where `per` is a TIMEX3 duration."""
        return self.tr("{amount} / {per}", amount=told, per=self.tr.term("duration", per)) if per else told

    def counted(self, unit: str, count: float) -> str:
        """A counted thing, by its unit's name; nothing for the unit `1`."""
        if unit == "1":
            return ""
        return self.tr.term("counted", unit) if count < 2 else self.tr.term("counted.plural", unit)

    def unit(self, unit: str, per: str | None = None) -> str:
        """A unit as the heading of a row."""
        told = self.tr.term("unit", unit) if self.measured(unit) else self.counted(unit, 2) or self.tr("number")
        return self.rate(told, per)

    def _scaled(self, value: float, unit: str, high: float | None) -> tuple[str, str]:
        """Number and unit, in millions or in thousands of the unit where nothing is lost by it."""
        if unit in _SCALED and abs(value) >= 1000:
            size, prefix = next((s, p) for s, p in _PREFIXES if abs(value) >= s and p in _SCALED[unit])
            if _exact(value, size) and (high is None or _exact(high, size)):
                return self._span(value / size, None if high is None else high / size), prefix + unit
        if is_money(unit) and abs(value) >= 1e6:
            size, name = (1e9, "{number} billion") if abs(value) >= 1e9 else (1e6, "{number} million")
            if _exact(value, size) and (high is None or _exact(high, size)):
                number = self._span(value / size, None if high is None else high / size)
                return self.tr.term("amount", name).format(number=number), unit
        return self._span(value, high), unit

    def _span(self, value: float, high: float | None) -> str:
        return self.number(value) if high is None or high == value else f"{self.number(value)}–{self.number(high)}"

    # ---- passages

    def listed(self, parts: Iterable[str]) -> str:
        """Parts that may hold commas, in one line."""
        return self.tr.term("separator", "; ").join(parts)

    def quoted(self, words: str) -> str:
        return self.tr("“{quote}”", quote=words)

    def one_line(self, text: str) -> str:
        """`text` on one line, without what could steer a terminal or pass for a separator of ours."""
        kept = "".join(c if unicodedata.category(c) not in ("Cc", "Cf") or c in "\n\t\r" else "" for c in text)
        return " ".join(kept.split()).replace(" · ", " - ")


def capitalised(text: str) -> str:
    """The first letter large, the rest as it was."""
    return text[:1].upper() + text[1:]


def is_money(unit: str) -> bool:
    """Whether a unit is a currency, by its ISO 4217 code."""
    return len(unit) == 3 and unit.isalpha() and unit.isupper()


def _exact(value: float, size: float) -> bool:
    """Whether three decimals of `size` say all of `value`."""
    scaled = value / size
    return abs(scaled - round(scaled, 3)) < 1e-9
