"""Shape of `facts.toml`: how a page says when, by whom and from where it was published."""

import msgspec

from bilan.knowledge.files import Shelf


class DayWords(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Names of months (to 1 … 12) and weekdays (to 0, Monday, … 6), every spelling, lower case; words around a day."""

    months: dict[str, int]
    weekdays: dict[str, int]
    first: tuple[str, ...]
    the: tuple[str, ...]
    today: tuple[str, ...]
    last: tuple[str, ...]
    following: tuple[str, ...]
    to: tuple[str, ...]
    arrived: tuple[str, ...]


class FactWords(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What `facts.toml` holds; remarks stand there."""

    days: DayWords
    published: tuple[str, ...]
    updated: tuple[str, ...]
    byline: tuple[str, ...]
    byline_end: tuple[str, ...]
    joined: tuple[str, ...]
    roles: tuple[str, ...]
    anonymous: tuple[str, ...]
    source: tuple[str, ...]
    no_source: tuple[str, ...]
    our_country: tuple[str, ...]
    in_country: tuple[str, ...]
    by: tuple[str, ...]
    particles: frozenset[str]
    rights: tuple[str, ...]
    press: frozenset[str]
    articles: tuple[str, ...]


def load(shelf: Shelf, language: str) -> FactWords:
    return shelf.read(language, "facts", FactWords)
