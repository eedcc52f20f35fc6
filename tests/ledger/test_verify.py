"""Any single byte that is changed in a ledger is found, wherever it is."""

import shutil
import sqlite3
import zlib
from pathlib import Path

import pytest

from bilan.errors import LedgerError
from bilan.ledger import queries, schema, trail, verify
from bilan.ledger.store import Ledger, Run
from bilan.model.decision import Decision
from bilan.model.document import Zone
from bilan.model.page import Intake, SetAside
from fakes import FakeReader, received

READER = FakeReader()
FIRST = "published 2024-01-01\nvisit ML,RU 2024-05-03 announced\n"
SECOND = "published 2024-05-04\nvisit ML,RU 2024-05-03 held\ntalks BF,CN 2024-02 held\n"


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A ledger with rows in every table."""
    path = tmp_path_factory.mktemp("whole") / "l.db"
    with Ledger.open(str(path), create=True) as ledger:
        pages = [received(FIRST), received(SECOND, "b.txt", outlet="Le Fleuve", url="https://x.example/b")]
        pages += [received(FIRST, "c.txt", published="2024-01-02", title="Titre", language="fr", home="ML")]
        pages += [received(SECOND + "\n", "d.txt", private=True, zones=(Zone(0, 10, "body"),))]
        ledger.append([(page, READER.read(page.document)) for page in pages], reader=READER.version)
        ledger.append([(received(FIRST, private=True), None)], reader=READER.version)
        anchor = ledger.contents(private=True).readings[0].statements[0].anchor
        decided = Decision(id="", verb="correct", targets=(anchor,), reason="vu", author="moi", at="",
                           fields=(("place", "Gao"),))  # fmt: skip
        ledger.decide_all([decided])
        ledger.record_run(
            Run(began="b", ended="e", intake=Intake(given=2, set_aside=(SetAside("p", "empty", "x"),)), program="0")
        )
        queries.view(ledger)
    return path


def checked(path: Path, **asked: str) -> verify.Report:
    with Ledger.open(str(path)) as ledger:
        return verify.verify(ledger, **asked)


def found(path: Path) -> bool:
    """Whether the ledger is seen not to be as it was written."""
    try:
        return bool(checked(path).faults)
    except LedgerError:
        return True


def test_a_whole_ledger_has_no_fault_and_gives_its_entries_again(whole: Path) -> None:
    report = checked(whole)
    assert report.faults == () and report.links > 8 and report.entries
    assert checked(whole) == report
    with sqlite3.connect(whole) as plain:
        for table in schema.metadata.sorted_tables:
            assert plain.execute(f'SELECT count(*) FROM "{table.name}"').fetchone()[0], table.name


CELLS = [(t.name, c.name) for t in schema.metadata.sorted_tables for c in t.columns]


@pytest.mark.parametrize(("table", "column"), CELLS, ids=[f"{t}.{c}" for t, c in CELLS])
def test_any_changed_byte_is_found(whole: Path, tmp_path: Path, table: str, column: str) -> None:
    with sqlite3.connect(whole) as plain:
        rows = plain.execute(f'SELECT rowid, "{column}" FROM "{table}" ORDER BY rowid').fetchall()
    told = [(row, value) for row, value in rows if value not in (None, "", b"")]
    assert told, "the ledger of this test fills every column"
    for number, (row, value) in enumerate(told[:3]):
        for place, changed in enumerate(flipped(value)):
            path = tmp_path / f"{number}.{place}.db"
            shutil.copy(whole, path)
            alter(path, f'UPDATE "{table}" SET "{column}" = ? WHERE rowid = ?', (changed, row))
            assert found(path), (row, value, changed)
            path.unlink()


def flipped(value: object) -> list[object]:
    """The value with its first, its middle or its last byte changed, each in one bit."""
    if isinstance(value, int):
        return [value ^ 1, value + 256]
    data = value if isinstance(value, bytes) else str(value).encode()
    places = sorted({0, len(data) // 2, len(data) - 1})
    made = [data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :] for at in places]
    return list(made) if isinstance(value, bytes) else [text.decode("utf-8", "replace") for text in made]


def alter(path: Path, sql: str, values: tuple[object, ...] = ()) -> None:
    """Does what the triggers forbid, and puts them back."""
    plain = sqlite3.connect(path)
    triggers = plain.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall()
    for name, _ in triggers:
        plain.execute(f"DROP TRIGGER {name}")
    try:
        plain.execute(sql, values)
    except sqlite3.IntegrityError:
        plain.execute(sql.replace("UPDATE", "UPDATE OR REPLACE", 1), values)
    for _, made in triggers:
        plain.execute(made)
    plain.commit()
    plain.close()


@pytest.mark.parametrize("table", [t.name for t in schema.metadata.sorted_tables])
def test_a_row_taken_away_is_found(whole: Path, tmp_path: Path, table: str) -> None:
    path = tmp_path / "l.db"
    shutil.copy(whole, path)
    first = "(SELECT max(rowid) FROM trail WHERE rowid < (SELECT max(rowid) FROM trail))" if table == "trail" else (
        f'(SELECT min(rowid) FROM "{table}")')  # fmt: skip
    alter(path, f'DELETE FROM "{table}" WHERE rowid = {first}')
    assert found(path)


def test_another_way_to_write_the_same_text_is_found(whole: Path, tmp_path: Path) -> None:
    path = tmp_path / "l.db"
    shutil.copy(whole, path)
    with sqlite3.connect(path) as plain:
        body = plain.execute("SELECT body FROM texts ORDER BY rowid LIMIT 1").fetchone()[0]
    alter(path, "UPDATE texts SET body = ? WHERE body = ?", (zlib.compress(zlib.decompress(body), 1), body))
    assert found(path)


def test_rows_and_triggers_that_came_by_another_way_are_found(whole: Path, tmp_path: Path) -> None:
    for number, sql in enumerate((
        "DROP TRIGGER pages_no_update",
        "INSERT INTO texts VALUES ('x', 1, x'00')",
        "INSERT INTO readers (reader, learned) VALUES ('9', '2024')",
        "INSERT INTO decisions (id, verb, targets, reason, author, at, fields, learned) "
        "VALUES ('d', 'reject', '[]', 'r', 'a', '2024', '[]', '2024')",
        "INSERT INTO meta VALUES ('made', 'by hand')",
    )):  # fmt: skip
        path = tmp_path / f"{number}.db"
        shutil.copy(whole, path)
        plain = sqlite3.connect(path)
        plain.execute(sql)
        plain.commit()
        plain.close()
        assert found(path), sql


def test_a_trail_made_to_fit_still_shows_a_passage_that_is_none(whole: Path, tmp_path: Path) -> None:
    path = tmp_path / "l.db"
    shutil.copy(whole, path)
    head = checked(path).head
    alter(path, "UPDATE statements SET quote = 'invented', body = replace(body, 'held', 'hurt') WHERE seq = 2")
    alter(path, "DELETE FROM trail")
    alter(path, "DELETE FROM sqlite_sequence WHERE name = 'trail'")
    with Ledger.open(str(path)) as ledger, ledger.writing() as connection:
        trail.extend(connection, "2024-01-01T00:00:00.000000Z")
    assert any("does not stand" in fault.message for fault in checked(path).faults)
    assert any("does not hold" in fault.message for fault in checked(path, head=head).faults)


def test_a_head_noted_earlier_stays_in_the_trail(whole: Path, tmp_path: Path) -> None:
    path = tmp_path / "l.db"
    shutil.copy(whole, path)
    head = checked(path).head
    with Ledger.open(str(path)) as ledger:
        page = received(FIRST + "more\n", "z.txt")
        ledger.append([(page, READER.read(page.document))], reader=READER.version)
    report = checked(path, head=head)
    assert report.faults == () and report.head != head
    assert checked(path, head="f" * 64).faults


def test_a_view_that_was_changed_is_not_answered_from(whole: Path, tmp_path: Path) -> None:
    path = tmp_path / "l.db"
    shutil.copy(whole, path)
    with Ledger.open(str(path)) as ledger:
        before = queries.view(ledger)
    plain = sqlite3.connect(path)
    plain.execute("UPDATE folded_records SET body = replace(body, 'held', 'hurt')")
    plain.commit()
    plain.close()
    with Ledger.open(str(path)) as ledger:
        assert queries.view(ledger) == before
    assert checked(path).faults == ()
