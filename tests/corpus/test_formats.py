"""One door for all formats: what goes in comes out as a page, or with its reason."""

import gzip
import io
from pathlib import Path

import pytest

from bilan.corpus import manifest
from bilan.corpus.formats import Formats
from bilan.knowledge.files import Shelf
from bilan.model.page import SET_ASIDE_REASONS, Received, SetAside

FORMATS = Formats(Shelf())
HTML = (
    "<!doctype html><html><head><meta property='article:published_time' content='2024-03-01'><meta property='og:site_name' content='Site'>"  # noqa: E501
    "</head><body><article><h1>Le titre de la page</h1><p>" + "Le ministre a signé jeudi à Hanoï un accord sur le riz. " * 4 + "</p></article></body></html>"  # noqa: E501
)  # fmt: skip


def test_a_page_by_its_content_whatever_its_name(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(HTML, encoding="utf-8")
    (page,) = FORMATS.of_file("a.txt", tmp_path / "a.txt")
    assert isinstance(page, Received)
    assert page.document.zones is not None and page.document.published == "2024-03-01" and page.path.endswith("a.txt")


def test_packed_pages() -> None:
    (page,) = FORMATS.documents("a", gzip.compress(HTML.encode()))
    assert isinstance(page, Received) and page.document.title == "Le titre de la page"


def test_what_the_manifest_says_wins() -> None:
    line = manifest.Line(file="a", published="2024-02-28", title="Autre titre", fiction=True)
    (page,) = FORMATS.documents("a", HTML.encode(), said=line)
    assert isinstance(page, Received) and page.fiction
    assert (page.document.published, page.document.title, page.document.outlet) == ("2024-02-28", "Autre titre", "Site")


def test_plain_text_is_what_it_was() -> None:
    (page,) = FORMATS.documents("a", "\ufeffBamako,\r\n le 3 mai ".encode())
    assert isinstance(page, Received) and page.document.text == "Bamako,\r\n le 3 mai " and page.document.zones is None


@pytest.mark.parametrize(
    ("data", "reason"),
    [(b"", "empty"), (b"\x89PNG\r\n\x1a\n", "binary"), (b"%PDF-1.4", "damaged"), (gzip.compress(b"abc", mtime=0)[:-3], "damaged"), (b"\xff\xfe\x00", "undecodable"),  # noqa: E501
     (b"a" * 20_000_001, "enormous"), (b"<html></html>", "no_text")],
)  # fmt: skip
def test_what_is_set_aside(data: bytes, reason: str) -> None:
    (item,) = FORMATS.documents("a", data, path="/p/a")
    assert isinstance(item, SetAside) and item.path == "/p/a" and item.reason in (reason, "truncated", "binary")


def test_every_reason_is_a_known_one() -> None:
    source = Path(__file__).parents[2] / "src" / "bilan" / "corpus"
    text = "".join(path.read_text(encoding="utf-8") for path in source.rglob("*.py"))
    for reason in ("image_only", "encrypted", "damaged", "nested"):
        assert f'"{reason}"' in text and reason in SET_ASIDE_REASONS


def test_a_stream_is_read_from_where_it_stands() -> None:
    stream = io.BytesIO(b"junk" + HTML.encode())
    stream.seek(4)
    (page,) = FORMATS.of_stream("a", stream)
    assert isinstance(page, Received) and page.document.title == "Le titre de la page"
