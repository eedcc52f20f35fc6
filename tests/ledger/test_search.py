"""Words are found where the account shows them, whatever their accents, and nowhere else."""

import os
import sqlite3
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bilan.errors import UseError
from bilan.ledger import search
from bilan.ledger.queries import View
from bilan.ledger.search import Hit, query
from bilan.ledger.store import Ledger
from bilan.model.document import Document, Zone
from bilan.model.page import Received
from bilan.model.reading import Reading
from bilan.model.statement import Statement
from fakes import FakeReader, received

TEXT = (
    "La commission mixte et les œuvres d’Ousmane ont parlé de l’élevage bovin. Un navire livrera du blé à Conakry. "
    "Commentaire de Zébulon : bravo."
)
PASSAGES = (TEXT[: TEXT.index(" Un navire")], TEXT[TEXT.index("Un navire") : TEXT.index(" Commentaire")])


TITLE = "Élevage : l’accord d’Abéché"


def page(name: str = "a.txt", title: str = TITLE, private: bool = False) -> tuple[Received, Reading]:
    given = received(TEXT + name, name, title=title, outlet="X", private=private)
    d = given.document
    said = []
    for passage in PASSAGES:
        start = d.text.index(passage)
        said.append(Statement.proved(d, start, start + len(passage), kind="commitment", head="x", rule="r",
                                     status="pledged", parties=("GN", "RU"), topic=passage[:12]))  # fmt: skip
    read = FakeReader().read(Document(name=name, text="", title=title))
    fields = {f: getattr(read, f) for f in read.__struct_fields__}
    zones = (Zone(0, len(TEXT), "body"),)
    return given, Reading(**{**fields, "page": d.digest, "document": name, "statements": tuple(said), "zones": zones})


@pytest.fixture
def path(tmp_path: Path) -> str:
    where = str(tmp_path / "l.db")
    with Ledger.open(where, create=True) as ledger:
        ledger.append([page(), page("p.txt", "Titre caché", private=True)], reader="1")
    return where


def titles(view: View) -> dict[str, tuple[str, ...]]:
    return {entry.id: (f"Titre de {entry.topic}", "Heading") for entry in view.account.entries}


def found(path: str, words: str, **asked: object) -> list[Hit]:
    with Ledger.open(path) as ledger:
        return search.search(ledger, words, titles, **asked)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("words", "snippet"),
    [
        ("elevage BOVIN", "[élevage] [bovin]"),
        ("œuvres", "[œuvres]"),
        ("oeuvres", "[œuvres]"),
        ("l'elevage", "[l’élevage]"),
        ('"commission mixte"', "[commission mixte]"),
        ("livr* ble", "[livrera] du [blé]"),
        ("conakry", "[Conakry]"),
    ],
)
def test_words_are_found_in_passages(path: str, words: str, snippet: str) -> None:
    hits = found(path, words)
    assert any(snippet in hit.snippet and hit.sort == "entry" and hit.document == "a.txt" for hit in hits), hits
    passage = next(hit for hit in hits if hit.start is not None)
    quote = TEXT[passage.start : passage.end]
    assert passage.snippet.replace("[", "").replace("]", "") in quote


def test_titles_of_entries_and_pages_are_found(path: str) -> None:
    assert [hit.sort for hit in found(path, "heading")] == ["entry", "entry"]
    (hit,) = found(path, "abeche")
    assert (hit.sort, hit.document, hit.id, hit.snippet) == ("page", "a.txt", None, "Élevage : l’accord d’[Abéché]")


NOWHERE = ("zebulon", "commentaire", "bravo", "mixte commission xyz", '"mixte commission"', "cache")


@pytest.mark.parametrize("words", NOWHERE)
def test_nothing_else_is_found(path: str, words: str) -> None:
    assert found(path, words) == []


def test_private_pages_are_found_where_that_is_asked_for(path: str) -> None:
    assert [hit.document for hit in found(path, "cache", private=True)] == ["p.txt"]
    assert found(path, "cache") == []
    assert {hit.document for hit in found(path, "conakry")} == {"a.txt"}


def test_what_comes_later_is_found_and_what_goes_is_not(path: str) -> None:
    assert found(path, "nouvelle") == []
    with Ledger.open(path) as ledger:
        ledger.append([page("n.txt", "Une nouvelle page")], reader="1")
    assert [hit.document for hit in found(path, "nouvelle")] == ["n.txt"]
    with sqlite3.connect(path) as plain:
        assert plain.execute("SELECT count(*) FROM folded_search").fetchone()[0] == 1
    with Ledger.open(path) as ledger:
        ledger.append([page("n.txt", "Une nouvelle page", private=True)], reader="1")
    assert found(path, "nouvelle") == []


def test_the_index_is_made_once(path: str, monkeypatch: pytest.MonkeyPatch) -> None:
    first = found(path, "conakry")
    monkeypatch.setattr(search, "_rows", None)
    assert found(path, "conakry") == first and found(path, "elevage")


def test_a_ledger_that_cannot_be_written_is_searched_all_the_same(path: str, monkeypatch: pytest.MonkeyPatch) -> None:
    with sqlite3.connect(path) as other:
        other.execute("BEGIN IMMEDIATE")
        hits = found(path, "conakry")
        other.rollback()
    assert hits and hits == found(path, "conakry")
    monkeypatch.setattr(os, "access", lambda *_: False)
    assert found(path, "conakry") == hits


def test_no_more_than_asked_for(path: str) -> None:
    assert len(found(path, "heading", limit=1)) == 1


def test_no_word_is_wrong_use() -> None:
    for words in ("", "  ", '""', "* - ( )"):
        with pytest.raises(UseError):
            query(words)


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=30))
def test_whatever_is_typed_is_a_query(words: str) -> None:
    plain = sqlite3.connect(":memory:")
    plain.execute(search._MAKE[0])
    try:
        asked = query(words)
    except UseError:
        return
    plain.execute(search._FIND, (*search.MARKS, asked, "x")).fetchall()
    plain.close()
