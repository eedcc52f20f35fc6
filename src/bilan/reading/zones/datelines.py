"""Publication lines: a day, and around it nothing but the words of publication and a name or two."""

import re

from bilan.knowledge.zones import ZoneWords, either

_FIGURE = re.compile(r"\d")
_TOKEN = re.compile(r"[^\W\d_]+(?:[.'’-][^\W\d_]+)*")
_MOST_NAMES = 4  # capitalised words beside the day: a town, a paper, an agency


class Datelines:
    """Tells publication lines by their make-up."""

    def __init__(self, words: ZoneWords) -> None:
        month, weekday, first = either(words.months), either(words.weekdays), either(words.first)
        self._date = re.compile(
            rf"(?:\b(?:{weekday})\.?,? )?\b\d{{1,2}} ?(?:{first})? (?:{month})\b\.?(?:,? \d{{4}})?"
            rf"|\b\d{{1,2}}[./-]\d{{1,2}}[./-](?:\d{{4}}|\d\d)\b|\b\d{{4}}[./-]\d{{1,2}}[./-]\d{{1,2}}\b"
            rf"|\b(?:{month})\b\.? \d{{4}}|\b(?:{month}) \d{{1,2}}, \d{{4}}"
        )
        self._plain = words.file.words.publication | frozenset(words.weekdays) | frozenset(words.months)

    def fits(self, line: str, low: str) -> bool:
        """Whether `line` (and `low`, the same folded) is a publication line."""
        if len(line) > 140 or not _FIGURE.search(low):
            return False
        found = list(self._date.finditer(low))
        if not found or line.rstrip()[-1] in "?!;":
            return False
        rest, at = [], 0
        for match in found:
            rest.append(line[at : match.start()])
            at = match.end()
        rest.append(line[at:])
        return self._around(" ".join(rest))

    def _around(self, rest: str) -> bool:
        names = 0
        for token in _TOKEN.findall(rest):
            if token.lower().replace("’", "'") in self._plain:
                continue
            if not token[0].isupper():
                return False
            names += 1
        return names <= _MOST_NAMES
