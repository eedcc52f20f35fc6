"""Stretches of a line that are something of their own: author and day side by side, the opening of a dispatch."""

import re
from collections.abc import Iterator

from bilan.corpus.html.layout import Layout
from bilan.corpus.html.phrases import Phrases, is_name
from bilan.corpus.html.tree import Block, Run

_DIGIT = re.compile(r"\d")
_END = re.compile(r"[.!?…:;][\"'’”»)\]]*$")
DISPATCH = re.compile(
    r"^(?:[A-ZÀ-Þ\u0152][A-ZÀ-Þ\u0152'’ -]{2,40}[^–—:.!?]{0,60}?\([A-ZÀ-Þ\u0152][^()]{1,40}\)|"
    r"[A-ZÀ-Þ\u0152][\w'’ -]{2,40},[^–—:!?()]{3,40}\([A-ZÀ-Þ\u0152][^()]{1,40}\))"
    r"\s{0,3}(?:[–—-]+|:)(?=\s)"
)
"""The opening of a dispatch: a place, perhaps a day, an agency in brackets, a dash."""
_SEPARATED = re.compile(r"((?<=\s)[|•·–—-](?=\s))")
_BETWEEN = " \t\u00a0|•·–—-,/"


class Stretches:
    """Cuts lines. In a line that is nothing yet, elements speak only above the text."""

    def __init__(self, layout: Layout, phrases: Phrases) -> None:
        self._layout, self._phrases = layout, phrases

    def split(self, i: int, block: Block, zone: str) -> list[tuple[str, str]]:
        """The line's stretches where elements inside it are something of their own."""
        if zone in ("byline", "dateline") and len(block.text) <= 300:
            return list(self._signed(block, zone))
        if len(block.runs) == 1:
            return _dispatch(block.text, zone) if zone in ("body", "lead") else [(block.text, zone)]
        prose = zone in ("body", "lead", "comment", "headline") and (len(block.text) > 200 or _END.search(block.text))
        inside = self._layout.first <= i < self._layout.begun
        stretches: list[tuple[str, str]] = []
        for run in block.runs:
            own = (
                self._within(run, block, zone, inside)
                if not prose or (not stretches and len(run.text) <= 100)
                else zone
            )
            if stretches and (stretches[-1][1] == own or not run.text.strip(_BETWEEN)):
                stretches[-1] = (stretches[-1][0] + run.text, stretches[-1][1])
            else:
                stretches.append((run.text, own))
        if zone in ("body", "lead") and stretches[0][1] == zone:
            stretches[:1] = _dispatch(*stretches[0])
        return stretches

    def _signed(self, block: Block, zone: str) -> Iterator[tuple[str, str]]:
        """A line of author and day: what bears figures is the day, what reads like a name the author."""
        for run in block.runs:
            part = self._layout.parts[id(run.node)]
            part = "" if part == self._layout.part(block) else part
            for piece in _SEPARATED.split(run.text):
                if not piece:
                    continue
                if part in ("byline", "dateline", "caption", "source", "navigation"):
                    zone = part
                elif _DIGIT.search(piece):
                    zone = "dateline"
                elif (
                    self._phrases.mark(piece.strip(_BETWEEN)) == "byline"
                    or self._layout.said.signs(piece)
                    or (run.node is not block.node and is_name(piece))
                ):
                    zone = "byline"
                yield piece, zone

    def _within(self, run: Run, block: Block, zone: str, inside: bool) -> str:
        """The zone of a run of a line that is no running text."""
        own = self._layout.part(block)
        if run.node is block.node or zone not in ("body", "lead", "navigation", "caption", "related"):
            return zone
        part = self._layout.parts[id(run.node)]
        inner = part in ("byline", "dateline", "caption", "source") and part != own
        return part if inner and (zone not in ("navigation", "related") or (own == "" and inside)) else zone


def _dispatch(text: str, zone: str) -> list[tuple[str, str]]:
    match = DISPATCH.match(text)
    return [(text[: match.end()], "dateline"), (text[match.end() :], zone)] if match else [(text, zone)]
