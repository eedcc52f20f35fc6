"""What a ledger holds, read back: pages under the names they bear now, and what was read in them."""

from collections.abc import Callable, Sequence
from typing import Any

import msgspec
from sqlalchemy import Connection, Select, bindparam, null, select

from bilan.ledger import schema
from bilan.ledger.decisions_heirs import heirs, targets
from bilan.ledger.store_decisions import decisions, from_json, until
from bilan.ledger.store_names import Row, records
from bilan.ledger.store_privacy import hides
from bilan.model.decision import Decision
from bilan.model.document import Facts, Zone
from bilan.model.mention import Actor, Gap
from bilan.model.page import PageRecord
from bilan.model.reading import Reading
from bilan.model.statement import Statement


class Contents(msgspec.Struct, frozen=True, kw_only=True):
    """All that entries are folded from. `pages` and `readings` go in step; `copies` repeat the text of one of them.

    `decisions` as they were made; `heirs`: by anchor that no reading has any more, the one that stands for it now.
    """

    pages: tuple[PageRecord, ...]
    readings: tuple[Reading, ...]
    decisions: tuple[Decision, ...]
    copies: tuple[PageRecord, ...] = ()
    heirs: dict[str, str] = {}

    @property
    def lost(self) -> frozenset[str]:
        """Anchors that decisions are about, and for which nothing stands any more."""
        there = {s.anchor for r in self.readings for s in r.statements} | self.heirs.keys()
        own = {target for d in self.decisions if d.verb == "add" for target in d.targets}
        return targets(self.decisions) - there - own


def contents(
    connection: Connection, known_by: str | None, *, whole: bool = True, private: bool = False
) -> Contents:
    """All that the ledger had learned by the moment `known_by` (now, if None), in an order that tells no arrival.

    Zones and gaps, which no fold asks for, only if `whole`. Private pages are as if they were not there, unless
    `private`.
    """
    query = _PAGES.add_columns(*((_R.actors, _R.zones, _R.gaps) if whole else (_R.actors,)))
    kept, copies = records(_rows(connection, query, known_by, private=private))
    statements = _statements(connection)
    read = tuple(_reading(row, page, statements(row.reading)) for row, page in kept)
    decided = decisions(connection, known_by)
    return Contents(
        pages=tuple(page for _, page in kept),
        readings=read,
        decisions=decided,
        copies=tuple(copies),
        heirs=_heirs(connection, decided, read),
    )


def _heirs(connection: Connection, decided: Sequence[Decision], read: Sequence[Reading]) -> dict[str, str]:
    """What stands for the passages that decisions were made on and a newer reader reads otherwise."""
    wanted = targets(decided)
    if not wanted:
        return {}
    missing = wanted - {s.anchor for reading in read for s in reading.statements}
    c = schema.statements.c
    query = select(c.body).where(c.anchor.in_(bindparam("anchors", expanding=True))).distinct()
    lost, bodies = sorted(missing), list[str]()
    for start in range(0, len(lost), _MANY):
        bodies += connection.execute(query, {"anchors": lost[start : start + _MANY]}).scalars()
    return heirs([msgspec.json.decode(body, type=Statement) for body in bodies], read)


def page_keys(connection: Connection, *, private: bool = False) -> dict[str, str]:
    """Of each page that speaks, the key; by the name that it bears now, and by the digest of its text."""
    kept, _ = records(_rows(connection, _PAGES, None, private=private))
    found = {page.digest: row.key for row, page in kept}
    return found | {page.document: row.key for row, page in kept}


def pages(
    connection: Connection, known_by: str | None, *, private: bool = False
) -> tuple[tuple[PageRecord, ...], tuple[PageRecord, ...]]:
    """The pages of `contents`, and the copies, without what was read in them."""
    kept, copies = records(_rows(connection, _PAGES, known_by, private=private))
    return tuple(page for _, page in kept), tuple(copies)


_MANY = 1000
"""Values in one question: SQLite takes no more than some thousand."""

_P, _S, _R = schema.pages.c, schema.sightings.c, schema.readings.c
_PAGES = (
    select(
        _P.key, _P.digest, _P.url, _P.published, _P.outlet, _P.title, _P.language, _P.home, hides(), _P.fiction,
        _P.learned, _S.name, _R.seq, _R.reader, null(), _R.facts,
    )
    .join_from(schema.pages, schema.sightings, _S.page == _P.key)
    .join(schema.readings, _R.page == _P.key)
)  # fmt: skip


def _rows(connection: Connection, query: Select[Any], known_by: str | None, *, private: bool) -> list[Row]:
    """Pages under each of their names with each of their readings. What is private now was so in every view."""
    asked = until(query, (schema.pages, schema.sightings, schema.readings), known_by)
    asked = asked if private else asked.where(~hides())
    used = _used(connection, known_by)
    return [row._replace(used=used.get(row.reader)) for row in (Row(*values) for values in connection.execute(asked))]


def _used(connection: Connection, known_by: str | None) -> dict[str, int]:
    """By reader, the place of its last use in the order of uses."""
    query = until(select(schema.readers.c.reader).order_by(schema.readers.c.seq), (schema.readers,), known_by)
    return {reader: place for place, reader in enumerate(connection.execute(query).scalars())}


def _statements(connection: Connection) -> Callable[[int], tuple[Statement, ...]]:
    """A function from a reading's number to its statements, in the order of its text."""
    by_reading: dict[int, list[str]] = {}
    c = schema.statements.c
    for reading, body in connection.execute(select(c.reading, c.body).order_by(c.seq)):
        by_reading.setdefault(reading, []).append(body)
    decoder = msgspec.json.Decoder(Statement)
    return lambda reading: tuple(decoder.decode(body) for body in by_reading.get(reading, ()))


def _reading(row: Row, page: PageRecord, statements: tuple[Statement, ...]) -> Reading:
    """A stored reading under the name that its document bears now."""
    named = (
        s if s.evidence.document == page.document
        else msgspec.structs.replace(s, evidence=msgspec.structs.replace(s.evidence, document=page.document))
        for s in statements
    )  # fmt: skip
    return Reading(
        document=page.document,
        page=row.digest,
        facts=from_json(row.facts, Facts),
        zones=from_json(row.zones or "[]", tuple[Zone, ...]),
        actors=from_json(row.actors, tuple[Actor, ...]),
        gaps=from_json(row.gaps or "[]", tuple[Gap, ...]),
        statements=tuple(named),
    )
