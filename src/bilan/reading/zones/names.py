"""Lines that are nothing but names of persons: by-lines, signatures, captions."""

import re

from bilan.knowledge.zones import Words
from bilan.reading.folding import fold

_TOKEN = re.compile(r"[^\s]+")
_INITIAL = re.compile(r"[^\W\d_]\.?(?:-?[^\W\d_]\.)*")
_BETWEEN = re.compile(r"\s*(?:[,;/&]|\s(?:et|and|und|y)\s)\s*")
_LONGEST = 90


def named(line: str, words: Words) -> int:
    """0 where `line` is no row of names, 1 where it may be one, 2 where it is one."""
    if len(line) > _LONGEST or any(char.isdigit() for char in line):
        return 0
    parts = [part for part in _BETWEEN.split(line.strip(" .-–—()|*")) if part]
    if not 1 <= len(parts) <= 4:
        return 0
    grades = [_person(part, words) for part in parts]
    return min(grades) if len(grades) == 1 or min(grades) == 0 else max(grades)


def _person(part: str, words: Words) -> int:
    """0, 1 or 2 for one name of two to five words."""
    tokens = _TOKEN.findall(part)
    if not 2 <= len(tokens) <= 6:
        return 0
    grade = [_token(token, words) for token in tokens]
    if "" in grade or grade.count("name") + grade.count("surname") < 1 or grade[0] == "particle":
        return 0
    if "given" in grade and len(tokens) <= 5:
        return 2
    if "surname" in grade and ("name" in grade or "initial" in grade):
        return 2
    return 1 if len(tokens) <= 5 and grade.count("particle") < 2 else 0


def _token(token: str, words: Words) -> str:
    """What one word can be in a name: given, name, surname (in capitals), initial, particle; nothing if it cannot."""
    bare = token.strip("'’.,")
    low = fold(bare)
    if low in words.particles and not (bare.isupper() and len(bare) > 2):
        return "particle"
    if low in words.titles:
        return "particle"
    if _INITIAL.fullmatch(token) and bare[:1].isupper():
        return "initial"
    if not bare or not bare[0].isupper() or low in words.no_name or not bare.replace("-", "").replace("'", "").replace("’", "").isalpha():
        return ""
    if low in words.given or low.partition("-")[0] in words.given:
        return "given" if not bare.isupper() else "surname"
    return "surname" if bare.isupper() and len(bare) > 2 else "name"
