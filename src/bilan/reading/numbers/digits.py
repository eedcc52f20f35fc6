"""Numbers written in digits: "35.000", "1 500", "65,5", "1,204,000", "125.000,50".

A blank, a full stop or a comma groups by threes; a comma, or a full stop before other than three digits, opens the
decimals. "1,204" is read as a decimal, as French writes it, and its second reading is kept beside it.
"""

from typing import NamedTuple

from bilan.reading.numbers.tokens import Tokens

_GROUP = 3
_LONGEST = 18  # digits that a number may have; longer ones are codes


class Digits(NamedTuple):
    """The numeral is `tokens[first:end]`."""

    end: int
    value: float
    decimal: bool
    plain: int
    other: float | None


def read_digits(tokens: Tokens, at: int) -> Digits | None:
    """The number that starts at the digits `tokens[at]`; None where they belong to a code, an address or a date."""
    words = tokens.words
    text = words[at]
    if len(text) > _LONGEST or _inside_code(tokens, at):
        return None
    for mark in (" ", ".", ","):
        groups = _groups(tokens, at, mark)
        if groups and (mark != "," or len(groups) > 1):
            return _with_decimals(tokens, at + len(groups) * (1 if mark == " " else 2), text + "".join(groups), mark)
    return _with_decimals(tokens, at, text, "")


def _groups(tokens: Tokens, at: int, mark: str) -> list[str]:
    """The groups of three digits behind the first one, all parted by `mark`."""
    words, size = tokens.words, len(tokens.words)
    if len(words[at]) > _GROUP or words[at][0] == "0":
        return []
    groups: list[str] = []
    step = 1 if mark == " " else 2
    while (
        at + step < size
        and _parted(tokens, at, mark)
        and len(words[at + step]) == _GROUP
        and words[at + step].isdecimal()
    ):
        groups.append(words[at + step])
        at += step
    if (
        groups
        and mark in ".,"
        and at + 1 < size
        and words[at + 1] == mark
        and _touching(tokens, at + 1)
        and at + 2 < size
    ):
        return [] if words[at + 2].isdecimal() and tokens.glued(at + 2) else groups
    return groups


def _parted(tokens: Tokens, at: int, mark: str) -> bool:
    if mark == " ":
        return tokens.starts[at + 1] == tokens.end(at) + 1
    return tokens.words[at + 1] == mark and tokens.glued(at + 1) and tokens.glued(at + 2)


def _touching(tokens: Tokens, at: int) -> bool:
    return tokens.glued(at)


def _with_decimals(tokens: Tokens, last: int, whole: str, mark: str) -> Digits | None:
    """Adds ",50" or ".5" behind the whole part whose last token is `last`; None for a chain: "10.11.2022"."""
    words, size = tokens.words, len(tokens.words)
    plain = len(whole) if not mark else 0
    if last + 2 < size and words[last + 1] in ".," and words[last + 1] != mark and words[last + 2].isdecimal():
        sign, tail = words[last + 1], words[last + 2]
        glued = tokens.glued(last + 1) and tokens.glued(last + 2)
        if glued and sign == "." and not mark and _chained(tokens, last + 2, sign):
            return None
        dotted = sign == "." and (len(tail) == _GROUP and not mark)
        if glued and not dotted and not _chained(tokens, last + 2, sign):
            value = float(f"{whole}.{tail}")
            other = (
                float(whole + tail)
                if len(tail) == _GROUP and not mark and len(whole) <= _GROUP and whole != "0"
                else None
            )
            return Digits(last + 3, value, True, 0, other)
    return Digits(last + 1, float(whole), False, plain, None)


def _chained(tokens: Tokens, at: int, sign: str) -> bool:
    """Whether the decimals go on as in a date or a section number: "10.11.2022"."""
    words = tokens.words
    return (
        at + 2 < len(words)
        and words[at + 1] == sign
        and tokens.glued(at + 1)
        and words[at + 2].isdecimal()
        and tokens.glued(at + 2)
    )


def _inside_code(tokens: Tokens, at: int) -> bool:
    """Whether letters, a colon chain or a figure with a point stand glued before these digits."""
    if not tokens.glued(at):
        return False
    before = tokens.words[at - 1]
    if before in ".," and at > 1:
        return tokens.words[at - 2].isdecimal() and tokens.glued(at - 1)
    return (
        before.isalpha()
        or before in "_#@&=%"
        or (before == "/" and at > 1 and tokens.glued(at - 1) and not tokens.words[at - 2].isdecimal())
    )
