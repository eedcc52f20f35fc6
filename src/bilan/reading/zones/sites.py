"""The name of the site behind a headline: cut off from it."""

import re

from bilan.model.document import Document
from bilan.reading.folding import fold
from bilan.reading.zones.blocks import Block

_TAIL = re.compile(r"\s+[-–—|•·»]\s+(?=[^–—|•·»]{2,60}$)")
_DOMAIN = re.compile(r"[\w-]+\.[a-z]{2,6}$")
_HEAD = 35  # characters from which on what stands in front is taken for a headline
_LINES = 12  # how many of the first lines are looked at
_SHORTEST, _LONGEST = 15, 260  # characters of a headline with its tail


def cut_sites(blocks: list[Block], document: Document, folded: str, press: frozenset[str]) -> None:
    """Cuts the first lines of `blocks`, in place, where a site's name stands behind a headline."""
    text = document.text
    for index in range(min(len(blocks), _LINES) - 1, -1, -1):
        block = blocks[index]
        if block.mark or not _SHORTEST <= block.length <= _LONGEST:
            continue
        matches = list(_TAIL.finditer(text, block.start + 10, block.end))
        if not matches:
            continue
        start, end = matches[-1].span()
        tail, head = folded[end : block.end].strip(" .|"), folded[block.start : start].strip()
        strict = "|" not in text[start:end] and len(head) < _HEAD
        named = _is_site(tail, document) or _is_press(tail, press, strict=strict)
        if named or _repeated(head, block, blocks, folded):
            blocks.insert(index + 1, Block.trimmed(text, start, block.end, glued=True, mark="source"))
            blocks[index] = Block.trimmed(text, block.start, start, glued=block.glued)


def _is_press(tail: str, press: frozenset[str], *, strict: bool) -> bool:
    """Whether the tail is a host, or, below a head that can be a headline, a few words with one of the press."""
    words = tail.split()
    if _DOMAIN.search(tail):
        return True
    return not strict and len(words) <= 4 and any(word in press and len(word) > 2 for word in words)


def _is_site(tail: str, document: Document) -> bool:
    """Whether the tail is the outlet that the manifest names, or the host of the address."""
    if document.outlet is not None and fold(document.outlet) == tail:
        return True
    host = re.sub(r"^https?://(?:www\.)?", "", document.url or "").partition("/")[0]
    packed = re.sub(r"\W", "", tail)
    return len(packed) > 3 and packed in re.sub(r"\W", "", host)


def _repeated(head: str, block: Block, blocks: list[Block], folded: str) -> bool:
    """Whether the line without its tail stands elsewhere among the page's first lines."""
    if len(head) < 20:
        return False
    longest = len(head) + 40
    return any(folded.startswith(head, one.start) for one in blocks[:60] if one is not block and one.length <= longest)
