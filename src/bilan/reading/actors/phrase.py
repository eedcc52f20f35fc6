"""A noun phrase as it is read (`Phrase`), and while it is read (`Draft`)."""

from dataclasses import dataclass, field
from typing import NamedTuple

from bilan.reading.actors.scan import Hit
from bilan.reading.actors.terms import Kind, Term

# Bodies that go by their own name alone: "la société X" is X.
TRADING = frozenset({"company", "works", "media", "bank", "ngo", "armed-group", "party"})
GENERIC = "generic"  # what `organ` is where an office belongs to a body that no list has


class Phrase(NamedTuple):
    """`text[start:end]` from the head on; `noun` is where its determiner begins.

    `states` are the codes of the states it belongs to, `grouping` the id of a grouping it belongs to; `topics` the
    portfolios, `parts` their spans ("Affaires étrangères", "Défense"). `name` is the span of a proper name inside a
    body's phrase, `acronym` that of letters in brackets behind it. `completed`: a complement was read. `organ` is what
    body an office is of, `inner` the office it is of ("porte-parole du Premier ministre"). `pair`: of both states ("les
    ministres des deux pays").
    """

    start: int
    end: int
    noun: int
    determiner: str
    former: bool
    term: Term
    states: tuple[str, ...] = ()
    grouping: str | None = None
    topics: tuple[str, ...] = ()
    parts: tuple[tuple[int, int], ...] = ()
    name: tuple[int, int] | None = None
    acronym: tuple[int, int] | None = None
    completed: bool = False
    organ: str | None = None
    inner: "Phrase | None" = None
    pair: bool = False


@dataclass
class Draft:
    """A phrase while it is read.

    `at` is how far, `limit` the end of its sentence, `depth` how many phrases it lies in.
    """

    hit: Hit
    at: int
    limit: int
    depth: int
    states: list[str] = field(default_factory=list)
    topics: list[str] = field(default_factory=list)
    parts: list[tuple[int, int]] = field(default_factory=list)
    grouping: str | None = None
    name: tuple[int, int] | None = None
    completed: bool = False
    organ: str | None = None
    inner: Phrase | None = None
    pair: bool = False

    @property
    def term(self) -> Term:
        return self.hit.term

    def take(self, owner: Phrase) -> None:
        """What the owner of a complement says of the whole."""
        self.at, self.completed = owner.end, True
        self.states.extend(owner.states)
        self.grouping = self.grouping or owner.grouping
        self.pair = self.pair or owner.pair
        if owner.term.kind is Kind.ROLE and owner.organ != GENERIC:
            self.inner = owner
        if owner.term.kind is not Kind.ORGAN:
            self.organ = self.organ or owner.organ
