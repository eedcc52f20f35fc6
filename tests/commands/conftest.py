"""A ledger of three pages that the fake reader read, and a way to run commands."""

from pathlib import Path

import pytest

from bilan import cli
from bilan.commands import building
from fakes import FakeReader, Runs, write_pages

A = "published 2024-01-01\nvisit ML,RU 2024-05-03 announced\nThe ministers of Mali met in private then.\n"
B = "published 2024-05-04\nvisit ML,RU 2024-05-03 held\ncommitment BF,CN 2024-02 pledged\n"
C = "talks ML,CN 2023 held\n"


@pytest.fixture(autouse=True)
def _fake_reader(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(building, "open_reader", lambda own, **_: FakeReader())


@pytest.fixture
def pages(tmp_path: Path) -> Path:
    return write_pages(tmp_path / "pages", {"a.txt": A, "b.txt": B, "c.txt": C})


@pytest.fixture
def ledger(pages: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> str:
    path = str(tmp_path / "l.db")
    assert cli.run(["build", str(pages), "--ledger", path]) == 0
    capsys.readouterr()
    return path


@pytest.fixture
def bilan(capsys: pytest.CaptureFixture[str]) -> Runs:
    return Runs(capsys)
