"""Visits: somebody of one party goes to the other, is there, is awaited, is received."""

from collections.abc import Iterator, Sequence

from bilan.knowledge.frames import Rule
from bilan.model.mention import Actor, Place
from bilan.reading.frames import fates, journeys, routes, slots, tours
from bilan.reading.frames.draft import Draft
from bilan.reading.frames.journeys import TRAVELLERS
from bilan.reading.frames.modes import Cue, nominal_mode
from bilan.reading.frames.scene import Scene, View
from bilan.reading.frames.visit_slots import cast, described, hosts_of, parties_of, party_size, sectors_of, stretch
from bilan.reading.frames.visit_verbs import by_verbs

_OUTWEIGHING = {
    "under_way": ("held",), "postponed": ("held", "announced", "under_way"),
    "cancelled": ("held", "announced", "under_way"),
}  # fmt: skip
_STAY = 4  # days around publication within which somebody who has arrived is still there
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
    tours.still_there(scene, drafts)
    return iter(drafts)


def _of_view(view: View) -> list[Draft]:
    return _best_each([*_nouns(view), *by_verbs(view)])


def _best_each(drafts: list[Draft]) -> list[Draft]:
    """One visit for each traveller and place of a sentence: of several triggers, the one that knows most."""
    kept: list[Draft] = []
    for draft in sorted(drafts, key=lambda d: (-_known(d), d.rule == "visit.implied", d.trigger)):
        same = next((other for other in kept if _same(draft, other)), None)
        if same is None:
            kept.append(draft)
        elif draft.status in _OUTWEIGHING and same.status in _OUTWEIGHING[draft.status]:
            same.status = draft.status
    return sorted(kept, key=lambda d: d.trigger)


def _known(draft: Draft) -> int:
    return sum(map(bool, (draft.actors, draft.start, draft.place))) + (draft.view.zone == "headline")


def _same(one: Draft, other: Draft) -> bool:
    """Nothing that tells the two apart: no different country, no different traveller of another day."""
    if one.parties != other.parties and (one.place or other.place):
        return False
    a = {p.key for p in one.actors if p.part in ("visitor", "lead")}
    b = {p.key for p in other.actors if p.part in ("visitor", "lead")}
    return not (a and b and not a & b and one.start != other.start)


def _nouns(view: View) -> Iterator[Draft]:
    for hit, rule in _triggers(view):
        first, last = view.at(hit[0]), view.at(hit[1] - 1)
        travellers = _of_phrase(view, first, last) if rule.id == "visit.in" else _travellers_of_noun(view, first, last)
        if "person" in rule.needs and not _of_noun(view, last, travellers):
            continue
        if "visitor" in rule.needs and not any(a.type in TRAVELLERS for a in travellers):
            continue
        travellers = routes.without_guess(view, travellers, last)
        home = routes.home_of(view, travellers, first)
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
    adjectives = [
        a
        for a in slots.between_words(view, first, min(last + 4, clause_last), kinds=("state",))
        if a.form == "adjective"
    ]
    if adjectives:
        return adjectives[:1]
    return journeys.people(view, 0, first - 1)[:3]


def _of_phrase(view: View, first: int, last: int) -> list[Actor]:
    """ "X, en visite à Y", "En visite à Y, X …"."""
    clause_first, clause_last = view.clause(first)
    before = journeys.people(view, clause_first, first - 1, (None, "from", "with", "by"))
    behind = [
        a
        for a in journeys.people(view, last + 1, min(clause_last, last + _NEAR_GROUP))
        if not _second_half(view, last, a)
    ]
    return before[-2:] or behind[:3] or journeys.people(view, 0, first - 1)[-1:]


def _of_noun(view: View, last: int, travellers: Sequence[Actor]) -> bool:
    """ "l'arrivée de X": people right behind, or the noun belongs to somebody ("à son arrivée")."""
    return any(
        last < view.at(a.start) <= last + 8 and view.between(last, view.at(a.start))[0] == 0
        and not _second_half(view, last, a) for a in travellers
    )  # fmt: skip


def _belongs(view: View, last: int, actor: Actor) -> bool:
    """ "la visite officielle de X": only describing words between."""
    at = view.at(actor.start)
    return (
        at - last <= 5 and view.between(last, at)[0] == 0 and not any(last < view.at(p.start) < at for p in view.places)
    )


def _second_half(view: View, last: int, actor: Actor) -> bool:
    """Behind the next verb: somebody else's doing."""
    return any(last < group.at < view.at(actor.start) and not group.bare for group in view.groups)


def _noun_destinations(view: View, rule: Rule, first: int, last: int, home: Sequence[str]) -> Sequence[Place | None]:
    ways: routes.Ways = ("to", "from") if "of" in rule.needs else ("to",)
    clause_last = view.clause(first)[1]
    relative = journeys.in_relative(view, last)
    found = routes.destinations(view, last, max(clause_last, relative[1] if relative else 0), home, ways)
    return found or [routes.own_place(view, last, home)]


def _noun_draft(
    view: View, rule: Rule, at: tuple[int, int], travellers: list[Actor], place: Place | None
) -> Iterator[Draft]:
    first, last = at
    destination = place.state if place is not None else None
    home = routes.home_of(view, travellers, first, destination)
    if destination is None:
        destination = described(view, last, home, travellers)
        home = home or (routes.home_of(view, travellers, first, destination) if destination else [])
        destination = destination or routes.host_state(view, home)
    if destination is None or (destination in home and len(home) == 1):
        return
    time = slots.time_of(view, first)
    start, end = slots.dates(time) if time is not None else (None, None)
    asserted, status = _noun_status(view, rule, nominal_mode(view, first, last), start)
    fate = fates.fate(view, last) if rule.id != "visit.in" else None
    if fate == "postponed":
        time = fates.new_day(view, last)
        start, end = slots.dates(time) if time is not None else (None, None)
    status = fate or status
    parties = parties_of(home, destination)
    if status is None or len(parties) < 2:
        return
    travellers = routes.at_home(travellers, [c for c in home if c != destination])
    where = stretch(view, (first, last), travellers, place, time)
    yield Draft(
        kind="visit", rule=rule.id, view=view, trigger=last if rule.id == "visit.in" else first, status=status,
        first=where[0], last=where[1],
        head=view.scene.folded[view.words[first].start : view.words[last].end], parties=parties,
        actors=cast(travellers, hosts_of(view, destination, travellers)), start=start, end=end,
        place=place.name if place is not None else _seat(view, first, destination),
        sectors=sectors_of(view), asserted=asserted,
        amounts=party_size(view, first, travellers),
    )  # fmt: skip


def _seat(view: View, first: int, destination: str) -> str | None:
    """ "Paris a reçu la visite de X": the capital that stands for the host."""
    low, high = view.clause(first)
    return next(
        (p.name for p in view.places if p.kind == "capital" and p.state == destination
         and low <= view.at(p.start) <= high and view.preposition(p.start) is None), None,
    )  # fmt: skip


def _noun_status(view: View, rule: Rule, cue: Cue | None, start: str | None) -> tuple[bool, str | None]:
    """(asserted, status)."""
    published = view.scene.facts.published
    past = slots.is_past(start, published)
    mode = cue.mode if cue is not None else None
    if mode == "deny":
        return False, "announced"
    if mode in ("postpone", "cancel") and cue is not None and cue.cost <= 14:
        return True, {"postpone": "postponed", "cancel": "cancelled"}[mode]
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
