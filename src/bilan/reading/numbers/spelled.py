"""Numbers in words: "deux mille cinq cents", "vingt et un", "quatre-vingt-dix-neuf", "cent six".

The grammar is that of the French numeral: what may follow what is settled by the size of the parts, so that
"deux trois" is two numbers and "vingt-trois" one.
"""

from typing import NamedTuple

from bilan.knowledge.numbers import NumberWords
from bilan.reading.folding import unaccented
from bilan.reading.numbers.tokens import Tokens


class Spelled(NamedTuple):
    """The numeral is `tokens[first:end]`."""

    end: int
    value: float


def with_plain_forms(table: dict[str, float]) -> dict[str, float]:
    """The table with the forms without accents added, where they are no other word of it."""
    return {unaccented(word): value for word, value in table.items()} | table


class SpelledReader:
    """Reads numerals below one million; scale words are the caller's."""

    def __init__(self, words: NumberWords) -> None:
        self._units = with_plain_forms(words.units)
        self._tens = words.tens
        self._hundreds = words.hundreds
        self._thousands = {w: v for w, v in words.thousands.items() if len(w) > 1}
        self._and = words.words.and_
        self._hyphen = words.words.hyphen
        self.starters = frozenset([*self._units, *self._tens, *self._hundreds, *self._thousands])

    def read(self, tokens: Tokens, at: int) -> Spelled | None:
        """The numeral that starts at `tokens[at]`, below one million."""
        below = self._below_thousand(tokens, at)
        end, value = below if below else (at, 0.0)
        joint = self.joint(tokens, end) if below else at
        if joint < len(tokens.words) and tokens.words[joint] in self._thousands:
            value = (value or 1) * 1000
            end = joint + 1
            rest = self._below_thousand(tokens, self.joint(tokens, end))
            if rest:
                end, value = rest[0], value + rest[1]
        return Spelled(end, value) if end > at else None

    def joint(self, tokens: Tokens, at: int) -> int:
        """Past a hyphen that joins two parts."""
        words = tokens.words
        return (
            at + 1
            if at + 1 < len(words) and words[at] in self._hyphen and tokens.glued(at) and tokens.glued(at + 1)
            else at
        )

    def _below_thousand(self, tokens: Tokens, at: int) -> tuple[int, float] | None:
        size, words = len(tokens.words), tokens.words
        if at >= size:
            return None
        head = self._below_hundred(tokens, at)
        end, value = head if head else (at, 0.0)
        joint = self.joint(tokens, end) if head else at
        if joint < size and words[joint] in self._hundreds and (not head or 2 <= value <= 9 or 11 <= value <= 19):
            end, value = joint + 1, (value or 1) * 100
            rest = self._below_hundred(tokens, self.joint(tokens, end))
            if rest is None and end + 1 < size and words[end] in self._and:
                rest = self._one_after_and(tokens, end)
            if rest:
                end, value = rest[0], value + rest[1]
        return (end, value) if end > at else None

    def _one_after_and(self, tokens: Tokens, at: int) -> tuple[int, float] | None:
        """The end of "cent et un"; "cent et deux" would be two numbers."""
        value = self._units.get(tokens.words[at + 1])
        return (at + 2, value) if value == 1 and not self._goes_on(tokens, at + 2) else None

    def _goes_on(self, tokens: Tokens, at: int) -> bool:
        return at < len(tokens.words) and tokens.words[at] in self.starters

    def _below_hundred(self, tokens: Tokens, at: int) -> tuple[int, float] | None:
        words = tokens.words
        if at >= len(words):
            return None
        word = words[at]
        if (unit := self._units.get(word)) is not None:
            return self._after_unit(tokens, at + 1, unit)
        if (ten := self._tens.get(word)) is None:
            return None
        return self._after_ten(tokens, at + 1, ten)

    def _after_unit(self, tokens: Tokens, end: int, unit: float) -> tuple[int, float]:
        """Past the rest of "quatre-vingt…" and "dix-sept"."""
        joint = self.joint(tokens, end)
        if joint < len(tokens.words):
            following = tokens.words[joint]
            if unit == 4 and self._tens.get(following) == 20:
                return self._after_ten(tokens, joint + 1, 80.0)
            if unit == 10 and 7 <= self._units.get(following, 0) <= 9:
                return joint + 1, 10 + self._units[following]
        return end, unit

    def _after_ten(self, tokens: Tokens, end: int, ten: float) -> tuple[int, float]:
        """What may stand behind a ten: below ten, or below twenty behind sixty and eighty."""
        joint = self.joint(tokens, end)
        size = len(tokens.words)
        linked = joint + 1 < size and tokens.words[joint] in self._and
        at = self.joint(tokens, joint + 1) if linked else joint
        if at >= size:
            return end, ten
        unit = self._units.get(tokens.words[at])
        if unit is None or unit == 0 or (unit >= 10 and ten not in (60, 80)) or (linked and unit not in (1, 11)):
            return end, ten
        if linked and unit == 1 and self._goes_on(tokens, at + 1) and tokens.words[at + 1] in self._tens:
            return end, ten
        stop, value = self._after_unit(tokens, at + 1, unit) if unit == 10 else (at + 1, unit)
        return stop, ten + value
