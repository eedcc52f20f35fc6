"""The zone of every stretch of a page, from its layout; short lines that the markup leaves open are asked for their
words."""

import re
from collections.abc import Iterator

from bilan.corpus.html.layout import Layout, level
from bilan.corpus.html.phrases import COMMENTS, HEADING, Phrases, is_name
from bilan.corpus.html.stretches import DISPATCH, Stretches
from bilan.corpus.html.tree import Block, Node

_ZONES = frozenset(
    {"comment", "form", "related", "navigation", "source", "caption", "byline", "dateline", "lead", "headline"}
)
_BOLD = frozenset({"b", "strong"})
_DIGIT = re.compile(r"\d")
_END = re.compile(r"[.!?…:;][\"'’”»)\]]*$")
_RIGHTS = re.compile(r"©|\(c\)\s{0,2}(?:19|20)\d\d|copyright", re.I)
_ADDRESS = re.compile(r"(?:https?://|www\.)\S+")
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)|(?<!\d)\d\d?[./-]\d\d?[./-]\d\d(?!\d)")
_STOP = re.compile(r"[.!?…][\"'’”»)\]]*$")
_NEAR = 4  # lines above the headline in which the day may stand
SIGNED = 3  # lines below the text in which its author may stand
_NAME = 60  # characters of a line that is a name without saying so
_SHORT = 90  # characters of a line of author or day
_LETTERS = re.compile(r"\W+")
_MENU = 3  # links that make a line a menu
_HEADLIKE = 25  # characters from which a line of links is the title of another article rather than an item of a menu


class Zoning:
    """Zones of the blocks of one page. `of(i)` gives the runs of block `i`, each with its zone."""

    def __init__(self, layout: Layout, phrases: Phrases) -> None:
        self._layout, self._phrases = layout, phrases
        self._blocks = layout.page.blocks
        self._zones = [""] * len(self._blocks)
        self._begun, self._over = layout.begun, layout.over
        self._run()

    def runs(self) -> Iterator[list[tuple[str, str]]]:
        """Of each block, `(text, zone)` for each of its stretches."""
        stretches = Stretches(self._layout, self._phrases)
        for i, block in enumerate(self._blocks):
            yield stretches.split(i, block, self._zones[i])

    def _run(self) -> None:
        layout = self._layout
        headline = _key(self._blocks[layout.head].text) if layout.head >= 0 else ""
        for i, block in enumerate(self._blocks):
            if i == layout.head:
                self._zones[i] = "headline"
            elif layout.start <= i < layout.stop:
                self._zones[i] = self._placed(i, self._inside(i, block))
            elif layout.first <= i < layout.last:
                self._zones[i] = self._placed(i, self._around(i, block, headline))
            else:
                self._zones[i] = self._outside(i, block)
        self._readers()
        self._tail(headline)
        self._teasers()
        self._lead()
        self._signature()

    def _placed(self, i: int, zone: str) -> str:
        """What looks like a lead, an author or a day amid the text or below it is that of another article, unless it
        follows the text at once."""
        if zone not in ("lead", "byline", "dateline") or i < self._begun:
            return zone
        if zone == "lead":
            return "body" if i < self._over and level(self._blocks[i]) else "related"
        between = self._zones[self._over + 1 : i]
        near = self._over < i <= self._over + SIGNED and not {"related", "body", "lead"} & set(between)
        if zone == "dateline":
            return zone if near and self._phrases.mark(self._blocks[i].text) == "dateline" else "related"
        return zone if near and not self._blocks[i].links else "related"

    def _inside(self, i: int, block: Block) -> str:
        """A line of the element that holds the text."""
        part = self._part(block) or (self._above(i, block) if i < self._begun else "")
        if part:
            return part
        mark = self._mark(block)
        if mark and (len(block.text) < 140 or mark in ("related", "form") or not _END.search(block.text)):
            return mark
        if (
            block.links >= 0.8 * len(block.text)
            and not level(block)
            and len(block.text) <= 250
            and not self._in_prose(block)
        ):
            menu = len(block.text) < _HEADLIKE or sum(run.link for run in block.runs) >= _MENU
            return "navigation" if menu else "related"
        address = _ADDRESS.search(block.text) if len(block.text) <= 160 else None
        if address is not None and 2 * len(address[0]) >= len(block.text):
            return "navigation"
        return "body"

    def _around(self, i: int, block: Block, headline: str) -> str:
        """A line of the article's region, above or below the text."""
        part = self._part(block)
        if part:
            return part
        if headline and _key(block.text) == headline:
            return "headline" if self._layout.head < i <= self._layout.head + _NEAR else "navigation"
        mark = self._mark(block)
        if mark:
            return mark
        above = self._layout.head <= i < self._layout.start if self._layout.head >= 0 else i < self._layout.start
        if above and self._above(i, block):
            return self._above(i, block)
        if self._layout.prose[i]:
            if above:
                return "lead"
            return "body" if i >= self._layout.stop and block.node.tag == "p" and not block.links else "related"
        return self._leftover(block)

    def _outside(self, i: int, block: Block) -> str:
        """A line of the rest of the page; just above the headline may stand the day."""
        mark = self._part(block) or self._mark(block)
        near = self._layout.head - _NEAR <= i < self._layout.head
        if mark in ("byline", "dateline", "lead") and not near:
            return "related"
        if near and (not mark or mark == "dateline") and len(block.text) <= _SHORT and _YEAR.search(block.text):
            dated = [
                b for b in self._blocks[max(0, i - _NEAR) : i + _NEAR] if _YEAR.search(b.text) and len(b.text) <= _SHORT
            ]
            return "dateline" if len(dated) == 1 else "navigation"  # several days are those of several articles
        return mark or self._leftover(block)

    def _leftover(self, block: Block) -> str:
        """Neither the markup nor the words tell."""
        text = block.text
        if _RIGHTS.search(text) and len(text) < 400:
            return "source"
        if len(text) <= 120 and self._layout.said.signs(text):
            return "byline"
        if sum(run.link for run in block.runs) >= _MENU:
            return "navigation"
        return "related" if len(text) >= 2 * _HEADLIKE or (block.links and len(text) >= _HEADLIKE) else "navigation"

    def _part(self, block: Block) -> str:
        """The zone that the markup gives, if any."""
        part = self._layout.part(block) or self._inline(block)
        if part == "meta":
            return "dateline" if _DIGIT.search(block.text) else "byline"
        if part == "hidden":
            return "navigation"
        if part == "footer":
            return "source" if not block.links or _RIGHTS.search(block.text) else "navigation"
        if part == "navigation" and _RIGHTS.search(block.text):
            return "source"
        if part == "headline":
            return ""
        return part if part in _ZONES else ""

    def _inline(self, block: Block) -> str:
        """What an element inside the line is that holds nearly all of it, or those are together that do."""
        told = self._layout.parts
        if len(block.runs) > 1 and len(block.text) <= _SHORT:
            parts = {
                told[id(run.node)] if run.node is not block.node else "" for run in block.runs if len(run.text) > 3
            }
            if parts and parts <= {"byline", "dateline"}:
                return "meta"
        run = max(block.runs, key=lambda run: len(run.text))
        return told[id(run.node)] if run.node is not block.node and len(run.text) >= 0.8 * len(block.text) else ""

    def _above(self, i: int, block: Block) -> str:
        """A short line between headline and text: the day, or a name."""
        if not self._layout.head < i or len(block.text) > _SHORT or level(block) or _STOP.search(block.text):
            return ""
        if _YEAR.search(block.text):
            return "dateline"
        if self._layout.said.authors:
            return "byline" if self._layout.said.signs(block.text) else ""
        return "byline" if len(block.text) <= _NAME and is_name(block.text) and not block.links else ""

    def _mark(self, block: Block) -> str:
        mark = self._phrases.mark(block.text) if len(block.text) <= 420 else ""
        return "related" if mark == HEADING else "comment" if mark == COMMENTS else mark

    def _in_prose(self, block: Block) -> bool:
        """Whether a line of links stands in a paragraph or a table, as names in a list of persons do."""
        return block.node.tag in ("td", "tr", "th", "blockquote")

    # what depends on the lines around

    def _readers(self) -> None:
        """Below a heading of comments, all is comments to the end of what holds the heading; where that is the whole
        page, to
        the next form, or heading of something else."""
        until, open_ended = -1, False
        for i, block in enumerate(self._blocks):
            mark = self._phrases.mark(block.text) if self._zones[i] == "comment" or i < until else ""
            if mark == COMMENTS and not self._layout.part(block):
                holder = self._holder(block)
                open_ended = holder.first <= self._layout.head < holder.last
                until = max(until, holder.last)
            elif i < until and open_ended and (mark in ("form", "source", HEADING) or level(block)):
                until = -1
            elif (
                i < until
                and self._layout.part(block) in ("", "byline", "dateline", "meta")
                and mark not in ("form", "source")
            ):
                self._zones[i] = "comment"

    def _holder(self, block: Block) -> Node:
        """The element around a heading with more in it than the heading."""
        node = block.node
        while node.parent is not None and node.last - node.first <= 1:
            node = node.parent
        return node

    def _tail(self, headline: str) -> None:
        """Below the last sentence, links no longer belong to the text, nor does its headline once more."""
        layout, ended = self._layout, False
        for i in range(layout.stop - 1, layout.start - 1, -1):
            block = self._blocks[i]
            if self._zones[i] != "body" or i == layout.head:
                continue
            if headline and _key(block.text) == headline:
                self._zones[i] = "related" if block.links else "navigation"
            ended = (
                ended
                or layout.prose[i]
                or (len(block.text) >= 40 and not level(block) and _END.search(block.text) is not None)
            )
            if not ended and not level(block) and 3 * block.links > len(block.text):
                self._zones[i] = "related" if len(block.text) >= _HEADLIKE else "navigation"

    def _teasers(self) -> None:
        """A heading inside the text under which only links stand belongs to them."""
        layout, below = self._layout, ""
        for i in range(layout.stop - 1, layout.start - 1, -1):
            if self._zones[i] == "body" and level(self._blocks[i]):
                if below in ("related", "navigation") and i != layout.head:
                    self._zones[i] = "related"
            elif self._zones[i] in ("body", "related", "lead", "navigation"):
                below = self._zones[i]

    def _lead(self) -> None:
        """Where no name says which is the lead: the first paragraph, if set apart by its place, its weight or the
        description."""
        layout = self._layout
        texts = [
            i
            for i in range(layout.first, layout.last)
            if self._zones[i] == "lead" or (self._zones[i] == "body" and i != layout.head)
        ]
        for i in texts[:4]:
            if self._zones[i] == "body" and len(self._blocks[i].text) < 80 and is_name(self._blocks[i].text):
                self._zones[i] = "byline"
        texts = [i for i in texts if self._zones[i] == "lead" or len(self._blocks[i].text) >= 40]
        if len(texts) < 2 or self._zones[texts[0]] == "lead":
            return
        first = self._blocks[texts[0]]
        if _bold(first) or self._described(first) or (level(first) == 2 and len(first.text) >= 60):
            self._zones[texts[0]] = "lead"

    def _described(self, block: Block) -> bool:
        """Whether the description is this very paragraph; one cut short was made by a program from any first
        paragraph."""
        said, own = _key(self._layout.said.description), _key(block.text)
        return len(said) >= 60 and own == said and not DISPATCH.match(block.text)

    def _signature(self) -> None:
        """The last short line of the text that bears an author's name."""
        layout = self._layout
        for i in range(layout.stop - 1, max(layout.start, layout.stop - 6) - 1, -1):
            if (
                self._zones[i] == "body"
                and len(self._blocks[i].text) <= 100
                and self._layout.said.signs(self._blocks[i].text)
            ):
                self._zones[i] = "byline"


def _bold(block: Block) -> bool:
    bold = sum(len(run.text) for run in block.runs if _is_bold(run.node, block.node))
    return bold >= 0.9 * len(block.text)


def _is_bold(node: Node | None, outer: Node) -> bool:
    while node is not None and node is not outer:
        if node.tag in _BOLD:
            return True
        node = node.parent
    return False


def _key(text: str) -> str:
    return _LETTERS.sub(" ", text[:600].lower()).strip()
