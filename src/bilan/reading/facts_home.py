"""Which country a writer calls "our country": from the outlet, or from the states that the page names."""

import re
from collections import Counter
from collections.abc import Sequence

from bilan.knowledge.facts import FactWords
from bilan.reading.lexicon import Lexicon

_STOP = re.compile(r"[.!?…]\s|\n")

_QUOTED = re.compile(r"«[^»]{0,900}»|“[^”]{0,900}”|\"[^\"\n]{0,900}\"")

LEAST = 2  # mentions that a state must have to be one of the two that a page is about
CLEAR = 2  # so often, and so many times as often as our own, the other one must be named beside "our country"
_NEAR = 300  # characters to either side in which a sentence ends


class HomeReader:
    """Built once from knowledge; linear in the page and its mentions."""

    def __init__(self, words: FactWords) -> None:
        self._ours = Lexicon([(phrase, None) for phrase in words.our_country])

    def says_ours(self, passage: str) -> bool:
        """Whether the writer, and not somebody quoted, speaks of "our country" in `passage`, which is folded."""
        return bool(self._ours.find(_unquoted(passage)))

    def from_mentions(self, text: str, folded: str, mentions: Sequence[tuple[int, int, str]]) -> str | None:
        """The state that "our country" is, from the `(start, end, ISO code)` of every actor of the article.

        A page of this kind is about two states. The other one is named, as a state, in the sentences that speak of "our
        country"; our own is not: there it is called ours. None where the page does not tell the two apart so.
        """
        if not mentions:
            return None
        first, last = max(0, mentions[0][0] - _NEAR), mentions[-1][1]  # the article, and not what readers say below it
        found = self._ours.find(_unquoted(folded[first:last]))
        ours = [_sentence(folded, first + hit.start, first + hit.end) for hit in found]
        named = Counter(code for _, _, code in mentions)
        names = [(start, end, code) for start, end, code in mentions if text[start].isupper()]
        beside = Counter(code for start, end, code in names if any(a <= start and end <= b for a, b in ours))
        ranked = [(code, count) for code, count in named.most_common(3) if count >= LEAST]
        if not ours or len(ranked) < 2 or (len(ranked) > 2 and ranked[1][1] == ranked[2][1]):
            return None
        (least, own), (most, _) = sorted((beside[code], code) for code, _ in ranked[:2])
        return own if most >= CLEAR * max(1, least) else None


def _unquoted(folded: str) -> str:
    """`folded` with every quoted passage blanked, at the same length: there another one says "our country"."""
    return _QUOTED.sub(lambda match: " " * len(match[0]), folded)


def _sentence(folded: str, start: int, end: int) -> tuple[int, int]:
    """The sentence around `folded[start:end]`, as far as its ends are near."""
    first, last = max(0, start - _NEAR), min(len(folded), end + _NEAR)
    for match in _STOP.finditer(folded, first, start):
        first = match.end()
    stop = _STOP.search(folded, end, last)
    return first, stop.start() if stop is not None else last
