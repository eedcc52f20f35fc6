"""Visits: somebody of one party goes to the other, is there, is awaited, is received."""

from collections.abc import Iterator, Sequence

from bilan.knowledge.frames import Rule
from bilan.model.mention import Actor, Place
from bilan.model.statement import Amount, Part
from bilan.reading.frames import slots
from bilan.reading.frames.draft import Draft
from bilan.reading.frames.modes import Cue, nominal_mode, tense_mode, verb_mode
from bilan.reading.frames.scene import Scene, View, codes
from bilan.reading.grammar.verbs import VerbGroup

_STATUS = {
    "done": "held", "present": "under_way", "future": "announced", "conditional": "announced", "wish": "announced",
    "plan": "announced", "pledge": "announced", "agree": "announced", "begin": "under_way", "continue": "under_way",
    "complete": "held", "enable": "announced", "infinitive": "announced", "postpone": "postponed", "cancel": "cancelled",
    "refuse": "cancelled", "negated": "cancelled", "stop": "cancelled", "resume": "announced",
}  # fmt: skip
_TRAVELLERS = ("person", "group")
_STAY = 4  # days around publication within which somebody who has arrived is still there


def visits(scene: Scene) -> Iterator[Draft]:
    for view in scene.views:
        drafts = [*_nouns(view), *_verbs(view)]
        yield from _best_each(drafts)


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
    """Nothing that tells the two apart: no different place, no different traveller."""
    if one.place and other.place and one.place != other.place and one.parties != other.parties:
        return False
    a = {p.key for p in one.actors if p.part in ("visitor", "lead")}
    b = {p.key for p in other.actors if p.part in ("visitor", "lead")}
    return not (a and b and not a & b and one.start != other.start)


# ---- nouns: "la visite de X à Y", "en visite à Y" -------------------------------------------------------------------


def _nouns(view: View) -> Iterator[Draft]:
    for hit, rule in _triggers(view):
        first, last = view.at(hit[0]), view.at(hit[1] - 1)
        clause_first, clause_last = view.clause(first)
        travellers = _travellers_of_noun(view, first, last, clause_first, clause_last)
        home = slots.states_of(travellers) or _origin(view, travellers, first)
        for place in _destinations(view, last, clause_last, home, clause_first):
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
        if hit.payload.rule.id == "visit.invite":
            continue
        taken.append((hit.start, hit.end))
        yield (hit.start, hit.end), hit.payload.rule


def _travellers_of_noun(view: View, first: int, last: int, clause_first: int, clause_last: int) -> list[Actor]:
    """ "visite de X", "X effectue une visite", "visite ministérielle malienne"."""
    after = [
        a for a in slots.between_words(view, last + 1, min(clause_last, last + 45), kinds=_TRAVELLERS)
        if view.preposition(a.start) in ("from", None) and not _second_half(view, last, a)
    ]  # fmt: skip
    before = [
        a for a in slots.between_words(view, clause_first, first - 1, kinds=_TRAVELLERS)
        if view.preposition(a.start) in (None, "from")
    ]  # fmt: skip
    near = [a for a in after if view.preposition(a.start) == "from" and _belongs(view, last, a)]
    found = near or before or [a for a in after if view.preposition(a.start) == "from"] or after
    if found:
        return found[:4]
    adjectives = [a for a in slots.between_words(view, first, min(last + 4, clause_last), kinds=("state",)) if a.form == "adjective"]
    if adjectives:
        return adjectives[:1]
    return [a for a in slots.between_words(view, 0, first - 1, kinds=_TRAVELLERS) if view.preposition(a.start) is None][:3]


def _origin(view: View, travellers: Sequence[Actor], index: int) -> list[str]:
    """Where an unnamed delegation comes from: the one state named before the verb, else the pair's other side than the place."""
    if not travellers:
        return []
    named = [a for a in view.actors if a.type == "state" and view.at(a.start) < index and view.preposition(a.start) != "to" and a.party]
    if len({a.party for a in named}) == 1:
        return slots.states_of(named[:1])
    places = {p.state for p in view.places if view.preposition(p.start) == "to"}
    rest = [c for c in view.scene.pair if c not in places]
    return rest if len(rest) == 1 else []


def _belongs(view: View, last: int, actor: Actor) -> bool:
    """ "la visite officielle de X": only describing words between."""
    at = view.at(actor.start)
    return at - last <= 5 and view.between(last, at)[0] == 0 and not any(last < view.at(p.start) < at for p in view.places)


def _second_half(view: View, last: int, actor: Actor) -> bool:
    """Behind the next verb: somebody else's doing."""
    return any(last < group.at < view.at(actor.start) and not group.bare for group in view.groups)


def _destinations(
    view: View, index: int, clause_last: int, home: Sequence[str], clause_first: int, ways: tuple[str | None, ...] = ("to",)
) -> list[Place | None]:
    """Where it leads: each country of a tour that the text names; else the nearest place; else none."""
    found: list[Place] = []
    for place in view.places:
        at = view.at(place.start)
        if not index < at <= max(clause_last, index + 16) or view.preposition(place.start) not in ways:
            continue
        if place.state is None or place.state in home:
            continue
        if found and place.state in {p.state for p in found}:
            continue
        if found and view.between(view.at(found[-1].start), at)[1] > 0:
            continue
        found.append(place)
    if found:
        return list(found)
    nearest = slots.place_of(view, index, avoid=home, first=clause_first)
    if nearest is None:
        nearest = slots.place_of(view, index, avoid=home)
    return [nearest]


def _noun_draft(
    view: View, rule: Rule, at: tuple[int, int], travellers: list[Actor], place: Place | None
) -> Iterator[Draft]:
    first, last = at
    cue = nominal_mode(view, first, last)
    home = slots.states_of(travellers) or _origin(view, travellers, first)
    destination = place.state if place is not None else None
    if destination is None and not home:
        return
    if destination is None:
        destination = _described(view, last, home) or _host_state(view, home)
    if destination is None or destination in home and len(home) == 1:
        return
    time = slots.time_of(view, first)
    start, end = slots.dates(time) if time is not None else (None, None)
    asserted, status = _noun_status(view, rule, cue, start, at)
    if status is None:
        return
    parties = _parties(view, home, destination)
    if len(parties) < 2:
        return
    hosts = [a for a in view.actors if a.type == "person" and a.party == destination and a not in travellers]
    span = stretch(view, first, last, [*travellers], place, time)
    yield Draft(
        kind="visit", rule=rule.id, view=view, first=span[0], last=span[1], trigger=last if rule.id == "visit.in" else first,
        status=status, head=_head(view, at), parties=parties, actors=_cast(travellers, hosts), start=start, end=end,
        place=place.name if place is not None else None, sectors=_sectors(view, travellers), asserted=asserted,
        amounts=_party_size(view, first, travellers),
    )  # fmt: skip


def _head(view: View, at: tuple[int, int]) -> str:
    return view.scene.folded[view.words[at[0]].start : view.words[at[1]].end]


def _noun_status(
    view: View, rule: Rule, cue: Cue | None, start: str | None, at: tuple[int, int]
) -> tuple[bool, str | None]:
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
    if slots.near(start, published, 0) and mode in ("present", "begin", "continue"):
        return True, "under_way"
    if mode in ("begin", "continue"):
        return True, "under_way"
    return True, "held" if mode in ("done", "complete", "hold", None, "agree", "present") else "announced"


# ---- verbs: "X se rendra à Y", "Y accueille X" ----------------------------------------------------------------------


def _verbs(view: View) -> Iterator[Draft]:
    lexis = view.scene.lexis
    for group in view.groups:
        for sense, last in lexis.senses(view.words, group):
            if sense.kind == "trigger" and sense.name == "visit" and sense.rule is not None:
                yield from _verb_draft(view, group, last, sense.rule)


def _verb_draft(view: View, group: VerbGroup, last: int, rule: Rule) -> Iterator[Draft]:
    _, clause_last = view.clause(last)
    if rule.gives == "host":
        yield from _host_draft(view, group, last, rule, clause_last)
        return
    travellers = _travellers_of_verb(view, group, rule)
    if not travellers or ("official" in rule.needs and not _official(travellers)):
        return
    home = slots.states_of(travellers) or _origin(view, travellers, group.at)
    if not home:
        return
    if rule.id == "visit.implied" and not _implies(view, group, travellers):
        return
    ways: tuple[str | None, ...] = ("to", "for", None) if rule.id == "visit.go" else ("to",)
    for place in _destinations(view, last, clause_last, home, view.clause(group.at)[0], ways):
        if place is None or place.state is None or place.state in home:
            continue
        if rule.id == "visit.arrive" and view.at(place.start) - last > 14:
            continue
        if view.at(place.start) < group.first and rule.id == "visit.arrive":
            continue
        if rule.id == "visit.implied" and not _near_deed(view, group, last, place):
            continue
        yield _verb_result(view, group, last, rule, travellers, place)


def _travellers_of_verb(view: View, group: VerbGroup, rule: Rule) -> list[Actor]:
    return [a for a in slots.subjects(view, group) if a.type in _TRAVELLERS][:5]


def _implies(view: View, group: VerbGroup, travellers: Sequence[Actor]) -> bool:
    """A deed that shows its doer abroad: not of somebody posted there, and not where the doer receives a guest at home."""
    if not group.passive and any(s.rule is not None and s.rule.gives == "host" or s.name == "talks" and s.rule is not None and s.rule.id == "talks.receive" for s, _ in view.scene.lexis.senses(view.words, group)):
        return False
    return not any(_resident(view, actor) for actor in travellers)


def _resident(view: View, actor: Actor) -> bool:
    return any(h.payload.kind == "resident" and actor.start <= h.start < actor.end for h in view.phrases)


def _near_deed(view: View, group: VerbGroup, last: int, place: Place) -> bool:
    at = view.at(place.start)
    segments, clauses = view.between(at, group.at)
    return clauses == 0 and abs(at - group.at) <= 14 and segments <= 2 and place.kind != "site"


def _official(actors: Sequence[Actor]) -> bool:
    return any(a.type in _TRAVELLERS for a in actors)


def _verb_result(
    view: View, group: VerbGroup, last: int, rule: Rule, travellers: list[Actor], place: Place
) -> Draft:
    home = slots.states_of(travellers) or _origin(view, travellers, group.at)
    time = slots.time_of(view, group.at)
    start, end = slots.dates(time) if time is not None else (None, None)
    mode = verb_mode(view, group)
    status = _verb_status(view, group, rule, mode, start)
    hosts = [a for a in view.actors if a.type == "person" and a.party == place.state and a not in travellers]
    span = stretch(view, group.first, last, travellers, place, time)
    return Draft(
        kind="visit", rule=rule.id, view=view, first=span[0], last=span[1], trigger=group.at, status=status,
        parties=_parties(view, home, place.state or ""), actors=_cast(travellers, hosts), start=start, end=end,
        place=place.name, sectors=_sectors(view, travellers), asserted=mode != "deny",
        amounts=_party_size(view, group.at, travellers),
    )  # fmt: skip


def _verb_status(view: View, group: VerbGroup, rule: Rule, mode: str, start: str | None) -> str:
    published = view.scene.facts.published
    past = slots.is_past(start, published)
    if mode in ("postpone", "cancel", "refuse"):
        return _STATUS[mode]
    if mode == "negated":
        return "cancelled"
    if rule.id == "visit.arrive" and _awaited(view, group):
        return "held" if past else "announced"
    if mode in ("future", "conditional", "wish", "plan", "pledge", "infinitive", "enable", "agree"):
        return "held" if past and mode in ("infinitive",) else "announced"
    if past is True and not (slots.near(start, published, 2) and (group.tense == "present" and not group.perfect)):
        return "held" if not _ongoing(view, group, rule, start) else "under_way"
    if past is False:
        return "announced"
    if _ongoing(view, group, rule, start):
        return "under_way"
    return "held" if mode in ("done", "complete") else _STATUS.get(mode, "held")


def _awaited(view: View, group: VerbGroup) -> bool:
    modes = {s.name for s, _ in view.scene.lexis.senses(view.words, group) if s.kind == "mode"}
    return "plan" in modes and group.passive


def _ongoing(view: View, group: VerbGroup, rule: Rule, start: str | None) -> bool:
    """Has arrived, is there: still so when the paper came out."""
    if not slots.near(start, view.scene.facts.published, 1):
        return False
    return rule.id == "visit.arrive" or (group.time == "present")


def _host_draft(view: View, group: VerbGroup, last: int, rule: Rule, clause_last: int) -> Iterator[Draft]:
    """ "Y accueille X", "X a été accueilli à Y par Z", "Y a invité X à …"."""
    if group.passive:
        guests = [a for a in slots.subjects(view, group) if a.type in _TRAVELLERS]
        hosts = slots.agents(view, group, clause_last)
    else:
        guests = [
            a for a in slots.between_words(view, last + 1, clause_last, kinds=_TRAVELLERS)
            if view.preposition(a.start) in (None, "from")
        ][:3]  # fmt: skip
        hosts = slots.subjects(view, group)
    home, host = slots.states_of(guests), slots.states_of(hosts)
    if not guests or not home:
        return
    place = slots.place_of(view, last, avoid=home) or slots.place_of(view, group.at, avoid=home)
    destination = place.state if place is not None and place.state else (host[0] if host else None)
    if destination is None or destination in home:
        return
    if rule.id == "visit.invite" and place is None:
        return
    time = slots.time_of(view, last)
    start, end = slots.dates(time) if time is not None else (None, None)
    mode = verb_mode(view, group)
    status = "announced" if rule.status else _verb_status(view, group, rule, mode, start)
    if rule.status and slots.is_past(start, view.scene.facts.published) is True:
        start, end = None, None
    if rule.id == "visit.host" and status == "held" and slots.near(start, view.scene.facts.published, 1):
        status = "under_way"
    span = stretch(view, group.first, last, [*guests, *hosts], place, time)
    yield Draft(
        kind="visit", rule=rule.id, view=view, first=span[0], last=span[1], trigger=group.at, status=status,
        parties=_parties(view, home, destination), actors=_cast(guests, [a for a in hosts if a.type == "person"]),
        start=start, end=end, place=place.name if place else _host_place(hosts), sectors=_sectors(view, guests),
        asserted=mode != "deny",
    )  # fmt: skip


def _host_place(hosts: Sequence[Actor]) -> str | None:
    return next((a.name for a in hosts if a.type == "state" and a.form == "capital"), None)


# ---- shared ---------------------------------------------------------------------------------------------------------


def _described(view: View, last: int, home: Sequence[str]) -> str | None:
    """ "le séjour ivoirien du roi": the adjective of another state than the traveller's, right behind the noun."""
    if not home:
        return None
    return next((a.party for a in view.actors if a.form == "adjective" and view.at(a.start) == last + 1 and a.party not in home), None)


def _host_state(view: View, home: Sequence[str]) -> str | None:
    others = [c for c in view.states() if c not in home]
    if len(others) == 1:
        return others[0]
    rest = [c for c in view.scene.pair if c not in home]
    return rest[0] if len(rest) == 1 and len(home) >= 1 else None


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


def _cast(travellers: Sequence[Actor], hosts: Sequence[Actor]) -> tuple[Part, ...]:
    guests = slots.parts([a for a in travellers if a.type in _TRAVELLERS], "visitor")
    return (*guests, *(p for p in slots.parts(hosts[:2], "host") if p.key not in {g.key for g in guests}))


def _sectors(view: View, travellers: Sequence[Actor]) -> tuple[str, ...]:
    """Diplomacy, the traveller's own field, and those that the sentence names."""
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


