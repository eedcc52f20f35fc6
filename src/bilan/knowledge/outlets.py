"""Shape of `outlets.toml`: papers, agencies, broadcasters and sites, and the country that each calls its own."""

from typing import Literal

import msgspec

from bilan.errors import KnowledgeError
from bilan.knowledge.files import Shelf


class Outlet(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """`home` is ISO 3166-1 alpha-2, nothing for an international one; `domains` are hosts without `www`."""

    name: str
    kind: Literal["agency", "paper", "site", "radio", "tv", "state"]
    home: str | None = None
    aliases: tuple[str, ...] = ()
    domains: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if self.home is not None and not (len(self.home) == 2 and self.home.isupper()):
            raise KnowledgeError(
                f"outlet {self.name!r}: home is {self.home!r}, expected two capital letters (ISO 3166-1)"
            )


class Outlets(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """All outlets; of two with one domain the later wins, so that a user's own file corrects the shipped one."""

    outlet: tuple[Outlet, ...]


def load(shelf: Shelf) -> Outlets:
    return shelf.read("world", "outlets", Outlets)
