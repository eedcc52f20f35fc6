"""Everybody in a document, in text order, so that whoever is referred back to has been met."""

from collections.abc import Iterator, Sequence

import msgspec

from bilan.model.mention import Actor, Gap
from bilan.reading.actors.discourse import Discourse
from bilan.reading.actors.making import mention
from bilan.reading.actors.naming import Naming
from bilan.reading.actors.people import People, Person
from bilan.reading.actors.phrase import Phrase
from bilan.reading.actors.scan import Hit, Scan, Span
from bilan.reading.actors.terms import Kind


class Casting:
    """Walks through names, offices and pronouns; `discourse` keeps who was met where."""

    def __init__(self, scan: Scan, people: People, discourse: Discourse, namings: Sequence[Naming]) -> None:
        self._scan, self._people, self._discourse = scan, people, discourse
        self._named: dict[Span, list[Naming]] = {}
        for naming in namings:
            self._named.setdefault(naming.name, []).append(naming)
        self._used = {phrase.start for naming in namings if naming.name in people.of for phrase in naming.roles}
        self._called = [(naming.start, naming.end) for naming in namings if naming.counterpart]

    def mentions(self, phrases: Sequence[Phrase]) -> tuple[list[Actor], list[Gap]]:
        """All mentions of persons, with the parties that later sentences told, and what stayed open."""
        out: list[Actor] = []
        for _, _, event in sorted(self._events(phrases), key=lambda event: event[:2]):
            if isinstance(event, Span):
                out += self._name(event)
            elif isinstance(event, Phrase):
                self._discourse.office(event)
            elif not any(start <= event.start < end for start, end in self._called):
                self._refer(event)
        parties = self._discourse.parties()
        return [_belonging(actor, parties) for actor in out + self._discourse.actors], self._discourse.gaps

    def _events(self, phrases: Sequence[Phrase]) -> Iterator[tuple[int, int, Span | Phrase | Hit]]:
        pairs = self._pairs(phrases)
        for span, _ in self._scan.names():
            yield span.start, 0, span
        for phrase in phrases:
            inside = any(hit.start < phrase.start < hit.end for hit in pairs)
            if phrase.start not in self._used and not inside:
                yield phrase.start, 1, phrase
        back = (Kind.LATTER, Kind.COUNTERPART, Kind.VISITOR)
        for hit in (*pairs, *(hit for hit in self._scan.hits if hit.term.kind in back)):
            yield hit.start, 2, hit

    def _pairs(self, phrases: Sequence[Phrase]) -> list[Hit]:
        """ "Les deux dirigeants", unless a longer office begins in it ("les deux chefs d'État")."""
        pairs = [hit for hit in self._scan.hits if hit.term.kind is Kind.PAIR_PEOPLE]
        return [hit for hit in pairs if not any(hit.start < phrase.start < hit.end < phrase.end for phrase in phrases)]

    def _refer(self, hit: Hit) -> None:
        if hit.term.kind is Kind.LATTER:
            self._discourse.latter(hit)
        elif hit.term.kind is Kind.PAIR_PEOPLE:
            self._discourse.pair(hit)
        elif hit.term.kind is Kind.VISITOR:
            self._discourse.visitor(hit)
        else:
            self._discourse.counterpart(hit)

    def _name(self, span: Span) -> list[Actor]:
        person = self._people.of.get(span) or self._people.find(span)
        if person is None:
            return []
        out = [actor for naming in self._named.get(span, ()) for actor in self._naming(person, naming, span)]
        person.last = span.start
        if any(naming.counterpart for naming in self._named.get(span, ())):
            person.beside = span.start
        out = out or [_named(person, span.start, span.end, None)]
        written = self._scan.words(*span)
        return out if written == person.name else [msgspec.structs.replace(actor, written=written) for actor in out]

    def _naming(self, person: Person, naming: Naming, span: Span) -> Iterator[Actor]:
        """One mention for each office that the naming gives; the first spans the whole phrase."""
        if not naming.roles:
            shared = self._discourse.shared(person, naming) if naming.counterpart else None
            yield _named(person, naming.start, naming.end, shared)
        for index, phrase in enumerate(naming.roles):
            start = min(naming.start if index == 0 else phrase.start, span.start)
            end = max(naming.end, phrase.end) if phrase.start > span.start else naming.end
            yield _named(person, start, end, self._discourse.wording.role(phrase))


def _named(person: Person, start: int, end: int, role: str | None) -> Actor:
    return mention((start, end), "person", person.key, person.name, person.party, role=role)


def _belonging(actor: Actor, parties: dict[str, str]) -> Actor:
    """The mention with its person's party, which a later sentence may have told."""
    party = parties.get(actor.key)
    if party is None or actor.party == party:
        return actor
    return msgspec.structs.replace(actor, party=party, parties=(party,))
