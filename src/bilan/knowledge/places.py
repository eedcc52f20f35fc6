"""Shape of `places.toml`: towns and regions by state (`world/`), and one language's words and exonyms."""

import msgspec

from bilan.knowledge import states
from bilan.knowledge.files import Shelf
from bilan.knowledge.names import NameWords
from bilan.knowledge.names import load as load_names
from bilan.knowledge.states import StateWords


class _World(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    towns: dict[str, tuple[str, ...]]
    regions: dict[str, tuple[str, ...]]


class PlaceWords(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """See the head of the file for each list."""

    sites: tuple[str, ...]
    regions: tuple[str, ...]
    at: tuple[str, ...]
    of: tuple[str, ...]
    quarters: tuple[str, ...]
    people: tuple[str, ...]
    nowhere: frozenset[str]
    towns: dict[str, tuple[str, ...]]


class PlaceKnowledge(msgspec.Struct, frozen=True):
    """`towns` and `regions` map a state's code to names; `states` and `names` are those of the other files."""

    towns: dict[str, tuple[str, ...]]
    regions: dict[str, tuple[str, ...]]
    words: PlaceWords
    states: StateWords
    names: NameWords


def towns(shelf: Shelf, language: str) -> dict[str, tuple[str, ...]]:
    """Towns by state's code, exonyms behind the names at home."""
    return _towns(shelf.read("world", "places", _World), shelf.read(language, "places", PlaceWords))


def _towns(world: _World, words: PlaceWords) -> dict[str, tuple[str, ...]]:
    codes = dict.fromkeys((*world.towns, *words.towns))
    return {code: (*world.towns.get(code, ()), *words.towns.get(code, ())) for code in codes}


def load(shelf: Shelf, language: str) -> PlaceKnowledge:
    world, words = shelf.read("world", "places", _World), shelf.read(language, "places", PlaceWords)
    return PlaceKnowledge(
        towns=_towns(world, words),
        regions=world.regions,
        words=words,
        states=states.load(shelf, language).words,
        names=load_names(shelf, language),
    )
