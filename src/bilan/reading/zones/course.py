"""The course of a page through three modes: `F` furniture, `A` article, `R` other articles.

One decision over all lines (Viterbi): each line gives every mode a weight, each change of mode has its price, and the
course of the highest sum is taken. Lines that readers wrote (`C`) are set before and cut the course.
"""

from bilan.reading.zones.blocks import Block
from bilan.reading.zones.weights import Scale, Weights

MODES = ("F", "A", "R")

# Price of going from one mode (row) to another (column), in the order of MODES.
PRICE = ((0.0, 2.2, 1.2), (1.2, 0.0, 1.5), (1.0, 2.3, 0.0))
AT_TOP: Weights = (0.0, -2.2, -1.2)  # where a page begins
BEHIND_COMMENTS: Weights = (-1.0, -2.0, 0.0)  # where it goes on behind readers' comments

SMALL, SHARE = 400, 8  # an article's side stretch is small below so many characters, and this part of the main one
LEAST = 60  # characters of running text that an article has at least
APART = 6  # lines between two stretches from which on they are apart
FLASH = 4  # lines of a page that is nothing but a few sentences


def run(blocks: list[Block]) -> None:
    """Sets `mode` of every block that has none."""
    scale = Scale(blocks)
    start = 0
    for index in range(len(blocks) + 1):
        if index == len(blocks) or blocks[index].mode:
            if index > start:
                _decide(blocks[start:index], [scale.weights(one) for one in range(start, index)], start == 0)
            start = index + 1
    _drop_islands(blocks)
    _keep_flash(blocks)


def _decide(blocks: list[Block], weights: list[Weights], top: bool) -> None:
    """The best course over `blocks`, which nothing interrupts."""
    begin, first = (AT_TOP if top else BEHIND_COMMENTS), weights[0]
    scores = [begin[mode] + first[mode] for mode in range(3)]
    trail: list[list[int]] = []
    for weight in weights[1:]:
        came, best = [], []
        for to in range(3):
            by_f, by_a, by_r = scores[0] - PRICE[0][to], scores[1] - PRICE[1][to], scores[2] - PRICE[2][to]
            pick = 0 if by_f >= by_a and by_f >= by_r else 1 if by_a >= by_r else 2
            came.append(pick)
            best.append((by_f, by_a, by_r)[pick] + weight[to])
        trail.append(came)
        scores = best
    mode = scores.index(max(scores))
    for index in range(len(blocks) - 1, -1, -1):
        blocks[index].mode = MODES[mode]
        mode = trail[index - 1][mode] if index else mode


def _drop_islands(blocks: list[Block]) -> None:
    """Sends stretches of "article" back that hold next to nothing, or are small beside the main one and apart."""
    stretches = _stretches(blocks)
    sizes = [sum(block.length for block in blocks[a:b] if block.running and not block.mark) for a, b in stretches]
    main = sizes.index(max(sizes)) if sizes else 0
    for number, (a, b) in enumerate(stretches):
        if number == main:
            weak = sizes[number] < LEAST
        else:
            small = sizes[number] < SMALL and sizes[number] * SHARE < sizes[main]
            weak = small and _apart(blocks, stretches[main], (a, b))
        for block in blocks[a:b] if weak else ():
            block.mode = "F" if number < main else "R"


def _stretches(blocks: list[Block]) -> list[tuple[int, int]]:
    """`(start, end)` of every run of blocks in the mode of an article."""
    found: list[tuple[int, int]] = []
    for index, block in enumerate(blocks):
        if block.mode != "A":
            continue
        if found and found[-1][1] == index:
            found[-1] = (found[-1][0], index + 1)
        else:
            found.append((index, index + 1))
    return found


def _apart(blocks: list[Block], main: tuple[int, int], other: tuple[int, int]) -> bool:
    """Whether more than a handful of lines, or a heading of other things, lie between."""
    start, end = (other[1], main[0]) if other[1] <= main[0] else (main[1], other[0])
    headings = ("related", "comments", "timecode", "form", "source")
    return end - start > APART or any(block.mark in headings for block in blocks[start:end])


def _keep_flash(blocks: list[Block]) -> None:
    """A page that is nothing but a few sentences, under a title or none and without a menu, is an article."""
    if len(blocks) > FLASH or any(block.mode == "A" for block in blocks):
        return
    told = blocks[1:] if blocks and not blocks[0].running else blocks
    if told and all(block.running and not block.mark and block.mode != "C" for block in told):
        for block in told:
            block.mode = "A"
