"""The bodies of one document while it is read."""

from bilan.model.mention import Actor
from bilan.reading.actors.scan import Scan


class Bodies:
    """Mentions of bodies, where they stand, and the names and acronyms under which they come back."""

    def __init__(self, scan: Scan, home: str | None) -> None:
        self.scan, self.home = scan, home
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
