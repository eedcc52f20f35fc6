"""Shape of `languages.toml`: small words and scripts by which a language is told."""

import msgspec

from bilan.knowledge.files import Shelf


class Languages(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """`words`: ISO 639-1 code → small words; `scripts`: code → character ranges ("א-ת")."""

    words: dict[str, frozenset[str]]
    scripts: dict[str, tuple[str, ...]]


def load(shelf: Shelf) -> Languages:
    return shelf.read("world", "languages", Languages)
