"""One amount while it is read, and what amounts share: sizes of ranges, units named before."""

from bisect import bisect_right
from collections.abc import Sequence
from typing import NamedTuple

from bilan.model.mention import Quantity
from bilan.reading.numbers import Number, Tokens
from bilan.reading.quantities.units import Unit

_SENTENCE_ENDS = frozenset(".!?")


class Amount(NamedTuple):
    """Numerals of one amount (two for a range), its unit, and the tokens they cover.

    `borrowed`: the unit stands behind another amount, and the item with it.
    """

    low: Number
    high: Number | None
    unit: Unit | None
    first: int
    end: int
    borrowed: bool = False


class Named:
    """The measure or money named last, for amounts that leave it out.

    Within a sentence any; in the rest of the paragraph money only, and only if it is the one currency named there.
    """

    def __init__(self) -> None:
        self.unit: Unit | None = None
        self._currencies: set[str] = set()

    def go_on(self, words: list[str]) -> None:
        """Past the words up to the next numeral."""
        if "\n" in words:
            self.unit, self._currencies = None, set()
        elif not _SENTENCE_ENDS.isdisjoint(words) and (
            self.unit is None or self.unit.sort != "money" or len(self._currencies) > 1
        ):
            self.unit = None

    def note(self, unit: Unit | None) -> None:
        if unit is not None and unit.sort != "noun":
            self.unit = unit
            if unit.sort == "money":
                self._currencies.add(unit.unit)


def size(low: Number, high: Number) -> float:
    """The lower end of a range, with the scale that only the upper one names: "10 à 15 millions"."""
    if not high.scaled or low.scaled or low.value >= 1000:
        return low.value
    for scale in (1e12, 1e9, 1e6, 1e3):
        if high.value >= scale:
            return low.value * scale
    return low.value


def end(number: Number, unit: Unit | None) -> int:
    return unit.end if unit is not None else number.last


def clean(value: float) -> float:
    return round(value, 9) if abs(value) < 1e6 else round(value, 3)


def covered(number: Number, taken: Sequence[tuple[int, int]]) -> bool:
    return any(start < number.end and number.start < end for start, end in taken)


def token_at(tokens: Tokens, offset: int) -> int:
    return max(0, bisect_right(tokens.starts, offset) - 1)


def in_row(tokens: Tokens, number: Number) -> bool:
    """Whether the figure stands in a row of figures, as in a telephone number or a score."""
    words, first, last = tokens.words, number.first, number.last
    before = first > 0 and (words[first - 1].isdecimal() or (words[first - 1] in "-/:+." and tokens.glued(first)))
    after = last < len(words) and (words[last].isdecimal() or (words[last] in "-/:" and tokens.glued(last)))
    return before or after


def apart(quantities: list[Quantity]) -> list[Quantity]:
    """Those that do not overlap an earlier one."""
    kept: list[Quantity] = []
    for quantity in quantities:
        if not kept or quantity.start >= kept[-1].end:
            kept.append(quantity)
    return kept


def shut(tokens: Tokens, number: Number) -> bool:
    """Whether the figure repeats a word in brackets, "treize (13)", or has letters glued to it."""
    words, first, last = tokens.words, number.first, number.last
    if last < len(words) and tokens.glued(last) and words[last].isalpha():
        return True
    return first > 0 and last < len(words) and words[first - 1] == "(" and words[last] == ")"


def doubled(tokens: Tokens, numbers: list[Number]) -> list[Number]:
    """Numerals said in words and again in figures made one: "treize (13) personnes"."""
    kept: list[Number] = []
    for number in numbers:
        before = kept[-1] if kept else None
        if before is not None and _repeats(tokens, before, number):
            kept[-1] = before._replace(end=tokens.end(number.last), last=number.last + 1)
        else:
            kept.append(number)
    return kept


def _repeats(tokens: Tokens, first: Number, second: Number) -> bool:
    words = tokens.words
    if second.first != first.last + 1 or second.last >= len(words) or first.value != second.value:
        return False
    return words[first.last] == "(" and words[second.last] == ")"
