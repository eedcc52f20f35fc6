"""Who wrote a page: the names in its by-lines, in the text's form."""

import re

from bilan.knowledge.facts import FactWords
from bilan.knowledge.zones import either
from bilan.reading.facts_outlets import OutletIndex
from bilan.reading.folding import fold, key

_EDGE = " \t\u00a0.,:;|-–—/()[]*•·\"'«»"
_ASIDE = re.compile(r"[(\[][^()\[\]]*[)\]]?")
_INITIAL = re.compile(r"[^\W\d_]\.$")
_SHORT_LINK = 3  # letters: a small word within a name is no longer
_WORDS = (2, 6)  # fewest and most words of a name


class BylineReader:
    """Built once from knowledge; linear in the line."""

    def __init__(self, words: FactWords, index: OutletIndex) -> None:
        self._index = index
        self._particles = words.particles
        self._lead = re.compile(rf"^[\W_]*(?:[^\W\d_]+[.:] )?(?:{either(words.byline)})(?: ?:)?(?![^\W_]) ?")
        self._end = re.compile(rf"(?:^|[\s,(|/·•–—])(?:{either(words.byline_end)})(?![^\W_])")
        self._by = re.compile(rf"(?:^|\W)(?:{either(words.by)}) ")
        signs = [one for one in words.joined if not one.isalpha()]
        spoken = [one for one in words.joined if one.isalpha()]
        self._apart = re.compile(rf"\s*(?:{either(tuple(signs))}|[|•·–—])\s*|\s(?:{either(tuple(spoken))})\s")
        self._nobody = frozenset(key(role) for role in (*words.roles, *words.anonymous))

    def names(self, line: str) -> list[str]:
        """Names of persons in a line of a by-line; nothing where it names nobody."""
        return [
            name
            for part in self._apart.split(_ASIDE.sub(" ", line))
            if (name := self._name(self._bare(part))) is not None
        ]

    def named_by(self, line: str) -> list[str]:
        """The same for a publication line, where only what stands behind "by" is a name."""
        match = self._by.search(fold(line))
        return self.names(line[match.end() :])[:1] if match is not None else []

    def acronym(self, line: str) -> str | None:
        """An agency beside a person's name in a by-line ("ATS-Léman / Corinne Aebischer")."""
        parts = [part.strip(_EDGE) for part in self._apart.split(line)]
        marked = [part for part in parts if " " not in part and sum(map(str.isupper, part)) >= 2]
        return marked[0] if len(parts) > 1 and len(marked) == 1 and self.names(line) else None

    def _bare(self, part: str) -> str:
        """`part` without the words in front of a name, and without what follows it."""
        while (match := self._lead.match(fold(part))) is not None and match.end() > 0:
            part = part[match.end() :].lstrip(" :")
        cut = self._end.search(fold(part))
        return part[: cut.start()] if cut is not None else part

    def _name(self, part: str) -> str | None:
        words: list[str] = []
        for word in part.strip(_EDGE.replace(".", "")).split():
            bare = word.strip(_EDGE)
            if not bare or not (
                bare[0].isupper() or (words and (fold(bare) in self._particles or len(bare) <= _SHORT_LINK))
            ):
                break
            words.append(word)
        while words and not words[-1][0].isupper():
            words.pop()
        name = " ".join(words)
        name = name if name and _INITIAL.search(name) else name.strip(_EDGE)
        return name if self._person(name) else None

    def _person(self, name: str) -> bool:
        if not name or key(name) in self._nobody or self._index.knows(name) or any(map(str.isdigit, name)):
            return False
        if all(_INITIAL.fullmatch(word) for word in name.split()):
            return False
        return _WORDS[0] <= len(name.split()) <= _WORDS[1] and len(name) <= 60
