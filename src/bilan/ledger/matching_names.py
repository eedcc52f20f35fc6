"""When two names are one person's: across spellings, transliterations, and surnames without a first name."""

from functools import lru_cache
from typing import Final

from rapidfuzz.distance import Levenshtein

_SPELLINGS: Final = ((9, 2), (5, 1))
"""From how many letters on so many of them may differ in two spellings of one word."""

_FIRST_LETTERS: Final = 4


@lru_cache(maxsize=65536)
def same_person(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """`one`, `other`: the folded words of two names, surname last.

    The same words in any order; or the same surname, unless first names are given and none agrees; or a surname spelled
    a little differently where all the rest is the same.
    """
    if one == other:
        return True
    if one[-1] == other[-1]:
        return len(one) == 1 or len(other) == 1 or _first_names_agree(one[:-1], other[:-1])
    if len(one) < 2 or len(other) < 2:
        return False
    if set(one) == set(other):
        return True
    return one[:-1] == other[:-1] and alike(one[-1], other[-1])


def alike(one: str, other: str) -> bool:
    """Whether two words are spellings of one."""
    if one == other:
        return True
    longest = max(len(one), len(other))
    most = next((n for letters, n in _SPELLINGS if longest >= letters), 0)
    return most > 0 and Levenshtein.distance(one, other, score_cutoff=most) <= most


def _first_names_agree(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    return any(_first_name(x, y) for x in one for y in other)


def _first_name(one: str, other: str) -> bool:
    """Transliterations begin alike: "serguei", "sergei"."""
    if alike(one, other):
        return True
    shorter = min(len(one), len(other))
    return (
        one[0] == other[0]
        if shorter == 1
        else shorter > _FIRST_LETTERS and one[:_FIRST_LETTERS] == other[:_FIRST_LETTERS]
    )
