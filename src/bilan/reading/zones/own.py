"""Which lines are the page's own headline: repeated near the top, or spelled in its address or manifest."""

import re
from collections import Counter

from bilan.model.document import Document
from bilan.reading.folding import fold, unaccented
from bilan.reading.zones.blocks import Block

_WORD = re.compile(r"[^\W_]+")
SHARED = 0.6  # share of a line's longer words that stand in the address


def claim(blocks: list[Block], document: Document) -> None:
    """Sets `own` of headline-like lines."""
    wanted = _wanted(document)
    counts = Counter(block.key for block in blocks if block.words >= 4 and block.length <= 300)
    for block in blocks:
        if block.words < 4 or block.length > 300 or block.mark:
            continue
        block.own = counts[block.key] > 1 or _spelled(block, wanted)


def _spelled(block: Block, wanted: frozenset[str]) -> bool:
    own = {word for word in _WORD.findall(unaccented(block.key)) if len(word) > 3}
    return len(own) >= 3 and len(own & wanted) >= max(3, SHARED * min(len(own), len(wanted)))


def _wanted(document: Document) -> frozenset[str]:
    """Longer words of the headline as the manifest or the address gives them."""
    given = document.title or re.sub(r"^https?://[^/]*", "", document.url or "")
    return frozenset(word for word in _WORD.findall(unaccented(fold(given))) if len(word) > 3 and not word.isdigit())
