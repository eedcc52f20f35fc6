"""JSON lines as crawlers write them: one object a page, with its text or its HTML and what is known of it."""

import datetime
import email.utils
import io
import re
from collections.abc import Iterator
from itertools import chain
from typing import Any, BinaryIO

import msgspec

from bilan.corpus.archives.limits import read_at_most
from bilan.corpus.decode import Unfit
from bilan.corpus.html.metadata import day_of
from bilan.knowledge.html import ExportKeys

LONGEST = 12_000_000
"""Bytes of a line; a longer one is passed over without being held."""
_EMPTY = b"\xef\xbb\xbf \t\r\n\0"
_LOOKED = 8192
_KEY = re.compile(r'"([^"\\\n]{1,40})"\s{0,9}:')
_NESTED = ("article", "data", "item", "page", "doc", "document")
"""Keys of an object inside the object, in which exports may put the page."""


class Entry(msgspec.Struct, frozen=True, kw_only=True):
    """What a line says: either `text` or `html` is there."""

    text: str | None = None
    html: str | None = None
    url: str | None = None
    title: str | None = None
    published: str | None = None
    outlet: str | None = None
    language: str | None = None


def lines(stream: BinaryIO) -> Iterator[tuple[int, bytes | None]]:
    """`(number, object)` of each line that is not empty, from 1; None for one longer than LONGEST.

    A file that is one object over many lines, or a list of them, as some exports are, gives these.
    """
    first = stream.readline(LONGEST + 1)
    if len(first) <= LONGEST and first.strip(_EMPTY) and not _parses(first):
        begun = first + read_at_most(stream, LONGEST + 1 - len(first))
        elements = _elements(begun) if len(begun) <= LONGEST else None
        if elements is not None:
            yield from enumerate(elements, start=1)
            return
        yield from _lines(chain(_split(begun), iter(lambda: stream.readline(LONGEST + 1), b"")))
    else:
        yield from _lines(chain([first], iter(lambda: stream.readline(LONGEST + 1), b"")))


def _lines(pieces: Iterator[bytes]) -> Iterator[tuple[int, bytes | None]]:
    """Lines from pieces that each end with a line, or go on in the next."""
    number, held, size = 0, b"", 0
    for piece in pieces:
        size += len(piece)
        held = held + piece if size <= LONGEST else b""
        if not piece.endswith(b"\n"):
            continue
        number += 1
        if size > LONGEST or held.strip(_EMPTY):
            yield number, held if size <= LONGEST else None
        held, size = b"", 0
    if size > LONGEST or held.strip(_EMPTY):
        yield number + 1, held if size <= LONGEST else None


def _split(data: bytes) -> Iterator[bytes]:
    return iter(data.splitlines(keepends=True)) if b"\r" not in data else iter(io.BytesIO(data).readlines())


def _parses(line: bytes) -> bool:
    try:
        return isinstance(msgspec.json.decode(line.strip(_EMPTY)), dict)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return False


def _elements(data: bytes) -> list[bytes] | None:
    """The objects of a file that is one object, or a list; None where it is neither."""
    try:
        whole = msgspec.json.decode(data.strip(_EMPTY))
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return None
    things = whole if isinstance(whole, list) else [whole]
    return (
        [msgspec.json.encode(thing) for thing in things] if all(isinstance(thing, dict) for thing in things) else None
    )


class EntryReader:
    """Built once from knowledge."""

    def __init__(self, keys: ExportKeys) -> None:
        self._keys = keys
        self._decoder = msgspec.json.Decoder()

    def read(self, line: bytes) -> Entry:
        """What the line says. Raises Unfit: `damaged` where it is no JSON object, `no_text` where it has neither
        text nor HTML."""
        try:
            thing = self._decoder.decode(line.strip(_EMPTY))
        except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
            raise Unfit("damaged", "JSON") from error
        if not isinstance(thing, dict):
            raise Unfit("damaged", "JSON")
        entry = self._entry(thing)
        for key in _NESTED:
            if entry is None and isinstance(thing.get(key), dict):
                entry = self._entry({**thing, **thing[key]})
        if entry is None:
            raise Unfit("no_text", "JSON")
        return entry

    def holds(self, line: bytes) -> bool:
        """Whether a line is an object with a page in it: what tells JSON lines of pages from any other."""
        try:
            self.read(line)
        except Unfit:
            return False
        return True

    def named(self, head: bytes) -> bool:
        """Whether the beginning of JSON names fields of a page: a text or HTML, and an address, title or day."""
        keys = self._keys
        found = {key for key in _KEY.findall(head[:_LOOKED].decode("utf-8", "replace"))}
        told = {*keys.address, *keys.title, *keys.published} & found
        return bool({*keys.text, *keys.html} & found and told) or len(told) > 2

    def _entry(self, thing: dict[str, Any]) -> Entry | None:
        keys = self._keys
        text, html = _first(thing, keys.text), _first(thing, keys.html)
        if text is None and html is None:
            return None
        return Entry(
            text=text,
            html=html,
            url=_http(_first(thing, keys.address)),
            title=_line(_first(thing, keys.title)),
            published=next((day for key in keys.published if (day := day_told(thing.get(key))) is not None), None),
            outlet=_line(_first(thing, keys.outlet)),
            language=_language(_first(thing, keys.language)),
        )


def day_told(value: object) -> str | None:
    """The day of a date as exports write them: ISO 8601, that of a mail, or seconds since 1970; None for anything
    else."""
    if isinstance(value, int | float) and not isinstance(value, bool):
        seconds = value / 1000 if value > 1e11 else value
        if 0 < seconds < 4e9:
            return (datetime.datetime(1970, 1, 1) + datetime.timedelta(seconds=seconds)).date().isoformat()
        return None
    if not isinstance(value, str):
        return None
    day = day_of(value[:40])
    if day is not None:
        return day
    try:
        return email.utils.parsedate_to_datetime(value[:60]).date().isoformat()
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def _first(thing: dict[str, Any], keys: tuple[str, ...]) -> str | None:
    for key in keys:
        value = thing.get(key)
        if isinstance(value, dict):
            value = value.get("name")
        if isinstance(value, str) and value.strip():
            return value
    return None


def _line(text: str | None) -> str | None:
    return " ".join(text[:1000].split()) if text else None


def _http(address: str | None) -> str | None:
    return (
        address.strip()
        if address and address.strip().startswith(("http://", "https://")) and len(address) < 4000
        else None
    )


def _language(code: str | None) -> str | None:
    short = (code or "").strip().lower()[:2]
    return short if len(short) == 2 and short.isalpha() and short.isascii() else None
