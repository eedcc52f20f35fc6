"""What a page says of itself: its title, day, site, origin, authors, language, and the country it calls its own."""

import re
from collections.abc import Iterator, Sequence

from bilan.knowledge.facts import FactWords
from bilan.knowledge.languages import Languages
from bilan.knowledge.outlets import Outlets
from bilan.model import edtf
from bilan.model.document import Document, Facts, Zone
from bilan.model.mention import Gap
from bilan.model.vocabulary import ARTICLE_ZONES
from bilan.reading.facts_days import DayReader
from bilan.reading.facts_home import HomeReader
from bilan.reading.facts_names import BylineReader
from bilan.reading.facts_origins import OriginReader
from bilan.reading.facts_outlets import OutletIndex
from bilan.reading.facts_published import PublicationReader
from bilan.reading.folding import key
from bilan.reading.language import LanguageTeller

_LINE = re.compile(r"[^\n\r]+")
STEP = "facts"
_LONG = 5  # words from which on a line of a headline can stand alone


class FactReader:
    """Built once from knowledge; `read` is linear in the page and pure."""

    def __init__(
        self, words: FactWords, outlets: Outlets, days: DayReader | None = None, languages: Languages | None = None
    ) -> None:
        self._index = OutletIndex(outlets)
        self._bylines = BylineReader(words, self._index)
        self._origins = OriginReader(words, self._index)
        self._homes = HomeReader(words)
        self._published = PublicationReader(words, days or DayReader(words.days))
        self._teller = LanguageTeller(languages) if languages is not None else None

    def read(self, document: Document, folded: str, zones: Sequence[Zone]) -> tuple[Facts, tuple[Gap, ...]]:
        """The facts, and a gap for a publication day that the page leaves open.

        What the document brings along (from a manifest) wins over what the page says; a month is refined by a day.
        """
        article = [zone for zone in zones if zone.zone in ARTICLE_ZONES]
        published, basis = self._published.read(document, folded, zones)
        outlet, source = self._origin(document, zones, article)
        facts = Facts(
            title=document.title or _title(document.text, zones),
            published=published,
            published_basis=basis,
            outlet=outlet,
            source=source,
            authors=tuple(self._authors(document.text, zones)) if article else (),
            language=document.language or self._language(folded, article),
            home=document.home or self._home(document, folded, article, outlet, source),
        )
        return facts, _gaps(facts, article)

    def home(
        self, document: Document, folded: str, facts: Facts, mentions: Sequence[tuple[int, int, str]]
    ) -> str | None:
        """`facts.home`, or the country that is left for "our country" by the states that the article names.

        `mentions` are `(start, end, ISO code)` of states named in the article, in the order of the text.
        """
        return document.home or facts.home or self._homes.from_mentions(document.text, folded, mentions)

    def _origin(
        self, document: Document, zones: Sequence[Zone], article: Sequence[Zone]
    ) -> tuple[str | None, str | None]:
        """The site, and the paper or agency that the article was taken from; never the same twice."""
        text = document.text
        joint = next(
            (found for line in _lines(text, zones, "dateline") if (found := self._origins.joint(line)) is not None),
            None,
        )
        outlet = document.outlet or (joint[0] if joint is not None else None) or self._outlet(document, zones)
        source = joint[1] if joint is not None else self._source(text, zones, article)
        return outlet, None if source is not None and outlet is not None and _same(source, outlet) else source

    def _outlet(self, document: Document, zones: Sequence[Zone]) -> str | None:
        rights = list(_lines(document.text, zones, "source"))
        holder = self._origins.holder(rights)
        first = next(iter(_lines(document.text, zones[:1], "navigation")), None)
        known = self._index.at(document.url)
        return (
            holder
            or self._origins.site(rights)
            or (known.name if known is not None else None)
            or (self._origins.masthead(first, document.url, holder) if first is not None else None)
        )

    def _source(self, text: str, zones: Sequence[Zone], article: Sequence[Zone]) -> str | None:
        said = self._origins.source(_lines(text, zones, "source"))
        if said is not None:
            return said
        for line in _lines(text, zones, "byline"):
            if self._index.knows(line.strip(" ()-–—.")):
                return line.strip(" ()-–—.")
            if (acronym := self._bylines.acronym(line)) is not None:
                return acronym
        openings = [zone for zone in zones if zone.zone == "dateline"] + [
            zone for zone in article if zone.zone != "headline"
        ][:1]
        found = (self._origins.agency(text[zone.start : min(zone.end, zone.start + 120)]) for zone in openings)
        return next((one for one in found if one is not None), None)

    def _authors(self, text: str, zones: Sequence[Zone]) -> list[str]:
        """Names of the by-lines, then of the publication lines, each person once."""
        found: dict[str, str] = {}
        for line in _lines(text, zones, "byline"):
            for name in self._bylines.names(line):
                found.setdefault(key(name), name)
        for line in _lines(text, zones, "dateline"):
            for name in self._bylines.named_by(line):
                found.setdefault(key(name), name)
        return list(found.values())

    def _language(self, folded: str, article: Sequence[Zone]) -> str | None:
        if self._teller is None:
            return None
        passage = " ".join(folded[zone.start : zone.end] for zone in article)
        return self._teller.tell(passage) or self._teller.tell(folded)

    def _home(
        self, document: Document, folded: str, article: Sequence[Zone], outlet: str | None, source: str | None
    ) -> str | None:
        """The country of the writer's paper, where the writer speaks of "our country"."""
        if not any(self._homes.says_ours(folded[zone.start : zone.end]) for zone in article):
            return None
        known = [self._index.named(name) for name in (source, outlet) if name] + [self._index.at(document.url)]
        return next(
            (one.home for one in known if one is not None and one.home is not None and one.kind != "agency"), None
        )


def _same(source: str, outlet: str) -> bool:
    """Whether both are one paper: one name, or the name and its initials."""
    words = [word for word in outlet.replace("-", " ").split() if len(word) > 3 or word[0].isupper()]
    return key(source) == key(outlet) or (len(words) > 1 and key(source) == key("".join(word[0] for word in words)))


def _title(text: str, zones: Sequence[Zone]) -> str | None:
    """The headline; of one in several lines the last long one, the others being what stands over it."""
    zone = next((zone for zone in zones if zone.zone == "headline"), None)
    if zone is None:
        return None
    lines = [line.strip() for line in text[zone.start : zone.end].splitlines() if line.strip()]
    return next((line for line in reversed(lines) if len(line.split()) >= _LONG), lines[0])


def _lines(text: str, zones: Sequence[Zone], wanted: str) -> Iterator[str]:
    for zone in zones:
        if zone.zone == wanted:
            for match in _LINE.finditer(text, zone.start, zone.end):
                if match[0].strip():
                    yield match[0].strip()


def _gaps(facts: Facts, article: Sequence[Zone]) -> tuple[Gap, ...]:
    if not article or (facts.published is not None and edtf.precision(facts.published) == 3):
        return ()
    reason = "no publication day" if facts.published is None else f"publication day known as {facts.published} only"
    return (Gap(start=article[0].start, end=article[0].end, step=STEP, reason=reason),)
