"""In which state a text is: verbs done to it, nouns above it, phrases beside it, and what their mode makes of them."""

from collections.abc import Sequence

from bilan.reading.frames import slots
from bilan.reading.frames.modes import nominal_mode, verb_mode
from bilan.reading.frames.scene import View
from bilan.reading.grammar.verbs import VerbGroup

_AHEAD = ("future", "conditional", "wish", "plan", "infinitive", "enable", "pledge", "begin")
_REACH = 26
_ORDER = ("ended", "suspended", "implementing", "in_force", "ratified", "signed", "concluded", "agreed", "drafting")


class Found:
    """A status with what gave it and how far that stands from the text's name."""

    __slots__ = ("at", "cost", "group", "status")

    def __init__(self, status: str, cost: float, at: int, group: VerbGroup | None) -> None:
        self.status, self.cost, self.at, self.group = status, cost, at, group


def statuses(view: View, first: int, last: int, kind: str) -> list[Found]:
    """All that says in which state a text or structure is: verbs done to it, nouns above it, phrases of its clause."""
    found: list[Found] = []
    for hit in view.phrases:
        name = hit.payload.name.partition("/")
        if hit.payload.kind not in ("status", "status-noun") or name[0] != kind:
            continue
        index = view.at(hit.end - 1)
        if first <= index <= last:
            continue
        cost = _cost(view, index, first if index < first else last)
        if hit.payload.kind == "status-noun":
            if _heads(view, index, first):
                found.append(Found(name[2], cost - 2, index, None))
        elif cost <= _REACH:
            found.append(Found(name[2], cost, index, None))
    for group in view.groups:
        for sense, end in view.senses(group):
            prefix, _, status = sense.name.partition("/")
            if sense.kind != "status" or prefix != kind:
                continue
            name_at = first if group.at < first else _past_aside(view, last, group)
            cost = _cost(view, end if end < first else group.at, name_at)
            if group.bare and group.at > last:
                cost += 3  # "l'accord conclu en mai" only says of which: the verb of the sentence says more
            if cost <= _REACH and _touches(view, group, first):
                found.append(Found(status, cost, group.at, group))
    return found


def _cost(view: View, one: int, other: int) -> float:
    segments, clauses = view.between(one, other)
    return abs(one - other) + 2.0 * segments + 6.0 * clauses


def _heads(view: View, index: int, first: int) -> bool:
    """A noun such as "signature" is of the text behind it, if near or with just a day and a place between."""
    if not index < first <= index + 12 or any(w.form in ".;:" for w in view.words[index:first]):
        return False
    return first - index <= 7 or not any(index < g.at < first for g in view.groups)


def _past_aside(view: View, last: int, group: VerbGroup) -> int:
    """Where the way from a text's name to its verb begins: behind an aside between two commas right after the name."""
    if group.bare or view.form(last + 1) != "," or view.form(last + 2) not in view.scene.lexis.cues.clause.relatives:
        return last
    commas = [i for i in range(last + 3, group.first) if view.form(i) == ","]
    return commas[-1] if commas else last


def _touches(view: View, group: VerbGroup, first: int) -> bool:
    """A verb before the text has it as object, so it is no passive.

    Unless an impersonal one ("il a été signé") or one that reaches it through "à" or "par" ("sont liés par").
    """
    if group.at >= first or not group.passive or group.bare:
        return True
    if first - group.at <= 4 and view.preposition(view.words[first].start) in ("to", "by"):
        return True
    return group.first <= 2 or view.form(group.first - 1) in view.scene.lexis.cues.clause.impersonal


def settled(found: Sequence[Found]) -> Found | None:
    """The nearest status; of two as near, the one that says more."""
    return min(found, key=lambda f: (round(f.cost / 3), _ORDER.index(f.status)), default=None)


def status_of(view: View, first: int, last: int, best: Found | None) -> tuple[str | None, bool]:
    cue = nominal_mode(view, first, last)
    if cue is not None and cue.mode == "deny" and cue.cost < 14:
        return "drafting", False
    if best is None:
        if cue is not None and cue.mode in ("wish", "plan", "future", "conditional"):
            return "drafting", True
        return _unsaid(view), True
    if best.status == "concluded":
        best = Found("signed" if _concludes(view, best.group) else "agreed", best.cost, best.at, best.group)
    mode = verb_mode(view, best.group) if best.group is not None else _noun_mode(view, best)
    if best.status in ("agreed", "signed", "ratified", "in_force", "implementing") and mode in _AHEAD:
        return ("drafting" if best.status in ("agreed", "signed", "ratified") else "signed"), True
    if mode in ("negated", "refuse"):
        return ("drafting", False) if best.status in ("signed", "agreed") else (None, True)
    return best.status, True


def _concludes(view: View, group: VerbGroup | None) -> bool:
    """Somebody is named who concludes: an active verb with a subject of its own clause."""
    if group is None or group.passive or not slots.subjects(view, group):
        return False
    return view.form(group.first - 1) != ""


def _noun_mode(view: View, best: Found) -> str:
    """ "signature hier de" has happened, "est attendue la signature de" is to happen."""
    cue = nominal_mode(view, best.at, best.at)
    time = slots.time_of(view, best.at, reach=12)
    start = slots.dates(time)[0] if time is not None else None
    past = slots.is_past(start, view.scene.facts.published)
    if past is True:
        return "done"
    if cue is not None and cue.cost <= 16 and cue.mode in ("wish", "plan", "future", "conditional", "postpone"):
        return "plan"
    if past is False:
        return "plan"
    return "done"


def _unsaid(view: View) -> str | None:
    """A text that is named without a word on its state: in a headline it is news, elsewhere too little."""
    return "agreed" if view.zone == "headline" else None
