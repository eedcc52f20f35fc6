"""Words, phrases and numerals sorted into classes: the items that time rules see."""

from collections.abc import Iterable, Mapping
from itertools import pairwise
from typing import Any, Final

from bilan.knowledge.times import TimeWords
from bilan.reading.folding import fold, unaccented
from bilan.reading.numbers import Number, NumberReader, Tokens, tokenize
from bilan.reading.numbers.shapes import PLAIN, Alphabet
from bilan.reading.times import meaning as m

Values = Mapping[str, Any]
NUMERALS = (
    "num",
    "int",
    "count",
    "day",
    "monthnum",
    "hour",
    "minute",
    "minute2",
    "year",
    "year2",
    "ord",
    "tens",
    "recent",
)
_LAST_DAY = 31
_FIRST_YEAR, _LAST_YEAR, _RECENT = 1200, 2200, 1900  # four figures before or after are no year by themselves
VAGUE = "vague_number"  # beside a numeral's classes: it is approximate
FOUND = (
    "tday", "tweekday", "tmonth", "tyear", "tyears", "tweek", "tdate", "tseason", "tquarter", "tclock", "tpart", "tat",
    "tlength", "tset", "tref", "tspan", "topen",
)  # fmt: skip


class Vocabulary:
    """Word or phrase → its classes and their values."""

    def __init__(self, words: TimeWords, numbers: NumberReader) -> None:
        table: dict[str, dict[str, Any]] = {}
        for name, members in words.classes.items():
            for word in members:
                table.setdefault(fold(word), {})[name] = True
        for name, values in words.values.items():
            for word, value in values.items():
                table.setdefault(fold(word), {})[name] = value
        for feast in words.feasts:
            for word in feast.names:
                table.setdefault(fold(word), {})["feast"] = m.Holiday(feast.month, feast.day, feast.easter)
        plain = {unaccented(w): v for w, v in table.items() if len(w) > 1}
        self._table: dict[str, dict[str, Any]] = plain | table
        self.valued = frozenset([*words.values, *NUMERALS, *FOUND, "feast"])
        self._single: dict[str, Values] = {}
        self._phrases: dict[tuple[str, str], list[tuple[tuple[str, ...], Values]]] = {}
        self._index()
        sets = [frozenset(v) for v in self._table.values()]
        ordinals = [frozenset({"ord"}), frozenset({"ord", "day"})]
        sets += [frozenset([*v, *numeral(n[0])]) for w, v in self._single.items() if (n := numbers.find(w, 0, len(w)))]
        sets += [*_all_numerals(), *(a | b for a in ordinals for b in sets), *_found_sets(), frozenset({"plural"})]
        self.alphabet = Alphabet(sets)
        self.characters = {word: self.alphabet.character(frozenset(v)) for word, v in self._single.items()}

    def _index(self) -> None:
        for phrase, values in self._table.items():
            parts = tuple(tokenize(phrase, 0, len(phrase)).words)
            if len(parts) == 1:
                self._single[phrase] = values
            else:
                self._phrases.setdefault((parts[0], parts[1]), []).append((parts, values))
        for phrases in self._phrases.values():
            phrases.sort(key=lambda p: -len(p[0]))

    def word(self, word: str) -> Values | None:
        return self._single.get(word)

    def phrases(self, tokens: Tokens) -> list[tuple[int, int, Values]]:
        """The longest phrase at each token that starts one: first token, end, classes."""
        words, known = tokens.words, self._phrases
        found = []
        for at in [at for at, pair in enumerate(pairwise(words)) if pair in known]:
            for parts, values in known[words[at], words[at + 1]]:
                end = at + len(parts)
                if len(parts) == 2 or tuple(words[at:end]) == parts:
                    found.append((at, end, values))
                    break
        return found

    def character(self, values: Values) -> str:
        return self.alphabet.character(frozenset(values) - {VAGUE}) if values else PLAIN


def numeral(number: Number) -> dict[str, Any]:
    """The classes of a numeral and their values."""
    value = number.value
    if number.kind == "ordinal":
        classes: dict[str, Any] = {"ord": value}
        if number.written and value <= _LAST_DAY:
            classes["day"] = int(value)  # "1er", and by some "13e juillet"
        return classes
    if number.kind == "percent":
        return {}
    classes = {"num": value}
    if number.approximate:
        classes[VAGUE] = True
    if number.kind == "integer" and not number.scaled:
        classes |= _whole(int(value), number.digits)
    return classes


def _whole(value: int, digits: int) -> dict[str, Any]:
    classes: dict[str, Any] = {}
    if value < 1000:
        classes["count"] = value
    if 1 <= value <= 31 and digits <= 2:
        classes["day"] = value
    if value <= 24 and digits <= 2:
        classes["hour"] = value
    if value <= 59 and digits <= 2:
        classes["minute"] = value
        if digits == 2:
            classes["minute2"] = value
    if 1 <= value <= 12 and 1 <= digits <= 2:
        classes["monthnum"] = value
    if digits == 4 and _FIRST_YEAR <= value < _LAST_YEAR:
        classes["year"] = value
        if _RECENT <= value <= _RECENT + 200:
            classes["recent"] = value
    if digits == 2:
        classes["year2"] = value
    if value in range(20, 100, 10):
        classes["tens"] = value
    return classes


def raw_digits(text: str) -> dict[str, Any]:
    """Digits that are no numeral of their own, as in "15.02.2013"."""
    return _whole(int(text), len(text)) if len(text) <= 4 else {}


def _all_numerals() -> Iterable[frozenset[str]]:
    sets = {frozenset(_whole(v, d)) for v in range(2200) for d in (0, 1, 2, 3, 4)}
    sets |= {s | {"num"} for s in sets}
    return [*sets, frozenset({"num"}), frozenset({"ord"}), frozenset({"ord", "day"})]


def _found_sets() -> Iterable[frozenset[str]]:
    return {frozenset(s) for s in (*_BY_TYPE.values(), *_BY_UNIT.values(), ("tday", "tweekday", "tdate"), ("tdate",))}


_BY_TYPE: Final[Mapping[type, tuple[str, ...]]] = {
    m.Holiday: ("tday", "tdate"), m.Season: ("tseason", "tdate"), m.Nth: ("tquarter", "tdate"),
    m.Years: ("tyears", "tdate"), m.Edged: ("tdate",), m.Clock: ("tclock",), m.Part: ("tpart",), m.At: ("tat",),
    m.Length: ("tlength",), m.Every: ("tset",), m.Ref: ("tref",), m.Open: ("topen",), m.Span: ("tspan",),
    m.Several: ("tspan",),
}  # fmt: skip
_BY_UNIT: Final[Mapping[str, tuple[str, ...]]] = {
    "D": ("tday", "tdate"), "W": ("tweek", "tdate"), "M": ("tmonth", "tdate"), "Y": ("tyear", "tdate"),
}  # fmt: skip


def found_classes(meaning: m.Meaning) -> tuple[str, ...]:
    """The classes of what a rule found, for rules of later stages."""
    if isinstance(meaning, m.Calendar):
        return _calendar_classes(meaning)
    if isinstance(meaning, m.Shifted):
        return _BY_UNIT["D"] if meaning.weekday is not None else _BY_UNIT.get(meaning.unit, ("tdate",))
    return _BY_TYPE[type(meaning)]


def _calendar_classes(day: m.Calendar) -> tuple[str, ...]:
    if day.day is not None:
        return _BY_UNIT["D"]
    if day.weekday is not None:
        return ("tday", "tweekday", "tdate")
    return _BY_UNIT["M" if day.month is not None else "Y"]
