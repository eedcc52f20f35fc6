"""A stretch of folded text cut into tokens, with offsets: digits, words, single signs, line ends.

A word keeps its elision ("l'", "jusqu'"), so that what follows it is a word of its own. Blanks belong to no token.
"""

import re
from itertools import accumulate
from typing import NamedTuple

# The letters of Latin first, as a plain range: three times as fast as the class of all letters, which stands behind it.
_TOKEN = re.compile(r"(?:[a-z\u00df-\u00f6\u00f8-\u024f]+'?|[0-9]+|[^\W\d_]+'?|\n|.) *", re.DOTALL)


class Tokens(NamedTuple):
    """`folded[starts[i]:end(i)]` is `words[i]`."""

    words: list[str]
    starts: list[int]

    def end(self, index: int) -> int:
        return self.starts[index] + len(self.words[index])

    def glued(self, index: int) -> bool:
        """Whether token `index` touches the one before it."""
        return index > 0 and self.starts[index - 1] + len(self.words[index - 1]) == self.starts[index]


def tokenize(folded: str, start: int, end: int) -> Tokens:
    """The tokens of `folded[start:end]`; linear. No token is empty."""
    while start < end and folded[start] == " ":
        start += 1
    raw = _TOKEN.findall(folded, start, end)
    starts = list(accumulate(map(len, raw), initial=start))
    starts.pop()
    words = list(map(str.rstrip, raw))
    _restore(words, raw)
    return Tokens(words, starts)


def _restore(words: list[str], raw: list[str]) -> None:
    """Puts back line ends and other blanks that are tokens of their own, and that stripping took away."""
    at = -1
    for _ in range(words.count("")):
        at = words.index("", at + 1)
        words[at] = raw[at][0]
