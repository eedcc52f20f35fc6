"""When two spellings are one name: accents, transliterations, hyphens, case and order folded away."""

import re

from rapidfuzz.distance import Levenshtein

from bilan.reading.folding import key

# Ways in which one sound is written when a name is brought over from another alphabet, longest first.
_SOUNDS = (
    ("gue", "ge"),
    ("gui", "gi"),
    ("ou", "u"),
    ("oo", "u"),
    ("ph", "f"),
    ("kh", "h"),
    ("w", "v"),
    ("y", "i"),
    ("q", "k"),
    ("ck", "k"),
)
_TWICE = re.compile(r"(.)\1+")


def person_key(name: str) -> str:
    """`name` as it is compared: two spellings of one person's name mostly give the same key.

    Sergueï, Serguei, Sergey and Sergei are one; so are Goïta and Goita, Mohammed and Mohamed. Words are sorted, for
    pages that put the surname first. A slip of the pen ("Vladmir") stays different: see `close`.
    """
    return " ".join(sorted(word_key(word) for word in key(name).split()))


def word_key(word: str) -> str:
    """One word of a name, as `person_key` has it."""
    word = key(word)
    for written, sound in _SOUNDS:
        word = word.replace(written, sound)
    word = _TWICE.sub(r"\1", word)
    return word[:-1] if len(word) > 4 and word.endswith("ine") else word


def close(one: str, other: str) -> bool:
    """Whether two words of names differ by a slip only: one letter in words of five or more."""
    if one == other:
        return True
    return (
        min(len(one), len(other)) >= 5 and one[0] == other[0] and Levenshtein.distance(one, other, score_cutoff=1) <= 1
    )
