"""The project's own scorer: small cases by hand, and the same figures as the referee's wherever that is at hand."""

import copy
import json
import random
from importlib.machinery import SourceFileLoader
from importlib.util import module_from_spec, spec_from_loader
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

import scoring
from scoring_mentions import score_mentions

ROOT = Path(__file__).parents[2]
SHARED = ROOT.parent / "shared"
GOLD = {
    "dossier": ROOT / "dossier/gold",
    "dev": ROOT / "tests/gold/dev/gold",
    "seeds": SHARED / "gold",
    "more": SHARED / "more/gold",
}
WRONG = {
    "status": "held", "kind": "visit", "start": "2024", "said_by": "press", "place": None,
    "parties": ["ML"], "sectors": [], "amounts": [], "history": [], "names": [],
}  # fmt: skip
Record = dict[str, Any]


def entry(first: int = 0, last: int = 20, /, **fields: Any) -> Record:
    """A visit of two states on 3 May 2024, proved by characters `first` to `last` of page `a`."""
    return {
        "id": "e1", "kind": "visit", "title": "", "parties": ["ML", "RU"], "actors": [], "sectors": [],
        "start": "2024-05-03", "end": None, "place": None, "amounts": [], "said_by": "reporter", "optional": False,
        "history": [{"status": "held", "document": "a"}],
        "evidence": [{"document": "a", "start": first, "end": last}], **fields,
    }  # fmt: skip


def score(gold: list[Record], found: list[Record]) -> Record:
    return scoring.score_entries(gold, found, ["a"])


def test_the_same_is_right() -> None:
    report = score([entry()], [entry()])
    assert report["entries"]["f1"] == report["slot_mean"] == report["history"] == report["evidence_recall"] == 1.0


def test_another_kind_or_another_passage_is_missed_and_invented() -> None:
    for wrong in (entry(kind="talks"), entry(15, 40)):
        counts = score([entry()], [wrong])["entries"]
        assert (counts["right"], counts["invented"], counts["missed"]) == (0, 1, 1)


def test_two_for_one_cost_precision_and_one_for_two_costs_recall() -> None:
    assert score([entry()], [entry(), entry(id="e2")])["entries"]["precision"] == 0.5
    assert score([entry(), entry(id="e2")], [entry()])["entries"]["recall"] == 0.5


def test_what_is_optional_counts_neither_way() -> None:
    gold = [entry(), entry(100, 130, id="e2", optional=True)]
    assert score(gold, [entry()])["entries"]["f1"] == 1.0
    assert score(gold, [entry(), entry(100, 130)])["entries"]["f1"] == 1.0


def test_a_page_or_a_word_is_no_evidence() -> None:
    assert score([entry()], [entry(0, 451)])["entries"]["right"] == 0
    assert score([entry()], [entry(0, 11)])["entries"]["right"] == 0


def test_an_entry_proved_mostly_elsewhere_matches_nothing() -> None:
    there = [{"document": "a", "start": s, "end": s + 20} for s in (0, 100, 200)]
    assert score([entry()], [entry(evidence=there)])["entries"]["right"] == 0
    assert score([entry()], [entry(evidence=there[:2])])["entries"]["right"] == 1


@pytest.mark.parametrize(
    ("slot", "gold", "found", "right"),
    [
        ("start", "2024-05-03", "2024-05-03~", 1.0),
        ("start", "2024-05-03", "2024-05", 0.5),
        ("start", "2024-05", "2024-05-03", 0.0),
        ("start", None, "2024-05-03", 0.0),
        ("start", None, None, None),
        ("place", "Bamako", "BAMAKO", 1.0),
        ("place", None, "Bamako", 0.0),
        ("place", "Sénou", None, 0.0),
        ("sectors", ["defence", "trade"], ["trade"], 2 / 3),
        ("sectors", [], ["trade"], None),
        ("amounts", [{"value": 50000, "unit": "t"}], [{"value": 50000.0, "unit": "t"}], 1.0),
        ("amounts", [], [{"value": 1, "unit": "t"}], 0.0),
        ("actors", [{"name": "A. Diop", "part": "visitor"}], [{"name": "Awa Diop", "part": "lead"}], 1.0),
        ("actors", [{"name": "A. Diop", "part": "visitor"}], [{"name": "Awa Diop", "part": "host"}], 0.5),
    ],
)
def test_slots(slot: str, gold: Any, found: Any, right: float | None) -> None:
    judged = scoring.slot(slot, entry(**{slot: found}), entry(**{slot: gold}))
    assert judged == right if right is None else judged == pytest.approx(right)


def test_what_was_found_and_missed_is_named() -> None:
    report = score([entry(), entry(100, 130, id="e2")], [entry(id="x"), entry(300, 330, id="y")])
    assert {gold: f["id"] for gold, f in report["found"].items()} == {"e1": "x"}
    assert [g["id"] for g in report["missed_entries"]] == ["e2"]
    assert [f["id"] for f in report["invented_entries"]] == ["y"]


# ---- beside the referee ---------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def referee() -> ModuleType:
    path = SHARED / "score"
    if not path.exists():
        pytest.skip("the referee is not at hand")
    spec = spec_from_loader("referee", SourceFileLoader("referee", str(path)))
    assert spec is not None and spec.loader is not None
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def records(path: Path) -> list[Record]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()] if path.exists() else []


def write(path: Path, lines: list[Record]) -> Path:
    path.write_text("".join(json.dumps(line) + "\n" for line in lines), "utf-8")
    return path


def spoiled(lines: list[Record], luck: random.Random) -> list[Record]:
    """As a poor reader would have it: some left out, some twice, passages moved, slots changed."""
    kept = [copy.deepcopy(line) for line in lines if luck.random() < 0.8]
    kept += [copy.deepcopy(line) for line in luck.sample(kept, len(kept) // 10)]
    for line in kept:
        for span in (*line.get("evidence", ()), *line.get("sides", ())):
            span["start"] = max(0, span["start"] + luck.randint(-20, 20))
            span["end"] = span["start"] + luck.choice((5, 30, 80, 200, 500))
        if line.get("evidence") and luck.random() < 0.3:
            line["evidence"].append(copy.deepcopy(luck.choice(kept).get("evidence", line["evidence"]))[0])
        for slot, other in WRONG.items():
            if slot in line and luck.random() < 0.15:
                line[slot] = other
    luck.shuffle(kept)
    return kept


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("name", GOLD)
def test_the_referee_gives_the_same_figures(referee: ModuleType, name: str, seed: int, tmp_path: Path) -> None:
    luck = random.Random(seed)
    gold = {path.stem: records(path) for path in GOLD[name].glob("*.jsonl")}
    found = spoiled(gold["entries"], luck)
    ours = scoring.score_entries(gold["entries"], found, [d["document"] for d in gold["documents"]])
    theirs = referee.score_entries(GOLD[name], write(tmp_path / "entries.jsonl", found))
    assert 0.1 < ours["entries"]["f1"] < 1.0
    assert {k: ours[k] for k in theirs if k in ours} == {k: theirs[k] for k in theirs if k in ours}
    assert [g["id"] for g in ours["missed_entries"]] == [told.split()[0] for told in theirs["missed"]]
    for sort, judge in (("disputes", scoring.score_disputes), ("actors", scoring.score_actors)):
        if sort in gold:
            found = spoiled(gold[sort], luck)
            theirs = getattr(referee, f"score_{sort}")(GOLD[name], write(tmp_path / f"{sort}.jsonl", found))
            ours = judge(gold[sort], found)
            assert ours == {key: theirs[key] for key in ours}


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("name", ["dossier", "seeds"])
def test_the_referee_gives_the_same_figures_of_mentions(
    referee: ModuleType, name: str, seed: int, tmp_path: Path
) -> None:
    luck = random.Random(seed)
    gold = {sort: records(GOLD[name] / f"{sort}.jsonl") for sort in ("documents", "times", "quantities")}
    read = [_misread(document, gold, luck) for document in gold["documents"]]
    theirs = referee.score_mentions(GOLD[name], write(tmp_path / "read.jsonl", read))
    ours = score_mentions(gold["documents"], read, gold["times"], gold["quantities"])
    for spans in ("times", "quantities"):
        theirs[spans].pop("misses")
    assert ours == theirs


def _misread(document: Record, gold: dict[str, list[Record]], luck: random.Random) -> Record:
    seen = {k: v if luck.random() < 0.7 else luck.choice((None, "x")) for k, v in document.items()}
    seen |= {"document": document["document"], "zones": []}
    for start, end, zone in document["zones"]:
        seen["zones"].append(
            [start + luck.randint(0, 9), end + luck.randint(-3, 3), luck.choice((zone, zone, zone, "comment"))]
        )
    for sort in ("times", "quantities"):
        seen[sort] = [
            copy.deepcopy(s) for s in gold[sort] if s["document"] == document["document"] and luck.random() < 0.8
        ]
        for span in seen[sort]:
            span["end"] += luck.choice((0, 0, 0, 3, 200))
            span["value"] = luck.choice((span["value"], span["value"], None, 1))
    return seen
