"""What the page as a whole adds to its single passages.

It knows "this visit", the days and places of the visit that talks belong to, and who gives where no passage says it.

Filled from the paragraph first, then from the page, and only where exactly one candidate remains.
"""

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import TypeVar

import msgspec

from bilan.knowledge.giving import Giving
from bilan.model import edtf
from bilan.reading.frames import slots
from bilan.reading.frames.directions import directions, signers_give
from bilan.reading.frames.draft import Draft
from bilan.reading.frames.modes import nominal_mode
from bilan.reading.frames.scene import Scene, View
from bilan.reading.frames.stage import Stage, stage

_DONE_DEALS = ("signed", "agreed")
_HAPPENED = ("held", "under_way", "signed")
_MAIN = 0.3  # share of the page's sector words that makes a field the page's own
_AROUND = 6  # sentences within which a meeting's day and place are still those of the story
_REACH = 40  # sentences within which a telling can date and place another
_BREATH = 3  # sentences between a meeting and what is promised at it
_ON_THE_DAY = ("pledged", "proposed", "agreed", "delivered")
_Value = TypeVar("_Value")


def settle(scene: Scene, drafts: list[Draft], giving: Giving) -> list[Draft]:
    """The drafts in text order, with what the page adds."""
    ordered = sorted(drafts, key=_order)
    ordered += list(_taken_up(scene, ordered))
    ordered.sort(key=_order)
    _not_yet(scene, ordered)
    set_ = stage(scene)
    for draft in ordered:
        if draft.kind in ("talks", "visit") or (draft.kind == "agreement" and draft.status in _DONE_DEALS):
            _when_and_where(draft, ordered)
            _on_stage(scene, draft, set_)
    _in_towns(scene, ordered)
    _hosts(ordered)
    _fields(scene, ordered)
    _under_texts(ordered)
    directions(scene, ordered, giving)
    signers_give(ordered)
    _on_the_day(ordered)
    return ordered


def _order(draft: Draft) -> tuple[int, int, str]:
    return draft.view.start, draft.trigger, draft.kind


def _not_yet(scene: Scene, drafts: Sequence[Draft]) -> None:
    """A headline says "en visite" of a visit that the page dates after its own day: it is announced."""
    visits = [d for d in drafts if d.kind == "visit" and d.start]
    ahead = [d for d in visits if slots.is_past(d.start, scene.facts.published) is False]
    for draft in drafts:
        if draft.kind != "visit" or draft.status not in ("under_way", "held") or draft.start is not None:
            continue
        same = [d for d in ahead if set(d.parties) == set(draft.parties) and _shared(d, draft)]
        if len({d.start for d in same}) == 1 and draft.status == "under_way":
            draft.status, draft.start, draft.end = "announced", same[0].start, same[0].end


def _shared(one: Draft, other: Draft) -> bool:
    """The same traveller, or travellers of one state where a name is missing."""
    a, b = ({p.key for p in d.actors if p.part == "visitor"} for d in (one, other))
    return not a or not b or bool(a & b) or _home(one) == _home(other)


def _home(draft: Draft) -> set[str | None]:
    return {p.party for p in draft.actors if p.part == "visitor"}


def _on_stage(scene: Scene, draft: Draft, set_: Stage) -> None:
    """What neither its sentence nor its neighbours date or place plays where and when the page's opening says."""
    if draft.status not in _HAPPENED or not set(draft.parties) <= set(scene.pair) or draft.antecedent is not None:
        return
    if draft.place is None and draft.topic != "call" and set_.state in draft.parties:
        draft.place = set_.place
    if draft.start is None and draft.view.zone != "headline":
        draft.start = set_.day
    published = scene.facts.published
    if draft.start is None and draft.status == "under_way" and published and edtf.precision(published) >= 2:
        draft.start = published[:7] + "~"


def _when_and_where(draft: Draft, drafts: Sequence[Draft]) -> None:
    """Day and place from what the page tells around it: the nearest of the same paragraph, then the page's only one."""
    others = [d for d in _events(draft, drafts) if d is not draft and d.antecedent is None and _same_time(draft, d)]
    near = sorted((d for d in others if d.view.paragraph == draft.view.paragraph), key=lambda d: _distance(d, draft))
    close = [d for d in others if d.kind in ("visit", "talks") and abs(d.view.index - draft.view.index) <= _AROUND]
    around = sorted(close, key=lambda d: _distance(d, draft))
    alike = [d for d in others if d.kind == draft.kind == "talks" and d.topic == draft.topic and _met(d, draft)]
    visits = [d for d in others if d.kind == "visit"]
    if draft.place is None and draft.topic != "call" and draft.kind != "visit":
        places = _only(_places(alike)) or _places(near) or _only(_places(visits)) or _places(around)
        draft.place = places[0] if places else None
    if draft.start is None:
        meetings = [d for d in near if d.kind != "agreement"]
        spans = _only(_spans(alike)) or _spans(meetings) or _only(_spans(visits))
        if not spans and draft.kind != "visit":
            spans = _only(_spans(others)) or _spans(around)
        if spans:
            draft.start, draft.end = spans[0] if draft.kind == "talks" else (_within_span(spans[0]), draft.end)


def _events(draft: Draft, drafts: Sequence[Draft]) -> list[Draft]:
    """Visits, talks and texts of the same states, told near enough."""
    near = [d for d in _within_reach(draft, drafts) if d.kind in ("visit", "talks", "agreement")]
    return [d for d in near if set(d.parties) == set(draft.parties)]


def _places(drafts: Sequence[Draft]) -> list[str]:
    return [d.place for d in drafts if d.place]


def _spans(drafts: Sequence[Draft]) -> list[tuple[str | None, str | None]]:
    return [(d.start, d.end) for d in drafts if d.start]


def _within_reach(draft: Draft, drafts: Sequence[Draft]) -> Sequence[Draft]:
    """Those told up to `_REACH` sentences before or behind: a long page takes no more time per sentence than others."""
    low = bisect_left(drafts, draft.view.index - _REACH, key=lambda d: d.view.index)
    high = bisect_right(drafts, draft.view.index + _REACH, key=lambda d: d.view.index)
    return drafts[low:high]


def _in_towns(scene: Scene, drafts: Sequence[Draft]) -> None:
    """Talks of which only the country is told were held in its town, where the page tells of no other."""
    told = {p.name: p.state for view in scene.views for p in view.places if view.preposition(p.start) == "to"}
    countries = {p.name: p.state for view in scene.views for p in view.places if p.kind == "country" and p.state}
    for draft in drafts:
        state = countries.get(draft.place or "")
        if draft.kind != "talks" or state is None:
            continue
        towns = [name for name, code in told.items() if code == state and name not in countries]
        if len(towns) == 1:
            draft.place = towns[0]


def _distance(one: Draft, other: Draft) -> tuple[int, bool]:
    """In sentences; what was told before is nearer than what follows."""
    return abs(one.view.index - other.view.index), one.view.index > other.view.index


def _met(one: Draft, other: Draft) -> bool:
    """The same people, or nobody named on one side."""
    a, b = ({p.key for p in d.actors if p.type == "person"} for d in (one, other))
    return not a or not b or bool(a & b)


def _within_span(span: tuple[str | None, str | None]) -> str | None:
    """A day within a visit of several is not known: the month, if they share one."""
    start, end = span
    if start is None or end is None or start == end:
        return start
    return start[:7] + "~" if start[:7] == end[:7] else start[:4]


def _hosts(drafts: Sequence[Draft]) -> None:
    """Whom a visitor met at the place, told elsewhere in the page, received them."""
    meetings = [d for d in drafts if d.kind == "talks"]
    for visit in (d for d in drafts if d.kind == "visit" and d.antecedent is None):
        guests = {p.key for p in visit.actors if p.part == "visitor"}
        if any(p.part == "host" for p in visit.actors) or not guests:
            continue
        away = set(visit.parties) - {p.party for p in visit.actors}
        for talk in meetings:
            if (
                guests & {p.key for p in talk.actors}
                and set(talk.parties) == set(visit.parties)
                and talk.topic != "call"
            ):
                met = [p for p in talk.actors if p.type == "person" and p.party in away and p.key not in guests]
                if met:
                    visit.actors = (*visit.actors, msgspec.structs.replace(met[0], part="host"))
                    break


def _fields(scene: Scene, drafts: Sequence[Draft]) -> None:
    """A text of which the sentence says no field is about what the page is about, if that is one thing."""
    weights: Counter[str] = Counter()
    for view in scene.views:
        for mention in view.sectors:
            weights[mention.sector] += 1 if view.zone == "body" else 2
    del weights["diplomacy"]
    total = sum(weights.values())
    top = [sector for sector, n in weights.most_common(2) if total and n / total >= _MAIN]
    if not top:
        return
    for draft in drafts:
        if draft.kind == "agreement" and draft.sectors == ("diplomacy",):
            draft.sectors = tuple(top[:1])


def _only(values: list[_Value]) -> list[_Value]:
    """The one value that all share; nothing where there are two."""
    return values[:1] if len(set(values)) == 1 else []


def _under_texts(drafts: Sequence[Draft]) -> None:
    """What a signed text gives is agreed, on the day of its signature: told right behind the text, in its paragraph."""
    texts = [d for d in drafts if d.kind == "agreement" and d.status in _DONE_DEALS and d.asserted]
    for draft in drafts:
        if draft.kind != "commitment" or draft.status not in ("pledged", "agreed"):
            continue
        fitting = [t for t in texts if set(t.parties) == set(draft.parties)]
        at, paragraph = draft.view.index, draft.view.paragraph
        close = [t for t in fitting if t.view.index <= at and (t.view.paragraph == paragraph or t.view.index >= at - 2)]
        if draft.status == "pledged" and close and draft.start is None and not draft.promised:
            draft.status = "agreed"
        if draft.status == "agreed" and draft.start is None:
            days = {t.start for t in close if t.start} or {t.start for t in fitting if t.start}
            if len(days) == 1:
                draft.start = days.pop()


def _on_the_day(drafts: Sequence[Draft]) -> None:
    """What is given, promised or asked for at a meeting or under a text told in the same breath is so on its day."""
    deals = [d for d in drafts if d.kind == "commitment" and d.start is None and d.antecedent is None and d.asserted]
    for draft in deals:
        if draft.status not in _ON_THE_DAY:
            continue
        happened = [d for d in _events(draft, drafts) if d.status in _HAPPENED]
        told = [d for d in happened if abs(d.view.index - draft.view.index) <= _BREATH]
        days = {d.start for d in told if d.start and d.end in (None, d.start) and edtf.precision(d.start) == 3}
        if len(days) == 1:
            draft.start = days.pop()


def _taken_up(scene: Scene, drafts: Sequence[Draft]) -> Iterator[Draft]:
    """ "cette visite", "la visite": a noun that takes up a visit told before (or, in a lead, right after)."""
    known = [d for d in drafts if d.kind == "visit"]
    if not known:
        return
    clause = scene.lexis.cues.clause
    told = {(d.view.index, i) for d in known for i in range(d.first, d.last + 1)}
    for view in scene.views:
        for hit in view.phrases:
            rule = hit.payload.rule
            if rule is None or rule.id != "visit.noun" or hit.payload.kind != "trigger":
                continue
            first, last = view.at(hit.start), view.at(hit.end - 1)
            if (view.index, first) in told or view.form(first - 1) not in clause.demonstratives:
                continue
            before = [d for d in known if (d.view.start, d.trigger) < (view.start, first)]
            origin = before[-1] if before else known[0]
            told.add((view.index, first))
            yield _again(view, origin, first, last)


def _again(view: View, origin: Draft, first: int, last: int) -> Draft:
    low, high = view.segment(first)
    cue = nominal_mode(view, first, last)
    time = slots.time_of(view, first, reach=14)
    start, end = slots.dates(time) if time is not None else (None, None)
    status = origin.status
    if cue is not None and cue.mode in ("postpone", "cancel") and cue.cost < 12:
        status = {"postpone": "postponed", "cancel": "cancelled"}[cue.mode]
    return Draft(
        kind="visit",
        rule="visit.again",
        view=view,
        first=low,
        last=high,
        trigger=first,
        status=status,
        parties=origin.parties,
        head=view.scene.folded[view.words[first].start : view.words[last].end],
        antecedent=origin,
        start=start,
        end=end,
        sectors=origin.sectors,
    )


def _same_time(one: Draft, other: Draft) -> bool:
    """Told in one breath, and not of two different days."""
    ahead = ("announced", "drafting", "postponed")
    if (one.status in ahead) != (other.status in ahead) and other.status != "under_way":
        return False
    return not (one.start and other.start) or edtf.overlap(one.start, other.start) or _inside(one, other)


def _inside(one: Draft, other: Draft) -> bool:
    return bool(one.start and other.end and other.start and edtf.overlap(one.start, f"{other.start}/{other.end}"))
