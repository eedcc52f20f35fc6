"""Copies: whole under load, checked before they replace, never half of one and half of the other."""

import multiprocessing
import os
import shutil
import signal
import sqlite3
import time
from pathlib import Path

import pytest

from bilan.errors import AccessError, LedgerError, UseError
from bilan.ledger import export, queries, verify
from bilan.ledger.backup import backup, restore
from bilan.ledger.store import Ledger
from fakes import FakeReader, received

READER = FakeReader()
FIRST = "published 2024-01-01\nvisit ML,RU 2024-05-03 announced\n"


def add(path: Path, *texts: str) -> None:
    with Ledger.open(str(path), create=True) as ledger:
        pages = [received(text, f"{text[-6:].strip()}.txt") for text in texts]
        ledger.append([(page, READER.read(page.document)) for page in pages], reader=READER.version)


def exported(path: Path) -> str:
    with Ledger.open(str(path)) as ledger:
        seen = queries.view(ledger)
        assert verify.verify(ledger).faults == ()
    return "\n".join(map(export.json_line, [*map(export.entry, seen.account.entries), *map(export.page, seen.pages)]))


@pytest.fixture
def ledger(tmp_path: Path) -> Path:
    path = tmp_path / "l.db"
    add(path, FIRST, FIRST + "more 1\n")
    return path


def test_a_copy_is_the_ledger_and_goes_back(ledger: Path, tmp_path: Path) -> None:
    before, copy = exported(ledger), tmp_path / "copy.db"
    head = backup(str(ledger), str(copy))
    assert exported(copy) == before
    with Ledger.open(str(ledger)) as opened:
        assert verify.verify(opened, head=head).faults == ()
    add(ledger, FIRST + "more 2\n")
    assert exported(ledger) != before
    assert restore(str(copy), str(ledger), force=True) == head
    assert exported(ledger) == before == exported(copy)
    assert backup(str(ledger), str(copy)) == head
    new = tmp_path / "new.db"
    restore(str(copy), str(new))
    assert exported(new) == before
    assert sorted(p.name for p in tmp_path.iterdir() if "part" in p.name) == []


def test_what_the_copy_lacks_is_not_lost_unasked(ledger: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy.db"
    backup(str(ledger), str(copy))
    restore(str(copy), str(ledger))
    add(ledger, FIRST + "more 2\n")
    before = exported(ledger)
    with pytest.raises(LedgerError, match="what the copy lacks"):
        restore(str(copy), str(ledger))
    assert exported(ledger) == before


def test_a_copy_that_was_changed_replaces_nothing(ledger: Path, tmp_path: Path) -> None:
    copy, before = tmp_path / "copy.db", exported(ledger)
    backup(str(ledger), str(copy))
    plain = sqlite3.connect(copy)
    plain.execute("DROP TRIGGER statements_no_update")
    plain.execute("UPDATE statements SET quote = quote || '.'")
    plain.commit()
    plain.close()
    with pytest.raises(LedgerError, match="nothing was replaced") as caught:
        restore(str(copy), str(ledger), force=True)
    assert "\n" not in str(caught.value) and exported(ledger) == before
    copy.write_bytes(b"SQLite format 3\0" + b"\xff" * 5000)
    with pytest.raises(LedgerError):
        restore(str(copy), str(ledger), force=True)
    assert exported(ledger) == before


def test_a_damaged_ledger_is_put_aside(ledger: Path, tmp_path: Path) -> None:
    copy, before = tmp_path / "copy.db", exported(ledger)
    backup(str(ledger), str(copy))
    broken = ledger.read_bytes()[:4096] + b"\xa5" * 20000
    ledger.write_bytes(broken)
    restore(str(copy), str(ledger))
    assert exported(ledger) == before
    assert (tmp_path / "l.db.damaged").read_bytes() == broken


def test_wrong_names_are_told(ledger: Path, tmp_path: Path) -> None:
    with pytest.raises(UseError):
        backup(str(ledger), str(ledger))
    copy = tmp_path / "copy.db"
    backup(str(ledger), str(copy))
    with pytest.raises(UseError):
        restore(str(copy), str(copy))
    page = tmp_path / "page.txt"
    page.write_text("a page")
    for wrong in (lambda: backup(str(ledger), str(page)), lambda: restore(str(copy), str(page))):
        with pytest.raises(LedgerError):
            wrong()
    assert page.read_text() == "a page"
    with pytest.raises(AccessError):
        backup(str(ledger), str(tmp_path / "no" / "copy.db"))
    with pytest.raises(AccessError):
        backup(str(tmp_path / "none.db"), str(copy))


def _write(path: str, until: float) -> None:
    number = 0
    with Ledger.open(path) as ledger:
        while time.monotonic() < until:
            number += 1
            pages = [received(f"{FIRST}{os.getpid()} {number} {i}\n", f"{number}.{i}.txt") for i in range(5)]
            ledger.append([(page, READER.read(page.document)) for page in pages], reader=READER.version)


def test_copies_under_load_are_whole(ledger: Path, tmp_path: Path) -> None:
    context = multiprocessing.get_context("fork")
    writers = [context.Process(target=_write, args=(str(ledger), time.monotonic() + 2)) for _ in range(2)]
    for writer in writers:
        writer.start()
    heads = []
    while any(writer.is_alive() for writer in writers):
        copy = tmp_path / f"{len(heads)}.db"
        heads.append(backup(str(ledger), str(copy)))
        with Ledger.open(str(copy)) as opened:
            assert verify.verify(opened).faults == ()
            assert len(opened.contents().pages) % 5 == 2
    for writer in writers:
        writer.join()
    assert [writer.exitcode for writer in writers] == [0, 0] and len(set(heads)) > 2
    with Ledger.open(str(ledger)) as opened:
        assert all(verify.verify(opened, head=head).faults == () for head in heads[:3])


def _restore(copy: str, ledger: str) -> None:
    restore(copy, ledger, force=True)


def test_killed_while_it_replaces_it_is_the_old_or_the_new(ledger: Path, tmp_path: Path) -> None:
    copy, old = tmp_path / "copy.db", tmp_path / "old.db"
    add(ledger, *(f"{FIRST}{n} {os.urandom(2000).hex()}\n" for n in range(150)))
    backup(str(ledger), str(copy))
    add(ledger, *(f"{FIRST}x{n} {os.urandom(2000).hex()}\n" for n in range(150)))
    backup(str(ledger), str(old))
    states = {exported(copy), exported(old)}
    context = multiprocessing.get_context("fork")
    path = tmp_path / "target.db"
    for delay in (0.0, 0.05, 0.1, 0.15, 0.2, 0.25, 0.3, 0.4):
        for left in tmp_path.glob("target.db*"):
            left.unlink()
        shutil.copy(old, path)
        process = context.Process(target=_restore, args=(str(copy), str(path)))
        process.start()
        time.sleep(delay)
        if process.pid and process.is_alive():
            os.kill(process.pid, signal.SIGKILL)
        process.join()
        assert exported(path) in states
