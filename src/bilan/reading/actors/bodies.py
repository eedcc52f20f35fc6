"""The bodies of one document while it is read."""

import msgspec

from bilan.model.mention import Actor
from bilan.reading.actors.scan import Scan


class Bodies:
    """Mentions of bodies, where they stand, and the names and acronyms under which they come back."""

    def __init__(self, scan: Scan, home: str | None, sides: tuple[str, ...] = ()) -> None:
        """`sides`: the two states that the document is about, if it is about two."""
        self.scan, self.home, self.sides = scan, home, sides
        self.actors: list[Actor] = []
        self.names: dict[str, Actor] = {}
        self._covered: list[tuple[int, int]] = []

    def add(self, actor: Actor, *aliases: str) -> None:
        """A mention, and names of three letters or more by which the same body may be called again."""
        self.actors.append(actor)
        self._covered.append((actor.start, actor.end))
        for alias in aliases:
            if len(alias) > 2:
                self.names.setdefault(alias, actor)

    def covers(self, start: int, end: int) -> bool:
        """Whether a mention spans all of `start`, `end`."""
        return any(first <= start and end <= last for first, last in self._covered)

    def called(self) -> list[Actor]:
        """The mentions, each body under the fullest of the names that the document writes."""
        best: dict[str, str] = {}
        for actor in self.actors:
            name = actor.written or actor.name
            if actor.written is not None and _fuller(name, best.get(actor.key, "")):
                best[actor.key] = name
        return [_renamed(actor, best[actor.key]) if actor.key in best else actor for actor in self.actors]


def _fuller(name: str, other: str) -> bool:
    """Whether `name` says more: words before letters, the longer of two."""
    return (" " in name, len(name)) > (" " in other, len(other))


def _renamed(actor: Actor, name: str) -> Actor:
    """The mention under `name`; what the page writes is kept beside it."""
    written = actor.written if actor.written != name else None
    return msgspec.structs.replace(actor, name=name, written=written)
