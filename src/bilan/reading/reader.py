"""Reads a document: zones, facts, sentences, mentions, statements. Pure: no file, no network, no clock.

Built once from knowledge, then used for any number of pages. What is not understood stays as a gap in the reading.
"""

from collections.abc import Sequence
from typing import NamedTuple

import msgspec

from bilan.knowledge import (
    claims,
    cues,
    facts,
    frames,
    giving,
    goods,
    languages,
    nouns,
    numbers,
    offtopic,
    outlets,
    places,
    quantities,
    sectors,
    times,
    units,
    verbs,
    zones,
)
from bilan.knowledge import sentences as sentence_words
from bilan.knowledge.actors import load as load_actors
from bilan.knowledge.files import Shelf
from bilan.model.document import Document, Facts, Zone
from bilan.model.mention import Actor, Gap, Place, Quantity, SectorMention, Time
from bilan.model.reading import Reading
from bilan.model.vocabulary import ARTICLE_ZONES
from bilan.reading.actors import ActorReader
from bilan.reading.facts import FactReader
from bilan.reading.folding import fold
from bilan.reading.frames.framer import Framer
from bilan.reading.frames.pairs import concerns_two, main_pair, weigh
from bilan.reading.frames.scene import Scene
from bilan.reading.frames.seats import seat_places
from bilan.reading.frames.words import FrameWords
from bilan.reading.numbers import NumberReader
from bilan.reading.places import PlaceReader
from bilan.reading.quantities import QuantityReader
from bilan.reading.sectors import SectorReader
from bilan.reading.sentences import Sentence, of_article
from bilan.reading.times import TimeReader
from bilan.reading.zones import ZoneReader

VERSION = "1"


class Reader:
    """`read(document)` gives everything seen in it. `version` changes whenever a reading may."""

    def __init__(self, shelf: Shelf, language: str = "fr", *, forward: bool = False, thorough: bool = False) -> None:
        self.language = language
        self.version = f"{VERSION}.{shelf.digest(language)[:8]}"
        self._thorough = thorough
        self._sentence_words = sentence_words.load(shelf, language)
        self._zones = ZoneReader(zones.load(shelf, language))
        self._facts = FactReader(facts.load(shelf, language), outlets.load(shelf), languages=languages.load(shelf))
        number_reader = NumberReader(numbers.load(shelf, language))
        self._times = TimeReader(times.load(shelf, language), number_reader, forward=forward)
        self._quantities = QuantityReader(quantities.load(shelf, language), units.load(shelf), number_reader)
        knowledge = load_actors(shelf, language)
        self._actors, self._places = ActorReader(knowledge), PlaceReader(places.load(shelf, language))
        self._sectors = SectorReader(sectors.load(shelf, language))
        self._lexis = FrameWords(cues=cues.load(shelf, language), rules=frames.load(shelf, language),
                                 goods=goods.load(shelf, language), nouns=nouns.load(shelf, language),
                                 verbs=verbs.load(shelf, language), claims=claims.load(shelf, language),
                                 offtopic=offtopic.load(shelf, language))  # fmt: skip
        self._seats = self._lexis.rules.visit.seats
        named = knowledge.states.words.states
        self._state_names = {code: (w.name, w.capital[0] if w.capital else None) for code, w in named.items()}
        self._framer = Framer(giving.load(shelf), self.version)

    def read(self, document: Document) -> Reading:
        """Zones first: only article zones are searched for mentions, and only mentions make statements.

        A page that does not speak of two states is not searched for times, quantities and places, unless the reader is
        `thorough`.
        """
        folded = fold(document.text)
        zone_list = self._zones.read(document, folded)
        found_facts, gaps = self._facts.read(document, folded, zone_list)
        if found_facts.language not in (None, self.language):
            return Reading(document=document.name, page=document.digest, facts=found_facts, zones=zone_list, gaps=gaps)
        pieces = self.sentences(document, zone_list)
        only = [sentence for sentence, _ in pieces]
        actors, found_facts, actor_gaps = self._who(document, folded, only, found_facts)
        weights = weigh(actors, pieces)
        if not self._thorough and not concerns_two(weights, main_pair(weights, found_facts.home), len(folded)):
            return Reading(
                document=document.name,
                page=document.digest,
                facts=found_facts,
                zones=zone_list,
                actors=tuple(actors),
                gaps=tuple(sorted((*gaps, *actor_gaps), key=_place_of_gap)),
            )
        open_ = [*gaps, *actor_gaps]
        return self._article(
            document, folded, zone_list=zone_list, found=found_facts, pieces=pieces, actors=actors, gaps=open_
        )

    def _article(
        self,
        document: Document,
        folded: str,
        *,
        zone_list: tuple[Zone, ...],
        found: Facts,
        pieces: list[tuple[Sentence, str]],
        actors: list[Actor],
        gaps: list[Gap],
    ) -> Reading:
        only = [sentence for sentence, _ in pieces]
        time_list, time_gaps = self._when(document, folded, zone_list, found.published)
        franc = "XOF"
        quantity_list = [
            q for zone in zone_list if zone.zone in ARTICLE_ZONES
            for q in self._quantities.find(document.text, folded, zone.start, zone.end, time_list, franc=franc)
        ]  # fmt: skip
        place_list = self._places.find(document.text, folded, only)
        place_list += seat_places(folded, actors, place_list, self._seats, self._state_names)
        sector_list = [s for sentence in only for s in self._sectors.find(folded, sentence.start, sentence.end)]
        mentions = _Mentions(actors, place_list, time_list, quantity_list, sector_list)
        statements, unproved = self._framer.statements(self._scene(document, folded, found, pieces, mentions))
        return Reading(
            document=document.name, page=document.digest, facts=found, zones=zone_list, times=tuple(time_list),
            quantities=tuple(quantity_list), actors=tuple(actors), places=tuple(place_list), sectors=tuple(sector_list),
            statements=tuple(statements), gaps=tuple(sorted((*gaps, *time_gaps, *unproved), key=_place_of_gap)),
        )  # fmt: skip

    def scene(self, document: Document, reading: Reading) -> Scene:
        """The page as frames see it, made again from its reading: for whoever explains the reading."""
        r = reading
        mentions = _Mentions(r.actors, r.places, r.times, r.quantities, r.sectors)
        return self._scene(document, fold(document.text), r.facts, self.sentences(document, r.zones), mentions)

    def sentences(self, document: Document, zone_list: Sequence[Zone]) -> list[tuple[Sentence, str]]:
        """The sentences of the article, each with its zone."""
        return of_article(document.text, zone_list, self._sentence_words)

    def _who(
        self, document: Document, folded: str, only: Sequence[Sentence], found: Facts
    ) -> tuple[list[Actor], Facts, list[Gap]]:
        """Actors, and the writer's country where the page's own mentions settle it."""
        actors, gaps = self._actors.find(document.text, folded, only, found.home, found.published)
        if found.home is None:
            mentions = [(a.start, a.end, a.party) for a in actors if a.type == "state" and a.party]
            home = self._facts.home(document, folded, found, mentions)
            if home is not None:
                found = msgspec.structs.replace(found, home=home)
                actors, gaps = self._actors.find(document.text, folded, only, home, found.published)
        return actors, found, gaps

    def _when(
        self, document: Document, folded: str, zone_list: Sequence[Zone], published: str | None
    ) -> tuple[list[Time], list[Gap]]:
        found: list[Time] = []
        gaps: list[Gap] = []
        for zone in zone_list:
            if zone.zone in ARTICLE_ZONES:
                some, open_ = self._times.find(document.text, folded, zone.start, zone.end, published)
                found += some
                gaps += open_
        return found, gaps

    def _scene(
        self,
        document: Document,
        folded: str,
        found: Facts,
        pieces: Sequence[tuple[Sentence, str]],
        mentions: "_Mentions",
    ) -> Scene:
        return Scene(
            document=document,
            folded=folded,
            facts=found,
            lexis=self._lexis,
            sentences=pieces,
            actors=mentions.actors,
            places=mentions.places,
            times=mentions.times,
            quantities=mentions.quantities,
            sectors=mentions.sectors,
        )


class _Mentions(NamedTuple):
    """All that is found in a page before frames look at it."""

    actors: Sequence[Actor]
    places: Sequence[Place]
    times: Sequence[Time]
    quantities: Sequence[Quantity]
    sectors: Sequence[SectorMention]


def _place_of_gap(gap: Gap) -> tuple[int, int, str]:
    return gap.start, gap.end, gap.step
