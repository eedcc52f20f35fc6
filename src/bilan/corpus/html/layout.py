"""Where on a page the article stands: the headline, the element that holds the text, and what every other element is.

Density first: running text is long lines with few links; the smallest element with most of it holds the article.
Names of
classes sharpen that, and are passed over where they contradict it (a frame called after the sidebar beside it).
"""

import re
from collections import defaultdict
from collections.abc import Sequence
from itertools import accumulate

from bilan.corpus.html.elements import HEADINGS
from bilan.corpus.html.hints import FRAME, Hints
from bilan.corpus.html.metadata import Said
from bilan.corpus.html.tree import Block, Node, Page

LONG = 80  # characters from which a line with few links is running text
MOST_LINKED = 0.4  # share of links in running text

_ASIDE = frozenset({"comment", "form", "related", "navigation", "source", "footer", "hidden"})
"""Parts that are not the article."""
_SIZES = {"byline": 400, "dateline": 400, "meta": 500, "headline": 500, "lead": 2500, "caption": 1500, "source": 2500}
"""Characters up to which an element can be what its name says."""
_STICKY = {
    "comment": {"form"},
    "form": {"comment"},
    "related": {"form", "comment"},
    "source": {"form", "comment"},
    "hidden": {"comment"},
    "footer": {"related", "form", "source", "comment"},
    "navigation": {"related", "form", "source", "footer", "comment"},
    "caption": {"form", "comment", "navigation"},
    "byline": {"dateline", "navigation", "comment", "form", "source", "caption", "headline", "lead"},
    "dateline": {"byline", "navigation", "comment", "form", "source"},
    "meta": {"byline", "dateline", "navigation", "comment", "form", "source", "related", "headline", "lead"},
}
"""What an element inside such a part may still turn out to be; of any other, its name inside says nothing."""
_WORD = re.compile(r"\w+")
_BRIEF = 40  # characters of an article of a line or two
_TITLE = (25, 220)  # characters of the title of a teaser
_TEASER = 400  # characters of its text
_NOTHING = Node("", "", None, 0)
_MOST_HEADS = 60  # lines that are compared with the titles said


class Layout:
    """`parts[node]` is what each element is; `head` the block of the headline, or -1.

    `start:stop` are the blocks of the element that holds the text, `begun` and `over` the first and the last of running
    text in it, `first:last` the blocks of the region around it, with the headline and what follows the text.
    """

    def __init__(self, page: Page, said: Said, hints: Hints) -> None:
        self.page, self.said = page, said
        blocks = page.blocks
        self._named = {id(node): hints.of(node) for node in page.nodes}
        self._size = [0, *accumulate(len(block.text) for block in blocks)]
        self.prose = [is_prose(block) for block in blocks]
        self._all = [0, *accumulate(len(block.text) * prose for block, prose in zip(blocks, self.prose, strict=True))]
        self.head = self._headline()
        self.parts = self._parts(trust=True)
        self._weigh()
        if self._own[-1] < 0.15 * self._all[-1] and (self.head >= 0 or said.article):
            self.parts = self._parts(trust=False)
            self._weigh()
        self.bare = self._own[-1] == 0  # nothing runs on outside of furniture
        self.box = self._brief() if self.bare else self._box()
        self.listing = self._is_list()
        if self.listing:
            self.box, self.head = _NOTHING, -1
        self.start, self.stop = self.box.first, self.box.last
        self.first, self.last = self._region()
        running = [i for i in range(self.start, self.stop) if self.prose[i] and not self.part(blocks[i])]
        self.begun, self.over = (running[0], running[-1]) if running else (self.stop, self.stop)

    @property
    def told(self) -> bool:
        """Whether the structure tells zones at all: it names its parts, and there is running text outside of
        furniture, or a
        short article by name, or nothing but furniture."""
        if self.listing:
            return True
        if not self.bare or self.stop > self.start:
            return self.head >= 0 or any(self.parts.values()) or self._named[id(self.box)] == "body"
        furniture = sum(len(block.text) for block in self.page.blocks if self.parts[id(block.node)] in _ASIDE)
        return furniture >= 0.6 * self._size[-1]

    def part(self, block: Block) -> str:
        """What the element around a block is."""
        return self.parts[id(block.node)]

    def named(self, node: Node) -> str:
        """What the element's own name says."""
        return self._named[id(node)]

    # headline

    def _headline(self) -> int:
        """The block that bears the page's title, or -1: a heading like the titles said; else the first line that is
        one of
        them; else the only heading of the first level."""
        titles = [words for title in (*self.said.titles, self.said.page_title) if len(words := _words(title)) > 1]
        heads = [
            i for i, block in enumerate(self.page.blocks) if level(block) or self._named[id(block.node)] == "headline"
        ]
        best, found = 0.6, -1
        for i in heads[:_MOST_HEADS]:
            own = _words(self.page.blocks[i].text)
            rank = {1: 0.3, 2: 0.1}.get(level(self.page.blocks[i]), 0.0) + 0.2 * (
                self._named[id(self.page.blocks[i].node)] == "headline"
            )
            like = max((_alike(own, title) for title in titles), default=0.0) if len(own) > 1 else 0.0
            if like > 0.55 and like + rank > best:
                best, found = like + rank, i
        if found < 0:
            found = self._line_like(titles)
        firsts = [i for i in heads if level(self.page.blocks[i]) == 1 and len(self.page.blocks[i].text) > 12]
        return firsts[0] if found < 0 and len(firsts) == 1 else found

    def _line_like(self, titles: Sequence[frozenset[str]]) -> int:
        if not titles:
            return -1
        for i, block in enumerate(self.page.blocks[:400]):
            if 20 <= len(block.text) <= 300 and any(_alike(_words(block.text), title) > 0.9 for title in titles):
                return i
        return -1

    # parts

    def _parts(self, *, trust: bool) -> dict[int, str]:
        """What every element is, from the outside in. Without `trust`, no name holds for an element with most of the
        text."""
        parts: dict[int, str] = {}
        for node in self.page.nodes:
            above = parts[id(node.parent)] if node.parent is not None else ""
            own = self._named[id(node)]
            if (
                own in ("", "body", FRAME)
                or not self._fits(node, own, trust)
                or (above in _STICKY and own not in _STICKY[above])
            ):
                parts[id(node)] = above
            else:
                parts[id(node)] = own
        return parts

    def _fits(self, node: Node, own: str, trust: bool) -> bool:
        size = self._size[node.last] - self._size[node.first]
        if own in _SIZES and size > _SIZES[own]:
            return False
        if own not in _ASIDE:
            return True
        prose = self._all[node.last] - self._all[node.first]
        if node.first <= self.head < node.last:
            return False
        if own == "hidden" or (not trust and own != "comment"):
            return prose < 0.5 * self._all[-1]
        return True

    # the element that holds the text

    def _weigh(self) -> None:
        """Running text outside of furniture, summed up to each block."""
        own = [
            len(block.text) * (prose and self.parts[id(block.node)] not in _ASIDE | {"caption"})
            for block, prose in zip(self.page.blocks, self.prose, strict=True)
        ]
        self._own = [0, *accumulate(own)]

    def weight(self, node: Node) -> int:
        """Characters of running text in an element."""
        return self._own[node.last] - self._own[node.first]

    def _box(self) -> Node:
        children: dict[int, list[Node]] = defaultdict(list)
        for node in self.page.nodes[1:]:
            if self.weight(node):
                children[id(node.parent)].append(node)
        box = self.page.nodes[0]
        while True:
            heaviest = max(children[id(box)], key=self.weight, default=None)
            if (
                heaviest is None
                or self.weight(heaviest) < 0.7 * self.weight(box)
                or heaviest.tag in ("p", "blockquote", "li")
            ):
                break
            box = heaviest
        return self._hinted(box)

    def _brief(self) -> Node:
        """The element that by its name holds the text, where that is but a line or two; one with nothing in it, if
        none is."""
        for node in reversed(self.page.nodes):
            if (
                self._named[id(node)] == "body"
                and self.parts[id(node)] not in _ASIDE
                and self._size[node.last] - self._size[node.first] >= _BRIEF
            ):
                return node
        return _NOTHING

    def _is_list(self) -> bool:
        """Whether the page is nothing but teasers: titles that are links, and between them no more than a paragraph
        each."""
        if self.said.article:
            return False
        first, last = (self.box.first, self.box.last) if self.box.last else (0, len(self.page.blocks))
        titles = texts = long = 0
        for block, prose in zip(self.page.blocks[first:last], self.prose[first:last], strict=True):
            if self.parts[id(block.node)] in _ASIDE:
                continue
            titles += _TITLE[0] <= len(block.text) <= _TITLE[1] and block.links >= 0.8 * len(block.text)
            texts += prose
            long += prose and len(block.text) > _TEASER
        return titles >= 3 and texts <= 1.3 * titles and long <= 0.2 * titles

    def _hinted(self, box: Node) -> Node:
        """An element inside `box`, or around it, that by its name holds the text, if it does hold enough."""
        total = self.weight(box)
        named = [node for node in self.page.nodes if self._named[id(node)] == "body" and node.last > node.first]
        fitting = [n for n in named if self.weight(n) >= 0.5 * total and n.first >= box.first and n.last <= box.last]
        if not fitting:
            around = [n for n in named if n.first <= box.first and n.last >= box.last and self.weight(n) <= 1.4 * total]
            return around[-1] if around else box
        most = max(self.weight(n) for n in fitting)
        return [n for n in fitting if self.weight(n) >= 0.9 * most][-1]

    def _region(self) -> tuple[int, int]:
        """The blocks of the smallest element with both headline and text; of the article's own element, if there is
        one."""
        if self.stop == self.start:
            return 0, 0
        node: Node | None = self.box
        while (
            node is not None and not node.first <= self.head < node.last and node.parent is not None and self.head >= 0
        ):
            node = node.parent
        found = node or self.box
        outer: Node | None = found
        while outer is not None:
            if outer.tag in ("article", "main"):
                return (
                    (outer.first, outer.last)
                    if self.weight(outer) <= 1.5 * self.weight(self.box)
                    else (found.first, found.last)
                )
            outer = outer.parent
        return found.first, found.last


def level(block: Block) -> int:
    """1 to 6 where the block is a heading, else 0."""
    node: Node | None = block.node
    for _ in range(3):
        if node is None:
            return 0
        if node.tag in HEADINGS:
            return int(node.tag[1])
        node = node.parent
    return 0


def is_prose(block: Block) -> bool:
    """Whether the line is running text by its length and its links."""
    length = len(block.text)
    return length >= LONG and block.links <= MOST_LINKED * length and not level(block)


def _words(text: str) -> frozenset[str]:
    return frozenset(_WORD.findall(text[:400].lower()))


def _alike(one: frozenset[str], other: frozenset[str]) -> float:
    """Share of common words, of the shorter (a title often bears the site's name behind it), and of both a little."""
    if not one or not other:
        return 0.0
    common = len(one & other)
    return 0.7 * common / min(len(one), len(other)) + 0.3 * common / max(len(one), len(other))
