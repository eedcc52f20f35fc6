"""Shape of `encodings.toml`: what tells 8-bit encodings apart."""

import msgspec

from bilan.knowledge.files import Shelf


class Encodings(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """`candidates` are names of Python codecs, likeliest first; the others sets of characters, each one string."""

    candidates: tuple[str, ...]
    letters: str
    signs: str
    joiners: str


def load(shelf: Shelf) -> Encodings:
    """Raises KnowledgeError where the file breaks its contract."""
    return shelf.read("world", "encodings", Encodings)
