"""Opens a ledger's file, and says in one line what is wrong with it."""

import os
import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import quote

from sqlalchemy import Engine, create_engine, event, insert
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import QueuePool

import bilan
from bilan.errors import AccessError, BilanError, LedgerError
from bilan.ledger import schema, schema_upgrades, trail
from bilan.ledger.clock import moment_now

PATIENCE = 120
"""Seconds that a writer waits for its turn."""

_MAGIC = b"SQLite format 3\0"


def connect(where: str, *, create: bool) -> Engine:
    """The ledger at the path `where`. Raises LedgerError or AccessError, each in one line that says what to do."""
    path = Path(where)
    if "://" in where:
        raise AccessError("{path}: ledgers on a server are not supported yet; give the path of a file", path=where)
    there = _look(path, create=create)
    engine = create_engine(
        "sqlite+pysqlite://", creator=lambda: _connection(path, create=create), poolclass=QueuePool, pool_size=8
    )
    _listen(engine)
    try:
        with explained(where):
            if create:
                _make(engine, path)
            if _check(engine, path) < schema.VERSION:
                _upgrade(engine, path)
    except BilanError:
        engine.dispose()
        if not there and path.exists() and path.stat().st_size == 0:
            path.unlink()
        raise
    return engine


def _look(path: Path, *, create: bool) -> bool:
    """Whether there is something at `path` already; raises where it can be no ledger."""
    try:
        with path.open("rb") as file:
            head = file.read(len(_MAGIC))
    except FileNotFoundError:
        if not create:
            raise AccessError(
                "{path}: no such ledger; bilan build PAGES --ledger {path} makes one", path=path
            ) from None
        if not path.absolute().parent.is_dir():
            raise AccessError("{path}: its folder does not exist; create it first", path=path) from None
        return False
    except OSError as error:
        raise AccessError("{path}: cannot be opened ({error})", path=path, error=error.strerror) from error
    if head != _MAGIC and (head or not create):
        raise LedgerError("{path}: not a ledger; bilan build PAGES --ledger FILE makes one", path=path)
    return True


def _connection(path: Path, *, create: bool) -> sqlite3.Connection:
    """A connection that begins transactions only when told to. In a closed folder, a ledger is read as it is."""
    address = f"file:{quote(str(path.absolute()))}"
    if create:
        return _opened(f"{address}?mode=rwc")
    if not os.access(path, os.W_OK) or not os.access(path.absolute().parent, os.W_OK):
        waiting = path.with_name(path.name + "-wal")
        quiet = not waiting.exists() or waiting.stat().st_size == 0
        return _opened(f"{address}?mode=ro{'&immutable=1' if quiet else ''}")
    return _opened(f"{address}?mode=rw")


def _opened(address: str) -> sqlite3.Connection:
    connection = sqlite3.connect(address, uri=True, timeout=PATIENCE, isolation_level=None, check_same_thread=False)
    connection.execute("PRAGMA foreign_keys=ON")
    connection.execute("PRAGMA synchronous=FULL")
    return connection


def _listen(engine: Engine) -> None:
    @event.listens_for(engine, "begin")
    def _begin(connection: Any) -> None:
        patience = connection.get_execution_options().get("bilan_patience")
        if patience is None:
            connection.exec_driver_sql("BEGIN")
        else:
            connection.exec_driver_sql(f"PRAGMA busy_timeout={patience * 1000:d}")
            connection.exec_driver_sql("BEGIN IMMEDIATE")


def _make(engine: Engine, path: Path) -> None:
    """Creates the tables, all or none. Of two programs that make one ledger at once, the second finds it made."""
    with engine.connect() as connection:
        if connection.exec_driver_sql("PRAGMA application_id").scalar() == schema.APPLICATION_ID:
            return
        if connection.exec_driver_sql("SELECT count(*) FROM sqlite_master").scalar():
            raise _foreign(path)
    _write_ahead(engine)
    with engine.connect().execution_options(bilan_patience=PATIENCE) as connection, connection.begin():
        if connection.exec_driver_sql("PRAGMA application_id").scalar() == schema.APPLICATION_ID:
            return
        schema.metadata.create_all(connection)
        connection.execute(insert(schema.meta), {"key": "program", "value": bilan.__version__})
        trail.extend(connection, moment_now())
        connection.exec_driver_sql(f"PRAGMA user_version={schema.VERSION}")
        connection.exec_driver_sql(f"PRAGMA application_id={schema.APPLICATION_ID}")


def _write_ahead(engine: Engine) -> None:
    """Turns WAL on. SQLite does not wait for other programs here, so we do."""
    limit = time.monotonic() + PATIENCE
    with closing(engine.raw_connection()) as raw:
        while True:
            try:
                raw.cursor().execute("PRAGMA journal_mode=WAL")
                return
            except sqlite3.OperationalError as error:
                if error.sqlite_errorname != "SQLITE_BUSY" or time.monotonic() > limit:
                    raise
                time.sleep(0.02)


def _foreign(path: Path) -> LedgerError:
    return LedgerError("{path}: a database, but not a ledger; give another file", path=path)


def _check(engine: Engine, path: Path) -> int:
    """The version of the ledger's tables. Raises LedgerError where it is no ledger, or a newer program's."""
    with engine.connect() as connection:
        mark = connection.exec_driver_sql("PRAGMA application_id").scalar()
        version = connection.exec_driver_sql("PRAGMA user_version").scalar()
    if mark != schema.APPLICATION_ID:
        raise _foreign(path)
    if version is None or not 0 < version <= schema.VERSION:
        raise LedgerError("{path}: made by a newer Bilan (tables {version}, this one knows {known}); update Bilan",
                          path=path, version=version, known=schema.VERSION)  # fmt: skip
    return int(version)


def _upgrade(engine: Engine, path: Path) -> None:
    """Brings the tables up to this version, all or nothing; of two programs at once, the second finds it done."""
    try:
        with (
            explained(str(path)),
            engine.connect().execution_options(bilan_patience=PATIENCE) as connection,
            connection.begin(),
        ):
            version = int(connection.exec_driver_sql("PRAGMA user_version").scalar() or 0)
            if version < schema.VERSION:
                schema_upgrades.upgrade(connection, version, moment_now())
    except AccessError as error:
        told = "{path}: made by an older Bilan, and cannot be brought up to date here ({error})"
        raise AccessError(told, path=path, error=error) from error


@contextmanager
def explained(where: str) -> Iterator[None]:
    """Turns what SQLite says into one line for a person."""
    try:
        yield
    except DBAPIError as error:
        raise _told(where, error.orig) from error
    except sqlite3.Error as error:
        raise _told(where, error) from error


def _told(where: str, error: BaseException | None) -> BilanError:
    name = getattr(error, "sqlite_errorname", "") or ""
    if name.startswith(("SQLITE_FULL", "SQLITE_IOERR")):
        return AccessError(
            "{path}: the disk is full or failing ({error}); what was saved is safe: make room and run again",
            path=where,
            error=error,
        )
    if name.startswith(("SQLITE_READONLY", "SQLITE_CANTOPEN", "SQLITE_PERM", "SQLITE_AUTH")):
        return AccessError(
            "{path}: cannot be written ({error}); check the rights on the file and its folder", path=where, error=error
        )
    if name.startswith(("SQLITE_BUSY", "SQLITE_LOCKED")):
        return AccessError("{path}: another program has held it for too long; try again", path=where)
    return LedgerError("{path}: damaged or no ledger ({error}); restore a copy of it", path=where, error=error)
