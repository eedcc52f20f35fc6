"""How a reading came about, for a person who asks: the article's sentences, their verbs, and what bent each statement.

Nothing here takes part in reading. A trace is made afterwards, from the reading and the same knowledge.
"""

from collections.abc import Sequence
from typing import Final

import msgspec

from bilan.model.document import Document
from bilan.model.reading import Reading
from bilan.model.statement import Statement
from bilan.reading.folding import fold
from bilan.reading.frames.modes import nominal_mode, tense_mode, verb_mode
from bilan.reading.frames.scene import View
from bilan.reading.grammar.verbs import VerbGroup
from bilan.reading.reader import Reader

MODES: Final = (
    "done", "present", "future", "conditional", "infinitive", "negated", "wish", "plan", "pledge", "agree", "begin",
    "continue", "complete", "stop", "cancel", "postpone", "resume", "deny", "refuse", "enable", "hold",
)  # fmt: skip
"""What a sentence may say of a deed: see `frames.modes`."""


class Verb(msgspec.Struct, frozen=True):
    """A verb group: `text[start:end]`, its lemma, and the mode that its own form gives."""

    start: int
    end: int
    lemma: str
    mode: str
    passive: bool


class Bend(msgspec.Struct, frozen=True):
    """The mode in which a statement's head stands, and the words that put it there (None where nothing bends it)."""

    mode: str
    start: int | None = None
    end: int | None = None


class Line(msgspec.Struct, frozen=True):
    """A sentence of the article. `framed`: it was searched for statements."""

    start: int
    end: int
    zone: str
    framed: bool
    verbs: tuple[Verb, ...] = ()


class Trace(msgspec.Struct, frozen=True):
    """`pair`: the two states that the page is mostly about, `focus` their share of all mentions of states (0 to 1).

    `offtopic` are fields of no concern that the page is of. `bends` are by the statements' ids.
    """

    lines: tuple[Line, ...]
    pair: tuple[str, ...] = ()
    focus: float = 0.0
    offtopic: tuple[str, ...] = ()
    bends: dict[str, Bend] = {}


def trace(reader: Reader, document: Document, reading: Reading) -> Trace:
    """The trace of a reading that `reader` made of `document`."""
    scene = reader.scene(document, reading)
    searched = {view.start: view for view in scene.views}
    pieces = reader.sentences(document, reading.zones)
    views = [searched.get(one.start) or View(scene, at, one, zone) for at, (one, zone) in enumerate(pieces)]
    if len(scene.pair) < 2 or scene.offtopic:
        searched = {}
    bends = {said.id: bend for said in reading.statements if (bend := _bend(views, said)) is not None}
    return Trace(
        lines=tuple(Line(v.start, v.end, v.zone, v.start in searched, _verbs(v)) for v in views),
        pair=scene.pair, focus=scene.focus, offtopic=tuple(sorted(scene.offtopic)), bends=bends,
    )  # fmt: skip


def _verbs(view: View) -> tuple[Verb, ...]:
    return tuple(Verb(*_span(view, group), group.lemma, tense_mode(group), group.passive) for group in view.groups)


def _span(view: View, group: VerbGroup) -> tuple[int, int]:
    return view.words[group.first].start, view.words[group.last].end


def _bend(views: Sequence[View], said: Statement) -> Bend | None:
    """What mode the word that carries the statement stands in; None where that word is not in its passage."""
    view = next((v for v in views if v.start <= said.evidence.start < v.end), None)
    if view is None or not said.head:
        return None
    words = _head(view, said)
    if words is None:
        return None
    first, last = words
    own = next((group for group in view.groups if group.first <= first <= group.last), None)
    if own is not None:
        return Bend(verb_mode(view, own), *_span(view, own))
    cue = nominal_mode(view, first, last)
    if cue is None:
        return None
    return Bend(cue.mode, *_span(view, cue.group)) if cue.group is not None else Bend(cue.mode)


def _head(view: View, said: Statement) -> tuple[int, int] | None:
    """First and last word of the head where it first stands in the passage."""
    at = fold(view.text).find(said.head, max(0, said.evidence.start - view.start))
    if at < 0 or view.start + at >= said.evidence.end:
        return None
    return view.at(view.start + at), view.at(view.start + at + len(said.head) - 1)
