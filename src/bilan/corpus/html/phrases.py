"""What a short line is by its words, where the markup does not say: the lists and rules of `zones.toml`.

A smaller reading than that of plain text: here the structure has already told most, and only what is short is asked.
"""

import re
from collections import defaultdict

import re2

from bilan.knowledge.zones import ZoneWords

_EDGE = ' \t.,:;!|•·*>»«<→►▶–—-_/()[]{}…"“”#&+=~@°※✅⏩▪●○'
_COUNT = re.compile(r"[\s(\[]*\d{1,6}[\s)\]]*$")
_SAME = {
    **dict.fromkeys(map(ord, "’‘ʼ`´′‛"), "'"),
    **dict.fromkeys(map(ord, "\u00a0\u202f\u2009\t"), " "),
    **dict.fromkeys(map(ord, "‐‑‒−"), "-"),
}
_LONGEST = {
    "navigation": 160,
    "form": 420,
    "related": 90,
    "more": 90,
    "insert": 260,
    "comments": 90,
    "reply": 60,
    "dateline": 140,
    "byline": 130,
    "source": 200,
    "caption": 260,
    "comment_meta": 150,
    "timecode": 12,
    "ticker": 180,
}
_ZONE = {
    "more": "related",
    "insert": "related",
    "timecode": "related",
    "ticker": "related",
    "reply": "comment",
    "comment_meta": "comment",
}
_PROSE = re.compile(r"[.!?…][\"'’”»)\]]*$")
_TOKEN = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*\.?")
_FIGURE = re.compile(r"\d")
_MEMORY = 64 << 20

COMMENTS = "comments"
HEADING = "related-heading"


class Phrases:
    """Built once from knowledge; asked of one line at a time."""

    def __init__(self, words: ZoneWords) -> None:
        file = words.file
        self._whole = {_bare(fold(phrase)): mark for phrase, mark in reversed(file.whole.each())}
        self._opens: dict[str, list[tuple[str, str]]] = defaultdict(list)
        for phrase, mark in file.opens.each():
            self._opens[fold(phrase)[:2]].append((fold(phrase), mark))
        for phrases in self._opens.values():
            phrases.sort(key=lambda pair: -len(pair[0]))
        self._holds = [(fold(phrase), mark) for phrase, mark in file.holds.each() if mark in ("form", "source")]
        self._rules = [(rule.mark, rule.longest) for rule in file.rule]
        self._set = _automaton([words.pattern(rule) for rule in file.rule])

    def mark(self, line: str) -> str:
        """The zone of the line; `comments` for a heading of comments, `related-heading` for one of other articles;
        or nothing."""
        if len(line) > 420:
            return ""
        low = fold(line)
        bare = _bare(low)
        whole = self._whole.get(bare) or self._whole.get(_bare(_COUNT.sub("", bare))) if len(bare) <= 80 else None
        if whole is not None:
            return HEADING if whole == "related" else _ZONE.get(whole, whole)
        mark = self._by_rule(low, line) or self._by_opening(low) or self._by_holding(low)
        return _ZONE.get(mark, mark)

    def _by_rule(self, low: str, line: str) -> str:
        if len(low) > 300:
            return ""
        found: list[int] = sorted(self._set.Match(low) or ())
        for mark, longest in (self._rules[i] for i in found):
            if len(low) <= longest and (mark != "byline" or is_name(line.split(" ", 1)[-1])):
                return mark
        return ""

    def _by_opening(self, low: str) -> str:
        at = 0
        while at < len(low) and at < 6 and not low[at].isalnum() and low[at] not in "(©[":
            at += 1
        for start in {0, at}:
            for phrase, mark in self._opens.get(low[start : start + 2], ()):
                if low.startswith(phrase, start) and _bounded(low, start + len(phrase)) and _allowed(mark, low):
                    return mark
        return ""

    def _by_holding(self, low: str) -> str:
        return next((mark for phrase, mark in self._holds if phrase in low), "") if len(low) <= 300 else ""


def is_name(line: str) -> bool:
    """Whether a line reads like a name: two words with capitals, and no fewer of these than of others."""
    words = _TOKEN.findall(line[:120])
    capitals = sum(word[0].isupper() for word in words)
    shouted = len(words) > 3 and line.isupper()
    return capitals >= 2 and 2 * capitals >= len(words) and not shouted and not _FIGURE.search(line)


def _allowed(mark: str, low: str) -> bool:
    if len(low) > _LONGEST[mark]:
        return False
    return mark in ("form", "insert", "source", "caption", "comments") or not (len(low) > 60 and _PROSE.search(low))


def _automaton(patterns: list[str]) -> "re2.Set":
    options = re2.Options()
    options.max_mem = _MEMORY
    options.log_errors = False
    found = re2.Set.FullMatchSet(options)
    for pattern in patterns:
        found.Add(pattern)
    found.Compile()
    return found


def fold(text: str) -> str:
    """Lower case, one kind of apostrophe, space and hyphen: as the phrases are written."""
    return text.translate(_SAME).lower()


def _bare(low: str) -> str:
    return low.strip(_EDGE)


def _bounded(low: str, at: int) -> bool:
    return at >= len(low) or not (low[at].isalnum() and low[at - 1].isalnum())
