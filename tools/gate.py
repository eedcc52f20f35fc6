#!/usr/bin/env python3
"""The quality gate: runs the program over every set of pages with gold, and fails where a floor is missed.

    python tools/gate.py                 table, gains and losses by sentence, floors
    python tools/gate.py --update        and writes quality/scores.json
    python tools/gate.py --raise         and raises the floors to just under what is measured
    python tools/gate.py --sets dev,seeds --misses      what these sets miss and invent, sentence by sentence
    python tools/gate.py --swaps 40      how many retellings of the seeds (20)

Sets beside the project (`../shared`) are run where they are at hand. Of the held-back set only figures are shown, ever.

Exit codes: 0 all floors hold, 1 one is missed, 2 wrong use.
"""

import argparse
import json
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from typing import Any, Final

import floors
from measuring import ROOT, SWAPS, Measured, Runner, Set, mean_of, sets

SCORES: Final = ROOT / "quality" / "scores.json"
PROCESSES: Final = 2
COLUMNS: Final = (
    ("entries_f1", "F1"), ("entries_precision", "prec"), ("entries_recall", "rec"), ("slot_mean", "slots"),
    ("evidence_recall", "ev.R"), ("evidence_precision", "ev.P"), ("history", "hist"), ("said_by", "voice"),
    ("disputes_found", "disp"), ("disputes_missed", "-"), ("disputes_invented", "+"), ("persons_f1", "pers"),
    ("organisations_f1", "orgs"), ("roles", "roles"), ("article_zone", "artic"), ("comment_zone", "comm"),
    ("times_f1", "times"), ("times_value", "value"), ("quantities_f1", "quant"), ("quantities_value", "value"),
    ("invented_on_negatives", "neg."),
)  # fmt: skip


def main(arguments: Sequence[str] | None = None) -> int:
    """Measures, shows, compares."""
    asked = _options(arguments)
    began = time.monotonic()
    chosen = [s for s in sets(asked.swaps) if not asked.sets or s.name.split()[0] in asked.sets]
    if not chosen:
        print(f"--sets: none of {', '.join(asked.sets)} is at hand", file=sys.stderr)
        return 2
    measured = merged(measure(chosen))
    figures = {m.name: m.figures for m in measured}
    _show(measured, asked.misses)
    if asked.update:
        SCORES.write_text(_scores(measured, _read(SCORES.read_text("utf-8") if SCORES.exists() else "")), "utf-8")
    if getattr(asked, "raise"):
        floors.FILE.write_text(floors.raised(floors.FILE.read_text("utf-8"), figures), "utf-8")
    return _judge(figures, time.monotonic() - began)


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sets", type=lambda text: text.split(","), default=[])
    parser.add_argument("--swaps", type=int, default=SWAPS)
    parser.add_argument("--misses", action="store_true")
    parser.add_argument("--update", action="store_true")
    parser.add_argument("--raise", action="store_true")
    return parser.parse_args(arguments)


def measure(chosen: Sequence[Set]) -> list[Measured]:
    """Each set's figures, on two cores."""
    with ProcessPoolExecutor(PROCESSES, initializer=_start) as pool:
        return list(pool.map(_one, chosen))


def _start() -> None:
    globals()["runner"] = Runner()  # one a process, made when it starts


def _one(wanted: Set) -> Measured:
    runner: Runner = globals()["runner"]
    return runner.measure(wanted)


def merged(measured: Sequence[Measured]) -> list[Measured]:
    """The retellings as one, with how far they fall short of the seeds."""
    swaps = [m for m in measured if m.name.startswith("swap")]
    rest = [m for m in measured if m not in swaps]
    if not swaps:
        return rest
    mean = mean_of("swap", swaps)
    seeds = next((m for m in rest if m.name == "seeds"), None)
    for name in ("entries_f1", "slot_mean") if seeds is not None else ():
        assert seeds is not None
        mean.figures[f"{name}_below_seeds"] = round(seeds.figures[name] - mean.figures[name], 3)
    return [*rest, mean]


def _show(measured: Sequence[Measured], with_misses: bool) -> None:
    print(table(measured))
    for line in changes(measured, _committed()):
        print(line)
    for m in measured if with_misses else ():
        for what, told in (("missed", m.missed), ("invented", m.invented)):
            print(f"\n{m.name}: {len(told)} {what}")
            print("".join(f"  {name}  {sentence}\n" for name, sentence in told.items()), end="")


def table(measured: Sequence[Measured]) -> str:
    """One line a set; a dash where the gold does not ask."""
    rows = [["set", *(head for _, head in COLUMNS)]]
    rows += [[m.name, *(_cell(m.figures.get(name)) for name, _ in COLUMNS)] for m in measured]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    return "\n".join("  ".join(cell.rjust(w) for cell, w in zip(row, widths, strict=True)) for row in rows)


def _cell(value: float | None) -> str:
    if value is None:
        return "–"
    return f"{value:.2f}" if isinstance(value, float) else str(value)


def changes(measured: Sequence[Measured], before: Mapping[str, Any]) -> Iterator[str]:
    """What has changed since the last commit: figures, and in open sets the sentences gained and lost."""
    for m in measured:
        was = before.get(m.name)
        if was is None:
            continue
        for name, value in m.figures.items():
            old = was["figures"].get(name)
            if old is not None and abs(value - old) >= 0.0005:
                yield f"{m.name} {name}: {old} → {value}"
        yield from _sentences(m, set(was.get("found", ())), set(was.get("invented", ())))


def _sentences(m: Measured, found: set[str], invented: set[str]) -> Iterator[str]:
    if not m.found and not m.missed:
        return
    yield from (f"  + {m.name} {name} {m.found[name]}" for name in m.found if name not in found)
    yield from (f"  - {m.name} {name} {m.missed[name]}" for name in m.missed if name in found)
    yield from (f"  ! {m.name} invented {m.invented[spot]}" for spot in m.invented if spot not in invented)
    gone = len(invented - set(m.invented))
    if gone:
        yield f"  {m.name}: {gone} inventions less"


def _committed() -> Mapping[str, Any]:
    """The scores of the last commit, or those on disk where there is no git."""
    command = ["git", "-C", str(ROOT), "show", f"HEAD:{SCORES.relative_to(ROOT).as_posix()}"]
    try:
        told = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    except (OSError, subprocess.CalledProcessError):
        told = SCORES.read_text("utf-8") if SCORES.exists() else ""
    return _read(told)


def _read(told: str) -> dict[str, Any]:
    return dict(json.loads(told)) if told.strip() else {}


def _scores(measured: Sequence[Measured], before: Mapping[str, Any]) -> str:
    """The scores as they are kept: what was not run keeps its own. A list a line, so that a change is easy to read."""
    now = {m.name: {"figures": m.figures, "found": sorted(m.found), "invented": sorted(m.invented)} for m in measured}
    return json.dumps({**before, **now}, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def _judge(figures: floors.Figures, seconds: float) -> int:
    wanted = floors.load()
    missed = floors.misses(wanted, figures)
    off = floors.goals(wanted, figures)
    if off:
        print("goals not reached yet: " + "; ".join(off))
    print("".join(f"FLOOR MISSED  {line}\n" for line in missed), end="")
    print(f"gate: {len(missed)} floors missed, {len(off)} goals open, {seconds:.0f} s")
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
