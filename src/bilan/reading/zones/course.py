"""The course of a page through three modes: `F` furniture, `A` article, `R` other articles.

One decision over all lines (Viterbi): each line gives every mode a weight by its mark, its form and its neighbours, each
change of mode has its price, and the course of the highest sum is taken. Lines that readers wrote (`C`) are set before and
cut the course. The weights are set by hand: a unit is about what one middling sentence of running text says for "article".
"""

from bilan.reading.zones.blocks import Block

MODES = ("F", "A", "R")

# Price of going from one mode to another; staying costs nothing.
PRICE = {
    ("F", "A"): 2.2, ("F", "R"): 1.2, ("A", "F"): 1.2, ("A", "R"): 1.5, ("R", "A"): 3.0, ("R", "F"): 1.0,
}  # fmt: skip

# What a mark says for F, A, R. A mark inside an article does not end it: the line alone is set apart.
BY_MARK = {
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

# What the form of an unmarked line says for F, A, R.
LONG, MIDDLE = 260, 120
LONG_PROSE = (-3.0, 3.0, -1.2)
MIDDLE_PROSE = (-2.0, 2.0, -0.4)
SHORT_PROSE = (-1.2, 1.2, 0.0)
SENTENCE = (-0.5, 0.5, -0.3)
ITEM = (-0.3, 0.4, -0.1)
TITLE = (0.2, -1.2, 0.8)
SHORT = (0.8, -1.4, 0.2)
SUBHEAD = (0.0, 0.3, 0.0)  # a single headline-like line between two of running text
WEAK_SUBHEAD = (0.0, -0.3, 0.3)  # one above a short sentence or an enumeration
CUT = (0.0, -1.6, 1.6)  # added where running text ends in dots of omission
EXCERPT = (0.0, -1.8, 1.2)  # added where running text stands between a title and a publication line, or between inserts
BETWEEN = (0.0, -0.6, 0.5)  # added where a short paragraph stands between two titles
OWN_TEXT = (0.0, 1.5, -1.2)  # added for the first running text closely below the page's own headline
IN_SERIES = (0.0, -1.0, 1.2)  # added for every line of a page on which such excerpts are the rule
Weights = tuple[float, float, float]


def run(blocks: list[Block]) -> None:
    """Sets `mode` of every block that has none."""
    series = _series(blocks)
    start = 0
    for index in range(len(blocks) + 1):
        if index == len(blocks) or blocks[index].mode:
            if index > start:
                _decide(blocks, start, index, series)
            start = index + 1
    _drop_islands(blocks)


def _decide(blocks: list[Block], start: int, stop: int, series: bool) -> None:
    scores = [0.0 if start == 0 else -1.0, -2.2 if start == 0 else -2.0, -1.2 if start == 0 else 0.0]
    trail: list[tuple[int, int, int]] = []
    for index in range(start, stop):
        weights = _weights(blocks, index, series)
        came, best = [], []
        for to in range(3):
            options = [scores[frm] - (PRICE[MODES[frm], MODES[to]] if frm != to else 0.0) for frm in range(3)]
            pick = max(range(3), key=options.__getitem__) if index > start else to
            came.append(pick)
            best.append((options[pick] if index > start else scores[to]) + weights[to])
        trail.append((came[0], came[1], came[2]))
        scores = best
    mode = max(range(3), key=scores.__getitem__)
    for index in range(stop - 1, start - 1, -1):
        blocks[index].mode = MODES[mode]
        mode = trail[index - start][mode]


def _weights(blocks: list[Block], index: int, series: bool) -> Weights:
    block = blocks[index]
    if block.mark:
        return BY_MARK[block.mark]
    if block.running:
        return _text(blocks, index, series)
    if block.shape == "item":
        return ITEM
    weights = _subhead(blocks, index)
    if weights is not None:
        return weights
    return SHORT if block.shape == "short" else TITLE


def _text(blocks: list[Block], index: int, series: bool) -> Weights:
    block = blocks[index]
    if block.shape == "sentence":
        base = SENTENCE
    elif block.length >= LONG:
        base = LONG_PROSE
    else:
        base = MIDDLE_PROSE if block.length >= MIDDLE else SHORT_PROSE
    added = [kind for kind, holds in (
        (CUT, block.trailing), (EXCERPT, _excerpt(blocks, index)), (BETWEEN, _between(blocks, index)), (IN_SERIES, series),
        (OWN_TEXT, _below_own(blocks, index)),
    ) if holds]  # fmt: skip
    f, a, r = base
    for one in added:
        f, a, r = f + one[0], a + one[1], r + one[2]
    return f, a, r


def _at(blocks: list[Block], index: int) -> Block | None:
    return blocks[index] if 0 <= index < len(blocks) else None


def _subhead(blocks: list[Block], index: int) -> Weights | None:
    """What a single headline-like line below running text says, if it is one."""
    before, after = _at(blocks, index - 1), _at(blocks, index + 1)
    if before is None or after is None or after.mark or not (before.running or before.shape == "item" or before.mark == "insert"):
        return None
    if after.shape == "prose":
        return SUBHEAD
    return WEAK_SUBHEAD if after.shape in ("sentence", "item") else None


def _excerpt(blocks: list[Block], index: int) -> bool:
    """A teaser's text: behind a title or insert that is not the page's own headline; before the day, the author, "read on" or
    the next insert, behind which another title stands and no running text."""
    before, after, block = _at(blocks, index - 1), _at(blocks, index + 1), blocks[index]
    if before is None or after is None or block.length > 480 or before.own:
        return False
    if not (before.heads or before.mark in ("insert", "dateline", "more")) or after.mark not in ("dateline", "byline", "more", "insert"):
        return False
    if after.mark == "insert":
        return before.mark == "insert"
    following = next((one for one in blocks[index + 1 : index + 6] if one.mark not in ("dateline", "byline", "caption", "navigation")), None)
    return following is None or not following.running or following.asks


def _below_own(blocks: list[Block], index: int) -> bool:
    for one in reversed(blocks[max(0, index - 5) : index]):
        if one.running and not one.mark:
            return False
        if one.own:
            return True
    return False


def _between(blocks: list[Block], index: int) -> bool:
    before, after = _at(blocks, index - 1), _at(blocks, index + 1)
    if before is None or blocks[index].length > 300:
        return False
    return before.titular and (after is None or (after.titular and after.words > 3))


def _series(blocks: list[Block]) -> bool:
    """Whether excerpts that break off or lead on are the rule of the page, not one block of it."""
    text = [index for index, block in enumerate(blocks) if block.running and not block.mark and block.length >= 60]
    if len(text) < 3:
        return False
    teasers = sum(blocks[index].trailing or _excerpt(blocks, index) for index in text)
    return teasers * 3 >= len(text) * 2


def _drop_islands(blocks: list[Block]) -> None:
    """Sends back stretches of "article" that are small beside the main one and lie apart from it, or hold next to nothing."""
    stretches = _stretches(blocks)
    sizes = [sum(block.length for block in blocks[a:b] if block.running and not block.mark) for a, b in stretches]
    if not sizes:
        return
    main = max(range(len(sizes)), key=sizes.__getitem__)
    for number, (a, b) in enumerate(stretches):
        weak = sizes[number] < 60 if number == main else sizes[number] * 8 < sizes[main] and sizes[number] < 400
        if weak and (number == main or _apart(blocks, stretches[main], (a, b))):
            for block in blocks[a:b]:
                block.mode = "F" if number < main else "R"


def _stretches(blocks: list[Block]) -> list[tuple[int, int]]:
    found, start = [], None
    for index, block in enumerate(blocks):
        if block.mode == "A" and start is None:
            start = index
        elif block.mode != "A" and start is not None:
            found.append((start, index))
            start = None
    if start is not None:
        found.append((start, len(blocks)))
    return found


def _apart(blocks: list[Block], main: tuple[int, int], other: tuple[int, int]) -> bool:
    """Whether more than a handful of lines, or a heading of other things, lie between."""
    a, b = (other[1], main[0]) if other[1] <= main[0] else (main[1], other[0])
    return b - a > 6 or any(block.mark in ("related", "comments", "timecode", "form", "source") for block in blocks[a:b])
