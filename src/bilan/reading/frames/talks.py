"""Talks: officials of both parties meet, call, confer, face the press together."""

from collections.abc import Iterator, Sequence

from bilan.knowledge.frames import Rule
from bilan.model.mention import Actor, Place, Time
from bilan.model.statement import Part
from bilan.reading.frames import journeys, series, slots
from bilan.reading.frames.draft import Draft
from bilan.reading.frames.modes import Cue, nominal_mode, verb_mode
from bilan.reading.frames.scene import Scene, View, codes
from bilan.reading.frames.visits import stretch
from bilan.reading.grammar.verbs import VerbGroup

_STATUS = {
    "done": "held", "present": "held", "future": "announced", "conditional": "announced", "wish": "announced",
    "plan": "announced", "pledge": "announced", "agree": "held", "begin": "held", "continue": "under_way",
    "complete": "held", "hold": "held", "enable": "announced", "infinitive": "announced", "postpone": "postponed",
    "cancel": "cancelled", "refuse": "cancelled", "negated": "cancelled", "stop": "cancelled", "resume": "held", "deny": "announced",
}  # fmt: skip
_PEOPLE = ("person", "group")
_TALKING = ("person", "group", "organisation")
_ORDINARY = 30  # words over which a participant may stand from the noun
_GENERAL = ("meeting", "exchange")
_BROKEN_OFF = ("stop", "cancel")
_NEAR = 18.0  # words and borders within which a day is a session's own
_MANY = 12
_SEAT = 8  # words behind "reçu" within which the seat stands
_FOCUS = 0.5  # share of its two states in a page's mentions that lets it speak of "the talks" without naming them


def talks(scene: Scene) -> Iterator[Draft]:
    for view in scene.views:
        drafts = [*_nouns(view), *_verbs(view)]
        yield from _best_each(drafts)


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


# ---- nouns ----------------------------------------------------------------------------------------------------------


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
    return 0 < len(between) <= 4 and table.get(view.form(last + 1)) == "from" and all(
        view.form(i) in clause.determiners or view.form(i) in clause.prenominal or table.get(view.form(i)) == "from" for i in between
    )


def _again(view: View) -> Iterator[tuple[int, int, Rule]]:
    """ "Celle de 2022 n'a pu se tenir": a pronoun that opens the sentence and takes up the session told right before."""
    if view.form(0) not in view.scene.lexis.rules.talks.again.words:
        return
    for other in view.scene.paragraph(view)[:2]:
        before = [rule for _, _, rule in _triggers(other) if "event" in rule.needs or rule.sort == "meeting"]
        if before:
            yield 0, 0, before[-1]
            return


def _noun(view: View, rule: Rule, first: int, last: int) -> Draft | None:
    cast = _participants(view, first, last)
    states = list(dict.fromkeys([*slots.states_of(cast), *_clause_states(view, first)]))
    if not _enough(view, rule, cast, states, first, last) or _dates_another(view, first):
        return None
    parties = view.scene.parties(view, states)
    if len(parties) < 2:
        return None
    cue = nominal_mode(view, first, last)
    time = _time(view, first, last)
    start, end = slots.dates(time) if time is not None else (None, None)
    status = _noun_status(view, cue, start)
    if status in ("cancelled", "suspended") and cue is not None and cue.mode in _BROKEN_OFF and "event" not in rule.needs and rule.sort in _GENERAL:
        return None
    place = slots.place_of(view, first) if rule.sort != "call" else None
    place = place or (journeys.event_place(view, last) if "event" in rule.needs else None)
    low, high = view.segment(first)
    near_cast = [a for a in cast if low <= view.at(a.start) <= high + 12]
    span = stretch(view, first, last, near_cast, place, time)
    return Draft(
        kind="talks", rule=rule.id, view=view, first=span[0], last=span[1], trigger=first, status=status,
        head=view.scene.folded[view.words[first].start : view.words[last].end], parties=parties,
        actors=_noun_cast(view, rule, cast, place.state if place is not None else None), start=start, end=end,
        place=place.name if place else None, sectors=_sectors(view), topic=_topic(view, rule, first, last),
        asserted=cue is None or cue.mode != "deny",
    )  # fmt: skip


def _dates_another(view: View, first: int) -> bool:
    """ "huit mois après la session", "avant la rencontre": told only to date another thing."""
    apart = view.scene.lexis.rules.talks.apart.words
    for index in range(first - 1, max(-1, first - 4), -1):
        if view.form(index) in apart:
            return True
        if view.words[index].is_mark or any(g.at == index for g in view.groups if not g.bare):
            return False
    return False


def _time(view: View, first: int, last: int) -> Time | None:
    """The day of the talks: that of the verb that says they are held, put off or planned, else the nearest."""
    for group in view.groups:
        if group.bare or not last < group.at <= last + _ORDINARY or group.time == "none" or group.lemma not in view.scene.lexis.verb_senses:
            continue
        if any(s.kind == "mode" and s.name in ("hold", "plan", "postpone", "complete", "resume", "begin") for s, _ in view.senses(group)):
            found = slots.time_of(view, group.at, reach=12)
            if found is not None:
                return found
        break
    return slots.time_of(view, first)


def _topic(view: View, rule: Rule, first: int, last: int) -> str:
    """Its sort; of a numbered session with its number, so that the second and the third stay two."""
    number = series.number_of(view, first) if "event" in rule.needs else None
    return f"{rule.sort}:{number}" if number is not None else rule.sort


def _participants(view: View, first: int, last: int) -> list[Actor]:
    """Persons and delegations of the clause; a state's people stand for it."""
    low, high = view.clause(first)
    found = [a for a in slots.between_words(view, low, min(high, last + _ORDINARY)) if a.type in _TALKING]
    return [a for a in found if view.preposition(a.start) != "through"][:6]


def _noun_cast(view: View, rule: Rule, cast: Sequence[Actor], state: str | None) -> tuple[Part, ...]:
    """Who takes part; of an audience, whoever grants it is host."""
    people = _distinct([a for a in cast if a.type in _TALKING])
    if rule.sort != "audience":
        return slots.parts(people, "participant")
    givers = [a for a in people if a.type == "person" and (view.preposition(a.start) == "by" or (state is not None and state in codes(a)))]
    hosts = givers[:1] if len([a for a in people if a.type == "person"]) > 1 or not state else []
    return (*slots.parts([a for a in people if a not in hosts], "participant"), *slots.parts(hosts, "host"))


def _distinct(people: Sequence[Actor]) -> list[Actor]:
    """Delegations left out where persons are named: they say no more."""
    persons = {c for a in people if a.type == "person" for c in codes(a) or ("",)}
    if not persons:
        return list(people)
    return [a for a in people if a.type != "group" or (codes(a) and not set(codes(a)) & persons and "" not in persons)]


def _clause_states(view: View, index: int) -> list[str]:
    low, high = view.clause(index)
    return view.states(view.words[low].start, view.words[high].end)


def _enough(view: View, rule: Rule, cast: Sequence[Actor], states: Sequence[str], first: int, last: int) -> bool:
    """Whether what the rule needs is there: both sides, or a page about two states that speaks of its own talks."""
    if len(view.scene.pair) < 2 or _domestic(view, last, states) or _counted(view, first, last):
        return False
    both = _both_named(view, first)
    people = [a for a in cast if a.type in _PEOPLE]
    if "together" in rule.needs:
        return both or len(slots.states_of(people)) > 1
    if "talk" in rule.needs:
        return both or _verb_of_talk(view, first) or any(a.type == "person" and view.preposition(a.start) == "with" for a in cast)
    if "people" in rule.needs and not people and not _went(view, first, last):
        return False
    if "event" in rule.needs:
        return _settled(view, rule, first, last) and (bool(cast or states) or both or view.scene.focus >= _FOCUS)
    if "page" in rule.needs or len(states) >= 2 or len(view.states()) >= 2 or both:
        return True
    settled = bool(people) or slots.time_of(view, first, reach=_NEAR) is not None or slots.place_of(view, first) is not None
    return settled and _told(view, first) and (bool(cast or states) or view.scene.focus >= _FOCUS)


def _went(view: View, first: int, last: int) -> bool:
    """ "Les discussions ont porté sur …": a defined noun that opens the sentence and did something."""
    if first > 2 or not _told(view, first):
        return False
    return any(0 < g.at - last <= 3 and g.time == "past" and not g.bare and not g.passive for g in view.groups)


def _settled(view: View, rule: Rule, first: int, last: int) -> bool:
    """A session has a number, a day or a place, or people who attend it."""
    if series.number_of(view, first) is not None or slots.time_of(view, first, reach=_NEAR) is not None:
        return True
    return slots.place_of(view, first) is not None or journeys.event_place(view, last) is not None


def _counted(view: View, first: int, last: int) -> bool:
    """ "3 120 consultations": no talks."""
    start, end = view.words[first].start, view.words[last].end
    return any(q.value > _MANY and q.start < end and start <= q.end + 1 and q.start < start for q in view.quantities)


def _both_named(view: View, index: int) -> bool:
    """ "les deux ministres", "son homologue": words for both sides in the clause."""
    low, high = view.clause(index)
    start, end = view.words[low].start, view.words[high].end
    if any(h.payload.kind in ("both", "sides") and start <= h.start < end for h in view.phrases):
        return True
    return any(len(codes(a)) >= 2 and start <= a.start < end for a in view.actors)


def _verb_of_talk(view: View, index: int) -> bool:
    low, high = view.clause(index)
    return any(
        low <= g.at <= high and any(s.kind == "trigger" and s.name == "talks" for s, _ in view.senses(g)) for g in view.groups
    )


def _domestic(view: View, last: int, states: Sequence[str]) -> bool:
    """ "la session du parlement": the noun belongs to a body that is no common one."""
    body = next((a for a in view.actors if a.type == "organisation" and 0 < view.at(a.start) - last <= 3), None)
    return body is not None and view.preposition(body.start) == "from" and len(codes(body)) == 1 and len(states) < 2


def _told(view: View, index: int) -> bool:
    """A defined noun ("les discussions", "une nouvelle rencontre") speaks of one that the page has told, or of a further one."""
    definite = view.scene.lexis.rules.talks.definite.words
    before = view.form(index - 1)
    return index == 0 or before in definite or before in view.scene.lexis.cues.clause.prenominal or (
        before == "" or before in view.scene.lexis.cues.clause.demonstratives)


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


# ---- verbs ----------------------------------------------------------------------------------------------------------


def _verbs(view: View) -> Iterator[Draft]:
    for group in view.groups:
        for sense, last in view.senses(group):
            if sense.kind != "trigger" or sense.name != "talks" or sense.rule is None:
                continue
            if sense.rule.id == "talks.receive":
                yield from _received(view, group, last, sense.rule)
            else:
                draft = _verb(view, group, last, sense.rule)
                if draft is not None:
                    yield draft


def _received(view: View, group: VerbGroup, last: int, rule: Rule) -> Iterator[Draft]:
    """ "X a reçu Y", "Y, que X a reçu", "Y a été reçu par X", "Reçu par X, Y a …"; one for each host told apart."""
    guests, hosts = _guests_and_hosts(view, group, last)
    seats = _seats(view, last)
    if not guests or not (hosts or seats or (group.passive and (_formal(view, last) or _by_somebody(view, last)))):
        return
    if not any(a.type == "person" for a in (*guests, *hosts)):
        return
    if slots.states_of(guests) and slots.states_of(guests) == slots.states_of([*hosts, *seats]):
        return
    states = list(dict.fromkeys([*slots.states_of(guests), *slots.states_of(hosts), *slots.states_of(seats)]))
    if len(states) < 2:
        if not (states and states[0] in view.scene.pair or not states and view.scene.focus >= _FOCUS):
            return
        states = list(view.scene.pair)
    bodies = [a for a in seats if a.type == "organisation"] if not hosts else []
    for some in _apart(view, hosts) or [bodies]:
        parts = (*slots.parts(_distinct(guests), "participant"), *slots.parts(_distinct(some), "host"))
        draft = _made(view, group, last, rule, [*guests, *some], states, parts)
        if draft is not None:
            yield draft


def _apart(view: View, hosts: Sequence[Actor]) -> list[list[Actor]]:
    """Hosts in their groups: "par X, puis par Y" is two receptions."""
    then = view.scene.lexis.rules.talks.then.words
    groups: list[list[Actor]] = []
    for host in hosts:
        parted = groups and any(view.form(i) in then for i in range(view.at(groups[-1][-1].end - 1) + 1, view.at(host.start)))
        if parted or not groups:
            groups.append([host])
        else:
            groups[-1].append(host)
    return groups


def _seats(view: View, last: int) -> list[Actor]:
    """Where one is received, if nobody says by whom: a palace that stands for a state, the seat of a body."""
    return [
        a for a in view.actors
        if 0 < view.at(a.start) - last <= _SEAT and ((a.type == "state" and a.form == "metonym") or a.type == "organisation")
        and view.preposition(a.start) in ("to", "from", "by")
    ]  # fmt: skip


def _by_somebody(view: View, last: int) -> bool:
    """An agent whom no mention covers ("par le Premier ministre")."""
    return any(view.scene.lexis.prepositions.get(view.form(i)) == "by" for i in range(last + 1, min(last + 5, len(view.words))))


def _formal(view: View, last: int) -> bool:
    """ "reçu en audience": said of officials, whoever receives."""
    return any(h.payload.kind == "trigger" and h.payload.name == "talks" and 0 <= view.at(h.start) - last <= 4 for h in view.phrases)


def _guests_and_hosts(view: View, group: VerbGroup, last: int) -> tuple[list[Actor], list[Actor]]:
    first, high = view.clause(group.at)
    if group.passive:
        behind = slots.between_words(view, last + 1, high, kinds=_PEOPLE)
        return journeys.subjects(view, group), [a for a in behind if view.preposition(a.start) in ("by", "with")][:3]
    relative = view.form(first) in view.scene.lexis.rules.visit.relatives.words
    hosts = [a for a in slots.subjects(view, group) if a.type == "person" and (not relative or view.at(a.start) >= first)][:1]
    if not hosts:
        return [], []
    if relative and first > 0:
        return (journeys.people(view, 0, first - 1) or journeys.named(view, first))[-1:], hosts
    guests = [a for a in journeys.people(view, last + 1, high, _objects(view, last)) if not _thing_between(view, last, a)][:3]
    if not guests and _object_pronoun(view, group):
        guests = [a for a in journeys.told_before(view) if a.key not in {h.key for h in hosts}]
    return guests, hosts


def _objects(view: View, last: int) -> tuple[str | None, ...]:
    """Who is received; of "accorder une audience à X" the guest stands behind a preposition."""
    return (None,) if view.words[last].form == view.form(last) and _is_verb(view, last) else ("to", "for")


def _is_verb(view: View, index: int) -> bool:
    return any(g.at == index for g in view.groups)


def _thing_between(view: View, last: int, actor: Actor) -> bool:
    """ "recevoir les lettres de X": what is received is a thing."""
    at = view.at(actor.start)
    return any(h.payload.kind in ("trigger", "good", "instrument") and last < view.at(h.start) < at for h in view.phrases)


def _object_pronoun(view: View, group: VerbGroup) -> bool:
    """ "les a reçus"."""
    clause = view.scene.lexis.cues.clause
    pronouns = clause.clitics & clause.determiners
    return any(view.form(i) in pronouns for i in range(max(0, group.first - 1), group.at))


def _verb(view: View, group: VerbGroup, last: int, rule: Rule) -> Draft | None:
    _, high = view.clause(group.at)
    if group.negated:
        return None
    subject = [a for a in slots.subjects(view, group) if a.type in (*_PEOPLE, "state", "organisation")] or journeys.subjects(view, group)
    behind = [a for a in slots.between_words(view, last + 1, high) if a.type in _TALKING and _with(view, a)][:4]
    behind = behind or journeys.named_with(view, last)
    cast = [a for a in (*subject, *behind) if a.type in _TALKING]
    states = list(dict.fromkeys([*slots.states_of(subject), *slots.states_of(behind)]))
    people = [a for a in cast if a.type in _PEOPLE]
    both = any(len(codes(a)) >= 2 and a.type in _PEOPLE for a in subject) or _both_subject(view, group)
    if group.bare or not (both or (people and (len(states) >= 2 or _one_unknown(view, subject, behind, states)))):
        return None
    return _made(view, group, last, rule, cast, states, slots.parts(_distinct(cast), "participant"))


def _with(view: View, actor: Actor) -> bool:
    """ "avec X", "à X", or the object: not "de X" (a matter), not "à la Y" (a place)."""
    return actor.type != "organisation" or view.preposition(actor.start) in ("with", None)


def _both_subject(view: View, group: VerbGroup) -> bool:
    low, _ = view.clause(group.at)
    start, end = view.words[low].start, view.words[group.at].end
    return any(h.payload.kind == "both" and start <= h.start < end for h in view.phrases)


def _one_unknown(view: View, subject: Sequence[Actor], behind: Sequence[Actor], states: Sequence[str]) -> bool:
    """A person of one of the page's two states with a person of whom the page does not say: he is of the other."""
    sides = [[a for a in side if a.type == "person"] for side in (subject, behind)]
    unknown = [side for side in sides if side and not any(codes(a) for a in side)]
    return all(sides) and len(unknown) == 1 and len(states) == 1 and states[0] in view.scene.pair


def _made(
    view: View, group: VerbGroup, last: int, rule: Rule, cast: Sequence[Actor], states: Sequence[str], parts: tuple[Part, ...]
) -> Draft | None:
    parties = view.scene.parties(view, [c for c in states if len(states) < 3 or c in view.scene.pair])
    if len(parties) < 2:
        return None
    mode = verb_mode(view, group)
    time = slots.time_of(view, group.at)
    start, end = slots.dates(time) if time is not None else (None, None)
    if mode in ("done", "complete") and slots.is_past(start, view.scene.facts.published) is False:
        start, end = None, None
    place = _place(view, group, last)
    span = stretch(view, group.first, last, [a for a in cast if view.start <= a.start < view.end], place, time)
    return Draft(
        kind="talks", rule=rule.id, view=view, first=span[0], last=span[1], trigger=group.at, status=_verb_status(view, mode, start),
        parties=parties, actors=parts, start=start, end=end, place=place.name if place and rule.sort != "call" else None,
        sectors=_sectors(view), topic=rule.sort, asserted=mode != "deny",
    )  # fmt: skip


def _place(view: View, group: VerbGroup, last: int) -> Place | None:
    place = slots.place_of(view, group.at)
    if place is None:
        return None
    at = view.at(place.start)
    blocked = any(last < g.at < at and not g.bare for g in view.groups)
    return None if blocked else place


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
