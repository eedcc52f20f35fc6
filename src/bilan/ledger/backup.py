"""A copy of a ledger while others write to it, and a ledger made from such a copy after it was checked.

SQLite's own backup copies one consistent state. A copy appears under its name only when it is whole; a ledger that is
replaced is so in one transaction, and its readers see the old or the new.
"""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from sqlalchemy import select

from bilan.errors import AccessError, LedgerError, UseError
from bilan.knowledge.files import Shelf
from bilan.ledger import schema, trail, verify
from bilan.ledger.store import Ledger
from bilan.ledger.store_file import explained

_BESIDE = ("-wal", "-shm", "-journal")


def backup(ledger: str, file: str) -> str:
    """Copies the ledger to `file`, which may be an earlier copy; returns the head of its trail, to be noted down.

    Raises UseError where both are one, LedgerError where `file` is something else, AccessError where it cannot be
    written.
    """
    source, target = Path(ledger), Path(file)
    Ledger.open(ledger).close()
    if target.exists():
        if os.path.samefile(source, target):  # noqa: PTH121 - of two paths, neither is the first
            raise UseError("{path}: is the ledger itself; name another file", path=file)
        Ledger.open(file).close()
    with _whole(target) as part:
        _copy(source, part, target)
        with Ledger.open(str(part)) as copy, copy.reading() as connection:
            head = trail.end(connection)[1]
    return head


def restore(file: str, ledger: str, *, force: bool = False, shelf: Shelf | None = None) -> str:
    """Makes the ledger what the copy `file` is, once this was checked; returns the head of its trail.

    Raises LedgerError where the copy is not as it was written, or, unless `force`, where the ledger has what the copy
    lacks. A ledger that is damaged is put aside, as `.damaged`.
    """
    with Ledger.open(file) as copy:
        report = verify.verify(copy, shelf=shelf)
    if report.faults:
        first = report.faults[0]
        told = first.message.format(**first.slots)
        raise LedgerError("{path}: not as it was written ({fault}); nothing was replaced", path=file, fault=told)
    target = Path(ledger)
    if target.exists() and os.path.samefile(file, target):  # noqa: PTH121 - as above
        raise UseError("{path}: is the ledger itself; name another file", path=file)
    if not _sound(target):
        with _whole(target, aside=True) as part:
            _copy(Path(file), part, target)
        return report.head
    if not force:
        _nothing_is_lost(file, ledger)
    _copy(Path(file), target, target)
    return report.head


@contextmanager
def new_ledger(where: str) -> Iterator[Ledger]:
    """A new ledger, which bears its name only when all is written to it."""
    with _whole(Path(where)) as part, Ledger.open(str(part), create=True) as ledger:
        yield ledger
        ledger.close()


def _sound(target: Path) -> bool:
    """Whether there is a ledger that SQLite can write into. Raises where there is another file."""
    if not target.exists():
        return False
    with target.open("rb") as there:
        if there.read(16) not in (b"SQLite format 3\0", b""):
            raise LedgerError("{path}: not a ledger; name another file", path=target)
    try:
        with Ledger.open(str(target)) as ledger, ledger.reading() as connection:
            return connection.exec_driver_sql("PRAGMA quick_check").scalar() == "ok"
    except LedgerError:
        return False


def _nothing_is_lost(file: str, ledger: str) -> None:
    with Ledger.open(ledger) as there, there.reading() as connection:
        links, head = trail.end(connection)
    with Ledger.open(file) as copy, copy.reading() as connection:
        known = connection.execute(select(schema.trail.c.seq).where(schema.trail.c.chain == head)).scalar()
    if links and known is None:
        raise LedgerError(
            "{path}: has what the copy lacks; back it up first, or say --force to lose it", path=ledger
        )


def _copy(source: Path, target: Path, shown: Path) -> None:
    """`shown` is the path that a failure names."""
    with explained(str(shown)), closing(_opened(source, "ro")) as one, closing(_opened(target, "rwc")) as other:
        one.backup(other)


def _opened(path: Path, mode: str) -> sqlite3.Connection:
    return sqlite3.connect(f"{path.absolute().as_uri()}?mode={mode}", uri=True, timeout=120)


@contextmanager
def _whole(target: Path, *, aside: bool = False) -> Iterator[Path]:
    """A path beside `target` to write to; it takes the name of `target` when all is written, and is gone otherwise."""
    if not target.absolute().parent.is_dir():
        raise AccessError("{path}: its folder does not exist; create it first", path=target)
    part = target.with_name(f".{target.name}.{os.getpid()}.part")
    try:
        yield part
        with closing(_opened(part, "rw")) as written:
            written.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        _settle(part)
        if aside:
            _put_aside(target)
        _remove_beside(target)
        part.replace(target)
    except OSError as error:
        raise AccessError("{path}: cannot be written ({error}); check the rights on the file and its folder",
                          path=target, error=error.strerror) from error  # fmt: skip
    finally:
        part.unlink(missing_ok=True)
        _remove_beside(part)


def _settle(path: Path) -> None:
    """On the disk, before it bears the name."""
    with path.open("rb") as file:
        os.fsync(file.fileno())


def _put_aside(target: Path) -> None:
    for ending in ("", *_BESIDE):
        old = target.with_name(target.name + ending)
        if old.exists():
            old.replace(target.with_name(f"{target.name}.damaged{ending}"))


def _remove_beside(target: Path) -> None:
    """What SQLite left beside a file that is replaced would be taken for the new one's."""
    for ending in _BESIDE:
        target.with_name(target.name + ending).unlink(missing_ok=True)
