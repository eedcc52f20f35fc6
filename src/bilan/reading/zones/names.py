"""Lines that are nothing but names of persons: by-lines, signatures, captions."""

import re

from bilan.knowledge.zones import Words, either

_TOKEN = re.compile(r"\S+")
_INITIAL = re.compile(r"[^\W\d_]\.?(?:-?[^\W\d_]\.)*")
_ACRONYM = re.compile(r"[A-ZÀ-Ý]{2,8}(?:-[^\W\d_]+)?")
_ASIDE = re.compile(r"\s*[(\[][^()\[\]]{1,40}[)\]]\s*$")
_BEHIND = re.compile(r"\s*(?:,|/| [–—-]) ?")
_FIGURE = re.compile(r"\d")
_LONGEST, _MOST_WORDS, _MOST_NAMES = 90, 16, 4  # characters and words of a line of names, names in it
_WORDS_BEHIND = 6  # words that may say where somebody writes from


class Names:
    """Built once from knowledge."""

    def __init__(self, words: Words) -> None:
        self._words = words
        self._between = re.compile(rf"\s*(?:[,;/&]|\s(?:{either(words.joined)})\s)\s*")

    def grade(self, line: str) -> int:
        """0 where `line` is no row of names, 1 where it may be one, 2 where it is one."""
        if len(line) > _LONGEST or line.count(" ") >= _MOST_WORDS or _FIGURE.search(line):
            return 0
        return self._row(line) or int(self._headed(line))

    def _row(self, line: str) -> int:
        line = _ASIDE.sub("", line).strip(" -–—()|*")
        parts = [part for part in self._between.split(line) if part]
        people = [part for part in parts if not _ACRONYM.fullmatch(part)] if "/" in line else parts
        if not 1 <= len(people) <= _MOST_NAMES:
            return 0
        grades = [self._person(part) for part in people]
        return max(grades) if min(grades) > 0 else 0

    def _headed(self, line: str) -> bool:
        """Whether `line` opens with a person's name and says in few words where that is ("Nadim Karamé, Beyrouth")."""
        head = _BEHIND.split(line, maxsplit=1)
        if len(head) < 2 or ":" in line or len(head[1].split()) > _WORDS_BEHIND:
            return False
        return self._person(head[0]) > 0

    def _person(self, part: str) -> int:
        """0, 1 or 2 for one name of two to six words."""
        tokens = _TOKEN.findall(part)
        if not 2 <= len(tokens) <= 6:
            return 0
        kinds = [self._kind(token) for token in tokens]
        if kinds.count("initial") >= 2 and set(kinds) <= {"initial", "particle"}:
            return 1
        if "" in kinds or not {"name", "surname", "given"} & set(kinds) or self._opens_low(kinds, tokens):
            return 0
        if "given" in kinds or ("surname" in kinds and ("name" in kinds or "initial" in kinds)):
            return 2 if len(tokens) <= 5 else 1
        return 1 if len(tokens) <= 5 and kinds.count("particle") < 3 else 0

    def _opens_low(self, kinds: list[str], tokens: list[str]) -> bool:
        """Whether the first word is an article or a preposition, no particle that opens a name ("El", "Ben", "Dr")."""
        return kinds[0] == "particle" and (not tokens[0][:1].isupper() or tokens[0].lower() in self._words.small)

    def _kind(self, token: str) -> str:
        """What one word can be in a name: given, name, surname (in capitals), initial, particle; else nothing."""
        words, bare = self._words, token.strip("'’.,")
        low = bare.lower()
        if (low in words.particles and not (bare.isupper() and len(bare) > 2)) or low in words.titles:
            return "particle"
        if _INITIAL.fullmatch(token):
            return "initial" if bare[:1].isupper() else ""
        if low in words.small or low in words.no_name or low in words.press or not bare[:1].isupper():
            return ""
        if not bare.translate(_JOINTS).isalpha():
            return ""
        if bare.isupper():
            return "surname" if len(bare) > 2 else ""
        return "given" if low in words.given or low.partition("-")[0] in words.given else "name"


_JOINTS = str.maketrans("", "", "-'’")
