"""What a noun phrase hangs on: the noun above its "of", the preposition before it, and what only counts or holds it."""

from bilan.model.mention import Actor
from bilan.reading.frames.scene import View

TIME_UNITS = frozenset({"year", "month", "day", "week", "hour", "minute", "second"})
PEOPLE = frozenset({"person", "scholarship"})
_PARTING = frozenset(",;")


def governor(view: View, first: int, sort: str = "") -> tuple[int | None, int]:
    """Index of the noun that a thing belongs to ("prix du blé"), figures, articles and what holds it skipped; and
    where its
    phrase opens. Which units hold it goes by its `sort`."""
    clause = view.scene.lexis.cues.clause
    of = frozenset(view.scene.lexis.cues.prepositions["from"])
    table = view.scene.lexis.prepositions
    index = lead = first
    steps = 0
    determined = False
    while index > 0 and steps < 12:
        index -= 1
        steps += 1
        form = view.form(index)
        if form in of:
            if form in view.scene.partitives and _opens(view, index):
                return None, lead
            noun = _noun_before(view, index - 1)
            if noun is None or not _holds(view, noun, sort):
                return noun, lead
            index = lead = _opening(view, noun)
            determined = False
        elif form in table or (determined and is_counted(view, index)) or _span_of_time(view, index) is not None:
            return None, lead
        elif is_counted(view, index):
            lead = index
        elif form in clause.determiners:
            determined = True
        elif form not in clause.prenominal and not form[0].isdigit():
            return None, lead
    return None, lead


def governing(view: View, lead: int) -> str | None:
    """What governs the phrase; a figure that ends right before it belongs to another ("de 15 à 25 le nombre de
    bourses")."""
    if view.form(lead - 2)[:1].isdigit() and view.form(lead - 1) not in view.scene.lexis.prepositions:
        return None
    return view.preposition(view.words[lead].start)


def parts(view: View, form: str) -> bool:
    """Whether a word or mark parts the members of an enumeration."""
    return form in _PARTING or (
        form in view.scene.enumerating and form not in view.scene.lexis.cues.prepositions["from"]
    )


def _holds(view: View, index: int, sort: str) -> bool:
    """Whether a noun only counts or measures: a holder of knowledge, or the unit of a quantity that things of the sort
    come in, unless it is a thing itself ("120 décortiqueuses de riz")."""
    if view.form(index) in view.scene.lexis.rules.commitment.shape.holders:
        return True
    start = view.words[index].start
    goods = (h.payload.good for h in view.phrases if h.start <= start < h.end)
    if any(good is not None and not good.vague for good in goods):
        return False
    return any(q.start <= start < q.end and _comes_in(sort, q.unit) for q in view.quantities)


def _comes_in(sort: str, unit: str) -> bool:
    """What is taught comes in hours and months, only people in people ("160 conducteurs de bus" are no buses)."""
    if unit in TIME_UNITS:
        return sort == "training"
    return unit not in PEOPLE or sort in ("personnel", "training")


def _opening(view: View, index: int) -> int:
    """First word of the quantity that a word stands in, else the word."""
    start = view.words[index].start
    return next((view.at(q.start) for q in view.quantities if q.start <= start < q.end), index)


def _opens(view: View, index: int) -> bool:
    """A partitive that follows a verb, a mark or the name of a state is an article, not "of"."""
    if index == 0 or view.words[index - 1].is_mark:
        return True
    adverb = view.form(index - 1).endswith(view.scene.lexis.cues.clause.adverb_ending)
    if any(g.first <= index - 1 <= g.last or (adverb and g.last == index - 2) for g in view.groups):
        return True
    start = view.words[index - 1].start
    return any(a.start <= start < a.end and a.type == "state" and a.form != "adjective" for a in view.actors)


def is_counted(view: View, index: int) -> bool:
    start = view.words[index].start
    return any(q.start <= start < q.end for q in view.quantities)


def _noun_before(view: View, index: int) -> int | None:
    """The noun left of "of": a state's adjective, and who by, to or for, are stepped over. Joining words are none."""
    table = view.scene.lexis.prepositions
    for _ in range(3):
        if index < 0 or view.words[index].is_mark or parts(view, view.form(index)):
            return None
        mention = _mention(view, index)
        if mention is None:
            span = _span_of_time(view, index)
            if span is None and view.preposition(view.words[index].start) != "by":
                return index
            index = (span if span is not None else index) - 1  # "un étalement sur cinq ans du prêt"
            while index > 0 and (
                view.form(index) in table or view.form(index) in view.scene.lexis.cues.clause.determiners
            ):
                index -= 1
            continue
        first = view.at(mention.start)
        if mention.form == "adjective":
            index = first - 1
        elif view.preposition(mention.start) in ("by", "to", "for", "with"):
            index = first - 1
            while index > 0 and (
                view.form(index) in view.scene.lexis.cues.clause.determiners or view.form(index) in table
            ):
                index -= 1
        else:
            return index
    return index


def _span_of_time(view: View, index: int) -> int | None:
    start = view.words[index].start
    return next((view.at(q.start) for q in view.quantities if q.start <= start < q.end and q.unit in TIME_UNITS), None)


def _mention(view: View, index: int) -> Actor | None:
    start = view.words[index].start
    return next((a for a in view.actors if a.start <= start < a.end), None)
