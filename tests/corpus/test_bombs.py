"""Small files that mean to be large: each at most 2 seconds and 64 MB more."""

import gzip
import io
import os
import resource
import sys
import tarfile
import time
import zipfile
from collections.abc import Callable

import pytest

from bilan.corpus.formats import Formats
from bilan.knowledge.files import Shelf

SECONDS, MEGABYTES = 2.0, 64
START = b"<!doctype html><html><body>"
SPACE = b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def zipped(*members: tuple[str, bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members:
            archive.writestr(name, data)
    return stream.getvalue()


def tarred(name: str, data: bytes) -> bytes:
    stream = io.BytesIO()
    with tarfile.open(fileobj=stream, mode="w") as archive:
        info = tarfile.TarInfo(name)
        info.size = len(data)
        archive.addfile(info, io.BytesIO(data))
    return stream.getvalue()


BOMBS: dict[str, Callable[[], bytes]] = {
    "gzip of zeros": lambda: gzip.compress(b"\0" * 400_000_000),
    "gzip of HTML": lambda: gzip.compress(START + b"<p>a " * 40_000_000),
    "gzip of a tar": lambda: gzip.compress(tarred("a.html", START + b"a " * 60_000_000)),
    "zip of large members": lambda: zipped(*((f"{n}.txt", b"a " * 9_000_000) for n in range(20))),
    "zip of many small members": lambda: zipped(*((f"{n}.html", START + b"<p>a " * 50_000) for n in range(100))),
    "zip without table": lambda: zipped(*((f"{n}.html", START + b"<p>a " * 50_000) for n in range(100)))[:-3000],
    "docx": lambda: zipped(
        (
            "word/document.xml",
            b'<w:document xmlns:w="%s">' % SPACE + b"<w:p><w:r><w:t>a</w:t></w:r></w:p>" * 400_000 + b"</w:document>",
        )
    ),
    "nested tags": lambda: START + b"<div>" * 2_000_000,
    "tags, as many as are read": lambda: START + b"".join(b'<p class="c%d d%d">text' % (n, n) for n in range(39_000)),
    "formatting opened again": lambda: START + b"".join(b"<b a=%d>" % n for n in range(19_000)) + b"<p>x" * 19_000,
    "a million attributes": lambda: START + b"<p " + b" ".join(b"a%d=1" % n for n in range(1_000_000)) + b">text",
    "a million classes": lambda: START + b'<p class="' + b"comment " * 1_000_000 + b'">text',
    "text, as much as is read": lambda: START + b"<p>" + b"Un mot, " * 245_000,
    "references": lambda: START + b"&amp;" * 390_000,
    "a line of 100 MB of HTML": lambda: START + b"a" * 100_000_000,
    "a line of 100 MB of text": lambda: b"a " * 50_000_000,
    "a line of 100 MB of JSON": lambda: (
        b'{"url":"https://a.example","text":"' + b"a " * 50_000_000 + b'"}\n{"text":"hello"}\n'
    ),
    "JSON in JSON": lambda: b'{"url":"u","title":"t","text":' + b"[" * 5_000_000,
    "headers of a crawl": lambda: b"WARC/1.0\r\n" * 1_000_000,
    "line ends in a crawl": lambda: b"WARC/1.0\r\nContent-Length: 0\r\nWARC-Type: request\r\n\r\n" + b"\n" * 20_000_000,
    "headers of zip members": lambda: (b"PK\x03\x04\x14\0\0\0\x08\0" + b"\0" * 20) * 500_000,
    "empty gzip members": lambda: gzip.compress(b"") * 200_000,
    "beginnings of gzip members": lambda: gzip.compress(b"WARC/1.0\r\n") + b"\x1f\x8b\x08" * 2_000_000,
    "parts of a mail": lambda: b'Content-Type: multipart/related; boundary="a"\r\n\r\n' + b"--a\r\n" * 2_000_000,
    "objects of a PDF": lambda: b"%PDF-1.4\n" + b"1 0 obj <<" * 500_000,
}


@pytest.mark.skipif(sys.platform != "linux", reason="memory is measured as Linux counts it")
@pytest.mark.parametrize("name", BOMBS)
def test_a_bomb_costs_little(name: str) -> None:
    data = BOMBS[name]()
    formats = Formats(Shelf())
    seconds, megabytes = measured(lambda: sum(1 for _ in formats.documents("a", data)))
    assert seconds <= SECONDS, f"{seconds:.2f} s"
    assert megabytes <= MEGABYTES, f"{megabytes:.0f} MB"


def measured(work: Callable[[], object]) -> tuple[float, float]:
    """Seconds of computing and megabytes more, in a process of its own: memory only grows."""
    reading, writing = os.pipe()
    child = os.fork()
    if not child:
        before, began = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, time.process_time()
        failed = 1
        try:
            work()
            failed = 0
        finally:
            grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
            os.write(writing, f"{time.process_time() - began} {grown / 1024}".encode())
            os._exit(failed)
    _, status = os.waitpid(child, 0)
    os.close(writing)
    with os.fdopen(reading, "rb") as pipe:
        seconds, megabytes = map(float, pipe.read().split())
    assert status == 0, "the work failed"
    return seconds, megabytes
