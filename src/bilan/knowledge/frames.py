"""Shapes of the five files that say how a kind is told: `visit`, `talks`, `agreement`, `mechanism`, `commitment`."""

from typing import Literal

import msgspec

from bilan.knowledge.files import Shelf


class Not(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Phrases inside which a trigger means another thing; objects and figures that make no commitment."""

    phrases: tuple[str, ...]
    objects: frozenset[str] = frozenset()
    figures: tuple[str, ...] = ()


class Rule(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A way of telling a kind. It does not load without a sentence where it fires and a near miss where it must not."""

    id: str
    name: str
    example: str
    near_miss: str
    nouns: tuple[str, ...] = ()
    verbs: tuple[str, ...] = ()
    phrases: tuple[str, ...] = ()
    needs: frozenset[str] = frozenset()
    sort: str = ""
    sorts: frozenset[str] = frozenset()
    object: Literal["after", "self", "subject"] = "after"
    gives: str = ""
    status: str = ""
    done: str = ""
    ahead: str = ""
    bare: str = ""
    present: str = ""
    behind_of: bool = False
    firm: frozenset[str] = frozenset()


class Words(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    words: tuple[str, ...] = ()


class EventRules(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Of talks.

    `both`: words for the people of both sides, `sides` for the states; `definite` articles; `then` parts two hosts; a
    noun behind `apart` only dates another thing; `lead` words name who presides; `closing` verbs date the last day;
    `again`: words that take up what was just told; `ordinals` number sessions.
    """

    not_: Not = msgspec.field(name="not")
    rule: tuple[Rule, ...] = ()
    both: Words = Words()
    again: Words = Words()
    sides: Words = Words()
    definite: Words = Words()
    then: Words = Words()
    apart: Words = Words()
    lead: Words = Words()
    closing: Words = Words()
    ordinals: dict[str, int] = {}


class Recall(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Words by which a thing told before is taken up ("l'ouvrage"), and the sorts of things that they may mean."""

    words: tuple[str, ...]
    sorts: frozenset[str]


class Shape(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The build of the noun phrases and clauses that commitments are told in; see `commitment.toml`."""

    holders: frozenset[str]
    schemes: frozenset[str]
    parties: frozenset[str]
    objects: frozenset[str]
    supplying: frozenset[str]
    definite: frozenset[str]
    private: frozenset[str]
    own: frozenset[str]
    payers: tuple[str, ...]


class CommitmentRules(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Of commitments."""

    not_: Not = msgspec.field(name="not")
    shape: Shape
    recall: tuple[Recall, ...] = ()
    rule: tuple[Rule, ...] = ()


class Seats(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    capital: frozenset[str]
    soil: frozenset[str]


class VisitRules(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Of visits.

    `resident` offices are held in the host country, `seats` name places by a state's adjective, `team` words stand for
    people sent, `tour` words tell of a journey to several capitals, `relatives` open a clause about an object, `where`
    words one about a place; `posted` people are sent to stay; `until` words stand before a last day.
    """

    seats: Seats
    resident: Words
    team: Words
    tour: Words
    relatives: Words
    where: Words
    posted: Words
    until: Words
    not_: Not = msgspec.field(name="not")
    rule: tuple[Rule, ...] = ()


class StatusWords(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    verbs: tuple[str, ...]
    nouns: tuple[str, ...]
    phrases: tuple[str, ...]


class Weighted(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    strong: tuple[str, ...]
    weak: tuple[str, ...]


class Instruments(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    strong: tuple[str, ...]
    acts: tuple[str, ...]
    weak: tuple[str, ...]


class Series(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    nouns: tuple[str, ...]


class AgreementRules(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    generic: frozenset[str]
    instruments: Instruments
    status: dict[str, StatusWords]
    not_: Not = msgspec.field(name="not")
    rule: tuple[Rule, ...] = ()


class MechanismRules(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    structures: Weighted
    qualifiers: Words
    status: dict[str, StatusWords]
    series: Series
    common: frozenset[str]
    not_: Not = msgspec.field(name="not")
    rule: tuple[Rule, ...] = ()


class FrameRules(msgspec.Struct, frozen=True):
    """All five."""

    visit: VisitRules
    talks: EventRules
    agreement: AgreementRules
    mechanism: MechanismRules
    commitment: CommitmentRules


def load(shelf: Shelf, language: str) -> FrameRules:
    return FrameRules(
        visit=shelf.read(language, "visit", VisitRules),
        talks=shelf.read(language, "talks", EventRules),
        agreement=shelf.read(language, "agreement", AgreementRules),
        mechanism=shelf.read(language, "mechanism", MechanismRules),
        commitment=shelf.read(language, "commitment", CommitmentRules),
    )
