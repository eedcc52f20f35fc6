"""Shape of `sectors.toml`: words that name a field of cooperation."""

from collections.abc import Iterator

import msgspec

from bilan.errors import KnowledgeError
from bilan.knowledge.files import Shelf
from bilan.model.vocabulary import SECTORS


class Hidden(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    words: tuple[str, ...]


class SectorWords(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """`sectors` maps a sector of the model's vocabulary to its entries; `hidden.words` are phrases that name none."""

    sectors: dict[str, tuple[str, ...]]
    hidden: Hidden

    def forms(self) -> Iterator[tuple[str, str]]:
        """(form, sector) for every form; an entry without "/" of one word has a plural in s too."""
        for sector, entries in self.sectors.items():
            for entry in entries:
                yield from ((form, sector) for form in _forms(entry))


def _forms(entry: str) -> list[str]:
    if "/" in entry:
        return entry.split("/")
    return [entry] if " " in entry or entry.endswith(("s", "x", "z")) else [entry, entry + "s"]


def load(shelf: Shelf, language: str) -> SectorWords:
    """The file. Raises KnowledgeError where a sector is none of the vocabulary, or one of it is missing."""
    words = shelf.read(language, "sectors", SectorWords)
    odd = set(words.sectors) ^ set(SECTORS)
    if odd:
        raise KnowledgeError(
            f"{language}/sectors.toml: {', '.join(sorted(odd))}: sectors are exactly those of the vocabulary"
        )
    return words
