"""The lines of a page: broken by their width only, they are joined; with things glued to them, they are cut."""

import re
from collections.abc import Iterator

from bilan.knowledge.zones import ZoneWords
from bilan.model.document import Document
from bilan.reading.zones.blocks import Block
from bilan.reading.zones.gluing import Gluer
from bilan.reading.zones.marks import Marks
from bilan.reading.zones.sites import cut_sites

_LINE = re.compile(r"[^\n\r\u2028\u2029\u0085\x0b\x0c]+")
_CRAWLER = re.compile(r"\s*date \d{4}(?:-\d\d){0,2}(?=\s|$)")
_WRAP = 45  # a line this long, without a full stop, that a lower-case letter follows, was broken by its width only
_ALONE = 140  # longest line whose own words are asked before it is joined to the one above


class Cutter:
    """Built once from knowledge; `blocks` gives a page's blocks, in order, covering all that is not white space."""

    def __init__(self, words: ZoneWords, marks: Marks) -> None:
        self._marks = marks
        self._gluer = Gluer(words)
        self._press = words.file.words.press

    def blocks(self, document: Document, folded: str) -> list[Block]:
        text = document.text
        found: list[Block] = []
        glued = self._gluer.find(folded)
        for block in self._joined(text, folded):
            if not found:
                block = _without_crawler(block, found, text, folded)
            found.extend(self._gluer.cut(block, text, folded, glued))
        cut_sites(found, document, folded, self._press)
        return found

    def _joined(self, text: str, folded: str) -> Iterator[Block]:
        """Lines, those that were broken in mid-sentence joined to one block."""
        held: Block | None = None
        for line in lines(text):
            if held is not None and self._goes_on(text, folded, held, line):
                held.end = line.end
                continue
            if held is not None:
                yield held
            held = line
        if held is not None:
            yield held

    def _goes_on(self, text: str, folded: str, held: Block, line: Block) -> bool:
        """Whether `line` goes on with the sentence of `held`: by its first letter, and by no words of its own."""
        first, last = text[line.start], text[held.end - 1]
        if last in '.!?…:;»”"' or text.count("\n", held.end, line.start) > 1:
            return False
        width = held.end - max(held.start, text.rfind("\n", held.start, held.end) + 1)
        if not ((first in ",;.)" and line.length > 1) or (first.islower() and width >= _WRAP)):
            return False
        return line.length > _ALONE or not self._marks.alone(
            folded[line.start : line.end], text[line.start : line.end], line
        )


def lines(text: str) -> Iterator[Block]:
    """The lines of `text` that hold anything, without white space at their ends."""
    for match in _LINE.finditer(text):
        block = Block.trimmed(text, match.start(), match.end())
        if block.end > block.start:
            yield block


def _without_crawler(block: Block, found: list[Block], text: str, folded: str) -> Block:
    """Sets the date that a crawler put in front of the page apart, and gives what is left."""
    match = _CRAWLER.match(folded, block.start, block.end)
    if match is None or match.end() >= block.end:
        return block
    found.append(Block(block.start, match.end(), mark="dateline"))
    return Block.trimmed(text, match.end(), block.end, glued=True)
