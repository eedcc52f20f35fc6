"""Patterns over classes of words: each token becomes one character for the set of classes it has, so that a rule is a
short regular expression over classes and not over words.

A pattern is written as in `weekday? day:first month/month_short year?`: classes (with a slash: any of them), each
with an optional label after a colon, grouped by parentheses, with `|` between alternatives and `?`, `*`, `+` behind
what they repeat. What a class with values catches is kept under its label, or under its name.
"""

import re
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from bilan.errors import KnowledgeError

PLAIN = "."  # a token of no class: no pattern matches it
_FIRST_CHARACTER = 0xE000  # private use: never part of a pattern's own syntax
_PART = re.compile(r"\s*(?:([a-z_][a-z_0-9]*(?:/[a-z_][a-z_0-9]*)*)(?::([a-z_0-9]+))?|([()|?*+]))")


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
    """A compiled pattern; `groups` name → label, classes.

    `alone` are the characters that match by themselves, `pairs` those that can open a longer match and what may follow.
    """

    regex: "re.Pattern[str]"
    alone: frozenset[str]
    pairs: tuple[tuple[frozenset[str], frozenset[str]], ...]
    groups: Mapping[str, tuple[str, tuple[str, ...]]]

    def opening(self) -> frozenset[str]:
        """The characters that a match can start with."""
        return self.alone.union(*(first for first, _ in self.pairs))

    def can_start(self, first: str, second: str) -> bool:
        """Whether a match can start with these two characters; exact, so that hopeless rules are never tried."""
        return first in self.alone or any(first in a and second in b for a, b in self.pairs)


class _Piece(NamedTuple):
    """A part of a pattern with the positions it can open and close with (Glushkov's construction)."""

    regex: str
    first: frozenset[int]
    last: frozenset[int]
    empty: bool


def compile_pattern(source: str, alphabet: Alphabet, valued: frozenset[str]) -> Pattern:
    """The pattern ready to match; classes in `valued` are kept. Raises KnowledgeError where it is malformed."""
    reader = _Reader(source, alphabet, valued)
    piece = reader.alternatives()
    reader.done()
    if piece.empty:
        raise KnowledgeError(f"pattern {source!r} matches nothing at all as well: make one part required")
    members = reader.members
    alone = frozenset().union(*(members[p] for p in piece.first & piece.last))
    pairs = tuple(
        (members[p], frozenset().union(*(members[q] for q in reader.follow[p])))
        for p in piece.first
        if reader.follow[p]
    )
    return Pattern(re.compile(piece.regex), alone, pairs, reader.groups)


class _Reader:
    """Recursive descent over a pattern's source."""

    def __init__(self, source: str, alphabet: Alphabet, valued: frozenset[str]) -> None:
        self._source, self._alphabet, self._valued, self._at = source, alphabet, valued, 0
        self.groups: dict[str, tuple[str, tuple[str, ...]]] = {}
        self.members: list[frozenset[str]] = []
        self.follow: list[set[int]] = []

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
        first = frozenset().union(*(p.first for p in pieces))
        return _Piece(regex, first, frozenset().union(*(p.last for p in pieces)), any(p.empty for p in pieces))

    def _sequence(self) -> _Piece:
        whole = _Piece("", frozenset(), frozenset(), True)
        while (piece := self._item()) is not None:
            for position in whole.last:
                self.follow[position] |= piece.first
            first = whole.first | piece.first if whole.empty else whole.first
            last = whole.last | piece.last if piece.empty else piece.last
            whole = _Piece(whole.regex + piece.regex, first, last, whole.empty and piece.empty)
        return whole

    def _item(self) -> _Piece | None:
        if self._sign("("):
            piece = self.alternatives()
            if not self._sign(")"):
                raise KnowledgeError(f"pattern {self._source!r}: a parenthesis is not closed")
            piece = piece._replace(regex=f"(?:{piece.regex})")
        else:
            match = self._peek()
            if match is None or match[1] is None:
                return None
            self._at = match.end()
            piece = self._class(match[1], match[2])
        repeat = self._sign("?*+")
        if repeat is None:
            return piece
        if repeat in "*+":
            for position in piece.last:
                self.follow[position] |= piece.first
        return piece._replace(regex=piece.regex + repeat, empty=piece.empty or repeat != "+")

    def _class(self, names: str, label: str | None) -> _Piece:
        classes = tuple(names.split("/"))
        members = frozenset().union(*(self._alphabet.members(name) for name in classes))
        regex = "[" + "".join(sorted(members)) + "]"
        if label is not None or not self._valued.isdisjoint(classes):
            group = f"g{len(self.groups)}"
            self.groups[group] = (label or classes[0], classes)
            regex = f"(?P<{group}>{regex})"
        position = frozenset({len(self.members)})
        self.members.append(members)
        self.follow.append(set())
        return _Piece(regex, position, position, False)
