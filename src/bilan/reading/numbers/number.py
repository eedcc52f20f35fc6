"""A numeral in the text, whatever it counts."""

from typing import Literal, NamedTuple

Kind = Literal["integer", "decimal", "fraction", "percent", "ordinal"]


class Number(NamedTuple):
    """`folded[start:end]` is the numeral, its scale words and per-cent sign within.

    `first` and `last` are its tokens (last exclusive). `digits` tells how it is written: the number of digits of a bare
    integer, 0 for anything else. `other` is the second reading of "1,204" (one thousand two hundred and four).
    `approximate`: the numeral itself is vague ("une soixantaine"). `scaled`: it has a scale word ("1,5 milliard").
    `written`: an ordinal in digits ("1er").
    """

    start: int
    end: int
    value: float
    approximate: bool
    kind: Kind
    first: int
    last: int
    digits: int = 0
    other: float | None = None
    scaled: bool = False
    written: bool = False
