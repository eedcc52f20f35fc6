"""Where and when the story of a page plays: what its opening says once, and its later sentences take for granted."""

import datetime
from typing import TypeVar

import msgspec

from bilan.model import edtf
from bilan.reading.frames import slots
from bilan.reading.frames.scene import Scene, View

_Value = TypeVar("_Value")
_OPENING = 5  # sentences that set the stage
_FRESH = 10  # days before publication within which a day is the news


class Stage(msgspec.Struct, frozen=True):
    """The one town and the one day that the opening of a page names; None where it names none, or two."""

    place: str | None
    state: str | None
    day: str | None


def stage(scene: Scene) -> Stage:
    opening = [v for v in scene.views if v.zone != "headline"][:_OPENING]
    opening += [v for v in scene.views if v.zone == "headline"]
    places = [p for v in opening for p in v.places if _sets(v, p.start, p.kind)]
    place = _one({(p.name, p.state) for p in places if p.state in scene.pair})
    day = _one({d for v in opening for d in _days(scene, v)})
    return Stage(place[0] if place else None, place[1] if place else None, day)


def _sets(view: View, start: int, kind: str) -> bool:
    return kind in ("capital", "town") and view.preposition(start) == "to"


def _days(scene: Scene, view: View) -> list[str]:
    published = scene.facts.published
    if published is None or edtf.precision(published) < 3:
        return []
    last = edtf.bounds(published)[1]
    found = []
    for time in view.times:
        start, _ = slots.dates(time)
        if start is None or edtf.precision(start) < 3:
            continue
        day = edtf.bounds(start)[0]
        if last - datetime.timedelta(days=_FRESH) <= day <= last:
            found.append(edtf.bare(start))
    return found


def _one(values: "set[_Value]") -> "_Value | None":
    return next(iter(values)) if len(values) == 1 else None
