"""What a file is, by its content."""

import gzip
import io
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bilan.corpus import sniff


def empty_zip() -> bytes:
    stream = io.BytesIO()
    zipfile.ZipFile(stream, "w").close()
    return stream.getvalue()


@pytest.mark.parametrize(
    ("head", "kind"),
    [
        (b"<!DOCTYPE html><p>", "html"), (b"\xef\xbb\xbf \n<HTML lang=fr>", "html"), (b"<?xml version='1.0'?>\n<!DOCTYPE html PUBLIC>", "html"),  # noqa: E501
        (b"<!-- saved from url -->\n<html>", "html"), ("<html><p>é".encode("utf-16"), "html"), ("<html><p>".encode("utf-16-be"), "html"),  # noqa: E501
        (b"<div class=x>", "html"), (b"<?xml version='1.0'?><rss>", "text"), (b"<b>bold</b> said", "text"), (b"3 < 4", "text"), (b"", "text"),  # noqa: E501
        (b"%PDF-1.7", "pdf"), (b"\n\n%PDF-1.7", "pdf"), (gzip.compress(b"x", mtime=0), "gzip"), (empty_zip(), "zip"), (b"PK\x03\x04", "zip"),  # noqa: E501
        (b"WARC/1.1\r\nWARC-Type: x", "warc"), (b"\r\nWARC/1.0\r\n", "warc"), (b"x" * 257 + b"ustar\0" + b"0" * 249, "tar"),  # noqa: E501
        (b'{"url": "https://a.example"}', "jsonl"), (b'[\n {"url": 1}]', "jsonl"), (b"{not json}", "text"),
        (b"From: x\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=a\r\n\r\n--a", "mhtml"),
        (b"Subject: x\r\nContent-Type: text/plain\r\n\r\nhello", "text"),
        (b"\x89PNG\r\n", "other"), (b"\xff\xd8\xff\xe0", "other"), (b"BZh91AY", "other"), (b"Bamako, le 3 mai : accord", "text"),  # noqa: E501
    ],
)  # fmt: skip
def test_kinds(head: bytes, kind: str) -> None:
    assert sniff.kind(head) == kind


@given(st.binary(max_size=1000))
def test_any_bytes_are_something(head: bytes) -> None:
    assert sniff.kind(head)
