"""Which two states a page is about, and what it calls them."""

from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence

from bilan.model.mention import Actor
from bilan.reading.sentences import Sentence

_IN_PASSING = 2  # mentions (the headline's count threefold) below which a state is named in passing
_SHORT = 1500  # characters below which a page may name each state once
_ZONE_WEIGHT = {"headline": 3, "lead": 2, "body": 1}


def weigh(actors: Sequence[Actor], sentences: Sequence[tuple[Sentence, str]]) -> Counter[str]:
    """How much a page speaks of each state, by ISO code: a mention in the headline counts three, in the lead two."""
    weights: Counter[str] = Counter()
    zones = [(s.start, s.end, _ZONE_WEIGHT.get(zone, 1)) for s, zone in sentences]
    starts = [start for start, _, _ in zones]
    for actor in actors:
        index = bisect_right(starts, actor.start) - 1
        members = codes(actor)
        for code in members:
            weights[code] += zones[max(index, 0)][2] * (1.0 if len(members) == 1 else 0.4)  # type: ignore[assignment]
    return weights


def main_pair(weights: Counter[str], home: str | None) -> tuple[str, ...]:
    """The two states a page is mostly about, the writer's own first considered; `()` where it names fewer."""
    best = sorted(weights, key=lambda code: (-weights[code], code))
    if home in best:
        best.remove(home)
        best.insert(min(1, len(best)), home)
    return tuple(sorted(best[:2])) if len(best) > 1 else ()


def concerns_two(weights: Counter[str], pair: tuple[str, ...], length: int) -> bool:
    """Whether a page of `length` characters may tell of cooperation: two states, neither named in passing only."""
    return len(pair) == 2 and (length <= _SHORT or min(weights[code] for code in pair) >= _IN_PASSING)


def codes(actor: Actor) -> tuple[str, ...]:
    """The states that a mention stands for."""
    if actor.parties:
        return actor.parties
    return (actor.party,) if actor.party else ()


def fullest_names(actors: Sequence[Actor]) -> dict[str, str]:
    """By a state's code, the longest name that the page gives it; the first of equals."""
    found: dict[str, str] = {}
    for actor in actors:
        if actor.type != "state" or actor.party is None or actor.key != f"state:{actor.party}":
            continue
        if len(actor.name or "") > len(found.get(actor.party, "")):
            found[actor.party] = actor.name or actor.party
    return found
