"""Patterns over classes of words: each token becomes one character for the set of classes it has, so that a rule is a
short regular expression over classes and not over words.

A pattern is written as in `weekday? day month year?`: names of classes, each with an optional label after a colon
(`day:first`), grouped by parentheses, with `|` between alternatives and `?`, `*`, `+` behind what they repeat.
"""

import re
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from bilan.errors import KnowledgeError

PLAIN = "."  # a token of no class: no pattern matches it
_FIRST_CHARACTER = 0xE000  # private use: never part of a pattern's own syntax
_PART = re.compile(r"\s*(?:([a-z_][a-z_0-9]*)(?::([a-z_0-9]+))?|([()|?*+]))")


class Alphabet:
    """One character for each set of classes that a token can have."""

    def __init__(self, sets: Iterable[frozenset[str]]) -> None:
        distinct = sorted({s for s in sets if s}, key=sorted)
        self._characters = {s: chr(_FIRST_CHARACTER + n) for n, s in enumerate(distinct)}
        self._members: dict[str, set[str]] = {}
        for classes, character in self._characters.items():
            for name in classes:
                self._members.setdefault(name, set()).add(character)

    def character(self, classes: frozenset[str]) -> str:
        return self._characters.get(classes, PLAIN)

    def members(self, name: str) -> set[str]:
        """The characters of all sets that hold the class. Raises KnowledgeError for an unknown class."""
        if name not in self._members:
            raise KnowledgeError(f"a pattern names the class {name!r}, which no list of words defines")
        return self._members[name]


class Pattern(NamedTuple):
    """A compiled pattern: `first` are the characters that it can start with, `labels` name → class."""

    regex: "re.Pattern[str]"
    first: frozenset[str]
    labels: Mapping[str, str]


class _Piece(NamedTuple):
    regex: str
    first: set[str]
    empty: bool


def compile_pattern(source: str, alphabet: Alphabet) -> Pattern:
    """The pattern ready to match. Raises KnowledgeError where it is malformed."""
    reader = _Reader(source, alphabet)
    piece = reader.alternatives()
    reader.done()
    if piece.empty:
        raise KnowledgeError(f"pattern {source!r} matches nothing at all as well: make one part required")
    return Pattern(re.compile(piece.regex), frozenset(piece.first), reader.labels)


class _Reader:
    """Recursive descent over a pattern's source."""

    def __init__(self, source: str, alphabet: Alphabet) -> None:
        self._source, self._alphabet, self._at = source, alphabet, 0
        self.labels: dict[str, str] = {}

    def _peek(self) -> "re.Match[str] | None":
        return _PART.match(self._source, self._at)

    def _sign(self, signs: str) -> str | None:
        match = self._peek()
        if match is None or match[3] is None or match[3] not in signs:
            return None
        self._at = match.end()
        return match[3]

    def done(self) -> None:
        if self._source[self._at :].strip():
            raise KnowledgeError(f"pattern {self._source!r}: not understood from {self._source[self._at :]!r}")

    def alternatives(self) -> _Piece:
        pieces = [self._sequence()]
        while self._sign("|"):
            pieces.append(self._sequence())
        if len(pieces) == 1:
            return pieces[0]
        regex = "(?:" + "|".join(p.regex for p in pieces) + ")"
        return _Piece(regex, set().union(*(p.first for p in pieces)), any(p.empty for p in pieces))

    def _sequence(self) -> _Piece:
        regex, first, empty = "", set(), True
        while (piece := self._item()) is not None:
            regex += piece.regex
            if empty:
                first |= piece.first
                empty = piece.empty
        return _Piece(regex, first, empty)

    def _item(self) -> _Piece | None:
        if self._sign("("):
            piece = self.alternatives()
            if not self._sign(")"):
                raise KnowledgeError(f"pattern {self._source!r}: a parenthesis is not closed")
            piece = _Piece(f"(?:{piece.regex})", piece.first, piece.empty)
        else:
            match = self._peek()
            if match is None or match[1] is None:
                return None
            self._at = match.end()
            piece = self._class(match[1], match[2])
        repeat = self._sign("?*+")
        return _Piece(piece.regex + repeat, piece.first, piece.empty or repeat != "+") if repeat else piece

    def _class(self, name: str, label: str | None) -> _Piece:
        members = self._alphabet.members(name)
        regex = "[" + "".join(sorted(members)) + "]"
        if label is not None:
            regex = f"({regex})" if label in self.labels else f"(?P<{label}>{regex})"
            if label in self.labels:
                raise KnowledgeError(f"pattern {self._source!r}: label {label!r} is used twice")
            self.labels[label] = name
        return _Piece(regex, set(members), False)
