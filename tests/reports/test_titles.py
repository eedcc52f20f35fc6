"""Titles: from cases that a linguist can edit, and the laws of length and uniqueness for slots of any sort."""

import random
import tomllib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from made_up import any_entries, entry

from bilan.model.entry import Entry
from bilan.reports.texts import Texts
from bilan.reports.titles import LONGEST, cut, title, unique_titles

CASES = tomllib.loads((Path(__file__).parent / "data" / "titles.toml").read_text(encoding="utf-8"))["case"]
TEXTS = {lang: Texts(lang) for lang in ("fr", "en")}


@pytest.mark.parametrize("lang", ["fr", "en"])
@pytest.mark.parametrize("case", CASES, ids=[case["why"] for case in CASES])
def test_a_title_is_made_from_slots(case: dict[str, Any], lang: str) -> None:
    slots = {name: value for name, value in case.items() if name not in ("why", "fr", "en", "kind")}
    made = entry(case["kind"], **slots)
    assert title(made, lang, TEXTS[lang]) == case[lang]


def test_titles_need_no_texts_given() -> None:
    assert title(entry("visit", place="Bamako"), "fr") == "Visite à Bamako"
    assert unique_titles([entry("visit", place="Bamako")], "en") == {"aa01": "Visit to Bamako"}


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ([{"start": "2022"}, {"start": "2023"}], ["2022", "2023"]),
        ([{"place": "Kati"}, {"place": "Ségou"}], ["Kati", "Ségou"]),
        ([{"sectors": ["energy"], "topic": "thing"}, {"sectors": ["health"], "topic": "thing"}], ["0001", "0002"]),
        ([{"known": "2022-01-01"}, {"known": "2022-01-02"}], ["1er janv. 2022", "2 janv. 2022"]),
        ([{}, {}], ["0001", "0002"]),
    ],
    ids=["day", "place", "id", "known", "nothing"],
)
def test_what_is_alike_is_told_apart_by_the_first_thing_that_differs(
    fields: list[dict[str, Any]], told: list[str]
) -> None:
    entries = [entry("commitment", id=f"000{n}", **slots) for n, slots in enumerate(fields, 1)]
    titles = unique_titles(entries, "fr", TEXTS["fr"])
    for one, mark in zip(entries, told, strict=True):
        assert mark in titles[one.id]


def test_what_differs_needs_no_mark() -> None:
    titles = unique_titles(
        [entry("visit", id="1", place="Bamako"), entry("visit", id="2", place="Moscou")], "fr", TEXTS["fr"]
    )
    assert titles == {"1": "Visite à Bamako", "2": "Visite à Moscou"}


def test_a_crowd_of_parties_is_counted() -> None:
    crowd = entry("agreement", sectors=["trade"], parties=["AO", "BF", "BI", "BJ", "CD", "CF"])
    assert title(crowd, "fr", TEXTS["fr"]) == "Accord (commerce) · AO–BF–BI +3"


@pytest.mark.parametrize("lang", ["fr", "en"])
@settings(max_examples=60, deadline=None)
@given(entries=any_entries())
def test_any_titles_are_short_single_lines_and_unique_in_any_order(lang: str, entries: list[Entry]) -> None:
    twice = [*entries, *(entry(one.kind, id=f"x{one.id}", parties=one.parties, sectors=one.sectors) for one in entries)]
    titles = unique_titles(twice, lang, TEXTS[lang])
    assert set(titles) == {one.id for one in twice}
    assert len(set(titles.values())) == len(twice)
    for told in titles.values():
        assert 0 < len(told) <= LONGEST, told
        assert told == " ".join(told.split(" ")).strip() and "\n" not in told and "\x1b" not in told
    random.Random(1).shuffle(twice)
    assert unique_titles(twice, lang, TEXTS[lang]) == titles


@pytest.mark.parametrize(
    ("text", "longest", "short"),
    [
        ("un deux trois", 20, "un deux trois"),
        ("un deux trois", 11, "un deux…"),
        ("abcdefghij", 5, "abcd…"),
        ("Visite de M à Bamako", 16, "Visite…"),
    ],
)
def test_a_text_is_cut_between_words(text: str, longest: int, short: str) -> None:
    assert cut(text, longest) == short
