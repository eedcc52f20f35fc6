"""Whether a ledger is as it was written: every byte that was appended, every passage, every view that was kept.

In four steps, each only if the ones before found nothing: SQLite's own check and the tables themselves; the trail,
link by link; what the rows say of each other (a text and its digest, a passage and its words); and the entries, which
are folded anew and must be the bytes that were kept.
"""

import hashlib
import zlib
from collections.abc import Iterable, Iterator
from typing import Any

import msgspec
from sqlalchemy import Connection, Table, select

from bilan.errors import BilanError
from bilan.knowledge.files import Shelf
from bilan.ledger import export, queries_cache, schema, trail
from bilan.ledger.fold import Account
from bilan.ledger.store import Ledger
from bilan.ledger.store_contents import contents
from bilan.ledger.store_privacy import hides
from bilan.model.statement import Statement


class Fault(msgspec.Struct, frozen=True, kw_only=True):
    """What is wrong: `message` with its `slots`, for a catalogue to say it. Never holds a word of a page."""

    message: str
    slots: dict[str, str]

    @classmethod
    def of(cls, message: str, /, **slots: object) -> "Fault":
        return cls(message=message, slots={name: str(value) for name, value in slots.items()})


class Report(msgspec.Struct, frozen=True, kw_only=True):
    """`head`: the chain of the last link. `entries`: SHA-256 of all entries and disputes as they are
    exported, those of private pages too, if nothing is wrong."""

    links: int
    head: str
    faults: tuple[Fault, ...]
    entries: str | None = None


def verify(ledger: Ledger, *, head: str | None = None, shelf: Shelf | None = None) -> Report:
    """Looks at everything and changes nothing. `head`: a chain noted earlier, which must be in the trail."""
    with ledger.reading() as connection:
        faults = _first(_file(connection), _trail(connection, head), _rows(connection))
        links, last = trail.end(connection)
        entries = None
        if not faults:
            faults, entries = _views(connection, shelf or Shelf())
    return Report(links=links, head=last, faults=faults, entries=entries)


def _first(*steps: Iterator[Fault]) -> tuple[Fault, ...]:
    """The faults of the first step that finds any."""
    return next((found for found in map(tuple, steps) if found), ())


def _file(connection: Connection) -> Iterator[Fault]:
    for pragma in ("integrity_check", "foreign_key_check"):
        for row in connection.exec_driver_sql(f"PRAGMA {pragma}"):
            if tuple(row) != ("ok",):
                yield Fault.of("the file is damaged: {found}", found=" ".join(map(str, row)))
    there = {name: sql for name, sql in connection.exec_driver_sql("SELECT name, sql FROM sqlite_master")}
    for table in schema.metadata.sorted_tables:
        if table.name not in there:
            yield Fault.of("{name} is missing, or not as it was made", name=table.name)
    for table in schema.APPENDED:
        for name, sql in schema.triggers(table).items():
            if there.get(name) != sql:
                yield Fault.of("{name} is missing, or not as it was made", name=name)


def _trail(connection: Connection, head: str | None) -> Iterator[Fault]:
    """The chain itself, then whether each link fits what it is about, and each row has one."""
    found = head in (None, trail.BEFORE)
    before = trail.BEFORE
    links = connection.execute(select(schema.trail).order_by(schema.trail.c.seq))
    for number, link in enumerate(links, start=1):
        made = trail.chained(before, trail.Link(number, link.sort, link.subject, link.digest, link.learned))
        if link.seq != number or link.chain != made:
            yield Fault.of("trail {number}: the chain is broken here", number=link.seq)
            return
        found = found or link.chain == head
        before = link.chain
    if not found:
        yield Fault.of("the trail does not hold {head}: something before it was changed or taken away", head=head)
    yield from _meta(connection)
    for table in trail.LINKED:
        yield from _linked(connection, table)


def _meta(connection: Connection) -> Iterator[Fault]:
    c, rows = schema.trail.c, trail.meta_rows(connection)
    link = connection.execute(select(c.subject, c.digest).where(c.sort == trail.META).order_by(c.seq.desc())).first()
    if link is None or tuple(link) != (len(rows), trail.meta_digest(rows)):
        yield Fault.of("{table} {number}: not as it was written", table=trail.META, number=len(rows))


def _linked(connection: Connection, table: Table) -> Iterator[Fault]:
    """Rows and links of one table, side by side in their order."""
    c = schema.trail.c
    links = iter(connection.execute(select(c.subject, c.digest).where(c.sort == table.name).order_by(c.subject)))
    rows = trail.rows(connection, table)
    link, row = next(links, None), next(rows, None)
    while link is not None or row is not None:
        if row is None or (link is not None and link.subject < row[0]):
            assert link is not None
            yield Fault.of("{table} {number}: is missing", table=table.name, number=link.subject)
            link = next(links, None)
        elif link is None or row[0] < link.subject:
            yield Fault.of("{table} {number}: is not in the trail", table=table.name, number=row[0])
            row = next(rows, None)
        else:
            if row[1] != link.digest:
                yield Fault.of("{table} {number}: not as it was written", table=table.name, number=row[0])
            link, row = next(links, None), next(rows, None)


def _rows(connection: Connection) -> Iterator[Fault]:
    """What rows say of each other: what no hash of them would show, had somebody made a trail to fit."""
    t, p = schema.texts.c, schema.pages.c
    alone = select(t.digest).where(~select(p.key).where(p.digest == t.digest).exists())
    for digest in connection.execute(alone).scalars():
        yield Fault.of("{table} {number}: is not in the trail", table="texts", number=digest)
    r, s = schema.readings.c, schema.statements.c
    for text in connection.execute(select(schema.texts).order_by(t.digest)):
        words = _words(text.body)
        if words is None or len(words) != text.characters or _sha(words) != text.digest:
            yield Fault.of("{table} {number}: not as it was written", table="texts", number=text.digest)
            continue
        query = select(schema.statements).join_from(schema.statements, schema.readings, r.seq == s.reading)
        query = query.join(schema.pages, p.key == r.page).where(p.digest == text.digest).order_by(s.seq)
        for row in connection.execute(query):
            if not _proved(row, text.digest, words):
                yield Fault.of("{table} {number}: does not stand in its page", table="statements", number=row.seq)


def _words(body: bytes) -> str | None:
    try:
        return zlib.decompress(body).decode("utf-8", "surrogatepass")
    except (zlib.error, UnicodeDecodeError):
        return None


def _sha(words: str) -> str:
    return hashlib.sha256(words.encode("utf-8", "surrogatepass")).hexdigest()


def _proved(row: Any, digest: str, words: str) -> bool:
    """Whether a statement's columns say what its body says, and its passage stands in the text."""
    try:
        said = msgspec.json.decode(row.body, type=Statement)
    except msgspec.DecodeError:
        return False
    e = said.evidence
    told = (said.id, said.anchor, said.kind, said.status, e.start, e.end, e.quote, said.rule)
    columns = (row.id, row.anchor, row.kind, row.status, row.start, row.end, row.quote, row.rule)
    return told == columns and e.page == digest and words[e.start : e.end] == e.quote


def _views(connection: Connection, shelf: Shelf) -> tuple[tuple[Fault, ...], str | None]:
    """The entries folded anew, and whether the views that were kept are what was folded."""
    faults, digest = list(_kept(connection)), None
    hidden = connection.execute(select(schema.pages.c.key).where(hides()).limit(1)).first() is not None
    for private in (False, True) if hidden else (False,):
        try:
            folded = queries_cache.folded(contents(connection, None, whole=False, private=private), None, shelf)
            kept = queries_cache.find(connection, queries_cache.key(connection, None, None, shelf, private=private))
        except BilanError as error:
            return (Fault.of("the entries cannot be folded: {error}", error=error),), None
        if kept is not None and bytes_of(kept) != bytes_of(folded):
            faults.append(Fault.of("the entries that were kept are not those that the pages give"))
        digest = hashlib.sha256(bytes_of(folded)).hexdigest()
    return tuple(faults), None if faults else digest


def bytes_of(account: Account) -> bytes:
    """Entries and disputes as they are exported, one a line."""
    records = (*map(export.entry, account.entries), *map(export.dispute, account.disputes))
    return "\n".join(map(export.json_line, records)).encode()


def _kept(connection: Connection) -> Iterator[Fault]:
    f, r = schema.folded.c, schema.folded_records.c
    for view in connection.execute(select(schema.folded).order_by(f.key)):
        query = select(r.sort, r.place, r.id, r.body).where(r.fold == view.key).order_by(r.sort, r.place)
        rows: Iterable[Any] = (tuple(row) for row in connection.execute(query))
        if queries_cache.view_digest(view.key, view.state, view.undated, rows) != view.digest:
            yield Fault.of("{table} {number}: not as it was written", table="folded", number=view.key)
