"""Who gives and who receives, and where: the sides of a commitment, as far as its clause says."""

from collections.abc import Sequence

from bilan.model.mention import Actor
from bilan.model.statement import Part
from bilan.reading.frames import slots
from bilan.reading.frames.deeds import Deed
from bilan.reading.frames.items import Item
from bilan.reading.frames.scene import Scene, View
from bilan.reading.grammar.verbs import VerbGroup

_ENTRUSTING = "commitment.entrust"


def sides(view: View, item: Item, deed: Deed, low: int, high: int) -> tuple[list[Actor], list[Actor]]:
    """Provider and receiver, as far as the clause says."""
    group, rule = deed.group, deed.rule
    giving: list[Actor] = []
    getting: list[Actor] = []
    if group is not None:
        subject = _doers(
            slots.agents(view, group, high)
            if group.passive
            else _beside_noun(view, group) or slots.subjects(view, group)
        )
        (getting if rule.gives == "receiver" else giving).extend(subject)
    around = [a for a in slots.between_words(view, low, high, kinds=slots.ACTING)]
    for actor in around:
        preposition = view.preposition(actor.start)
        if preposition == "by" or (preposition == "to" and _entrusted(view, actor)):
            giving.append(actor)
        elif preposition == "from" and _pays(view, actor):
            giving.insert(0, actor)
        elif preposition == "for" or (preposition == "to" and _addressed(view, actor.start)):
            if actor.start > view.words[deed.first].start and not _mere_place(actor):
                getting.append(actor)
        elif (preposition == "from" and rule.gives == "receiver" and view.at(actor.start) > deed.last) or (
            actor.form == "adjective" and _qualifies(view, item, view.at(actor.start))
        ):
            giving.append(actor)
    if not giving and item.rule is not None:
        behind = (a for a in around if view.preposition(a.start) == "from" and 0 < view.at(a.start) - item.last <= 12)
        giving = list(behind)[:1]
    if not giving and group is None:
        giving = _above(view, deed)
    if group is not None and rule.gives == "provider" and giving and not group.passive:
        getting = [a for a in getting if not set(slots.states_of([a])) & set(slots.states_of(giving[:1]))]
    known = slots.states_of(getting)
    giving = [a for a in giving if len(a.parties) < 2 and not (set(slots.states_of([a])) & set(known))]
    return giving[:1], [a for a in getting if len(a.parties) < 2][:1]


def _pays(view: View, actor: Actor) -> bool:
    """ "aux frais de X", "don de X": the actor behind a phrase that names who pays."""
    at = view.at(actor.start)
    return any(h.payload.kind == "payer" and 0 < at - view.at(h.end - 1) <= 4 for h in view.phrases)


def _entrusted(view: View, actor: Actor) -> bool:
    """ "confiés à la société X": the verb right before puts the work into the actor's hands."""
    at = view.at(actor.start)
    group = next((g for g in reversed(view.groups) if g.at < at and at - g.at <= 4), None)
    return group is not None and any(
        sense.rule is not None and sense.rule.id == _ENTRUSTING
        for sense, _ in view.scene.lexis.senses(view.words, group)
    )


def _beside_noun(view: View, group: VerbGroup) -> list[Actor]:
    """ "l'offre turque de construire": who does it is told at the noun above the infinitive."""
    if group.tense != "infinitive" or group.governor_noun is None:
        return []
    return [a for a in view.actors if a.form == "adjective" and 0 < group.first - view.at(a.start) <= 3][:1]


def _qualifies(view: View, item: Item, at: int) -> bool:
    """ "un prêt danois", "l'offre turque d'un prêt": a state's adjective beside the thing, no preposition between."""
    if at <= item.last:
        return item.last - at <= 3
    table = view.scene.lexis.prepositions
    return at - item.last <= 3 and not any(view.form(i) in table for i in range(item.last + 1, at))


def _above(view: View, deed: Deed) -> list[Actor]:
    """Who gives, from the verb of giving above a noun ("X promet la livraison de …"): named in its own clause."""
    for group in reversed(view.groups):
        if group.at >= deed.first or view.between(group.at, deed.first)[1] > 0:
            continue
        senses = [s for s, _ in view.senses(group)]
        gives = any(s.kind == "mode" and s.name == "pledge" for s in senses) or any(
            s.rule is not None and s.name == "commitment" and s.rule.gives == "provider" for s in senses
        )
        if gives and not group.passive:
            first = view.clause(group.at)[0]
            return [
                a
                for a in _doers(slots.subjects(view, group))
                if view.words[first].start <= a.start < view.words[group.at].start
            ]
        return []
    return []


def _doers(actors: Sequence[Actor]) -> list[Actor]:
    return [a for a in actors if slots.states_of([a]) or a.type == "organisation"]


def _mere_place(actor: Actor) -> bool:
    """ "à Bamako" says where; "au Mali", "à notre pays" may say to whom."""
    return actor.type == "state" and actor.form == "capital"


def cast(scene: Scene, actors: Sequence[Actor], role: str) -> tuple[Part, ...]:
    """A body that is named is the party; a person stands for the state."""
    found = []
    for actor in actors:
        if actor.type == "group" and actor.party:
            found.append(scene.state_part(actor.party, role))  # "des instructeurs belges" are sent by their state
        elif actor.type in ("organisation", "group", "grouping") or (actor.type == "state" and len(actor.parties) < 2):
            found.append(slots.part(actor, role))
        elif actor.party:
            found.append(scene.state_part(actor.party, role))
    return tuple(found)


def place_of_thing(view: View, item: Item, low: int, high: int) -> str | None:
    """Where the thing will stand or happen, if the clause says so: behind it, or for a work anywhere beside its verb,
    or by
    its own "of" ("le port de X")."""
    best: tuple[float, str] | None = None
    for place in view.places:
        at = view.at(place.start)
        preposition = view.preposition(place.start)
        if item.sort == "work" and preposition == "from" and 0 < at - item.last <= 3 and place.kind != "country":
            return place.name
        if preposition != "to" or not low <= at <= high or view.form(at - 1) in view.scene.partitives:
            continue
        if item.sort == "work" or at > item.last:
            cost = (
                abs(at - item.last)
                + (0.0 if at > item.last else 2.0)
                + (4.0 if place.kind in ("country", "capital") else 0.0)
            )
            limit = 14 if item.sort == "work" else 10
            if (
                cost <= limit
                and (best is None or cost < best[0])
                and not (place.kind == "country" and _addressed(view, place.start))
            ):
                best = (cost, place.name)
    return best[1] if best else None


def _addressed(view: View, start: int) -> bool:
    """ "au Mali" behind a verb of giving says to whom, not where; "dans notre pays", "en Guinée" say where."""
    index = view.at(start) - 1
    while (
        index > 0
        and view.form(index) in view.scene.lexis.cues.clause.determiners
        and view.form(index) not in view.scene.receiving
    ):
        index -= 1
    return view.form(index) in view.scene.receiving
