"""The table of signs, what forbids a merge, and names."""

from pathlib import Path

import pytest
from fold_build import Page

from bilan.errors import KnowledgeError
from bilan.knowledge import matching
from bilan.knowledge.files import Shelf
from bilan.ledger.fold import rules, shipped
from bilan.ledger.fold_select import select
from bilan.ledger.matching import VETO, Matcher
from bilan.ledger.matching_names import same_person
from bilan.ledger.matching_profile import Profile, Profiler, joined
from bilan.model.vocabulary import KINDS


def profiles(*pages: Page) -> list[Profile]:
    known = shipped()
    chosen = select([p.record for p in pages], [p.reading for p in pages], (), as_of=None, known_by=None)
    return Profiler(chosen.statements, chosen, known.places, known.table).profiles()


def score(*pages: Page) -> float:
    one, other = profiles(*pages)
    matcher = Matcher(shipped().table)
    assert matcher.score(one, other) == matcher.score(other, one)
    return matcher.score(one, other)


def test_every_sign_says_what_set_it_and_weighs_something() -> None:
    table = matching.load(Shelf())
    assert set(table.limits) == set(KINDS)
    for sign in table.sign:
        assert sign.says and len(sign.measured) > 10, sign.id
        assert any(getattr(sign, kind) for kind in KINDS), sign.id


def test_the_table_names_the_signs_that_the_matcher_reads() -> None:
    source = Path("src/bilan/ledger/matching.py")
    text = (Path(__file__).parents[2] / source).read_text(encoding="utf-8")
    missing = [sign.id for sign in shipped().table.sign if f'"{sign.id}"' not in text]
    assert not missing


def test_an_overlay_replaces_a_sign(tmp_path: Path) -> None:
    folder = tmp_path / "world"
    folder.mkdir()
    (folder / "matching.toml").write_text(
        '[[sign]]\nid = "near"\nsays = "own"\nmeasured = "by hand, here"\nvisit = 9.0\n'
    )
    table = rules(Shelf(tmp_path)).table
    assert [sign.visit for sign in table.sign if sign.id == "near"] == [9.0]
    (folder / "matching.toml").write_text("[limits.party]\nthreshold = 1.0\nslack_days = 1\nnear_characters = 1\n")
    with pytest.raises(KnowledgeError):
        rules(Shelf(tmp_path))


@pytest.mark.parametrize(
    ("kind", "one", "other"),
    [
        ("visit", {"parties": "ML,RU"}, {"parties": "NE,RU"}),
        ("visit", {"place": "Bamako"}, {"place": "Niamey"}),
        ("visit", {"place": "Mali"}, {"place": "Moscou"}),
        ("visit", {"start": "2025-01-02"}, {"start": "2025-01-20"}),
        ("visit", {"actors": ["visitor Ivan Petrov RU"]}, {"actors": ["visitor Ali Kone ML"]}),
        ("talks", {"topic": "session:2"}, {"topic": "session:3"}),
        ("talks", {"topic": "call"}, {"topic": "session"}),
        ("talks", {"topic": "press"}, {"topic": "meeting"}),
        ("agreement", {"amounts": ["4 1"]}, {"amounts": ["5 1"]}),
        ("commitment", {"start": "2022", "topic": "wheat"}, {"start": "2024-06", "topic": "wheat"}),
    ],
)
def test_what_is_never_one(kind: str, one: dict[str, object], other: dict[str, object]) -> None:
    assert score(Page("a").say("passage premier", kind, **one), Page("b").say("passage second", kind, **other)) == VETO
    assert score(Page("a").say("passage premier", kind, **one), Page("b").say("passage second", kind, **one)) != VETO


def test_a_status_implies_when() -> None:
    """A visit reported as held cannot be one of a later year, nor one announced a past one."""
    held = Page("a", "2023-02-10").say("la visite a eu lieu", "visit", status="held")
    later = Page("b", "2025-02-10").say("la visite du 9 février", "visit", start="2025-02-09")
    assert score(held, later) == VETO
    announced = Page("a", "2024-12-20").say("une visite est prévue", "visit", status="announced")
    assert score(announced, later) != VETO


def test_a_capital_lies_in_its_country() -> None:
    places = shipped().places
    assert places.state("moscou") == places.state("russie") == "RU"
    assert places.is_country("federation de russie") and not places.is_country("moscou")
    assert places.is_state_word("malienne") and not places.is_state_word("tambacounda")


def test_the_union_of_two_does_not_depend_on_their_order() -> None:
    pages = (
        Page("a").say("un premier passage", "visit", start="2025-01", place="Bamako"),
        Page("b").say("un second passage", "visit", start="2025-01-09", actors=["visitor Ivan Petrov RU"]),
    )
    one, other = profiles(*pages)
    assert joined(one, other) == joined(other, one)
    assert joined(one, other).dated[0][2] == 3


def name(text: str) -> tuple[str, ...]:
    return tuple(text.lower().split())


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Vladimir Poutine", "Vladmir Poutine"),
        ("Serguei Lavrov", "Sergei Lavrov"),
        ("Lavrov", "Serguei Lavrov"),
        ("Sarigol Kerem", "Kerem Sarigol"),
        ("Irene Kpade Tchobo", "Irene Tchobo"),
        ("S Lavrov", "Serguei Lavrov"),
        ("Ivan Petrovski", "Ivan Petrovsky"),
    ],
)
def test_one_person_under_two_names(one: str, other: str) -> None:
    assert same_person(name(one), name(other)) and same_person(name(other), name(one))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Moussa Diop", "Abdoulaye Diop"),
        ("Ivan Petrov", "Ivan Sidorov"),
        ("Petrov", "Sidorov"),
        ("Ali Kone", "Awa Kone"),
    ],
)
def test_two_persons(one: str, other: str) -> None:
    assert not same_person(name(one), name(other))


def test_the_docs_show_the_table_as_it_is() -> None:
    text = (Path(__file__).parents[2] / "docs" / "ledger.md").read_text(encoding="utf-8")
    for sign in shipped().table.sign:
        weights = " | ".join(f"{getattr(sign, kind):+g}" if getattr(sign, kind) else "" for kind in KINDS)
        assert f"| `{sign.id}` | {sign.says} | {weights} |" in text
