"""A stretch of folded text cut into tokens, with offsets: digits, words, single signs; a line end is a token of its own.

A word keeps its elision ("l'", "jusqu'"), so that what follows it is a word of its own. Blanks belong to no token.
"""

import re
from itertools import accumulate
from typing import NamedTuple

_TOKEN = re.compile(r"(?:[0-9]+|[^\W\d_]+'?|\n|.) *", re.DOTALL)


class Tokens(NamedTuple):
    """`folded[starts[i]:ends[i]]` is `words[i]`."""

    words: list[str]
    starts: list[int]
    ends: list[int]

    def glued(self, index: int) -> bool:
        """Whether token `index` touches the one before it."""
        return index > 0 and self.ends[index - 1] == self.starts[index]


def tokenize(folded: str, start: int, end: int) -> Tokens:
    """The tokens of `folded[start:end]`; linear."""
    raw = _TOKEN.findall(folded, start, end)
    starts = list(accumulate(map(len, raw), initial=start))
    starts.pop()
    words = [word.rstrip(" ") for word in raw]
    return Tokens(words, starts, [at + len(word) for at, word in zip(starts, words, strict=True)])
