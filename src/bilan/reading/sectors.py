"""Sectors: words that name a field of cooperation, the longest phrase at a place."""

from bilan.knowledge.sectors import SectorWords
from bilan.model.mention import SectorMention
from bilan.reading.lexicon import Lexicon


class SectorReader:
    """Finds sector words."""

    def __init__(self, knowledge: SectorWords) -> None:
        hidden = ((phrase, "") for phrase in knowledge.hidden.words)
        self._lexicon: Lexicon[str] = Lexicon((*dict.fromkeys(knowledge.forms()), *hidden))

    def find(self, folded: str, start: int, end: int) -> list[SectorMention]:
        """Mentions in `folded[start:end]`, in order, with the document's offsets; two for a phrase of two sectors."""
        return [
            SectorMention(start=start + hit.start, end=start + hit.end, sector=hit.payload)
            for hit in self._lexicon.find(folded[start:end])
            if hit.payload
        ]
