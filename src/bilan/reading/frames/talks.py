"""Talks: officials of both parties meet, call, confer, face the press together."""

from collections.abc import Iterator, Sequence

from bilan.knowledge.frames import Rule
from bilan.model.mention import Actor
from bilan.model.statement import Part
from bilan.reading.frames import slots
from bilan.reading.frames.draft import Draft
from bilan.reading.frames.modes import Cue, nominal_mode, verb_mode
from bilan.reading.frames.scene import Scene, View
from bilan.reading.frames.visits import stretch
from bilan.reading.grammar.verbs import VerbGroup

_STATUS = {
    "done": "held", "present": "held", "future": "announced", "conditional": "announced", "wish": "announced",
    "plan": "announced", "pledge": "announced", "agree": "held", "begin": "held", "continue": "under_way",
    "complete": "held", "hold": "held", "enable": "announced", "infinitive": "announced", "postpone": "postponed",
    "cancel": "cancelled", "refuse": "cancelled", "negated": "cancelled", "stop": "cancelled", "resume": "held", "deny": "announced",
}  # fmt: skip
_PEOPLE = ("person", "group")
_ORDINARY = 30  # words over which a participant may stand from the noun


def talks(scene: Scene) -> Iterator[Draft]:
    for view in scene.views:
        drafts = [*_nouns(view), *_verbs(view)]
        yield from _best_each(drafts)


def _best_each(drafts: list[Draft]) -> list[Draft]:
    """Of triggers of one sort in one segment, or a verb and its own noun, the one that knows most."""
    kept: list[Draft] = []
    named = [d for d in drafts if d.rule != "talks.verb"]
    drafts = [d for d in drafts if d.rule != "talks.verb" or not any(_one_meeting(d, other) for other in named)]
    for draft in sorted(drafts, key=lambda d: (-len(d.actors), -bool(d.start), d.trigger)):
        if not any(draft.topic == other.topic and _overlapping(draft, other) for other in kept):
            kept.append(draft)
    return sorted(kept, key=lambda d: d.trigger)


def _one_meeting(verb: Draft, noun: Draft) -> bool:
    """A verb of talking beside the meeting's own name tells the same meeting."""
    a, b = ({p.key for p in d.actors} for d in (verb, noun))
    return (not a or not b or bool(a & b)) and verb.status == noun.status


def _overlapping(one: Draft, other: Draft) -> bool:
    return one.first <= other.last and other.first <= one.last


def _blocked(view: View) -> list[tuple[int, int]]:
    return [(h.start, h.end) for h in view.phrases if h.payload.kind == "not" and h.payload.name == "talks"]


def _nouns(view: View) -> Iterator[Draft]:
    taken = _blocked(view)
    for hit in view.phrases:
        rule = hit.payload.rule
        if hit.payload.kind != "trigger" or hit.payload.name != "talks" or rule is None:
            continue
        if any(low < hit.end and hit.start < high for low, high in taken):
            continue
        taken.append((hit.start, hit.end))
        draft = _noun(view, rule, view.at(hit.start), view.at(hit.end - 1))
        if draft is not None:
            yield draft


def _noun(view: View, rule: Rule, first: int, last: int) -> Draft | None:
    cast = _participants(view, first, last)
    states = list(dict.fromkeys([*slots.states_of(cast), *_clause_states(view, first)]))
    if not _enough(view, rule, cast, states, first, last):
        return None
    parties = view.scene.parties(view, states)
    if len(parties) < 2:
        return None
    cue = nominal_mode(view, first, last)
    time = slots.time_of(view, first)
    start, end = slots.dates(time) if time is not None else (None, None)
    status = _noun_status(view, cue, start)
    place = slots.place_of(view, first) if rule.sort != "call" else None
    low, high = view.segment(first)
    near_cast = [a for a in cast if low <= view.at(a.start) <= high + 12]
    span = stretch(view, first, last, near_cast, place, time)
    return Draft(
        kind="talks", rule=rule.id, view=view, first=span[0], last=span[1], trigger=first, status=status,
        head=view.scene.folded[view.words[first].start : view.words[last].end], parties=parties,
        actors=slots.parts([a for a in cast if a.type in ("person", "group", "organisation")], "participant"),
        start=start, end=end, place=place.name if place else None, sectors=_sectors(view), topic=rule.sort,
        asserted=cue is None or cue.mode != "deny",
    )  # fmt: skip


def _participants(view: View, first: int, last: int) -> list[Actor]:
    """Persons and delegations of the clause; a state's people stand for it."""
    low, high = view.clause(first)
    return [a for a in slots.between_words(view, low, min(high, last + _ORDINARY)) if a.type in (*_PEOPLE, "organisation")][:6]


def _clause_states(view: View, index: int) -> list[str]:
    low, high = view.clause(index)
    return view.states(view.words[low].start, view.words[high].end)


def _enough(view: View, rule: Rule, cast: Sequence[Actor], states: Sequence[str], first: int, last: int) -> bool:
    """Whether what the rule needs is there."""
    if "together" in rule.needs and len({c for a in cast for c in slots.states_of([a])}) < 2 and not view.scene.pair:
        return False
    if "two_sides" in rule.needs and len(states) < 2 and len(view.states()) < 2:
        return _plural_or_defined(view, first) and len(view.scene.pair) == 2 and bool(cast or states)
    if "event" in rule.needs:
        time = slots.time_of(view, first)
        return time is not None or bool(view.places) or any(g.lemma for g in view.groups)
    return len(view.scene.pair) == 2


def _plural_or_defined(view: View, index: int) -> bool:
    """A defined noun ("les discussions", "la rencontre") speaks of one that the page has told."""
    return view.form(index - 1) in view.scene.lexis.cues.clause.determiners


def _noun_status(view: View, cue: Cue | None, start: str | None) -> str:
    past = slots.is_past(start, view.scene.facts.published)
    mode = cue.mode if cue is not None and cue.cost <= 16 else None
    if mode in ("postpone", "cancel", "refuse"):
        return _STATUS[mode]
    if past is True:
        return "held"
    if past is False:
        return "announced"
    if mode == "negated" and cue is not None and cue.cost > 6:
        mode = None
    if mode == "continue":
        return "under_way"
    return _STATUS.get(mode or "done", "held")


def _verbs(view: View) -> Iterator[Draft]:
    lexis = view.scene.lexis
    for group in view.groups:
        for sense, last in view.senses(group):
            if sense.kind == "trigger" and sense.name == "talks" and sense.rule is not None:
                draft = _verb(view, group, last, sense.rule)
                if draft is not None:
                    yield draft


def _verb(view: View, group: VerbGroup, last: int, rule: Rule) -> Draft | None:
    low, high = view.clause(group.at)
    subject = [a for a in slots.subjects(view, group) if a.type in (*_PEOPLE, "state", "organisation")]
    behind = [a for a in slots.between_words(view, last + 1, high) if a.type in (*_PEOPLE, "organisation")]
    if rule.id == "talks.receive":
        behind = [a for a in behind if a.type in _PEOPLE and view.preposition(a.start) in (None, "by", "with")][:3]
        people = [a for a in (*subject, *behind) if a.type in _PEOPLE]
        if not behind or not people or (not group.passive and not [a for a in subject if a.type in (*_PEOPLE, "state")]):
            return None
        if not group.passive and not [a for a in subject if a.type == "person"]:
            return None
    else:
        behind = behind[:4]
    cast = [a for a in (*subject, *behind) if a.type in (*_PEOPLE, "organisation")]
    states = list(dict.fromkeys([*slots.states_of(subject), *slots.states_of(behind)]))
    people = [a for a in cast if a.type in _PEOPLE]
    if not people or (len(states) < 2 and not _both(subject)):
        return None
    mode = verb_mode(view, group)
    if group.bare and rule.id != "talks.receive":
        return None
    time = slots.time_of(view, group.at)
    start, end = slots.dates(time) if time is not None else (None, None)
    status = _verb_status(view, mode, start)
    place = slots.place_of(view, group.at)
    span = stretch(view, group.first, last, cast, place, time)
    return Draft(
        kind="talks", rule=rule.id, view=view, first=span[0], last=span[1], trigger=group.at, status=status,
        parties=view.scene.parties(view, states), actors=_parts(rule, group, subject, behind), start=start, end=end,
        place=place.name if place else None, sectors=_sectors(view), topic=rule.sort, asserted=mode != "deny",
    )  # fmt: skip


def _both(subject: Sequence[Actor]) -> bool:
    return any(len(a.parties) >= 2 for a in subject)


def _parts(rule: Rule, group: VerbGroup, subject: Sequence[Actor], behind: Sequence[Actor]) -> tuple[Part, ...]:
    people = ("person", "group", "organisation")
    if rule.id == "talks.receive":
        hosts, guests = (behind, subject) if group.passive else (subject, behind)
        return (*slots.parts([a for a in guests if a.type in people], "participant"),
                *slots.parts([a for a in hosts if a.type in people], "host"))  # fmt: skip
    return slots.parts([a for a in (*subject, *behind) if a.type in people], "participant")


def _verb_status(view: View, mode: str, start: str | None) -> str:
    past = slots.is_past(start, view.scene.facts.published)
    if mode in ("postpone", "cancel", "refuse", "negated"):
        return _STATUS[mode]
    if mode in ("future", "wish", "plan", "pledge", "conditional", "infinitive"):
        return "held" if past is True and mode == "infinitive" else "announced"
    return "announced" if past is False else "held"


def _sectors(view: View) -> tuple[str, ...]:
    found = dict.fromkeys(m.sector for m in view.sectors)
    return tuple(found)[:5] if found else ("diplomacy",)
