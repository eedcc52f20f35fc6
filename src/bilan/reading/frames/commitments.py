"""Commitments: what one party is to do for, deliver to or build with the other, or has done.

Read from the thing outwards: every thing that a sentence names looks for the word that gives, promises, builds or asks for
it. A thing that nothing gives is no commitment ("le prix du blé").
"""

from collections.abc import Iterator, Sequence

import msgspec

from bilan.knowledge.frames import Rule
from bilan.model.statement import Amount
from bilan.reading.frames import slots
from bilan.reading.frames.agreements import settled, statuses, texts
from bilan.reading.frames.deeds import Deed, deed_of, describes, known, noun_deeds, verb_deeds
from bilan.reading.frames.draft import Draft
from bilan.reading.frames.items import LOOSE_MEASURES, Item, changed, counted, figured, figures, free_objects, items, object_of
from bilan.reading.frames.modes import lemma_mode, nominal_mode, verb_mode
from bilan.reading.frames.recall import Told, news
from bilan.reading.frames.scene import Scene, View
from bilan.reading.frames.sides import cast, place_of_thing, sides
from bilan.reading.grammar.verbs import VerbGroup

_FOCUSED = 0.6  # share of the page's states that its pair must have for a passage that names neither
_STATUS = {
    "wish": "proposed", "plan": "pledged", "pledge": "pledged", "agree": "agreed", "begin": "implementing",
    "continue": "implementing", "complete": "delivered", "stop": "suspended", "cancel": "cancelled", "refuse": "cancelled",
    "postpone": "pledged", "resume": "implementing", "enable": "proposed", "conditional": "proposed", "infinitive": "proposed",
    "negated": "pledged", "deny": "proposed",
}  # fmt: skip
_GOODS = ("good", "equipment")
_OF_TEXT = {"drafting": "proposed", "implementing": "implementing", "suspended": "suspended", "ended": "cancelled"}
_TELLING = ("commitment.supply", "commitment.receive")
_TRADED = ("commitment.supply", "commitment.receive")
_MEASURES = ("m", "ha", "m2", "m3", "w", "bed", "km", "lits", "kilometres", "hectares", "ha")
_OPENING, _CLOSING = ("(", "["), (")", "]")
_OVER = ("wish", "refuse", "deny")
_SETTLING = ("stop", "cancel", "postpone", "resume", "begin", "continue", "complete")


def commitments(scene: Scene) -> Iterator[Draft]:
    told = Told()
    for view in scene.views:
        for item, draft in _sentence(view, told):
            told.add(item, draft)
            yield draft


def _sentence(view: View, told: Told) -> Iterator[tuple[Item, Draft]]:
    nouns, verbs = list(noun_deeds(view)), list(verb_deeds(view))
    named = items(view)
    loose = counted(view, named)
    things = sorted([*named, *loose], key=lambda item: item.first)
    used: set[tuple[int, int]] = set()
    made: list[tuple[Item, Draft]] = []
    for item in things:
        deed = deed_of(view, item, things, nouns, verbs)
        if deed is None or not _plausible(view, item, deed):
            continue
        draft = _draft(view, _known_as(item, told), things, deed)
        if draft is not None:
            used.add((deed.first, deed.last))
            made.append((item, draft))
    settled_pairs = list(_with_prices(view, list(_once_a_verb(made)), loose, told))
    settled_pairs += list(_unnamed(view, things, nouns, verbs, used))
    if not settled_pairs:
        _price_alone(view, loose, told)
    for item, draft in settled_pairs:
        draft.antecedent = told.antecedent(view, item, draft)
        if draft.antecedent is None and item.topic in LOOSE_MEASURES and item.loose:
            continue
        if draft.antecedent is None and _only_known(view, item, draft):
            continue
        yield item, draft
    taken = [(item.first, item.last) for item in things]
    for item, origin, first, last, cue in news(view, told, taken):
        status = _STATUS.get(cue.mode, origin.status)
        yield item, _again(view, origin, first, last, status, cue.group)


def _once_a_verb(made: Sequence[tuple[Item, Draft]]) -> Iterator[tuple[Item, Draft]]:
    """Of people who train people, those sent are what is given: subject and object of one verb are no two commitments."""
    sent = {draft.deed for item, draft in made if item.sort == "personnel" and draft.deed is not None and item.last < draft.deed}
    for item, draft in made:
        if item.sort == "personnel" and draft.deed in sent and draft.deed is not None and item.first > draft.deed:
            continue
        yield item, draft


def _only_known(view: View, item: Item, draft: Draft) -> bool:
    """ "la ligne de crédit", that nothing in the page introduced, and of which nothing is said."""
    return item.sort == "money" and not draft.amounts and (known(view, item) or item.vague)


def _again(view: View, origin: Draft, first: int, last: int, status: str, group: VerbGroup | None) -> Draft:
    """What the page says later of a thing told before."""
    at = group.at if group is not None else first
    low, high = view.clause(first)
    stop = max(view.segment(max(at, last))[1], last)
    time = slots.time_of(view, at, reach=10)
    start = slots.dates(time)[0] if time is not None and status == "delivered" else None
    return Draft(
        kind="commitment", rule="commitment.again", view=view, first=max(low, view.segment(min(first, at))[0]), last=min(high, stop), trigger=first,
        status=status, head=view.scene.folded[view.words[first].start : view.words[last].end], parties=origin.parties,
        sectors=origin.sectors, topic=origin.topic, start=start, antecedent=origin,
    )  # fmt: skip


def _known_as(item: Item, told: Told) -> Item:
    """Tonnes of nothing named are of the good that the page spoke of last."""
    if item.topic not in LOOSE_MEASURES:
        return item
    last = next((d for d in reversed(list(told)) if any(a.unit == item.topic for a in d.amounts) and d.topic not in LOOSE_MEASURES), None)
    return msgspec.structs.replace(item, topic=last.topic or item.topic, sectors=last.sectors) if last is not None else item


def _with_prices(view: View, made: list[tuple[Item, Draft]], loose: Sequence[Item], told: Told) -> Iterator[tuple[Item, Draft]]:
    """Money beside a thing is what the thing costs, people beside a course those it is for: no commitments of their own."""
    things = [(item, draft) for item, draft in made if item not in loose]
    for item, draft in made:
        if item not in loose or item.sort not in ("money", "personnel"):
            yield item, draft
            continue
        fitting = [pair for pair in things if item.sort == "money" or pair[0].sort == "training"]
        target = min(fitting, key=lambda pair: abs(pair[0].first - item.first), default=None)
        before = told.beside(view)
        if target is not None:
            _priced(target[1], draft.amounts, draft)
        elif item.sort == "money" and before is not None and (_price(view, item) or _points_back(view, draft)):
            _priced(before, draft.amounts)
        else:
            yield item, draft


def _points_back(view: View, draft: Draft) -> bool:
    """ "consacrera à ce centre 4,8 millions": a demonstrative thing in the clause is what the money is for."""
    clause = view.scene.lexis.cues.clause
    low, high = view.clause(draft.first)
    starts = {h.start for h in view.phrases if h.payload.kind in ("good", "recall")}
    return any(view.form(i) in clause.demonstratives and i + 1 <= high and view.words[i + 1].start in starts for i in range(low, high))


def _price_alone(view: View, loose: Sequence[Item], told: Told) -> None:
    """ "Coût : 9 millions": a sentence that only prices what the one before it told."""
    before = told.beside(view)
    money = [item for item in loose if item.sort == "money" and _price(view, item)]
    if before is None or not money:
        return
    spans = [(view.words[item.first].start, view.words[item.last].end) for item in money]
    _priced(before, slots.amounts(q for q in view.quantities if any(low <= q.start < high for low, high in spans)))


def _priced(draft: Draft, amounts: Sequence[Amount], beside: Draft | None = None) -> None:
    draft.amounts = tuple(dict.fromkeys((*draft.amounts, *amounts)))
    if beside is not None:
        draft.first, draft.last = min(draft.first, beside.first), max(draft.last, beside.last)


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
) -> Iterator[tuple[Item, Draft]]:  # fmt: skip
    """Things that knowledge does not name, behind a word that can have no other object, where both parties are named."""
    if len(view.states()) < 2 and not view.quantities:
        return
    found = [(item, Deed(rule=rule, first=first, last=last, cost=2)) for rule, first, last in nouns if (first, last) not in used
             for item in free_objects(view, first, last, rule)]  # fmt: skip
    for rule, group, last in verbs:
        if rule.id in _TELLING and (group.first, last) not in used and not group.passive and not any(t.first > last for t in things):
            item = object_of(view, last, rule)
            if item is not None and len(view.states()) >= 2:
                found.append((item, Deed(rule=rule, first=group.first, last=last, cost=3, group=group)))
    for item, deed in found:
        draft = _draft(view, item, things, deed) if _plausible(view, item, deed) else None
        if draft is not None:
            yield item, draft


# ---- whether it is one ----------------------------------------------------------------------------------------------


def _plausible(view: View, item: Item, deed: Deed) -> bool:
    """Whether both parties are in it: named in the sentence, or in the paragraph before it, or by the page's heading."""
    scene = view.scene
    if len(scene.pair) < 2:
        return False
    here = set(view.states())
    around = here | {c for other in scene.paragraph(view)[:3] for c in other.states()}
    foreign = {c for c in here if c != scene.facts.home}
    if deed.rule.id == "commitment.support" and deed.group is not None and item.sort not in ("money", *_GOODS, "service"):
        return False
    if (item.vague or deed.rule.id == "commitment.text") and not figured(view, item):
        return False
    if item.loose and item.sort == "good" and item.topic in _MEASURES:
        return False
    if item.sort == "work" and deed.group is not None and not deed.group.passive and _owned(view, item, deed):
        return False
    if len(here) >= 2 or (foreign and around):
        return True
    return bool(around) or view.zone in ("headline", "lead") or scene.focus >= _FOCUSED




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
    status, asserted, mode = _status(view, item, deed)
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
    time = slots.time_of(view, index, reach=16)
    start, end = slots.dates(time) if time is not None else (None, None)
    if status == "proposed" or (mode in ("future", "plan") and slots.is_past(start, scene.facts.published) is not True):
        start, end = None, None
    place = place_of_thing(view, item, deed, low, high)
    first, last = _passage(view, item, deed, quantities)
    return Draft(
        kind="commitment", rule=deed.rule.id, view=view, first=first, last=last, trigger=item.first, status=status,
        head=view.scene.folded[view.words[item.first].start : view.words[item.last].end], parties=parties,
        actors=(*cast(scene, provider, "provider"), *cast(scene, receiver, "receiver")),
        sectors=_sectors(view, item, deed, high), topic=item.topic, start=start, end=None, place=place,
        amounts=tuple(dict.fromkeys((*raised, *slots.amounts(quantities)))), asserted=asserted, deed=deed.group.at if deed.group is not None else None, promised=mode == "pledge" and deed.rule.id == "commitment.promise",
    )  # fmt: skip


def _bracketed(view: View, high: int) -> int:
    """The end of the bracket that follows word `high`, where one does: what a sum comes to in other money."""
    if view.form(high + 1) not in _OPENING:
        return high
    return next((i for i in range(high + 2, min(high + 20, len(view.words))) if view.form(i) in _CLOSING), high)


def _status(view: View, item: Item, deed: Deed) -> tuple[str | None, bool, str]:
    """Status, whether it is asserted, and the mode it was read from."""
    group, rule = deed.group, deed.rule
    if group is None:
        return _nominal_status(view, deed)
    if deed.main is not None and deed.telling is not None:
        group, rule = deed.main, deed.telling
    elif describes(view, item, group):
        settled_by = _settled_by(view, item, group)
        if settled_by is not None:
            return _STATUS[settled_by], True, settled_by
    mode = _above_that(view, group) or verb_mode(view, group)
    if rule.status:
        return rule.status, True, mode
    if mode in ("done", "complete"):
        if group.bare and rule.id == "commitment.money":
            return "implementing", True, mode  # "financé par X" pays for what may still be in the making
        return rule.done, True, mode
    if mode == "future":
        return rule.ahead, True, mode
    if mode == "present":
        return _present(rule), True, mode
    if mode == "deny":
        return rule.ahead, False, mode
    if mode == "agree" or (mode == "infinitive" and _agreed(view, deed.first)):
        return "agreed", True, mode
    return _STATUS.get(mode, rule.bare), True, mode


def _above_that(view: View, group: VerbGroup) -> str | None:
    """The mode of the verb above a "that" clause, where it only wishes, refuses or denies what the clause tells."""
    low, _ = view.clause(group.at)
    if view.form(low) not in view.scene.lexis.rules.commitment.shape.objects:
        return None
    above = next((g for g in reversed(view.groups) if g.at < low and low - g.last <= 2), None)
    mode = lemma_mode(view, above) if above is not None else None
    if above is None or mode not in _OVER:
        return None
    return "refuse" if above.negated else mode


def _settled_by(view: View, item: Item, group: VerbGroup) -> str | None:
    """The main verb's mode, where a participle only describes the thing ("le chantier, confié à X, est suspendu")."""
    cue = nominal_mode(view, item.first, item.last)
    if cue is None or cue.group is None or cue.group is group or cue.group.bare:
        return None
    return cue.mode if cue.mode in _SETTLING else None


def _nominal_status(view: View, deed: Deed) -> tuple[str | None, bool, str]:
    rule = deed.rule
    cue = nominal_mode(view, deed.first, deed.last)
    mode = cue.mode if cue is not None and cue.cost <= 20 else ""
    if rule.status:
        return rule.status, True, mode
    text = _text_status(view, deed.first)
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


def _sectors(view: View, item: Item, deed: Deed, high: int) -> tuple[str, ...]:
    """Those of the thing; for money, people and teaching also what the words right behind say it is for."""
    found = dict.fromkeys(item.sectors)
    if item.sort in ("money", "training", "personnel", "service") or not found:
        start, end = view.words[min(item.first, deed.first)].start, view.words[min(item.last + 9, high)].end
        for mention in view.sectors:
            if start <= mention.start <= end:
                found.setdefault(mention.sector)
    if item.sort == "good" and deed.rule.id in _TRADED and not {"humanitarian", "defence", "health"} & set(found):
        found.setdefault("trade")
    return tuple(found)[:3] or ("trade",)


def _passage(view: View, item: Item, deed: Deed, quantities: Sequence[object]) -> tuple[int, int]:
    indices = [item.first, item.last]
    if deed.cost <= 8:
        indices += [deed.first, deed.last]
    for quantity in quantities:
        indices += [view.at(quantity.start), view.at(quantity.end - 1)]  # type: ignore[attr-defined]
    first, last = view.segment(min(indices))[0], view.segment(max(indices))[1]
    return first, last
