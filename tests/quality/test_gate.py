"""The gate: what it lets pass, what it shows, and that the held-back set stays closed."""

import pytest

import floors
import gate
from measuring import ROOT, Found, Measured, Set, lines, mean_of, measured, sets

FLOORS = floors.load()


def test_every_floor_is_a_least_or_a_most() -> None:
    for name, wanted in FLOORS.items():
        for measure, floor in wanted.items():
            assert (floor.floor is None) != (floor.ceiling is None), f"{name} {measure}: one of floor and ceiling"


def test_the_project_s_own_sets_are_there() -> None:
    by_name = {s.name: s for s in sets(0)}
    assert {"dossier", "dev", "held"} <= set(by_name)
    for own in by_name.values():
        assert any(own.pages.glob("*.txt")) and (own.gold / "entries.jsonl").exists()
    assert by_name["held"].closed and not by_name["dev"].closed


@pytest.mark.parametrize(("value", "missed"), [(0.8, False), (0.799, True), (0.0, True), (1.0, False)])
def test_a_floor_holds_or_is_missed(value: float, missed: bool) -> None:
    told = floors.misses({"seeds": {"entries_f1": floors.Floor(floor=0.8)}}, {"seeds": {"entries_f1": value}})
    assert bool(told) == missed


def test_a_miss_says_what_and_by_how_much() -> None:
    wanted = {"held": {"entries_f1": floors.Floor(floor=0.78), "invented_on_negatives": floors.Floor(ceiling=0.2)}}
    told = floors.misses(wanted, {"held": {"entries_f1": 0.7, "invented_on_negatives": 0.5}})
    assert told == [
        "held entries_f1: 0.7, must be at least 0.78 (off by 0.08)",
        "held invented_on_negatives: 0.5, must be at most 0.2 (off by 0.3)",
    ]


def test_a_set_that_is_not_at_hand_is_not_asked_for_but_a_figure_that_vanished_is() -> None:
    wanted = {"seeds": {"entries_f1": floors.Floor(floor=0.8)}}
    assert not floors.misses(wanted, {"dev": {"entries_f1": 0.1}})
    assert floors.misses(wanted, {"seeds": {}}) == ["seeds entries_f1: not measured"]


def test_the_gate_fails_where_a_floor_is_missed(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(floors, "load", lambda: {"dev": {"entries_f1": floors.Floor(floor=0.9, goal=0.95)}})
    assert gate._judge({"dev": {"entries_f1": 0.85}}, 1.0) == 1
    assert "FLOOR MISSED  dev entries_f1: 0.85, must be at least 0.9 (off by 0.05)" in capsys.readouterr().out
    assert gate._judge({"dev": {"entries_f1": 0.92}}, 1.0) == 0
    assert "goals not reached yet: dev entries_f1: 0.92 of 0.95" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("bound", "measured", "raised"),
    [
        ("floor = 0.5, goal = 0.9", 0.831, "floor = 0.82, goal = 0.9"),
        ("floor = 0.5", 1.0, "floor = 0.99"),
        ("floor = 0.7", 0.6, "floor = 0.7"),
        ("floor = 2", 3, "floor = 3"),
        ("ceiling = 4, goal = 1", 2, "ceiling = 2, goal = 1"),
        ("ceiling = 4, goal = 1", 0, "ceiling = 1, goal = 1"),
        ("ceiling = 4", 5, "ceiling = 4"),
        ("ceiling = 0.5, goal = 0.02", 0.031, "ceiling = 0.04, goal = 0.02"),
        ("ceiling = 0.5, goal = 0.02", -0.3, "ceiling = 0.02, goal = 0.02"),
    ],
)
def test_raising_lifts_a_floor_and_never_lowers_one(bound: str, measured: float, raised: str) -> None:
    text = '# why\n[a]\nx = {{ {}, reason = "r" }}\n'
    now = floors.raised(text.format(bound), {"a": {"x": measured}, "b": {"x": 9}})
    assert now == text.format(raised)
    assert not floors.misses({"a": {"x": floors.Floor(**_bound(raised))}}, {"a": {"x": measured}}) or bound == raised


def _bound(text: str) -> dict[str, float]:
    return {name: float(value) for name, value in (part.split(" = ") for part in text.split(", "))}


def one(name: str, found: dict[str, str], missed: dict[str, str], invented: dict[str, str]) -> Measured:
    return Measured(name, {"entries_f1": 0.5}, found, missed, invented)


def test_changes_are_shown_by_sentence() -> None:
    now = one("dev", {"a": "visit: « A »"}, {"b": "talks: « B »"}, {"talks p:3": "talks: « C »"})
    before = {"dev": {"figures": {"entries_f1": 0.4}, "found": ["b"], "invented": ["visit p:9"]}}
    assert list(gate.changes([now], before)) == [
        "dev entries_f1: 0.4 → 0.5",
        "  + dev a visit: « A »",
        "  - dev b talks: « B »",
        "  ! dev invented talks: « C »",
        "  dev: 1 inventions less",
    ]


def test_nothing_is_told_of_what_stayed() -> None:
    now = one("dev", {"a": "visit: « A »"}, {}, {})
    assert not list(gate.changes([now], {"dev": {"figures": {"entries_f1": 0.5}, "found": ["a"], "invented": []}}))
    assert not list(gate.changes([now], {}))


def test_a_closed_set_gives_figures_and_no_sentence() -> None:
    own = next(s for s in sets(0) if s.name == "dossier")
    found = Found(lines(own.gold / "entries.jsonl")[5:], [], [], [])
    opened = measured(own, found)
    closed = measured(Set("x", own.pages, own.gold, closed=True), found)
    assert opened.found and opened.missed
    assert closed.figures == opened.figures
    assert not (closed.found or closed.missed or closed.invented)


def test_the_retellings_are_held_against_the_seeds() -> None:
    figures = {"entries_f1": 0.8, "slot_mean": 0.9}
    swaps = [Measured(f"swap {n}", {"entries_f1": f1, "slot_mean": 0.9}, {}, {}, {}) for n, f1 in ((1, 0.7), (2, 0.8))]
    merged = gate.merged([Measured("seeds", figures, {}, {}, {}), *swaps])
    assert [m.name for m in merged] == ["seeds", "swap"]
    assert merged[1].figures["entries_f1_below_seeds"] == 0.05
    assert mean_of("m", swaps).figures["entries_f1"] == 0.75


def test_the_scores_that_are_kept_name_every_set_of_the_project() -> None:
    kept = gate._read((ROOT / "quality/scores.json").read_text("utf-8"))
    assert {"dossier", "dev", "held"} <= set(kept)
    assert not kept["held"]["found"] and not kept["held"]["invented"], "nothing but figures of the held-back set"
