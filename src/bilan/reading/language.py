"""The language of a passage, told by its script and its small words: works on a few lines, and abstains on fewer."""

import re
from collections import Counter, defaultdict

from bilan.knowledge.languages import Languages

_WORD = re.compile(r"[^\W\d_]+")
_LONGEST = 2500  # characters that are looked at

FEWEST = 3  # small words that a passage must hold for its language to be told
LEAD = 1.25  # how many times the runner-up the winner must have


class LanguageTeller:
    """Built once from knowledge; `tell` is linear in the passage."""

    def __init__(self, languages: Languages) -> None:
        owners: dict[str, list[str]] = {}
        for code, words in languages.words.items():
            for word in words:
                owners.setdefault(word, []).append(code)
        self._owners = owners
        ranges = {code: "".join(parts) for code, parts in languages.scripts.items()}
        self._script = re.compile("|".join(f"(?P<{code}>[{chars}])" for code, chars in ranges.items()))

    def tell(self, folded: str) -> str | None:
        """ISO 639-1 of `folded` (as `folding.fold` gives it), or None where it holds too little to tell."""
        passage = folded[:_LONGEST]
        words = _WORD.findall(passage)
        script = self._by_script(passage, len(words))
        if script is not None or not words:
            return script
        scores: dict[str, float] = defaultdict(float)
        for word, count in Counter(words).items():
            codes = self._owners.get(word, ())
            for code in codes:
                scores[code] += count / len(codes) ** 0.5
        ranked = sorted(scores.items(), key=lambda pair: -pair[1])[:2]
        if not ranked or ranked[0][1] < min(FEWEST, max(1.0, len(words) / 5)):
            return None
        if len(ranked) > 1 and ranked[0][1] < LEAD * ranked[1][1]:
            return None
        return ranked[0][0]

    def _by_script(self, passage: str, words: int) -> str | None:
        found = Counter(match.lastgroup for match in self._script.finditer(passage))
        if not found:
            return None
        if "ja" in found and "zh" in found:
            found["ja"] += found.pop("zh")
        code, count = found.most_common(1)[0]
        letters = sum(char.isalpha() for char in passage)
        return code if 2 * count > letters and words else None
