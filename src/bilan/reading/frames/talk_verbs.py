"""Talks told by verbs: they meet, confer, receive each other."""

from collections.abc import Iterator, Sequence

from bilan.knowledge.frames import Rule
from bilan.model.mention import Actor, Place
from bilan.model.statement import Part
from bilan.reading.frames import journeys, slots
from bilan.reading.frames.draft import Draft
from bilan.reading.frames.modes import verb_mode
from bilan.reading.frames.pairs import codes
from bilan.reading.frames.scene import View
from bilan.reading.frames.talk_sides import FOCUS, PEOPLE, TALKING, distinct, sectors_of
from bilan.reading.frames.visit_slots import Told, stretch
from bilan.reading.frames.visit_verbs import helps
from bilan.reading.grammar.verbs import VerbGroup

_STATUS = {"postpone": "postponed", "cancel": "cancelled", "refuse": "cancelled", "negated": "cancelled"}
_AHEAD = ("future", "wish", "plan", "pledge", "conditional", "infinitive")
_SEAT = 8  # words behind "reçu" within which the seat stands


def by_verbs(view: View) -> Iterator[Draft]:
    nouns = [
        (view.at(h.start), view.at(h.end - 1))
        for h in view.phrases
        if h.payload.kind in ("trigger", "not") and h.payload.name == "talks"
    ]
    for group in view.groups:
        if helps(view, group) or any(low <= group.at <= high for low, high in nouns):
            continue
        for sense, last in view.senses(group):
            if sense.kind != "trigger" or sense.name != "talks" or sense.rule is None:
                continue
            if sense.rule.id == "talks.body":
                yield from _sitting(view, group, last, sense.rule)
            elif sense.rule.id == "talks.receive":
                yield from _received(view, group, last, sense.rule)
            else:
                draft = _verb(view, group, last, sense.rule)
                if draft is not None:
                    yield draft


def _sitting(view: View, group: VerbGroup, last: int, rule: Rule) -> Iterator[Draft]:
    """ "La commission mixte se réunira en mai à X": a standing body of both meets."""
    first, _ = view.clause(group.at)
    start, end = view.words[first].start, view.words[group.first].start
    bodies = [h for h in view.phrases if h.payload.kind == "structure" and h.payload.name == "strong"]
    body = any(start <= h.start < end for h in bodies)
    settled = slots.time_of(view, group.at, reach=_SEAT * 2) is not None or _place(view, group, last) is not None
    if not body or not settled or group.bare or group.negated or view.scene.focus < FOCUS:
        return
    states = view.states(start, end)
    draft = _made(Told(view, group, last, rule), [], states if len(states) == 2 else view.scene.pair, ())
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
        if not ((states and states[0] in view.scene.pair) or (not states and view.scene.focus >= FOCUS)):
            return
        states = list(view.scene.pair)
    bodies = [a for a in seats if a.type == "organisation"] if not hosts else []
    for some in _apart(view, hosts) or [bodies]:
        parts = (*slots.parts(distinct(guests), "participant"), *slots.parts(distinct(some), "host"))
        draft = _made(Told(view, group, last, rule), [*guests, *some], states, parts)
        if draft is not None:
            yield draft


def _apart(view: View, hosts: Sequence[Actor]) -> list[list[Actor]]:
    """Hosts in their groups: "par X, puis par Y" is two receptions."""
    then = view.scene.lexis.rules.talks.then.words
    groups: list[list[Actor]] = []
    for host in hosts:
        parted = groups and any(
            view.form(i) in then for i in range(view.at(groups[-1][-1].end - 1) + 1, view.at(host.start))
        )
        if parted or not groups:
            groups.append([host])
        else:
            groups[-1].append(host)
    return groups


def _seats(view: View, last: int) -> list[Actor]:
    """Where one is received, if nobody says by whom: a palace that stands for a state, the seat of a body."""
    return [
        a for a in view.actors
        if 0 < view.at(a.start) - last <= _SEAT
        and ((a.type == "state" and a.form == "metonym") or a.type == "organisation")
        and view.preposition(a.start) in ("to", "from", "by")
    ]  # fmt: skip


def _by_somebody(view: View, last: int) -> bool:
    """An agent whom no mention covers ("par le Premier ministre")."""
    return any(
        view.scene.lexis.prepositions.get(view.form(i)) == "by" for i in range(last + 1, min(last + 5, len(view.words)))
    )


def _formal(view: View, last: int) -> bool:
    """ "reçu en audience": said of officials, whoever receives."""
    return any(
        h.payload.kind == "trigger" and h.payload.name == "talks" and 0 <= view.at(h.start) - last <= 4
        for h in view.phrases
    )


def _guests_and_hosts(view: View, group: VerbGroup, last: int) -> tuple[list[Actor], list[Actor]]:
    first, high = view.clause(group.at)
    if group.passive:
        behind = slots.between_words(view, last + 1, high, kinds=PEOPLE)
        return journeys.subjects(view, group), [a for a in behind if view.preposition(a.start) in ("by", "with")][:3]
    relative = view.form(first) in view.scene.lexis.rules.visit.relatives.words
    hosts = [
        a for a in slots.subjects(view, group) if a.type == "person" and (not relative or view.at(a.start) >= first)
    ][:1]
    if not hosts:
        return [], []
    if relative and first > 0:
        return (journeys.people(view, 0, first - 1) or journeys.named(view, first))[-1:], hosts
    guests = [
        a for a in journeys.people(view, last + 1, high, _objects(view, last)) if not _thing_between(view, last, a)
    ][:3]
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
    return any(
        h.payload.kind in ("trigger", "good", "instrument") and last < view.at(h.start) < at for h in view.phrases
    )


def _object_pronoun(view: View, group: VerbGroup) -> bool:
    """ "les a reçus"."""
    clause = view.scene.lexis.cues.clause
    pronouns = clause.clitics & clause.determiners
    return any(view.form(i) in pronouns for i in range(max(0, group.first - 1), group.at))


def _verb(view: View, group: VerbGroup, last: int, rule: Rule) -> Draft | None:
    _, high = view.clause(group.at)
    if group.negated:
        return None
    subject = [
        a for a in slots.subjects(view, group) if a.type in (*PEOPLE, "state", "organisation")
    ] or journeys.subjects(view, group)
    subject += [
        a
        for a in journeys.people(view, view.clause(group.at)[0], group.first - 1)
        if a.type in PEOPLE and not _covered(a, subject)
    ]
    behind = [a for a in slots.between_words(view, last + 1, high) if a.type in TALKING and _with(view, a)][:4]
    behind = (
        behind
        or journeys.named_with(view, last)
        or journeys.people(view, last + 1, min(high, last + 8), ("with", None))[:2]
    )
    cast = [a for a in (*subject, *behind) if a.type in TALKING]
    states = list(dict.fromkeys([*slots.states_of(subject), *slots.states_of(behind)]))
    people = [a for a in cast if a.type in PEOPLE]
    both = any(len(codes(a)) >= 2 and a.type in PEOPLE for a in subject) or _both_subject(view, group)
    if group.bare or not (both or (people and (len(states) >= 2 or _one_unknown(view, subject, behind, states)))):
        return None
    return _made(Told(view, group, last, rule), cast, states, slots.parts(distinct(cast), "participant"))


def _covered(actor: Actor, others: Sequence[Actor]) -> bool:
    return any(o.start < actor.end and actor.start < o.end for o in others)


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


def _made(told: Told, cast: Sequence[Actor], states: Sequence[str], parts: tuple[Part, ...]) -> Draft | None:
    view, group, last, rule = told
    parties = view.scene.parties(view, [c for c in states if len(states) < 3 or c in view.scene.pair])
    if len(parties) < 2:
        return None
    mode = verb_mode(view, group)
    time = slots.time_of(view, group.at)
    start, end = slots.dates(time) if time is not None else (None, None)
    if mode in ("done", "complete") and slots.is_past(start, view.scene.facts.published) is False:
        start, end = None, None
    place = _place(view, group, last)
    span = stretch(view, (group.first, last), [a for a in cast if view.start <= a.start < view.end], place, time)
    return Draft(
        kind="talks", rule=rule.id, view=view, first=span[0], last=span[1], trigger=group.at,
        status=_verb_status(view, mode, start), parties=parties, actors=parts, start=start, end=end,
        place=place.name if place and rule.sort != "call" else None,
        sectors=sectors_of(view), topic=rule.sort, asserted=mode != "deny",
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
