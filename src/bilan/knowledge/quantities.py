"""Shape of `quantities.toml`: what is counted and measured, in one language."""

import msgspec

from bilan.knowledge.files import Shelf


class Around(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Words around a number. Phrases are words joined by single blanks; what each list means, the file says."""

    about: tuple[str, ...]
    about_after: tuple[str, ...]
    least: tuple[str, ...]
    least_after: tuple[str, ...]
    most: tuple[str, ...]
    most_after: tuple[str, ...]
    between: tuple[str, ...]
    from_: tuple[str, ...] = msgspec.field(name="from")
    to: frozenset[str]
    range_dash: frozenset[str]
    of: frozenset[str]
    articles: frozenset[str]
    link: frozenset[str]
    known: frozenset[str]
    before_noun: frozenset[str]
    labels: frozenset[str]
    series_marks: frozenset[str]
    series_links: frozenset[str]
    stop: frozenset[str]
    time_words: frozenset[str]
    stop_endings: tuple[str, ...]
    numbering: tuple[str, ...]
    changes: frozenset[str]
    person_endings: tuple[str, ...]
    plural_endings: tuple[str, ...]
    not_person: frozenset[str]
    per: dict[str, str]
    money_before: tuple[str, ...]
    money_scales: dict[str, float]
    money_in_millions: frozenset[str]
    cents: frozenset[str]


class QuantityWords(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """`measures`: unit → word → factor; `money`: code → names; `nouns`: English singular → forms."""

    around: Around
    measures: dict[str, dict[str, float]]
    money: dict[str, tuple[str, ...]]
    nouns: dict[str, tuple[str, ...]]


def load(shelf: Shelf, language: str) -> QuantityWords:
    return shelf.read(language, "quantities", QuantityWords)
