"""Tags and text → blocks of text, each with the elements around it; broken markup is mended as browsers do, roughly.

An element is a stretch of blocks: so what lies within it is counted by two subtractions, and no tree is walked.
"""

import re
from collections.abc import Iterable

from bilan.corpus.html.elements import (
    CLOSE_PARAGRAPH,
    ENDED_BY,
    FLOWING,
    HEADINGS,
    SCOPE,
    SILENT,
    VOID,
    stops,
)
from bilan.corpus.html.tokens import Token, attributes, unescaped

DEEPEST = 120
"""Open elements. Deeper ones are taken for part of the one that holds them."""

_PARAGRAPH = frozenset({"p"})
_MOST_SCRIPTS = 20
_SCRIPT = 1_000_000  # characters of metadata in one script
_BLANK = re.compile(r"[ \t\n\r\f\v]+")
_UNSEEN = re.compile("[\u00ad\u200b\u200c\u2060\ufeff]")


class Node:
    """An element: `blocks[first:last]` lie within it. `raw` are its attributes as written."""

    __slots__ = ("first", "last", "parent", "raw", "tag")

    def __init__(self, tag: str, raw: str, parent: "Node | None", first: int) -> None:
        self.tag, self.raw, self.parent, self.first, self.last = tag, raw, parent, first, first

    @property
    def attributes(self) -> dict[str, str]:
        return attributes(self.raw)


class Run:
    """A stretch of a block: its text, the innermost element, and whether it is a link."""

    __slots__ = ("link", "node", "text")

    def __init__(self, text: str, node: Node, link: bool) -> None:
        self.text, self.node, self.link = text, node, link


class Block:
    """A line of text: white space collapsed, `links` characters of it links. `node` is the block element that holds
    it."""

    __slots__ = ("links", "node", "runs", "text")

    def __init__(self, node: Node, runs: list[Run]) -> None:
        self.node, self.runs = node, runs
        self.text = "".join(run.text for run in runs)
        self.links = sum(len(run.text) for run in runs if run.link)


class Page:
    """What a page holds: `nodes` in the order of their opening, `blocks` in the order of reading, and its metadata
    as written."""

    def __init__(self) -> None:
        self.nodes: list[Node] = []
        self.blocks: list[Block] = []
        self.metas: list[Node] = []
        self.links: list[Node] = []
        self.data: list[str] = []
        self.title = ""
        self.base = ""


def build(stream: Iterable[Token]) -> Page:
    """The page of a stream of tokens."""
    builder = _Builder()
    for kind, name, rest in stream:
        if not kind:
            builder.text(rest)
        elif kind == "<":
            builder.open(name, rest)
        elif kind == "/":
            builder.close(name)
        else:
            builder.raw(name, rest)
    return builder.finish()


class _Builder:
    def __init__(self) -> None:
        self.page = Page()
        root = Node("html", "", None, 0)
        self.page.nodes.append(root)
        self.stack = [root]
        self.blocky = [root]  # innermost block element, for each open element
        self.runs: list[Run] = []
        self.spaced = True  # the line so far ends in white space, or is empty
        self.link = False
        self.silent = 0  # open elements whose text is not shown
        self.pre = 0
        self.over: dict[str, int] = {}  # elements too deep to be kept, still open
        self.count: dict[str, int] = {}  # open elements by name

    # text

    def text(self, text: str) -> None:
        if self.silent:
            return
        if "&" in text:
            text = unescaped(text)
        if self.pre:
            self._lines(text)
            return
        if text.isspace():
            text = " "
        elif "\n" in text or "  " in text or "\t" in text or "\r" in text or "\f" in text:
            text = _BLANK.sub(" ", text)
        if self.spaced and text[:1] == " ":
            text = text[1:]
        if text:
            self._run(text)

    def _run(self, text: str) -> None:
        node = self.stack[-1]
        self.spaced = text[-1] in " \n"
        if self.runs and self.runs[-1].node is node and self.runs[-1].link == self.link:
            self.runs[-1].text += text
        else:
            self.runs.append(Run(text, node, self.link))

    def _lines(self, text: str) -> None:
        for number, line in enumerate(text.splitlines() or [text]):
            if number:
                self.flush()
            if line.strip():
                self._run(line)

    def flush(self) -> None:
        """Ends the line."""
        runs, self.spaced = self.runs, True
        if not runs:
            return
        self.runs = []
        for run in runs:
            if not run.text.isascii() and _UNSEEN.search(run.text):
                run.text = _UNSEEN.sub("", run.text)
        runs[-1].text = runs[-1].text.rstrip()
        runs = [run for run in runs if run.text]
        if any(not run.text.isspace() for run in runs):
            self.page.blocks.append(Block(self.blocky[-1], runs))

    # tags

    def open(self, name: str, raw: str) -> None:
        if name in VOID:
            self._void(name, raw)
            return
        if name in ("html", "body"):
            self.flush()
            self._again(name, raw)
            return
        if name == "a":
            self.link = "href" in raw.lower()
        elif name in CLOSE_PARAGRAPH:
            if self.count.get("p"):
                self._end(_PARAGRAPH, SCOPE)
            if name in HEADINGS and self.stack[-1].tag in HEADINGS:
                self._pop(len(self.stack) - 1)
        elif name in ENDED_BY:
            self._end(*ENDED_BY[name])
        if len(self.stack) < DEEPEST:
            self._push(name, raw)
            return
        self.over[name] = self.over.get(name, 0) + 1
        if name not in FLOWING:
            self.flush()

    def _again(self, name: str, raw: str) -> None:
        """`html` and `body` are there once; a second one adds what the first does not say."""
        self._leave_head()
        if name == "html":
            self.stack[0].raw = self.stack[0].raw or raw
        elif len(self.stack) == 1:
            self._push(name, raw)

    def _leave_head(self) -> None:
        at = next((i for i, node in enumerate(self.stack) if node.tag == "head"), None)
        if at is not None:
            self._pop(at)

    def _push(self, name: str, raw: str) -> None:
        if name not in FLOWING:
            self.flush()
            if self.silent and self.stack[-1].tag == "head":
                self._leave_head()  # a page that forgets to close its head
        elif name in ("td", "th") and self.runs:
            self._run("\t")
        node = Node(name, raw, self.stack[-1], len(self.page.blocks))
        self.page.nodes.append(node)
        self.stack.append(node)
        self.blocky.append(self.blocky[-1] if name in FLOWING else node)
        self.count[name] = self.count.get(name, 0) + 1
        self.silent += name in SILENT
        self.pre += name == "pre"

    def _void(self, name: str, raw: str) -> None:
        if name == "br":
            self._break()
        elif name == "hr":
            self._end(_PARAGRAPH, SCOPE)
            self.flush()
        elif name == "meta":
            self.page.metas.append(Node(name, raw, None, 0))
        elif name == "link":
            self.page.links.append(Node(name, raw, None, 0))
        elif name == "base":
            self.page.base = self.page.base or attributes(raw).get("href", "")

    def _break(self) -> None:
        self.flush()

    def raw(self, name: str, content: str) -> None:
        """Content that is no markup: a title, or metadata in a script."""
        page = self.page
        if name == "title" and not page.title and not self.count.get("svg"):
            page.title = _BLANK.sub(" ", unescaped(content[:2000])).strip()
        small = len(page.data) < _MOST_SCRIPTS and len(content) <= _SCRIPT
        if name == "script" and small and "ld+json" in self.stack[-1].raw.lower():
            page.data.append(content)

    def close(self, name: str) -> None:
        if self.over.get(name):
            self.over[name] -= 1
            if name not in FLOWING:
                self.flush()
            return
        if name in ("body", "html"):
            self.flush()
            return
        if name == "a":
            self.link = False
        if name not in FLOWING:
            self.flush()
        if len(self.stack) > 1 and self.stack[-1].tag == name:
            self._pop(len(self.stack) - 1)
        else:
            self._end(HEADINGS if name in HEADINGS else frozenset({name}), stops(name))

    def _end(self, names: frozenset[str], until: frozenset[str]) -> None:
        """Closes the innermost open element of these names, with all in it, unless one of `until` lies between."""
        stack = self.stack
        if stack[-1].tag in names:
            self._pop(len(stack) - 1)
            return
        if not any(map(self.count.get, names)):
            return
        for at in range(len(stack) - 1, 0, -1):
            tag = stack[at].tag
            if tag in names:
                self._pop(at)
                return
            if tag in until:
                return

    def _pop(self, at: int) -> None:
        closed = self.stack[at:]
        if self.runs and any(node.tag not in FLOWING for node in closed):
            self.flush()
        # a line not yet ended belongs to what is closed, too
        last = len(self.page.blocks) + (1 if self.runs else 0)
        for node in closed:
            tag = node.tag
            node.last = last
            self.count[tag] -= 1
            if tag in SILENT:
                self.silent -= 1
            elif tag == "pre":
                self.pre -= 1
        del self.stack[at:]
        del self.blocky[at:]

    def finish(self) -> Page:
        self.flush()
        self._pop(1)
        self.stack[0].last = len(self.page.blocks)
        return self.page
