"""Shape of `numbers.toml`: number words of one language and how digits are written in it."""

import msgspec

from bilan.knowledge.files import Shelf


class NumeralParts(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Function words and signs inside numerals; phrases are words joined by single blanks."""

    ordinal_suffixes: frozenset[str]
    ordinal_plural: str
    point: frozenset[str]
    and_: frozenset[str] = msgspec.field(name="and")
    hyphen: frozenset[str]
    halves: frozenset[str]
    articles: frozenset[str]
    percent: tuple[str, ...]
    per_mille: frozenset[str]
    of: frozenset[str]
    minus: frozenset[str]
    signs: dict[str, float]


class NumberWords(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Word → value, by the place that it has in a numeral."""

    units: dict[str, float]
    tens: dict[str, float]
    hundreds: dict[str, float]
    thousands: dict[str, float]
    scales: dict[str, float]
    collectives: dict[str, float]
    exact_collectives: dict[str, float]
    ordinals: dict[str, float]
    fractions: dict[str, float]
    words: NumeralParts


def load(shelf: Shelf, language: str) -> NumberWords:
    return shelf.read(language, "numbers", NumberWords)
