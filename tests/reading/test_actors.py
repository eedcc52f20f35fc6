"""The actors reader on sentences kept in `data/actors.toml`, and on properties that hold for any text."""

import tomllib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bilan.knowledge import actors, sentences
from bilan.knowledge.files import Shelf
from bilan.model.mention import Actor, Gap
from bilan.reading.actors import ActorReader
from bilan.reading.folding import fold
from bilan.reading.sentences import sentences as cut

SHELF = Shelf()
WORDS = sentences.load(SHELF, "fr")
READER = ActorReader(actors.load(SHELF, "fr"))
CASES: list[dict[str, Any]] = tomllib.loads((Path(__file__).parent / "data" / "actors.toml").read_text("utf-8"))["case"]


def read(text: str, home: str | None = None) -> tuple[list[Actor], list[Gap]]:
    return READER.find(text, fold(text), list(cut(text, 0, len(text), WORDS)), home)


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_cases(case: dict[str, Any]) -> None:
    text = case["text"]
    found, gaps = read(text, case.get("home"))
    seen = [(text[a.start : a.end], a.type, a.key, a.party or "", a.role) for a in found]
    for surface, type_, key, party, role in case.get("expect", []):
        assert any(
            s == surface and t == type_ and key in ("*", k) and party in ("*", p) and role in ("*", r)
            for s, t, k, p, r in seen
        ), f"{surface!r} {type_} {key} {party} {role!r} not in {seen}"
    assert not {s for s, *_ in seen} & set(case.get("never", []))
    assert "gaps" not in case or len(gaps) == case["gaps"]


def test_a_list_is_sorted_and_wider_first() -> None:
    found, _ = read(CASES[0]["text"])
    assert [(a.start, -a.end) for a in found] == sorted((a.start, -a.end) for a in found)


def test_only_the_sentences_given_are_read() -> None:
    text = "Le ministre turc Selim Arıcan est là. Le ministre serbe Goran Kostic aussi."
    first = list(cut(text, 0, len(text), WORDS))[:1]
    found, _ = READER.find(text, fold(text), first, None)
    assert found
    assert all(a.end <= first[0].end for a in found)


PIECES = st.sampled_from(
    [
        *(
            "le ministre ",
            "russe ",
            "des Affaires étrangères",
            ", ",
            "Ivo Kolar",
            " et ",
            "les deux pays",
            "son homologue ",
            "M. ",
        ),
        *(
            "L’",
            "(",
            ")",
            "AES",
            "société ",
            "X",
            "\n",
            ". ",
            "é",
            "İ",
            "🙂",
            "ministère de la Défense",
            "du ",
            "d’",
            "notre pays",
        ),
        *("les ministres ", "comme ", "Mali-", "-", "à "),
    ]
)


@settings(max_examples=200, deadline=None)
@given(st.lists(PIECES, max_size=30).map("".join) | st.text(max_size=120))
def test_offsets_hold_and_nothing_breaks(text: str) -> None:
    found, gaps = read(text, "ML")
    for mention in (*found, *gaps):
        assert 0 <= mention.start < mention.end <= len(text)
    again, _ = read(text, "ML")
    assert again == found


@settings(max_examples=50, deadline=None)
@given(st.text(alphabet="abc \n", max_size=40))
def test_what_stands_before_only_moves_the_offsets(before: str) -> None:
    text = CASES[0]["text"]
    moved = before + "\n\n" + text
    shift = len(before) + 2
    assert [(a.start + shift, a.end + shift, a.key) for a in read(text)[0]] == [
        (a.start, a.end, a.key) for a in read(moved)[0] if a.start >= shift
    ]
