"""Shape of `matching.toml`: by what two statements are known to tell of one thing, and how much each sign counts.

With it go the names of states in every language there is, so that "Moscou" is known to lie in "Russie".
"""

from pathlib import Path

import msgspec

from bilan.errors import KnowledgeError
from bilan.knowledge.files import SHIPPED, Shelf
from bilan.model.vocabulary import KINDS


class Sign(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One feature of a pair. A kind that it does not name gives it no weight; `measured` says what set the weights."""

    id: str
    says: str
    measured: str
    visit: float = 0.0
    talks: float = 0.0
    agreement: float = 0.0
    mechanism: float = 0.0
    commitment: float = 0.0


class Limits(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Of one kind. Scores are sums of weights; days and characters are counts."""

    threshold: float
    slack_days: int
    near_characters: int


class Sorts(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Sorts of talks. `general` may be a looser word for any other but those of `apart`."""

    general: str
    apart: frozenset[str]


class Matching(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    margin: float
    mean_floor: float
    neighbours: int
    copied_characters: int
    loose_topics: frozenset[str]
    sorts: Sorts
    limits: dict[str, Limits]
    sign: tuple[Sign, ...]


class StateNames(msgspec.Struct, frozen=True):
    """What the lists of states say that concerns places and words: the rest of such a file is not looked at."""

    name: str
    formal: tuple[str, ...] = ()
    also: tuple[str, ...] = ()
    adjective: tuple[str, ...] = ()
    prefix: tuple[str, ...] = ()
    capital: tuple[str, ...] = ()
    seats: tuple[str, ...] = ()


class _States(msgspec.Struct, frozen=True):
    states: dict[str, StateNames]


def load(shelf: Shelf) -> Matching:
    """The table. Raises KnowledgeError where a kind is missing or an id stands twice."""
    table = shelf.read("world", "matching", Matching)
    if set(table.limits) != set(KINDS):
        raise KnowledgeError(f"matching.toml: [limits] names {sorted(table.limits)}, expected {sorted(KINDS)}")
    ids = [sign.id for sign in table.sign]
    twice = sorted({name for name in ids if ids.count(name) > 1})
    if twice:
        raise KnowledgeError(f"matching.toml: the signs {', '.join(twice)} stand twice")
    return table


def load_states(shelf: Shelf) -> tuple[tuple[str, StateNames], ...]:
    """Code and names of every state, in every language that has a `states.toml`."""
    return tuple(
        item for language in _languages() for item in sorted(shelf.read(language, "states", _States).states.items())
    )


def _languages() -> list[str]:
    return sorted(path.parent.name for path in Path(SHIPPED).glob("??/states.toml"))
