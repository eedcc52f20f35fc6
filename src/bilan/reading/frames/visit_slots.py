"""Slots of visits: who travels with whom, how many, to whom, in which fields."""

from collections.abc import Sequence
from typing import NamedTuple

from bilan.knowledge.frames import Rule
from bilan.model.mention import Actor, Place
from bilan.model.statement import Amount, Part
from bilan.reading.frames import slots
from bilan.reading.frames.journeys import TRAVELLERS
from bilan.reading.frames.scene import View
from bilan.reading.grammar.verbs import VerbGroup


class Told(NamedTuple):
    """A verb that triggers a rule: its group and the last word of its idiom."""

    view: View
    group: VerbGroup
    last: int
    rule: Rule


GUESTS_OF_STATE = ("delegation", "officials", "side", "experts", "business-people")


def described(view: View, last: int, home: Sequence[str], travellers: Sequence[Actor]) -> str | None:
    """ "le séjour ivoirien du roi": the adjective of another state than the traveller's, right behind the noun."""
    if not home and not any(a.type == "person" for a in travellers):
        return None
    return next(
        (
            a.party
            for a in view.actors
            if a.form == "adjective" and view.at(a.start) == last + 1 and a.party not in home
        ),
        None,
    )


def hosts_of(view: View, destination: str | None, travellers: Sequence[Actor]) -> list[Actor]:
    """Persons of the state visited; of those whom no mention gives a state, who receives or stands beside the guest."""
    keys = {a.key for a in travellers}
    others = [a for a in view.actors if a.type == "person" and a.key not in keys and not resident(view, a)]
    known = [a for a in others if a.party == destination]
    return known or [a for a in others if a.party is None and view.preposition(a.start) == "by"][:1]


def parties_of(home: Sequence[str], destination: str) -> tuple[str, ...]:
    return tuple(sorted({*home, destination} - {""}))


def party_size(view: View, index: int, travellers: Sequence[Actor]) -> tuple[Amount, ...]:
    """How many travel: people counted as the travellers themselves, beside their delegation, or with them."""
    low, high = view.clause(index)
    spans = [
        (view.at(a.start), view.at(a.end - 1))
        for a in (*travellers, *view.actors)
        if a.type in ("group", "organisation")
    ]
    spans += [(view.at(h.start), view.at(h.end - 1)) for h in view.phrases if h.payload.kind == "team"]
    found = [
        q for q in view.quantities
        if q.unit == "person" and low <= view.at(q.start) <= high
        and (view.preposition(q.start) == "with"
             or any(one - 3 <= view.at(q.start) <= other + 3 for one, other in spans))
        and not any(h.payload.kind in ("posted", "both") and q.start - 6 <= h.start < q.end + 2 for h in view.phrases)
    ]  # fmt: skip
    return slots.amounts(found[:1])


def cast(travellers: Sequence[Actor], hosts: Sequence[Actor]) -> tuple[Part, ...]:
    """Visitors, then hosts. A delegation beside persons of its own state says nothing more than they do."""
    coming = [a for a in travellers if a.type in (*TRAVELLERS, "organisation")]
    named = [a for a in coming if a.type == "person"]
    if named:
        coming = [a for a in coming if a.type != "group" or len(a.name.split()) > 2]
    guests = slots.parts(coming, "visitor")
    return (*guests, *(p for p in slots.parts(hosts[:2], "host") if p.key not in {g.key for g in guests}))


def sectors_of(view: View) -> tuple[str, ...]:
    """Diplomacy, and the fields that the sentence names."""
    found = dict.fromkeys(["diplomacy"])
    for mention in view.sectors:
        found.setdefault(mention.sector)
    return tuple(found)[:4]


def resident(view: View, actor: Actor) -> bool:
    return any(h.payload.kind == "resident" and actor.start <= h.start < actor.end for h in view.phrases)


def delegation(view: View, actor: Actor) -> bool:
    """A delegation, officials, a team, no counted people: whom a school or a firm takes in is no guest of state."""
    if actor.type == "group" and actor.key.rpartition(":")[2] in GUESTS_OF_STATE:
        return True
    return any(h.payload.kind == "team" and h.start == actor.start for h in view.phrases)


def stretch(
    view: View, trigger: tuple[int, int], actors: Sequence[Actor], place: Place | None, time: object
) -> tuple[int, int]:
    """Words from the first to the last of what the statement rests on, widened to whole segments."""
    indices = [*trigger]
    for mention in (*actors, place, time):
        if mention is not None and view.start <= mention.start < view.end:  # type: ignore[attr-defined]
            indices += [view.at(mention.start), view.at(mention.end - 1)]  # type: ignore[attr-defined]
    low, high = min(indices), max(indices)
    return view.segment(low)[0], view.segment(high)[1]
