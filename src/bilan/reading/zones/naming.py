"""The zone of each line, from the course of the page, the line's mark and its place."""

from bilan.reading.zones.blocks import Block

_BY_MARK = {
    "navigation": "navigation", "form": "form", "related": "related", "more": "related", "insert": "related",
    "timecode": "related",
    "ticker": "related", "comments": "form", "reply": "navigation", "comment_meta": "dateline", "dateline": "dateline",
    "byline": "byline", "source": "source", "caption": "caption",
}  # fmt: skip
ENOUGH = 0.5  # a line that scores less is no headline
_TOP = 80  # lines of a page among which its headline stands, menus included
_LEAD = 650  # characters: a longer first paragraph is body


def name(blocks: list[Block]) -> None:
    """Sets `zone` of every block."""
    first = next(
        (
            index
            for index, block in enumerate(blocks)
            if block.mode == "A" and not block.mark and block.running and not _spoken_title(blocks, index)
        ),
        None,
    )
    for index, block in enumerate(blocks):
        block.zone = _plain(blocks, index, first)
    if first is None:
        _all_listed(blocks)
        return
    titles = _headlines(blocks, first)
    _repeats(blocks, titles, first)
    _lead(blocks, first, bool(titles))


def _spoken_title(blocks: list[Block], index: int) -> bool:
    """A headline that ends like a sentence: a quotation, a question, or the page's own, above running text."""
    block, behind = blocks[index], blocks[index + 1 : index + 5]
    if (
        block.shape != "sentence"
        or block.length > 140
        or not (block.asks or block.quoted or block.own or _opens_page(blocks, index))
    ):
        return False
    return index < _TOP and any(one.shape == "prose" and one.mode == "A" for one in behind)


def _opens_page(blocks: list[Block], index: int) -> bool:
    """Whether the line is a page's first, with a colon near its beginning ("Tchad : …")."""
    return index == 0 and blocks[0].coloned


def _plain(blocks: list[Block], index: int, first: int | None) -> str:
    block = blocks[index]
    if block.mode == "C":
        return "comment"
    if (
        block.named
        and not block.mark
        and block.mode != "A"
        and first is not None
        and index > first
        and _behind_text(blocks, index)
    ):
        return "byline"
    if block.mode == "R":
        return block.mark if block.mark in ("form", "navigation", "source") else "related"
    if block.mark:
        return _BY_MARK[block.mark]
    if block.mode == "A":
        return _in_article(blocks, index)
    if block.named and (first is not None and _signs(blocks, index, first)):
        return "byline"
    if first is not None and index > first:
        return "related" if block.words >= 4 else "navigation"
    return "caption" if block.named == 2 and first is not None and index >= first - 6 and index > 1 else "navigation"


def _in_article(blocks: list[Block], index: int) -> str:
    """Body, unless it is a name that signs, or stands under a picture."""
    block = blocks[index]
    if not block.named or block.shape == "prose":
        return "body"
    if _closes(blocks, index):
        return "byline"
    return "caption" if block.named == 2 and not _followed_by_text(blocks, index) else "body"


def _closes(blocks: list[Block], index: int) -> bool:
    """Whether nothing of the article but other names stands behind."""
    for block in blocks[index + 1 :]:
        if block.mode != "A":
            return True
        if not block.mark and not block.named:
            return False
    return True


def _followed_by_text(blocks: list[Block], index: int) -> bool:
    return index + 1 < len(blocks) and blocks[index + 1].running and blocks[index + 1].mode == "A"


def _signs(blocks: list[Block], index: int, first: int) -> bool:
    """Whether a name outside the article signs it: right behind its end, or by its day or headline."""
    if index > first:
        return _behind_text(blocks, index)
    before, after = blocks[index - 1] if index else None, blocks[index + 1]
    if after.mark == "navigation" and not (before is not None and before.mark in ("dateline", "byline")):
        return False
    near = {one.mark for one in (before, after) if one is not None}
    headed = before is not None and before.titular and before.words >= 5
    return (
        bool(near & {"dateline", "byline"})
        or (blocks[index].named == 2 and index + 1 == first)
        or (headed and index + 1 == first)
    )


def _behind_text(blocks: list[Block], index: int) -> bool:
    """Whether the line stands right behind the article, or behind another signature."""
    before = blocks[index - 1]
    return before.zone == "byline" or (before.mode == "A" and (before.zone == "body" or before.mark == "insert"))


def _all_listed(blocks: list[Block]) -> None:
    """A page without an article: its titles and excerpts are of other articles."""
    for block in blocks:
        if block.zone in ("navigation", "byline", "dateline") and not block.mark and block.words >= 4:
            block.zone = "related"


def _headlines(blocks: list[Block], first: int) -> set[str]:
    """Marks the headline among the lines above the article, and gives the keys of its words."""
    scored = [
        (_headline_score(blocks, index, first), index)
        for index in range(max(0, first - 60), first)
        if _may_head(blocks[index])
    ]
    if not scored or max(scored)[0] < ENOUGH:
        return set()
    best = max(scored)[1]
    blocks[best].zone = "headline"
    for index in (best - 1, best + 1):  # a headline of two lines, each whole
        if 0 <= index < first and _may_head(blocks[index]) and _second_line(blocks, index):
            blocks[index].zone = "headline"
    return {blocks[best].key}


def _second_line(blocks: list[Block], index: int) -> bool:
    """Whether the line can be another line of the headline beside it, and not another article's."""
    block, above = blocks[index], blocks[index - 1] if index else None
    return (
        block.words >= 6
        and block.shape == "title"
        and (above is None or above.mark not in ("timecode", "related", "ticker", "insert"))
    )


def _may_head(block: Block) -> bool:
    return not block.mark and block.mode in ("F", "R", "A") and block.zone != "byline" and block.length <= 300


def _headline_score(blocks: list[Block], index: int, first: int) -> float:
    """Long enough, near the day, the author or the text, and the page's own by repetition or address."""
    block = blocks[index]
    score = min(block.words, 9) / 6 - 0.06 * (first - index)
    after = blocks[index + 1]
    if index + 1 == first or after.mark in ("dateline", "byline") or after.zone in ("byline", "source", "caption"):
        score += 0.7
    if block.words < 3 or block.named:
        score -= 0.8
    if block.shape == "title":
        score += 0.2
    return score + 1.5 * block.own


def _repeats(blocks: list[Block], titles: set[str], first: int) -> None:
    """The same headline again: headline above the publication line, caption below it."""
    if not titles:
        return
    dated = next(
        (
            index
            for index, block in enumerate(blocks)
            if block.zone == "dateline" and block.words > 2 and block.start > 20
        ),
        first,
    )
    for index, block in enumerate(blocks):
        if (
            block.key in titles
            and block.words >= 3
            and block.mode in ("F", "A")
            and not block.mark
            and block.zone != "headline"
        ):
            block.zone = (
                "headline" if index <= max(dated, first) and index < first and index < max(dated, 1) else "caption"
            )


def _lead(blocks: list[Block], first: int, titled: bool) -> None:
    """The first paragraph, where a headline stands above it and more text follows."""
    more = sum(block.length for block in blocks[first + 1 :] if block.zone == "body")
    if titled and blocks[first].zone == "body" and blocks[first].length <= _LEAD and more > blocks[first].length:
        blocks[first].zone = "lead"
