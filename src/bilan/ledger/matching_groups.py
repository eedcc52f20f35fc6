"""Statements into groups of one thing each: first within each page, then across pages, the best pair of all first.

What is looked at grows with the number of statements and not with its square: across pages, only pairs that share a
topic, an amount, a person, a body, a name, a day or a numbered session are compared, each with its nearest in time.
The outcome does not depend on the order in which statements come in: all ties are broken by what they say.
"""

import heapq
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from bilan.ledger.matching import VETO, Matcher
from bilan.ledger.matching_profile import Profile, joined

_MOST_IN_PAGE = 60
_MONTH = 30
_MOST_CANDIDATES = 40
_MOST_PARTS = 5
_WORST = -2.0
"""What a veto between two members of two groups counts for in their mean."""


def groups(
    profiles: Sequence[Profile], ties: Iterable[tuple[int, int]], matcher: Matcher, neighbours: int
) -> list[Profile]:
    """One profile for each thing, in the order of their keys. `ties`: places in `profiles` that must be one."""
    tied = _tied(profiles, ties)
    by_page: dict[tuple[str, str], list[Profile]] = defaultdict(list)
    rest = []
    for profile in tied:
        if len(profile.documents) == 1:
            by_page[profile.kind, next(iter(profile.documents))].append(profile)
        else:
            rest.append(profile)
    within = rest
    for page in by_page.values():
        within += Agglomeration(page, _all_pairs(page), matcher).run() if len(page) > 1 else page
    within.sort(key=lambda p: p.key)
    return Agglomeration(within, _candidates(within, neighbours), matcher).run()


def _tied(profiles: Sequence[Profile], ties: Iterable[tuple[int, int]]) -> list[Profile]:
    """Profiles with those that must be one joined. Indices are positions in `profiles`."""
    parent = list(range(len(profiles)))

    def root(i: int) -> int:
        while parent[i] != i:
            parent[i] = parent[parent[i]]
            i = parent[i]
        return i

    for a, b in ties:
        one, other = sorted((root(a), root(b)))
        parent[other] = one
    found: dict[int, list[Profile]] = defaultdict(list)
    for i, profile in enumerate(profiles):
        found[root(i)].append(profile)
    return [_all_joined(sorted(group, key=lambda p: p.key)) for group in found.values()]


def _all_joined(group: Sequence[Profile]) -> Profile:
    whole = group[0]
    for other in group[1:]:
        whole = joined(whole, other)
    return whole


def _all_pairs(page: list[Profile]) -> Iterator[tuple[int, int]]:
    """Of one page, in place sorted; in a very long page, only those near each other."""
    page.sort(key=lambda p: p.key)
    for i in range(len(page)):
        for j in range(i + 1, min(len(page), i + _MOST_IN_PAGE)):
            yield i, j


def _candidates(profiles: Sequence[Profile], neighbours: int) -> Iterator[tuple[int, int]]:
    """Pairs worth comparing: for each sign that two share, the nearest in the order of publication."""
    postings: dict[tuple[object, ...], list[int]] = defaultdict(list)
    for i, profile in enumerate(profiles):
        for sign in _signs(profile):
            postings[(profile.kind, *sign)].append(i)
    parties = [profile.parties for profile in profiles]
    size = len(profiles)
    pairs: set[int] = set()  # numbers, not tuples: ten times lighter on memory and on the collector
    for places in postings.values():
        for n, i in enumerate(places):
            for j in places[n + 1 : n + 1 + neighbours]:
                if not parties[i].isdisjoint(parties[j]) or not parties[i] or not parties[j]:
                    pairs.add(i * size + j)
    return (divmod(pair, size) for pair in pairs)


def _signs(p: Profile) -> Iterator[tuple[object, ...]]:
    pair = tuple(sorted(p.parties))
    yield from (("topic", topic, party) for topic in p.topics for party in pair)
    yield from (("amount", amount, party) for amount in p.amounts for party in pair)
    yield from (("person", name, party) for name in p.lasts for party in pair)
    yield from (("body", name, party) for name in p.bodies for party in pair)
    yield from (("name", name, party) for name in p.names for party in pair)
    yield from (("copied", quote) for quote in p.copied)
    yield from (("number", number, pair) for number in p.numbers)
    yield from (("day", month, pair) for month in _months(p))
    yield ("pair", pair)


def _months(p: Profile) -> set[int]:
    """Stretches of thirty days that its days touch, and their neighbours; none where they are vague."""
    found: set[int] = set()
    for first, last, precision in p.dated:
        if precision >= 2 and last - first <= 4 * _MONTH:
            found.update(range((first - 5) // _MONTH, (last + 5) // _MONTH + 1))
    return found


class Agglomeration:
    """Joins the best pair until none reaches the threshold."""

    def __init__(self, profiles: Sequence[Profile], pairs: Iterable[tuple[int, int]], matcher: Matcher) -> None:
        self._matcher = matcher
        self._alive: dict[int, Profile] = dict(enumerate(profiles))
        self._parts: dict[int, list[Profile]] = {i: [profile] for i, profile in self._alive.items()}
        self._scores: dict[int, dict[int, float]] = {i: {} for i in self._alive}
        self._heap: list[tuple[float, object, object, int, int]] = []
        for i, j in pairs:
            self._compare(i, j)
        heapq.heapify(self._heap)

    def run(self) -> list[Profile]:
        """The profiles that are left, in the order of their keys."""
        while self._heap:
            negative, _, _, i, j = heapq.heappop(self._heap)
            if i in self._alive and j in self._alive and self._scores[i].get(j) == -negative:
                self._settle(i, j, -negative)
        return sorted(self._alive.values(), key=lambda p: p.key)

    def _compare(self, i: int, j: int, push: bool = False) -> None:
        a, b = self._alive[i], self._alive[j]
        score = self._matcher.score(a, b)
        if score == VETO:
            return
        score = round(score, 6)
        self._scores[i][j] = self._scores[j][i] = score
        if score >= self._matcher.limits[a.kind].threshold:
            first, second = (i, j) if a.key <= b.key else (j, i)
            item = (-score, self._alive[first].key, self._alive[second].key, i, j)
            heapq.heappush(self._heap, item) if push else self._heap.append(item)

    def _settle(self, i: int, j: int, score: float) -> None:
        """Joins the pair, unless another candidate is as good and is another thing: then neither is taken.

        Nor are two groups joined whose members, taken one by one, have too little in common.
        """
        if self._chained(i, j):
            self._scores[i][j] = self._scores[j][i] = VETO
            return
        rivals = [(i, n) for n in self._rivals(i, j, score)] + [(j, n) for n in self._rivals(j, i, score)]
        if not rivals:
            self._join(i, j)
            return
        for a, b in ((i, j), *rivals):
            self._scores[a][b] = self._scores[b][a] = VETO

    def _chained(self, i: int, j: int) -> bool:
        """Whether two groups are alike only because each has gathered much. Of what was put off, days prove nothing."""
        if self._alive[i].moved or self._alive[j].moved:
            return False
        one, other = self._parts[i][:_MOST_PARTS], self._parts[j][:_MOST_PARTS]
        if len(one) == len(other) == 1:
            return False
        scores = [max(self._matcher.score(a, b), _WORST) for a in one for b in other]
        return sum(scores) < self._matcher.mean_floor * len(scores)

    def _rivals(self, i: int, chosen: int, score: float) -> list[int]:
        floor = max(score - self._matcher.margin, self._matcher.limits[self._alive[i].kind].threshold)
        near = [n for n, s in self._scores[i].items() if n != chosen and s >= floor and n in self._alive]
        return [n for n in near if self._other(chosen, n)]

    def _other(self, one: int, other: int) -> bool:
        """Whether two candidates are certainly two things."""
        score = self._scores[one].get(other)
        if score is None:
            score = self._matcher.score(self._alive[one], self._alive[other])
        return score == VETO

    def _join(self, i: int, j: int) -> None:
        new = joined(self._alive.pop(i), self._alive.pop(j))
        parts = self._parts.pop(i) + self._parts.pop(j)
        one, other = self._scores.pop(i), self._scores.pop(j)
        for n in one.keys() | other.keys():
            if n in self._alive:
                self._scores[n].pop(i, None)
                self._scores[n].pop(j, None)
        keep = min(i, j)
        self._alive[keep], self._scores[keep] = new, {}
        self._parts[keep] = sorted(parts, key=lambda p: p.key)
        for n in self._nearest(one, other, keep):
            self._compare(keep, n, push=True)

    def _nearest(self, one: dict[int, float], other: dict[int, float], joined_: int) -> list[int]:
        """The best candidates of both, as many as a group may keep: a large one costs no more than a small one."""
        known = [n for n in one.keys() | other.keys() if n != joined_ and n in self._alive]
        best = {n: max(one.get(n, VETO), other.get(n, VETO)) for n in known}
        return sorted(best, key=lambda n: (-best[n], self._alive[n].key))[:_MOST_CANDIDATES]
