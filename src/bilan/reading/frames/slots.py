"""When, where and who: the slots that all kinds share, filled from the sentence first, then the paragraph."""

import datetime
import re
from collections.abc import Iterable, Sequence

from bilan.model import edtf
from bilan.model.mention import Actor, Place, Quantity, Time
from bilan.model.statement import Amount, Part
from bilan.reading.frames.pairs import codes
from bilan.reading.frames.scene import View
from bilan.reading.grammar.verbs import VerbGroup
from bilan.reading.times import edtf_of

_FAR = 40.0
_YEAR = 12.0  # how far a bare year reaches: it mostly dates the noun it stands beside
_DAY = re.compile(r"\d{4}(-\d\d(-\d\d)?)?")


def dates(time: Time) -> tuple[str | None, str | None]:
    """Start and end, EDTF, of a time that has a place in the calendar; (None, None) for all others."""
    if time.type not in ("DATE", "TIME"):
        return None, None
    value = edtf_of(time.value)
    if value is None or not edtf.valid(value):
        return None, None
    first, _, last = value.partition("/")
    mark = "~" if time.mod == "APPROX" else ""
    return first + mark, (last + mark if last else None)


def time_of(
    view: View, index: int, *, reach: float = _FAR, start: int | None = None, end: int | None = None
) -> Time | None:
    """The calendar time nearest to word `index` of the sentence; times of another matter are left out."""
    best: tuple[float, Time] | None = None
    for time in view.times:
        if dates(time)[0] is None or _of_claim(view, time):
            continue
        if (start is not None and time.start < start) or (end is not None and time.end > end):
            continue
        at = view.at(time.start)
        segments, clauses = view.between(at, index)
        cost = abs(at - index) + 2.0 * segments + 8.0 * clauses - (4.0 if "-" in time.value[5:] else 0.0)
        if len(time.value) == 4 and cost > min(reach, _YEAR):
            continue
        if cost <= reach and (best is None or cost < best[0]):
            best = (cost, time)
    return best[1] if best else None


def _of_claim(view: View, time: Time) -> bool:
    """ "depuis sa prise de fonction en mai 2021" dates the taking of office, nothing else."""
    at = view.at(time.start)
    taken = [h for h in view.phrases if h.payload.kind == "claim" and h.payload.name == "claim.office"]
    return any(0 <= at - view.at(h.end - 1) <= 6 for h in taken)


def is_past(start: str | None, published: str | None) -> bool | None:
    """Whether a time lies before the publication day; None where either is unknown or they overlap."""
    if start is None or published is None:
        return None
    event, day = edtf.bounds(start), edtf.bounds(published)
    if event[1] < day[0]:
        return True
    if event[0] > day[1]:
        return False
    return None


def near(start: str | None, published: str | None, days: int) -> bool:
    """Whether a time lies within so many days of the publication day."""
    if start is None or published is None:
        return False
    event, day = edtf.bounds(start), edtf.bounds(published)
    span = datetime.timedelta(days=days)
    return event[0] - span <= day[1] and day[0] - span <= event[1]


def place_of(
    view: View, index: int, *, avoid: Iterable[str] = (), first: int = 0, last: int | None = None
) -> Place | None:
    """The place that the sentence gives to word `index`: after a preposition, the nearest, a town before a country."""
    avoided = set(avoid)
    limit = len(view.words) if last is None else last
    best: tuple[float, Place] | None = None
    for place in view.places:
        at = view.at(place.start)
        if not first <= at <= limit or view.preposition(place.start) != "to" or place.kind == "site":
            continue
        if place.state is not None and place.state in avoided:
            continue
        segments, clauses = view.between(at, index)
        cost = abs(at - index) + 2.0 * segments + 6.0 * clauses + (3.0 if at < index else 0.0)
        cost += {"country": 6.0, "region": 3.0}.get(place.kind, 0.0)
        if best is None or cost < best[0]:
            best = (cost, place)
    return best[1] if best else None


def part(actor: Actor, role: str) -> Part:
    return Part(name=actor.name, part=role, key=actor.key, type=actor.type, party=actor.party)


def parts(actors: Iterable[Actor], role: str) -> tuple[Part, ...]:
    """Each actor once."""
    found: dict[str, Part] = {}
    for actor in actors:
        found.setdefault(actor.key or actor.name, part(actor, role))
    return tuple(found.values())


def between_words(view: View, first: int, last: int, *, kinds: Sequence[str] = ()) -> list[Actor]:
    """Actors that begin within words `first` to `last`, outermost where mentions nest; "les deux ministres" is two."""
    if first > last or not view.words:
        return []
    low, high = view.words[max(0, first)].start, view.words[min(last, len(view.words) - 1)].end
    found: list[Actor] = []
    for actor in view.actors:
        if low <= actor.start < high and (not kinds or actor.type in kinds):
            above = found[-1] if found else None
            inside = above is not None and actor.end <= above.end and above.type != "state"
            if above is None or not inside or _twins(actor, above):
                found.append(actor)
    return found


def _twins(one: Actor, other: Actor) -> bool:
    """Two that one pronoun or "les deux ministres" means together."""
    same = (one.start, one.end) == (other.start, other.end)
    return same and one.form == "pronoun" and one.key != other.key


ACTING = ("person", "organisation", "state", "grouping", "group")


def subjects(view: View, group: VerbGroup) -> list[Actor]:
    """Who does what the verb says: the actors before it in its clause that no preposition governs.

    For a relative clause the last actor before it; for a clause without any, the sentence's first, then the previous
    sentence's of the same paragraph.
    """
    first, _ = view.clause(group.at)
    if group.bare and group.tense == "participle" and _opens_segment(view, group):
        behind = _behind_opening(view, group)
        if behind:
            return behind
    verbs_before = [g for g in view.groups if first <= g.at < group.first and not g.bare]
    earlier = [g.at for g in verbs_before if g.tense not in ("infinitive", "gerund")]
    found = (_free(view, earlier[-1] + 1, group.first - 1) if earlier else []) or _free(view, first, group.first - 1)
    if found:
        return found
    if first > 0:
        if view.form(first) in view.scene.lexis.cues.clause.relatives:
            before = between_words(view, 0, first - 1)
            if before:
                return before[-1:]
        found = _free(view, 0, group.first - 1)
        if found:
            return found
    for other in view.scene.paragraph(view)[:2]:
        found = _free(other, 0, len(other.words) - 1)
        if found:
            return found[:1]
    return []


def _opens_segment(view: View, group: VerbGroup) -> bool:
    """ "Reçu mardi par Z, Y a …": a participle that opens its sentence or stands between commas."""
    return view.segment(group.at)[0] >= group.at - 1


def _behind_opening(view: View, group: VerbGroup) -> list[Actor]:
    """The subject of the clause that an opening participle belongs to: the first free actors behind the next comma."""
    _, end = view.segment(group.at)
    if group.at > 3 or end + 1 >= len(view.words):
        return []
    stop = next((g.first for g in view.groups if g.at > end and not g.bare), min(end + 25, len(view.words) - 1))
    return _free(view, end + 1, stop)


def _free(view: View, first: int, last: int) -> list[Actor]:
    found = []
    for actor in between_words(view, first, last, kinds=ACTING):
        if actor.type == "state" and actor.form == "adjective":
            continue
        if view.preposition(actor.start) in (None, "between"):
            found.append(actor)
    return found


def agents(view: View, group: VerbGroup, last: int) -> list[Actor]:
    """Who acts in a passive: "par …" behind the verb."""
    return [a for a in between_words(view, group.last + 1, last) if view.preposition(a.start) == "by"]


def officials(actors: Iterable[Actor]) -> list[Actor]:
    """Persons and bodies that act for a state."""
    return [a for a in actors if a.type in ("person", "group", "organisation")]


def amount(quantity: Quantity) -> Amount:
    return Amount(value=quantity.value, unit=quantity.unit, item=quantity.item, approximate=quantity.approximate,
                  high=quantity.high, bound=quantity.bound, per=quantity.per)  # fmt: skip


def amounts(quantities: Iterable[Quantity]) -> tuple[Amount, ...]:
    """Amounts of quantities; a range gives its two ends, as two figures of one thing."""
    found: list[Amount] = []
    for quantity in quantities:
        found.append(amount(quantity))
        if quantity.high is not None:
            found.append(Amount(value=quantity.high, unit=quantity.unit, item=quantity.item,
                                approximate=quantity.approximate, bound="max", per=quantity.per))  # fmt: skip
    return tuple(dict.fromkeys(found))


def states_of(actors: Iterable[Actor | Part]) -> list[str]:
    found: dict[str, None] = {}
    for actor in actors:
        for code in codes(actor) if isinstance(actor, Actor) else ((actor.party,) if actor.party else ()):
            found.setdefault(code)
    return list(found)
