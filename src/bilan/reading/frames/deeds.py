"""What gives a thing: the verbs and nouns of giving, lending, building, sending that a sentence has, and which goes
with which."""

from collections.abc import Iterator, Sequence

import msgspec

from bilan.knowledge.frames import Rule
from bilan.reading.frames.governors import parts
from bilan.reading.frames.items import Item, figured
from bilan.reading.frames.modes import nominal_mode
from bilan.reading.frames.scene import View
from bilan.reading.grammar.verbs import VerbGroup

_REACH = 18.0
_ENDING = ("stop", "cancel", "resume")
_OPENING = (":", "(")
_BUILDING = (
    "commitment.work",
    "commitment.money",
    "commitment.change",
    "commitment.rise",
    "commitment.entrust",
)  # what may be done to a body that has a name
_SUPPLYING = ("commitment.supply", "commitment.endow", "commitment.receive")
_BESIDE = ("commitment.promise", "commitment.request")  # verbs that stand further off than a verb of giving as near


class Deed(msgspec.Struct, frozen=True, kw_only=True):
    """What gives a thing: a verb group, or a noun at words `first` to `last`. `cost` is how far it stands from the
    thing.

    `main` is the verb of the main clause where `group` only describes the thing, `telling` the rule it triggers.
    """

    rule: Rule
    first: int
    last: int
    cost: float
    group: VerbGroup | None = None
    main: VerbGroup | None = None
    telling: Rule | None = None


class Deeds(msgspec.Struct, frozen=True):
    """All that may give something in a sentence: nouns with their words, verbs with the last word of their idiom."""

    nouns: tuple[tuple[Rule, int, int], ...]
    verbs: tuple[tuple[Rule, VerbGroup, int], ...]


def deeds(view: View) -> Deeds:
    return Deeds(tuple(_noun_deeds(view)), tuple(_verb_deeds(view)))


def definite(view: View, first: int) -> bool:
    """Whether a noun stands behind the determiner of a known thing."""
    clause, shape = view.scene.lexis.cues.clause, view.scene.lexis.rules.commitment.shape
    index = first - 1
    while view.form(index) in clause.prenominal:
        index -= 1
    return view.form(index) in shape.definite


def known(view: View, item: Item) -> bool:
    """A thing spoken of as known: definite, and without an "of" of its own to tell which ("la formation des
    pilotes")."""
    return definite(view, item.first) and view.form(item.last + 1) not in view.scene.lexis.cues.prepositions["from"]


def _noun_deeds(view: View) -> Iterator[tuple[Rule, int, int]]:
    blocked = [(h.start, h.end) for h in view.phrases if h.payload.kind == "not" and h.payload.name == "commitment"]
    blocked += [(a.start, a.end) for a in view.actors if a.type in ("person", "organisation")]
    taken: list[tuple[int, int]] = []
    for hit in view.phrases:
        rule = hit.payload.rule
        if hit.payload.kind != "trigger" or hit.payload.name != "commitment" or rule is None:
            continue
        if any(
            low < hit.end and hit.start < high
            for low, high in (*blocked, *(t for t in taken if t != (hit.start, hit.end)))
        ):
            continue
        taken.append((hit.start, hit.end))
        yield rule, view.at(hit.start), view.at(hit.end - 1)


def _verb_deeds(view: View) -> Iterator[tuple[Rule, VerbGroup, int]]:
    for group in view.groups:
        for sense, last in view.senses(group):
            if sense.kind == "trigger" and sense.name == "commitment" and sense.rule is not None:
                yield sense.rule, group, last


def deed_of(view: View, item: Item, things: Sequence[Item], given: Deeds) -> Deed | None:
    """What gives the thing: the nearest; where that only describes it ("le pont financé par X"), with the main verb
    too."""
    found = [t for noun in given.nouns if (t := _by_noun(view, item, things, noun)) is not None]
    found += [t for verb in given.verbs if (t := _by_verb(view, item, things, verb)) is not None]
    if item.rule is not None and item.preposition in (None, "from") and _stands_alone(view, item):
        found.append(Deed(rule=item.rule, first=item.first, last=item.last, cost=9.0 if item.of is None else 11.0))
    best = min(found, key=lambda t: (t.cost, t.first), default=None)
    if best is None or best.group is None or not describes(view, item, best.group):
        return best
    behind = [
        t for t in found if t.group is not None and t.group.at > best.group.at and not describes(view, item, t.group)
    ]
    main = min(behind, key=lambda t: t.cost, default=None)
    return best if main is None else msgspec.structs.replace(best, main=main.group, telling=main.rule)


def describes(view: View, item: Item, group: VerbGroup) -> bool:
    """A bare participle or a relative clause behind the thing."""
    return item.last < group.at and (group.bare or _object_relative(view, item, group))


def _stands_alone(view: View, item: Item) -> bool:
    """A loan or a course is one by its own name where a figure, a giver or a word on its state stands beside it."""
    if figured(view, item):
        return True
    if item.of is not None and _in_text(view, item.of):
        return False
    cue = nominal_mode(view, item.first, item.last)
    if cue is not None and cue.cost <= 8 and cue.mode in _ENDING:
        return True
    if cue is not None and cue.cost <= 12 and cue.mode not in ("present", "done", "infinitive", "conditional"):
        return not known(view, item)
    return not known(view, item) and any(
        0 < view.at(a.start) - item.last <= 4 and a.type in ("state", "organisation") for a in view.actors
    )


def _in_text(view: View, index: int) -> bool:
    """ "l'accord de prêt" is a text."""
    start = view.words[index].start
    return any(h.payload.kind == "instrument" and h.start <= start < h.end for h in view.phrases)


def _fits(rule: Rule, item: Item) -> bool:
    if item.named and rule.id not in _BUILDING:
        return False
    return not rule.sorts or item.sort in rule.sorts


def _governed(view: View, item: Item, rule: Rule, last: int) -> bool:
    """Whether what stands before the thing lets it be given: no "to", "for", "by", but "equip with" where the verb
    supplies, and
    what is part of the verb ("porter sur")."""
    if item.preposition in (None, "from") or (
        0 < item.lead - last <= 2 and view.form(last) in view.scene.lexis.prepositions
    ):
        return True
    if rule.id == "commitment.support" and item.sort in ("service", "training"):
        return True  # "accompagner X dans la numérisation de …"
    return rule.id in _SUPPLYING and view.form(item.lead - 1) in view.scene.lexis.rules.commitment.shape.supplying


def _by_noun(view: View, item: Item, things: Sequence[Item], noun: tuple[Rule, int, int]) -> Deed | None:
    """ "livraison de A, de B et de C": the noun governs the thing, or one that the thing is joined to."""
    rule, first, last = noun
    if rule.id == "commitment.gift" and item.last < first and _fits(rule, item):
        return _named_gift(view, item, rule, first, last)
    if last >= item.first or rule.object == "self" or not _fits(rule, item) or not _governed(view, item, rule, last):
        return None
    if item.of is not None and first <= item.of <= last:
        return Deed(rule=rule, first=first, last=last, cost=1.0)
    distance = item.first - last
    if distance > 30 or _verb_between(view, last, item.first):
        return None
    _, clauses = view.between(last, item.first)
    if clauses > 0:
        return None
    chain = [t for t in things if last < t.first < item.first and t.of is not None and first <= t.of <= last + 6]
    joined = _joined(view, item)
    if item.of is not None and not joined and not _near_adjective(item.of, last):
        return None
    if distance > 6 and not (chain and joined):
        return None
    return Deed(rule=rule, first=first, last=last, cost=2.0 + 0.2 * distance)


def _named_gift(view: View, item: Item, rule: Rule, first: int, last: int) -> Deed | None:
    """ "50.000 tonnes de blé : le cadeau de X", "dix bus, don de X": the thing first, then what it is."""
    between = [w.form for w in view.words[item.last + 1 : first]]
    figured = any(abs(view.at(q.start) - item.first) <= 4 and q.unit not in ("1", "%") for q in view.quantities)
    if not figured or len(between) > 14 or not ({":", ","} & set(between)) or _verb_between(view, item.last, first):
        return None
    return Deed(rule=rule, first=first, last=last, cost=5.0)


def _near_adjective(of: int, last: int) -> bool:
    """ "livraison massive de blé": an adjective between the noun and its "of"."""
    return 0 < of - last <= 2


def _joined(view: View, item: Item) -> bool:
    """Whether the thing opens a member of an enumeration: a comma or "and" stands before its article, figure or
    "of"."""
    for index in range(item.first - 1, item.first - 7, -1):
        form = view.form(index)
        if not form or form in _OPENING or parts(view, form):
            return True
    return False


def _verb_between(view: View, low: int, high: int) -> bool:
    return any(low < g.at < high for g in _finite(view))


def _finite(view: View) -> Iterator[VerbGroup]:
    """The verbs that make a clause of their own; auxiliaries belong to the verb they stand with."""
    for group in view.groups:
        if group.bare or group.tense in ("infinitive", "gerund"):
            continue
        if not any(other.first <= group.at <= other.last and other.at > group.at for other in view.groups):
            yield group


def _by_verb(view: View, item: Item, things: Sequence[Item], verb: tuple[Rule, VerbGroup, int]) -> Deed | None:
    """The thing is the verb's object, or the subject of a passive or of what things do ("arriver", "voir le jour")."""
    rule, group, last = verb
    if not _fits(rule, item) or item.first <= group.at <= item.last:
        return None
    if item.of is not None and not _reaches(view, item, rule, group, last):
        return None
    inside = group.last < item.first and item.last < last  # "mettre 3 millions sur la table"
    edge = group.last if inside else last
    ahead = item.first > edge
    backwards = (
        group.passive
        or rule.object == "subject"
        or (group.reflexive and rule.gives != "receiver" and not group.governor)
    )
    relative = not ahead and not group.passive and _object_relative(view, item, group)
    filled = ahead and rule.behind_of and item.preposition == "from"  # "les détenteurs seront dispensés de visa"
    if ahead == (backwards and not _impersonal(view, group)) and not relative and not filled:
        return None
    distance = item.lead - edge if ahead else group.first - item.last
    if distance < 0:
        return None
    if not relative and not _governed(view, item, rule, last) and not (group.bare and not ahead and distance <= 4):
        return None
    low, high = (edge, item.first) if ahead else (item.last, group.first)
    clauses = _borders(view, low, high)
    subject_relative = not ahead and clauses == 1 and view.form(low + 1) in view.scene.lexis.cues.clause.relatives
    between = [g for g in _finite(view) if low < g.at < high and g.at != group.at]
    if len(between) > (1 if subject_relative else 0) or _below(view, group, low, high):
        return None
    if (
        clauses > 0
        and not relative
        and not subject_relative
        and not (ahead and _joined(view, item) and _after_another(item, things, last))
    ):
        return None
    cost = 2.0 + 0.35 * distance + 3.0 * clauses + (1.5 if rule.id in _BESIDE else 0.0)
    return Deed(rule=rule, first=group.first, last=edge, cost=cost, group=group) if cost <= _REACH else None


def _reaches(view: View, item: Item, rule: Rule, group: VerbGroup, last: int) -> bool:
    """Whether a verb has to do with a thing that hangs on another noun: "doter X de blindés", "lancer les travaux de
    la route",
    "financer un projet de barrage"."""
    if item.of is None or (rule.behind_of and item.of > group.last) or group.at < item.of <= last:
        return True
    return view.form(item.of) in view.scene.lexis.rules.commitment.shape.schemes


def _below(view: View, group: VerbGroup, low: int, high: int) -> bool:
    """Whether an infinitive that the verb governs stands before the thing: then the thing is the infinitive's."""
    return any(low < g.at < high and g.tense == "infinitive" and g.at > group.at for g in view.groups)


def _after_another(item: Item, things: Sequence[Item], last: int) -> bool:
    """Whether another thing stands between the verb and this one: an enumeration has a first member."""
    return any(last < other.first < item.first for other in things)


def _borders(view: View, low: int, high: int) -> int:
    """Clause borders between two words, those of a whole bracket between them left out."""
    _, clauses = view.between(low, high)
    forms = [view.form(i) for i in range(low + 1, high)]
    pairs = min(forms.count("("), forms.count(")")) + forms.count("—") // 2 + forms.count("–") // 2
    return max(0, clauses - 4 * pairs)


def _object_relative(view: View, item: Item, group: VerbGroup) -> bool:
    """ "les bus que X a livrés": a relative that stands for the object opens the verb's clause, close behind the
    thing."""
    low, _ = view.clause(group.at)
    if _verb_between(view, low, group.first):
        return False
    return view.form(low) in view.scene.lexis.rules.commitment.shape.objects and 0 < low - item.last <= 8


def _impersonal(view: View, group: VerbGroup) -> bool:
    """ "il a été livré du blé"."""
    return view.form(group.first - 1) in view.scene.lexis.cues.clause.impersonal
