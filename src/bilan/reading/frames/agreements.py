"""Agreements: a text is signed, initialled, drafted, ratified, carried out, ended."""

from collections.abc import Iterator, Sequence

from bilan.model.mention import Actor, Time
from bilan.model.statement import Amount, Part
from bilan.reading.frames import slots
from bilan.reading.frames.draft import Draft
from bilan.reading.frames.modes import nominal_mode, tense_mode, verb_mode
from bilan.reading.frames.scene import Scene, View
from bilan.reading.frames.visits import stretch
from bilan.reading.grammar.verbs import VerbGroup

_AHEAD = ("future", "conditional", "wish", "plan", "infinitive", "enable", "pledge", "begin")
_REACH = 26
_WEAK = ("signed", "concluded", "agreed", "ratified", "ended")  # what a weak name of a text needs beside it
_ORDER = ("ended", "suspended", "implementing", "in_force", "ratified", "signed", "concluded", "agreed", "drafting")


class _Found:
    """A status with what gave it and how far that stands from the text's name."""

    __slots__ = ("at", "cost", "group", "status")

    def __init__(self, status: str, cost: float, at: int, group: VerbGroup | None) -> None:
        self.status, self.cost, self.at, self.group = status, cost, at, group


def agreements(scene: Scene) -> Iterator[Draft]:
    for view in scene.views:
        for first, last, weight in texts(view, "instrument", "agreement"):
            yield from _text(view, first, last, weight)


def texts(view: View, sense: str, kind: str) -> Iterator[tuple[int, int, str]]:
    """Names of texts (or structures): words `first` to `last`, longest first, none that means another thing."""
    blocked = [(h.start, h.end) for h in view.phrases if h.payload.kind == "not" and h.payload.name == kind]
    for hit in view.phrases:
        if hit.payload.kind != sense or any(low < hit.end and hit.start < high for low, high in blocked):
            continue
        blocked.append((hit.start, hit.end))
        yield view.at(hit.start), view.at(hit.end - 1), hit.payload.name


def _text(view: View, first: int, last: int, weight: str) -> Iterator[Draft]:
    found = statuses(view, first, last, "agreement")
    if not found and weight == "weak":
        return
    best = settled(found)
    if weight == "weak" and (best is None or best.status not in _WEAK or best.cost > 12):
        return
    scene = view.scene
    low, high = view.clause(first)
    near = slots.between_words(view, low, high)
    signers = _signers(view, near, first, last, best)
    states = _states(view, signers, first, low, high)
    parties = scene.parties(view, states)
    if len(parties) < 2 or not (states or best is not None):
        return
    status, asserted = _status(view, first, last, best)
    if status is None:
        return
    time, dated = _time(view, first, last, best, status)
    start, end = slots.dates(time) if time is not None else (None, None)
    place = slots.place_of(view, best.at if best else first, first=low, last=high) if status == "signed" else None
    anchor = [a for a in signers if low <= view.at(a.start) <= high]
    span = stretch(view, min(first, best.at if best and best.cost < 14 else first),
                   max(last, best.at if best and best.cost < 14 else last), anchor, None, time)  # fmt: skip
    span = (span[0], max(span[1], view.segment(min(last + 1, len(view.words) - 1))[1]))
    amount = _amounts(view, first, last, low, high)
    yield Draft(
        kind="agreement", rule=_rule(status, best), view=view, first=span[0], last=span[1], trigger=first, status=status,
        head=_head(view, first, last), parties=parties, actors=_cast(scene, signers, parties),
        sectors=_sectors(view, first, high), topic=None, start=start if status != "drafting" or dated else start,
        end=None if status != "ended" else end, place=place.name if place else None, amounts=amount,
        asserted=asserted, dated=dated and status in ("signed", "in_force", "ratified"),
    )  # fmt: skip


def _states(view: View, signers: Sequence[Actor], first: int, low: int, high: int) -> list[str]:
    """The states of those who sign, of the text's own stretch, and only if these are fewer than two those of its clause."""
    one, other = view.segment(first)
    found = list(dict.fromkeys([*slots.states_of(signers), *view.states(view.words[one].start, view.words[other].end)]))
    if not found:
        found = view.states(view.words[low].start, view.words[high].end)
    return found


def _amounts(view: View, first: int, last: int, low: int, high: int) -> tuple[Amount, ...]:
    """What the text gives, and how many texts there are ("six accords" counts without a unit)."""
    found: list[Amount] = []
    for quantity in view.quantities:
        at, end = view.at(quantity.start), view.at(quantity.end - 1)
        if at <= last and end >= first - 1 and at >= first - 3:
            found.append(Amount(value=quantity.value, unit="1", item=quantity.item))
        elif low <= at <= high and quantity.unit not in ("1", "year", "month", "day", "%"):
            found += slots.amounts([quantity])
    return tuple(dict.fromkeys(found))


def _cast(scene: Scene, signers: Sequence[Actor], parties: tuple[str, ...]) -> tuple[Part, ...]:
    """Those who sign, and for a party nobody signs for, the state itself."""
    found = slots.parts([a for a in signers if len(a.parties) < 2], "signatory")
    covered = {p.party for p in found}
    if len(parties) > 3 or len(found) > 1 or any(p.party is None for p in found):
        return found
    return (*found, *(scene.state_part(code, "signatory") for code in parties if code not in covered))


def _head(view: View, first: int, last: int) -> str:
    return view.scene.folded[view.words[first].start : view.words[last].end]


def statuses(view: View, first: int, last: int, kind: str) -> list[_Found]:
    """All that says in which state a text or structure is: verbs done to it, nouns above it, phrases of its clause."""
    found: list[_Found] = []
    for hit in view.phrases:
        name = hit.payload.name.partition("/")
        if hit.payload.kind not in ("status", "status-noun") or name[0] != kind:
            continue
        index = view.at(hit.end - 1)
        if first <= index <= last:
            continue
        cost = _cost(view, index, first if index < first else last)
        if hit.payload.kind == "status-noun":
            if index < first and first - index <= 7 and not any(w.form in ".;:" for w in view.words[index:first]):
                found.append(_Found(name[2], cost - 2, index, None))
        elif cost <= _REACH:
            found.append(_Found(name[2], cost, index, None))
    for group in view.groups:
        for sense, end in view.scene.lexis.senses(view.words, group):
            prefix, _, status = sense.name.partition("/")
            if sense.kind != "status" or prefix != kind:
                continue
            cost = _cost(view, end if end < first else group.at, first if group.at < first else last)
            if cost <= _REACH and _touches(view, group, first, last):
                found.append(_Found(status, cost, group.at, group))
    return found


def _cost(view: View, one: int, other: int) -> float:
    segments, clauses = view.between(one, other)
    return abs(one - other) + 2.0 * segments + 6.0 * clauses


def _touches(view: View, group: VerbGroup, first: int, last: int) -> bool:
    """A verb before the text has it as object; one behind it must be passive, reflexive, bare, or a movement ("entre en vigueur")."""
    if group.at < first:
        return not (group.passive and not group.bare) or view.form(group.first - 1) in ("il", "") or group.first <= 2
    return group.passive or group.reflexive or group.bare or group.lemma not in view.scene.lexis.verb_senses or True


def settled(found: Sequence[_Found]) -> _Found | None:
    """The nearest status; of two as near, the one that says more."""
    return min(found, key=lambda f: (round(f.cost / 3), _ORDER.index(f.status)), default=None)


def _status(view: View, first: int, last: int, best: _Found | None) -> tuple[str | None, bool]:
    cue = nominal_mode(view, first, last)
    if cue is not None and cue.mode == "deny" and cue.cost < 14:
        return "drafting", False
    if best is None:
        if cue is not None and cue.mode in ("wish", "plan", "future", "conditional"):
            return "drafting", True
        return _unsaid(view, first), True
    if best.status == "concluded":
        best = _Found("signed" if _concludes(view, best.group) else "agreed", best.cost, best.at, best.group)
    mode = verb_mode(view, best.group) if best.group is not None else _noun_mode(view, best)
    if best.status in ("agreed", "signed", "ratified", "in_force", "implementing") and mode in _AHEAD:
        return ("drafting" if best.status in ("agreed", "signed", "ratified") else "signed"), True
    if mode in ("negated", "refuse"):
        return ("drafting", False) if best.status in ("signed", "agreed") else (None, True)
    if best.status == "drafting" and best.group is not None and tense_mode(best.group) == "done" and best.group.lemma == "finaliser":
        return "agreed", True
    return best.status, True


def _concludes(view: View, group: VerbGroup | None) -> bool:
    """Somebody is named who concludes: an active verb with a subject of its own clause."""
    return group is not None and not group.passive and bool(slots.subjects(view, group)) and view.form(group.first - 1) != ""


def _noun_mode(view: View, best: _Found) -> str:
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


def _unsaid(view: View, first: int) -> str | None:
    """A text that is named without a word on its state: a defined one exists, an undefined one is too little."""
    before = view.form(first - 1)
    clause = view.scene.lexis.cues.clause
    if before in clause.demonstratives:
        return "signed"
    later = view.form(view.at(view.words[first].end))
    del later
    return "agreed" if view.zone == "headline" else None


def _signers(view: View, near: Sequence[Actor], first: int, last: int, best: _Found | None) -> list[Actor]:
    """Who signs: "entre X et Y", "avec X", the subject of an active verb, "par X" of a passive one."""
    between = [a for a in near if view.preposition(a.start) == "between" and a.form != "adjective"]
    if between:
        follow = [a for a in near if a.start > between[-1].end and view.between(view.at(between[-1].start), view.at(a.start))[1] == 0
                  and view.preposition(a.start) in (None, "with") and a.form != "adjective"]  # fmt: skip
        return [*between, *follow[:1]]
    found: list[Actor] = []
    if best is not None and best.group is not None:
        group = best.group
        if group.passive:
            found += slots.agents(view, group, view.clause(group.at)[1])
        elif group.at < first:
            found += slots.subjects(view, group)
    found += [a for a in near if view.preposition(a.start) == "with" and a.form != "adjective"]
    return [a for a in dict.fromkeys(found) if a.form != "adjective"][:4]


def _time(view: View, first: int, last: int, best: _Found | None, status: str) -> tuple[Time | None, bool]:
    """The day of the signature: the time nearest to what gave the status."""
    signed = next((f for f in statuses(view, first, last, "agreement") if f.status == "signed" and f.cost < 14), None)
    if signed is not None and status not in ("drafting", "agreed"):
        dated = slots.time_of(view, signed.at, reach=9)
        if dated is not None:
            return dated, status == "signed"
    if status in ("in_force", "implementing", "suspended"):
        return None, False
    time = slots.time_of(view, best.at if best is not None else first, reach=18)
    if time is None:
        return None, False
    if status in ("agreed", "signed", "drafting", "ratified", "in_force", "ended"):
        return time, True
    near = slots.time_of(view, last, reach=10)
    return near, near is not None


def _sectors(view: View, first: int, high: int) -> tuple[str, ...]:
    """Those named behind the text's name in its clause, else in the sentence, else diplomacy."""
    start, end = view.words[first].start, view.words[high].end
    found = dict.fromkeys(m.sector for m in view.sectors if start <= m.start <= end)
    found = found or dict.fromkeys(m.sector for m in view.sectors)
    return tuple(found)[:7] or ("diplomacy",)


def _rule(status: str, best: _Found | None) -> str:
    if status == "drafting":
        return "agreement.drafting"
    if status in ("signed", "agreed"):
        return "agreement.signed" if best is not None and best.group is not None else "agreement.nominal"
    return "agreement.life"
