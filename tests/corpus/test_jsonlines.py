"""JSON lines of crawlers."""

import io
import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bilan.corpus import jsonlines
from bilan.corpus.decode import Unfit
from bilan.corpus.formats import Formats
from bilan.knowledge import html
from bilan.knowledge.files import Shelf
from bilan.model.page import Received, SetAside

FORMATS = Formats(Shelf())
READER = jsonlines.EntryReader(html.load(Shelf()).export)
TEXT = "Le ministre a signé jeudi à Hanoï un accord sur le riz."


@pytest.mark.parametrize(
    ("thing", "expected"),
    [
        ({"url": "https://a.example/1", "title": "Riz", "text": TEXT, "date": "2024-03-05"}, ("https://a.example/1", "Riz", "2024-03-05")),  # noqa: E501
        ({"source_url": "https://a.example/2", "headline": "Riz", "maintext": TEXT, "date_publish": "2024-03-05 10:11:12"}, ("https://a.example/2", "Riz", "2024-03-05")),  # noqa: E501
        ({"link": "https://a.example/3", "content": TEXT, "pubDate": "Tue, 05 Mar 2024 10:00:00 +0100"}, ("https://a.example/3", None, "2024-03-05")),  # noqa: E501
        ({"data": {"url": "https://a.example/4", "body": TEXT, "published_at": 1709633472}}, ("https://a.example/4", None, "2024-03-05")),  # noqa: E501
        ({"url": "javascript:alert(1)", "text": TEXT, "date": "hier"}, (None, None, None)),
        ({"text": TEXT, "date": "2024-02-31", "title": 7, "url": None}, (None, None, None)),
        ({"text": TEXT, "published_at": 1709633472000}, (None, None, "2024-03-05")),
    ],
)  # fmt: skip
def test_fields(thing: dict[str, object], expected: tuple[str | None, ...]) -> None:
    entry = READER.read(json.dumps(thing).encode())
    assert (entry.url, entry.title, entry.published) == expected and entry.text == TEXT


@pytest.mark.parametrize(
    ("line", "reason"),
    [(b"{", "damaged"), (b"[1]", "damaged"), (b'{"url": "x"}', "no_text"), (b'{"text": ""}', "no_text"), (b'{"text": 5}', "no_text"),  # noqa: E501
     (b'{"text": "\xff"}', "damaged"), (b"[" * 100_000, "damaged")],
)  # fmt: skip
def test_what_is_no_page(line: bytes, reason: str) -> None:
    with pytest.raises(Unfit) as caught:
        READER.read(line)
    assert caught.value.reason == reason


def test_every_line_is_a_page_or_a_loss() -> None:
    lines = [
        json.dumps({"url": "https://a.example/1", "title": "Riz : l’accord", "text": TEXT}),
        "", "{broken",
        json.dumps({"url": "https://a.example/2", "html": f"<html><body><article><h1>Un titre de page</h1><p>{TEXT * 3}</p></article></body></html>", "date": "2024-01-02"}),  # noqa: E501
        json.dumps({"title": "nothing"}),
    ]  # fmt: skip
    first, broken, page, nothing = FORMATS.documents("x.jsonl", "\n".join(lines).encode(), path="/p/x.jsonl")
    assert isinstance(first, Received) and isinstance(page, Received)
    assert first.document.name == "https://a.example/1" and first.document.text == f"Riz : l’accord\n\n{TEXT}"
    assert first.document.zones is None
    assert page.document.zones is not None and page.document.published == "2024-01-02"
    assert broken == SetAside("/p/x.jsonl/3", "damaged", "JSON") and nothing == SetAside(
        "/p/x.jsonl/5", "no_text", "JSON"
    )


def test_a_title_that_the_text_bears_is_not_put_twice() -> None:
    thing = {"title": "L’accord sur le riz", "text": "L’ACCORD SUR LE  RIZ\n" + TEXT, "url": "https://a.example/1"}
    (page,) = FORMATS.documents("x", json.dumps(thing).encode())
    assert isinstance(page, Received) and page.document.text == thing["text"]


@pytest.mark.parametrize("indent", [None, 2])
@pytest.mark.parametrize("whole", [False, True])
def test_one_object_or_one_list(indent: int | None, whole: bool) -> None:
    thing = {"url": "https://a.example/1", "text": TEXT, "title": "Riz"}
    things = [thing, {**thing, "url": "https://a.example/2"}]
    pages = list(FORMATS.documents("x", json.dumps(things if whole else thing, indent=indent).encode()))
    assert len(pages) == (2 if whole else 1) and all(isinstance(page, Received) for page in pages)


def test_other_json_is_no_page() -> None:
    assert not FORMATS.is_page("package.json", b'{\n "name": "x",\n "version": "1"\n}')
    assert not FORMATS.is_page("manifest.jsonl", b'{"file": "a.txt", "url": "https://a.example"}\n')
    assert FORMATS.is_page("x.bin", b'{"url": "https://a.example/1", "text": "' + b"a" * 9000)


def test_a_line_beyond_measure_is_passed_over(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(jsonlines, "LONGEST", 100)
    good = json.dumps({"text": "Le riz."}).encode()
    found = list(jsonlines.lines(io.BytesIO(good + b"\n" + b"x" * 1000 + b"\n" + good + b"\n" + b"y" * 300)))
    assert found == [(1, good + b"\n"), (2, None), (3, good + b"\n"), (4, None)]


@settings(max_examples=200, deadline=None)
@given(st.lists(st.binary(max_size=40), max_size=20))
def test_lines_lose_nothing(pieces: list[bytes]) -> None:
    data = b"\n".join(pieces)
    wanted = [(n, line) for n, line in enumerate(data.split(b"\n"), start=1) if line.strip(b"\xef\xbb\xbf \t\r\n\0")]
    if wanted and wanted[0][0] == 1 and pieces[0][:1] not in b'{[0123456789"-tfn ':
        assert [(n, (line or b"").rstrip(b"\n")) for n, line in jsonlines.lines(io.BytesIO(data))] == wanted
