"""Shape of `goods.toml`: what is given, lent, built, taught or sent."""

from typing import Literal

import msgspec

from bilan.knowledge.files import Shelf


class Good(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """`id` is the topic by which the same thing is known again; `sectors` of the guidelines, main one first."""

    id: str
    words: tuple[str, ...]
    sectors: tuple[str, ...]
    sort: Literal["good", "equipment", "work", "personnel", "money", "training", "service"]
    vague: bool = False


class Goods(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    good: tuple[Good, ...]


def load(shelf: Shelf, language: str) -> Goods:
    return shelf.read(language, "goods", Goods)
