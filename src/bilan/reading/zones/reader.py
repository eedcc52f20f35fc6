"""The zone reader."""

from bilan.knowledge.zones import ZoneWords
from bilan.model.document import Document, Zone
from bilan.reading.zones import comments, course, naming, own
from bilan.reading.zones.blocks import Block
from bilan.reading.zones.cutting import Cutter
from bilan.reading.zones.marks import Marks
from bilan.reading.zones.shapes import weigh


class ZoneReader:
    """Built once from knowledge; `read` takes time linear in the page."""

    def __init__(self, words: ZoneWords) -> None:
        self._words = words.file.words
        self._marks = Marks(words)
        self._cutter = Cutter(words, self._marks)
        self._tone = comments.Tone(words.file.comments)

    def read(self, document: Document, folded: str) -> tuple[Zone, ...]:
        """The zones of `document`, in order, covering every character that is not white space, without overlap.

        `folded` is `folding.fold(document.text)`. Zones that the document brings along are returned as they are.
        """
        if document.zones is not None:
            return document.zones
        blocks = self._cutter.blocks(document, folded)
        for block in blocks:
            weigh(block, document.text, folded, self._words)
        self._marks.mark(blocks, document.text, folded)
        own.claim(blocks, document)
        comments.find(blocks, document.text, folded, self._tone)
        course.run(blocks)
        naming.name(blocks)
        return tuple(_merged(blocks))


def _merged(blocks: list[Block]) -> list[Zone]:
    """Neighbouring blocks of one zone as one zone."""
    zones: list[Zone] = []
    for block in blocks:
        if zones and zones[-1].zone == block.zone:
            zones[-1] = Zone(zones[-1].start, block.end, block.zone)
        else:
            zones.append(Zone(block.start, block.end, block.zone))
    return zones
