"""Visits told by verbs: "X se rendra à Y", "Y accueille X", "X a regagné Z"."""

from collections.abc import Iterator, Sequence

from bilan.knowledge.frames import Rule
from bilan.model.mention import Actor, Place, Time
from bilan.reading.frames import journeys, routes, slots
from bilan.reading.frames.draft import Draft
from bilan.reading.frames.modes import verb_mode
from bilan.reading.frames.scene import View
from bilan.reading.frames.visit_slots import (
    Told,
    cast,
    delegation,
    hosts_of,
    parties_of,
    party_size,
    resident,
    sectors_of,
    stretch,
)
from bilan.reading.grammar.verbs import VerbGroup

_STATUS = {
    "done": "held", "present": "under_way", "future": "announced", "conditional": "announced", "wish": "announced",
    "plan": "announced", "pledge": "announced", "agree": "announced", "begin": "under_way", "continue": "under_way",
    "complete": "held", "enable": "announced", "infinitive": "announced", "postpone": "postponed",
    "cancel": "cancelled", "refuse": "cancelled", "negated": "cancelled", "stop": "cancelled", "resume": "announced",
}  # fmt: skip
_AHEAD = ("future", "conditional", "wish", "plan", "pledge", "infinitive", "enable", "agree")
_PRESENT = 12  # days around publication within which a present tense is meant as one
_NEAR_DEED = 14  # words between a deed and its place


def by_verbs(view: View) -> Iterator[Draft]:
    if not view.actors and not view.places:
        return
    for group in view.groups:
        telling = [(s.rule, last) for s, last in view.senses(group) if s.kind == "trigger" and s.name == "visit"]
        if not telling or helps(view, group):
            continue
        for rule, last in telling:
            if rule is not None:
                yield from _verb_draft(view, group, last, rule)


def helps(view: View, group: VerbGroup) -> bool:
    """An auxiliary of another verb, or a form that is read with its auxiliary too ("a conduit")."""
    return any(
        (other.first <= group.at < other.at and other.governor is not group)
        or (other.at == group.at and other.first < group.first)
        for other in view.groups
    )


def _verb_draft(view: View, group: VerbGroup, last: int, rule: Rule) -> Iterator[Draft]:
    if rule.gives == "host":
        yield from _host_draft(view, group, last, rule)
    elif rule.gives == "home":
        yield from _return_draft(view, group, last, rule)
    else:
        travellers = [a for a in _who(view, group, last, rule) if not resident(view, a)]
        if rule.id == "visit.implied" and not group.passive and _receives(view, group):
            yield from _host_draft(view, group, last, rule)
        elif travellers and (rule.id != "visit.implied" or _implies(view, group, travellers)):
            yield from _journey(view, group, last, rule, travellers)


def _who(view: View, group: VerbGroup, last: int, rule: Rule) -> list[Actor]:
    """Who travels: the subject; of sending, whoever is sent; of leading, the leader of a delegation."""
    if rule.gives == "sender":
        behind = journeys.people(view, last + 1, view.clause(last)[1])
        return journeys.subjects(view, group) if group.passive else behind
    if rule.id == "visit.implied" and group.passive and not _motion(view, group):
        agents = [a for a in slots.agents(view, group, view.clause(last)[1]) if a.type == "person"]
        if agents:
            return agents[:2]
    found = journeys.subjects(view, group)
    if rule.gives == "leader":
        high = min(view.clause(last)[1], last + 6)
        led = slots.between_words(view, last + 1, high, kinds=("group",))
        if group.passive:
            leaders = [a for a in slots.agents(view, group, view.clause(last)[1]) if a.type == "person"]
            return [*leaders[:1], *found] if found and leaders else []
        return found if led and found else []
    return found


def _motion(view: View, group: VerbGroup) -> bool:
    """ "a été reçu": the guest is the subject, not who acts."""
    return any(s.rule is not None and s.rule.id in ("talks.receive", "visit.host") for s, _ in view.senses(group))


def _journey(view: View, group: VerbGroup, last: int, rule: Rule, travellers: list[Actor]) -> Iterator[Draft]:
    home = routes.home_of(view, travellers, group.at)
    yielded = False
    for place in _verb_places(view, group, last, rule, home):
        people = routes.guests(travellers, place.state)
        origin = [c for c in routes.home_of(view, people, group.at, place.state) if c != place.state]
        if origin or place.state is None:
            yielded = True
            yield _verb_result(Told(view, group, last, rule), people, origin or home, place.state, place)
    if yielded or "placeless" not in rule.needs or _goes_elsewhere(view, last) or group.negated:
        return
    people = routes.guests(travellers, None)
    home = slots.states_of(people) or (routes.home_of(view, people, group.at) if rule.gives == "leader" else [])
    if len(home) == 1 and home[0] in view.scene.pair:
        other = next(c for c in view.scene.pair if c != home[0])
        yield _verb_result(Told(view, group, last, rule), people, home, other, None)


def _goes_elsewhere(view: View, last: int) -> bool:
    """A place right behind, though none that counts: at home, or a site."""
    return any(0 < view.at(p.start) - last <= 5 and view.preposition(p.start) in ("to", "for") for p in view.places)


def _verb_places(view: View, group: VerbGroup, last: int, rule: Rule, home: Sequence[str]) -> list[Place]:
    _, clause_last = view.clause(last)
    ways: routes.Ways = {"visit.go": ("to", "for", None, "from"), "visit.come": ("to", "for", "from")}.get(
        rule.id, ("to",)
    )
    antecedent = routes.antecedent_place(view, group.at)
    reach = clause_last - 16 if antecedent is not None else clause_last
    found: list[Place] = [
        p
        for p in routes.destinations(view, last, reach, home, ways)
        if antecedent is None or view.at(p.start) <= clause_last
    ]
    if not found and antecedent is not None:
        return [antecedent] if antecedent.state is not None and antecedent.state not in home else []
    if not found:
        place = routes.own_place(view, last, home) or (
            routes.event_place(view, last) if rule.gives == "leader" else None
        )
        found = [place] if place is not None else []
    return [p for p in found if p.state is not None and _fits(view, group, last, rule, p)]


def _fits(view: View, group: VerbGroup, last: int, rule: Rule, place: Place) -> bool:
    """Whether the place is the verb's own: near, and behind no other verb."""
    at = view.at(place.start)
    segments, clauses = view.between(at, group.at)
    if _verb_between(view, group, last, at):
        return False
    if rule.id == "visit.implied":
        return (
            clauses == 0
            and abs(at - group.at) <= _NEAR_DEED
            and segments <= (4 if group.passive else 2)
            and place.kind != "site"
        )
    if at >= group.first:
        return at <= last + _NEAR_DEED
    return (clauses == 0 and at <= 3) or (
        rule.id == "visit.go" and place.state in view.scene.pair and _only_place(view, place)
    )


def _verb_between(view: View, group: VerbGroup, last: int, at: int) -> bool:
    low, high = (last, at) if at > last else (at, group.first)
    return any(low < g.at < high and not g.bare and g.governor is not group for g in view.groups) and at > last


def _only_place(view: View, place: Place) -> bool:
    return all(p.name == place.name for p in view.places if view.preposition(p.start) in ("to", "for"))


def _implies(view: View, group: VerbGroup, travellers: Sequence[Actor]) -> bool:
    """A deed that shows its doer abroad: not of somebody posted there, nor of people who learn."""
    if all(a.type == "group" for a in travellers) and any(
        h.payload.kind == "good" and 0 < view.at(h.start) - group.at <= 4 for h in view.phrases
    ):
        return False
    return not any(resident(view, actor) for actor in travellers)


def _receives(view: View, group: VerbGroup) -> bool:
    return any(
        s.rule is not None and (s.rule.gives == "host" or s.rule.id == "talks.receive") for s, _ in view.senses(group)
    )


def _return_draft(view: View, group: VerbGroup, last: int, rule: Rule) -> Iterator[Draft]:
    """ "X a regagné Z": whoever goes home was with the other; whoever leaves a place was there."""
    travellers = [a for a in journeys.subjects(view, group) if not resident(view, a)]
    place = next((p for p in view.places if last < view.at(p.start) <= last + 6), None)
    home = slots.states_of(travellers)
    if len(home) != 1 or place is None or place.state not in home:
        return
    state = routes.host_state(view, home)
    if state is None or state not in view.scene.pair:
        return
    there = slots.place_of(view, group.at, avoid=home)
    there = there if there is not None and there.state == state else None
    yield _verb_result(Told(view, group, last, rule), travellers, home, state, there)


def _verb_result(
    told: Told, travellers: list[Actor], home: Sequence[str],
    state: str | None, place: Place | None,
) -> Draft:  # fmt: skip
    view, group, last, rule = told
    travellers = routes.at_home(travellers, [c for c in home if c != state])
    time = slots.time_of(view, group.at) if rule.gives != "home" else None
    start, end = slots.dates(time) if time is not None else (None, None)
    mode = verb_mode(view, group)
    status = _verb_status(view, group, rule, mode, start)
    if time is not None and end is None and _until(view, time):
        start, end = None, start
        status = "under_way" if status == "announced" and rule.id == "visit.come" else status
    future = slots.is_past(start, view.scene.facts.published) is False
    if mode in ("done", "complete") and future and not _awaited(view, group):
        start, end = None, None
        status = "held" if status == "announced" else status
    where = stretch(view, (group.first, last), travellers, place, time)
    return Draft(
        kind="visit", rule=rule.id, view=view, trigger=group.at, status=status,
        first=where[0], last=where[1], parties=parties_of(home, state or ""),
        actors=cast(travellers, hosts_of(view, state, travellers)), start=start, end=end,
        place=place.name if place is not None else None, sectors=sectors_of(view), asserted=mode != "deny",
        amounts=party_size(view, group.at, travellers),
    )  # fmt: skip


def _verb_status(view: View, group: VerbGroup, rule: Rule, mode: str, start: str | None) -> str:
    published = view.scene.facts.published
    past = slots.is_past(start, published)
    if mode in ("postpone", "cancel", "refuse"):
        return _STATUS[mode]
    if mode == "negated":
        return "cancelled"
    if rule.gives == "home":
        return "under_way" if mode in ("future", "plan", "infinitive", "present") else "held"
    if _awaited(view, group) or (group.governor is not None and _awaited(view, group.governor)):
        return "held" if past else "announced"
    if mode in ("future", "conditional", "wish", "plan", "pledge", "infinitive", "enable", "agree"):
        return "held" if past and mode == "infinitive" else "announced"
    if group.tense == "present" and not group.perfect and not group.passive and mode == "present" and past is not False:
        return "under_way" if start is None or slots.near(start, published, _PRESENT) or _since(view, start) else "held"
    if past is True and not (slots.near(start, published, 2) and (group.tense == "present" and not group.perfect)):
        return "under_way" if _ongoing(view, group, rule, start) else "held"
    if past is False:
        return "announced"
    if _ongoing(view, group, rule, start):
        return "under_way"
    return "held" if mode in ("done", "complete") else _STATUS.get(mode, "held")


def _until(view: View, time: Time) -> bool:
    """ "jusqu'au 20 mai": the last day, of somebody who is there."""
    words = view.scene.lexis.rules.visit.until.words
    at = view.at(time.start)
    return any(view.form(i) in words for i in range(max(0, at - 2), at + 1))


def _since(view: View, start: str) -> bool:
    """ "depuis septembre"."""
    return any(slots.dates(t)[0] == start and view.preposition(t.start) == "since" for t in view.times)


def _awaited(view: View, group: VerbGroup) -> bool:
    modes = {s.name for s, _ in view.senses(group) if s.kind == "mode"}
    return "plan" in modes and group.passive


def _ongoing(view: View, group: VerbGroup, rule: Rule, start: str | None) -> bool:
    """Has arrived, is there: still so when the paper came out."""
    if not slots.near(start, view.scene.facts.published, 1):
        return False
    return rule.id in ("visit.arrive", "visit.come") or (group.time == "present")


def _host_draft(view: View, group: VerbGroup, last: int, rule: Rule) -> Iterator[Draft]:
    """ "Y accueille X", "X a été accueilli à Y par Z", "Y a invité X à …"."""
    clause_last = view.clause(last)[1]
    if group.passive:
        guests, hosts = journeys.subjects(view, group), slots.agents(view, group, clause_last)
    else:
        guests = [
            a
            for a in journeys.people(view, last + 1, clause_last, (None, "from"))[:3]
            if a.type == "person" or delegation(view, a)
        ]
        hosts = slots.subjects(view, group)
    home, host = slots.states_of(guests), slots.states_of(hosts)
    if not guests or not home:
        return
    place = slots.place_of(view, last, avoid=home) or slots.place_of(view, group.at, avoid=home)
    destination = place.state if place is not None and place.state else (host[0] if host else None)
    if destination is None or destination in home or (rule.id in ("visit.invite", "visit.implied") and place is None):
        return
    if rule.id == "visit.implied" and (
        any(resident(view, a) for a in guests) or place is None or not _fits(view, group, last, rule, place)
    ):
        return
    yield _hosted(Told(view, group, last, rule), guests, hosts, destination, place)


def _hosted(
    told: Told, guests: list[Actor], hosts: list[Actor], destination: str,
    place: Place | None,
) -> Draft:  # fmt: skip
    view, group, last, rule = told
    time = slots.time_of(view, last)
    start, end = slots.dates(time) if time is not None else (None, None)
    mode = verb_mode(view, group)
    status = "announced" if rule.status else _verb_status(view, group, rule, mode, start)
    if rule.status and slots.is_past(start, view.scene.facts.published) is True:
        start, end = None, None
    if rule.id == "visit.host" and status == "held" and slots.near(start, view.scene.facts.published, 1):
        status = "under_way"
    where = stretch(view, (group.first, last), [*guests, *hosts], place, time)
    return Draft(
        kind="visit", rule=rule.id, view=view, trigger=group.at, status=status, first=where[0], last=where[1],
        parties=parties_of(slots.states_of(guests), destination),
        actors=cast(guests, [a for a in hosts if a.type == "person"]), start=start, end=end,
        place=place.name if place else _host_place(view, hosts), sectors=sectors_of(view), asserted=mode != "deny",
        amounts=party_size(view, group.at, guests),
    )  # fmt: skip


def _host_place(view: View, hosts: Sequence[Actor]) -> str | None:
    """ "Libreville accueille …": the capital that stands for the host."""
    starts = {a.start for a in hosts if a.type == "state" and a.form == "capital"}
    return next((p.name for p in view.places if p.start in starts), None)
