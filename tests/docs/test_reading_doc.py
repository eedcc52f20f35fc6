"""What `docs/reading.md` shows is what the program prints, and the rules and files that it names are there.

A block shows lines of the answer in their order; "…" stands for lines left out.
"""

import re
import shlex
from collections.abc import Sequence
from functools import cache
from pathlib import Path

import pytest

from bilan import cli
from bilan.knowledge.files import SHIPPED, Shelf
from bilan.reports.explain import rule_names

ROOT = Path(__file__).parents[2]
DOC = (ROOT / "docs" / "reading.md").read_text("utf-8")
BLOCKS = re.findall(r"```console\n\$ (bilan [^\n]+)\n(.*?)```", DOC, re.DOTALL)
PIECES = [(command, shown.splitlines()) for command, shown in BLOCKS]
LEFT_OUT = "…"


@cache
def printed(command: str) -> tuple[str, ...]:
    """The lines that a command prints, run where the docs say it is run."""
    with pytest.MonkeyPatch().context() as patch:
        lines: list[str] = []
        patch.chdir(ROOT)
        patch.setattr("bilan.commands.output.write", lambda text: lines.extend(text.splitlines()))
        assert cli.run(shlex.split(command)[1:]) == 0
    return tuple(lines)


def missing(shown: Sequence[str], lines: Sequence[str]) -> list[str]:
    """The first run of shown lines that the answer does not have at its place."""
    runs: list[list[str]] = [[]]
    for line in shown:
        if line == LEFT_OUT:
            runs.append([])
        else:
            runs[-1].append(line)
    at = 0
    for number, run in enumerate(runs):
        starts = [0] if number == 0 else range(at, len(lines) - len(run) + 1)
        found = next((start for start in starts if list(lines[start : start + len(run)]) == run), None)
        if found is None:
            return run
        at = found + len(run)
    return [] if not runs[-1] or at == len(lines) else list(lines[at:])


@pytest.mark.parametrize(("command", "shown"), PIECES, ids=range(len(PIECES)))
def test_shown_is_printed(command: str, shown: list[str]) -> None:
    assert missing(shown, printed(command)) == []


def test_every_step_shows_something() -> None:
    assert len(PIECES) == len(re.findall(r"^## \d", DOC, re.MULTILINE)) == 6


def test_rules_and_files_named_are_there() -> None:
    rules = re.findall(r"`((?:visit|talks|agreement|mechanism|commitment|claim)\.[a-z]+)`", DOC)
    assert rules and set(rules) <= rule_names(Shelf(), "fr").keys()
    files = re.findall(r"`knowledge/([a-z/]+\.toml)`", DOC)
    assert files and all((SHIPPED / name).exists() for name in files)
    assert all((ROOT / "docs" / name).exists() for name in re.findall(r"\]\(([a-z]+\.md)\)", DOC))


@pytest.mark.parametrize(
    ("shown", "found"),
    [
        (["a", "…", "c"], True), (["a", "…"], True), (["…", "b", "c"], True), (["a", "b", "c"], True),
        (["b", "…"], False), (["…", "c", "b"], False), (["a", "b"], False), (["…", "b"], False),
    ],
)  # fmt: skip
def test_this_test_can_fail(shown: list[str], found: bool) -> None:
    assert (missing(shown, ["a", "b", "c"]) == []) is found
