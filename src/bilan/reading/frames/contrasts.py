"""What the readers of contrasts share: sides, the words of the tables in a sentence, quotations, and who speaks."""

from collections.abc import Iterable, Iterator
from typing import Final, NamedTuple

from bilan.knowledge.claims import ClaimRules
from bilan.reading.folding import key
from bilan.reading.frames.scene import Scene, View
from bilan.reading.frames.voice import Voices
from bilan.reading.frames.words import Sense
from bilan.reading.grammar.verbs import VerbGroup
from bilan.reading.lexicon import Hit

_LONGEST: Final = 300
"""Words of a sentence."""
_STEM: Final = 5
"""Letters by which two words are taken for kin ("rejeté", "rejetait")."""


class Told(NamedTuple):
    """One side: the passage, its value, and who says it (None: whoever the page quotes there)."""

    view: View
    start: int
    end: int
    value: str
    said_by: str | None = None
    asserted: bool = True


class Contrast(NamedTuple):
    """Sides that cannot all be true, by which rule; the first is what the others stand against."""

    rule: str
    sides: tuple[Told, ...]
    field: str | None = None


class Desk:
    """The claim words of one page's sentences."""

    def __init__(self, words: ClaimRules, voices: Voices) -> None:
        self.words = words
        self._voices = voices
        self._quoting: set[int] = set()
        self.common: frozenset[str] = words.small.common

    def watch(self, scene: Scene) -> "Desk":
        """Notes the names of the page's two states, which make nothing kin, and sentences within a longer quotation."""
        states = (a for a in scene.actors if a.type == "state" and a.party in scene.pair)
        self.common |= {w for a in states for w in scene.folded[a.start : a.end].split()}
        views = scene.views
        opens, closes = self.words.small.opening, self.words.small.closing
        inside = False
        for view in views:
            if inside:
                self._quoting.add(view.index)
            for word in view.words:
                if word.form in opens:
                    inside = True
                elif word.form in closes:
                    inside = False
        return self

    def endless(self, view: View) -> bool:
        """Whether the sentence is too long to be one: its words prove nothing, and would cost time."""
        return len(view.words) > _LONGEST

    def hits(self, view: View, *names: str) -> list[Hit[Sense]]:
        """Phrases of these tables, in text order."""
        return [h for h in view.phrases if h.payload.kind == "claim-word" and h.payload.name in names]

    def rule_hits(self, view: View, rule: str) -> list[Hit[Sense]]:
        return [h for h in view.phrases if h.payload.kind == "claim" and h.payload.name == rule]

    def verbs(self, view: View, name: str) -> Iterator[VerbGroup]:
        """Verb groups of one sort."""
        for group in view.groups:
            if any(sense.kind == "claim" and sense.name == name for sense, _ in view.senses(group)):
                yield group

    def quoted(self, view: View) -> bool:
        """Whether the sentence tells what somebody says: by quotation marks, a verb of saying, a voice."""
        if view.index in self._quoting or any(w.form in self.words.small.quotes for w in view.words):
            return True
        saying = (g for g in view.groups if not g.bare and g.tense != "infinitive")
        if any(sense.kind == "reporting" for g in saying for sense, _ in view.senses(g)):
            return True
        return self._voices.of(view, view.start, view.end)[0] != "reporter"

    def who(self, view: View, start: int, end: int) -> str | None:
        """The voice of a passage; None where it is the page's own."""
        said, _ = self._voices.of(view, start, end)
        return said if said != "reporter" else None

    def named(self, view: View, low: int, high: int, names: Iterable[str] = ()) -> str | None:
        """Somebody named between two offsets: a state's person or body, else a kind of voice."""
        wanted = tuple(names)
        for hit in view.phrases:
            name = hit.payload.name
            there = hit.payload.kind == "voice" and low <= hit.start < high
            if there and name != "official" and (not wanted or name in wanted):
                return name
        for actor in view.actors:
            if low <= actor.start < high and actor.party and actor.type in ("person", "organisation", "state", "group"):
                return f"official:{actor.party}"
        return None


def joined(contrasts: Iterable[Contrast]) -> list[Contrast]:
    """Contrasts that share a passage are one; where they take it for opposite things, the later's sides are turned."""
    kept: list[Contrast] = []
    for contrast in contrasts:
        for i, earlier in enumerate(kept):
            shared = [(a, b) for a in earlier.sides for b in contrast.sides if a.start < b.end and b.start < a.end]
            if shared:
                kept[i] = earlier._replace(sides=(*earlier.sides, *_rest(contrast, shared)))
                break
        else:
            kept.append(contrast)
    return kept


def _rest(contrast: Contrast, shared: list[tuple[Told, Told]]) -> list[Told]:
    """The sides of a contrast that are not shared, turned if need be."""
    turned = shared[0][0].asserted != shared[0][1].asserted
    rest = [side for side in contrast.sides if side not in [b for _, b in shared]]
    values = {True: "denied", False: "asserted"}
    return [side._replace(asserted=not side.asserted, value=values[side.asserted]) for side in rest] if turned else rest


def clipped(view: View, first: int, last: int) -> tuple[int, int]:
    """Offsets of words `first` to `last`, marks at both ends left out."""
    first, last = max(0, first), min(last, len(view.words) - 1)
    return view.span(first, max(first, last))


def whole(view: View) -> tuple[int, int]:
    """Offsets of the sentence without the marks at its ends."""
    return clipped(view, 0, len(view.words) - 1)


def beside(views: list[View], view: View, back: int, ahead: int = 0) -> list[View]:
    """Sentences around `view`, nearest first, of its paragraph and the ones next to it."""
    near = [
        v for v in views[max(0, view.index - back) : view.index + ahead + 1] if v is not view and v.zone != "headline"
    ]
    near = [v for v in near if abs(v.paragraph - view.paragraph) <= 1]
    return sorted(near, key=lambda v: (abs(v.index - view.index), v.index))


def stems(view: View, first: int, last: int, common: frozenset[str]) -> set[str]:
    """The first letters of the longer words between two words, common ones left out."""
    found = set()
    for word in view.words[max(0, first) : last + 1]:
        if len(word.form) >= _STEM and word.form not in common and not word.is_mark:
            found.add(key(word.form)[:_STEM])
    return found
