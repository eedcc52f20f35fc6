"""Shape of `groupings.toml`: groupings of states (`world/`) and their names in one language."""

import msgspec

from bilan.errors import KnowledgeError
from bilan.knowledge.files import Shelf


class GroupingFacts(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """`members` are ISO 3166-1 alpha-2 codes, empty where they are not meant one by one."""

    kind: str
    members: tuple[str, ...]


class GroupingNames(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """`name` is the full one; `acronyms` are written exactly so."""

    name: str
    also: tuple[str, ...]
    acronyms: tuple[str, ...]
    adjective: tuple[str, ...] = ()


class _World(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    groupings: dict[str, GroupingFacts]


class _Words(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    groupings: dict[str, GroupingNames]


class Groupings(msgspec.Struct, frozen=True):
    """Facts and names by the same ids."""

    facts: dict[str, GroupingFacts]
    names: dict[str, GroupingNames]


def load(shelf: Shelf, language: str) -> Groupings:
    """Both files. Raises KnowledgeError where they do not hold the same groupings."""
    facts = shelf.read("world", "groupings", _World).groupings
    names = shelf.read(language, "groupings", _Words).groupings
    lone = set(facts) ^ set(names)
    if lone:
        raise KnowledgeError(
            f"groupings.toml: {', '.join(sorted(lone))} stands in one of world/ and {language}/ only; add it to both"
        )
    return Groupings(facts=facts, names=names)
