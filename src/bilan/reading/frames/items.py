"""Things that may be the object of a commitment, as a sentence names them: each with what governs it and its
figures."""

from collections.abc import Sequence

import msgspec

from bilan.knowledge.frames import Rule
from bilan.knowledge.goods import Good
from bilan.model.mention import Quantity
from bilan.model.statement import Amount
from bilan.reading.folding import key
from bilan.reading.frames.governors import TIME_UNITS, governing, governor, parts
from bilan.reading.frames.scene import View
from bilan.reading.frames.words import Sense
from bilan.reading.lexicon import Hit

LOOSE_MEASURES = frozenset({"t", "m3", "bbl"})  # units in which goods come: of what, the page may have said before
_LOOSE_UNITS = frozenset({"1", "%"})
_NAMED_PLACES = ("town", "capital", "country", "region")
MEASURES = frozenset({"m", "m2", "ha", "W", "Wh", "bed"})  # of a work, never given by themselves
_NO_THINGS = frozenset(
    {
        "meeting",
        "session",
        "agreement",
        "text",
        "document",
        "visit",
        "article",
        "country",
        "town",
        "m",
        "percent",
        "time",
        "page",
        "view",
        "vote",
    }
)


class Item(msgspec.Struct, frozen=True, kw_only=True):
    """A thing at words `first` to `last`; its phrase opens at `lead`, with what counts or holds it ("un lot de …").

    `of` is the index of the noun it belongs to by "of", None where it stands free; `preposition` is what governs the
    phrase.
    `rule` is set where the word is itself a way of telling a commitment ("un prêt"); `named` where it is the head of
    the name
    of a body ("l'hôpital Saint-Luc"); `loose` where knowledge does not name it.
    """

    first: int
    last: int
    topic: str
    sort: str
    sectors: tuple[str, ...]
    lead: int = 0
    of: int | None = None
    preposition: str | None = None
    rule: Rule | None = None
    vague: bool = False
    named: bool = False
    loose: bool = False


def items(view: View) -> list[Item]:
    """All things of a sentence, longest first where they overlap, in order; those that only describe another are left
    out."""
    blocked = [(h.start, h.end) for h in view.phrases if h.payload.kind == "not" and h.payload.name == "commitment"]
    blocked += [(a.start, a.end) for a in view.actors if a.type in ("person", "grouping")]
    bodies = [(a.start, a.end) for a in view.actors if a.type == "organisation"]
    blocked += [(p.start, p.end) for p in view.places if p.kind in _NAMED_PLACES]
    blocked += [(h.start, h.end) for h in view.phrases if _leads_up(view, h)]
    rules = _self_rules(view)
    found: list[Item] = []
    taken: list[tuple[int, int]] = []
    for hit in view.phrases:
        good = hit.payload.good
        if good is not None and any(view.at(low) == view.at(hit.start) for low, _ in taken):
            continue  # two words of one compound
        if (
            good is None
            or _overlaps(hit.start, hit.end, (*blocked, *taken))
            or _described(view, hit.start, hit.end, good.sort == "money")
        ):
            continue
        body = next((b for b in bodies if b[0] < hit.end and hit.start < b[1]), None)
        if body is not None and (good.sort != "work" or hit.start - body[0] > 2):
            continue
        taken.append((hit.start, hit.end))
        found.append(_item(view, hit, good, rules.get(hit.start), body is not None))
    for start, (end, rule) in rules.items():
        if rule is None or _described(view, start, end, "money" in rule.sorts):
            continue
        if not _overlaps(start, end, (*blocked, *taken, *bodies)):
            first, last = view.at(start), view.at(end - 1)
            of, lead = governor(view, first)
            found.append(
                Item(
                    first=first,
                    last=last,
                    topic=key(view.scene.folded[start:end]),
                    sort="service",
                    sectors=(),
                    of=of,
                    lead=lead,
                    preposition=governing(view, lead),
                    rule=rule,
                    vague=True,
                )
            )
    return _principal(view, sorted(found, key=lambda item: item.first))


def _leads_up(view: View, hit: Hit[Sense]) -> bool:
    """ "d'un montant de": words that lead up to a figure name no thing."""
    rule = hit.payload.rule
    return (
        rule is not None and hit.payload.name == "commitment" and view.scene.folded[hit.start : hit.end] in rule.phrases
    )


def _overlaps(start: int, end: int, spans: Sequence[tuple[int, int]]) -> bool:
    return any(low < end and start < high for low, high in spans)


def _described(view: View, start: int, end: int, money: bool) -> bool:
    """Words that look like a thing and are none: behind a form of "to be", or money with an infinitive hung on it
    ("prêt à faire")."""
    if view.scene.lexis.verbs.is_being(view.form(view.at(start) - 1)):
        return True
    if not money:
        return False
    last = view.at(end - 1)
    following = next((g for g in view.groups if last < g.at <= last + 3), None)
    return (
        following is not None
        and following.tense == "infinitive"
        and view.preposition(view.words[following.at].start) == "to"
    )


def _principal(view: View, found: list[Item]) -> list[Item]:
    """Of things that hang on each other by "of", the one that is given: "don de bus" the buses, "usine d'engrais" the
    works."""
    dropped: set[int] = set()
    kept = list(found)
    for i, item in enumerate(found):
        if i and item.first == found[i - 1].last + 1:
            dropped.add(i)  # "sucre brut": the second word only describes the first
            continue
        holder = next(
            (
                j
                for j, other in enumerate(found)
                if j != i
                and item.of is not None
                and other.first <= item.of <= other.last + 1
                and other.first < item.first
            ),
            None,
        )
        if holder is None:
            continue
        if found[holder].vague:
            dropped.add(holder)
            kept[i] = msgspec.structs.replace(
                item, of=found[holder].of, lead=found[holder].lead, preposition=found[holder].preposition
            )
        elif found[holder].sort != "service" and item.sort != "service":
            dropped.add(i)
    return [item for i, item in enumerate(kept) if i not in dropped and not _apposed(view, item, found)]


def _apposed(view: View, item: Item, found: Sequence[Item]) -> bool:
    """ "dix bus, don de X": the word only says how another thing is given."""
    if not item.vague or item.sort != "money" or not view.words[max(0, item.lead - 1)].is_mark:
        return False
    giver = any(
        0 < view.at(a.start) - item.last <= 4 and view.preposition(a.start) in ("from", "by") for a in view.actors
    )
    figured = any(0 < view.at(q.start) - item.last <= 2 for q in view.quantities)
    return giver and not figured and any(other.last < item.first for other in (*found, *counted(view, found)))


def _self_rules(view: View) -> dict[int, tuple[int, Rule | None]]:
    """Noun triggers that are themselves the thing, by where they start; the longest at each start."""
    found: dict[int, tuple[int, Rule | None]] = {}
    for hit in view.phrases:
        rule = hit.payload.rule
        if (
            hit.payload.kind == "trigger"
            and hit.payload.name == "commitment"
            and rule is not None
            and rule.object == "self"
        ):
            if view.scene.folded[hit.start : hit.end] not in rule.nouns:
                continue  # a phrase that only introduces a figure is no thing
            if not any(low <= hit.start < end for low, (end, _) in found.items()):
                found[hit.start] = (hit.end, rule)
    return found


def _item(view: View, hit: Hit[Sense], good: Good, rule: tuple[int, Rule | None] | None, named: bool) -> Item:
    first, last = view.at(hit.start), view.at(hit.end - 1)
    of, lead = governor(view, first, good.sort)
    return Item(
        first=first,
        last=last,
        topic=good.id,
        sort=good.sort,
        sectors=good.sectors,
        of=of,
        lead=lead,
        preposition=governing(view, lead),
        rule=rule[1] if rule is not None else None,
        vague=good.vague,
        named=named,
    )


def counted(view: View, things: Sequence[Item]) -> list[Item]:
    """Amounts of a sentence that belong to no thing knowledge names: money, tonnes, people, whatever else is
    counted."""
    if any(h.payload.kind == "statistic" for h in view.phrases):
        return []
    found = []
    for quantity in view.quantities:
        first, last = view.at(quantity.start), view.at(quantity.end - 1)
        if quantity.unit in _LOOSE_UNITS | TIME_UNITS | MEASURES | _NO_THINGS or any(
            _belongs(view, t, first, last, _is_money(quantity)) for t in things
        ):
            continue
        if any(a.start <= quantity.start < a.end and a.type != "group" for a in view.actors) or _travels(view, first):
            continue
        sort = (
            "money"
            if _is_money(quantity)
            else {"person": "personnel", "scholarship": "training"}.get(quantity.unit, "good")
        )
        topic = "money" if sort == "money" else key(quantity.item or quantity.unit)
        of, lead = governor(view, first)
        found.append(
            Item(
                first=first,
                last=last,
                topic=topic,
                sort=sort,
                sectors=("finance",) if sort == "money" else (),
                of=None,
                lead=lead,
                preposition=governing(view, first) if of is None else None,
                loose=True,
            )
        )
    return found


def _is_money(quantity: Quantity) -> bool:
    return quantity.unit.isupper() and len(quantity.unit) == 3


def _belongs(view: View, thing: Item, first: int, last: int, money: bool) -> bool:
    """Whether a figure counts a thing beside it. Sums count money only: "3 millions au musée" is no number of
    museums."""
    if thing.lead <= first <= thing.last or (thing.sort == "personnel" and not money and 0 < first - thing.last <= 4):
        return True
    if thing.of is not None and first <= thing.of <= last:
        return False
    if thing.last < first and any(parts(view, view.form(i)) for i in range(thing.last + 1, first)):
        return False
    return (
        first - 2 <= thing.last
        and thing.first <= last + 3
        and (not money or (thing.sort == "money" and thing.preposition in (None, "from")))
    )


def _travels(view: View, first: int) -> bool:
    """ "une délégation de 60 personnes" travels, it is not sent."""
    return view.form(first - 2) in view.scene.lexis.rules.commitment.shape.parties


def figured(view: View, item: Item) -> bool:
    """A vague word ("une aide") takes a figure beside it."""
    return any(
        q.unit not in _LOOSE_UNITS | TIME_UNITS
        and abs(view.at(q.start) - item.first) <= 12
        and view.between(view.at(q.start), item.first)[1] == 0
        for q in view.quantities
    )


def changed(view: View, item: Item, low: int, high: int) -> tuple[Amount, ...]:
    """Figures without a unit that count people or scholarships through a holder ("porter de 50 à 120 le nombre de
    bourses")."""
    unit = "scholarship" if item.topic == "scholarships" else "person" if item.sort == "personnel" else ""
    if not unit or item.lead == item.first or any(_covers(view, q, item) for q in view.quantities if q.unit != "1"):
        return ()
    return tuple(
        Amount(value=q.value, unit=unit, item=q.item)
        for q in view.quantities
        if q.unit == "1" and low <= view.at(q.start) <= high and view.between(view.at(q.start), item.first)[0] == 0
    )


def _covers(view: View, quantity: Quantity, item: Item) -> bool:
    return item.lead <= view.at(quantity.start) <= item.last


def figures(view: View, item: Item, others: Sequence[Item], low: int, high: int) -> list[Quantity]:
    """The amounts of a thing: between the thing before it and the one behind it, inside words `low` to `high`."""
    before = max((o.last for o in others if o.last < item.first), default=low - 1)
    after = min((o.first for o in others if o.first > item.last), default=high + 1)
    found = []
    for quantity in view.quantities:
        at = view.at(quantity.start)
        if not low <= at <= high or quantity.unit in _LOOSE_UNITS:
            continue
        if quantity.unit in TIME_UNITS and item.sort not in ("training",):
            continue
        inside = before < at < after or item.first <= at <= item.last
        opening = at > before and view.at(quantity.end - 1) >= item.first - 2 and at <= item.last
        if not (inside or opening):
            continue
        if at > item.last and _leads(view, quantity, others):
            continue
        found.append(quantity)
    return found


def _leads(view: View, quantity: Quantity, others: Sequence[Item]) -> bool:
    """The figure belongs to the thing right behind it, not to the one before."""
    end = view.at(quantity.end - 1)
    return any(
        end <= other.first <= end + 2 or view.at(quantity.start) <= other.first <= end
        for other in others
        if other.first > view.at(quantity.start)
    )
