"""Things that may be the object of a commitment, as a sentence names them: each with what governs it and its figures."""

from collections.abc import Iterator, Sequence

import msgspec

from bilan.knowledge.frames import Rule
from bilan.knowledge.goods import Good
from bilan.model.mention import Quantity
from bilan.reading.folding import key
from bilan.reading.frames.scene import View

_LOOSE_UNITS = frozenset({"1", "%"})
_TIME_UNITS = frozenset({"year", "month", "day", "week", "hour", "minute", "second"})
_NO_THINGS = frozenset({"meeting", "session", "agreement", "text", "document", "visit", "article", "country", "town", "m", "percent", "time", "page", "view", "vote"})


class Item(msgspec.Struct, frozen=True, kw_only=True):
    """A thing at words `first` to `last`. `of` is the index of the noun it belongs to by "of", None where it stands free.

    `rule` is set where the word is itself a way of telling a commitment ("un prêt").
    """

    first: int
    last: int
    topic: str
    sort: str
    sectors: tuple[str, ...]
    of: int | None = None
    rule: Rule | None = None
    vague: bool = False


def items(view: View) -> list[Item]:
    """All things of a sentence, longest first where they overlap, in order."""
    blocked = [(h.start, h.end) for h in view.phrases if h.payload.kind == "not" and h.payload.name == "commitment"]
    blocked += [(a.start, a.end) for a in view.actors if a.type in ("person", "organisation", "grouping")]
    rules = _self_rules(view)
    found: list[Item] = []
    taken: list[tuple[int, int]] = []
    for hit in view.phrases:
        good = hit.payload.good
        if good is None or view.scene.lexis.verbs.is_being(view.form(view.at(hit.start) - 1)) or any(low < hit.end and hit.start < high for low, high in (*blocked, *taken)):
            continue
        taken.append((hit.start, hit.end))
        found.append(_item(view, view.at(hit.start), view.at(hit.end - 1), good, rules.get(hit.start)))
    for start, (end, rule) in rules.items():
        if rule is not None and not any(low < end and start < high for low, high in (*blocked, *taken)):
            first, last = view.at(start), view.at(end - 1)
            found.append(Item(first=first, last=last, topic=key(view.scene.folded[start:end]), sort="service", sectors=(),
                              of=_governor(view, first), rule=rule, vague=True))  # fmt: skip
    return sorted(found, key=lambda item: item.first)


def _self_rules(view: View) -> dict[int, tuple[int, Rule | None]]:
    """Noun triggers that are themselves the thing, by where they start; the longest at each start."""
    found: dict[int, tuple[int, Rule | None]] = {}
    for hit in view.phrases:
        rule = hit.payload.rule
        if hit.payload.kind == "trigger" and hit.payload.name == "commitment" and rule is not None and rule.object == "self":
            if not _is_noun(view, hit.start, hit.end, rule):
                continue
            if not any(low <= hit.start < end for low, (end, _) in found.items()):
                found[hit.start] = (hit.end, rule)
    return found


def _is_noun(view: View, start: int, end: int, rule: Rule) -> bool:
    """A phrase that only introduces a figure ("à hauteur de") is no thing."""
    return view.scene.folded[start:end] in rule.nouns


def _item(view: View, first: int, last: int, good: Good, rule: tuple[int, Rule | None] | None) -> Item:
    return Item(first=first, last=last, topic=good.id, sort=good.sort, sectors=good.sectors, of=_governor(view, first),
                rule=rule[1] if rule is not None else None, vague=good.vague)  # fmt: skip


def _governor(view: View, first: int) -> int | None:
    """Index of the noun that a thing belongs to ("prix du blé"): the word before its "de", figures and articles skipped."""
    clause = view.scene.lexis.cues.clause
    of = frozenset(view.scene.lexis.cues.prepositions["from"])
    index = first - 1
    steps = 0
    while index >= 0 and steps < 4:
        form = view.form(index)
        if form in of and not (form in ("des",) and _opens(view, index)):
            return _noun_before(view, index - 1)
        if form not in clause.determiners and not form[0].isdigit() and not _counted(view, index):
            return None
        index -= 1
        steps += 1
    return None


def _opens(view: View, index: int) -> bool:
    """A "des" that follows a verb or a mark is an article, not "of"."""
    return index == 0 or view.words[index - 1].is_mark or view.scene.lexis.verbs.known(view.form(index - 1))


def _counted(view: View, index: int) -> bool:
    start = view.words[index].start
    return any(q.start <= start < q.end for q in view.quantities)


def _noun_before(view: View, index: int) -> int | None:
    """The noun left of "of": adjectives cannot be told from nouns, so the word itself. Joining words are none."""
    if index < 0 or view.words[index].is_mark or view.form(index) in view.scene.enumerating:
        return None
    return index


def counted(view: View, things: Sequence[Item]) -> list[Item]:
    """Amounts of a sentence that belong to no thing knowledge names: money, tonnes, people, whatever else is counted."""
    if any(h.payload.kind == "statistic" for h in view.phrases):
        return []
    found = []
    for quantity in view.quantities:
        first, last = view.at(quantity.start), view.at(quantity.end - 1)
        if quantity.unit in _LOOSE_UNITS | _TIME_UNITS | _NO_THINGS or any(
            first - 2 <= t.last and t.first <= last + 3 for t in things
        ):
            continue
        if any(a.start <= quantity.start < a.end and a.type != "group" for a in view.actors):
            continue
        sort = "money" if quantity.unit.isupper() and len(quantity.unit) == 3 else {"person": "personnel", "scholarship": "training"}.get(quantity.unit, "good")
        topic = "money" if sort == "money" else key(quantity.item or quantity.unit)
        found.append(Item(first=first, last=last, topic=topic, sort=sort, sectors=("finance",) if sort == "money" else (), of=None))
    return found


def figures(view: View, item: Item, others: Sequence[Item], low: int, high: int) -> list[Quantity]:
    """The amounts of a thing: between the thing before it and the one behind it, inside words `low` to `high`."""
    before = max((o.last for o in others if o.last < item.first), default=low - 1)
    after = min((o.first for o in others if o.first > item.last), default=high + 1)
    found = []
    for quantity in view.quantities:
        at = view.at(quantity.start)
        if not low <= at <= high or quantity.unit in _LOOSE_UNITS:
            continue
        if quantity.unit in _TIME_UNITS and item.sort not in ("training",):
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
    return any(end <= other.first <= end + 2 or view.at(quantity.start) <= other.first <= end for other in others if other.first > view.at(quantity.start))


def free_objects(view: View, first: int, last: int, rule: Rule) -> Iterator[Item]:
    """For a trigger whose object knowledge does not name: the noun phrase behind its "of", by its own words."""
    clause = view.scene.lexis.cues.clause
    of = frozenset(view.scene.lexis.cues.prepositions["from"])
    index = last + 1
    if view.form(index) not in of or rule.id not in ("commitment.work", "commitment.supply"):
        return
    while view.form(index) in of or view.form(index) in clause.determiners or view.form(index) in clause.prenominal:
        index += 1
    if index >= len(view.words) or view.words[index].is_mark or len(view.form(index)) < 3:
        return
    if any(a.start <= view.words[index].start < a.end for a in view.actors) or _no_thing(view, index):
        return
    stop = index
    while stop + 1 < len(view.words) and stop - index < 3 and not view.words[stop + 1].is_mark and view.form(stop + 1) not in of:
        stop += 1
    yield Item(first=index, last=index, topic=key(view.form(index)), sort="work" if "work" in rule.sorts else "good", sectors=(), of=first)


def _no_thing(view: View, index: int) -> bool:
    """Words that nobody delivers or builds, and texts and structures, which are kinds of their own."""
    if view.form(index) in view.scene.lexis.rules.commitment.not_.objects:
        return True
    start = view.words[index].start
    return any(h.start <= start < h.end and h.payload.kind in ("instrument", "structure", "mode-noun") for h in view.phrases)


def object_of(view: View, last: int, rule: Rule) -> Item | None:
    """The direct object behind a verb, by its own words, where knowledge does not name it."""
    clause = view.scene.lexis.cues.clause
    _, end = view.clause(last)
    for index in range(last + 1, min(end, last + 11)):
        form = view.form(index)
        if form not in clause.determiners and not form[0].isdigit():
            continue
        if view.preposition(view.words[index + 1].start if index + 1 < len(view.words) else view.end) not in (None,) and form not in view.scene.partitives:
            continue
        noun = index + 1
        while noun <= end and (view.form(noun) in clause.determiners or view.form(noun) in clause.prenominal or view.form(noun)[0].isdigit()):
            noun += 1
        if noun > end or view.words[noun].is_mark or len(view.form(noun)) < 3 or _no_thing(view, noun):
            return None
        start = view.words[noun].start
        if any(a.start <= start < a.end for a in view.actors) or any(t.start <= start < t.end for t in view.times):
            continue
        return Item(first=noun, last=noun, topic=key(view.form(noun)), sort="work" if rule.id == "commitment.work" else "good", sectors=(), of=None)
    return None
