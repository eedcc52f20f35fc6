"""Commitments: what one party is to do for, deliver to or build with the other, or has done.

Read from the thing outwards: every thing that a sentence names looks for the word that gives, promises, builds or asks for
it. A thing that nothing gives is no commitment ("le prix du blé").
"""

from collections.abc import Iterator, Sequence

import msgspec

from bilan.knowledge.frames import Rule
from bilan.model.mention import Actor
from bilan.model.statement import Part
from bilan.reading.frames import slots
from bilan.reading.frames.agreements import settled, statuses, texts
from bilan.reading.frames.draft import Draft
from bilan.reading.frames.items import Item, counted, figures, free_objects, items, object_of
from bilan.reading.frames.modes import nominal_mode, verb_mode
from bilan.reading.frames.scene import Scene, View
from bilan.reading.grammar.verbs import VerbGroup

_REACH = 18.0
_FOCUSED = 0.6  # share of the page's states that its pair must have for a passage that names neither
_STATUS = {
    "wish": "proposed", "plan": "pledged", "pledge": "pledged", "agree": "agreed", "begin": "implementing",
    "continue": "implementing", "complete": "delivered", "stop": "suspended", "cancel": "cancelled", "refuse": "cancelled",
    "postpone": "pledged", "resume": "implementing", "enable": "proposed", "conditional": "proposed", "infinitive": "proposed",
    "negated": "pledged", "deny": "proposed",
}  # fmt: skip
_GOODS = ("good", "equipment")
_BUILDING = ("commitment.work", "commitment.money", "commitment.change")  # what may be done to a body that has a name
_SUPPLYING = ("commitment.supply", "commitment.endow", "commitment.receive")
_OF_TEXT = {"drafting": "proposed", "implementing": "implementing", "suspended": "suspended", "ended": "cancelled"}
_TELLING = ("commitment.supply", "commitment.receive")
_BENEFIT = ("to", "for", "with")


class Trigger(msgspec.Struct, frozen=True, kw_only=True):
    """What gives a thing: a verb group, or a noun at words `first` to `last`. `cost` is how far it stands from the thing."""

    rule: Rule
    first: int
    last: int
    cost: float
    group: VerbGroup | None = None


def commitments(scene: Scene) -> Iterator[Draft]:
    told: list[Draft] = []
    for view in scene.views:
        for draft in _sentence(view, told):
            told.append(draft)
            yield draft


def _sentence(view: View, told: Sequence[Draft]) -> Iterator[Draft]:
    nouns, verbs = list(_noun_triggers(view)), list(_verb_triggers(view))
    if not nouns and not verbs:
        return
    named = items(view)
    loose = counted(view, named)
    things = sorted([*named, *loose], key=lambda item: item.first)
    used: set[tuple[int, int]] = set()
    made: list[tuple[Item, Draft]] = []
    for item in things:
        trigger = _best(view, item, things, nouns, verbs)
        if trigger is None or not _plausible(view, item, trigger):
            continue
        draft = _draft(view, _known_as(item, told), things, trigger)
        if draft is not None:
            used.add((trigger.first, trigger.last))
            made.append((item, draft))
    yield from _with_prices(view, made, loose, told)
    yield from _unnamed(view, things, nouns, verbs, used)


def _known_as(item: Item, told: Sequence[Draft]) -> Item:
    """Tonnes of nothing named are of the good that the page spoke of last."""
    if item.topic != "t":
        return item
    last = next((d for d in reversed(told) if any(a.unit == "t" for a in d.amounts) and d.topic != "t"), None)
    return msgspec.structs.replace(item, topic=last.topic or item.topic, sectors=last.sectors) if last is not None else item


def _with_prices(view: View, made: list[tuple[Item, Draft]], loose: Sequence[Item], told: Sequence[Draft]) -> Iterator[Draft]:
    """Money beside a thing is what the thing costs: no commitment of its own."""
    things = [(item, draft) for item, draft in made if item not in loose]
    for item, draft in made:
        if item not in loose or item.topic != "money":
            yield draft
            continue
        target = min(things, key=lambda pair: abs(pair[0].first - item.first), default=None)
        if target is not None:
            _priced(target[1], draft)
        elif _price(view, item):
            before = [d for d in told if d.view.paragraph == view.paragraph and d.view.index >= view.index - 2]
            if before:
                _priced(before[-1], draft)
        else:
            yield draft


def _priced(draft: Draft, price: Draft) -> None:
    draft.amounts = tuple(dict.fromkeys((*draft.amounts, *price.amounts)))
    if draft.view is price.view:
        draft.first, draft.last = min(draft.first, price.first), max(draft.last, price.last)


def _price(view: View, item: Item) -> bool:
    """Whether words of cost or equivalence lead up to an amount."""
    low = view.words[max(0, item.first - 8)].start
    return any(
        h.payload.rule is not None and h.payload.rule.id == "commitment.money" and low <= h.start < view.words[item.first].start
        and view.scene.folded[h.start : h.end] in h.payload.rule.phrases
        for h in view.phrases
    )  # fmt: skip


def _unnamed(
    view: View, things: Sequence[Item], nouns: Sequence[tuple[Rule, int, int]], verbs: Sequence[tuple[Rule, VerbGroup, int]],
    used: set[tuple[int, int]],
) -> Iterator[Draft]:  # fmt: skip
    """Things that knowledge does not name, behind a word that can have no other object, where both parties are named."""
    if len(view.states()) < 2 and not view.quantities:
        return
    found = [(item, Trigger(rule=rule, first=first, last=last, cost=2)) for rule, first, last in nouns if (first, last) not in used
             for item in free_objects(view, first, last, rule)]  # fmt: skip
    for rule, group, last in verbs:
        if rule.id in _TELLING and (group.first, last) not in used and not group.passive and not any(t.first > last for t in things):
            item = object_of(view, last, rule)
            if item is not None and len(view.states()) >= 2:
                found.append((item, Trigger(rule=rule, first=group.first, last=last, cost=3, group=group)))
    for item, trigger in found:
        draft = _draft(view, item, things, trigger) if _plausible(view, item, trigger) else None
        if draft is not None:
            yield draft


# ---- triggers -------------------------------------------------------------------------------------------------------


def _noun_triggers(view: View) -> Iterator[tuple[Rule, int, int]]:
    blocked = [(h.start, h.end) for h in view.phrases if h.payload.kind == "not" and h.payload.name == "commitment"]
    blocked += [(a.start, a.end) for a in view.actors if a.type in ("person", "organisation")]
    taken: list[tuple[int, int]] = []
    for hit in view.phrases:
        rule = hit.payload.rule
        if hit.payload.kind != "trigger" or hit.payload.name != "commitment" or rule is None:
            continue
        if any(low < hit.end and hit.start < high for low, high in (*blocked, *taken)):
            continue
        taken.append((hit.start, hit.end))
        yield rule, view.at(hit.start), view.at(hit.end - 1)


def _verb_triggers(view: View) -> Iterator[tuple[Rule, VerbGroup, int]]:
    for group in view.groups:
        for sense, last in view.senses(group):
            if sense.kind == "trigger" and sense.name == "commitment" and sense.rule is not None:
                yield sense.rule, group, last


def _best(
    view: View, item: Item, things: Sequence[Item], nouns: Sequence[tuple[Rule, int, int]],
    verbs: Sequence[tuple[Rule, VerbGroup, int]],
) -> Trigger | None:  # fmt: skip
    found = [t for rule, first, last in nouns if (t := _by_noun(view, item, things, rule, first, last)) is not None]
    found += [t for rule, group, last in verbs if (t := _by_verb(view, item, things, rule, group, last)) is not None]
    if item.rule is not None and _stands_alone(view, item):
        found.append(Trigger(rule=item.rule, first=item.first, last=item.last, cost=3.5 if item.of is None else 7.0))
    return min(found, key=lambda t: (t.cost, t.first), default=None)


def _stands_alone(view: View, item: Item) -> bool:
    """A loan or a course is one by its own name where a figure, a giver or a word on its state stands beside it."""
    if _figured(view, item):
        return True
    cue = nominal_mode(view, item.first, item.last)
    if cue is not None and cue.cost <= 12 and cue.mode not in ("present", "done"):
        return True
    return any(0 < view.at(a.start) - item.last <= 4 and a.type in ("state", "organisation") for a in view.actors)


def _fits(rule: Rule, item: Item) -> bool:
    if item.named and rule.id not in _BUILDING:
        return False
    return not rule.sorts or item.sort in rule.sorts


def _governed(view: View, item: Item, rule: Rule) -> bool:
    """Whether what stands before the thing lets it be given: no "to", "for", "by", but "equip with" where the verb supplies."""
    if item.preposition in (None, "from"):
        return True
    return rule.id in _SUPPLYING and view.form(item.lead - 1) in view.scene.lexis.rules.commitment.shape.supplying


def _by_noun(view: View, item: Item, things: Sequence[Item], rule: Rule, first: int, last: int) -> Trigger | None:
    """ "livraison de A, de B et de C": the noun governs the thing, or one that the thing is joined to."""
    if rule.id == "commitment.gift" and item.last < first and _fits(rule, item):
        return _named_gift(view, item, rule, first, last)
    if last >= item.first or rule.object == "self" or not _fits(rule, item) or not _governed(view, item, rule):
        return None
    if item.of is not None and first <= item.of <= last:
        return Trigger(rule=rule, first=first, last=last, cost=1.0)
    distance = item.first - last
    if distance > 30 or _verb_between(view, last, item.first):
        return None
    _, clauses = view.between(last, item.first)
    if clauses > 0:
        return None
    chain = [t for t in things if last < t.first < item.first and t.of is not None and first <= t.of <= last + 6]
    joined = _joined(view, item)
    if item.of is not None and not joined and not _near_adjective(view, item.of, last):
        return None
    if distance > 6 and not (chain and joined):
        return None
    return Trigger(rule=rule, first=first, last=last, cost=2.0 + 0.2 * distance)


def _named_gift(view: View, item: Item, rule: Rule, first: int, last: int) -> Trigger | None:
    """ "50.000 tonnes de blé : le cadeau de X", "dix bus, don de X": the thing first, then what it is."""
    between = [w.form for w in view.words[item.last + 1 : first]]
    figured = any(abs(view.at(q.start) - item.first) <= 4 and q.unit not in ("1", "%") for q in view.quantities)
    if not figured or len(between) > 14 or not ({":", ","} & set(between)) or _verb_between(view, item.last, first):
        return None
    return Trigger(rule=rule, first=first, last=last, cost=5.0)


def _near_adjective(view: View, of: int, last: int) -> bool:
    """ "livraison massive de blé": an adjective between the noun and its "of"."""
    return 0 < of - last <= 2


def _joined(view: View, item: Item) -> bool:
    """Whether the thing opens a member of an enumeration: a comma or "and" stands before its article, figure or "of"."""
    clause = view.scene.lexis.cues.clause
    joining = {w.split()[-1] for w in (*clause.conjunctions, *clause.examples)}
    index = item.first - 1
    for _ in range(6):
        form = view.form(index)
        if not form:
            return True
        if form in (",", ":", "(") or form in joining:
            return True
        index -= 1
    return False


def _verb_between(view: View, low: int, high: int) -> bool:
    return any(low < g.at < high and not g.bare and g.tense not in ("infinitive", "gerund") for g in view.groups)


def _by_verb(
    view: View, item: Item, things: Sequence[Item], rule: Rule, group: VerbGroup, last: int
) -> Trigger | None:
    if not _fits(rule, item) or item.first <= group.at <= item.last:
        return None
    if item.of is not None and not (rule.behind_of and item.of > group.last):
        return None
    inside = group.last < item.first and item.last < last  # "mettre 3 millions sur la table"
    edge = group.last if inside else last
    ahead = item.first > edge
    backwards = group.passive or rule.object == "subject" or (group.reflexive and rule.id != "commitment.receive" and not group.governor)
    relative = not ahead and not group.passive and _object_relative(view, item, group)
    if ahead == (backwards and not _impersonal(view, group)) and not relative:
        return None
    distance = item.lead - edge if ahead else group.first - item.last
    if distance < 0:
        return None
    if not _governed(view, item, rule) and not (group.bare and not ahead and distance <= 4):
        return None
    low, high = (edge, item.first) if ahead else (item.last, group.first)
    if any(low < g.at < high and g.at != group.at and not g.bare and g.tense != "infinitive" for g in view.groups):
        return None
    _, clauses = view.between(low, high)
    subject_relative = not ahead and clauses == 1 and view.form(low + 1) in view.scene.lexis.cues.clause.relatives
    if clauses > 0 and not relative and not subject_relative and not _joined(view, item):
        return None
    cost = 2.0 + 0.35 * distance + 3.0 * clauses + (1.5 if rule.id in ("commitment.promise", "commitment.request") else 0.0)
    return Trigger(rule=rule, first=group.first, last=edge, cost=cost, group=group) if cost <= _REACH else None


def _object_relative(view: View, item: Item, group: VerbGroup) -> bool:
    """ "les bus que X a livrés": a relative that stands for the object opens the verb's clause, close behind the thing."""
    low, _ = view.clause(group.at)
    return view.form(low) in view.scene.lexis.rules.commitment.shape.objects and 0 < low - item.last <= 8


def _impersonal(view: View, group: VerbGroup) -> bool:
    """ "il a été livré du blé"."""
    return view.form(group.first - 1) in ("il",)


# ---- whether it is one ----------------------------------------------------------------------------------------------


def _plausible(view: View, item: Item, trigger: Trigger) -> bool:
    """Whether both parties are in it: named in the sentence, or in the paragraph before it, or by the page's heading."""
    scene = view.scene
    if len(scene.pair) < 2:
        return False
    here = set(view.states())
    around = here | {c for other in scene.paragraph(view)[:3] for c in other.states()}
    foreign = {c for c in here if c != scene.facts.home}
    if trigger.rule.id == "commitment.support" and trigger.group is not None and item.sort not in ("money", *_GOODS, "service"):
        return False
    if item.vague and not _figured(view, item):
        return False
    if len(here) >= 2 or (foreign and around):
        return True
    return bool(around) or view.zone in ("headline", "lead") or scene.focus >= _FOCUSED


def _figured(view: View, item: Item) -> bool:
    """A vague word ("une aide") takes a figure beside it."""
    return any(
        q.unit not in ("1", "%", "year", "month", "day") and abs(view.at(q.start) - item.first) <= 12
        and view.between(view.at(q.start), item.first)[1] == 0
        for q in view.quantities
    )  # fmt: skip


# ---- the statement --------------------------------------------------------------------------------------------------


def _draft(view: View, item: Item, things: Sequence[Item], trigger: Trigger) -> Draft | None:
    scene = view.scene
    index = trigger.group.at if trigger.group is not None else trigger.first
    low, high = view.clause(index)
    low, high = min(low, view.clause(item.first)[0]), max(high, view.clause(item.first)[1])
    status, asserted, mode = _status(view, item, trigger)
    if status is None:
        return None
    provider, receiver = _sides(view, item, trigger, low, high)
    states = list(dict.fromkeys([*slots.states_of(provider), *slots.states_of(receiver)]))
    if len(states) < 2:
        inner = view.states(view.words[low].start, view.words[high].end)
        states = list(dict.fromkeys([*states, *inner])) if len(inner) <= 2 else states
    parties = scene.parties(view, states)
    if len(parties) < 2:
        return None
    quantities = figures(view, item, things, low, high)
    time = slots.time_of(view, index, reach=16)
    start, end = slots.dates(time) if time is not None else (None, None)
    if status == "proposed" or (mode in ("future", "plan") and slots.is_past(start, scene.facts.published) is not True):
        start, end = None, None
    place = _place(view, item, trigger, low, high)
    first, last = _passage(view, item, trigger, quantities)
    return Draft(
        kind="commitment", rule=trigger.rule.id, view=view, first=first, last=last, trigger=item.first, status=status,
        head=view.scene.folded[view.words[item.first].start : view.words[item.last].end], parties=parties,
        actors=(*_cast(scene, provider, "provider"), *_cast(scene, receiver, "receiver")),
        sectors=_sectors(view, item, trigger, high), topic=item.topic, start=start, end=None, place=place,
        amounts=slots.amounts(quantities), asserted=asserted, promised=mode == "pledge" and trigger.rule.id == "commitment.promise",
    )  # fmt: skip


def _status(view: View, item: Item, trigger: Trigger) -> tuple[str | None, bool, str]:
    rule = trigger.rule
    if trigger.group is not None:
        mode = verb_mode(view, trigger.group)
        if rule.status:
            return rule.status, True, mode
        if mode in ("done", "complete"):
            return rule.done, True, mode
        if mode == "future":
            return rule.ahead, True, mode
        if mode == "present":
            return _present(rule), True, mode
        if mode == "deny":
            return rule.ahead, False, mode
        if mode == "agree" or (mode == "infinitive" and _agreed(view, trigger.first)):
            return "agreed", True, mode
        return _STATUS.get(mode, rule.bare), True, mode
    cue = nominal_mode(view, trigger.first, trigger.last)
    mode = cue.mode if cue is not None and cue.cost <= 20 else ""
    if rule.status:
        return rule.status, True, mode
    text = _text_status(view, trigger.first)
    if text is not None and mode not in ("deny", "cancel", "stop"):
        return text, True, "agree"
    if mode == "deny":
        return rule.ahead, False, mode
    if mode in ("done", "complete", "hold"):
        return (rule.done if mode != "complete" or rule.done != "pledged" else "delivered"), True, mode
    if mode == "future":
        return rule.ahead, True, mode
    if mode in ("present", ""):
        return rule.bare, True, mode
    return _STATUS.get(mode, rule.bare), True, mode


def _text_status(view: View, index: int) -> str | None:
    """Of a work that a text is about ("la mise en œuvre du protocole relatif à la modernisation de …"): what the text's state makes it."""
    low, _ = view.segment(index)
    for first, last, _weight in texts(view, "instrument", "agreement"):
        if low <= first and 0 < index - last <= 5:
            found = settled(statuses(view, first, last, "agreement"))
            return _OF_TEXT.get(found.status if found is not None else "signed", "agreed")
    return None


def _present(rule: Rule) -> str:
    if rule.present:
        return rule.present
    return "pledged" if rule.done == "pledged" else "implementing"


def _agreed(view: View, index: int) -> bool:
    """ "accord pour construire": a text right before the infinitive."""
    start = view.words[max(0, index - 8)].start
    return any(h.payload.kind == "instrument" and start <= h.start < view.words[index].start for h in view.phrases)


def _sides(view: View, item: Item, trigger: Trigger, low: int, high: int) -> tuple[list[Actor], list[Actor]]:
    """Provider and receiver, as far as the clause says."""
    group, rule = trigger.group, trigger.rule
    giving: list[Actor] = []
    getting: list[Actor] = []
    if group is not None:
        subject = _doers(slots.agents(view, group, high) if group.passive else slots.subjects(view, group))
        (getting if rule.gives == "receiver" else giving).extend(subject)
    around = [a for a in slots.between_words(view, low, high, kinds=slots.ACTING)]
    for actor in around:
        preposition = view.preposition(actor.start)
        if preposition == "by":
            giving.append(actor)
        elif preposition == "for" or (preposition == "to" and _addressed(view, actor.start)):
            if actor.start > view.words[trigger.first].start and not _mere_place(actor):
                getting.append(actor)
        elif preposition == "with" and not giving:
            giving.append(actor)
        elif preposition == "from" and rule.gives == "receiver" and view.at(actor.start) > trigger.last:
            giving.append(actor)
        elif actor.form == "adjective" and abs(view.at(actor.start) - item.last) <= 3:
            giving.append(actor)
    if not giving and item.rule is not None:
        giving = [a for a in around if view.preposition(a.start) == "from" and 0 < view.at(a.start) - item.last <= 12][:1]
    if not giving and group is None:
        giving = _above(view, trigger)
    known = slots.states_of(getting)
    giving = [a for a in giving if len(a.parties) < 2 and not (set(slots.states_of([a])) & set(known))]
    return giving[:1], [a for a in getting if len(a.parties) < 2][:1]


def _above(view: View, trigger: Trigger) -> list[Actor]:
    """Who gives, from the verb of giving above a noun ("X promet la livraison de …"): named in its own clause."""
    for group in reversed(view.groups):
        if group.at >= trigger.first or view.between(group.at, trigger.first)[1] > 0:
            continue
        senses = [s for s, _ in view.senses(group)]
        gives = any(s.kind == "mode" and s.name == "pledge" for s in senses) or any(
            s.rule is not None and s.name == "commitment" and s.rule.gives == "provider" for s in senses
        )
        if gives and not group.passive:
            first = view.clause(group.at)[0]
            return [a for a in _doers(slots.subjects(view, group)) if view.words[first].start <= a.start < view.words[group.at].start]
        return []
    return []


def _doers(actors: Sequence[Actor]) -> list[Actor]:
    return [a for a in actors if slots.states_of([a]) or a.type == "organisation"]


def _mere_place(actor: Actor) -> bool:
    """ "à Bamako" says where; "au Mali", "à notre pays" may say to whom."""
    return actor.type == "state" and actor.form == "capital"


def _cast(scene: Scene, actors: Sequence[Actor], role: str) -> tuple[Part, ...]:
    """A body that is named is the party; a person stands for the state."""
    found = []
    for actor in actors:
        if actor.type in ("organisation", "group", "grouping") or (actor.type == "state" and len(actor.parties) < 2):
            found.append(slots.part(actor, role))
        elif actor.party:
            found.append(scene.state_part(actor.party, role))
    return tuple(found)


def _place(view: View, item: Item, trigger: Trigger, low: int, high: int) -> str | None:
    """Where the thing will stand or happen, if the clause says so: behind it, or for a work anywhere beside its verb, or by
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
            cost = abs(at - item.last) + (0.0 if at > item.last else 2.0) + (4.0 if place.kind in ("country", "capital") else 0.0)
            limit = 14 if item.sort == "work" else 10
            if cost <= limit and (best is None or cost < best[0]) and not (place.kind == "country" and _addressed(view, place.start)):
                best = (cost, place.name)
    return best[1] if best else None


def _addressed(view: View, start: int) -> bool:
    """ "au Mali" behind a verb of giving says to whom, not where; "dans notre pays", "en Guinée" say where."""
    index = view.at(start) - 1
    while index > 0 and view.form(index) in view.scene.lexis.cues.clause.determiners and view.form(index) not in view.scene.receiving:
        index -= 1
    return view.form(index) in view.scene.receiving


def _sectors(view: View, item: Item, trigger: Trigger, high: int) -> tuple[str, ...]:
    """Those of the thing; for money, people and teaching also what the words right behind say it is for."""
    found = dict.fromkeys(item.sectors)
    if item.sort in ("money", "training", "personnel", "service") or not found:
        start, end = view.words[min(item.first, trigger.first)].start, view.words[min(item.last + 9, high)].end
        for mention in view.sectors:
            if start <= mention.start <= end:
                found.setdefault(mention.sector)
    if item.sort in _GOODS and "humanitarian" not in found and "defence" not in found and "health" not in found:
        found.setdefault("trade")
    return tuple(found)[:3] or ("trade",)


def _passage(view: View, item: Item, trigger: Trigger, quantities: Sequence[object]) -> tuple[int, int]:
    indices = [item.first, item.last]
    if trigger.cost <= 8:
        indices += [trigger.first, trigger.last]
    for quantity in quantities:
        indices += [view.at(quantity.start), view.at(quantity.end - 1)]  # type: ignore[attr-defined]
    first, last = view.segment(min(indices))[0], view.segment(max(indices))[1]
    return first, last
