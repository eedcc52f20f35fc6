"""How likely two profiles tell of one thing: a sum of weighted signs, or a veto.

The signs and their weights are in `knowledge/world/matching.toml`; what forbids a merge is here and in the docs.
"""

from collections.abc import Callable
from typing import Final

from bilan.knowledge.matching import Limits, Matching
from bilan.ledger.decisions import Bonds
from bilan.ledger.matching_names import same_person
from bilan.ledger.matching_profile import Profile, Window
from bilan.model.vocabulary import KINDS

VETO: Final = float("-inf")
_CLOSE: Final = 3
_FAR: Final = 366

Weights = dict[str, float]
_Sign = Callable[["Matcher", Profile, Profile, Weights, Limits], float]


class Matcher:
    """Compares profiles of one kind. `bonds`: what people said of pairs of anchors."""

    def __init__(self, table: Matching, bonds: Bonds | None = None) -> None:
        self.limits = table.limits
        self.margin = table.margin
        self.mean_floor = table.mean_floor
        self.general = table.sorts.general
        self.apart = table.sorts.apart
        self.weights = {kind: {sign.id: getattr(sign, kind) for sign in table.sign} for kind in KINDS}
        self._bonds = bonds or None

    def score(self, a: Profile, b: Profile) -> float:
        """The sum of the weights of all signs, or `VETO`. Symmetrical."""
        if self._impossible(a, b):
            return VETO
        weights, limits = self.weights[a.kind], self.limits[a.kind]
        when = _time(a, b, weights, limits)
        if when == VETO:
            return VETO
        return (
            when
            + _pages(a, b, weights, limits)
            + _places(a, b, weights)
            + _actors(a, b, weights)
            + self._matter(a, b, weights)
        )

    def _impossible(self, a: Profile, b: Profile) -> bool:
        """What forbids a merge, time left out."""
        if _parties_clash(a.parties, b.parties) or _both_differ(a.numbers, b.numbers) or a.counts != b.counts:
            return True
        if a.kind == "visit" and (_both_differ(a.visitors, b.visitors) or _both_differ(a.countries, b.countries)):
            return True
        if a.kind == "talks" and self._sorts_clash(a.sorts, b.sorts):
            return True
        if self._bonds is not None and self._bonds.part(a.anchors, b.anchors):
            return True
        return not a.documents.isdisjoint(b.documents) and self._one_sentence_two_things(a, b)

    def _sorts_clash(self, one: frozenset[str], other: frozenset[str]) -> bool:
        """Two sorts, of which none may be a looser word for the other."""
        if not one or not other or not one.isdisjoint(other):
            return False
        if not self.apart.isdisjoint(one) or not self.apart.isdisjoint(other):
            return True
        return self.general not in one and self.general not in other

    def _one_sentence_two_things(self, a: Profile, b: Profile) -> bool:
        """A sentence that names two goods, two texts, two places tells of two things."""
        if a.kind in ("commitment", "agreement"):
            same_topic = bool(a.topics and b.topics and not a.topics.isdisjoint(b.topics))
            differ = not same_topic and (a.topics != b.topics or a.heads.isdisjoint(b.heads))
        elif a.kind == "visit":
            differ = _both_differ(a.places, b.places)
        else:
            differ = _both_differ(a.sorts, b.sorts) or _both_differ(a.topics, b.topics)
        return differ and any(x[0] == y[0] and x[1] < y[2] and y[1] < x[2] for x in a.spans for y in b.spans)

    def _matter(self, a: Profile, b: Profile, w: Weights) -> float:
        score = 0.0
        if a.numbers and b.numbers:
            score += w["number_same"]
        score += self._sort(a, b, w)
        score += _topic(a, b, w)
        score += _amounts(a, b, w)
        score += _sets(a.sectors, b.sectors, w, "sector_same", "sector_other")
        if a.names and b.names:
            score += w["name"] * min(2, len(a.names & b.names))
        if a.words and b.words:
            score += w["word"] * min(3, len(a.words & b.words))
        if not a.copied.isdisjoint(b.copied) and a.documents != b.documents:
            score += w["copied"]
        return score + _progress(a, b, w)

    def _sort(self, a: Profile, b: Profile, w: Weights) -> float:
        called = w["word_same"] if not a.heads.isdisjoint(b.heads) else _called(a, b, w)
        if not a.sorts or not b.sorts:
            return called
        return called + (w["sort_general"] if a.sorts.isdisjoint(b.sorts) else w["sort_same"])


def _progress(a: Profile, b: Profile, w: Weights) -> float:
    """An earlier page looks ahead, a later one back."""
    if not a.published or not b.published or not (a.ahead or b.ahead):
        return 0.0
    first, second = (a, b) if a.published < b.published else (b, a)
    return w["progress"] if first.ahead and second.done and first.published != second.published else 0.0


def _called(a: Profile, b: Profile, w: Weights) -> float:
    """What a thing is called: by words that begin alike ("commission"), or by others."""
    return w["word_other"] if a.firsts.isdisjoint(b.firsts) else w["word_partly"]


def _topic(a: Profile, b: Profile, w: Weights) -> float:
    """A loose topic says how a thing is given, not what: it weighs little, and does not contradict another."""
    if a.topics and b.topics:
        return w["topic_other"] if a.topics.isdisjoint(b.topics) else w["topic_same"]
    return 0.0 if a.loose.isdisjoint(b.loose) else w["topic_loose"]


def _parties_clash(one: frozenset[str], other: frozenset[str]) -> bool:
    if not one or not other:
        return False
    return not (one <= other or other <= one)


def _both_differ(one: frozenset[str] | frozenset[int], other: frozenset[str] | frozenset[int]) -> bool:
    return bool(one and other and one.isdisjoint(other))


def _sets(one: frozenset[str], other: frozenset[str], w: Weights, same: str, differ: str) -> float:
    if not one or not other:
        return 0.0
    return w[differ] if one.isdisjoint(other) else w[same]


def _time(a: Profile, b: Profile, w: Weights, limits: Limits) -> float:
    """Days as given; where one side gives none, what its status implies must not forbid it."""
    if not a.dated or not b.dated:
        return _implied(a, b)
    gap, precise = _gap(a.dated, b.dated)
    if gap <= 0:
        if not precise:
            return w["same_time"]
        return w["same_day"] if a.documents.isdisjoint(b.documents) else w["same_day_page"]
    if gap <= limits.slack_days:
        return w["near_day"]
    if a.moved or b.moved or (a.kind == "commitment" and not a.amounts.isdisjoint(b.amounts)):
        return 0.0
    return VETO


def _implied(a: Profile, b: Profile) -> float:
    one, other = a.dated or a.implied, b.dated or b.implied
    if not one or not other or a.moved or b.moved:
        return 0.0
    return VETO if _gap(one, other)[0] > 0 else 0.0


def _gap(one: tuple[Window, ...], other: tuple[Window, ...]) -> tuple[int, bool]:
    """Fewest days between any two windows, 0 where they meet; and whether two that meet are both days."""
    best, precise = 10**9, False
    for a in one:
        for b in other:
            gap = max(b[0] - a[1], a[0] - b[1], 0)
            if gap <= best:
                precise = (precise and gap == best) or (a[2] == 3 and b[2] == 3)
                best = gap
    return best, precise


def _pages(a: Profile, b: Profile, w: Weights, limits: Limits) -> float:
    score = w["parties_same"] if a.parties == b.parties else w["parties_partly"]
    if not a.documents.isdisjoint(b.documents):
        score += w["same_page"]
        if _distance(a, b) <= limits.near_characters:
            score += w["near"]
    elif a.published and b.published:
        gap = max(a.published[0] - b.published[1], b.published[0] - a.published[1], 0)
        if gap <= _CLOSE:
            score += w["pages_close"]
        elif gap > _FAR:
            score += w["pages_far"]
    return score


def _distance(a: Profile, b: Profile) -> int:
    return min((max(y[1] - x[2], x[1] - y[2], 0) for x in a.spans for y in b.spans if x[0] == y[0]), default=10**9)


def _places(a: Profile, b: Profile, w: Weights) -> float:
    if a.places and b.places:
        return w["place_other"] if a.places.isdisjoint(b.places) else w["place_same"]
    if not a.countries or not b.countries:
        return 0.0
    if a.countries.isdisjoint(b.countries):
        return w["place_other"]
    return w["place_within"] if a.places or b.places else w["place_same"]


def _actors(a: Profile, b: Profile, w: Weights) -> float:
    score = 0.0
    if not a.offices.isdisjoint(b.offices):
        score += w["person"]
    elif a.persons and b.persons:
        score += w["person"] if share_a_person(a, b) else w["persons_other"]
    if a.bodies and b.bodies:
        score += w["bodies_other"] if a.bodies.isdisjoint(b.bodies) else w["body"]
    return score


def share_a_person(a: Profile, b: Profile) -> bool:
    """Whether a name of the one is a name of the other."""
    if a.lasts.isdisjoint(b.lasts):
        return any(
            same_person(x, y)
            for x in a.persons
            for y in b.persons
            if len(x) > 1 and len(y) > 1 and (x[-1] in y or y[-1] in x)
        )
    return any(same_person(x, y) for x in a.persons for y in b.persons)


def _amounts(a: Profile, b: Profile, w: Weights) -> float:
    if not a.amounts or not b.amounts:
        return 0.0
    if not a.amounts.isdisjoint(b.amounts):
        return w["amount_same"]
    return w["amount_other"] if not a.units.isdisjoint(b.units) else 0.0
