"""Places: countries, capitals, towns, regions, and sites such as an airport or a base with its name."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from typing import Literal, NamedTuple

from bilan.knowledge.places import PlaceKnowledge
from bilan.knowledge.states import StateNames
from bilan.model.mention import Place
from bilan.reading.folding import fold, key, unaccented
from bilan.reading.lexicon import Hit, Lexicon
from bilan.reading.sentences import Sentence

PlaceKind = Literal["country", "capital", "town", "region", "site"]
_UPPER = "A-Z" + "".join(c for c in map(chr, range(0xC0, 0x250)) if c.isupper()) + "\u1e00-\u1eff"


class _Known(NamedTuple):
    """A name with its state and kind (None: no place at all), or with `noun` a common noun such as "airport"."""

    name: str
    state: str | None
    kind: PlaceKind | None
    needs: bool = False
    noun: bool = False


class PlaceReader:
    """Finds places. A capital gives a place here and a state's mention in the actors reader: the caller decides."""

    def __init__(self, knowledge: PlaceKnowledge) -> None:
        words = knowledge.words
        self._lexicon: Lexicon[_Known] = Lexicon((_plain(fold(known.name)), known) for known in _known(knowledge))
        self._needs = tuple(_plain(fold(word)) for word in knowledge.states.grammar.determiners)
        self._given = frozenset(key(name) for name in knowledge.names.given)
        self._ordinary = frozenset(unaccented(fold(word)) for word in knowledge.names.ordinary)
        self._nowhere = words.nowhere
        name = rf"[{_UPPER}]\w*(?:['\u2019]\w+)*(?:[-\u2010\u2011]\w+)*"
        of = _alternatives(words.of)
        self._of = re.compile(rf" (?:{of}) ?")
        self._name = re.compile(rf"{name}(?: {name})*")
        self._at = re.compile(rf"(?<!\w)(?:{_alternatives(words.at[:1])}) (?=[a-z])")
        self._quarter = re.compile(rf"(?<!\w)(?:{_alternatives(words.quarters)}) (?:{of}) ?")

    def find(self, text: str, folded: str, sentences: Sequence[Sentence]) -> list[Place]:
        """Places by start; a site spans its noun and its name, and the name stands beside it as a place of its own."""
        plain = _plain(folded)
        inside = _Inside(sentences)
        hits = self._lexicon.every(plain)
        places = list(self._named(text, plain, inside, hits))
        starts = {place.start: place for place in places}
        places += self._sites(text, plain, inside, starts, hits)
        places += self._unknown(text, plain, inside, starts)
        places.sort(key=lambda place: (place.start, -place.end))
        return places

    def _named(self, text: str, plain: str, inside: "_Inside", hits: Sequence[Hit[_Known]]) -> Iterator[Place]:
        end = -1
        for hit in hits:
            known = hit.payload
            if (
                known.noun
                or hit.start < end
                or (hit.end - hit.start < 5 and text[hit.start : hit.end].lower() != known.name.lower())
            ):
                continue
            if not _capital(text[hit.start : hit.end]) or not inside.holds(hit.start, hit.end):
                continue
            if known.needs and not plain[max(0, hit.start - 14) : hit.start].rstrip().endswith(self._needs):
                continue
            if known.kind is not None and self._personal(text, hit.start, hit.end, known):
                continue
            end = hit.end
            if known.kind is not None:
                yield Place(start=hit.start, end=hit.end, name=known.name, state=known.state, kind=known.kind)

    def _personal(self, text: str, start: int, end: int, known: _Known) -> bool:
        """Whether the word is part of a person's name: a first name before it, or it is one with a surname behind."""
        if known.kind == "country":
            return False
        before = text[:start].rstrip()[-30:].rsplit(" ", 1)[-1] if text[start - 1 : start] == " " else ""
        if before[:1].isupper() and key(before) in self._given and text[start - 2 : start - 1] not in ",.;":
            return True
        return key(text[start:end]) in self._given and text[end : end + 1] == " " and text[end + 1 : end + 2].isupper()

    def _sites(
        self, text: str, plain: str, inside: "_Inside", known: dict[int, Place], hits: Sequence[Hit[_Known]]
    ) -> Iterator[Place]:
        done = -1
        for start, noun_end, noun in hits:
            if not noun.noun or start < done:
                continue
            of = self._of.match(plain, noun_end)
            if of is None:
                continue
            place = known.get(of.end())
            end = place.end if place is not None else self._end(text, of.end())
            if end is None or not inside.holds(start, end):
                continue
            done = noun_end
            name = " ".join(text[start:end].split())
            yield Place(
                start=start,
                end=end,
                name=name,
                state=place.state if place is not None else None,
                kind=noun.kind or "site",
            )

    def _unknown(self, text: str, plain: str, inside: "_Inside", known: dict[int, Place]) -> Iterator[Place]:
        """A single capitalised word behind "à": a town that no list has."""
        for match in self._at.finditer(plain):
            at = match.end()
            if at in known or not text[at].isupper():
                continue
            end = self._end(text, at)
            word = text[at:end] if end is not None else ""
            if end is None or " " in word or not inside.holds(at, end) or word in self._nowhere or word.isupper():
                continue
            if key(word) in self._given:
                continue
            yield Place(start=at, end=end, name=word, kind="town")

    def _end(self, text: str, at: int) -> int | None:
        """End of the capitalised words at `at`; None where they are ordinary words ("de la Défense")."""
        match = self._name.match(text, at)
        if match is None or unaccented(fold(match[0].split(" ")[0])) in self._ordinary:
            return None
        return match.end()


class _Inside:
    """Whether a span lies in one of the sentences."""

    def __init__(self, sentences: Sequence[Sentence]) -> None:
        self._sentences = sentences
        self._starts = [sentence.start for sentence in sentences]

    def holds(self, start: int, end: int) -> bool:
        index = bisect_right(self._starts, start) - 1
        return index >= 0 and end <= self._sentences[index].end


def _known(knowledge: PlaceKnowledge) -> Iterator[_Known]:
    """Everything that is a place, leads to one, or looks like one."""
    for code, names in knowledge.states.states.items():
        yield from _country(code, names)
    for record in knowledge.states.ambiguous:
        yield from (
            _Known(word, None, "country") for word in record.words if word[0].isupper() and not word.endswith("s")
        )
    yield from (_Known(phrase, None, None) for phrase in knowledge.states.nothing.words)
    yield from (_Known(noun, None, "site", noun=True) for noun in knowledge.words.sites)
    yield from (_Known(noun, None, "region", noun=True) for noun in knowledge.words.regions)
    yield from (_Known(town, code, "town") for code, towns in knowledge.towns.items() for town in towns)
    yield from (_Known(region, code, "region") for code, regions in knowledge.regions.items() for region in regions)


def _country(code: str, names: StateNames) -> Iterator[_Known]:
    """A state's names, letters of up to three left out, and its capital."""
    for name in names.names:
        if " " in name or not name.isupper() or len(name) > 3:
            yield _Known(name, code, "country", names.needs is not None and name == names.name)
    yield from (_Known(capital, code, "capital") for capital in names.capital if capital not in names.names)


def _plain(folded: str) -> str:
    return unaccented(folded).replace("-", " ")


def _alternatives(words: Sequence[str]) -> str:
    return "|".join(re.escape(_plain(fold(word))) for word in sorted(words, key=len, reverse=True))


def _capital(written: str) -> bool:
    return written[0].isupper() or any(c.isupper() for c in written[1:])
