"""Scores entries, disputes and actors against gold. No program: `gate.py` and `agreement.py` call it.

The definitions are those of the annotation guidelines' referee, so that both give the same figures (a test compares
them wherever the referee is at hand). Records are the objects that `bilan entries|disputes|actors --json` prints, and
those of `gold/*.jsonl`. Figures are rounded to three places, as the referee's are.

An entry is found where its kind is the same and its evidence lies on the gold's; one to one, the best pair first. An
entry marked `optional` in the gold excuses what was found there, and is never missed.
"""

import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, Final

Record = Mapping[str, Any]
Report = dict[str, Any]

TOUCHING: Final = 0.3
"""Share of the shorter of two passages that both must have in common."""

SHORTEST, LONGEST = 12, 450
"""Characters of a passage that counts: a clause or a sentence."""

SLOTS: Final = ("parties", "start", "place", "status", "amounts", "actors", "sectors")
SAME_SIDE: Final = {"lead": "visitor", "operator": "provider"}


def score_entries(gold: Sequence[Record], found: Iterable[Record], documents: Iterable[str]) -> Report:
    """Entries, slots, evidence, history and voice. `documents` are those annotated: what is found elsewhere is let be.

    Beside the referee's figures: `found` maps the id of each gold entry found to the entry that it was found by, and
    `missed_entries`, `invented_entries` are the records themselves.
    """
    within = {*documents, *(e["document"] for g in gold for e in g["evidence"])}
    asked = [g for g in gold if not g.get("optional")]
    here = [f for f in found if not f.get("evidence") or any(e["document"] in within for e in f["evidence"])]
    pairs = paired(here, asked)
    taken, hit = {i for i, _ in pairs}, {j for _, j in pairs}
    left = [f for i, f in enumerate(here) if i not in taken]
    excused = {i for i, _ in paired(left, [g for g in gold if g.get("optional")])}
    invented = [f for i, f in enumerate(left) if i not in excused]
    missed = [g for j, g in enumerate(asked) if j not in hit]
    matched = [(here[i], asked[j]) for i, j in pairs]
    slots = {name: _slot_figure(name, matched) for name in SLOTS}
    return {
        "entries": prf(len(pairs), len(invented), len(missed)),
        "by_kind": _by_kind(matched, invented, missed),
        "slots": slots,
        "slot_mean": mean([slot["accuracy"] for slot in slots.values() if slot]) or 0.0,
        "evidence_recall": _evidence_recall(matched, asked),
        "evidence_precision": mean([_lies_on(e, g["evidence"]) for f, g in matched for e in f["evidence"]]),
        "history": mean([f1(_steps(f), _steps(g)) for f, g in matched]),
        "said_by": mean([f.get("said_by") == g["said_by"] for f, g in matched]),
        "found": {g["id"]: f for f, g in matched},
        "missed_entries": missed,
        "invented_entries": invented,
    }


def paired(found: Sequence[Record], gold: Sequence[Record]) -> list[tuple[int, int]]:
    """Which of `found` is which of `gold`: pairs of indices, the most alike first, each used once."""
    likes = ((likeness(f, g), i, j) for i, f in enumerate(found) for j, g in enumerate(gold) if f["kind"] == g["kind"])
    used_found: set[int] = set()
    used_gold: set[int] = set()
    pairs = []
    for _, i, j in sorted((like for like in likes if like[0] > 0), reverse=True):
        if i not in used_found and j not in used_gold:
            used_found.add(i)
            used_gold.add(j)
            pairs.append((i, j))
    return pairs


def likeness(found: Record, gold: Record) -> float:
    """0 where they cannot be the same thing, else more the better their passages and slots agree."""
    shares = [max((shared(e, g) for g in gold["evidence"]), default=0.0) for e in found.get("evidence", [])]
    best = max(shares, default=0.0)
    if best < TOUCHING or 2 * sum(share >= TOUCHING for share in shares) < len(shares):
        return 0.0
    judged = [value for name in SLOTS if (value := slot(name, found, gold)) is not None]
    return 1.0 + best + 2.0 * (sum(judged) / len(judged) if judged else 0.0)


def overlap(one: Record, other: Record) -> float:
    """What two passages have in common, as a share of the shorter."""
    if one["document"] != other["document"]:
        return 0.0
    common: int = min(one["end"], other["end"]) - max(one["start"], other["start"])
    shorter: int = min(one["end"] - one["start"], other["end"] - other["start"])
    return max(0.0, common / shorter) if shorter > 0 else 0.0


def shared(found: Record, gold: Record) -> float:
    """As `overlap`, but nothing for what is no clause or sentence."""
    return overlap(found, gold) if SHORTEST <= found["end"] - found["start"] <= LONGEST else 0.0


def slot(name: str, found: Record, gold: Record) -> float | None:
    """How right one slot is, 0 to 1; None where the gold does not ask."""
    return _JUDGES[name](found, gold)


def _parties(found: Record, gold: Record) -> float | None:
    return f1(set(found.get("parties") or []), set(gold["parties"])) if gold.get("parties") else None


def _sectors(found: Record, gold: Record) -> float | None:
    return f1(set(found.get("sectors") or []), set(gold["sectors"])) if gold.get("sectors") else None


def _start(found: Record, gold: Record) -> float | None:
    said, true = (str(record.get("start") or "").rstrip("~?%") for record in (found, gold))
    if not true:
        return 0.0 if said else None
    if said == true:
        return 1.0
    return 0.5 if said and true.startswith(said + "-") else 0.0


def _place(found: Record, gold: Record) -> float | None:
    said, true = (set(words(record.get("place"))) for record in (found, gold))
    if true:
        return f1(said, true)
    return 0.0 if said and gold["kind"] in ("visit", "talks") else None


def _status(found: Record, gold: Record) -> float | None:
    true = latest(gold)
    return float(latest(found) == true) if true else None


def _amounts(found: Record, gold: Record) -> float | None:
    said, true = (
        {
            (round(float(a["value"]), 6), a.get("unit"))
            for a in record.get("amounts") or []
            if a.get("value") is not None
        }
        for record in (found, gold)
    )
    return f1(said, true) if gold.get("amounts") or found.get("amounts") else None


def _actors(found: Record, gold: Record) -> float | None:
    """Half for the names, half for names with their parts."""
    if not gold.get("actors"):
        return None
    named = f1({name for name, _ in _known(found)}, {name for name, _ in _known(gold)})
    return (named + f1(_known(found), _known(gold))) / 2


def _known(record: Record) -> set[tuple[str, str | None]]:
    return {
        (name, SAME_SIDE.get(actor.get("part"), actor.get("part")))
        for actor in record.get("actors") or []
        if (name := known_by(actor["name"])) is not None
    }


_JUDGES: Final[Mapping[str, Callable[[Record, Record], float | None]]] = {
    "parties": _parties, "start": _start, "place": _place, "status": _status,
    "amounts": _amounts, "actors": _actors, "sectors": _sectors,
}  # fmt: skip


def latest(entry: Record) -> str | None:
    """The status that an entry has come to."""
    if entry.get("status"):
        return str(entry["status"])
    history = entry.get("history") or []
    return history[-1]["status"] if history else None


def known_by(name: str) -> str | None:
    """The word that tells an actor: the last of a short name (a surname), the longest of a long one (a body)."""
    parts = words(name)
    if not parts:
        return None
    return parts[-1] if len(parts) <= 3 else max(parts, key=len)


def words(text: str | None) -> list[str]:
    """`text` without case, accents and signs, in words."""
    flat = unicodedata.normalize("NFKD", (text or "").casefold())
    return "".join(c if c.isalnum() else " " for c in flat if not unicodedata.combining(c)).split()


def _lies_on(passage: Record, passages: Iterable[Record]) -> bool:
    return any(shared(passage, other) >= TOUCHING for other in passages)


def _evidence_recall(matched: Sequence[tuple[Record, Record]], asked: Sequence[Record]) -> float | None:
    """Of all passages asked for, those that the entry found cites too."""
    covered = sum(
        any(shared(e, passage) >= TOUCHING for e in found["evidence"])
        for found, gold in matched
        for passage in gold["evidence"]
    )
    every = sum(len(gold["evidence"]) for gold in asked)
    return round(covered / every, 3) if every else None


def _steps(entry: Record) -> set[tuple[str, str | None]]:
    return {(step["status"], step.get("document")) for step in entry.get("history") or []}


def _slot_figure(name: str, matched: Sequence[tuple[Record, Record]]) -> Report | None:
    values = [value for found, gold in matched if (value := slot(name, found, gold)) is not None]
    return {"accuracy": mean(values), "of": len(values)} if values else None


def _by_kind(matched: Sequence[tuple[Record, Record]], invented: Sequence[Record], missed: Sequence[Record]) -> Report:
    kinds = sorted({record["kind"] for record in (*(g for _, g in matched), *invented, *missed)})
    return {
        kind: prf(*(sum(r["kind"] == kind for r in group) for group in ([g for _, g in matched], invented, missed)))
        for kind in kinds
    }


def score_disputes(gold: Sequence[Record], found: Iterable[Record]) -> Report:
    """A dispute is found where two of its sides are cited against each other, whatever their values are called."""
    free = list(found)
    right = [g for g in gold if not g.get("optional") and _take(g, free)]
    asked = [g for g in gold if not g.get("optional")]
    excusing = [g for g in gold if g.get("optional")]
    invented = []
    for f in free:
        excuse = next((g for g in excusing if _same_dispute(f, g)), None)
        if excuse is None:
            invented.append(f)
        else:
            excusing.remove(excuse)
    return {"disputes": prf(len(right), len(invented), len(asked) - len(right))}


def _take(gold: Record, free: list[Record]) -> bool:
    found = next((f for f in free if _same_dispute(f, gold)), None)
    if found is not None:
        free.remove(found)
    return found is not None


def _same_dispute(found: Record, gold: Record) -> bool:
    """Two sides of the one stand on two sides of the other."""
    cited = {
        (k, n)
        for k, true in enumerate(gold["sides"])
        for n, said in enumerate(found["sides"])
        if shared(said, true) >= TOUCHING
    }
    return any(a != c and b != d for a, b in cited for c, d in cited)


def score_actors(gold: Sequence[Record], found: Sequence[Record]) -> Report:
    """Persons and organisations by their names, and whether the roles asked for are given."""
    report: Report = {}
    roles: list[bool] = []
    for sort in ("person", "organisation"):
        free = [f for f in found if f.get("type") == sort]
        asked = [g for g in gold if g["type"] == sort]
        hits = list(_who(asked, free))
        roles += [_has_role(f, wanted) for g, f in hits for wanted in g.get("roles") or []]
        report[sort] = prf(len(hits), len(free), len(asked) - len(hits))
    return report | {"roles_recall": mean(roles)}


def _who(asked: Iterable[Record], free: list[Record]) -> Iterator[tuple[Record, Record]]:
    """Each actor asked for with the one that shares most of its names; that one is taken out of `free`."""
    names = {id(f): _names(f) for f in free}
    for gold in asked:
        wanted = _names(gold)
        best = max(free, key=lambda f: len(names[id(f)] & wanted), default=None)
        if best is not None and names[id(best)] & wanted:
            free[:] = [f for f in free if f is not best]
            yield gold, best


def _names(actor: Record) -> set[str]:
    return {word for name in (actor["name"], *actor.get("names", [])) if (word := known_by(name)) is not None}


def _has_role(actor: Record, wanted: Record) -> bool:
    """Half of the words of the role asked for stand in one that is given."""
    asked = set(words(wanted["role"]))
    return any(2 * len(asked & set(words(role["role"]))) >= len(asked) for role in actor.get("roles") or [])


def f1(found: set[Any], gold: set[Any]) -> float:
    """Of two sets; two empty ones agree."""
    return 2 * len(found & gold) / (len(found) + len(gold)) if found or gold else 1.0


def prf(right: int, invented: int, missed: int) -> Report:
    """Precision, recall, their F1, and the counts behind them."""
    p = right / (right + invented) if right + invented else 0.0
    r = right / (right + missed) if right + missed else 0.0
    return {
        "precision": round(p, 3), "recall": round(r, 3), "f1": round(2 * p * r / (p + r), 3) if p + r else 0.0,
        "right": right, "invented": invented, "missed": missed,
    }  # fmt: skip


def mean(values: Sequence[float]) -> float | None:
    """Rounded to three places; None of nothing."""
    return round(sum(values) / len(values), 3) if values else None
