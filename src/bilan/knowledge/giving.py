"""Shape of `giving.toml`: which of two states usually gives."""

import msgspec

from bilan.knowledge.files import Shelf


class Giving(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """`rank`: the rank as text, and the codes that have it."""

    rank: dict[str, tuple[str, ...]]

    def of(self, code: str) -> int:
        return next((int(rank) for rank, codes in self.rank.items() if code in codes), 0)


def load(shelf: Shelf) -> Giving:
    return shelf.read("world", "giving", Giving)
