"""The ledger's file: pages, readings and decisions are appended, each page in one transaction or not at all.

SQLite in WAL mode with `synchronous=FULL`; every write begins with `BEGIN IMMEDIATE` and waits its turn.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any, Self

import msgspec
from sqlalchemy import Connection, CursorResult, Engine, Table, bindparam, func, insert, select

from bilan.ledger import schema, trail
from bilan.ledger.clock import moment_now
from bilan.ledger.store_contents import Contents, contents
from bilan.ledger.store_decisions import decisions
from bilan.ledger.store_file import PATIENCE, connect, explained
from bilan.ledger.store_pages import given, stored, text
from bilan.ledger.store_privacy import hides, public_decisions
from bilan.model import moments
from bilan.model.decision import Decision, sealed
from bilan.model.document import Document, Facts
from bilan.model.page import Intake, Problem, Received, SetAside
from bilan.model.reading import Reading
from bilan.model.statement import Statement


class Run(msgspec.Struct, frozen=True, kw_only=True):
    """One building of the ledger and what it set aside."""

    began: str
    ended: str
    intake: Intake
    program: str
    private: bool = False


class Ledger:
    """An open ledger. Use it in a `with` statement."""

    def __init__(self, engine: Engine, where: str) -> None:
        self._engine = engine
        self.where = where

    @classmethod
    def open(cls, where: str, *, create: bool = False) -> Self:
        """The ledger at the path `where`, made if absent and `create`.

        Raises LedgerError if the file is no ledger or newer than this program, AccessError if it cannot be reached.
        """
        return cls(connect(where, create=create), where)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Lets go of the file."""
        with explained(self.where):
            self._engine.dispose()

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A consistent view: what others write meanwhile is not seen."""
        with explained(self.where), self._engine.connect() as connection:
            yield connection

    @contextmanager
    def writing(self, *, patience: int = PATIENCE) -> Iterator[Connection]:
        """One transaction, kept whole or not at all; waits `patience` seconds for its turn."""
        waiting = self._engine.execution_options(bilan_patience=patience)
        with explained(self.where), waiting.begin() as connection:
            yield connection

    def known(self, keys: Sequence[str]) -> frozenset[str]:
        """Which of the page keys (`Received.key`) the ledger has."""
        with self.reading() as connection:
            return _present(connection, schema.pages, "key", keys)

    def append(self, batch: Sequence[tuple[Received, Reading | None]], *, reader: str, now: str | None = None) -> int:
        """Writes pages with all that was read in them; returns how many were new.

        A page that the ledger has adds at most the name it was given under. `None` for a reading means that the page
        was known when it was looked up: nothing is ever deleted, so it still is. `now` is the moment they were learned.
        """
        moment = now or moment_now()
        with self.writing() as connection:
            there = set(_present(connection, schema.pages, "key", [page.key for page, _ in batch]))
            fresh: dict[str, tuple[Received, Reading]] = {}
            for page, reading in batch:
                if reading is not None and page.key not in there:
                    fresh.setdefault(page.key, (page, reading))
            _add_texts(connection, [page for page, _ in fresh.values()])
            _add(connection, schema.pages, [_page_row(key, page, moment) for key, (page, _) in fresh.items()])
            _add_sightings(connection, [page for page, _ in batch], moment)
            _hide(connection, [page.key for page, _ in batch if page.private], moment)
            for key, (_, read) in fresh.items():
                _add_reading(connection, key, read, reader, moment)
            if fresh:
                _use(connection, reader, moment)
            trail.extend(connection, moment)
        return len(fresh)

    def unread(self, reader: str) -> tuple[str, ...]:
        """The keys of pages that no reader of that version has read, oldest first."""
        p, r = schema.pages.c, schema.readings.c
        read = select(r.page).where(r.page == p.key, r.reader == reader).exists()
        with self.reading() as connection:
            return tuple(connection.execute(select(p.key).where(~read).order_by(p.seq)).scalars())

    def private(self, keys: Sequence[str]) -> frozenset[str]:
        """Those of the page keys whose pages are private."""
        c = schema.pages.c
        with self.reading() as connection:
            return frozenset(keys) & set(connection.execute(select(c.key).where(hides())).scalars())

    def given(self, keys: Sequence[str]) -> dict[str, Document]:
        """The pages of those keys as they were given, by key, each under the first name it was given."""
        with self.reading() as connection:
            return given(connection, _first_names(connection, keys))

    def append_readings(self, batch: Sequence[tuple[str, Reading]], *, reader: str, now: str | None = None) -> int:
        """Writes what a reader saw in pages that are there, by key; returns how many readings were new."""
        moment = now or moment_now()
        with self.writing() as connection:
            c = schema.readings.c
            query = select(c.page).where(c.reader == reader, c.page.in_(bindparam("keys", expanding=True)))
            there = set(connection.execute(query, {"keys": [key for key, _ in batch]}).scalars())
            new = {key: reading for key, reading in batch if key not in there}
            for key, reading in new.items():
                _add_reading(connection, key, reading, reader, moment)
            trail.extend(connection, moment)
        return len(new)

    def use(self, reader: str, *, now: str | None = None) -> None:
        """From now on, what that reader saw counts before what others of its program saw."""
        moment = now or moment_now()
        with self.writing() as connection:
            _use(connection, reader, moment)
            trail.extend(connection, moment)

    def decide(self, decision: Decision, *, now: str | None = None) -> None:
        """Appends what a person settled, as it is."""
        with self.writing() as connection:
            _add_decisions(connection, [decision], now or moment_now())
            trail.extend(connection, now or moment_now())

    def decide_all(self, made: Sequence[Decision], *, now: str | None = None) -> tuple[Decision, ...]:
        """Appends decisions, all or none; returns those that are new. One without a moment gets the next there is.

        Their order is that in which they are given: a moment is later than that of every decision made before.
        """
        moment = now or moment_now()
        with self.writing() as connection:
            there = {d.id for d in decisions(connection)}
            last = connection.execute(select(func.max(schema.decisions.c.at))).scalar() or ""
            new: dict[str, Decision] = {}
            for decision in made:
                if not decision.id:
                    last = moment if moment > last else moments.after(last)
                    decision = sealed(decision, last)
                last = max(last, decision.at)
                if decision.id not in there:
                    new[decision.id] = decision
            _add_decisions(connection, list(new.values()), moment)
            trail.extend(connection, moment)
        return tuple(new.values())

    def decisions(self, *, private: bool = True) -> tuple[Decision, ...]:
        """All decisions, in the order of their making; those about private pages only if `private`."""
        with self.reading() as connection:
            return decisions(connection) if private else public_decisions(connection)

    def record_run(self, run: Run) -> None:
        """Appends the account of one building."""
        i = run.intake
        row = {"began": run.began, "ended": run.ended, "given": i.given, "kept": i.kept, "known": i.known}
        row = {**row, "program": run.program, "private": run.private}
        with self.writing() as connection:
            number = _number(connection.execute(insert(schema.runs), row))
            aside = [{"run": number, "path": s.path, "reason": s.reason, "detail": s.detail} for s in i.set_aside]
            aside += [{"run": number, "path": p.path, "reason": "manifest", "detail": p.detail} for p in i.problems]
            _add(connection, schema.set_aside, aside)
            trail.extend(connection, moment_now())

    def runs(self, *, private: bool = False) -> list[Run]:
        """Every building, oldest first; those of private pages only if asked for."""
        query = select(schema.runs).order_by(schema.runs.c.seq)
        with self.reading() as connection:
            rows = connection.execute(query if private else query.where(~schema.runs.c.private)).mappings().all()
            aside = connection.execute(select(schema.set_aside).order_by(schema.set_aside.c.seq)).mappings().all()
        return [_run(row, [a for a in aside if a["run"] == row["seq"]]) for row in rows]

    def contents(self, known_by: str | None = None, *, private: bool = False) -> Contents:
        """Pages, readings and decisions that the ledger had learned by the moment `known_by` (now, if None).

        Of private pages, nothing unless `private`.

        In an order that does not depend on how they came in: by document, then digest.
        """
        with self.reading() as connection:
            return contents(connection, known_by, private=private)

    def text(self, digest: str) -> str:
        """The text that offsets into pages of that digest refer to. Raises KeyError where there is none."""
        with self.reading() as connection:
            body = connection.execute(select(schema.texts.c.body).where(schema.texts.c.digest == digest)).scalar()
        if body is None:
            raise KeyError(digest)
        return text(body)


def _run(row: Any, aside: Sequence[Any]) -> Run:
    intake = Intake(
        given=row["given"], kept=row["kept"], known=row["known"],
        set_aside=tuple(SetAside(a["path"], a["reason"], a["detail"]) for a in aside if a["reason"] != "manifest"),
        problems=tuple(Problem(a["path"], a["detail"]) for a in aside if a["reason"] == "manifest"),
    )  # fmt: skip
    return Run(
        began=row["began"], ended=row["ended"], intake=intake, program=row["program"], private=bool(row["private"])
    )


def _number(inserted: CursorResult[Any]) -> int:
    """The `seq` of the row just written."""
    key = inserted.inserted_primary_key
    assert key is not None
    return int(key[0])


def _present(connection: Connection, table: Table, column: str, values: Sequence[str]) -> frozenset[str]:
    field = table.c[column]
    query = select(field).where(field.in_(bindparam("values", expanding=True)))
    return frozenset(connection.execute(query, {"values": list(values)}).scalars())


def _add(connection: Connection, table: Table, rows: Sequence[dict[str, Any]]) -> None:
    if rows:
        connection.execute(insert(table), list(rows))


def _add_texts(connection: Connection, pages: Sequence[Received]) -> None:
    texts = {page.document.digest: page.document.text for page in pages}
    there = _present(connection, schema.texts, "digest", list(texts))
    rows = [
        {"digest": digest, "characters": len(words), "body": stored(words)}
        for digest, words in texts.items()
        if digest not in there
    ]
    _add(connection, schema.texts, rows)


def _page_row(key: str, page: Received, moment: str) -> dict[str, Any]:
    d = page.document
    facts = {
        "url": d.url,
        "published": d.published,
        "outlet": d.outlet,
        "title": d.title,
        "language": d.language,
        "home": d.home,
    }
    zones = None if d.zones is None else _json(d.zones)
    marks = {"zones": zones, "private": page.private, "fiction": page.fiction}
    return {"key": key, "digest": d.digest, **facts, **marks, "learned": moment}


def _hide(connection: Connection, keys: Sequence[str], moment: str) -> None:
    """Makes pages private that came in without being so."""
    c = schema.pages.c
    query = select(c.key).where(~hides(), c.key.in_(bindparam("keys", expanding=True))).order_by(c.seq)
    open_pages = connection.execute(query, {"keys": list(keys)}).scalars().all()
    _add(connection, schema.hidden, [{"page": key, "learned": moment} for key in open_pages])


def _add_sightings(connection: Connection, pages: Sequence[Received], moment: str) -> None:
    c = schema.sightings.c
    query = select(c.page, c.name).where(c.page.in_(bindparam("keys", expanding=True)))
    there = {(page, name) for page, name in connection.execute(query, {"keys": [page.key for page in pages]})}
    new = dict.fromkeys((page.key, page.document.name) for page in pages if (page.key, page.document.name) not in there)
    _add(connection, schema.sightings, [{"page": key, "name": name, "learned": moment} for key, name in new])


def _add_reading(connection: Connection, key: str, read: Reading, reader: str, moment: str) -> None:
    row = {
        "page": key, "reader": reader, "document": read.document, "learned": moment,
        "facts": _json(_public(read.facts)), "zones": _json(read.zones), "actors": _json(read.actors),
        "gaps": _json(read.gaps),
    }  # fmt: skip
    number = _number(connection.execute(insert(schema.readings), row))
    _add(connection, schema.statements, [_statement_row(number, statement) for statement in read.statements])


def _use(connection: Connection, reader: str, moment: str) -> None:
    c = schema.readers.c
    if connection.execute(select(c.reader).order_by(c.seq.desc()).limit(1)).scalar() != reader:
        connection.execute(insert(schema.readers), {"reader": reader, "learned": moment})


def _first_names(connection: Connection, keys: Sequence[str]) -> dict[str, str]:
    c = schema.sightings.c
    query = select(c.page, func.min(c.name)).where(c.page.in_(bindparam("keys", expanding=True))).group_by(c.page)
    return {page: name for page, name in connection.execute(query, {"keys": list(keys)})}


def _add_decisions(connection: Connection, made: Sequence[Decision], moment: str) -> None:
    rows = []
    for decision in made:
        fields = {k: v if isinstance(v, str) else _json(v) for k, v in msgspec.structs.asdict(decision).items()}
        rows.append({**fields, "learned": moment})
    _add(connection, schema.decisions, rows)


def _public(facts: Facts) -> Facts:
    """The facts that a ledger keeps: by-lines are left in the text, for they name private persons too."""
    return msgspec.structs.replace(facts, authors=())


def _statement_row(reading: int, s: Statement) -> dict[str, Any]:
    e = s.evidence
    return {
        "reading": reading, "id": s.id, "anchor": s.anchor, "kind": s.kind, "status": s.status,
        "start": e.start, "end": e.end, "quote": e.quote, "rule": s.rule, "body": _json(s),
    }  # fmt: skip


def _json(value: object) -> str:
    return msgspec.json.encode(value).decode()


def state(connection: Connection) -> str:
    """How far the appended tables have come: equal states of one ledger hold the same rows."""
    tables = (
        schema.pages, schema.sightings, schema.readings, schema.readers, schema.hidden, schema.decisions,
    )  # fmt: skip
    return ".".join(str(connection.execute(select(func.max(t.c.seq))).scalar() or 0) for t in tables)
