"""WARC: the pages of a crawl, one by one. Own reading: of a damaged file every record that is whole must come out,
and what is
lost be told; fastwarc, which the tests compare with, stops at the first damage. The cost is small beside that of the
pages.
"""

import base64
import hashlib
import re
import zlib
from collections.abc import Iterator
from typing import BinaryIO

import brotli  # type: ignore[import-untyped]
import msgspec

from bilan.corpus.archives.limits import LARGEST, MOST_LOSSES, Bomb, Loss, grown, read_at_most
from bilan.corpus.archives.packed import Damaged, Unpacked

_LINE = 65_536  # bytes of a header line
_HEADERS = 400  # lines of a header
_CHUNK = 1 << 16
_LINE_ENDS = re.compile(rb"[\r\n]*")
_VERSION = re.compile(rb"WARC/\d\.\d\s*\Z")
_TYPES = frozenset("warcinfo response resource request metadata revisit conversion continuation".split())  # noqa: SIM905
_PAGES = (
    "text/",
    "application/xhtml",
    "application/pdf",
    "application/json",
    "multipart/related",
    "application/vnd.openxmlformats-officedocument.word",
)
_NO_PAGES = ("text/css", "text/javascript", "text/xml", "text/vtt", "text/dns", "text/calendar", "text/x-")


class Record(msgspec.Struct, frozen=True, kw_only=True):
    """A page as it was fetched: its address, its bytes with every coding of the transfer undone, and the encoding
    said."""

    url: str
    data: bytes
    encoding: str | None = None
    plain: bool = False


class _Header(msgspec.Struct, frozen=True):
    fields: dict[str, str]
    length: int


def records(stream: BinaryIO, name: str) -> Iterator[Record | Loss]:
    """Every page of the crawl `name`, or why not; requests, pictures and answers without a page are passed over."""
    reader = _Reader(stream, name)
    losses = 0
    while losses < MOST_LOSSES:
        try:
            item = reader.next()
        except (Damaged, Bomb) as found:
            losses += 1
            yield reader.loss("damaged" if isinstance(found, Damaged) else "enormous")
            if not reader.resume():
                return
            continue
        if item is None:
            return
        if item is not _PASSED:
            yield item
    yield Loss(name, "damaged", "WARC")


_PASSED = Loss("", "")


class _Reader:
    def __init__(self, stream: BinaryIO, name: str) -> None:
        self._packed = stream if isinstance(stream, Unpacked) else None
        self._stream = _Lined(stream)
        self._name = name
        self._number = 0
        self._url, self._begun = "", False

    def loss(self, reason: str) -> Loss:
        """What is lost where reading stopped: the address, if it was read already."""
        return Loss(self._url or f"{self._name}/{self._number + (not self._begun)}", reason, "WARC")

    def resume(self) -> bool:
        """Goes on at the next record that can be found."""
        self._url = ""
        if self._packed is not None:
            self._stream.forget()
            return self._packed.resume()
        return self._stream.find(b"WARC/")

    def next(self) -> Record | Loss | None:
        """The next record; None at the end. Raises Damaged where it is none."""
        self._url, self._begun = "", False
        self._stream.pass_blank()
        line = self._stream.line()
        if not line:
            return None
        self._number += 1
        self._begun = True
        if not _VERSION.match(line):
            raise Damaged
        header = self._header()
        self._url = header.fields.get("warc-target-uri", "").strip("<> ")
        return self._block(header)

    def _header(self) -> _Header:
        fields = self._fields()
        length = fields.get("content-length", "")
        if not length.isdigit() or len(length) > 15:
            raise Damaged
        return _Header(fields, int(length))

    def _fields(self) -> dict[str, str]:
        fields: dict[str, str] = {}
        for _ in range(_HEADERS):
            line = self._stream.line()
            if line in (b"\r\n", b"\n"):
                return fields
            name, colon, value = line.partition(b":")
            if not line or not colon:
                raise Damaged
            fields[name.strip().decode("utf-8", "replace").lower()] = value.strip().decode("utf-8", "replace")
        raise Damaged

    def _block(self, header: _Header) -> Record | Loss:
        kind = header.fields.get("warc-type", "").lower()
        if kind not in _TYPES:
            raise Damaged
        if kind not in ("response", "resource", "conversion") or not self._url.startswith(
            ("http://", "https://", "file:")
        ):
            self._stream.skip(header.length)
            return _PASSED
        if header.length > LARGEST:
            self._stream.skip(header.length)
            return Loss(self._url, "enormous", f"> {LARGEST // 1_000_000} MB") if self._maybe_page(header) else _PASSED
        data = self._stream.read(header.length)
        if len(data) < header.length:
            return Loss(self._url, "truncated", "WARC")
        if not _as_said(data, header.fields.get("warc-block-digest", "")):
            return Loss(self._url, "damaged", "WARC")
        if kind == "response" and header.fields.get("content-type", "").lower().startswith("application/http"):
            return _answer(self._url, data)
        return _typed(self._url, header.fields.get("content-type", ""), data, plain=kind == "conversion")

    @staticmethod
    def _maybe_page(header: _Header) -> bool:
        said = header.fields.get("warc-identified-payload-type", "text/html").lower()
        return said.startswith(_PAGES) and not said.startswith(_NO_PAGES)


def _as_said(data: bytes, digest: str) -> bool:
    """Whether a block has the digest said of it; one in a way that is not known here says nothing."""
    name, _, said = digest.strip().partition(":")
    if name.lower() not in ("sha1", "sha256", "md5") or not said:
        return True
    own = hashlib.new(name.lower(), data, usedforsecurity=False).digest()
    return said.lower() in (
        own.hex(),
        base64.b32encode(own).decode().lower(),
        base64.b32encode(own).decode().lower().rstrip("="),
    )


def _answer(url: str, data: bytes) -> Record | Loss:
    """The page of an HTTP answer."""
    head, blank, body = data.partition(b"\r\n\r\n")
    if not blank:
        head, blank, body = data.partition(b"\n\n")
    status, *lines = head.decode("latin-1").splitlines() or [""]
    fields = {
        name.strip().lower(): value.strip() for name, _, value in (line.partition(":") for line in lines[:_HEADERS])
    }
    if not re.match(r"HTTP/\d(?:\.\d)? 20[03]", status):
        return _PASSED
    said = fields.get("content-type", "")
    if said and not _is_page(said):
        return _PASSED
    try:
        if "chunked" in fields.get("transfer-encoding", "").lower():
            body = _dechunked(body)
        for coding in reversed(fields.get("content-encoding", "").lower().split(",")[:3]):
            body = _uncoded(body, coding.strip())
    except Bomb:
        return Loss(url, "enormous", "HTTP")
    except (zlib.error, brotli.error, ValueError):
        return Loss(url, "damaged", "HTTP")
    return _typed(url, said, body)


def _is_page(said: str) -> bool:
    kind = said.lower().lstrip()
    return kind.startswith(_PAGES) and not kind.startswith(_NO_PAGES)


def _typed(url: str, said: str, data: bytes, *, plain: bool = False) -> Record | Loss:
    if said and not _is_page(said):
        return _PASSED
    match = re.search(r"charset\s{0,3}=\s{0,3}[\"']?([\w:.+-]{2,40})", said, re.I)
    return Record(
        url=url, data=data, encoding=match[1] if match else None, plain=plain or said.lower().startswith("text/plain")
    )


def _dechunked(body: bytes) -> bytes:
    """A chunked body as one; one that is not chunked after all, as many crawlers store it, as it is."""
    pieces: list[bytes] = []
    at = 0
    while True:
        end = body.find(b"\n", at, at + 40)
        size = body[at:end].split(b";")[0].strip() if end >= 0 else b""
        if not re.fullmatch(rb"[0-9A-Fa-f]{1,8}", size):
            if not pieces:
                return body
            raise ValueError("chunk")
        length = int(size, 16)
        if length == 0:
            return b"".join(pieces)
        pieces.append(body[end + 1 : end + 1 + length])
        if len(pieces[-1]) < length:
            raise ValueError("chunk")
        at = end + 1 + length
        at += 2 if body[at : at + 2] == b"\r\n" else 1


def _uncoded(body: bytes, coding: str) -> bytes:
    if coding in ("gzip", "x-gzip", "deflate"):
        if coding != "deflate" and not body.startswith(b"\x1f\x8b"):
            return body  # undone by the crawler, its header left
        unpack = zlib.decompressobj(47 if coding != "deflate" or body[:1] == b"\x78" else -15)
        found = unpack.decompress(body, LARGEST + 1)
        return _limited(body, found, unpack.eof)
    if coding == "br":
        decoder = brotli.Decompressor()
        found = decoder.process(body, output_buffer_limit=LARGEST + 1)
        return _limited(body, found, decoder.is_finished())
    return body


def _limited(body: bytes, found: bytes, ended: bool) -> bytes:
    if len(found) > LARGEST or grown(len(body), len(found)):
        raise Bomb
    if not ended:
        raise ValueError("coding")
    return found


class _Lined:
    """Lines and lengths of a stream, read in pieces; `_at` is how far the piece held was given out."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self.forget()

    def forget(self) -> None:
        """Drops what was read ahead."""
        self._held, self._at = b"", 0

    def _more(self) -> bool:
        piece = self._stream.read(_CHUNK)
        self._held, self._at = self._held[self._at :] + piece, 0
        return bool(piece)

    def line(self) -> bytes:
        """Up to and with the next line feed; what there is at the end. Raises Damaged for a line longer than any
        header."""
        while True:
            end = self._held.find(b"\n", self._at)
            if end >= 0:
                line = self._held[self._at : end + 1]
                self._at = end + 1
                return line
            if len(self._held) - self._at > _LINE:
                raise Damaged
            if not self._more():
                return self._rest()

    def pass_blank(self) -> None:
        """Passes over line ends."""
        while True:
            blank = _LINE_ENDS.match(self._held, self._at)
            self._at = blank.end() if blank else self._at
            if self._at < len(self._held) or not self._more():
                return

    def _rest(self) -> bytes:
        rest = self._held[self._at :]
        self.forget()
        return rest

    def read(self, size: int) -> bytes:
        """`size` bytes, fewer at the end."""
        found = self._held[self._at : self._at + size]
        self._at += len(found)
        return found + read_at_most(self._stream, size - len(found)) if len(found) < size else found

    def skip(self, size: int) -> None:
        """Passes over `size` bytes without holding them."""
        passed = min(size, len(self._held) - self._at)
        self._at += passed
        size -= passed
        while size > 0 and (piece := self._stream.read(min(size, 1 << 20))):
            size -= len(piece)

    def find(self, mark: bytes) -> bool:
        """Goes to the next line that begins with `mark`; False at the end."""
        while True:
            at = self._held.find(b"\n" + mark, self._at)
            if at >= 0:
                self._at = at + 1
                return True
            self._at = max(self._at, len(self._held) - len(mark))
            if not self._more():
                self.forget()
                return False
