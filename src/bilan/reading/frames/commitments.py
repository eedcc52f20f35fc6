"""Commitments: what one party is to do for, deliver to or build with the other, or has done.

Read from the thing outwards: every thing that a sentence names looks for the word that gives, promises, builds or
asks for
it. A thing that nothing gives is no commitment ("le prix du blé").
"""

from collections.abc import Iterator, Sequence

import msgspec

from bilan.reading.frames import slots
from bilan.reading.frames.deeds import Deed, Deeds, deed_of, deeds, known
from bilan.reading.frames.draft import Draft
from bilan.reading.frames.items import (
    LOOSE_MEASURES,
    Item,
    changed,
    counted,
    figured,
    figures,
    items,
)
from bilan.reading.frames.modes import Cue
from bilan.reading.frames.prices import add_costs, price_alone, with_prices
from bilan.reading.frames.recall import Told, news
from bilan.reading.frames.scene import Scene, View
from bilan.reading.frames.sides import cast, place_of_thing, sides
from bilan.reading.frames.standing import STATUS, standing
from bilan.reading.frames.unnamed import free_objects, object_of
from bilan.reading.grammar.verbs import VerbGroup

_FOCUSED = 0.6  # share of the page's states that its pair must have for a passage that names neither
_GOODS = ("good", "equipment")
_TELLING = ("commitment.supply", "commitment.receive")
_TRADED = ("commitment.supply", "commitment.receive")
_OPENING, _CLOSING = ("(", "["), (")", "]")
_GIVEN = ("commitment.gift",)
_PURPOSE = 14  # words behind a sum within which its purpose stands


def commitments(scene: Scene) -> Iterator[Draft]:
    told = Told()
    for view in scene.views:
        for item, draft in _sentence(view, told):
            told.add(item, draft)
            yield draft


def _sentence(view: View, told: Told) -> Iterator[tuple[Item, Draft]]:
    given = deeds(view)
    named = items(view)
    loose = counted(view, named)
    things = sorted([*named, *loose], key=lambda item: item.first)
    used: set[tuple[int, int]] = set()
    made: list[tuple[Item, Draft]] = []
    for item in things:
        deed = deed_of(view, item, things, given)
        draft = _draft(view, _known_as(item, told), things, deed) if deed and _plausible(view, item, deed) else None
        if deed is not None and draft is not None:
            used.add((deed.first, deed.last))
            made.append((item, draft))
    add_costs(view, made, loose)
    kept = [*with_prices(view, list(_once_a_verb(made)), loose, told), *_unnamed(view, things, given, used)]
    if not kept:
        price_alone(view, loose, told)
    yield from _tied(view, kept, told)
    for item, origin, first, last, cue in news(view, told, [(item.first, item.last) for item in things]):
        yield item, _again(view, origin, (first, last), cue)


def _tied(view: View, made: Sequence[tuple[Item, Draft]], told: Told) -> Iterator[tuple[Item, Draft]]:
    """Each with what the page told of it before; measures of nothing, and known sums of which nothing is said, are
    left out."""
    for item, draft in made:
        draft.antecedent = told.antecedent(view, item, draft)
        if draft.antecedent is None and item.loose and item.topic in LOOSE_MEASURES:
            continue
        if draft.antecedent is None and _only_known(view, item, draft):
            continue
        yield item, draft


def _once_a_verb(made: Sequence[tuple[Item, Draft]]) -> Iterator[tuple[Item, Draft]]:
    """Of people who train people, those sent are what is given: subject and object of one verb are no two
    commitments."""
    sent = {
        draft.deed
        for item, draft in made
        if item.sort == "personnel" and draft.deed is not None and item.last < draft.deed
    }
    for item, draft in made:
        if item.sort == "personnel" and draft.deed in sent and draft.deed is not None and item.first > draft.deed:
            continue
        yield item, draft


def _only_known(view: View, item: Item, draft: Draft) -> bool:
    """ "la ligne de crédit", that nothing in the page introduced, and of which nothing is said."""
    if draft.status in ("suspended", "cancelled", "implementing"):
        return False
    return item.sort == "money" and not draft.amounts and (known(view, item) or item.vague)


def _again(view: View, origin: Draft, words: tuple[int, int], cue: Cue) -> Draft:
    """What the page says later of a thing told before."""
    first, last = words
    status = STATUS.get(cue.mode, origin.status)
    at = cue.group.at if cue.group is not None else first
    low, high = view.clause(first)
    stop = max(view.segment(max(at, last))[1], last)
    time = slots.time_of(view, at, reach=10)
    return Draft(
        kind="commitment",
        rule="commitment.again",
        view=view,
        first=max(low, view.segment(min(first, at))[0]),
        last=min(high, stop),
        trigger=first,
        status=status,
        head=view.scene.folded[view.words[first].start : view.words[last].end],
        parties=origin.parties,
        sectors=origin.sectors,
        topic=origin.topic,
        start=slots.dates(time)[0] if time is not None and status == "delivered" else None,
        antecedent=origin,
    )


def _known_as(item: Item, told: Told) -> Item:
    """Tonnes of nothing named are of the good that the page spoke of last."""
    last = told.measured(item.topic) if item.topic in LOOSE_MEASURES else None
    if last is None:
        return item
    return msgspec.structs.replace(item, topic=last.topic or item.topic, sectors=last.sectors)


def _unnamed(
    view: View, things: Sequence[Item], given: Deeds, used: set[tuple[int, int]]
) -> Iterator[tuple[Item, Draft]]:
    """Things that knowledge does not name, behind a word that can have no other object, where both parties are
    named."""
    if len(view.states()) < 2 and not view.quantities:
        return
    found = [
        (item, Deed(rule=rule, first=first, last=last, cost=2))
        for rule, first, last in given.nouns
        if (first, last) not in used
        for item in free_objects(view, first, last, rule)
    ]
    for rule, group, last in given.verbs:
        idle = (group.first, last) not in used and not group.passive and not any(t.first > last for t in things)
        telling = rule.id in _TELLING and idle and len(view.states()) >= 2
        item = object_of(view, last, rule, group.lemma) if telling else None
        if item is not None:
            found.append((item, Deed(rule=rule, first=group.first, last=last, cost=3, group=group)))
    for item, deed in found:
        draft = _draft(view, item, things, deed) if _plausible(view, item, deed) else None
        if draft is not None:
            yield item, draft


# ---- whether it is one ----------------------------------------------------------------------------------------------


def _plausible(view: View, item: Item, deed: Deed) -> bool:
    """Whether both parties are in it: named in the sentence, or in the paragraph before it, or by the page's
    heading."""
    scene = view.scene
    if len(scene.pair) < 2:
        return False
    here = set(view.states())
    around = here | {c for other in scene.paragraph(view)[:3] for c in other.states()}
    foreign = {c for c in here if c != scene.facts.home}
    if (
        deed.rule.id == "commitment.support"
        and deed.group is not None
        and item.sort not in ("money", *_GOODS, "service")
    ):
        return False
    if (item.vague or deed.rule.id == "commitment.text") and not figured(view, item):
        return False
    if item.loose and item.sort == "personnel" and deed.rule.id == "commitment.supply":
        return False  # people counted by any word are not delivered ("le transfert de douze condamnés")
    if deed.group is not None and _private(view, deed.group):
        return False
    if item.sort == "work" and deed.group is not None and not deed.group.passive and _owned(view, item, deed):
        return False
    if len(here) >= 2 or (foreign and around):
        return True
    return bool(around) or view.zone in ("headline", "lead") or scene.focus >= _FOCUSED


def _private(view: View, group: VerbGroup) -> bool:
    """Whether the subject is said to be private: investors, a club."""
    low, _ = view.clause(group.at)
    words = view.scene.lexis.rules.commitment.shape.private
    return not group.passive and any(view.form(i) in words for i in range(low, group.first))


def _owned(view: View, item: Item, deed: Deed) -> bool:
    """ "X a construit ses écoles": what a state builds for itself, nobody else being named in the clause."""
    low, high = view.segment(deed.first)
    if len(view.states(view.words[low].start, view.words[high].end)) > 1:
        return False
    return view.form(item.first - 1) in view.scene.lexis.rules.commitment.shape.own


# ---- the statement --------------------------------------------------------------------------------------------------


def _draft(view: View, item: Item, things: Sequence[Item], deed: Deed) -> Draft | None:
    scene = view.scene
    index = deed.group.at if deed.group is not None else deed.first
    low, high = view.clause(index)
    low, high = min(low, view.clause(item.first)[0]), max(high, view.clause(item.first)[1])
    status, asserted, mode = standing(view, item, deed)
    if status is None:
        return None
    provider, receiver = sides(view, item, deed, low, high)
    states = list(dict.fromkeys([*slots.states_of(provider), *slots.states_of(receiver)]))
    if len(states) < 2:
        inner = view.states(view.words[low].start, view.words[high].end)
        states = list(dict.fromkeys([*states, *inner])) if len(inner) <= 2 else states
    parties = scene.parties(view, states)
    if len(parties) < 2:
        return None
    quantities = figures(view, item, things, low, _bracketed(view, high))
    raised = changed(view, item, low, high)
    time = slots.time_of(view, deed.main.at if deed.main is not None else index, reach=16)
    start = slots.dates(time)[0] if time is not None else None
    if status == "proposed" or slots.is_past(start, scene.facts.published) is False:
        start = None  # what is still to come was not yet made or delivered
    place = place_of_thing(view, item, low, high)
    first, last = _passage(view, item, deed, quantities)
    return Draft(
        kind="commitment",
        rule=deed.rule.id,
        view=view,
        first=first,
        last=last,
        trigger=item.first,
        status=status,
        head=view.scene.folded[view.words[item.first].start : view.words[item.last].end],
        parties=parties,
        actors=(*cast(scene, provider, "provider"), *cast(scene, receiver, "receiver")),
        sectors=_sectors(view, item, deed, high),
        topic=item.topic,
        start=start,
        end=None,
        place=place,
        amounts=tuple(dict.fromkeys((*raised, *slots.amounts(quantities)))),
        asserted=asserted,
        deed=deed.group.at if deed.group is not None else None,
        promised=mode == "pledge" and deed.rule.id == "commitment.promise",
    )


def _bracketed(view: View, high: int) -> int:
    """The end of the bracket that follows word `high`, where one does: what a sum comes to in other money."""
    if view.form(high + 1) not in _OPENING:
        return high
    return next((i for i in range(high + 2, min(high + 20, len(view.words))) if view.form(i) in _CLOSING), high)


def _sectors(view: View, item: Item, deed: Deed, high: int) -> tuple[str, ...]:
    """Those of the thing; for money, people and teaching also what the words right behind say it is for.

    A sum that is for something is of that matter, a loan of finance too. Food that is given is help, not trade.
    """
    found = dict.fromkeys(item.sectors)
    if item.sort in ("money", "training", "personnel", "service") or not found:
        start, end = view.words[min(item.first, deed.first)].start, view.words[min(item.last + _PURPOSE, high)].end
        purpose = dict.fromkeys(m.sector for m in view.sectors if start <= m.start <= end)
        found = purpose if item.vague and item.sort == "money" and set(purpose) - {"finance"} else {**found, **purpose}
    if item.sort == "good" and deed.rule.id in _GIVEN and "agriculture" in found:
        found = {**{name: None for name in found if name != "trade"}, "humanitarian": None}
    elif item.sort == "good" and deed.rule.id in _TRADED and not {"humanitarian", "defence", "health"} & set(found):
        found.setdefault("trade")
    return tuple(found)[:3] or (("education",) if item.sort in ("personnel", "training") else ("trade",))


def _passage(view: View, item: Item, deed: Deed, quantities: Sequence[object]) -> tuple[int, int]:
    indices = [item.first, item.last]
    if deed.cost <= 8:
        indices += [deed.first, deed.last]
    for quantity in quantities:
        indices += [view.at(quantity.start), view.at(quantity.end - 1)]  # type: ignore[attr-defined]
    first, last = view.segment(min(indices))[0], view.segment(max(indices))[1]
    return first, last
