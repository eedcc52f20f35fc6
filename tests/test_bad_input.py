"""Bad input, as a user meets it: the real program is started, and every failure is one line and an exit code.

The line says what, where and what to do. No traceback, nothing on standard output, nothing lost, no half-made ledger.
"""

import json
import resource
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

PAGE = (
    "Mali-Russie : signature à Bamako\n\nLe ministre russe des Affaires étrangères a signé mardi à Bamako un accord de "
    "coopération avec son homologue malien. La Russie livrera 50.000 tonnes de blé au Mali.\n"
)
WRONG_USE, BAD_DATA, NO_ACCESS = 2, 3, 4


Done = subprocess.CompletedProcess[str]


def bilan(*arguments: str, cwd: Path, largest: int | None = None, out: Path | None = None) -> Done:
    """The program in a process of its own, which may write no file of more than `largest` bytes."""

    def limited() -> None:
        if largest is not None:
            resource.setrlimit(resource.RLIMIT_FSIZE, (largest, largest))

    command = [sys.executable, "-m", "bilan.cli", *arguments, "--lang", "en"]
    with (out or Path("/dev/null")).open("w") as full:
        return subprocess.run(
            command, cwd=cwd, stdout=full if out else subprocess.PIPE, stderr=subprocess.PIPE, text=True,
            encoding="utf-8", preexec_fn=limited, check=False,
        )  # fmt: skip


def failed(done: Done, code: int, *told: str) -> None:
    assert done.returncode == code, done.stderr
    assert not done.stdout
    assert done.stderr.startswith("bilan: ") and done.stderr.count("\n") == 1, done.stderr
    assert "Traceback" not in done.stderr and "Error" not in done.stderr
    for words in told:
        assert words in done.stderr, done.stderr


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with pages, a ledger of them, and files that are none."""
    desk = tmp_path_factory.mktemp("desk")
    (desk / "pages").mkdir()
    (desk / "pages" / "a.txt").write_text(PAGE, "utf-8")
    (desk / "notes.db").write_text("not a ledger, only notes\n" * 100, "utf-8")
    with sqlite3.connect(desk / "other.db") as other:
        other.execute("CREATE TABLE recipes (name TEXT)")
    (desk / "words" / "fr").mkdir(parents=True)
    (desk / "words" / "fr" / "visit.toml").write_text('[[rule]]\nid = "mine"\n', "utf-8")
    assert bilan("build", "pages", "--ledger", "l.db", cwd=desk).returncode == 0
    assert bilan("entries", "l.db", cwd=desk).returncode == 0  # the view is folded and kept
    whole = (desk / "l.db").read_bytes()
    (desk / "half.db").write_bytes(whole[: len(whole) // 2 // 4096 * 4096 - 100])
    return desk


@pytest.mark.parametrize(
    ("arguments", "code", "told"),
    [
        (("build", "nowhere", "--ledger", "new.db"), NO_ACCESS, ("nowhere", "check the path")),
        (("read", "pages/nowhere.txt"), NO_ACCESS, ("nowhere.txt", "check the path")),
        (("explain", "nowhere.txt"), NO_ACCESS, ("nowhere.txt", "check the path")),
        (("build", "pages", "--ledger", "no/folder/new.db"), NO_ACCESS, ("no/folder", "create")),
        (("entries", "nowhere.db"), NO_ACCESS, ("nowhere.db", "bilan build")),
        (("entries", "notes.db"), BAD_DATA, ("notes.db", "not a ledger")),
        (("build", "pages", "--ledger", "notes.db"), BAD_DATA, ("notes.db", "not a ledger")),
        (("review", "other.db"), BAD_DATA, ("other.db", "not a ledger")),
        (("build", "pages", "--ledger", "other.db"), BAD_DATA, ("other.db", "not a ledger")),
        (("disputes", "half.db"), BAD_DATA, ("half.db",)),
        (("entries", "pages"), NO_ACCESS, ("pages",)),
        (("review", "l.db", "--parties", "ML,QQ"), WRONG_USE, ("QQ", "ISO 3166-1")),
        (("entries", "l.db", "--parties", "Mali"), WRONG_USE, ("MALI", "ISO 3166-1")),
        (("review", "l.db", "--as-of", "2025-02-30"), WRONG_USE, ("2025-02-30", "YYYY-MM-DD")),
        (("entries", "l.db", "--from", "hier"), WRONG_USE, ("hier", "YYYY-MM-DD")),
        (("entries", "l.db", "--from", "2025-13"), WRONG_USE, ("2025-13",)),
        (("entries", "l.db", "--from", "2025", "--to", "2024"), WRONG_USE, ("2025", "2024")),
        (("entries", "l.db", "--known-by", "2025-99-01"), WRONG_USE, ("2025-99-01",)),
        (("entries", "l.db", "--kind", "treaty"), WRONG_USE, ("treaty", "agreement")),
        (("entries", "l.db", "--status", "done"), WRONG_USE, ("done", "delivered")),
        (("entries", "l.db", "--sector", "war"), WRONG_USE, ("war", "defence")),
        (("table", "l.db", "--rows", "colour"), WRONG_USE, ("colour", "sector")),
        (("entries", "l.db", "--json", "--csv"), WRONG_USE, ("--csv",)),
        (("entries", "l.db", "--colour"), WRONG_USE, ("--colour",)),
        (("entries",), WRONG_USE, ("LEDGER",)),
        (("speak",), WRONG_USE, ("speak",)),
        (("read", "pages", "--knowledge", "nowhere"), NO_ACCESS, ("nowhere",)),
        (("read", "pages", "--knowledge", "words"), BAD_DATA, ("visit.toml",)),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, tuple) else None,
)
def test_one_line_and_the_exit_code(desk: Path, arguments: tuple[str, ...], code: int, told: tuple[str, ...]) -> None:
    before = {path: path.read_bytes() for path in desk.iterdir() if path.is_file()}
    failed(bilan(*arguments, cwd=desk), code, *told)
    after = {path: path.read_bytes() for path in desk.iterdir() if path.is_file()}
    assert after == before, "nothing is made or changed by a command that failed"


def test_a_folder_without_pages_is_no_failure_and_makes_a_ledger_of_none(desk: Path, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    done = bilan("build", "empty", "--ledger", "l.db", cwd=tmp_path)
    assert done.returncode == 0 and not done.stderr
    assert bilan("entries", "l.db", "--json", cwd=tmp_path).stdout == ""


def many_pages(folder: Path, number: int) -> None:
    folder.mkdir()
    for n in range(number):
        (folder / f"{n:03}.txt").write_text(f"{PAGE}\nNote {n}. {'Rien de plus à dire. ' * 200}{n * n}\n", "utf-8")


def documents(ledger: str, cwd: Path) -> list[str]:
    done = bilan("sources", ledger, "--json", cwd=cwd)
    assert done.returncode == 0, done.stderr
    return [json.loads(line)["document"] for line in done.stdout.splitlines()]


def test_a_disk_that_is_full_from_the_start_leaves_no_half_ledger(tmp_path: Path) -> None:
    many_pages(tmp_path / "pages", 5)
    done = bilan("build", "pages", "--ledger", "l.db", cwd=tmp_path, largest=10_000)
    failed(done, NO_ACCESS, "l.db", "full", "make room")
    assert bilan("build", "pages", "--ledger", "l.db", cwd=tmp_path).returncode == 0
    assert len(documents("l.db", tmp_path)) == 5


def test_a_disk_that_fills_up_loses_nothing_that_was_kept(tmp_path: Path) -> None:
    many_pages(tmp_path / "pages", 120)
    done = bilan("build", "pages", "--ledger", "l.db", cwd=tmp_path, largest=800_000)
    failed(done, NO_ACCESS, "l.db", "full", "make room")
    kept = documents("l.db", tmp_path)
    assert 0 < len(kept) < 120, "the batches before were kept, and whole"
    assert bilan("build", "pages", "--ledger", "l.db", cwd=tmp_path).returncode == 0
    assert len(documents("l.db", tmp_path)) == 120
    assert bilan("build", "pages", "--ledger", "fresh.db", cwd=tmp_path).returncode == 0
    for command in ("entries", "actors"):
        again, fresh = (bilan(command, ledger, "--json", cwd=tmp_path).stdout for ledger in ("l.db", "fresh.db"))
        assert again == fresh


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="a device that is always full is Linux's")
@pytest.mark.parametrize("command", ["entries", "sources"])
def test_an_answer_that_cannot_be_written_is_told(desk: Path, command: str) -> None:
    done = bilan(command, "l.db", cwd=desk, out=Path("/dev/full"))
    assert done.returncode == NO_ACCESS
    assert done.stderr.startswith("bilan: ") and done.stderr.count("\n") == 1 and "Traceback" not in done.stderr


def test_bad_pages_are_set_aside_and_the_rest_is_read(desk: Path, tmp_path: Path) -> None:
    pages = tmp_path / "pages"
    pages.mkdir()
    (pages / "good.txt").write_text(PAGE, "utf-8")
    (pages / "empty.txt").write_bytes(b"")
    (pages / "picture.txt").write_bytes(bytes(range(256)) * 50)
    (pages / "manifest.jsonl").write_text('{"file": "good.txt", "published": "2024-02-31"}\n{oops\n', "utf-8")
    done = bilan("build", "pages", "--ledger", "l.db", cwd=tmp_path)
    assert done.returncode == 1 and "Traceback" not in done.stderr
    assert documents("l.db", tmp_path) == ["good.txt"]
