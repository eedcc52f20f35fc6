"""Who holds an office, and who holds the same one on the other side: choices among the people of a document."""

from collections.abc import Iterable, Sequence

from bilan.reading.actors.people import Person, held
from bilan.reading.actors.phrase import Phrase

LEADERS = frozenset({"head-of-state", "head-of-government", "leader", "supreme-leader"})
MINISTERS = frozenset({"minister", "deputy-minister", "deputy-head-of-government", "state-secretary"})
# Offices that a vaguer word may stand for.
WIDER = {
    "leader": LEADERS,
    "diplomat": frozenset(
        {
            *("ambassador", "consul", "counsellor", "charge-d-affaires", "permanent-representative", "special-envoy"),
            *("ambassador-at-large", "high-commissioner", "attache"),
        }
    ),
    "negotiator": frozenset({"special-envoy", "head-of-delegation", "negotiator"}),
    "special-envoy": frozenset({"special-envoy", "minister", "deputy-minister"}),
}


def holds(person: Person, phrase: Phrase, topics: tuple[str, ...]) -> bool:
    """Whether the person may be called by the office of `phrase`, with these of its portfolios."""
    wanted, every = held(phrase, topics)
    return bears(person, wanted, every)


def bears(person: Person, wanted: str, topics: frozenset[str]) -> bool:
    """Whether the person has the office `wanted`; portfolios must share one where both sides name some."""
    if wanted == "minister" and not topics:
        return bool(person.offices & MINISTERS)
    if wanted in WIDER and not topics:
        return bool(person.offices & (WIDER[wanted] | {wanted}))
    if wanted not in person.offices:
        return False
    return not topics or not person.topics or bool(topics & person.topics)


def couple(ranked: Sequence[Person]) -> list[Person]:
    """Of persons of one office, the last named first: two of different parties, of one portfolio before others."""
    for first in ranked:
        if first.party is None or not first.topics:
            continue
        for second in ranked:
            other = second.party is not None and second.party != first.party
            if second is not first and other and first.topics & second.topics:
                return [first, second]
    parties: list[Person] = []
    for person in ranked:
        if all(person.party is None or person.party != other.party for other in parties):
            parties.append(person)
    return parties[:2] if len(parties) >= 2 else list(ranked[:2])


def opposite(persons: Iterable[Person], subject: Person, party: str | None) -> Person | None:
    """The one person of `party` (any other one than the subject's where None) who shares an office with `subject`."""
    pool = [
        p
        for p in persons
        if p is not subject
        and p.offices & subject.offices
        and (p.party == party if party is not None else p.party != subject.party)
    ]
    shared = [p for p in pool if not p.topics or not subject.topics or p.topics & subject.topics]
    return shared[0] if len(shared) == 1 else None


def across(persons: Iterable[Person], party: str | None) -> Person | None:
    """The one person with a high office in a state that is not `party`."""
    pool = [p for p in persons if p.party not in (None, party) and p.offices & (LEADERS | MINISTERS)]
    return pool[0] if len(pool) == 1 else None
