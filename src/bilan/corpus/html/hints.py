"""What an element is by its name, its classes, its id and its role."""

import re

from bilan.corpus.html.tokens import attributes
from bilan.corpus.html.tree import Node
from bilan.knowledge.html import MarkupWords

_TAGS = {
    "nav": "navigation",
    "aside": "related",
    "footer": "footer",
    "form": "form",
    "figcaption": "caption",
    "time": "dateline",
    "button": "navigation",
    "menu": "navigation",
    "fieldset": "form",
    "label": "form",
    "amp-sidebar": "navigation",
}
"""Elements of HTML that say by themselves what they hold."""
_NAMED = ("class", "id", "role", "itemprop", "data-testid", "data-component")
_FRAMES = frozenset({"html", "body"})
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_WORD = re.compile(r"[a-z]+|[0-9]+")
_HIDDEN = re.compile(r"display\s{0,3}:\s{0,3}none|visibility\s{0,3}:\s{0,3}hidden", re.I)
_LONGEST = 3  # words of a name in `holds`
_MOST_NAMES = 24  # names of one element that are looked at
_REMEMBERED = 5_000  # tags whose meaning is kept, so that a site's second page costs less

FRAME = "frame"


class Hints:
    """Built once from knowledge."""

    def __init__(self, words: MarkupWords) -> None:
        self._exact: dict[str, tuple[int, str]] = {}
        self._holds: dict[tuple[str, ...], tuple[int, str]] = {}
        for rank, part in enumerate(words.part):
            for name in part.exact:
                self._exact.setdefault("".join(_words(name)), (rank, part.what))
            for name in part.holds:
                self._holds.setdefault(_words(name), (rank, part.what))
        self._words = {word for names in self._holds for word in names}
        self._known: dict[tuple[str, str], str] = {}

    def of(self, node: Node) -> str:
        """One of the parts of `html.toml`, `hidden`, or nothing."""
        key = (node.tag, node.raw)
        found = self._known.get(key)
        if found is None:
            if len(self._known) >= _REMEMBERED:
                self._known.clear()
            found = self._known[key] = self._look(node.tag, node.raw)
        return found

    def _look(self, tag: str, raw: str) -> str:
        own = _TAGS.get(tag, "")
        if tag in _FRAMES or not raw.strip():
            return own
        given = attributes(raw)
        if "hidden" in given or _HIDDEN.search(given.get("style", "")):
            return "hidden"
        names = [name for key in _NAMED for name in given.get(key, "")[:600].split()][:_MOST_NAMES]
        found = [hit for name in names if (hit := self._named(name)) is not None]
        if any(hit[2] == FRAME for hit in found):
            return own
        best = max(found, default=None, key=lambda hit: (hit[0], -hit[1]))
        if best is None or (
            own in ("form", "dateline", "caption") and best[2] not in ("comment", "navigation", "related", "byline")
        ):
            return own
        return best[2]

    def _named(self, name: str) -> tuple[int, int, str] | None:
        """`(how much of the name it explains, rank of the list, part)`."""
        words = _words(name[:80])
        whole = self._exact.get("".join(words)) or self._exact.get(
            "".join(word for word in words if not word.isdigit())
        )
        if whole is not None:
            return _LONGEST + 1, *whole
        if self._words.isdisjoint(words):
            return None
        for length in range(min(_LONGEST, len(words)), 0, -1):
            hits = [
                hit
                for at in range(len(words) - length + 1)
                if (hit := self._holds.get(words[at : at + length])) is not None
            ]
            if hits:
                return length, *min(hits)
        return None


def _words(name: str) -> tuple[str, ...]:
    return tuple(_WORD.findall(_CAMEL.sub("-", name).lower()))
