"""The trail: one link for everything that was appended, each bound to the one before by a hash.

A link's digest covers the row it is about, column by column, and the rows that belong to it: a page's text, a
reading's statements, what a run set aside. Its chain covers the chain before it and all of itself. So one hash, the
chain of the last link, stands for every byte that was appended; who notes it down can later prove that nothing before
it was changed or taken away.
"""

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Final, NamedTuple

import msgspec
from sqlalchemy import Connection, Table, func, insert, select

from bilan.ledger import schema

BEFORE: Final = "0" * 64
"""What the first link is bound to."""

META: Final = str(schema.meta.name)
LINKED: Final = (
    schema.pages, schema.sightings, schema.readings, schema.readers, schema.hidden, schema.decisions, schema.runs,
)  # fmt: skip
"""Tables whose rows each get a link, in the order in which they do."""

BELONGS: Final = {
    schema.pages.name: (schema.texts, schema.texts.c.digest, schema.pages.c.digest),
    schema.readings.name: (schema.statements, schema.statements.c.reading, schema.readings.c.seq),
    schema.runs.name: (schema.set_aside, schema.set_aside.c.run, schema.runs.c.seq),
}
"""By table, the one whose rows belong to its rows: their column, and the column it is equal to."""

Row = Sequence[Any]


def digest(table: Table, row: Row, belonging: Iterable[Row] = ()) -> str:
    """SHA-256 (hex) of a row's columns in the order of the schema, and of the rows that belong to it."""
    found = hashlib.sha256(_written(table, row))
    for other in belonging:
        found.update(b"\n" + _written(BELONGS[table.name][0], other))
    return found.hexdigest()


def _written(table: Table, row: Row) -> bytes:
    return msgspec.json.encode([str(table.name), *map(_plain, row)])


def _plain(value: Any) -> Any:
    """The same from every database: booleans as numbers, bytes by their hash."""
    if isinstance(value, bool):
        return int(value)
    return {"sha256": hashlib.sha256(value).hexdigest()} if isinstance(value, bytes) else value


class Link(NamedTuple):
    """A link, without its chain: what is in the trail."""

    seq: int
    sort: str
    subject: int
    digest: str
    learned: str


def chained(before: str, link: Link) -> str:
    """The chain of a link that follows one whose chain is `before`."""
    return hashlib.sha256(msgspec.json.encode([before, *link])).hexdigest()


def extend(connection: Connection, moment: str) -> None:
    """Links for all that was appended since the last one; part of the transaction that appends."""
    for sort, subject, made in _new(connection):
        number, before = end(connection)
        link = Link(number + 1, sort, subject, made, moment)
        connection.execute(insert(schema.trail), {**link._asdict(), "chain": chained(before, link)})


def end(connection: Connection) -> tuple[int, str]:
    """The number of the last link, and its chain."""
    c = schema.trail.c
    row = connection.execute(select(c.seq, c.chain).order_by(c.seq.desc()).limit(1)).first()
    return (row.seq, row.chain) if row is not None else (0, BEFORE)


def _new(connection: Connection) -> Iterator[tuple[str, int, str]]:
    facts = meta_rows(connection)
    if _covered(connection, META) < len(facts):
        yield META, len(facts), meta_digest(facts)
    for table in LINKED:
        made = list(rows(connection, table, after=_covered(connection, table.name)))
        yield from ((str(table.name), number, found) for number, found in made)


def rows(connection: Connection, table: Table, *, after: int = 0) -> Iterator[tuple[int, str]]:
    """The number and the digest of each row of a table behind `after`, in their order."""
    for row in connection.execute(select(table).where(table.c.seq > after).order_by(table.c.seq)):
        yield row.seq, digest(table, row, _belonging(connection, table, row))


def _covered(connection: Connection, sort: str) -> int:
    c = schema.trail.c
    return connection.execute(select(func.max(c.subject)).where(c.sort == sort)).scalar() or 0


def _belonging(connection: Connection, table: Table, row: Any) -> Iterable[Row]:
    if table.name not in BELONGS:
        return ()
    other, theirs, ours = BELONGS[table.name]
    order = other.c.seq if "seq" in other.c else theirs
    return connection.execute(select(other).where(theirs == getattr(row, ours.name)).order_by(order)).all()


def meta_rows(connection: Connection) -> list[Row]:
    """Facts about the ledger itself, by key."""
    return list(connection.execute(select(schema.meta).order_by(schema.meta.c.key)).all())


def meta_digest(rows: Iterable[Row]) -> str:
    """One digest for all of them."""
    return hashlib.sha256(b"\n".join(_written(schema.meta, row) for row in rows)).hexdigest()
