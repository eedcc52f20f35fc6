"""Reading again: what a newer reader or other knowledge changes is listed, and what people settled stands."""

from pathlib import Path

import pytest

from bilan.commands import building
from bilan.knowledge.files import Shelf
from bilan.ledger.clock import moment_now
from bilan.ledger.store import Ledger
from bilan.model.document import Document, Zone
from bilan.model.page import Received
from bilan.model.reading import Reading
from bilan.model.statement import Statement
from bilan.reading.reader import Reader
from fakes import FakeReader, Runs, write_pages

WHO = ("--author", "desk", "--reason", "seen")
PAGE = (
    "Bamako, le 3 mai 2024\n\nLe ministre malien de l’Agriculture a annoncé lundi que la Russie livrera 300 zorgons au "
    "Mali avant la fin de l’année. Le président malien a reçu mardi à Bamako le ministre russe des Affaires "
    "étrangères, Sergueï Lavrov.\n"
)
GOODS = '[[good]]\nid = "zorgon"\nwords = ["zorgon"]\nsectors = ["transport"]\nsort = "equipment"\n'


class Wider(FakeReader):
    """Reads talks no more, a visit with the line's end, and a line that the other does not read."""

    def read(self, document: Document) -> Reading:
        seen = super().read(document)
        statements = []
        for s in seen.statements:
            e, fields = s.evidence, {f: getattr(s, f) for f in s.__struct_fields__ if f != "evidence"}
            if s.kind != "talks":
                end = e.end + (s.kind == "visit")
                statements.append(Statement.proved(document, e.start, end, **fields))
        return Reading(**{f: getattr(seen, f) for f in seen.__struct_fields__} | {"statements": tuple(statements)})


def newer(monkeypatch: pytest.MonkeyPatch, version: str = "2") -> None:
    monkeypatch.setattr(building, "open_reader", lambda own, **_: Wider(version))


def test_nothing_is_read_twice_by_one_reader(bilan: Runs, ledger: str) -> None:
    before = bilan("entries", ledger, "--json")[0]
    out, err = bilan("reread", ledger, "--lang", "en")
    assert out == "0 pages read again.\nEntries: 0 new, 0 changed, 0 gone.\n" and err == ""
    assert bilan("entries", ledger, "--json")[0] == before


def test_what_changes_is_listed_and_what_was_read_stays(
    bilan: Runs, ledger: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    newer(monkeypatch)
    record = bilan.records("reread", ledger)[0]
    assert record["pages"] == 3 and record["reader"] == "2"
    assert [c["kind"] for c in record["gone"]] == ["talks"] and record["new"] == []
    assert [(c["kind"], "evidence" in c["fields"]) for c in record["changed"]] == [("visit", True)]
    with Ledger.open(ledger) as opened, opened.reading() as connection:
        readers = connection.exec_driver_sql("SELECT reader, count(*) FROM readings GROUP BY reader").all()
    assert sorted(map(tuple, readers)) == [("1", 3), ("2", 3)]


def test_decisions_survive(bilan: Runs, ledger: str, monkeypatch: pytest.MonkeyPatch) -> None:
    visit = bilan.records("entries", ledger, "--kind", "visit")[0]
    talks = bilan.records("entries", ledger, "--kind", "talks")[0]
    bilan("decide", ledger, "correct", visit["id"], "--field", "place=Kayes", *WHO)
    bilan("decide", ledger, "different", *visit["anchors"], *WHO)
    bilan("decide", ledger, "correct", talks["id"], "--field", "place=Gao", *WHO)
    newer(monkeypatch)
    record = bilan.records("reread", ledger)[0]
    visits = bilan.records("entries", ledger, "--kind", "visit")
    assert [v["place"] for v in visits] == ["Kayes", None]
    assert not {a for v in visits for a in v["anchors"]} & set(visit["anchors"])
    lost = [d for d in bilan.records("decisions", ledger) if d["id"] in record["lost_decisions"]]
    assert [d["fields"] for d in lost] == [{"place": "Gao"}]


def test_the_known_by_answer_of_before_is_not_changed(
    bilan: Runs, ledger: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    bilan("decide", ledger, "reject", bilan.records("entries", ledger, "--kind", "visit")[0]["id"], *WHO)
    moment, before = moment_now(), bilan("entries", ledger, "--json")[0]
    newer(monkeypatch)
    bilan("reread", ledger)
    assert bilan("entries", ledger, "--json", "--known-by", moment)[0] == before


def test_of_two_knowledges_of_one_program_the_one_used_last_counts(
    bilan: Runs, ledger: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = bilan("entries", ledger, "--json")[0]
    for version in ("1.ffffffff", "1.00000000", "1.88888888", "1.ffffffff"):
        newer(monkeypatch, version)
        bilan("reread", ledger)
        wide = bilan("entries", ledger, "--json")[0]
        assert wide != first
        monkeypatch.setattr(building, "open_reader", lambda own, **_: FakeReader("1.77777777"))
        bilan("reread", ledger)
        assert bilan("entries", ledger, "--json")[0] == first


def test_an_interrupted_reading_goes_on(bilan: Runs, ledger: str, monkeypatch: pytest.MonkeyPatch) -> None:
    class Stops(Wider):
        def read(self, document: Document) -> Reading:
            if document.name == "b.txt" and self.read_count < 9:
                self.read_count = 9
                raise KeyboardInterrupt
            return super().read(document)

    monkeypatch.setattr("bilan.pipeline.BATCH", 1)
    monkeypatch.setattr(building, "open_reader", lambda own, **_: Stops("2"))
    bilan("reread", ledger, code=130)
    newer(monkeypatch)
    assert bilan.records("reread", ledger)[0]["pages"] == 2
    assert not bilan.records("entries", ledger, "--kind", "talks")


def test_zones_that_a_page_s_structure_told_are_told_again(tmp_path: Path) -> None:
    zones = (Zone(0, 5, "headline"),)
    page = Received(document=Document(name="a.html", text="Titre et texte", zones=zones, outlet="X"), path="a.html")
    reader = FakeReader()
    with Ledger.open(str(tmp_path / "l.db"), create=True) as ledger:
        ledger.append([(page, reader.read(page.document))], reader="1")
        (document,) = ledger.given(ledger.unread("2")).values()
    assert document == page.document


def test_a_changed_knowledge_changes_entries_and_leaves_decisions(
    bilan: Runs, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(building, "open_reader", lambda own, **_: Reader(own))
    pages, path = write_pages(tmp_path / "real", {"a.txt": PAGE}), str(tmp_path / "real.db")
    bilan("build", str(pages), "--ledger", path)
    promise = bilan.records("entries", path, "--kind", "commitment")[0]
    visit = bilan.records("entries", path, "--kind", "visit")[0]
    bilan("decide", path, "correct", promise["id"], "--field", "start=2024-05", *WHO)
    bilan("decide", path, "reject", visit["id"], *WHO)
    own = write_pages(tmp_path / "own", {"fr/goods.toml": GOODS})
    assert Shelf(own).digest("fr") != Shelf().digest("fr")
    record = bilan.records("reread", path, "--knowledge", str(own))[0]
    assert (record["pages"], record["new"], record["gone"], record["lost_decisions"]) == (1, [], [], [])
    assert {"topic", "sectors"} <= set(record["changed"][0]["fields"])
    now = bilan.records("entries", path, "--kind", "commitment")[0]
    assert (now["topic"], now["sectors"][0], now["start"]) == ("zorgon", "transport", "2024-05")
    assert not bilan.records("entries", path, "--kind", "visit")
