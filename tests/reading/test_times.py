"""Time expressions: cases that a linguist can edit, the rules' own examples, and laws."""

import datetime
import time
import tomllib
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bilan.errors import KnowledgeError
from bilan.knowledge import numbers as number_knowledge
from bilan.knowledge import times as time_knowledge
from bilan.knowledge.files import Shelf
from bilan.knowledge.times import TimeRule
from bilan.reading.folding import fold
from bilan.reading.numbers import NumberReader
from bilan.reading.times import DayFinder, TimeReader, edtf_of

CASES = tomllib.loads((Path(__file__).parent / "times_cases.toml").read_text(encoding="utf-8"))["case"]
SHELF = Shelf()
WORDS = time_knowledge.load(SHELF, "fr")
NUMBERS = NumberReader(number_knowledge.load(SHELF, "fr"))
READERS = {"press": TimeReader(WORDS, NUMBERS), "assistant": TimeReader(WORDS, NUMBERS, forward=True)}
PRESS = READERS["press"]


def found(text: str, published: str | None) -> tuple[list[list[str]], list[str]]:
    times, gaps = PRESS.find(text, fold(text), 0, len(text), published)
    rows = [[text[t.start : t.end], t.type, t.value, *([t.mod] if t.mod else [])] for t in times]
    return rows, [text[g.start : g.end] for g in gaps]


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case['text'][:40]} ({case.get('published')})")
def test_case(case: dict) -> None:
    times, gaps = found(case["text"], case.get("published"))
    assert times == case["times"]
    assert gaps == case.get("gaps", [])


@pytest.mark.parametrize("rule", WORDS.rule, ids=lambda rule: rule.id)
def test_a_rule_fires_on_its_example_and_not_on_its_near_miss(rule: TimeRule) -> None:
    for mode in ("press", "assistant") if rule.mode == "both" else (rule.mode,):
        reader = READERS[mode]
        assert rule.id in reader.rules_in(rule.example, fold(rule.example), 0, len(rule.example)), mode
        assert rule.id not in reader.rules_in(rule.near_miss, fold(rule.near_miss), 0, len(rule.near_miss)), mode


def test_rules_have_names_of_their_own() -> None:
    assert len({rule.id for rule in WORDS.rule}) == len(WORDS.rule)


@pytest.mark.parametrize(("key", "value"), [("example", " "), ("near_miss", "")])
def test_a_rule_does_not_load_without_its_examples(key: str, value: str) -> None:
    fields = {
        "id": "x",
        "name": "x",
        "stage": 1,
        "pattern": "month",
        "yields": "calendar",
        "example": "a",
        "near_miss": "b",
    }
    with pytest.raises(KnowledgeError, match="example"):
        TimeRule(**{**fields, key: value})


@pytest.mark.parametrize(
    ("key", "value"), [("pattern", "moon"), ("pattern", "month ("), ("pattern", "month?"), ("yields", "poem")]
)
def test_a_rule_that_breaks_its_contract_names_itself(key: str, value: str) -> None:
    fields = {
        "id": "odd",
        "name": "x",
        "stage": 1,
        "pattern": "month",
        "yields": "calendar",
        "example": "a",
        "near_miss": "b",
    }
    words = time_knowledge.load(SHELF, "fr")
    broken = type(words)(
        **{f: getattr(words, f) for f in words.__struct_fields__ if f != "rule"},
        rule=(TimeRule(**{**fields, key: value}),),
    )
    with pytest.raises(KnowledgeError, match="odd"):
        TimeReader(broken, NUMBERS)


def test_the_caller_may_know_the_tense_better() -> None:
    text = "mardi"
    past, _ = PRESS.find(text, text, 0, len(text), "2023-02-08", lambda _: "past")
    coming, _ = PRESS.find(text, text, 0, len(text), "2023-02-08", lambda _: "future")
    assert [t.value for t in past + coming] == ["2023-02-07", "2023-02-14"]


def test_only_the_stretch_is_read() -> None:
    text = "Le 3 mars 2023. Le 4 mars 2023. Le 5 mars 2023."
    times, _ = PRESS.find(text, fold(text), 15, 31, None)
    assert [t.value for t in times] == ["2023-03-04"]


def test_days_named_before_the_publication_day_is_known() -> None:
    text = "à partir de ce lundi ; les 6 et 7 février ; du 28 juin au 2 juillet 2024 ; en mars"
    days = DayFinder(PRESS).candidates(text, fold(text), 0, len(text))
    assert [(d.weekday, d.day, d.month, d.year) for d in days] == [
        (0, None, None, None),
        (None, 6, 2, None),
        (None, 7, 2, None),
        (None, 28, 6, 2024),
        (None, 2, 7, 2024),
    ]
    assert [text[d.start : d.end] for d in days][:2] == ["ce lundi", "6 et 7 février"]


@pytest.mark.parametrize(
    ("value", "edtf"),
    [
        ("2023-02-06", "2023-02-06"),
        ("2022-05", "2022-05"),
        ("2024-SU", "2024-22"),
        ("2025-Q1", "2025-33"),
        ("2024-H2", "2024-07/2024-12"),
        ("2023-W06", "2023-02-06/2023-02-12"),
        ("2023-02-06T16:40", "2023-02-06"),
        ("2023-02-06/2023-02-07", "2023-02-06/2023-02-07"),
        ("2023-02-07T14:00/2023-02-07T16:00", "2023-02-07"),
        ("P2D", None),
        ("PAST_REF", None),
        ("XXXX-02-06", None),
        ("T16:40", None),
    ],
)
def test_values_as_edtf(value: str, edtf: str | None) -> None:
    assert edtf_of(value) == edtf


LETTERS = st.text(max_size=200)
FRENCH = st.lists(
    st.sampled_from(
        [
            "le",
            "les",
            "6",
            "7",
            "et",
            "du",
            "au",
            "février",
            "mardi",
            "2023",
            "1er",
            "à",
            "16h40",
            "ans",
            "deux",
            "il y a",
            "dernier",
            ",",
            ".",
            "en",
            "fin",
            "premier",
            "trimestre",
            "mai",
            "hier",
            "soir",
            "de",
            "31",
            "12/05/2023",
            "plusieurs",
            "-",
            "\n",
            "d'",
            "29 février",
            "matin",
        ]
    ),
    max_size=30,
).map(" ".join)
DAYS = st.one_of(
    st.none(),
    st.dates(datetime.date(1900, 1, 1), datetime.date(2100, 1, 1)).map(str),
    st.sampled_from(["2023", "2023-11", "junk"]),
)


@settings(max_examples=150, deadline=None)
@given(st.one_of(LETTERS, FRENCH), DAYS, st.sampled_from(["press", "assistant"]))
def test_offsets_lie_in_the_stretch_and_do_not_overlap(text: str, published: str | None, mode: str) -> None:
    start, end = len(text) // 5, len(text)
    times, gaps = READERS[mode].find(text, fold(text), start, end, published)
    at = start
    for mention in times:
        assert at <= mention.start < mention.end <= end
        assert text[mention.start : mention.end].strip()
        at = mention.end
    assert all(start <= gap.start < gap.end <= end and gap.reason for gap in gaps)


@settings(max_examples=60, deadline=None)
@given(FRENCH, DAYS)
def test_reading_twice_gives_the_same(text: str, published: str | None) -> None:
    assert found(text, published) == found(text, published)


def test_time_grows_with_length_and_no_faster() -> None:
    page = "Le 6 février 2023, il y a dix ans, du 11 au 16 novembre 2022, les 3 et 4 avril, 12 et 15 mars. "

    def seconds(copies: int) -> float:
        text = page * copies
        folded, best = fold(text), float("inf")
        for _ in range(3):
            since = time.process_time()
            PRESS.find(text, folded, 0, len(text), "2023-02-08")
            best = min(best, time.process_time() - since)
        return best

    seconds(1)
    assert seconds(400) < 4 * seconds(200) + 0.05


@pytest.mark.parametrize(
    "hard", ["1 " * 3000, "le 6, " * 2000, "6 et " * 2000, "du 1 au " * 2000, "1.1." * 3000, "il y a " * 2000]
)
def test_no_text_is_slow(hard: str) -> None:
    since = time.process_time()
    PRESS.find(hard, fold(hard), 0, len(hard), "2023-02-08")
    assert time.process_time() - since < 2
