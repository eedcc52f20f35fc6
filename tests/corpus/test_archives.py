"""Archives: sound ones whole; of damaged ones every member that is whole, and a word on each that is not."""

import gzip
import io
import json
import random
import tarfile
import zipfile
import zlib
from collections.abc import Callable

import brotli
import pytest
from fastwarc.warc import ArchiveIterator, WarcRecord, WarcRecordType
from hypothesis import given, settings
from hypothesis import strategies as st

from bilan.corpus.archives import Loss, tars, warcs, zips
from bilan.corpus.archives.limits import LARGEST, MOST_LOSSES, shown
from bilan.corpus.archives.packed import Unpacked
from bilan.corpus.formats import Formats, Item
from bilan.knowledge.files import Shelf
from bilan.model.page import Problem, Received, SetAside

FORMATS = Formats(Shelf())
PAGES = [
    (f"page{number}.html", (f"<!doctype html><html><body><article><h1>Le titre de la page {number}</h1><p>"
     + f"Le ministre a signé jeudi à Hanoï un accord n° {number} sur le riz. " * 5
     + "".join(f"<!-- {random.Random(number).random()} -->" for _ in range(20)) + "</p></article></body></html>").encode())  # noqa: E501
    for number in range(8)
]  # fmt: skip


def zipped(members: list[tuple[str, bytes]] = PAGES) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members:
            archive.writestr(name, data)
    return stream.getvalue()


def tarred(members: list[tuple[str, bytes]] = PAGES, kind: int = tarfile.PAX_FORMAT) -> bytes:
    stream = io.BytesIO()
    with tarfile.open(fileobj=stream, mode="w", format=kind) as archive:
        for name, data in members:
            info = tarfile.TarInfo(name)
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))
    return stream.getvalue()


def record(
    url: str,
    body: bytes,
    *,
    head: str = "Content-Type: text/html; charset=utf-8",
    status: str = "200 OK",
    kind: WarcRecordType = WarcRecordType.response,
) -> bytes:
    made = WarcRecord()
    made.init_headers(record_type=kind)
    made.headers["WARC-Target-URI"] = url
    made.headers["Content-Type"] = "application/http; msgtype=response"
    made.set_bytes_content(f"HTTP/1.1 {status}\r\n{head}\r\n\r\n".encode() + body)
    stream = io.BytesIO()
    made.write(stream)
    return stream.getvalue()


def crawl() -> list[bytes]:
    return [record(f"https://a.example/{name}", data) for name, data in PAGES]


def packed_crawl() -> list[bytes]:
    return [gzip.compress(one) for one in crawl()]


def items(data: bytes, name: str = "x") -> list[Item]:
    return list(FORMATS.documents(name, data))


def names(found: list[Item]) -> list[str]:
    return [item.document.name for item in found if isinstance(item, Received)]


def lost(found: list[Item]) -> list[str]:
    return [item.reason for item in found if isinstance(item, SetAside)]


@pytest.mark.parametrize(
    "data",
    [
        zipped(),
        tarred(),
        tarred(kind=tarfile.GNU_FORMAT),
        tarred(kind=tarfile.USTAR_FORMAT),
        gzip.compress(tarred()),
        gzip.compress(zipped()),
    ],
    ids=["zip", "pax", "gnu", "ustar", "tar.gz", "zip.gz"],
)
def test_sound_archives(data: bytes) -> None:
    found = items(data)
    assert names(found) == [f"x/{name}" for name, _ in PAGES] and not lost(found)


@pytest.mark.parametrize(
    "data",
    [b"".join(crawl()), b"".join(packed_crawl()), gzip.compress(b"".join(crawl()))],
    ids=["plain", "records", "whole"],
)
def test_sound_crawls(data: bytes) -> None:
    found = items(data)
    assert names(found) == [f"https://a.example/{name}" for name, _ in PAGES] and not lost(found)
    assert [one.headers["WARC-Target-URI"] for one in ArchiveIterator(io.BytesIO(data))] == names(found)


@pytest.mark.parametrize("make", [crawl, packed_crawl])
@pytest.mark.parametrize("broken", [0, 3, 7])
def test_a_damaged_record_costs_no_other(make: Callable[[], list[bytes]], broken: int) -> None:
    records = make()
    middle = len(records[broken]) // 2
    at = middle if make is packed_crawl else records[broken].index(b"Content-Length: ") + 16
    records[broken] = records[broken][:at] + b"zzzz" * 4 + records[broken][at + 16 :]
    found = items(b"".join(records))
    assert names(found) == [f"https://a.example/{name}" for number, (name, _) in enumerate(PAGES) if number != broken]
    assert lost(found) == ["damaged"]


@pytest.mark.parametrize("make", [crawl, packed_crawl])
def test_cut_off_within_a_record(make: Callable[[], list[bytes]]) -> None:
    found = items(b"".join(make())[:-60])
    assert len(names(found)) == len(PAGES) - 1 and len(lost(found)) == 1


@pytest.mark.parametrize(
    ("body", "head"),
    [
        (gzip.compress, "Content-Encoding: gzip"),
        (zlib.compress, "Content-Encoding: deflate"),
        (brotli.compress, "Content-Encoding: br"),
        (
            lambda page: (
                b"".join(b"%x\r\n%s\r\n" % (len(part), part) for part in (page[:100], page[100:])) + b"0\r\n\r\n"
            ),
            "Transfer-Encoding: chunked",
        ),
        (lambda page: page, "Transfer-Encoding: chunked\r\nContent-Encoding: gzip"),
        (lambda page: page, "X-Nothing: at all"),
    ],
)
def test_codings_of_the_transfer(body: Callable[[bytes], bytes], head: str) -> None:
    found = items(record("https://a.example/a", body(PAGES[0][1]), head=f"Content-Type: text/html\r\n{head}"))
    assert names(found) == ["https://a.example/a"]


def test_what_is_no_page_of_a_crawl_is_passed_over() -> None:
    page = PAGES[0][1]
    data = b"".join([
        record("https://a.example/i.png", b"\x89PNG", head="Content-Type: image/png"),
        record("https://a.example/s.css", b"p{}", head="Content-Type: text/css"),
        record("https://a.example/gone", page, status="404 Not Found"),
        record("https://a.example/moved", b"", status="301 Moved", head="Location: /x"),
        record("https://a.example/asked", b"", kind=WarcRecordType.request),
        record("https://a.example/a", page),
    ])  # fmt: skip
    assert names(items(data)) == ["https://a.example/a"] and len(items(data)) == 1


def test_bad_codings_are_losses() -> None:
    half = gzip.compress(PAGES[0][1])[:-40]
    bomb = gzip.compress(b"a" * 30_000_000)
    found = items(
        record("https://a.example/a", half, head="Content-Encoding: gzip")
        + record("https://a.example/b", bomb, head="Content-Encoding: gzip")
    )
    assert lost(found) == ["damaged", "enormous"]


def test_a_zip_without_its_table_is_salvaged() -> None:
    found = items(zipped()[:-200])
    assert names(found) == [f"x/{name}" for name, _ in PAGES] and lost(found) == ["damaged"]


@pytest.mark.parametrize("table", [True, False])
def test_a_damaged_member_of_a_zip_is_told(table: bool) -> None:
    data = bytearray(zipped())
    second = data.index(b"PK\x03\x04", 10)
    data[second + 150 : second + 160] = b"\xff" * 10
    found = items(bytes(data) if table else bytes(data[:-200]))
    assert names(found) == [f"x/{name}" for number, (name, _) in enumerate(PAGES) if number != 1]
    assert lost(found) == ["damaged"] * (1 if table else 2)


def test_a_locked_member_is_told() -> None:
    data = zipped().replace(b"PK\x01\x02\x14\x03\x14\x00\x00\x00", b"PK\x01\x02\x14\x03\x14\x00\x01\x00", 1)
    assert lost(items(data)) == ["encrypted"]


def test_a_damaged_header_of_a_tar_costs_one_member() -> None:
    data = bytearray(tarred(kind=tarfile.USTAR_FORMAT))
    second = data.index(b"page1.html")
    data[second : second + 10] = b"\xff" * 10
    found = items(bytes(data))
    assert names(found) == [f"x/{name}" for number, (name, _) in enumerate(PAGES) if number != 1] and lost(found) == [
        "damaged"
    ]


@pytest.mark.parametrize("data", [tarred()[:-12_000], gzip.compress(tarred())[:-300]], ids=["tar", "tar.gz"])
def test_a_tar_cut_off(data: bytes) -> None:
    found = items(data)
    kept = names(found)
    assert (
        0 < len(kept) < len(PAGES) and kept == [f"x/{name}" for name, _ in PAGES[: len(kept)]] and len(lost(found)) == 1
    )


@pytest.mark.parametrize(
    ("name", "clean"),
    [("../../etc/passwd", "etc/passwd"), ("/abs/a.html", "abs/a.html"), ("..\\..\\win\\a.html", "win/a.html"), ("a/./b//c", "a/b/c"),  # noqa: E501
     ("a\n\x1b[31mb", "a\ufffd\ufffd[31mb"), ("\u202egnp.exe", "\ufffdgnp.exe"), ("C:\\x", "C:/x")],
)  # fmt: skip
def test_names_are_only_names(name: str, clean: str, tmp_path: object) -> None:
    assert shown(name) == clean
    for data in (zipped([(name, PAGES[0][1])]), tarred([(name, PAGES[0][1])])):
        assert all(found.startswith("x/") and ".." not in found for found in names(items(data)))


def test_one_archive_within_another_is_opened_and_no_further() -> None:
    inner = zipped(PAGES[:1])
    assert names(items(tarred([("in.zip", inner)]))) == ["x/in.zip/page0.html"]
    assert lost(items(zipped([("a.zip", zipped([("b.zip", inner)]))]))) == ["nested"]
    assert lost(items(gzip.compress(gzip.compress(PAGES[0][1])))) == ["nested"]


def test_a_manifest_in_an_archive_speaks() -> None:
    line = json.dumps({"file": "page0.html", "outlet": "Le Fleuve", "published": "2024-03-01"}).encode()
    pages = [
        item
        for item in items(zipped([*PAGES[:1], ("b.txt", b"Un texte."), ("manifest.jsonl", line + b"\nbroken")]))
        if not isinstance(item, SetAside)
    ]
    assert isinstance(pages[0], Problem)
    assert [(page.document.outlet, page.document.published) for page in pages if isinstance(page, Received)] == [
        ("Le Fleuve", "2024-03-01"),
        (None, None),
    ]


def test_files_that_are_no_pages_are_passed_over() -> None:
    others = [
        ("s.css", b"p{}"),
        ("i.png", b"\x89PNG..."),
        ("__MACOSX/._a.html", PAGES[0][1]),
        (".hidden.html", PAGES[0][1]),
        ("d/", b""),
        ("read.me", b"text"),
    ]
    assert items(zipped(others)) == []


def test_bombs_are_losses() -> None:
    assert lost(items(gzip.compress(b"\0" * 300_000_000))) == ["enormous"]
    assert lost(items(zipped([("a.txt", b"a" * 15_000_000)]))) == ["enormous"]
    assert lost(items(gzip.compress(tarred([("a.html", b"<p>" + b"a" * 15_000_000)])))) == ["enormous"]
    assert lost(items(tarred([("a.txt", b"a " * (LARGEST // 2 + 1)), PAGES[0]]))) == ["enormous"]


def test_a_block_that_is_not_what_its_digest_says_is_damaged() -> None:
    made = WarcRecord()
    made.init_headers(record_type=WarcRecordType.response)
    made.headers["WARC-Target-URI"] = "https://a.example/a"
    made.headers["Content-Type"] = "application/http; msgtype=response"
    made.set_bytes_content(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + PAGES[0][1])
    stream = io.BytesIO()
    made.write(stream, checksum_data=True)
    data = stream.getvalue()
    assert b"WARC-Block-Digest: sha1:" in data and names(items(data)) == ["https://a.example/a"]
    assert lost(items(data.replace(b"riz", b"ble", 1))) == ["damaged"]


def test_losses_without_end_are_counted_up() -> None:
    found = list(warcs.records(io.BytesIO(b"WARC/1.0\r\n\n" * 20_000), "x"))
    assert len(found) == MOST_LOSSES + 1 and all(isinstance(one, Loss) for one in found)


WHOLE = {
    "zip": zipped(PAGES[:3]),
    "tar": tarred(PAGES[:3]),
    "gz": gzip.compress(tarred(PAGES[:3])),
    "warc": b"".join(crawl()[:3]),
    "warc.gz": b"".join(packed_crawl()[:3]),
}


@settings(max_examples=300, deadline=None)
@given(st.sampled_from(sorted(WHOLE)), st.floats(0, 1), st.binary(max_size=30), st.booleans())
def test_any_damage_is_survived_and_told(kind: str, where: float, noise: bytes, cut: bool) -> None:
    data = WHOLE[kind]
    at = int(where * len(data))
    changed = data[:at] + noise + (b"" if cut else data[at + len(noise) :])
    found = items(changed)
    assert all(isinstance(item, Received | SetAside | Problem) for item in found)
    if len(names(found)) < 3 and changed[:300] == data[:300] and kind in ("gz", "zip", "warc.gz"):  # these bear sums
        assert lost(found) or len(changed) < len(data)


@settings(max_examples=200, deadline=None)
@given(
    st.sampled_from([b"PK\x03\x04", b"\x1f\x8b\x08", b"WARC/1.0\r\n", b"%PDF-1.4", b'{"text":', b"<html>", b""]),
    st.binary(max_size=400),
)
def test_any_bytes_are_pages_or_reasons(start: bytes, noise: bytes) -> None:
    assert all(isinstance(item, Received | SetAside) for item in items(start + noise))


@settings(max_examples=100, deadline=None)
@given(st.binary(max_size=3000), st.integers(1, 700))
def test_unpacking_is_that_of_gzip(data: bytes, step: int) -> None:
    packed = gzip.compress(data[:1000]) + gzip.compress(data[1000:])
    stream = Unpacked(io.BytesIO(packed))
    head = stream.head(step)
    pieces = []
    while piece := stream.read(step):
        pieces.append(piece)
    assert b"".join(pieces) == data and data.startswith(head)


def test_streams_of_archives_are_read_alone() -> None:
    assert [one.name for one in zips.members(io.BytesIO(zipped()), "x", 10**6)] == [f"x/{name}" for name, _ in PAGES]
    assert [one.name for one in tars.members(io.BytesIO(tarred()), "x")] == [f"x/{name}" for name, _ in PAGES]
