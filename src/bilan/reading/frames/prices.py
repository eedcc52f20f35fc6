"""What a thing costs: sums beside it, in its clause, or in a sentence that only prices it; and people beside a
course."""

from collections.abc import Iterator, Sequence

from bilan.model.statement import Amount
from bilan.reading.frames import slots
from bilan.reading.frames.draft import Draft
from bilan.reading.frames.items import MEASURES, Item
from bilan.reading.frames.recall import Told
from bilan.reading.frames.scene import View

_COSTING = 20  # words between a thing and what it costs


def with_prices(
    view: View, made: list[tuple[Item, Draft]], loose: Sequence[Item], told: Told
) -> Iterator[tuple[Item, Draft]]:
    """Money beside a thing is what the thing costs, people beside a course those it is for: no commitments of their
    own."""
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


def add_costs(view: View, made: Sequence[tuple[Item, Draft]], loose: Sequence[Item]) -> None:
    """Sums that nothing gives, in the clause of a thing that is given, are what it costs."""
    things = [(item, draft) for item, draft in made if item not in loose]
    given = {item.first for item, _ in made}
    for money in loose:
        if money.sort != "money" or money.first in given or not things:
            continue
        item, draft = min(things, key=lambda pair: abs(pair[0].first - money.first))
        if (
            view.between(item.first, money.first)[1] <= (1 if _price(view, money) else 0)
            and abs(item.first - money.first) <= _COSTING
        ):
            low, high = view.words[money.first].start, view.words[money.last].end
            _priced(draft, slots.amounts(q for q in view.quantities if low <= q.start < high))


def _points_back(view: View, draft: Draft) -> bool:
    """ "consacrera à ce centre 4,8 millions": a demonstrative thing in the clause is what the money is for."""
    clause = view.scene.lexis.cues.clause
    low, high = view.clause(draft.first)
    starts = {h.start for h in view.phrases if h.payload.kind in ("good", "recall")}
    return any(
        view.form(i) in clause.demonstratives and i + 1 <= high and view.words[i + 1].start in starts
        for i in range(low, high)
    )


def price_alone(view: View, loose: Sequence[Item], told: Told) -> None:
    """ "Coût : 9 millions": a sentence that only prices what the one before it told."""
    before = told.beside(view)
    if before is not None and not view.groups and before.view.index == view.index - 1:
        _priced(
            before, slots.amounts(q for q in view.quantities if q.unit in MEASURES)
        )  # "Cent vingt lits, un scanner."
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
        h.payload.rule is not None
        and h.payload.rule.id == "commitment.money"
        and low <= h.start < view.words[item.first].start
        and view.scene.folded[h.start : h.end] in h.payload.rule.phrases
        for h in view.phrases
    )
