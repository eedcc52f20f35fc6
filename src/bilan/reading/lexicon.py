"""Thousands of phrases found in one pass: an Aho-Corasick automaton with word boundaries.

Phrases are folded (`folding.fold`) when the lexicon is built; the text given to `find` must be folded by the caller,
once for all lexicons.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import Generic, NamedTuple, TypeVar

import ahocorasick_rs

from bilan.reading.folding import fold

Payload = TypeVar("Payload")


class Hit(NamedTuple, Generic[Payload]):
    """A phrase found: `folded_text[start:end]` is the phrase."""

    start: int
    end: int
    payload: Payload


class Lexicon(Generic[Payload]):
    """Phrases with what each means. A phrase given twice keeps all its payloads; matches are whole words."""

    def __init__(self, phrases: Iterable[tuple[str, Payload]]) -> None:
        table: dict[str, list[Payload]] = {}
        for phrase, payload in phrases:
            table.setdefault(fold(phrase), []).append(payload)
        self._patterns = list(table)
        self._payloads: Sequence[list[Payload]] = list(table.values())
        self._automaton = ahocorasick_rs.AhoCorasick(
            self._patterns, matchkind=ahocorasick_rs.MatchKind.Standard, store_patterns=False
        )

    def __len__(self) -> int:
        return len(self._patterns)

    def phrases(self) -> Iterator[str]:
        return iter(self._patterns)

    def every(self, folded: str) -> list[Hit[Payload]]:
        """All hits, overlapping ones too, in text order (longest first at one start)."""
        hits = [
            Hit(start, end, payload)
            for index, start, end in self._automaton.find_matches_as_indexes(folded, overlapping=True)
            if _whole(folded, start, end)
            for payload in self._payloads[index]
        ]
        hits.sort(key=lambda hit: (hit.start, -hit.end))
        return hits

    def find(self, folded: str) -> list[Hit[Payload]]:
        """Leftmost-longest hits that do not overlap; a phrase with several payloads gives one hit for each."""
        kept: list[Hit[Payload]] = []
        for hit in self.every(folded):
            if not kept or hit.start >= kept[-1].end or (hit.start, hit.end) == (kept[-1].start, kept[-1].end):
                kept.append(hit)
        return kept


def _whole(text: str, start: int, end: int) -> bool:
    """Whether the match neither starts nor ends inside a word."""
    before = start == 0 or not (text[start - 1].isalnum() and text[start].isalnum())
    after = end == len(text) or not (text[end].isalnum() and text[end - 1].isalnum())
    return before and after
