"""What a reader saw in one document."""

import msgspec

from bilan.model.document import Facts, Zone
from bilan.model.mention import Actor, Gap, Place, Quantity, SectorMention, Time
from bilan.model.statement import Statement


class Reading(msgspec.Struct, frozen=True, kw_only=True):
    """Everything read in one document, in the order of its text."""

    document: str
    page: str
    facts: Facts
    zones: tuple[Zone, ...]
    times: tuple[Time, ...] = ()
    quantities: tuple[Quantity, ...] = ()
    actors: tuple[Actor, ...] = ()
    places: tuple[Place, ...] = ()
    sectors: tuple[SectorMention, ...] = ()
    statements: tuple[Statement, ...] = ()
    gaps: tuple[Gap, ...] = ()
