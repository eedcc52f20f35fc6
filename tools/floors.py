"""Floors under the figures of `gate.py`: `quality/floors.toml`, read, held against what is measured, raised.

A floor is raised by `gate.py --raise` and lowered by hand only, with its reason beside it.
"""

import math
import re
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Final

import msgspec

FILE: Final = Path(__file__).parent.parent / "quality" / "floors.toml"
SLACK: Final = 0.005
"""How far below what is measured a raised floor lies: less than one entry of most sets."""


class Floor(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """`floor` is the least, `ceiling` the most that passes; `goal` is what is to be reached."""

    floor: float | None = None
    ceiling: float | None = None
    goal: float | None = None
    reason: str = ""

    def missed_by(self, value: float) -> float:
        """How far `value` lies on the wrong side; 0 if it does not."""
        under = self.floor - value if self.floor is not None else 0.0
        over = value - self.ceiling if self.ceiling is not None else 0.0
        return round(max(under, over, 0.0), 3)

    def short_of_goal(self, value: float) -> float:
        """How far the goal is off; 0 if it is reached."""
        if self.goal is None:
            return 0.0
        return round(max(value - self.goal if self.ceiling is not None else self.goal - value, 0.0), 3)


Floors = dict[str, dict[str, Floor]]
Figures = Mapping[str, Mapping[str, float]]


def load(path: Path = FILE) -> Floors:
    """Floors by set and measure."""
    return msgspec.convert(tomllib.loads(path.read_text(encoding="utf-8")), Floors)


def misses(floors: Floors, figures: Figures) -> list[str]:
    """One line for each floor missed, and for each floor whose figure was not measured though its set was."""
    told = []
    for name, wanted in floors.items():
        measured = figures.get(name)
        if measured is None:
            continue
        for measure, floor in wanted.items():
            if measure not in measured:
                told.append(f"{name} {measure}: not measured")
            elif by := floor.missed_by(measured[measure]):
                bound = f"at most {floor.ceiling}" if floor.ceiling is not None else f"at least {floor.floor}"
                told.append(f"{name} {measure}: {measured[measure]}, must be {bound} (off by {by})")
    return told


def goals(floors: Floors, figures: Figures) -> list[str]:
    """One line for each goal not reached yet."""
    return [
        f"{name} {measure}: {figures[name][measure]} of {floor.goal}"
        for name, wanted in floors.items()
        for measure, floor in wanted.items()
        if measure in figures.get(name, {}) and floor.short_of_goal(figures[name][measure])
    ]


def raised(text: str, figures: Figures) -> str:
    """The file's text with floors raised, and ceilings lowered, to just beside what is measured; comments stay.

    No ceiling falls below its goal: errors within the goal may be traded for something better.
    """
    lines, name = [], ""
    for line in text.splitlines(keepends=True):
        if heading := re.match(r"\[(.+)\]", line):
            name = heading[1].strip('"')
        lines.append(_raised_line(line, figures.get(name, {})))
    return "".join(lines)


def _raised_line(line: str, measured: Mapping[str, float]) -> str:
    match = re.match(r"(\w+) = \{ (floor|ceiling) = ([\d.]+)(?:, goal = ([\d.]+))?", line)
    if match is None or match[1] not in measured:
        return line
    value, now, goal = measured[match[1]], float(match[3]), float(match[4] or 0)
    if match[2] == "floor":
        better = max(now, _beside(value, below=True))
    else:
        better = min(now, max(goal, _beside(value, below=False)))
    return line[: match.start(3)] + f"{better:g}" + line[match.end(3) :]


def _beside(value: float, *, below: bool) -> float:
    """A bound that `value` just keeps: a count itself, of a share the next hundredth that leaves some slack."""
    if isinstance(value, int):
        return value
    return math.floor((value - SLACK) * 100) / 100 if below else math.ceil((value + SLACK) * 100) / 100
