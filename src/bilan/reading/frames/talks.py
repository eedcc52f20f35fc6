"""Talks: officials of both parties meet, call, confer, face the press together."""

from collections.abc import Iterator, Sequence

from bilan.knowledge.frames import Rule
from bilan.model import edtf
from bilan.model.mention import Actor, Place, Time
from bilan.model.statement import Part
from bilan.reading.frames import fates, journeys, routes, series, slots
from bilan.reading.frames.draft import Draft
from bilan.reading.frames.modes import Cue, nominal_mode
from bilan.reading.frames.pairs import codes
from bilan.reading.frames.scene import Scene, View
from bilan.reading.frames.talk_sides import (
    TALKING,
    clause_states,
    complete,
    dates_another,
    distinct,
    enough,
    principals,
    sectors_of,
)
from bilan.reading.frames.talk_verbs import by_verbs
from bilan.reading.frames.visit_slots import stretch

_STATUS = {
    "done": "held", "present": "held", "future": "announced", "conditional": "announced", "wish": "announced",
    "plan": "announced", "pledge": "announced", "agree": "held", "begin": "held", "continue": "under_way",
    "complete": "held", "hold": "held", "enable": "announced", "infinitive": "announced", "postpone": "postponed",
    "cancel": "cancelled", "refuse": "cancelled", "negated": "cancelled", "stop": "cancelled", "resume": "held",
    "deny": "announced",
}  # fmt: skip
_ORDINARY = 30  # words over which a participant may stand from the noun
_GENERAL = ("meeting", "exchange")
_BESIDE = 8.0  # words and borders within which a verb or noun of stopping is about the talks


def talks(scene: Scene) -> Iterator[Draft]:
    drafts = [draft for view in scene.views for draft in _best_each([*_nouns(view), *by_verbs(view)])]
    leading = principals(scene)
    for draft in drafts:
        complete(draft, leading)
    return iter(drafts)


def _best_each(drafts: list[Draft]) -> list[Draft]:
    """Of triggers of one sort in one segment, or a verb and its own noun, the one that knows most."""
    kept: list[Draft] = []
    drafts = _over_the_line(drafts)
    named = [d for d in drafts if d.rule not in ("talks.verb", "talks.receive")]
    drafts = [d for d in drafts if d in named or not any(_one_meeting(d, other) for other in named)]
    for draft in sorted(drafts, key=lambda d: (-len(d.actors), -bool(d.start), d.trigger)):
        if not any(_alike(draft, other) and _overlapping(draft, other) for other in kept):
            kept.append(draft)
    return sorted(kept, key=lambda d: d.trigger)


def _over_the_line(drafts: list[Draft]) -> list[Draft]:
    """ "s'est entretenu par téléphone": the talks beside it are a call, and happen nowhere."""
    lines = [d for d in drafts if d.rule == "talks.line"]
    if not lines:
        return drafts
    others = [d for d in drafts if d.rule != "talks.line"]
    for line in lines:
        for other in others:
            if _overlapping(line, other) and (other.topic or "") in ("meeting", "exchange", "work"):
                other.topic, other.place = "call", None
    return others + [line for line in lines if not any(_overlapping(line, other) for other in others)]


def _alike(one: Draft, other: Draft) -> bool:
    """Of one sort, and no two hosts whom the sentence tells apart ("reçu par X, puis par Y")."""
    a, b = ({p.key for p in d.actors if p.part == "host"} for d in (one, other))
    return one.topic == other.topic and not (a and b and not a & b)


def _one_meeting(verb: Draft, noun: Draft) -> bool:
    """A verb of talking beside the meeting's own name tells the same meeting."""
    a, b = ({p.key for p in d.actors} for d in (verb, noun))
    if verb.rule == "talks.receive" and noun.topic != "audience":
        return False
    return (not a or not b or bool(a & b)) and verb.status == noun.status


def _overlapping(one: Draft, other: Draft) -> bool:
    return one.first <= other.last and other.first <= one.last


def _nouns(view: View) -> Iterator[Draft]:
    for first, last, rule in (*_triggers(view), *_again(view)):
        draft = _noun(view, rule, first, last)
        if draft is not None:
            yield draft


def _triggers(view: View) -> Iterator[tuple[int, int, Rule]]:
    taken = [(h.start, h.end) for h in view.phrases if h.payload.kind == "not" and h.payload.name == "talks"]
    last = -9
    for hit in view.phrases:
        rule = hit.payload.rule
        if hit.payload.kind != "trigger" or hit.payload.name != "talks" or rule is None:
            continue
        if any(low < hit.end and hit.start < high for low, high in taken):
            continue
        taken.append((hit.start, hit.end))
        first = view.at(hit.start)
        if not _of_another(view, last, first):
            yield first, view.at(hit.end - 1), rule
        last = view.at(hit.end - 1)


def _of_another(view: View, last: int, first: int) -> bool:
    """ "la session de la commission mixte": the second noun says whose session it is."""
    between = range(last + 1, first)
    clause, table = view.scene.lexis.cues.clause, view.scene.lexis.prepositions
    return (
        0 < len(between) <= 4
        and table.get(view.form(last + 1)) == "from"
        and all(
            view.form(i) in clause.determiners or view.form(i) in clause.prenominal or table.get(view.form(i)) == "from"
            for i in between
        )
    )


def _again(view: View) -> Iterator[tuple[int, int, Rule]]:
    """ "Celle de 2022 n'a pu se tenir": a pronoun that opens the sentence takes up the session just told."""
    if view.form(0) not in view.scene.lexis.rules.talks.again.words:
        return
    for other in view.scene.paragraph(view)[:2]:
        before = [rule for _, _, rule in _triggers(other) if "event" in rule.needs or rule.sort == "meeting"]
        if before:
            yield 0, 0, before[-1]
            return


def _noun(view: View, rule: Rule, first: int, last: int) -> Draft | None:
    cast = _participants(view, first, last)
    states = slots.states_of(cast)
    if len(states) < 2:
        states = list(dict.fromkeys([*states, *clause_states(view, first)]))
    if not enough(view, rule, (first, last), cast, states) or dates_another(view, first):
        return None
    parties = view.scene.parties(view, states)
    if len(parties) < 2:
        return None
    cue = nominal_mode(view, first, last)
    time = _time(view, first, last)
    start, end = slots.dates(time) if time is not None else (None, None)
    if (
        end is None
        and start is not None
        and edtf.precision(start) > 2
        and "event" in rule.needs
        and _closes(view, first, last)
    ):
        start, end = None, start
    fate = fates.fate(view, last)
    if fate == "postponed":
        time = fates.new_day(view, last)
        start, end = slots.dates(time) if time is not None else (None, None)
    status = fate or _noun_status(view, cue, start)
    if _broken_off(rule, cue):
        return None
    place = slots.place_of(view, first) if rule.sort != "call" else None
    place = place or (routes.event_place(view, last) if "event" in rule.needs else None) or _venue(view)
    low, high = view.segment(first)
    near_cast = [a for a in cast if low <= view.at(a.start) <= high + 12]
    span = stretch(view, (first, last), near_cast, place, time)
    return Draft(
        kind="talks", rule=rule.id, view=view, first=span[0], last=span[1], trigger=first, status=status,
        head=view.scene.folded[view.words[first].start : view.words[last].end], parties=parties,
        actors=_noun_cast(view, rule, cast, place.state if place is not None else None), start=start, end=end,
        place=place.name if place else None, sectors=sectors_of(view), topic=_topic(view, rule, first),
        asserted=cue is None or cue.mode != "deny",
    )  # fmt: skip


def _broken_off(rule: Rule, cue: Cue | None) -> bool:
    """ "la suspension des négociations": nobody meets, and none is put off."""
    if cue is None or "event" in rule.needs or rule.sort not in _GENERAL:
        return False
    return (cue.mode == "stop" and cue.cost <= _BESIDE) or (cue.mode == "cancel" and rule.sort == "exchange")


def _closes(view: View, first: int, last: int) -> bool:
    """ "s'est achevée mercredi": the day told is the last."""
    closing = view.scene.lexis.rules.talks.closing.words
    return any(
        g.lemma in closing and abs(g.at - (last if g.at > last else first)) <= _ORDINARY // 2 for g in view.groups
    )


def _time(view: View, first: int, last: int) -> Time | None:
    """The day of the talks: that of the verb that says they are held, put off or planned, else the nearest."""
    for group in view.groups:
        if (
            group.bare
            or not last < group.at <= last + _ORDINARY
            or group.time == "none"
            or group.lemma not in view.scene.lexis.verb_senses
        ):
            continue
        if any(
            s.kind == "mode" and s.name in ("hold", "plan", "postpone", "complete", "resume", "begin")
            for s, _ in view.senses(group)
        ):
            found = slots.time_of(view, group.at, reach=12)
            if found is not None:
                return found
        break
    return slots.time_of(view, first)


def _topic(view: View, rule: Rule, first: int) -> str:
    """Its sort; of a numbered session with its number, so that the second and the third stay two."""
    number = series.number_of(view, first) if "event" in rule.needs else None
    return f"{rule.sort}:{number}" if number is not None else rule.sort


def _participants(view: View, first: int, last: int) -> list[Actor]:
    """Persons, delegations and bodies of the clause, and of a relative clause behind; in a list, of the member only."""
    low, high = view.clause(first)
    members = [
        view.at(h.start)
        for h in view.phrases
        if h.payload.kind == "trigger" and h.payload.name == "talks" and low <= view.at(h.start) <= high
    ]
    after = [i for i in members if i > last + 1]
    before = [i for i in members if i < first]
    if after or before:
        low, high = (first if before else low), (after[0] - 1 if after else high)
    found = [a for a in slots.between_words(view, low, min(high, last + _ORDINARY)) if a.type in TALKING]
    relative = journeys.in_relative(view, last)
    if relative is not None:
        found += [a for a in slots.between_words(view, *relative) if a.type in TALKING and a not in found]
    return [a for a in found if view.preposition(a.start) != "through"][:6]


def _venue(view: View) -> Place | None:
    """ "Cotonou a abrité la session", "celle que devait accueillir Khartoum": the capital that is host."""
    hosting = {
        s.pattern.lemma
        for group in view.groups
        for s, _ in view.senses(group)
        if s.rule is not None and s.rule.id == "visit.host"
    }
    groups = [g for g in view.groups if g.lemma in hosting]
    for place in view.places:
        at = view.at(place.start)
        if (
            place.kind in ("capital", "town")
            and view.preposition(place.start) is None
            and any(g.first - 3 <= at < g.first or at == g.at + 1 for g in groups)
        ):
            return place
    return None


def _noun_cast(view: View, rule: Rule, cast: Sequence[Actor], state: str | None) -> tuple[Part, ...]:
    """Who takes part; of an audience, whoever grants it is host; whoever presides together leads."""
    people = distinct([a for a in cast if a.type in TALKING])
    leads = [h.start for h in view.phrases if h.payload.kind == "lead"]
    if leads and "event" in rule.needs:
        return slots.parts([a for a in people if a.type == "person"], "lead") or slots.parts(people, "participant")
    if rule.sort != "audience":
        return slots.parts(people, "participant")
    persons = [a for a in people if a.type == "person"]
    dative = [a for a in people if view.preposition(a.start) in ("to", "from")]
    givers = [a for a in persons if view.preposition(a.start) == "by" or (state is not None and state in codes(a))]
    givers = givers or [a for a in persons if a not in dative and dative]
    hosts = givers[:1] if len(people) > 1 or not state else []
    return (*slots.parts([a for a in people if a not in hosts], "participant"), *slots.parts(hosts, "host"))


def _noun_status(view: View, cue: Cue | None, start: str | None) -> str:
    past = slots.is_past(start, view.scene.facts.published)
    mode = cue.mode if cue is not None and cue.cost <= 16 else None
    if mode in ("postpone", "cancel", "refuse"):
        return _STATUS[mode]
    if mode == "negated" and cue is not None and cue.cost > 6:
        mode = None
    if mode == "negated":
        return "cancelled"
    if past is True:
        return "held"
    if past is False:
        return "announced"
    if mode == "continue":
        return "under_way"
    if mode in ("pledge", "agree", "enable") and cue is not None and cue.group is not None and cue.group.time == "past":
        return "held"
    return _STATUS.get(mode or "done", "held")
