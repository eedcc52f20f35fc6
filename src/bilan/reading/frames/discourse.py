"""What the page as a whole adds to its single passages: "this visit", dates and places of the visit that talks belong to,
and who gives where a passage does not say.

Filled from the paragraph first, then from the page, and only where exactly one candidate remains.
"""

from collections import Counter
from collections.abc import Iterator, Sequence

from bilan.knowledge.giving import Giving
from bilan.model import edtf
from bilan.reading.frames import slots
from bilan.reading.frames.draft import Draft
from bilan.reading.frames.modes import nominal_mode
from bilan.reading.frames.scene import Scene, View

_NOT_YET = ("proposed",)


def settle(scene: Scene, drafts: list[Draft], giving: Giving) -> list[Draft]:
    """The drafts in text order, with what the page adds."""
    ordered = sorted(drafts, key=lambda d: (d.view.start, d.trigger, d.kind))
    ordered += list(_taken_up(scene, ordered))
    ordered.sort(key=lambda d: (d.view.start, d.trigger, d.kind))
    visits = [d for d in ordered if d.kind == "visit"]
    for draft in ordered:
        if draft.kind == "talks" or (draft.kind == "agreement" and draft.status == "signed"):
            _from_visit(draft, visits)
    _dates_of_deals(ordered)
    _directions(scene, ordered, giving)
    return ordered


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
        kind="visit", rule="visit.again", view=view, first=low, last=high, trigger=first, status=status, parties=origin.parties,
        head=view.scene.folded[view.words[first].start : view.words[last].end], antecedent=origin, start=start, end=end,
        sectors=origin.sectors,
    )  # fmt: skip


def _from_visit(draft: Draft, visits: Sequence[Draft]) -> None:
    """Day and place of the visit during which it happened, where one visit alone can be meant."""
    fitting = [v for v in visits if set(v.parties) == set(draft.parties) and v.antecedent is None and _same_time(draft, v)]
    close = [v for v in fitting if v.view.paragraph == draft.view.paragraph]
    for candidates in (close, fitting):
        places = {v.place for v in candidates if v.place}
        spans = {(v.start, v.end) for v in candidates if v.start}
        if draft.place is None and len(places) == 1 and draft.topic != "call":
            draft.place = places.pop()
        if draft.start is None and len(spans) == 1 and draft.kind == "talks":
            draft.start, draft.end = spans.pop()


def _same_time(one: Draft, other: Draft) -> bool:
    """Told in one breath, and not of two different days."""
    ahead = ("announced", "drafting", "postponed")
    if (one.status in ahead) != (other.status in ahead) and other.status != "under_way":
        return False
    return not (one.start and other.start) or edtf.overlap(one.start, other.start) or _inside(one, other)


def _inside(one: Draft, other: Draft) -> bool:
    return bool(one.start and other.end and other.start and edtf.overlap(one.start, f"{other.start}/{other.end}"))


def _dates_of_deals(drafts: Sequence[Draft]) -> None:
    """What a signed text gives is agreed on the day of its signature."""
    texts = [d for d in drafts if d.kind == "agreement" and d.start and d.status in ("signed", "agreed")]
    for draft in drafts:
        if draft.kind != "commitment" or draft.start is not None or draft.status not in ("agreed",):
            continue
        fitting = [t for t in texts if set(t.parties) == set(draft.parties)]
        close = [t for t in fitting if t.view.paragraph == draft.view.paragraph] or fitting
        days = {t.start for t in close}
        if len(days) == 1:
            draft.start = days.pop()


def _directions(scene: Scene, drafts: Sequence[Draft], giving: Giving) -> None:
    """Who gives and who receives, where the passage is silent: as the page's other passages have it, else by habit of states."""
    known: Counter[tuple[str, str]] = Counter()
    deals = [d for d in drafts if d.kind == "commitment"]
    for draft in deals:
        provider, receiver = _side(draft, "provider"), _side(draft, "receiver")
        if provider and receiver and provider != receiver:
            known[provider, receiver] += 1
    for draft in deals:
        _direct(scene, draft, known, giving)


def _side(draft: Draft, role: str) -> str | None:
    return next((p.party for p in draft.actors if p.part == role and p.party), None)


def _direct(scene: Scene, draft: Draft, known: Counter[tuple[str, str]], giving: Giving) -> None:
    provider, receiver = _side(draft, "provider"), _side(draft, "receiver")
    roles = {p.part for p in draft.actors}
    if len(draft.parties) != 2:
        return
    one, other = draft.parties
    if provider is None and receiver is None:
        if "provider" in roles and "receiver" in roles:
            return
        forward, back = known[one, other], known[other, one]
        if forward == back:
            forward, back = _habit(scene, one, giving), _habit(scene, other, giving)
        if forward == back:
            return
        provider, receiver = (one, other) if forward > back else (other, one)
    elif provider is None:
        provider = other if receiver == one else one
    elif receiver is None:
        receiver = other if provider == one else one
    added = []
    if "provider" not in roles and provider:
        added.append(scene.state_part(provider, "provider"))
    if "receiver" not in roles and receiver:
        added.append(scene.state_part(receiver, "receiver"))
    draft.actors = (*draft.actors, *added)


def _habit(scene: Scene, code: str, giving: Giving) -> int:
    return 2 * giving.of(code) - (1 if code == scene.facts.home else 0)
