"""Shape of `offtopic.toml`: what uses the words of cooperation and is none."""

import msgspec

from bilan.knowledge.files import Shelf


class Field(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """`least`: how many different words make a paragraph one of the field; twice as many, a page."""

    id: str
    least: int
    words: tuple[str, ...]


class OffTopic(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    field: tuple[Field, ...]


def load(shelf: Shelf, language: str) -> OffTopic:
    return shelf.read(language, "offtopic", OffTopic)
