"""The whole way, with the real reader, on the sample dossier: proof, order, repetition."""

import json
import random
from pathlib import Path

import msgspec
import pytest

from bilan.commands.answers import dossier
from bilan.commands.building import open_reader
from bilan.knowledge.files import Shelf
from bilan.ledger import export, queries
from bilan.ledger.store import Ledger
from bilan.model.page import Received
from bilan.pipeline import Reads, build, read

SHELF = Shelf()


@pytest.fixture(scope="module")
def reader() -> Reads:
    return open_reader(SHELF)


@pytest.fixture(scope="module")
def whole(reader: Reads, tmp_path_factory: pytest.TempPathFactory) -> str:
    path = str(tmp_path_factory.mktemp("whole") / "l.db")
    with Ledger.open(path, create=True) as ledger:
        build(dossier(), ledger, SHELF, reader)
    return path


def everything(ledger: Ledger, as_of: str | None = None) -> str:
    seen = queries.view(ledger, as_of=as_of)
    account = seen.account
    records = [
        *map(export.entry, account.entries),
        *map(export.dispute, account.disputes),
        *map(export.actor, account.actors),
        *map(export.page, seen.pages),
    ]
    return "\n".join(map(export.json_line, records))


def test_every_passage_that_is_cited_stands_in_its_page(whole: str) -> None:
    with Ledger.open(whole) as ledger:
        seen = queries.view(ledger)
        texts = {page.document: ledger.text(page.digest) for page in seen.pages}
    account = seen.account
    cited = [e for entry in account.entries for e in (*entry.evidence, *entry.history)]
    cited += [side for dispute in account.disputes for side in dispute.sides]
    cited += [role for actor in account.actors for role in actor.roles]
    assert len(cited) > 100
    for passage in cited:
        assert passage.quote == texts[passage.document][passage.start : passage.end]


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_any_order_gives_the_same_bytes(whole: str, reader: Reads, tmp_path: Path, seed: int) -> None:
    pages = [page for page, _ in _pairs(reader)]
    random.Random(seed).shuffle(pages)
    with Ledger.open(str(tmp_path / "l.db"), create=True) as ledger, Ledger.open(whole) as first:
        for start in range(0, len(pages), 7):
            batch = [(page, reader.read(page.document)) for page in pages[start : start + 7]]
            ledger.append(batch, reader=reader.version)
            ledger.append(batch[:2], reader=reader.version)
        for day in (None, "2025-01-31"):
            assert everything(ledger, day) == everything(first, day)


def test_building_again_adds_nothing(whole: str, reader: Reads) -> None:
    with Ledger.open(whole) as ledger:
        before = everything(ledger)
        intake = build(dossier(), ledger, SHELF, reader)
        assert intake.kept == 0 and intake.known == intake.given > 0
        assert everything(ledger) == before


def test_what_is_stored_is_what_was_read(whole: str, reader: Reads) -> None:
    with Ledger.open(whole) as ledger:
        stored = {reading.document: reading for reading in ledger.contents().readings}
    for page, reading in _pairs(reader):
        kept = stored[page.document.name]
        assert kept.statements == reading.statements and kept.actors == reading.actors
        assert kept.zones == reading.zones and kept.gaps == reading.gaps
        assert kept.facts == msgspec.structs.replace(reading.facts, authors=())


def test_read_lines_are_json_whose_offsets_hold(reader: Reads) -> None:
    for page, reading in _pairs(reader):
        text = page.document.text
        record = json.loads(export.json_line(export.reading(reading, text)))
        for field in ("times", "quantities", "actors", "places", "sectors"):
            assert all(span["text"] == text[span["start"] : span["end"]] for span in record[field])
        assert all(said["quote"] == text[said["start"] : said["end"]] for said in record["statements"])


def _pairs(reader: Reads):  # type: ignore[no-untyped-def]
    for item in read(dossier(), SHELF, reader):
        assert isinstance(item, tuple) and isinstance(item[0], Received), item
        yield item
