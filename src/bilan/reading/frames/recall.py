"""Things that a page tells of more than once: "ce prêt", "l'ouvrage", the same sum in the headline and the body."""

from collections.abc import Iterator, Sequence

from bilan.model.statement import Amount
from bilan.reading.frames.deeds import definite
from bilan.reading.frames.draft import Draft
from bilan.reading.frames.items import LOOSE_MEASURES, Item
from bilan.reading.frames.modes import Cue, nominal_mode
from bilan.reading.frames.scene import View

_NEAR = 6  # sentences back in which a word like "l'ouvrage" finds its thing
_KEPT = 60  # tellings back that a thing may be taken up from: a page of any length takes linear time
_TELLING = ("begin", "continue", "complete", "stop", "cancel", "postpone", "resume")
_GENERAL = ("money", "loan", "grant", "training", "experts", "investment")
"""Topics that say how a thing is given: two of them in one page need not be one."""


class Told:
    """The commitments that a page has told so far, each with its thing."""

    def __init__(self) -> None:
        self._all: list[tuple[Item, Draft]] = []

    def add(self, item: Item, draft: Draft) -> None:
        self._all.append((item, draft))

    def antecedent(self, view: View, item: Item, draft: Draft) -> Draft | None:
        """The commitment told before that this one is, or None: of the same topic and known, or of the same sum."""
        for _, other in reversed(self._all[-_KEPT:]):
            if other.view is view or set(other.parties) != set(draft.parties):
                continue
            if _same_sum(other.amounts, draft.amounts):
                return _root(other)
            if item.topic in LOOSE_MEASURES and any(a.unit == item.topic for a in other.amounts):
                return _root(other)
            if other.topic != draft.topic or _clash(other, draft):
                continue
            headline = other.view.zone == "headline" and not other.amounts
            if definite(view, item.lead) or definite(view, item.first) or headline:
                return _root(other)
        return None

    def measured(self, unit: str) -> Draft | None:
        """The last commitment of a named good that was told in a unit."""
        told = (draft for _, draft in reversed(self._all) if draft.topic not in LOOSE_MEASURES)
        return next((draft for draft in told if any(a.unit == unit for a in draft.amounts)), None)

    def last_of(self, view: View, sorts: Sequence[str], distance: int = _NEAR) -> tuple[Item, Draft] | None:
        """The last commitment whose thing is of one of the sorts, told shortly before the sentence."""
        for item, draft in reversed(self._all):
            if draft.view.index < view.index - distance:
                return None
            if item.sort in sorts and draft.view is not view:
                return item, _root(draft)
        return None

    def beside(self, view: View, distance: int = 2) -> Draft | None:
        """The commitment that the same paragraph told last, a sentence or two before."""
        near = [
            d
            for _, d in self._all
            if d.view.paragraph == view.paragraph and view.index - distance <= d.view.index < view.index
        ]
        return near[-1] if near else None


def _root(draft: Draft) -> Draft:
    while draft.antecedent is not None:
        draft = draft.antecedent
    return draft


def _money(amounts: Sequence[Amount]) -> set[tuple[float, str]]:
    return {(a.value, a.unit) for a in amounts if a.unit.isupper() and len(a.unit) == 3}


def _same_sum(one: Sequence[Amount], other: Sequence[Amount]) -> bool:
    return bool(_money(one) & _money(other))


def _clash(one: Draft, other: Draft) -> bool:
    """Two places, or two figures of one unit: another thing of the same topic."""
    if one.place and other.place and one.place != other.place:
        return True
    units = {a.unit for a in one.amounts} & {a.unit for a in other.amounts}
    a, b = ({(x.value, x.unit) for x in d.amounts if x.unit in units} for d in (one, other))
    return bool(units) and not a & b


def news(view: View, told: Told, taken: Sequence[tuple[int, int]]) -> Iterator[tuple[Item, Draft, int, int, Cue]]:
    """Words that take up a thing told before and say what became of it: thing, its commitment, the words, the cue."""
    for hit in view.phrases:
        if hit.payload.kind != "recall":
            continue
        first, last = view.at(hit.start), view.at(hit.end - 1)
        if any(low <= first <= high for low, high in taken) or not definite(view, first):
            continue
        if view.preposition(hit.start) is not None or view.form(last + 1) in view.scene.lexis.cues.prepositions["from"]:
            continue
        cue = nominal_mode(view, first, last)
        found = told.last_of(view, hit.payload.name.split())
        if found is None or cue is None or cue.cost > 12 or cue.mode not in _TELLING:
            continue
        if cue.group is not None and (cue.group.at < last or cue.group.tense == "infinitive"):
            continue
        yield *found, first, last, cue
