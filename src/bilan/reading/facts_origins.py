"""From which site a page comes, and from which paper or agency its article was taken."""

import re
from collections.abc import Iterable

from bilan.knowledge.facts import FactWords
from bilan.knowledge.zones import either
from bilan.reading.facts_outlets import OutletIndex, host
from bilan.reading.folding import fold, key

_DOMAIN = re.compile(r"(?:www\.)?((?:[\w-]+\.)+[a-z]{2,7})", re.IGNORECASE)
_YEARS = re.compile(r"\b(?:19|20)\d\d\b(?: ?[-–/] ?(?:19|20)?\d\d)?")
_FREQUENCY = re.compile(r"\s\d{2,3}[.,]\d\s?(?:FM|MHz)?.*$")
_EDGE = " \t\u00a0.,:;|-–—/()[]*•·\"'«»>"
_PARTS = re.compile(r"\s+(?:[-–—|•·>»›/]|::)\s+|\s{2,}|\s?\|\s?|, ")
_ACRONYM = re.compile(r".{8,}\(([^()\s]*[A-Z]{2}[^()\s]*)\)?$")
_AGENCY = re.compile(r"[^\W\d_][^!?()\n]{1,60}?[(\[]\s?([^()\[\]\n]{2,40}?)\s?[)\]]\s?(?:[-–—:,]|$)")
_LONGEST = 6  # words of an outlet's name


class OriginReader:
    """Built once from knowledge; linear in the lines."""

    def __init__(self, words: FactWords, index: OutletIndex) -> None:
        self._index = index
        self._lead = re.compile(rf"^[\W_]*(?:{either(words.source)})(?: ?:)?\s+(?=\S)")
        self._with = re.compile(rf"(?<=\S)\s(?:{either(tuple(one for one in words.source if one.isalpha()))})\s(?=\S)")
        self._none = frozenset(key(word) for word in words.no_source)
        self._rights = re.compile(either(words.rights))
        self._apart = re.compile(rf"[|–—•·]|\s-\s|,|\. |\s(?:{either(words.by)})\s")
        self._and = next(one for one in words.joined if one.isalpha())
        self._press, self._particles = words.press, words.particles
        self._articles = re.compile(rf"^(?:{either(words.articles)})\s?")

    def source(self, lines: Iterable[str]) -> str | None:
        """The origin that the first of `lines` names that names one."""
        return next((found for line in lines if (found := self._of_line(line)) is not None), None)

    def agency(self, opening: str) -> str | None:
        """The agency in brackets behind the town of a dispatch's opening words ("KIGALI, 3 sept. (APS) –")."""
        match = _AGENCY.match(opening[:110])
        if match is None or key(match[1]) in self._none or not match[1][0].isupper() or any(map(str.isdigit, match[1])):
            return None
        return match[1].strip() if len(match[1].split()) <= 4 else None

    def joint(self, line: str) -> tuple[str, str] | None:
        """Site and origin of a publication line ("Pacifique-Actu avec RNZ-Info • 19 février 2024")."""
        head = _PARTS.split(line, maxsplit=1)[0]
        match = self._with.search(fold(head))
        if match is None:
            return None
        outlet, origin = head[: match.start()].strip(_EDGE), head[match.end() :].strip(_EDGE)
        return (outlet, origin) if self._is_name(outlet) and self._is_name(origin) else None

    def holder(self, lines: Iterable[str]) -> str | None:
        """Who holds the rights: what is left of a copyright line, as far as it is a name."""
        for line in lines:
            if self._rights.search(fold(line)) is None:
                continue
            left = _YEARS.sub("|", self._blanked(line))
            name = next((part for one in self._apart.split(left) if self._is_holder(part := one.strip(_EDGE))), None)
            if name is not None:
                return name
        return None

    def site(self, lines: Iterable[str]) -> str | None:
        """The host that stands as a line of its own, behind a headline."""
        return next((match[1] for line in lines if (match := _DOMAIN.fullmatch(line.strip(_EDGE))) is not None), None)

    def masthead(self, line: str, url: str | None, holder: str | None) -> str | None:
        """The site's name in the page's first line, where its address, its rights or its own words vouch for it."""
        name = _FREQUENCY.sub("", _PARTS.split(line.strip(_EDGE), maxsplit=1)[0]).strip(_EDGE)
        if not self._is_name(name):
            return None
        packed = self._packed(name)
        if self._index.knows(name) or (holder is not None and key(holder) == key(name)):
            return name
        if len(packed) > 4 and packed in self._packed(host(url).rpartition(".")[0]):
            return name
        return name if self._is_press(name) else None

    def _packed(self, name: str) -> str:
        """`name` as hosts spell names: in one word, the sign for "and" written out."""
        return key(name.replace("&", f" {self._and} ")).replace(" ", "")

    def _is_press(self, name: str) -> bool:
        """Whether the name is built as papers' names are: a press noun, or an article and capitals."""
        words = re.split(r"[\s'’-]", fold(name))
        printed = name.split()
        if len(printed) > 4 and all(word[0].isupper() for word in printed):  # a menu, not a name
            return False
        if len(words) >= 2 and any(word in self._press for word in words):
            return True
        rest = name[self._articles.match(fold(name)).end() :] if self._articles.match(fold(name)) else ""  # type: ignore[union-attr]
        return len(rest.split()) >= 2 and rest.split()[0][0].isupper()

    def _of_line(self, line: str) -> str | None:
        if self._rights.search(fold(line)) is not None:
            return None
        match = self._lead.match(fold(line))
        name = (line[match.end() :] if match is not None else line).strip(_EDGE)
        if name[:1].islower() and (article := self._articles.match(fold(name))) is not None:
            name = name[article.end() :]
        if match is None and not (line.lstrip()[:1] in "(|[–—-" or self._index.knows(name) or "-" in line):
            return None
        acronym = _ACRONYM.match(name)
        name = acronym[1] if acronym is not None else name
        if not name or key(name) in self._none or (_DOMAIN.fullmatch(name) and match is None):
            return None
        return name if self._is_name(name, longest=8) else None

    def _is_name(self, name: str, longest: int = _LONGEST) -> bool:
        if not name or not (name[0].isupper() or name[0].isdigit()) or not any(map(str.isalpha, name)):
            return False
        return len(name.split()) <= longest and len(name) <= 70 and key(name) not in self._none

    def _is_holder(self, name: str) -> bool:
        """A name at least half of whose words, particles aside, are capitalised."""
        words = [word for word in name.split() if fold(word) not in self._particles]
        return self._is_name(name) and 2 * sum(word[0].isupper() or word[0].isdigit() for word in words) >= len(words)

    def _blanked(self, line: str) -> str:
        """`line` with the words of rights replaced by bars."""
        folded, parts, at = fold(line), [], 0
        for match in self._rights.finditer(folded):
            parts.append(line[at : match.start()])
            at = match.end()
        return "|".join([*parts, line[at:]])
