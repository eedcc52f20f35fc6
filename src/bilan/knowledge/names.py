"""Shape of `names.toml`: what people's names are made of, and capitalised words that are none."""

import msgspec

from bilan.knowledge.files import Shelf


class NameWords(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """See the head of the file for each list."""

    particles: tuple[str, ...]
    noble: tuple[str, ...]
    prefixes: tuple[str, ...]
    suffixes: tuple[str, ...]
    elided: tuple[str, ...]
    ordinary: frozenset[str]
    given: frozenset[str]


def load(shelf: Shelf, language: str) -> NameWords:
    return shelf.read(language, "names", NameWords)
