"""The ledger keeps what it was given: once, whole, in any order, and nothing else."""

import itertools
import json
import multiprocessing
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bilan.errors import AccessError, LedgerError
from bilan.knowledge.files import Shelf
from bilan.ledger import export, queries, schema
from bilan.ledger.clock import moment_now
from bilan.ledger.store import Ledger, Run, _add_reading
from bilan.ledger.store_names import reader_rank
from bilan.model.decision import Decision
from bilan.model.page import Intake, Problem, Received, SetAside
from bilan.pipeline import build
from fakes import FakeReader, received, write_pages

READER = FakeReader()
FIRST = "published 2024-01-01\nvisit ML,RU 2024-05-03 announced\n"
SECOND = "published 2024-05-04\nvisit ML,RU 2024-05-03 held\ntalks BF,CN 2024-02 held\n"


def add(ledger: Ledger, *pages: Received, now: str | None = None, reader: FakeReader = READER) -> int:
    return ledger.append([(page, reader.read(page.document)) for page in pages], reader=reader.version, now=now)


def exported(ledger: Ledger, **asked: str) -> str:
    seen = queries.view(ledger, **asked)
    records = [*map(export.entry, seen.account.entries), *map(export.page, (*seen.pages, *seen.copies))]
    return "\n".join(map(export.json_line, records))


def test_what_goes_in_comes_out(tmp_path: Path) -> None:
    page = received(FIRST, "sub/a.txt", url="https://x.example/a", outlet="Le Fleuve", title="Titre", home="ML")
    with Ledger.open(str(tmp_path / "l.db"), create=True) as ledger:
        assert add(ledger, page) == 1
        held = ledger.contents()
        assert ledger.text(page.document.digest) == FIRST
        with pytest.raises(KeyError):
            ledger.text("0" * 64)
    record, reading = held.pages[0], held.readings[0]
    assert (record.document, record.outlet, record.title, record.published) == (
        "sub/a.txt",
        "Le Fleuve",
        "Titre",
        "2024-01-01",
    )
    assert reading.statements == READER.read(page.document).statements
    assert reading.actors and reading.zones and reading.page == page.document.digest


def test_the_same_page_twice_adds_nothing(tmp_path: Path) -> None:
    with Ledger.open(str(tmp_path / "l.db"), create=True) as ledger:
        assert add(ledger, received(FIRST), received(FIRST)) == 1
        before = exported(ledger)
        assert add(ledger, received(FIRST)) == 0
        assert exported(ledger) == before
        assert len(ledger.contents().readings) == 1


def test_two_pages_of_one_name_both_live(tmp_path: Path) -> None:
    one, two = received(FIRST), received(SECOND)
    with Ledger.open(str(tmp_path / "l.db"), create=True) as ledger:
        add(ledger, one)
        assert [page.document for page in ledger.contents().pages] == ["a.txt"]
        add(ledger, two)
        names = {page.document for page in ledger.contents().pages}
        assert names == {f"a.txt#{page.document.digest[:8]}" for page in (one, two)}
        cited = {e.document for entry in queries.view(ledger).account.entries for e in entry.evidence}
        assert cited == names


def test_a_copy_is_tied_to_the_page_about_which_most_is_known(tmp_path: Path) -> None:
    with Ledger.open(str(tmp_path / "l.db"), create=True) as ledger:
        add(ledger, received(FIRST, "a.txt"), received(FIRST, "z.txt", outlet="Le Fleuve"), received(FIRST, "b.txt"))
        held = ledger.contents()
    assert [page.document for page in held.pages] == ["z.txt"]
    assert [(page.document, page.reprint_of) for page in held.copies] == [("a.txt", "z.txt"), ("b.txt", "z.txt")]


TEXTS = [FIRST, SECOND, "published 2023-11\nagreement ML,RU 2023 signed\n", "commitment ML,CN 2024 pledged\n"]
PAGES = st.builds(
    received, st.sampled_from(TEXTS), st.sampled_from(["a.txt", "b.txt", "s/a.txt"]),
)  # fmt: skip
GIVEN = st.builds(
    received, st.sampled_from(TEXTS), st.sampled_from(["a.txt", "b.txt"]),
    outlet=st.sampled_from(["X", "Y"]), published=st.sampled_from(["2024-03-03", "2022"]),
)  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(pages=st.lists(st.one_of(PAGES, GIVEN), min_size=1, max_size=8), data=st.data())
def test_any_order_split_or_repetition_gives_the_same_bytes(
    tmp_path_factory: pytest.TempPathFactory, pages: list[Received], data: st.DataObject
) -> None:
    folder = tmp_path_factory.mktemp("orders")
    other = data.draw(st.permutations(pages + data.draw(st.lists(st.sampled_from(pages), max_size=4))))
    cut = data.draw(st.integers(0, len(other)))
    with Ledger.open(str(folder / "1.db"), create=True) as one, Ledger.open(str(folder / "2.db"), create=True) as two:
        add(one, *pages)
        add(two, *other[:cut])
        add(two, *other[cut:])
        assert exported(one) == exported(two)


def test_known_by_is_not_changed_by_what_comes_later(tmp_path: Path) -> None:
    with Ledger.open(str(tmp_path / "l.db"), create=True) as ledger:
        add(ledger, received(FIRST), now="2024-06-01T00:00:00.000000Z")
        add(ledger, received(SECOND, "b.txt"), now="2024-06-02T00:00:00.000000Z")
        then = exported(ledger, known_by="2024-06-02T23:59:59.999999Z")
        add(ledger, received(SECOND.replace("held", "cancelled"), "b.txt"), now="2024-06-03T00:00:00.000000Z")
        assert exported(ledger, known_by="2024-06-02T23:59:59.999999Z") == then
        assert exported(ledger, known_by="2024-05-31T23:59:59.999999Z") == ""
        assert len(queries.view(ledger, known_by="2024-06-01T12:00:00.000000Z").pages) == 1


def test_of_two_readers_the_newer_is_folded_whichever_came_first(tmp_path: Path) -> None:
    for name, order in (("1.db", ("0.9", "0.10")), ("2.db", ("0.10", "0.9"))):
        with Ledger.open(str(tmp_path / name), create=True) as ledger:
            for version in order:
                reader = FakeReader(version)
                page = received(FIRST, title=None)
                if not add(ledger, page, reader=reader):
                    _read_again(ledger, page, reader)
            held = ledger.contents()
            assert len(held.readings) == 1 and len(held.pages) == 1
            with ledger.reading() as connection:
                readers = connection.exec_driver_sql("SELECT reader FROM readings").scalars().all()
            assert sorted(readers) == ["0.10", "0.9"]
    assert sorted(["1.0", "0.10", "0.9", "0.10+b", "0.10+a"], key=reader_rank) == [
        "0.9",
        "0.10",
        "0.10+a",
        "0.10+b",
        "1.0",
    ]


def _read_again(ledger: Ledger, page: Received, reader: FakeReader) -> None:
    with ledger.writing() as connection:
        _add_reading(connection, page.key, reader.read(page.document), reader.version, moment_now())


def test_rows_are_appended_never_changed(tmp_path: Path) -> None:
    path = tmp_path / "l.db"
    with Ledger.open(str(path), create=True) as ledger:
        add(ledger, received(FIRST))
        add(ledger, received(FIRST, private=True))
        ledger.decide(
            Decision(id="d1", verb="accept", targets=("x",), reason="r", author="a", at="2024-01-01T00:00:00Z")
        )
        ledger.record_run(
            Run(began="b", ended="e", intake=Intake(given=1, set_aside=(SetAside("p", "empty"),)), program="0")
        )
    plain = sqlite3.connect(path)
    for table in schema.APPENDED:
        assert plain.execute(f"SELECT count(*) FROM {table.name}").fetchone()[0] > 0, table.name
        for deed in (
            f"DELETE FROM {table.name}",
            f"UPDATE {table.name} SET {table.columns[0].name} = {table.columns[0].name}",
        ):
            with pytest.raises(sqlite3.IntegrityError, match="appended, never changed"):
                plain.execute(deed)
    plain.close()


def test_decisions_and_runs_come_back(tmp_path: Path) -> None:
    decision = Decision(
        id="d1",
        verb="correct",
        targets=("x", "y"),
        reason="vu",
        author="moi",
        at="2024-01-01T00:00:00Z",
        fields=(("place", "Gao"),),
    )
    intake = Intake(
        given=3, kept=1, known=1, set_aside=(SetAside("p.txt", "binary", "x"),), problems=(Problem("m:1", "no"),)
    )
    with Ledger.open(str(tmp_path / "l.db"), create=True) as ledger:
        ledger.decide(decision)
        ledger.record_run(Run(began="1", ended="2", intake=intake, program="0.1"))
        assert ledger.contents().decisions == (decision,)
        assert ledger.runs() == [Run(began="1", ended="2", intake=intake, program="0.1")]


def test_every_column_is_explained() -> None:
    words = "seq page name learned key value id reason author path detail began ended given kept run state body digest"
    plain = {*words.split(), "fold", "characters", "reading", "document"}
    for table in schema.metadata.sorted_tables:
        assert table.comment, table.name
        for column in table.columns:
            assert column.comment or column.name in plain, f"{table.name}.{column.name}"


def test_a_folded_view_is_kept_and_may_be_dropped(tmp_path: Path) -> None:
    path = tmp_path / "l.db"
    with Ledger.open(str(path), create=True) as ledger:
        add(ledger, received(FIRST), received(SECOND, "b.txt"))
        first = queries.view(ledger)
        plain = sqlite3.connect(path)
        assert plain.execute("SELECT count(*) FROM folded").fetchone()[0] == 1
        assert queries.view(ledger) == first
        with plain:
            plain.execute("DELETE FROM folded_records")
            plain.execute("DELETE FROM folded")
        assert queries.view(ledger) == first
        for day in range(1, 20):
            queries.view(ledger, as_of=f"2024-05-{day:02}")
        assert plain.execute("SELECT count(*) FROM folded").fetchone()[0] <= 8
        add(ledger, received("published 2024-06-01\nvisit ML,RU 2024-05-03 cancelled\n", "c.txt"))
        assert queries.view(ledger).account != first.account
        assert plain.execute("SELECT count(*) FROM folded").fetchone()[0] == 1
        plain.close()


# Files that are no ledger, and places where none can be.


def test_a_ledger_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(AccessError, match="no such ledger"):
        Ledger.open(str(tmp_path / "l.db"))
    with pytest.raises(AccessError, match="its folder does not exist"):
        Ledger.open(str(tmp_path / "no" / "l.db"), create=True)
    with pytest.raises(AccessError, match="cannot be opened"):
        Ledger.open(str(tmp_path), create=True)
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("create", [True, False])
def test_a_file_that_is_no_ledger_is_left_alone(tmp_path: Path, create: bool) -> None:
    text, database, broken = tmp_path / "a.txt", tmp_path / "b.db", tmp_path / "c.db"
    text.write_text("a page")
    plain = sqlite3.connect(database)
    plain.execute("CREATE TABLE mine (x)")
    plain.commit()
    plain.close()
    broken.write_bytes(b"SQLite format 3\0" + b"\xff" * 5000)
    for path in (text, database, broken):
        before = path.read_bytes()
        with pytest.raises(LedgerError) as caught:
            Ledger.open(str(path), create=create)
        assert "\n" not in str(caught.value) and str(path) in str(caught.value)
        assert path.read_bytes() == before


def test_a_newer_ledger_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "l.db"
    Ledger.open(str(path), create=True).close()
    plain = sqlite3.connect(path)
    plain.execute(f"PRAGMA user_version={schema.VERSION + 1}")
    plain.close()
    for create in (True, False):
        with pytest.raises(LedgerError, match="newer Bilan"):
            Ledger.open(str(path), create=create)


def test_an_empty_file_becomes_a_ledger_only_when_building(tmp_path: Path) -> None:
    path = tmp_path / "l.db"
    path.touch()
    with pytest.raises(LedgerError, match="not a ledger"):
        Ledger.open(str(path))
    Ledger.open(str(path), create=True).close()
    Ledger.open(str(path)).close()


def test_a_damaged_ledger_is_told_in_one_line(tmp_path: Path) -> None:
    path = tmp_path / "l.db"
    with Ledger.open(str(path), create=True) as ledger:
        add(ledger, *(received(f"{FIRST}{n}", f"{n}.txt") for n in range(50)))
    data = bytearray(path.read_bytes())
    data[4096 : len(data)] = b"\xa5" * (len(data) - 4096)
    path.write_bytes(data)
    with pytest.raises(LedgerError, match="damaged") as caught, Ledger.open(str(path)) as ledger:
        ledger.contents()
    assert "\n" not in str(caught.value)


@pytest.mark.skipif(os.geteuid() == 0, reason="root writes everywhere")
def test_a_closed_folder_is_read_and_not_written(tmp_path: Path) -> None:
    folder = tmp_path / "closed"
    folder.mkdir()
    with Ledger.open(str(folder / "l.db"), create=True) as ledger:
        add(ledger, received(FIRST))
    folder.chmod(0o500)
    try:
        with Ledger.open(str(folder / "l.db")) as ledger:
            assert queries.view(ledger).account.entries
        with pytest.raises(AccessError), Ledger.open(str(folder / "new.db"), create=True):
            pass
        with pytest.raises(AccessError), Ledger.open(str(folder / "l.db"), create=True) as ledger:
            add(ledger, received(SECOND))
    finally:
        folder.chmod(0o700)


# Faults while writing.


def test_a_full_disk_loses_nothing_that_was_saved(tmp_path: Path) -> None:
    path = tmp_path / "l.db"
    with Ledger.open(str(path), create=True) as ledger:
        add(ledger, received(FIRST))
        before = exported(ledger)
        big = [received(f"{n} " + os.urandom(30_000).hex(), f"{n}.txt") for n in range(20)]
        with pytest.raises(AccessError, match="disk is full") as caught, ledger.writing() as connection:
            connection.exec_driver_sql(f"PRAGMA max_page_count={path.stat().st_size // 4096 + 60}")
            connection.exec_driver_sql("CREATE TABLE filler (x)")
            for page in big:
                connection.exec_driver_sql("INSERT INTO filler VALUES (?)", (page.document.text,))
        assert caught.value.exit_code == 4 and "\n" not in str(caught.value)
    with Ledger.open(str(path)) as ledger:
        assert exported(ledger) == before
        assert add(ledger, *big) == 20


LIMITED = """
import resource, sys
sys.path[:0] = {path!r}
import conftest
from fakes import FakeReader
from pathlib import Path
from bilan import cli
from bilan.commands import building
building.open_reader = lambda own, **_: FakeReader()
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[1]), int(sys.argv[1])))
sys.exit(cli.run(sys.argv[2:]))
"""


def run_limited(limit: int, *arguments: str) -> subprocess.CompletedProcess[str]:
    script = LIMITED.format(path=[str(Path(__file__).parent.parent)])
    return subprocess.run(
        [sys.executable, "-c", script, str(limit), *arguments], capture_output=True, text=True, check=False
    )


@pytest.mark.parametrize("limit", [1, 5_000, 50_000, 200_000, 600_000])
def test_a_build_on_a_full_disk_ends_in_one_line_and_goes_on_later(tmp_path: Path, limit: int) -> None:
    texts = {f"{n:03}.txt": FIRST + os.urandom(4_000).hex() for n in range(120)}
    pages, path = write_pages(tmp_path / "pages", dict(texts)), tmp_path / "l.db"
    stopped = run_limited(limit, "build", str(pages), "--ledger", str(path), "--lang", "en")
    assert stopped.returncode == 4, stopped.stderr
    assert stopped.stderr.count("\n") == 1 and "disk is full" in stopped.stderr and stopped.stdout == ""
    if path.exists():
        plain = sqlite3.connect(path)
        assert plain.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
        plain.close()
    done = run_limited(10**9, "build", str(pages), "--ledger", str(path))
    assert done.returncode == 0, done.stderr
    with Ledger.open(str(path)) as ledger, Ledger.open(str(tmp_path / "2.db"), create=True) as whole:
        build([pages], whole, Shelf(), READER)
        assert exported(ledger) == exported(whole)


def _build(path: str, pages: str) -> None:
    with Ledger.open(path, create=True) as ledger:
        build([Path(pages)], ledger, Shelf(), READER)


def test_killed_anywhere_the_next_run_reaches_the_same(tmp_path: Path) -> None:
    pages = write_pages(tmp_path / "pages", {f"{n:03}.txt": FIRST + f"{n} " * 500 for n in range(300)})
    _build(str(tmp_path / "whole.db"), str(pages))
    with Ledger.open(str(tmp_path / "whole.db")) as ledger:
        wanted = exported(ledger)
    context = multiprocessing.get_context("fork")
    path = tmp_path / "l.db"
    for delay in (0.005, 0.02, 0.05, 0.08, 0.12):
        process = context.Process(target=_build, args=(str(path), str(pages)))
        process.start()
        time.sleep(delay)
        if process.pid:
            os.kill(process.pid, signal.SIGKILL)
        process.join()
        if path.exists() and path.stat().st_size:
            plain = sqlite3.connect(path)
            assert plain.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
            halves = "SELECT count(*) FROM pages p LEFT JOIN readings r ON r.page = p.key WHERE r.page IS NULL"
            if plain.execute("SELECT count(*) FROM sqlite_master WHERE name = 'pages'").fetchone()[0]:
                assert plain.execute(halves).fetchone()[0] == 0
            plain.close()
    _build(str(path), str(pages))
    with Ledger.open(str(path)) as ledger:
        assert exported(ledger) == wanted


def test_writers_at_once_lose_and_double_nothing(tmp_path: Path) -> None:
    folders = [
        write_pages(tmp_path / str(w), {f"{n:03}.txt": FIRST + f"{n % 60} {w * (n >= 60)}\n" for n in range(90)})
        for w in range(4)
    ]
    path = tmp_path / "l.db"
    context = multiprocessing.get_context("fork")
    processes = [context.Process(target=_build, args=(str(path), str(folder))) for folder in folders]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
    assert [process.exitcode for process in processes] == [0] * 4
    distinct = {p.read_text() for folder in folders for p in folder.iterdir()}
    with Ledger.open(str(path)) as ledger:
        held = ledger.contents()
        runs = ledger.runs()
    assert len(held.pages) == len(distinct)
    assert sum(run.intake.kept for run in runs) == len(distinct)
    assert all(r.intake.given == r.intake.kept + r.intake.known + len(r.intake.set_aside) for r in runs)


# The pipeline.


@settings(max_examples=40, deadline=None)
@given(
    rounds=st.lists(
        st.dictionaries(st.sampled_from("abcdef"), st.sampled_from([b"", b"\0", *map(str.encode, TEXTS)]), max_size=6),
        min_size=1, max_size=3,
    )
)  # fmt: skip
def test_given_is_kept_and_known_and_set_aside(
    tmp_path_factory: pytest.TempPathFactory, rounds: list[dict[str, bytes]]
) -> None:
    folder = tmp_path_factory.mktemp("rounds")
    with Ledger.open(str(folder / "l.db"), create=True) as ledger:
        texts: set[bytes] = set()
        for number, contents in enumerate(rounds):
            pages = write_pages(
                folder / str(number), {f"{name}.txt": data for name, data in contents.items()} or {"x": b""}
            )
            intake = build([pages], ledger, Shelf(), READER)
            assert intake.given == len(contents) == intake.kept + intake.known + len(intake.set_aside)
            fresh = {data for data in contents.values() if data.strip(b"\0")} - texts
            assert intake.kept == len(fresh)
            texts |= fresh


def test_what_is_known_is_not_read_again(tmp_path: Path) -> None:
    pages = write_pages(tmp_path / "pages", {f"{n}.txt": f"{FIRST}{n}" for n in range(7)})
    reader = FakeReader()
    with Ledger.open(str(tmp_path / "l.db"), create=True) as ledger:
        build([pages], ledger, Shelf(), reader)
        build([pages], ledger, Shelf(), reader)
    assert reader.read_count == 7


def test_the_ledger_can_be_moved_as_one_file(tmp_path: Path) -> None:
    path, moved = tmp_path / "l.db", tmp_path / "moved.db"
    with Ledger.open(str(path), create=True) as ledger:
        add(ledger, received(FIRST))
        before = exported(ledger)
    assert [p.name for p in tmp_path.iterdir()] == ["l.db"]
    shutil.move(path, moved)
    with Ledger.open(str(moved)) as ledger:
        assert exported(ledger) == before


def test_comments_lie_open_to_no_viewer(tmp_path: Path) -> None:
    path = tmp_path / "l.db"
    with Ledger.open(str(path), create=True) as ledger:
        add(ledger, received(FIRST + "Un lecteur : Zébulon Grandjean n'y croit pas."))
    assert b"Grandjean" not in path.read_bytes()


def test_export_is_json_with_whole_numbers() -> None:
    assert [export.whole(value) for value in (50000.0, 1.5, None, 3)] == [50000, 1.5, None, 3]
    assert json.loads(export.json_line({"é": 1})) == {"é": 1}
    assert list(itertools.islice(export.csv_text([{"a": ["x", "y"], "b": None}], ["a", "b"]).splitlines(), 2)) == [
        "a,b",
        "x; y,",
    ]
