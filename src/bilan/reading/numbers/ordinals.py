"""Ordinals of several words, and the fractions that look like them."""

from bilan.knowledge.numbers import NumeralParts
from bilan.reading.numbers.spelled import SpelledReader
from bilan.reading.numbers.tokens import Tokens

_FOUR, _TEN, _HUNDRED = 4, 10, 100


class OrdinalReader:
    """Reads what follows a numeral in words: both methods give the token behind and the value, or None."""

    def __init__(self, ordinals: dict[str, float], parts: NumeralParts, spelled: SpelledReader) -> None:
        self._ordinals = ordinals
        self._parts = parts
        self._spelled = spelled
        self._large = frozenset(word for word, value in ordinals.items() if value >= _HUNDRED)

    def composed(self, tokens: Tokens, end: int, value: float) -> tuple[int, float] | None:
        """An ordinal of several words: "vingt-cinquième", "vingt et unième", "trois centième"; None for a fraction."""
        words, joint = tokens.words, self._spelled.joint(tokens, end)
        if joint + 1 < len(words) and words[joint] in self._parts.and_ and value % _TEN == 0:
            last = self._spelled.joint(tokens, joint + 1)
            return (last + 1, value + 1) if self._ordinals.get(words[last]) == 1 and value >= _TEN + _TEN else None
        unit = self._ordinals.get(words[joint]) if joint < len(words) else None
        if unit is None or words[joint].endswith(self._parts.ordinal_plural):
            return None
        if words[joint] in self._large:
            return (joint + 1, value * unit) if value > 1 else None
        if value == _TEN and joint > end and 7 <= unit <= 9:
            return joint + 1, value + unit
        if unit <= _TEN + _TEN and value >= _TEN + _TEN and (joint > end or value >= _HUNDRED):
            return joint + 1, value + unit
        return (joint + 1, value * unit) if value == _FOUR and unit == _TEN + _TEN and joint > end else None

    def part(self, tokens: Tokens, end: int, value: float) -> tuple[int, float] | None:
        """A numeral over an ordinal of several words: "un vingt-cinquième", "trois vingt-et-unièmes"."""
        below = self._spelled.read(tokens, end)
        if below is None or value >= _TEN + _TEN or below.value < _TEN + _TEN:
            return None
        at = self._spelled.joint(tokens, below.end)
        if at < len(tokens.words) and tokens.words[at] in self._parts.and_:
            at = self._spelled.joint(tokens, at + 1)
        unit = self._ordinals.get(tokens.words[at]) if at < len(tokens.words) else None
        if unit is None:
            return None
        whole = below.value * unit if tokens.words[at] in self._large else below.value + unit
        return at + 1, value / whole


def with_plurals(ordinals: dict[str, float], plural: str) -> dict[str, float]:
    return {f"{word}{plural}": value for word, value in ordinals.items() if not word.endswith(plural)} | ordinals
