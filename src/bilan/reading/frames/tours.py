"""Tours: stages that a page tells by town and day alone, and places that a page gives once for a visit told often."""

from collections import Counter
from collections.abc import Iterator, Sequence

import msgspec

from bilan.model.mention import Place
from bilan.model.statement import Part
from bilan.reading.frames import slots
from bilan.reading.frames.draft import Draft
from bilan.reading.frames.modes import nominal_mode
from bilan.reading.frames.scene import Scene, View

_GUESTS = ("visitor", "lead")


def come_from(scene: Scene, drafts: Sequence[Draft]) -> set[int]:
    """Gives travellers whose state no mention tells that which their visits told; the sentences that it changed."""
    homes: dict[str, str] = {}
    for draft in drafts:
        there = next((p.state for p in draft.view.places if p.name == draft.place), None) or _described(draft)
        home = (
            [c for c in draft.parties if c != there]
            if there
            else [c for c in draft.parties if c not in draft.view.states()]
        )
        for part in draft.actors:
            if part.part in _GUESTS and part.type == "person" and part.party is None and len(home) == 1:
                homes.setdefault(part.key, home[0])
    changed: set[int] = set()
    for view in scene.views if homes else ():
        if any(a.key in homes for a in view.actors):
            view.actors = [msgspec.structs.replace(a, party=homes[a.key]) if a.key in homes else a for a in view.actors]
            changed.add(view.index)
    return changed


def _described(draft: Draft) -> str | None:
    """ "le séjour ivoirien": the state of the adjective right behind the noun."""
    view = draft.view
    return next((a.party for a in view.actors if a.form == "adjective" and view.at(a.start) == draft.trigger + 1), None)


def stages(scene: Scene, drafts: Sequence[Draft]) -> list[Draft]:
    """ "À X, lundi, …" in a page about a tour whose traveller is one: a visit to X."""
    traveller = _tourist(scene, drafts)
    if traveller is None:
        return []
    told = {(d.view.index, d.place) for d in drafts}
    known = {d.place for d in drafts if d.place and traveller.key in {p.key for p in d.actors}}
    found: list[Draft] = []
    for view in scene.views:
        for place in _openings(view):
            if (
                place.state is None
                or place.state == traveller.party
                or (view.index, place.name) in told
                or place.name in known
            ):
                continue
            if any(d.view is view for d in drafts):
                continue
            found.append(_stage(view, place, traveller))
            known.add(place.name)
    return found


def _tourist(scene: Scene, drafts: Sequence[Draft]) -> Part | None:
    """The one person who travels, in a page that speaks of a tour."""
    words = scene.lexis.rules.visit.tour.words
    if not any(h.payload.kind == "tour" for h in scene.phrases) or not words:
        return None
    counted = Counter(p.key for d in drafts for p in d.actors if p.part in _GUESTS and p.type == "person" and p.party)
    if not counted:
        return None
    (key, _), *_ = counted.most_common(1)
    return next(p for d in drafts for p in d.actors if p.key == key and p.part in _GUESTS)


def _openings(view: View) -> Iterator[Place]:
    """A town that opens the sentence, alone or after a preposition of place, before a comma, a day or nothing more;
    or that names a stop ("l'étape d'Accra")."""
    stops = {
        view.at(h.end - 1) for h in view.phrases if h.payload.rule is not None and h.payload.rule.id == "visit.stop"
    }
    yield from (p for p in view.places if view.preposition(p.start) == "from" and view.at(p.start) - 2 in stops)
    if stops:
        yield from (
            p for p in view.places if view.form(view.at(p.start) - 1) == ":" or view.form(view.at(p.start) - 2) == ":"
        )
    for place in view.places[:2]:
        at = view.at(place.start)
        if at > 1 or place.kind not in ("capital", "town") or view.preposition(place.start) not in ("to", None):
            continue
        behind = view.at(place.end - 1) + 1
        if view.preposition(place.start) is None and (at != 0 or place.kind != "capital"):
            continue
        short = len(view.words) <= behind + 4
        if view.form(behind) in (",", ":") or short or any(view.at(t.start) == behind for t in view.times):
            yield place


def _stage(view: View, place: Place, traveller: Part) -> Draft:
    at = view.at(place.start)
    time = slots.time_of(view, at, reach=14)
    start, end = slots.dates(time) if time is not None else (None, None)
    cue = nominal_mode(view, at, view.at(place.end - 1))
    status = {"postpone": "postponed", "cancel": "cancelled", "future": "announced", "plan": "announced"}.get(
        cue.mode if cue is not None else "", "held"
    )
    if slots.is_past(start, view.scene.facts.published) is False and status == "held":
        status = "announced"
    last = view.segment(view.at(time.end - 1) if time is not None else at)[1]
    return Draft(
        kind="visit", rule="visit.stage", view=view, first=0,
        last=max(last, min(len(view.words) - 1, at + 8)), trigger=at, status=status,
        parties=tuple(sorted({traveller.party or "", place.state or ""} - {""})), actors=(traveller,),
        start=start, end=end, place=place.name,
        sectors=("diplomacy", *dict.fromkeys(m.sector for m in view.sectors))[:3],
    )  # fmt: skip


def placed(drafts: Sequence[Draft]) -> None:
    """A visit told without its place has that of the page's other tellings, if they give one only."""
    for draft in drafts:
        if draft.place is None:
            places = {d.place for d in drafts if d.place and d.parties == draft.parties and _meets(d, draft)}
            if len(places) == 1:
                draft.place = places.pop()
        if draft.rule == "visit.home" and draft.start is None:
            days = {
                (d.start, d.end)
                for d in drafts
                if d.start and d.parties == draft.parties and d.rule != draft.rule and _meets(d, draft)
            }
            if len(days) == 1:
                draft.start, draft.end = days.pop()


def still_there(scene: Scene, drafts: Sequence[Draft]) -> None:
    """Who is there when the paper comes out is there in all its tellings, unless one tells of the way home."""
    present = [d for d in drafts if d.status == "under_way"]
    for draft in drafts:
        if draft.status != "held" or draft.rule != "visit.implied":
            continue
        same = [
            d for d in present if d.parties == draft.parties and _meets(d, draft) and d.place in (draft.place, None)
        ]
        if same and slots.near(draft.start, scene.facts.published, 3):
            draft.status = "under_way"


def _meets(one: Draft, other: Draft) -> bool:
    """A traveller in common, or from the same state."""
    a, b = ({p.key for p in d.actors if p.part in _GUESTS} for d in (one, other))
    homes = [{p.party for p in d.actors if p.part in _GUESTS} for d in (one, other)]
    return bool(a & b) or bool(homes[0] & homes[1] - {None})
