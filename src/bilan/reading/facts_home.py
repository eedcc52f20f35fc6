"""Which country a writer calls "our country": from the outlet, or from the states that the page names."""

import re
from collections import defaultdict
from collections.abc import Sequence

from bilan.knowledge.facts import FactWords
from bilan.knowledge.zones import either

_STOP = re.compile(r"[.!?\n]")

IN_COUNTRY = 2.0  # weight of a mention that places something in the country ("au Mali")
BESIDE = -3.0  # weight of a mention joined to "our country" ("la Russie et notre pays"): it is another one
LEAD = 1.5  # how many times the runner-up's weight the winner must have


class HomeReader:
    """Built once from knowledge; linear in the page and its mentions."""

    def __init__(self, words: FactWords) -> None:
        self._ours = re.compile(rf"(?<![^\W_])(?:{either(words.our_country)})(?![^\W_])")
        self._inside = re.compile(rf"(?<![^\W_])(?:{either(words.in_country)})\s?$")

    def says_ours(self, folded: str, start: int, end: int) -> bool:
        """Whether the writer speaks of "our country" in `folded[start:end]`."""
        return self._ours.search(folded, start, end) is not None

    def from_mentions(self, folded: str, mentions: Sequence[tuple[int, int, str]]) -> str | None:
        """The state that "our country" is, from the `(start, end, ISO code)` of every state named in the article.

        None where the page has no such phrase, or no one state stands out.
        """
        ours = [match.span() for match in self._ours.finditer(folded)]
        if not ours or not mentions:
            return None
        weights: dict[str, float] = defaultdict(float)
        for start, end, code in mentions:
            weights[code] += self._weight(folded, start, end, ours)
        ranked = sorted(weights.items(), key=lambda pair: -pair[1])[:2]
        if ranked[0][1] <= 0 or (len(ranked) > 1 and ranked[0][1] < LEAD * max(ranked[1][1], 0.1)):
            return None
        return ranked[0][0]

    def _weight(self, folded: str, start: int, end: int, ours: list[tuple[int, int]]) -> float:
        if any(self._joined(folded, start, end, a, b) for a, b in ours):
            return BESIDE
        return IN_COUNTRY if self._inside.search(folded, max(0, start - 6), start) else 1.0

    def _joined(self, folded: str, start: int, end: int, a: int, b: int) -> bool:
        """Whether the mention stands in one clause with "our country", near it: two parties of one sentence."""
        between = folded[end:a] if end <= a else folded[b:start]
        return len(between) <= 40 and (end <= a or b <= start) and _STOP.search(between) is None
