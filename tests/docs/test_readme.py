"""The README shows what the program prints, and the figures that the gate measured."""

import json
import re
from pathlib import Path

import pytest

from bilan import cli

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text("utf-8")


def test_its_figures_are_the_measured_ones(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(ROOT / "tools"))
    readme = __import__("readme")
    scores = json.loads((ROOT / "quality" / "scores.json").read_text("utf-8"))
    assert readme.filled(README, scores) == README, "run: python tools/readme.py"


def test_what_it_shows_is_printed(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    lines: list[str] = []
    monkeypatch.chdir(tmp_path)
    plain = re.compile(r"[\u00a0\u202f]")
    monkeypatch.setattr("bilan.commands.output.write", lambda text: lines.extend(plain.sub(" ", text).splitlines()))
    assert cli.run(["demo"]) == 0
    shown = re.search(r"```text\n(.*?)```", README, re.DOTALL)
    assert shown is not None
    missing = [line for line in shown[1].splitlines() if line != "…" and line not in lines]
    assert not missing


def test_its_commands_are_there(capsys: pytest.CaptureFixture[str]) -> None:
    named = set(re.findall(r"^\| `bilan (\w+)", README, re.MULTILINE))
    assert cli.run(["--help"]) == 0
    helped = capsys.readouterr().out
    assert {name for name in named if not re.search(rf"\b{name}\b", helped)} == set()
