"""Scores what is seen in single pages against gold: facts, zones by character, times, quantities. See `scoring.py`.

`read` are records as `bilan read --json` prints them.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, Final

from scoring import Record, Report, overlap, prf, words

FACTS: Final = ("title", "published", "outlet", "source", "language")
ARTICLE: Final = frozenset({"headline", "lead", "body"})


def score_mentions(
    documents: Sequence[Record], read: Iterable[Record], times: Sequence[Record], quantities: Sequence[Record]
) -> Report:
    """All of it. Times and quantities are judged over all annotated documents, and an empty gold asks for none."""
    wanted = {d["document"]: d for d in documents}
    seen = {r["document"]: r for r in read if r["document"] in wanted}
    report: Report = {"documents": len(wanted), "read": len(seen)}
    report |= {field: _fact(field, wanted, seen) for field in FACTS}
    report["zones_by_character"] = _zones(wanted, seen)
    report["times"] = score_spans(_spans(seen, "times"), times, lambda f, g: bool(f.get("value") == g["value"]))
    report["quantities"] = score_spans(_spans(seen, "quantities"), quantities, _same_quantity)
    return report


def _fact(field: str, wanted: Mapping[str, Record], seen: Mapping[str, Record]) -> str:
    """`right/asked`, and how often something was said where the page says nothing."""
    said = {name: seen.get(name, {}).get(field) for name in wanted}
    asked = {name: d[field] for name, d in wanted.items() if d.get(field)}
    right = sum(words(str(said[name] or "")) == words(str(true)) for name, true in asked.items())
    invented = sum(bool(said[name]) for name in wanted if name not in asked)
    return f"{right}/{len(asked)}" + (f", {invented} invented" if invented else "")


def _zones(wanted: Mapping[str, Record], seen: Mapping[str, Record]) -> Report:
    """Of the article as a whole and of readers' comments, character by character where the gold has a zone."""
    pairs: Counter[tuple[str | None, str | None]] = Counter()
    for name, document in wanted.items():
        true = _by_character(document["zones"])
        said = _by_character(seen.get(name, {}).get("zones", []))
        pairs.update((zone, said.get(place)) for place, zone in true.items())
    return {"article": _zone_figure(pairs, ARTICLE), "comment": _zone_figure(pairs, frozenset({"comment"}))}


def _by_character(zones: Iterable[Sequence[Any]]) -> dict[int, str]:
    return {place: zone for start, end, zone in zones for place in range(start, end)}


def _zone_figure(pairs: Counter[tuple[str | None, str | None]], which: frozenset[str]) -> Report:
    counts = Counter[tuple[bool, bool]]()
    for (true, said), number in pairs.items():
        counts[true in which, said in which] += number
    return prf(counts[True, True], counts[False, True], counts[True, False])


def _spans(seen: Mapping[str, Record], field: str) -> list[Record]:
    return [{**span, "document": name} for name, record in seen.items() for span in record.get(field, [])]


def _same_quantity(found: Record, gold: Record) -> bool:
    said, true = found.get("value"), gold["value"]
    return (
        said is not None
        and true is not None
        and abs(float(said) - float(true)) < 1e-6
        and bool(found.get("unit") == gold["unit"])
    )


def score_spans(found: Sequence[Record], gold: Sequence[Record], same: Callable[[Record, Record], bool]) -> Report:
    """The same are spans that share half of the shorter, the one found not much wider; `same` judges values."""
    free: dict[str, list[Record]] = defaultdict(list)
    for f in found:
        free[f["document"]].append(f)
    right = valued = 0
    for g in gold:
        here = free[g["document"]]
        best = max(here, key=lambda f: overlap(f, g), default=None)
        if best is None or overlap(best, g) < 0.5 or _too_wide(best, g):
            continue
        free[g["document"]] = [f for f in here if f is not best]
        right += 1
        valued += same(best, g)
    figure = prf(right, len(found) - right, len(gold) - right)
    return figure | {"value_accuracy": round(valued / right, 3) if right else 0.0}


def _too_wide(found: Record, gold: Record) -> bool:
    return bool(found["end"] - found["start"] > 2 * (gold["end"] - gold["start"]) + 10)
