"""Whether a thing is said to have happened, to be happening, to be planned, wished, stopped, denied.

A *mode* is one of: done present future conditional wish plan pledge agree begin continue complete stop cancel postpone
resume deny refuse enable hold negated infinitive. Verbs give it by tense, negation and the verb above them; a noun
takes it from what stands nearest: the verb it is subject or object of, a noun above it, a phrase of its clause.
"""

import msgspec

from bilan.reading.frames.scene import View
from bilan.reading.grammar.verbs import VerbGroup

_REACH = 22  # words beyond which a cue says nothing of a noun
_STRONG = (
    "deny", "refuse", "cancel", "postpone", "stop", "resume", "wish", "plan", "pledge", "agree", "begin", "continue",
    "complete", "enable", "hold",
)  # fmt: skip
_OWN_SUBJECT = ("begin", "continue", "hold", "complete", "resume", "postpone")  # "les travaux continuent"
_ADJECTIVAL = ("continue", "begin", "wish", "enable", "agree", "hold")  # bare participles of these only describe


class Cue(msgspec.Struct, frozen=True):
    """A mode and how far, in words and borders, it stands from what it bends. `lemma` is the verb, if it is one."""

    mode: str
    cost: float
    lemma: str = ""
    group: VerbGroup | None = None


def tense_mode(group: VerbGroup) -> str:
    """The mode that a verb's own form gives to what it tells."""
    if group.negated:
        return "negated"
    if group.time == "none":
        return "infinitive"
    return {"past": "done", "present": "present", "future": "future", "conditional": "conditional"}[group.time]


def verb_mode(view: View, group: VerbGroup) -> str:
    """The mode of the event that the verb tells, with the verb or noun above it taken in."""
    if group.governor is not None:
        above = lemma_mode(view, group.governor)
        if above is None:
            return "plan" if group.tense == "infinitive" else tense_mode(group)
        if group.governor.negated:
            return "refuse"
        if above == "enable":
            return "done" if group.governor.time == "past" else "wish"
        if above == "complete" and group.governor.time in ("future", "conditional"):
            return "plan"
        return above
    if group.governor_noun is not None:
        for name, mode in view.scene.lexis.cues.modal.items():
            if group.governor_noun in mode.nouns:
                return name
    return tense_mode(group)


def lemma_mode(view: View, group: VerbGroup) -> str | None:
    """The mode into which a verb puts what it governs; None for a verb that governs nothing so."""
    found = {sense.name for sense, _ in view.senses(group) if sense.kind == "mode"}
    return next((name for name in _STRONG if name in found), None)


def nominal_mode(view: View, first: int, last: int) -> Cue | None:
    """The cue nearest to the noun phrase at words `first` to `last`; None where nothing bends it."""
    cues = [*_verb_cues(view, first, last), *_noun_cues(view, first), *_phrase_cues(view, first, last)]
    return min(cues, key=lambda cue: (cue.cost, _STRONG.index(cue.mode) if cue.mode in _STRONG else 99), default=None)


def _cost(view: View, one: int, other: int) -> float:
    """Distance in words and borders; behind a noun, members of its own enumeration up to the predicate count little."""
    segments, clauses = view.between(one, other)
    cost = abs(one - other) + 2.0 * segments + 6.0 * clauses
    low, high = min(one, other), max(one, other) - (2 if one > other else 0)  # the cue's own copula is no border
    if clauses == 0 and segments > 1 and not _predicate_between(view, low, high):
        return min(cost, 6.0 + 0.2 * abs(one - other))
    return cost


def _predicate_between(view: View, low: int, high: int) -> bool:
    inside = [g for g in view.groups if low < g.first and g.at < high]
    return any(not g.bare and g.tense not in ("infinitive", "gerund") for g in inside)


def _verb_cues(view: View, first: int, last: int) -> list[Cue]:
    found = []
    for group in view.groups:
        if first <= group.at <= last:
            continue
        cost = _cost(view, group.at, first if group.at < first else last)
        if cost > _REACH:
            continue
        mode = lemma_mode(view, group)
        after = group.at > last
        if group.bare and mode in _ADJECTIVAL:
            continue
        if mode is None:
            if group.lemma in view.scene.lexis.verb_senses and group.bare:
                continue
            mode, cost = tense_mode(group), cost + 8
        elif after and not (group.passive or group.reflexive or group.bare or mode in _OWN_SUBJECT):
            mode, cost = tense_mode(group), cost + 8
        elif group.negated:
            mode = "negated"
        elif mode in ("complete", "hold", "begin", "agree", "pledge") and group.time in ("future", "conditional"):
            mode = "plan"
        elif group.governor is not None and mode in ("complete", "begin", "agree", "hold", "pledge"):
            mode = lemma_mode(view, group.governor) or mode
        found.append(Cue(mode, cost, group.lemma, group))
    return found


def _noun_cues(view: View, first: int) -> list[Cue]:
    """ "projet de …", "l'annonce de …": a noun right above."""
    found = []
    for hit in view.phrases:
        if hit.payload.kind != "mode-noun":
            continue
        index = view.at(hit.end - 1)
        if index < first and first - index <= 4 and not any(w.is_mark for w in view.words[index + 1 : first]):
            found.append(Cue(hit.payload.name, float(first - index) - 0.5))
    return found


def _phrase_cues(view: View, first: int, last: int) -> list[Cue]:
    found = []
    for hit in view.phrases:
        if hit.payload.kind != "mode":
            continue
        start, end = view.at(hit.start), view.at(hit.end - 1)
        if view.scene.lexis.verbs.is_being(view.form(start - 1)):
            start -= 1  # "sont au programme": the copula is part of the cue
        cost = _cost(view, end, first) if end < first else _cost(view, start, last)
        if cost <= _REACH:
            found.append(Cue(hit.payload.name, cost + (0 if hit.payload.name in ("deny", "cancel", "postpone") else 1)))
    return found
