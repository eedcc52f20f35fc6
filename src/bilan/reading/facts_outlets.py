"""Known outlets, by name and by host."""

import re

from bilan.knowledge.outlets import Outlet, Outlets
from bilan.reading.folding import key

_HOST = re.compile(r"^(?:[a-z]+://)?(?:www\.)?([^/:?#\s]+)", re.IGNORECASE)


def host(url: str | None) -> str:
    """The host of an address without "www.", lower case; nothing for none."""
    match = _HOST.match(url or "")
    return match[1].lower() if match else ""


class OutletIndex:
    """Built once from knowledge."""

    def __init__(self, outlets: Outlets) -> None:
        self._names: dict[str, Outlet | None] = {}
        self._hosts: dict[str, Outlet] = {}
        for outlet in outlets.outlet:
            for name in (outlet.name, *outlet.aliases):
                folded = key(name)
                known = self._names.get(folded, outlet)
                self._names[folded] = outlet if known is None or known.home == outlet.home else None
            for domain in outlet.domains:
                self._hosts[domain] = outlet

    def named(self, name: str) -> Outlet | None:
        """The outlet called `name`; None if none is, or outlets of several countries are."""
        return self._names.get(key(name))

    def knows(self, name: str) -> bool:
        """Whether any outlet is called `name`, even if several are."""
        return key(name) in self._names

    def at(self, url: str | None) -> Outlet | None:
        """The outlet whose site the address belongs to."""
        name = host(url)
        while name:
            if name in self._hosts:
                return self._hosts[name]
            name = name.partition(".")[2]
        return None
