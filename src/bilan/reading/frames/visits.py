"""Visits: somebody of one party goes to the other, is there, is awaited, is received."""

from collections.abc import Iterator, Sequence

from bilan.knowledge.frames import Rule
from bilan.model.mention import Actor, Place
from bilan.model.statement import Amount, Part
from bilan.reading.frames import journeys, slots, tours
from bilan.reading.frames.draft import Draft
from bilan.reading.frames.journeys import TRAVELLERS
from bilan.reading.frames.modes import Cue, nominal_mode, verb_mode
from bilan.reading.frames.scene import Scene, View
from bilan.reading.grammar.verbs import VerbGroup

_STATUS = {
    "done": "held", "present": "under_way", "future": "announced", "conditional": "announced", "wish": "announced",
    "plan": "announced", "pledge": "announced", "agree": "announced", "begin": "under_way", "continue": "under_way",
    "complete": "held", "enable": "announced", "infinitive": "announced", "postpone": "postponed", "cancel": "cancelled",
    "refuse": "cancelled", "negated": "cancelled", "stop": "cancelled", "resume": "announced",
}  # fmt: skip
_STAY = 4  # days around publication within which somebody who has arrived is still there
_NEAR_DEED = 14  # words between a deed and its place
_NEAR_GROUP = 45  # words behind a noun within which its traveller may stand


def visits(scene: Scene) -> Iterator[Draft]:
    """All visits of the page, then the stages of a tour that only name a town and a day."""
    drafts = [draft for view in scene.views for draft in _of_view(view)]
    changed = tours.come_from(scene, drafts)
    if changed:
        drafts = [d for d in drafts if d.view.index not in changed]
        drafts += [draft for view in scene.views if view.index in changed for draft in _of_view(view)]
        drafts.sort(key=lambda d: (d.view.index, d.trigger))
    drafts += tours.stages(scene, drafts)
    tours.placed(drafts)
    return iter(drafts)


def _of_view(view: View) -> list[Draft]:
    return _best_each([*_nouns(view), *_verbs(view)])


def _best_each(drafts: list[Draft]) -> list[Draft]:
    """One visit for each traveller and place of a sentence: of several triggers, the one that knows most."""
    kept: list[Draft] = []
    for draft in sorted(drafts, key=lambda d: (-_known(d), d.trigger)):
        if not any(_same(draft, other) for other in kept):
            kept.append(draft)
    return sorted(kept, key=lambda d: d.trigger)


def _known(draft: Draft) -> int:
    return sum(map(bool, (draft.actors, draft.start, draft.place))) + (draft.view.zone == "headline")


def _same(one: Draft, other: Draft) -> bool:
    """Nothing that tells the two apart: no different country, no different traveller of another day."""
    if one.place and other.place and one.place != other.place and one.parties != other.parties:
        return False
    a = {p.key for p in one.actors if p.part in ("visitor", "lead")}
    b = {p.key for p in other.actors if p.part in ("visitor", "lead")}
    return not (a and b and not a & b and one.start != other.start)


# ---- nouns: "la visite de X à Y", "en visite à Y" -------------------------------------------------------------------


def _nouns(view: View) -> Iterator[Draft]:
    for hit, rule in _triggers(view):
        first, last = view.at(hit[0]), view.at(hit[1] - 1)
        travellers = _of_phrase(view, first, last) if rule.id == "visit.in" else _travellers_of_noun(view, first, last)
        if "person" in rule.needs and not _of_noun(view, last, travellers):
            continue
        if "visitor" in rule.needs and not any(a.type in TRAVELLERS for a in travellers):
            continue
        home = journeys.home_of(view, travellers, first)
        for place in _noun_destinations(view, rule, first, last, home):
            yield from _noun_draft(view, rule, (first, last), travellers, place)


def _triggers(view: View) -> Iterator[tuple[tuple[int, int], Rule]]:
    """Noun and phrase triggers of visits, longest first, none inside a phrase that makes it another thing."""
    blocked = [(h.start, h.end) for h in view.phrases if h.payload.kind == "not" and h.payload.name == "visit"]
    taken: list[tuple[int, int]] = []
    for hit in view.phrases:
        if hit.payload.kind != "trigger" or hit.payload.name != "visit" or hit.payload.rule is None:
            continue
        if any(low < hit.end and hit.start < high for low, high in (*blocked, *taken)):
            continue
        if hit.payload.rule.id in ("visit.invite",):
            continue
        taken.append((hit.start, hit.end))
        yield (hit.start, hit.end), hit.payload.rule


def _travellers_of_noun(view: View, first: int, last: int) -> list[Actor]:
    """ "visite de X", "X effectue une visite", "visite qu'effectue X", "visite ministérielle malienne"."""
    clause_first, clause_last = view.clause(first)
    relative = journeys.in_relative(view, last)
    if relative is not None:
        within = journeys.people(view, *relative) or slots.between_words(view, *relative, kinds=("organisation",))[:1]
        if within:
            return within[:4]
    after = [a for a in journeys.people(view, last + 1, min(clause_last, last + _NEAR_GROUP), ("from", None))
             if not _second_half(view, last, a)]  # fmt: skip
    near = [a for a in after if view.preposition(a.start) == "from" and _belongs(view, last, a)]
    before = journeys.people(view, clause_first, first - 1, (None, "from"))
    found = near or before or [a for a in after if view.preposition(a.start) == "from"] or after
    if found:
        return found[:4]
    adjectives = [a for a in slots.between_words(view, first, min(last + 4, clause_last), kinds=("state",)) if a.form == "adjective"]
    if adjectives:
        return adjectives[:1]
    return journeys.people(view, 0, first - 1)[:3]


def _of_phrase(view: View, first: int, last: int) -> list[Actor]:
    """ "X, en visite à Y", "En visite à Y, X …"."""
    clause_first, clause_last = view.clause(first)
    before = journeys.people(view, clause_first, first - 1, (None, "from", "with", "by"))
    behind = [a for a in journeys.people(view, last + 1, min(clause_last, last + _NEAR_GROUP)) if not _second_half(view, last, a)]
    return before[-2:] or behind[:3] or journeys.people(view, 0, first - 1)[-1:]


def _of_noun(view: View, last: int, travellers: Sequence[Actor]) -> bool:
    """ "l'arrivée de X": people right behind, or the noun belongs to somebody ("à son arrivée")."""
    return any(view.at(a.start) > last and _belongs(view, last, a) for a in travellers)


def _belongs(view: View, last: int, actor: Actor) -> bool:
    """ "la visite officielle de X": only describing words between."""
    at = view.at(actor.start)
    return at - last <= 5 and view.between(last, at)[0] == 0 and not any(last < view.at(p.start) < at for p in view.places)


def _second_half(view: View, last: int, actor: Actor) -> bool:
    """Behind the next verb: somebody else's doing."""
    return any(last < group.at < view.at(actor.start) and not group.bare for group in view.groups)


def _noun_destinations(view: View, rule: Rule, first: int, last: int, home: Sequence[str]) -> Sequence[Place | None]:
    ways: journeys.Ways = ("to", "from") if "of" in rule.needs else ("to",)
    clause_last = view.clause(first)[1]
    relative = journeys.in_relative(view, last)
    found = journeys.destinations(view, last, max(clause_last, relative[1] if relative else 0), home, ways)
    return found or [journeys.own_place(view, last, home)]


def _noun_draft(
    view: View, rule: Rule, at: tuple[int, int], travellers: list[Actor], place: Place | None
) -> Iterator[Draft]:
    first, last = at
    destination = place.state if place is not None else None
    home = journeys.home_of(view, travellers, first, destination)
    if destination is None:
        destination = _described(view, last, home, travellers)
        home = home or (journeys.home_of(view, travellers, first, destination) if destination else [])
        destination = destination or journeys.host_state(view, home)
    if destination is None or destination in home and len(home) == 1:
        return
    time = slots.time_of(view, first)
    start, end = slots.dates(time) if time is not None else (None, None)
    asserted, status = _noun_status(view, rule, nominal_mode(view, first, last), start)
    parties = _parties(view, home, destination)
    if status is None or len(parties) < 2:
        return
    yield Draft(
        kind="visit", rule=rule.id, view=view, trigger=last if rule.id == "visit.in" else first, status=status,
        **_span(stretch(view, first, last, travellers, place, time)),
        head=view.scene.folded[view.words[first].start : view.words[last].end], parties=parties,
        actors=_cast(travellers, _hosts(view, destination, travellers), destination), start=start, end=end,
        place=place.name if place is not None else None, sectors=_sectors(view), asserted=asserted,
        amounts=_party_size(view, first, travellers),
    )  # fmt: skip


def _span(words: tuple[int, int]) -> dict[str, int]:
    return {"first": words[0], "last": words[1]}


def _noun_status(view: View, rule: Rule, cue: Cue | None, start: str | None) -> tuple[bool, str | None]:
    """(asserted, status)."""
    published = view.scene.facts.published
    past = slots.is_past(start, published)
    mode = cue.mode if cue is not None else None
    if mode == "deny":
        return False, "announced"
    if mode in ("postpone", "cancel") and cue is not None and cue.cost <= 14:
        return True, _STATUS[mode]
    if rule.id == "visit.in":
        if mode in ("future", "plan", "conditional") or past is False:
            return True, "announced"
        return True, "held" if past and not slots.near(start, published, _STAY) else "under_way"
    if past is True:
        return True, "held"
    if mode == "negated" and cue is not None and cue.cost <= 6:
        return True, "cancelled"
    if past is False or mode in ("future", "plan", "wish", "conditional", "enable"):
        return True, "announced"
    if mode in ("begin", "continue") or (slots.near(start, published, 0) and mode == "present"):
        return True, "under_way"
    return True, "held" if mode in ("done", "complete", "hold", None, "agree", "present") else "announced"


# ---- verbs: "X se rendra à Y", "Y accueille X" ----------------------------------------------------------------------


def _verbs(view: View) -> Iterator[Draft]:
    for group in view.groups:
        if _helps(view, group):
            continue
        for sense, last in view.senses(group):
            if sense.kind == "trigger" and sense.name == "visit" and sense.rule is not None:
                yield from _verb_draft(view, group, last, sense.rule)


def _helps(view: View, group: VerbGroup) -> bool:
    """An auxiliary of another verb."""
    return any(other.first <= group.at < other.at for other in view.groups if other.governor is not group)


def _verb_draft(view: View, group: VerbGroup, last: int, rule: Rule) -> Iterator[Draft]:
    if rule.gives == "host":
        yield from _host_draft(view, group, last, rule)
    elif rule.gives == "home":
        yield from _return_draft(view, group, last, rule)
    else:
        travellers = [a for a in _who(view, group, last, rule) if not _resident(view, a)]
        if travellers and (rule.id != "visit.implied" or _implies(view, group, travellers)):
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
    home = journeys.home_of(view, travellers, group.at)
    yielded = False
    for place in _verb_places(view, group, last, rule, home):
        people = journeys.guests(travellers, place.state)
        origin = [c for c in journeys.home_of(view, people, group.at, place.state) if c != place.state]
        if origin or place.state is None:
            yielded = True
            yield _verb_result(view, group, last, rule, people, origin or home, place.state, place)
    if yielded or "placeless" not in rule.needs or _goes_elsewhere(view, last) or group.negated:
        return
    people = journeys.guests(travellers, None)
    home = slots.states_of(people) or (journeys.home_of(view, people, group.at) if rule.gives == "leader" else [])
    if len(home) == 1 and home[0] in view.scene.pair:
        yield _verb_result(view, group, last, rule, people, home, next(c for c in view.scene.pair if c != home[0]), None)


def _goes_elsewhere(view: View, last: int) -> bool:
    """A place right behind, though none that counts: at home, or a site."""
    return any(0 < view.at(p.start) - last <= 5 and view.preposition(p.start) in ("to", "for") for p in view.places)


def _verb_places(view: View, group: VerbGroup, last: int, rule: Rule, home: Sequence[str]) -> list[Place]:
    _, clause_last = view.clause(last)
    ways: journeys.Ways = {"visit.go": ("to", "for", None, "from"), "visit.come": ("to", "for", "from")}.get(rule.id, ("to",))
    antecedent = journeys.antecedent_place(view, group.at)
    reach = clause_last - 16 if antecedent is not None else clause_last
    found: list[Place] = [p for p in journeys.destinations(view, last, reach, home, ways) if antecedent is None or view.at(p.start) <= clause_last]
    if not found and antecedent is not None:
        return [antecedent] if antecedent.state is not None and antecedent.state not in home else []
    if not found:
        place = journeys.own_place(view, last, home) or (journeys.event_place(view, last) if rule.gives == "leader" else None)
        found = [place] if place is not None else []
    return [p for p in found if p.state is not None and _fits(view, group, last, rule, p)]


def _fits(view: View, group: VerbGroup, last: int, rule: Rule, place: Place) -> bool:
    """Whether the place is the verb's own: near, and behind no other verb."""
    at = view.at(place.start)
    segments, clauses = view.between(at, group.at)
    if _verb_between(view, group, last, at):
        return False
    if rule.id == "visit.implied":
        return clauses == 0 and abs(at - group.at) <= _NEAR_DEED and segments <= (4 if group.passive else 2) and place.kind != "site"
    if at >= group.first:
        return at <= last + _NEAR_DEED
    return clauses == 0 and at <= 3 or (rule.id == "visit.go" and place.state in view.scene.pair and _only_place(view, place))


def _verb_between(view: View, group: VerbGroup, last: int, at: int) -> bool:
    low, high = (last, at) if at > last else (at, group.first)
    return any(low < g.at < high and not g.bare and g.governor is not group for g in view.groups) and at > last


def _only_place(view: View, place: Place) -> bool:
    return all(p.name == place.name for p in view.places if view.preposition(p.start) in ("to", "for"))


def _implies(view: View, group: VerbGroup, travellers: Sequence[Actor]) -> bool:
    """A deed that shows its doer abroad: not of somebody posted there, and not where the doer receives a guest at home."""
    receiving = any(s.rule is not None and (s.rule.gives == "host" or s.rule.id == "talks.receive")
                    for s, _ in view.senses(group))  # fmt: skip
    if receiving and not group.passive:
        return False
    if all(a.type == "group" for a in travellers) and any(
        h.payload.kind == "good" and 0 < view.at(h.start) - group.at <= 4 for h in view.phrases
    ):
        return False
    return not any(_resident(view, actor) for actor in travellers)


def _resident(view: View, actor: Actor) -> bool:
    return any(h.payload.kind == "resident" and actor.start <= h.start < actor.end for h in view.phrases)


def _return_draft(view: View, group: VerbGroup, last: int, rule: Rule) -> Iterator[Draft]:
    """ "X a regagné Z": whoever goes home was with the other; whoever leaves a place was there."""
    travellers = [a for a in journeys.subjects(view, group) if not _resident(view, a)]
    place = next((p for p in view.places if last < view.at(p.start) <= last + 6), None)
    home = slots.states_of(travellers)
    if len(home) != 1 or place is None or place.state not in home:
        return
    state = journeys.host_state(view, home)
    if state is None or state not in view.scene.pair:
        return
    there = slots.place_of(view, group.at, avoid=home)
    yield _verb_result(view, group, last, rule, travellers, home, state, there if there is not None and there.state == state else None)


def _verb_result(
    view: View, group: VerbGroup, last: int, rule: Rule, travellers: list[Actor], home: Sequence[str],
    state: str | None, place: Place | None,
) -> Draft:  # fmt: skip
    time = slots.time_of(view, group.at) if rule.gives != "home" else None
    start, end = slots.dates(time) if time is not None else (None, None)
    mode = verb_mode(view, group)
    if mode in ("done", "complete") and slots.is_past(start, view.scene.facts.published) is False:
        start, end = None, None
    return Draft(
        kind="visit", rule=rule.id, view=view, trigger=group.at, status=_verb_status(view, group, rule, mode, start),
        **_span(stretch(view, group.first, last, travellers, place, time)), parties=_parties(view, home, state or ""),
        actors=_cast(travellers, _hosts(view, state, travellers), state), start=start, end=end,
        place=place.name if place is not None else None, sectors=_sectors(view), asserted=mode != "deny",
        amounts=_party_size(view, group.at, travellers),
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
    if past is True and not (slots.near(start, published, 2) and (group.tense == "present" and not group.perfect)):
        return "under_way" if _ongoing(view, group, rule, start) else "held"
    if past is False:
        return "announced"
    if _ongoing(view, group, rule, start):
        return "under_way"
    return "held" if mode in ("done", "complete") else _STATUS.get(mode, "held")


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
        guests = [a for a in journeys.people(view, last + 1, clause_last, (None, "from"))[:3] if a.type == "person" or _delegation(a)]
        hosts = slots.subjects(view, group)
    home, host = slots.states_of(guests), slots.states_of(hosts)
    if not guests or not home:
        return
    place = slots.place_of(view, last, avoid=home) or slots.place_of(view, group.at, avoid=home)
    destination = place.state if place is not None and place.state else (host[0] if host else None)
    if destination is None or destination in home or (rule.id == "visit.invite" and place is None):
        return
    yield _hosted(view, group, last, rule, guests, hosts, destination, place)


def _delegation(actor: Actor) -> bool:
    """A delegation or officials, no counted people: whom a school or a firm takes in is no guest of state."""
    return actor.type == "group" and actor.key.rpartition(":")[2] in ("delegation", "officials", "side", "experts", "business-people")


def _hosted(
    view: View, group: VerbGroup, last: int, rule: Rule, guests: list[Actor], hosts: list[Actor], destination: str,
    place: Place | None,
) -> Draft:  # fmt: skip
    time = slots.time_of(view, last)
    start, end = slots.dates(time) if time is not None else (None, None)
    mode = verb_mode(view, group)
    status = "announced" if rule.status else _verb_status(view, group, rule, mode, start)
    if rule.status and slots.is_past(start, view.scene.facts.published) is True:
        start, end = None, None
    if rule.id == "visit.host" and status == "held" and slots.near(start, view.scene.facts.published, 1):
        status = "under_way"
    return Draft(
        kind="visit", rule=rule.id, view=view, trigger=group.at, status=status,
        **_span(stretch(view, group.first, last, [*guests, *hosts], place, time)),
        parties=_parties(view, slots.states_of(guests), destination),
        actors=_cast(guests, [a for a in hosts if a.type == "person"], destination), start=start, end=end,
        place=place.name if place else _host_place(hosts), sectors=_sectors(view), asserted=mode != "deny",
        amounts=_party_size(view, group.at, guests),
    )  # fmt: skip


def _host_place(hosts: Sequence[Actor]) -> str | None:
    return next((a.name for a in hosts if a.type == "state" and a.form == "capital"), None)


# ---- shared ---------------------------------------------------------------------------------------------------------


def _described(view: View, last: int, home: Sequence[str], travellers: Sequence[Actor]) -> str | None:
    """ "le séjour ivoirien du roi": the adjective of another state than the traveller's, right behind the noun."""
    if not home and not any(a.type == "person" for a in travellers):
        return None
    return next((a.party for a in view.actors if a.form == "adjective" and view.at(a.start) == last + 1 and a.party not in home), None)


def _hosts(view: View, destination: str | None, travellers: Sequence[Actor]) -> list[Actor]:
    keys = {a.key for a in travellers}
    return [a for a in view.actors if a.type == "person" and a.party == destination and a.key not in keys and not _resident(view, a)]


def _parties(view: View, home: Sequence[str], destination: str) -> tuple[str, ...]:
    return tuple(sorted({*home, destination} - {""}))


def _party_size(view: View, index: int, travellers: Sequence[Actor]) -> tuple[Amount, ...]:
    """How many travel: people counted in the travellers' own words, or right beside them."""
    low, high = view.clause(index)
    spans = [(view.at(a.start), view.at(a.end - 1)) for a in travellers if a.type == "group"]
    found = [
        q for q in view.quantities
        if q.unit == "person" and low <= view.at(q.start) <= high
        and (any(one - 3 <= view.at(q.start) <= other + 4 for one, other in spans) or not spans)
    ]  # fmt: skip
    return slots.amounts(found[:1])


def _cast(travellers: Sequence[Actor], hosts: Sequence[Actor], destination: str | None) -> tuple[Part, ...]:
    """Visitors, then hosts. A delegation beside persons of its own state says nothing more than they do."""
    coming = [a for a in travellers if a.type in (*TRAVELLERS, "organisation")]
    named = [a for a in coming if a.type == "person"]
    if named:
        coming = [a for a in coming if a.type != "group" or len(a.name.split()) > 2]
    guests = slots.parts(coming, "visitor")
    return (*guests, *(p for p in slots.parts(hosts[:2], "host") if p.key not in {g.key for g in guests}))


def _sectors(view: View) -> tuple[str, ...]:
    """Diplomacy, and the fields that the sentence names."""
    found = dict.fromkeys(["diplomacy"])
    for mention in view.sectors:
        found.setdefault(mention.sector)
    return tuple(found)[:4]


def stretch(
    view: View, first: int, last: int, actors: Sequence[Actor], place: Place | None, time: object
) -> tuple[int, int]:
    """Words from the first to the last of what the statement rests on, widened to whole segments."""
    indices = [first, last]
    for mention in (*actors, place, time):
        if mention is not None and view.start <= mention.start < view.end:  # type: ignore[attr-defined]
            indices += [view.at(mention.start), view.at(mention.end - 1)]  # type: ignore[attr-defined]
    low, high = min(indices), max(indices)
    return view.segment(low)[0], view.segment(high)[1]
