"""A ledger of an earlier version becomes one of this version, whole or not at all."""

import multiprocessing
import os
import shutil
import signal
import sqlite3
from pathlib import Path

import pytest
from sqlalchemy import event
from sqlalchemy.engine import Engine

from bilan.errors import AccessError, LedgerError
from bilan.ledger import export, queries, schema, verify
from bilan.ledger.store import Ledger

OLD = sorted(Path(__file__).parent.glob("schema_*.sql"))


@pytest.fixture(params=OLD, ids=lambda path: path.stem)
def old(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    path = tmp_path / "l.db"
    plain = sqlite3.connect(path)
    plain.executescript(request.param.read_text(encoding="utf-8").replace('DELETE FROM "sqlite_sequence";', ""))
    plain.close()
    return path


def shape(path: Path) -> dict[str, set[tuple[object, ...]]]:
    plain = sqlite3.connect(path)
    tables = [name for (name,) in plain.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
    found = {name: {row[1:4] for row in plain.execute(f'PRAGMA table_info("{name}")')} for name in tables}
    found["triggers"] = {(n,) for (n,) in plain.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")}
    plain.close()
    return found


def test_every_earlier_version_is_here() -> None:
    assert [path.stem for path in OLD] == [f"schema_{n}" for n in range(1, schema.VERSION)]


def test_it_holds_what_it_held_and_has_the_shape_of_a_new_one(old: Path, tmp_path: Path) -> None:
    with Ledger.open(str(old)) as ledger:
        seen = queries.view(ledger)
        assert [e.kind for e in seen.account.entries] == ["visit"] and len(seen.pages) == 2
        assert seen.account.entries[0].status == "held" and len(ledger.runs()) == 1 and len(ledger.decisions()) == 1
        assert verify.verify(ledger).faults == ()
        assert ledger.unread("1") == ()
    new = tmp_path / "new.db"
    Ledger.open(str(new), create=True).close()
    assert shape(old) == shape(new)
    with Ledger.open(str(old)) as ledger:
        assert list(map(export.entry, queries.view(ledger).account.entries)) == list(
            map(export.entry, seen.account.entries)
        )


def _killed_after(path: str, statements: int) -> None:
    left = [statements]

    @event.listens_for(Engine, "before_cursor_execute")
    def _count(*_: object) -> None:
        left[0] -= 1
        if left[0] < 0:
            os.kill(os.getpid(), signal.SIGKILL)

    Ledger.open(path).close()


def test_killed_at_any_step_it_is_old_or_new(old: Path, tmp_path: Path) -> None:
    context = multiprocessing.get_context("fork")
    path = tmp_path / "killed.db"
    seen = set()
    for step in range(0, 400):
        shutil.copy(old, path)
        process = context.Process(target=_killed_after, args=(str(path), step))
        process.start()
        process.join()
        plain = sqlite3.connect(path)
        assert plain.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
        version = plain.execute("PRAGMA user_version").fetchone()[0]
        trail = plain.execute("SELECT count(*) FROM sqlite_master WHERE name = 'trail'").fetchone()[0]
        plain.close()
        assert (version, trail) in {(schema.VERSION - 1, 0), (schema.VERSION, 1)}
        seen.add(version)
        for rest in tmp_path.glob("killed.db*"):
            rest.unlink()
        if process.exitcode == 0:
            break
    assert process.exitcode == 0 and seen == {schema.VERSION - 1, schema.VERSION} and step > 20


def test_one_that_cannot_be_written_is_told_in_one_line(old: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bilan.ledger.store_file.os.access", lambda *_: False)
    with pytest.raises(AccessError, match="older Bilan") as caught:
        Ledger.open(str(old))
    assert "\n" not in str(caught.value)


def test_a_version_that_never_was_is_refused(old: Path) -> None:
    plain = sqlite3.connect(old)
    plain.execute("PRAGMA user_version=0")
    plain.close()
    with pytest.raises(LedgerError):
        Ledger.open(str(old))
