"""The command line: what goes to which stream, exit codes, and every failure in one line."""

import csv
import io
import json
import os
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest

from bilan import cli
from bilan.commands import answers, building
from bilan.errors import ProofError
from fakes import FakeReader, Runs, write_pages

A = "published 2024-01-01\nvisit ML,RU 2024-05-03 announced\n"
B = "published 2024-05-04\nvisit ML,RU 2024-05-03 held\ncommitment BF,CN 2024-02 pledged\n"
UNDATED = "talks ML,CN 2023 held\n"


@pytest.fixture(autouse=True)
def _fake_reader(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(building, "open_reader", lambda own, **_: FakeReader())


@pytest.fixture
def pages(tmp_path: Path) -> Path:
    return write_pages(tmp_path / "pages", {"a.txt": A, "b.txt": B, "c.txt": UNDATED})


@pytest.fixture
def ledger(pages: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> str:
    path = str(tmp_path / "l.db")
    assert cli.run(["build", str(pages), "--ledger", path]) == 0
    capsys.readouterr()
    return path


@pytest.fixture
def bilan(capsys: pytest.CaptureFixture[str]) -> Runs:
    return Runs(capsys)


# Building and reading.


def test_build_says_what_it_kept_and_set_aside(bilan: Runs, pages: Path, tmp_path: Path) -> None:
    write_pages(pages, {"empty.txt": b"", "binary.txt": b"\0\1\2", "copy.txt": A})
    path = str(tmp_path / "l.db")
    out, err = bilan("build", str(pages), "--ledger", path, "--lang", "en", code=1)
    assert out.splitlines()[0] == "6 pages given: 3 kept, 1 known already, 2 set aside"
    assert out.count("set aside") == 1 and "empty.txt: empty" in out and "binary.txt: binary" in out and err == ""
    again = json.loads(bilan("build", str(pages), "--ledger", path, "--json", code=1)[0])
    assert (again["given"], again["kept"], again["known"], len(again["set_aside"])) == (6, 0, 4, 2)
    out, _ = bilan("sources", path, "--lang", "en")
    assert "copy.txt" in out and "same text as a.txt" in out and "2 set aside" in out


def test_a_broken_manifest_line_is_part_of_the_account(bilan: Runs, pages: Path, tmp_path: Path) -> None:
    write_pages(pages, {"manifest.jsonl": '{"file": "a.txt", "outlet": "X"}\nbroken Planted Name\n'})
    out, err = bilan("build", str(pages), "--ledger", str(tmp_path / "l.db"), code=1)
    assert "manifest.jsonl:2" in out and "Planted" not in out + err


def test_read_shows_what_score_reads(bilan: Runs, pages: Path) -> None:
    records = bilan.records("read", str(pages))
    assert [r["document"] for r in records] == ["a.txt", "b.txt", "c.txt"]
    words = "document title published outlet source language zones times quantities actors statements gaps"
    wanted = set(words.split())
    assert wanted <= set(records[0]) and "text" not in records[0]
    assert bilan.records("read", str(pages / "a.txt"), "--text")[0]["text"] == A
    said = records[0]["statements"][0]
    assert A[said["start"] : said["end"]] == said["quote"]
    assert "Planted" not in json.dumps(records)


def test_read_sets_aside_and_goes_on(bilan: Runs, pages: Path) -> None:
    write_pages(pages, {"aa.txt": b""})
    out, err = bilan("read", str(pages), "--json", code=1)
    assert len(out.splitlines()) == 3 and err.count("\n") == 1 and "aa.txt" in err


def test_read_and_build_name_pages_alike(bilan: Runs, tmp_path: Path) -> None:
    one, two = write_pages(tmp_path / "1", {"a.txt": A}), write_pages(tmp_path / "2", {"a.txt": B, "b.txt": A})
    path = str(tmp_path / "l.db")
    bilan("build", str(one), str(two), "--ledger", path)
    built = {r["document"] for r in bilan.records("sources", path)}
    assert {r["document"] for r in bilan.records("read", str(one), str(two))} == built
    assert sum("#" in str(name) for name in built) == 2


def test_explain_tells_passages_rules_and_gaps(bilan: Runs, pages: Path) -> None:
    out, _ = bilan("explain", str(pages / "a.txt"), "--lang", "en")
    assert "visit ML,RU 2024-05-03 announced" in out and "rule fake" in out and "Not understood:" in out
    assert bilan.records("explain", str(pages / "a.txt"))[0]["statements"]


# Lists.


def test_entries_have_the_fields_of_the_guidelines(bilan: Runs, ledger: str) -> None:
    records = bilan.records("entries", ledger)
    words = "id kind title parties actors sectors start end place amounts history evidence said_by optional status"
    fields = set(words.split())
    assert len(records) == 3 and all(fields <= set(r) for r in records)
    visit = next(r for r in records if r["kind"] == "visit")
    assert visit["status"] == visit["history"][-1]["status"] == "held"
    assert {(e["document"], e["quote"]) for e in visit["evidence"]} == {
        ("a.txt", "visit ML,RU 2024-05-03 announced"), ("b.txt", "visit ML,RU 2024-05-03 held"),
    }  # fmt: skip
    assert all(step.keys() >= {"status", "as_of", "document", "start", "end", "said_by"} for step in visit["history"])
    assert len({r["title"] for r in records}) == 3


@pytest.mark.parametrize(
    ("options", "kinds"),
    [
        ((), ["commitment", "talks", "visit"]),
        (("--kind", "visit"), ["visit"]),
        (("--kind", "visit,talks"), ["talks", "visit"]),
        (("--kind", "visit", "--kind", "talks"), ["talks", "visit"]),
        (("--status", "held"), ["talks", "visit"]),
        (("--parties", "ML"), ["talks", "visit"]),
        (("--parties", "ru,ml"), ["visit"]),
        (("--parties", "ML,BF"), []),
        (("--from", "2024-02-15"), ["commitment", "visit"]),
        (("--to", "2024-02-15"), ["commitment", "talks"]),
        (("--from", "2024-05", "--to", "2024"), ["visit"]),
        (("--published-to", "2024-01"), ["visit"]),
        (("--published-from", "2024-05"), ["commitment", "visit"]),
        (("--as-of", "2024-01-31"), ["visit"]),
        (("--as-of", "2024"), ["commitment", "visit"]),
        (("--known-by", "2001-01-01"), []),
        (("--known-by", "2999-01-01T00:00:00+01:00"), ["commitment", "talks", "visit"]),
        (("--query", "PLEDGED bf"), ["commitment"]),
        (("--query", "nowhere"), []),
        (("--sector", "energy"), []),
    ],
)
def test_questions(bilan: Runs, ledger: str, options: tuple[str, ...], kinds: list[str]) -> None:
    assert sorted(str(r["kind"]) for r in bilan.records("entries", ledger, *options)) == kinds


def test_an_as_of_view_tells_what_it_leaves_out(bilan: Runs, ledger: str) -> None:
    out, _ = bilan("entries", ledger, "--as-of", "2024-12-31", "--lang", "en")
    assert out.splitlines()[-1] == "1 page without a day is left out of this view."
    assert bilan.records("entries", ledger, "--as-of", "2024-01-31")[0]["status"] == "announced"


@pytest.mark.parametrize("command", ["entries", "actors", "disputes", "sources", "table"])
def test_csv_is_a_table_and_nothing_else(bilan: Runs, ledger: str, command: str) -> None:
    out, err = bilan(command, ledger, "--csv")
    rows = list(csv.reader(io.StringIO(out)))
    assert err == "" and len({len(row) for row in rows}) == 1


def test_review_and_table(bilan: Runs, ledger: str) -> None:
    out, err = bilan("review", ledger, "--parties", "ML,RU", "--lang", "en")
    assert "visit ML,RU 2024-05-03 held" in out and err == ""
    assert bilan("review", ledger, "--parties", "ML,RU", "--format", "markdown")[0].startswith("#")
    record = bilan.records("review", ledger, "--parties", "ML,RU")[0]
    assert [e["kind"] for e in record["entries"]] == ["visit"]
    assert bilan("table", ledger, "--rows", "kind", "--columns", "status")[0]


@pytest.mark.parametrize("command", ["entries", "actors", "disputes", "sources", "table", "review"])
def test_both_languages(bilan: Runs, ledger: str, command: str) -> None:
    assert bilan(command, ledger, "--lang", "fr")[0] and bilan(command, ledger, "--lang", "en")[0]


def test_the_environment_may_choose_the_language(bilan: Runs, ledger: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BILAN_LANG", "en")
    assert "no such ledger" in bilan.fails("entries", ledger + "x", code=4)
    assert "pas de registre" in bilan.fails("entries", ledger + "x", "--lang", "fr", code=4)


# Fiction.


def test_what_is_invented_says_so_everywhere(
    bilan: Runs, pages: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(answers, "dossier", lambda: [pages])
    path = str(tmp_path / "demo.db")
    out, err = bilan("demo", "--ledger", path)
    assert out.startswith("Dossier fictif") and path in out and err == ""
    for command in ("entries", "actors", "disputes", "sources", "table", "review"):
        assert bilan(command, path)[0].startswith("Dossier fictif"), command
        assert bilan(command, path, "--lang", "en")[0].startswith("Fictional dossier"), command
        assert all(record["fiction"] is True for record in bilan.records(command, path)), command
        if command != "review":
            rows = list(csv.DictReader(io.StringIO(bilan(command, path, "--csv")[0])))
            assert all(row["fiction"] == "true" for row in rows)
    assert bilan.records("demo", "--ledger", path)[0]["fiction"] is True


def test_what_is_not_invented_says_nothing(bilan: Runs, ledger: str) -> None:
    assert "fiction" not in bilan("entries", ledger, "--json")[0] and "fictif" not in bilan("review", ledger)[0]


# Failures: one line, what, where, what to do; the right exit code.


def test_wrong_use(bilan: Runs, ledger: str, pages: Path) -> None:
    for arguments, words in (
        (["nope"], "nope"),
        (["build", str(pages)], "--ledger"),
        (["build"], "PATH"),
        (["entries", ledger, "--nope"], "--nope"),
        (["entries", ledger, "--kind", "party"], "visit, talks"),
        (["entries", ledger, "--status", "done"], "delivered"),
        (["entries", ledger, "--sector", "x"], "agriculture"),
        (["entries", ledger, "--parties", "ML,ZZ"], "ZZ"),
        (["review", ledger, "--parties", "Mali"], "MALI"),
        (["review", ledger, "--parties", ","], "ISO 3166-1"),
        (["review", ledger, "--format", "pdf"], "markdown"),
        (["review", ledger, "--quiet-months", "x"], "quiet-months"),
        (["entries", ledger, "--as-of", "2025-02-30"], "2025-02-30"),
        (["entries", ledger, "--from", "yesterday"], "yesterday"),
        (["entries", ledger, "--from", "2025", "--to", "2024"], "2024"),
        (["entries", ledger, "--published-from", "2025-13"], "2025-13"),
        (["entries", ledger, "--known-by", "2025-01-01T99:00"], "2025-01-01T99:00"),
        (["entries", ledger, "--json", "--csv"], "--csv"),
        (["entries", ledger, "--lang", "de"], "de"),
        (["table", ledger, "--rows", "colour"], "colour"),
    ):
        assert words in bilan.fails(*arguments, code=2), arguments


def test_no_access(bilan: Runs, tmp_path: Path, pages: Path) -> None:
    path = tmp_path / "new.db"
    assert "nope" in bilan.fails("build", str(tmp_path / "nope"), "--ledger", str(path), code=4)
    assert "nope" in bilan.fails("build", str(pages), str(tmp_path / "nope"), "--ledger", str(path), code=4)
    assert not path.exists()
    bilan.fails("read", str(tmp_path / "nope"), code=4)
    bilan.fails("explain", str(tmp_path / "nope"), code=4)
    bilan.fails("build", str(pages), "--ledger", str(tmp_path / "no" / "l.db"), code=4)
    bilan.fails("build", str(pages), "--ledger", str(tmp_path), code=4)
    bilan.fails("build", str(pages), "--ledger", str(path), "--knowledge", str(tmp_path / "none"), code=4)
    for command in ("entries", "actors", "disputes", "sources", "table", "review"):
        assert "bilan build" in bilan.fails(command, str(tmp_path / "l.db"), code=4)
    assert not (tmp_path / "l.db").exists()


def test_bad_data(bilan: Runs, tmp_path: Path, pages: Path, ledger: str) -> None:
    bilan.fails("entries", str(pages / "a.txt"), code=3)
    bilan.fails("build", str(pages), "--ledger", str(pages / "a.txt"), code=3)
    assert (pages / "a.txt").read_text() == A
    plain = sqlite3.connect(ledger)
    plain.execute("PRAGMA user_version=99")
    plain.close()
    assert "99" in bilan.fails("entries", ledger, code=3)


def test_a_page_that_is_not_proved_is_set_aside(
    bilan: Runs, pages: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Liar(FakeReader):
        def read(self, document):  # type: ignore[no-untyped-def]
            if document.name == "b.txt":
                raise ProofError("Planted Name")
            return super().read(document)

    monkeypatch.setattr(building, "open_reader", lambda own, **_: Liar())
    out, err = bilan("build", str(pages), "--ledger", str(tmp_path / "l.db"), "--lang", "en", code=1)
    assert "3 pages given: 2 kept" in out and "b.txt" in out and "Planted" not in out + err


# The process itself.


def process(*arguments: str, **environment: str) -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, "-m", "bilan.cli", *arguments]
    return subprocess.run(command, capture_output=True, check=False, env={**os.environ, **environment})


def test_help_answers_at_once() -> None:
    took = []
    for _ in range(3):
        start = time.perf_counter()
        done = process("--help")
        took.append(time.perf_counter() - start)
        assert done.returncode == 0 and b"review" in done.stdout
    assert min(took) < 0.3


def test_every_command_has_help_in_both_languages() -> None:
    assert "Lit ce que la presse" in process("--help").stdout.decode()
    assert "Reads what the press" in process("--help", BILAN_LANG="en").stdout.decode()
    for name, _, _ in cli._COMMANDS:
        assert process(name, "--help").returncode == 0


def test_without_a_command_it_shows_help() -> None:
    done = process()
    assert done.returncode == 2 and b"entries" in done.stdout


def test_version() -> None:
    assert process("--version").stdout.startswith(b"bilan ")


def test_no_terminal_no_message_no_colour(pages: Path, ledger: str) -> None:
    for arguments in (["entries", ledger], ["review", ledger], ["entries", ledger, "--json"], ["sources", ledger]):
        done = process(*arguments)
        assert done.returncode == 0 and done.stderr == b"" and b"\x1b" not in done.stdout


def test_the_bytes_do_not_depend_on_the_surroundings(ledger: str) -> None:
    seen = {
        process("entries", ledger, "--json", **environment).stdout
        for environment in (
            {"LC_ALL": "C", "TZ": "UTC", "PYTHONHASHSEED": "1"},
            {"LC_ALL": "fr_FR.UTF-8", "TZ": "Asia/Tokyo", "PYTHONHASHSEED": "2"},
            {"PYTHONIOENCODING": "ascii", "PYTHONHASHSEED": "3", "LANG": "en_US"},
        )
    }
    assert len(seen) == 1 and seen.pop()


def test_a_reader_that_goes_away_is_no_failure(ledger: str) -> None:
    command = f"{sys.executable} -m bilan.cli entries {ledger} --json | true"
    done = subprocess.run(["bash", "-c", f"set -o pipefail; {command}"], capture_output=True, check=False)
    assert done.stderr == b"" and done.returncode == 0


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full here")
def test_a_full_standard_output_is_told(ledger: str) -> None:
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [sys.executable, "-m", "bilan.cli", "entries", ledger, "--json"],
            stdout=full,
            stderr=subprocess.PIPE,
            check=False,
        )
    assert done.returncode == 4 and done.stderr.count(b"\n") == 1
