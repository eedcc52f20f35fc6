"""Whether the clause around an expression looks ahead or back: endings of the future, auxiliaries with participles."""

import re

from bilan.knowledge.times import TenseWords
from bilan.reading.folding import fold
from bilan.reading.times.anchor import Tense

_WORD = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)?")
_CLAUSE_END = re.compile(r"[.!?;:\n«»]")
_REACH = 160  # characters looked at on either side: a clause, not a page


class TenseReader:
    """Built once from knowledge; `around` is pure."""

    def __init__(self, words: TenseWords) -> None:
        self._words = words
        self._future_endings = tuple(words.future_endings)
        self._participle_endings = tuple(words.participle_endings)
        self._future = frozenset(map(fold, words.future))
        self._past = frozenset(map(fold, words.past))

    def around(self, folded: str, start: int, end: int, low: int, high: int) -> Tense:
        """The tense of the nearest verb, before the expression first; None where none shows."""
        before = _CLAUSE_END.split(folded[max(low, start - _REACH) : start])[-1]
        after = _CLAUSE_END.split(folded[end : min(high, end + _REACH)])[0]
        return self._last(before) or self._first(after)

    def _last(self, stretch: str) -> Tense:
        return next((t for t in reversed(self._tenses(stretch)) if t is not None), None)

    def _first(self, stretch: str) -> Tense:
        return next((t for t in self._tenses(stretch) if t is not None), None)

    def _tenses(self, stretch: str) -> list[Tense]:
        words = _WORD.findall(stretch)
        active = self._words.active_auxiliaries
        return [
            "past"
            if word in self._words.told and at and words[at - 1].rpartition("'")[2] in active
            else self._tense(word, words[at + 1] if at + 1 < len(words) else "")
            for at, word in enumerate(words)
        ]

    def _tense(self, word: str, following: str) -> Tense:
        bare = word.rpartition("'")[2]
        if bare in self._words.told:
            return "future"
        if bare in self._future or (
            len(bare) > 4 and bare.endswith(self._future_endings) and bare not in self._words.not_future
        ):
            return "future"
        if bare in self._past:
            return "past"
        if bare in self._words.past_auxiliaries and following.endswith(self._participle_endings):
            return None if following in self._words.not_participles else "past"
        return None
