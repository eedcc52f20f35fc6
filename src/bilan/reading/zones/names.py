"""Lines that are nothing but names of persons: by-lines, signatures, captions."""

import re

from bilan.knowledge.zones import Words

_TOKEN = re.compile(r"[^\s]+")
_INITIAL = re.compile(r"[^\W\d_]\.?(?:-?[^\W\d_]\.)*")
_BETWEEN = re.compile(r"\s*(?:[,;/&]|\s(?:et|and|und|y)\s)\s*")
_ACRONYM = re.compile(r"[A-ZÀ-Ý]{2,8}(?:-[^\W\d_]+)?")
_ASIDE = re.compile(r"\s*[(\[][^()\[\]]{1,40}[)\]]\s*$")
_BEHIND = re.compile(r"\s*(?:,|/| [–—-]) ?")
_MOST_WORDS = 16
_DIGIT = re.compile(r"\d")
_LONGEST = 90


def named(line: str, words: Words) -> int:
    """0 where `line` is no row of names, 1 where it may be one, 2 where it is one."""
    if len(line) > _LONGEST or _DIGIT.search(line):
        return 0
    if line.count(" ") >= _MOST_WORDS:
        return 0
    line = _ASIDE.sub("", line).strip(" .-–—()|*") + ("." if line.rstrip(" )-–—|*").endswith(".") and line.rstrip(" .")[-2:-1] in " ." else "")
    parts = [part for part in _BETWEEN.split(line) if part]
    if not 1 <= len(parts) <= 4:
        return 0
    people = [part for part in parts if not _ACRONYM.fullmatch(part)] if "/" in line else parts
    grades = [_person(part, words) for part in people] or [0]
    return min(grades) if len(grades) == 1 or min(grades) == 0 else max(grades)


def headed(line: str, words: Words) -> bool:
    """Whether `line` opens with the name of a person and says in few words where or what that is ("Nadim Karamé, Beyrouth")."""
    head = _BEHIND.split(line, maxsplit=1)
    return len(head) == 2 and len(line) <= _LONGEST and len(head[1].split()) <= 6 and _person(head[0], words) > 0 and ":" not in line


def _person(part: str, words: Words) -> int:
    """0, 1 or 2 for one name of two to five words."""
    tokens = _TOKEN.findall(part)
    if not 2 <= len(tokens) <= 6:
        return 0
    grade = [_token(token, words) for token in tokens]
    if len(tokens) <= 5 and grade.count("initial") >= 2 and set(grade) <= {"initial", "particle"}:
        return 1
    if "" in grade or grade.count("name") + grade.count("surname") < 1 or _opens_low(grade, tokens, words):
        return 0
    if "given" in grade and len(tokens) <= 5:
        return 2
    if "surname" in grade and ("name" in grade or "initial" in grade):
        return 2
    return 1 if len(tokens) <= 5 and grade.count("particle") < 2 else 0


def _opens_low(grade: list[str], tokens: list[str], words: Words) -> bool:
    """Whether the first word is an article or a preposition, not a particle that opens a name ("El", "Ben", "Dr")."""
    return grade[0] == "particle" and (not tokens[0][:1].isupper() or tokens[0].lower() in words.small)


def _token(token: str, words: Words) -> str:
    """What one word can be in a name: given, name, surname (in capitals), initial, particle; nothing if it cannot."""
    bare = token.strip("'’.,")
    low = bare.lower()
    if low in words.particles and not (bare.isupper() and len(bare) > 2):
        return "particle"
    if low in words.titles:
        return "particle"
    if low in words.small and not _INITIAL.fullmatch(token):
        return ""
    if _INITIAL.fullmatch(token) and bare[:1].isupper():
        return "initial"
    if not bare or not bare[0].isupper() or low in words.no_name or not bare.replace("-", "").replace("'", "").replace("’", "").isalpha():
        return ""
    if low in words.given or low.partition("-")[0] in words.given:
        return "given" if not bare.isupper() else "surname"
    if bare.isupper():
        return "surname" if len(bare) > 2 else ""
    return "name"
