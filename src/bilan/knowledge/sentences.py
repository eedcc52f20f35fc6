"""Shape of `sentences.toml`: abbreviations whose full stop ends no sentence."""

import msgspec

from bilan.knowledge.files import Shelf


class SentenceWords(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """`abbreviations`: lower case, without the stop."""

    abbreviations: frozenset[str]


def load(shelf: Shelf, language: str) -> SentenceWords:
    return shelf.read(language, "sentences", SentenceWords)
