"""Scores found spans against expected ones: overlap F1, and the part of all expected ones whose value is right."""

import json
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any, NamedTuple

OUTSIDE = Path(__file__).resolve().parents[3] / "shared" / "outside"


class Score(NamedTuple):
    f1: float
    value: float
    misses: list[str]

    def __str__(self) -> str:
        return "\n".join([f"F1 {self.f1:.3f}, value {self.value:.3f}", *self.misses[:40]])


def cases(path: str) -> list[dict[str, Any]]:
    with (OUTSIDE / path).open(encoding="utf-8") as lines:
        return [json.loads(line) for line in lines if line.strip()]


def overlap(start: int, end: int, wanted: dict[str, Any]) -> float:
    shared = min(end, wanted["end"]) - max(start, wanted["start"])
    shorter = min(end - start, wanted["end"] - wanted["start"])
    return shared / shorter if shorter > 0 else 0.0


def score(
    pairs: Iterable[tuple[dict[str, Any], list[Any]]], right: Callable[[Any, dict[str, Any]], bool | None]
) -> Score:
    """`pairs`: a case and what was found in it; `right` is None where a case gives no value to compare."""
    hit = found = wanted = judged = good = 0
    misses = []
    for case, mentions in pairs:
        free = list(mentions)
        found, wanted = found + len(free), wanted + len(case["expected"])
        for e in case["expected"]:
            best = max(free, key=lambda f, e=e: overlap(f.start, f.end, e), default=None)
            matched = best is not None and overlap(best.start, best.end, e) >= 0.5
            verdict = right(best, e) if matched else (None if right(None, e) is None else False)
            judged, good, hit = judged + (verdict is not None), good + bool(verdict), hit + matched
            if matched:
                free.remove(best)
            if not verdict:
                misses.append(f"{case['id']}: {e['text']!r} found as {best}")
    return Score(2 * hit / (found + wanted), good / judged, misses)
