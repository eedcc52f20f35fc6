"""What each line says for furniture (F), article (A) and other articles (R): by its mark, its form, its neighbours.

The weights are set by hand: a unit is about what one middling sentence of running text says for "article".
"""

from bilan.reading.zones.blocks import Block

Weights = tuple[float, float, float]

# By mark. A mark inside an article does not end it: the line alone is set apart.
BY_MARK: dict[str, Weights] = {
    "navigation": (1.5, -0.8, 0.1),
    "form": (1.8, -0.8, -0.2),
    "related": (-1.0, -3.0, 3.0),
    "more": (-0.5, -2.5, 2.5),
    "insert": (-0.5, -0.2, 1.2),
    "comments": (0.8, -1.0, -0.5),
    "reply": (0.8, -1.5, -0.5),
    "comment_meta": (0.8, -1.5, -0.5),
    "dateline": (0.8, -0.7, 0.8),
    "byline": (0.6, -0.2, 0.4),
    "source": (0.8, -0.3, -0.2),
    "caption": (0.4, -0.1, 0.0),
    "timecode": (-0.5, -3.0, 4.0),
    "ticker": (-0.5, -2.5, 2.5),
}

# By form, of lines without a mark.
LONG_PROSE: Weights = (-3.0, 3.0, -1.2)
MIDDLE_PROSE: Weights = (-2.0, 2.0, -0.4)
SHORT_PROSE: Weights = (-1.2, 1.2, 0.0)
SENTENCE: Weights = (-0.5, 0.5, -0.3)
ITEM: Weights = (-0.3, 0.4, -0.1)
TITLE: Weights = (0.2, -1.2, 0.8)
SHORT: Weights = (0.8, -1.4, 0.2)
LONG_TITLE: Weights = (-0.3, 0.4, 0.2)  # unended, too long for most headlines, below running text: perhaps cut off
SUBHEAD: Weights = (0.0, 0.3, 0.0)  # a single headline-like line between two of running text
WEAK_SUBHEAD: Weights = (0.0, -0.3, 0.3)  # one above a short sentence or an enumeration

# By neighbours: added to running text.
CUT: Weights = (0.0, -1.6, 1.6)  # it ends in dots of omission
EXCERPT: Weights = (0.0, -1.8, 1.2)  # it stands between a title and a publication line, or below a title inserted
BETWEEN: Weights = (0.0, -0.6, 0.5)  # it is a short paragraph between two titles
IN_SERIES: Weights = (0.0, -1.0, 1.2)  # excerpts are the rule of the page
OWN_TEXT: Weights = (0.0, 1.5, -1.2)  # it is the first running text closely below the page's own headline
FIRST_TEXT: Weights = (
    0.0,
    1.5,
    -1.0,
)  # it is the first full paragraph of a page that is no list: better kept than lost

LONG, MIDDLE, FULL = 260, 120, 110  # characters of a long and a middling paragraph, of one that may begin an article
TEASER, BRIEF = 480, 300  # characters that a teaser's text has at most, and that most have
SHORTEST_EXCERPT = 60  # characters of running text that counts as an excerpt or as none
LIST_MARKS = ("related", "timecode", "ticker", "more")
_FOLLOWS = ("dateline", "byline", "more", "insert")  # what may stand below a teaser's text
_LEADS = ("insert", "dateline", "more")  # and above it, beside a title
_PASSED = ("dateline", "byline", "caption", "navigation")  # lines that belong to a teaser or are nothing


class Scale:
    """Weighs the lines of one page."""

    def __init__(self, blocks: list[Block]) -> None:
        self._blocks = blocks
        _chain(blocks)
        self._series = self._is_series()
        self._first = None if self._series else self._first_text()

    def weights(self, index: int) -> Weights:
        block = self._blocks[index]
        if block.mark:
            return BY_MARK[block.mark]
        if block.running:
            return self._text(index)
        if block.shape == "item":
            return ITEM
        return self._title(index)

    def _text(self, index: int) -> Weights:
        """Running text."""
        block = self._blocks[index]
        added = [
            (CUT, block.trailing and block.length <= TEASER),
            (EXCERPT, self._excerpt(index)),
            (BETWEEN, self._between(index)),
            (IN_SERIES, self._series),
            (OWN_TEXT, self._below_own(index)),
            (FIRST_TEXT, index == self._first),
        ]
        f, a, r = _form(block)
        for weights, holds in added:
            if holds:
                f, a, r = f + weights[0], a + weights[1], r + weights[2]
        return f, a, r

    def _title(self, index: int) -> Weights:
        """A headline-like line: a subhead where running text stands on both sides."""
        block, before, after = self._blocks[index], self._at(index - 1), self._at(index + 1)
        below_text = before is not None and (before.running or before.shape == "item" or before.mark == "insert")
        if below_text and after is not None and not after.mark and after.shape in ("prose", "sentence", "item"):
            return SUBHEAD if after.shape == "prose" else WEAK_SUBHEAD
        if block.length >= FULL and block.small >= 0.33 and before is not None and before.running:
            return LONG_TITLE
        return SHORT if block.shape == "short" else TITLE

    def _excerpt(self, index: int) -> bool:
        """A teaser's text: behind a title or insert that is not the page's own headline; before the day, the author,
        "read on" or the next insert, behind which another title stands and no running text."""
        before, after = self._at(index - 1), self._at(index + 1)
        if before is None or after is None or self._blocks[index].length > TEASER or before.own:
            return False
        if not (before.heads or before.mark in _LEADS) or after.mark not in _FOLLOWS:
            return False
        if "insert" in (before.mark, after.mark):
            return before.chained
        ahead = (one for one in self._blocks[index + 1 : index + 6] if one.mark not in _PASSED)
        following = next(ahead, None)
        return following is not None and (not following.running or following.asks)

    def _between(self, index: int) -> bool:
        before, after = self._at(index - 1), self._at(index + 1)
        if before is None or after is None or self._blocks[index].length > BRIEF:
            return False
        return before.titular and after.titular and after.words > 3

    def _below_own(self, index: int) -> bool:
        """Whether the page's own headline stands above, and no running text in between."""
        for one in reversed(self._blocks[max(0, index - 5) : index]):
            if one.running and not one.mark:
                return False
            if one.own:
                return True
        return False

    def _first_text(self) -> int | None:
        """The first paragraph that is whole and no excerpt, and not right below another article's title."""
        return next((index for index in range(len(self._blocks)) if self._begins(index)), None)

    def _begins(self, index: int) -> bool:
        block = self._blocks[index]
        if block.mode or block.mark or block.shape != "prose" or block.length < FULL or block.trailing:
            return False
        above = self._blocks[max(0, index - 2) : index]
        return not self._excerpt(index) and not any(one.mark in LIST_MARKS for one in above)

    def _is_series(self) -> bool:
        """Whether excerpts that break off or lead on are the rule of the page, not one block of it."""
        text = [
            index
            for index, block in enumerate(self._blocks)
            if block.running and not block.mark and block.length >= SHORTEST_EXCERPT
        ]
        teasers = sum(self._blocks[index].trailing or self._excerpt(index) for index in text)
        return len(text) >= 3 and teasers * 3 >= len(text) * 2

    def _at(self, index: int) -> Block | None:
        return self._blocks[index] if 0 <= index < len(self._blocks) else None


def _form(block: Block) -> Weights:
    if block.shape == "sentence":
        return SENTENCE
    if block.length >= LONG:
        return LONG_PROSE
    return MIDDLE_PROSE if block.length >= MIDDLE else SHORT_PROSE


def _chain(blocks: list[Block]) -> None:
    """Marks inserts that each head a teaser: whole lines, the first right behind a signature, one paragraph each."""
    for index, block in enumerate(blocks):
        if block.mark != "insert" or block.glued or index == 0:
            continue
        before = blocks[index - 1]
        signed = before.mark in ("byline", "source") or (before.named > 0 and not before.mark)
        block.chained = signed or (before.running and index > 1 and blocks[index - 2].chained)
