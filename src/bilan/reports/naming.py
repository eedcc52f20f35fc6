"""What a text calls a thing: the name of an agreement or a mechanism, a topic's own spelling, from the evidence."""

import re

import msgspec

from bilan.knowledge.files import Shelf
from bilan.model.entry import Entry
from bilan.reading.folding import fold, key
from bilan.reading.lexicon import Lexicon

_WORD = re.compile(r"[^\W_]+")


class _Names(msgspec.Struct, frozen=True):
    strong: tuple[str, ...]
    weak: tuple[str, ...] = ()


class _Agreements(msgspec.Struct, frozen=True):
    """What is needed of `agreement.toml`."""

    instruments: _Names


class _Mechanisms(msgspec.Struct, frozen=True):
    """What is needed of `mechanism.toml`."""

    structures: _Names


class Naming:
    """Finds the names in quotes; built once from the knowledge of the pages' language."""

    def __init__(self, shelf: Shelf, language: str) -> None:
        agreements = shelf.read(language, "agreement", _Agreements).instruments
        mechanisms = shelf.read(language, "mechanism", _Mechanisms).structures
        self._lexicon: Lexicon[str] = Lexicon(
            [
                *((phrase, "agreement") for phrase in agreements.strong),
                *((phrase, "mechanism") for phrase in (*mechanisms.strong, *mechanisms.weak)),
            ]
        )

    def name(self, entry: Entry) -> str | None:
        """What the first passage that names only one such thing calls it; None where each names several, or none."""
        for evidence in entry.evidence:
            found = self._names(entry, evidence.quote)
            if len({key(name) for name in found}) == 1:
                return " ".join(found[0].split())
        return None

    def _names(self, entry: Entry, quote: str) -> list[str]:
        hits = [hit for hit in self._lexicon.find(fold(quote)) if hit.payload == entry.kind]
        names = [quote[hit.start : hit.end] for hit in hits]
        first = entry.topic if entry.kind == "mechanism" else None
        return [name for name in names if first is None or key(name).split()[:1] == [first]]


def spelled(topic: str, entry: Entry) -> str:
    """A topic in the text's own spelling, accents and all; as it is where no passage holds it."""
    wanted = key(topic).split()
    if not wanted:
        return topic
    for evidence in entry.evidence:
        words = list(_WORD.finditer(evidence.quote))
        keys = [key(word[0]) for word in words]
        for first in range(len(words) - len(wanted) + 1):
            if keys[first : first + len(wanted)] == wanted:
                return " ".join(evidence.quote[words[first].start() : words[first + len(wanted) - 1].end()].split())
    return topic
