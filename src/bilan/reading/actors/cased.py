"""Phrases that only their own capitals make out."""

from collections.abc import Iterable

import ahocorasick_rs

from bilan.reading.actors.terms import Term
from bilan.reading.folding import whole


class Cased:
    """Phrases found exactly as written: acronyms, and the shortest titles, which half of all words contain."""

    def __init__(self, phrases: Iterable[tuple[str, Term]]) -> None:
        table: dict[str, list[Term]] = {}
        for phrase, term in phrases:
            table.setdefault(phrase, []).append(term)
        self._terms = list(table.values())
        self._automaton = ahocorasick_rs.AhoCorasick(list(table), store_patterns=False)

    def every(self, text: str) -> list[tuple[int, int, Term]]:
        """All hits that are whole words, in no order."""
        return [
            (start, end, term)
            for index, start, end in self._automaton.find_matches_as_indexes(whole(text), overlapping=True)
            if _apart(text, start, end)
            for term in self._terms[index]
        ]


def _apart(text: str, start: int, end: int) -> bool:
    before = start > 0 and text[start - 1].isalnum()
    return not before and not (end < len(text) and text[end].isalnum() and text[end - 1].isalnum())
