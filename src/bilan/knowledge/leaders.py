"""Shape of `leaders.toml`: holders of public office whom pages name without it (`world/`)."""

import msgspec

from bilan.knowledge.files import Shelf


class Leader(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """`names`: spellings, the one shown first. `state` is an ISO 3166-1 alpha-2 code, None for an international body.

    `since`, `until` are the first and last year in `office`; `until` None where it was not over when this was written.
    """

    names: tuple[str, ...]
    office: str
    since: int
    state: str | None = None
    until: int | None = None

    def serves(self, year: int | None) -> bool:
        """Whether the office was held in `year`; a year that is not known counts as now."""
        if year is None:
            return self.until is None
        return self.since <= year and (self.until is None or year <= self.until)


class _World(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    leaders: dict[str, Leader]


def load(shelf: Shelf) -> dict[str, Leader]:
    """Leaders by id."""
    return shelf.read("world", "leaders", _World).leaders
