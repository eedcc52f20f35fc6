"""Routes: whence travellers come, and where they go."""

from collections.abc import Sequence

import msgspec

from bilan.model.mention import Actor, Place
from bilan.reading.frames import slots
from bilan.reading.frames.pairs import codes
from bilan.reading.frames.scene import View

Ways = tuple[str | None, ...]
"""What the preposition before a place may say; None for a place without one."""


def home_of(view: View, travellers: Sequence[Actor], index: int, destination: str | None = None) -> list[str]:
    """States that the travellers belong to; of an unnamed delegation, the state named before the verb, else the other
    of the page's two than the destination."""
    if any(a.party is None and not a.parties and a.type == "person" for a in travellers) and destination is not None:
        known = [c for c in slots.states_of(travellers) if c != destination]
        return known or _other(view, destination)
    found = slots.states_of(travellers)
    if found or not travellers:
        return found
    sources = [
        a
        for a in view.actors
        if a.type == "state" and a.form == "capital" and view.preposition(a.start) == "from" and a.party != destination
    ]
    if len({a.party for a in sources}) == 1 and sources[0].party in view.scene.pair:
        return slots.states_of(sources[:1])
    named = [
        a for a in view.actors
        if a.type == "state" and view.at(a.start) < index and view.preposition(a.start) != "to"
        and a.party and a.party != destination
    ]  # fmt: skip
    if len({a.party for a in named}) == 1:
        return slots.states_of(named[:1])
    if destination is not None:
        return _other(view, destination)
    places = {p.state for p in view.places if view.preposition(p.start) == "to"}
    rest = [c for c in view.scene.pair if c not in places]
    return rest if len(rest) == 1 else []


def _other(view: View, state: str) -> list[str]:
    """The other of the page's two; for a third state nobody."""
    pair = view.scene.pair
    return [c for c in pair if c != state] if state in pair else []


def without_guess(view: View, travellers: Sequence[Actor], last: int) -> list[Actor]:
    """ "la visite de la délégation à X": a group whose own words name no state is not of the state that it visits."""
    _, high = view.segment(last)
    there = {p.state for p in view.places if last < view.at(p.start) <= high and view.preposition(p.start) == "to"}
    found = []
    for actor in travellers:
        told = any(a.type == "state" and actor.start <= a.start < actor.end for a in view.actors)
        guessed = actor.type == "group" and not told and bool(there & set(codes(actor)))
        found.append(msgspec.structs.replace(actor, party=None, parties=()) if guessed else actor)
    return found


def at_home(travellers: Sequence[Actor], home: Sequence[str]) -> list[Actor]:
    """Groups that nobody gives a state belong to the one that the journey starts from."""
    if len(home) != 1:
        return list(travellers)
    return [
        msgspec.structs.replace(a, party=home[0]) if a.type == "group" and not codes(a) else a for a in travellers
    ]  # fmt: skip


def guests(travellers: Sequence[Actor], destination: str | None) -> list[Actor]:
    """Those who come from elsewhere: whoever is at home there travels with nobody."""
    foreign = [a for a in travellers if codes(a) and destination not in codes(a)]
    unknown = [a for a in travellers if not codes(a)]
    return foreign or unknown or list(travellers)


def destinations(view: View, index: int, clause_last: int, home: Sequence[str], ways: Ways = ("to",)) -> list[Place]:
    """Where it leads: each country of a tour that the text names behind word `index`."""
    found: list[Place] = []
    for place in view.places:
        at = view.at(place.start)
        way = view.preposition(place.start)
        if not index < at <= max(clause_last, index + 16) or way not in ways:
            continue
        if way in (None, "from") and not found and not _adjoins(view, index, at):
            continue
        if place.state in home or (place.state is None and place.kind == "site"):
            continue
        if found and not home and {place.state, found[0].state} <= set(view.scene.pair):
            continue
        if found and (place.state in {p.state for p in found} or view.between(view.at(found[-1].start), at)[1] > 0):
            continue
        found.append(place)
    return found


def _adjoins(view: View, index: int, at: int) -> bool:
    """Right behind, only small words between ("quitté mardi soir X" has its day between)."""
    days = [(view.at(t.start), view.at(t.end - 1)) for t in view.times]
    between = [i for i in range(index + 1, at) if not any(low <= i <= high for low, high in days)]
    return len(between) <= 2 and not any(view.words[i].is_mark for i in between)


def antecedent_place(view: View, index: int) -> Place | None:
    """ "à X, où il a signé": the place right before the relative clause that holds word `index`."""
    first, _ = view.clause(index)
    opening = next((i for i in (first, first + 1) if view.form(i) in view.scene.lexis.rules.visit.where.words), None)
    if opening is None:
        return None
    before = [p for p in view.places if view.at(p.end - 1) < opening and opening - view.at(p.end - 1) <= 3]
    return before[-1] if before else None


def event_place(view: View, index: int) -> Place | None:
    """ "la session d'Ankara, où …", "le sommet de Pékin": a place that names an event of the sentence."""
    events = {view.at(h.end - 1) for h in view.phrases if h.payload.kind == "trigger" and h.payload.name == "talks"}
    found = [
        p
        for p in view.places
        if view.preposition(p.start) == "from" and {view.at(p.start) - 2, view.at(p.start) - 3} & events
    ]
    return min(found, key=lambda p: abs(view.at(p.start) - index), default=None)


def own_place(view: View, index: int, home: Sequence[str]) -> Place | None:
    """The place that the sentence gives: of its clause first, then of the whole sentence."""
    first, _ = view.clause(index)
    return slots.place_of(view, index, avoid=home, first=first) or slots.place_of(view, index, avoid=home)


def host_state(view: View, home: Sequence[str]) -> str | None:
    """The state visited where no place is named: the only other one of the sentence, else of the page's two."""
    if not home:
        return None
    others = [c for c in view.states() if c not in home]
    if len(others) == 1:
        return others[0]
    rest = [c for c in view.scene.pair if c not in home]
    return rest[0] if len(rest) == 1 else None
