"""The page's headline among the lines above its article."""

from bilan.reading.zones.blocks import Block

ENOUGH = 0.5  # a line that scores less is no headline
ABOVE = 60  # lines above the article that are looked at
TOP = 80  # lines of a page among which a headline that ends like a sentence stands
LONGEST = 300  # characters of a headline
_OTHERS = ("timecode", "related", "ticker", "insert")  # behind such a line another article's title stands


def spoken(blocks: list[Block], index: int) -> bool:
    """A headline that ends like a sentence: a quotation, a question, or the page's own, above running text."""
    block, behind = blocks[index], blocks[index + 1 : index + 5]
    if index >= TOP or block.length > 140 or not (block.shape == "sentence" or block.quoted):
        return False
    if not (block.asks or block.quoted or block.own or (index == 0 and block.coloned)):
        return False
    return any(one.shape == "prose" and one.mode == "A" for one in behind)


def mark(blocks: list[Block], first: int) -> int | None:
    """Sets the zone of the headline above `blocks[first]`, the first of the article's text; gives its index."""
    above = range(max(0, first - ABOVE), first)
    scored = [(_score(blocks, index, first), index) for index in above if _may_head(blocks[index])]
    if not scored or max(scored)[0] < ENOUGH:
        return None
    best = max(scored)[1]
    blocks[best].zone = "headline"
    for index in (best - 1, best + 1):  # a headline of two lines, each whole
        if 0 <= index < first and _second_line(blocks, index):
            blocks[index].zone = "headline"
    return best


def repeats(blocks: list[Block], best: int, first: int) -> None:
    """The same headline again: headline above the publication line, caption below it."""
    dated = (i for i, one in enumerate(blocks) if one.zone == "dateline" and one.words > 2 and one.start > 20)
    limit = min(first, max(1, next(dated, first)))
    for index, block in enumerate(blocks):
        if block.zone == "headline" or block.mark or block.mode not in ("F", "A") or block.words < 3:
            continue
        if block.key == blocks[best].key:
            block.zone = "headline" if index < limit else "caption"


def _second_line(blocks: list[Block], index: int) -> bool:
    """Whether the line can be another line of the headline beside it, and not another article's."""
    block, above = blocks[index], blocks[index - 1] if index else None
    if not _may_head(block) or block.words < 6 or block.shape != "title":
        return False
    return above is None or above.mark not in _OTHERS


def _may_head(block: Block) -> bool:
    return not block.mark and block.mode != "C" and block.zone != "byline" and block.length <= LONGEST


def _score(blocks: list[Block], index: int, first: int) -> float:
    """Long enough, near the day, the author or the text, and the page's own by repetition or address."""
    block, after = blocks[index], blocks[index + 1]
    score = min(block.words, 9) / 6 - 0.06 * (first - index)
    if index + 1 == first or after.mark in ("dateline", "byline") or after.zone in ("byline", "source", "caption"):
        score += 0.7
    if block.words < 3 or block.named:
        score -= 0.8
    if block.shape == "title":
        score += 0.2
    return score + 1.5 * block.own
