"""Entries, disputes and who's who: what is folded from statements and decisions, and kept nowhere else."""

import msgspec

from bilan.model.statement import Amount, Evidence, Part


class Step(msgspec.Struct, frozen=True, kw_only=True):
    """One step of an entry's history: a status, the day it is known for, and its proof. `said_by` vouches for it."""

    status: str
    as_of: str | None
    document: str
    start: int
    end: int
    said_by: str
    quote: str = ""


class Voice(msgspec.Struct, frozen=True, kw_only=True):
    """Who vouches: `said_by`, the document, its outlet and origin (a reprint is the voice of its origin)."""

    said_by: str
    document: str
    outlet: str | None = None
    origin: str | None = None


class Entry(msgspec.Struct, frozen=True, kw_only=True):
    """One real thing, however many papers tell it. `id` is that of its earliest anchor; `also` are ids it once had."""

    id: str
    kind: str
    title: str
    parties: tuple[str, ...]
    actors: tuple[Part, ...]
    sectors: tuple[str, ...]
    start: str | None
    end: str | None
    place: str | None
    amounts: tuple[Amount, ...]
    status: str
    history: tuple[Step, ...]
    evidence: tuple[Evidence, ...]
    said_by: str
    voices: tuple[Voice, ...] = ()
    topic: str | None = None
    also: tuple[str, ...] = ()
    anchors: tuple[str, ...] = ()


class Side(msgspec.Struct, frozen=True, kw_only=True):
    """One side of a dispute: what is said, where, by whom."""

    value: str
    document: str
    start: int
    end: int
    said_by: str
    quote: str = ""


class Dispute(msgspec.Struct, frozen=True, kw_only=True):
    """Passages that cannot both be true. `field` is what they differ in; `entry` the entry concerned, if one is."""

    id: str
    subject: str
    field: str
    sides: tuple[Side, ...]
    entry: str | None = None


class Role(msgspec.Struct, frozen=True, kw_only=True):
    """An office or rank a person is given, with the earliest and latest dates that the texts support, and one proof."""

    role: str
    since: str | None
    until: str | None
    document: str
    start: int
    end: int
    quote: str


class ActorEntry(msgspec.Struct, frozen=True, kw_only=True):
    """Who is who: one person, organisation or state over all documents."""

    name: str
    type: str
    party: str | None
    names: tuple[str, ...]
    roles: tuple[Role, ...] = ()
    documents: tuple[str, ...] = ()
