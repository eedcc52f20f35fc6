"""The door itself: lays the quote, looks at its edges, checks the slots, and only then lets a statement be built."""

from collections.abc import Sequence

from bilan.errors import ProofError
from bilan.knowledge import cues, numbers, states
from bilan.knowledge.files import Shelf
from bilan.model.document import Document, Zone
from bilan.model.reading import Reading
from bilan.model.statement import Statement
from bilan.model.vocabulary import ARTICLE_ZONES
from bilan.reading.door import differences
from bilan.reading.door.laying import Quote, Twin, twin
from bilan.reading.door.lexis import DoorWords
from bilan.reading.door.proposal import Proposal, Refusal
from bilan.reading.door.slots import Slots
from bilan.reading.folding import fold
from bilan.reading.numbers import NumberReader
from bilan.reading.reader import Reader

RULE = "proposed"
"""What stands as the rule of a statement that came in by the door; its `reader` is the proposer."""

SHORTEST, LONGEST = 12, 450


class Door:
    """Built once from knowledge. The page last asked about is remembered, since proposals come in rows.

    A `reader` that is given should be `thorough`: times and quantities of pages on one state are asked for too.
    """

    def __init__(self, shelf: Shelf, language: str = "fr", *, reader: Reader | None = None) -> None:
        self._reader = Reader(shelf, language, thorough=True) if reader is None else reader
        self._words = DoorWords(
            cues.load(shelf, language), states.load(shelf, language), NumberReader(numbers.load(shelf, language))
        )
        self._page: _Page | None = None

    def admit(self, document: Document, proposal: Proposal) -> Statement | Refusal:
        """The statement, proved on the page's own characters; else why not. Raises nothing for any proposal."""
        if self._page is None or self._page.document != document:
            self._page = _Page(document, self._reader.read(document), self._words)
        page = self._page
        span = self._laid(page, proposal)
        if isinstance(span, Refusal):
            return span
        refusal = page.slots.refusal(proposal, *span)
        if refusal is not None:
            return refusal
        try:
            return Statement.proved(document, *span, rule=RULE, reader=proposal.proposer, **proposal.fields())
        except ProofError as error:
            return Refusal.of("{error}", "vocabulary", error=str(error))

    def _laid(self, page: "_Page", proposal: Proposal) -> tuple[int, int] | Refusal:
        """Where in the article the quote stands."""
        quote = Quote(proposal.quote)
        if not quote.core or len(proposal.quote.strip()) < SHORTEST or len(proposal.quote) > 2 * LONGEST:
            return _length(len(proposal.quote))
        everywhere = quote.on(page.document.text, page.twin)
        places = [place for place in everywhere if page.in_article(*place)]
        if not places and everywhere:
            return Refusal.of("it stands outside the article, at {at}", "furniture", at=str(everywhere[0][0]))
        if not places:
            return differences.told(page.document.text, page.twin, page.article, quote, self._words)
        chosen = _nearest(places, proposal.near)
        if isinstance(chosen, Refusal):
            return chosen
        return self._edges(page.folded, *chosen) or chosen

    def _edges(self, folded: str, start: int, end: int) -> Refusal | None:
        """Nothing that turns the passage's sense may be cut off at its ends."""
        if not SHORTEST <= end - start <= LONGEST:
            return _length(end - start)
        if self._words.cuts_number(folded, start, end):
            return Refusal.of("it cuts a number off at one end", "number", start=start, end=end)
        if self._words.cuts_negation(folded, start, end):
            return Refusal.of("it leaves out a negation that stands just outside it", "negation", start=start, end=end)
        return None


class _Page:
    """A page made ready for any number of proposals."""

    def __init__(self, document: Document, reading: Reading, words: DoorWords) -> None:
        self.document = document
        self.reading = reading
        self.folded = fold(document.text)
        self.slots = Slots(document, self.folded, reading, words)
        self.twin: Twin = twin(document.text)
        self.article: list[Zone] = [zone for zone in reading.zones if zone.zone in ARTICLE_ZONES]

    def in_article(self, start: int, end: int) -> bool:
        """Whether a passage lies in the article, every character of it."""
        touched = [zone for zone in self.reading.zones if zone.start < end and start < zone.end]
        if not touched or any(zone.zone not in ARTICLE_ZONES for zone in touched):
            return False
        return touched[0].start <= start and end <= touched[-1].end


def _nearest(places: Sequence[tuple[int, int]], near: int | None) -> tuple[int, int] | Refusal:
    """The one place, or the one nearest to the hint."""
    if len(places) == 1:
        return places[0]
    if near is not None:
        first, second = sorted(places, key=lambda place: abs(place[0] - near))[:2]
        if abs(first[0] - near) < abs(second[0] - near):
            return first
    at = ", ".join(str(start) for start, _ in places)
    return Refusal.of("it stands at {at}: say near which offset", "ambiguous", at=at)


def _length(characters: int) -> Refusal:
    return Refusal.of(
        "a passage has {shortest} to {longest} characters, this has {characters}", "length",
        shortest=str(SHORTEST), longest=str(LONGEST), characters=str(characters),
    )  # fmt: skip
