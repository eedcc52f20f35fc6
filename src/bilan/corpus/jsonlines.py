"""JSON lines as crawlers write them: one object a page, with its text or its HTML and what is known of it."""

import datetime
import email.utils
import re
from collections.abc import Iterator
from typing import Any, BinaryIO

import msgspec

from bilan.corpus.decode import Unfit
from bilan.corpus.html.metadata import day_of
from bilan.knowledge.html import ExportKeys

LONGEST = 12_000_000
"""Bytes of a line; a longer one is passed over without being held."""
_CHUNK = 65_536
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
    """`(number, line)` of each line that is not empty, from 1; None for one longer than LONGEST."""
    number = 0
    while line := stream.readline(LONGEST + 1):
        number += 1
        if len(line) > LONGEST and not line.endswith(b"\n"):
            while line and not line.endswith(b"\n"):
                line = stream.readline(_CHUNK)
            yield number, None
        elif line.strip(b"\xef\xbb\xbf \t\r\n\0"):
            yield number, line


class EntryReader:
    """Built once from knowledge."""

    def __init__(self, keys: ExportKeys) -> None:
        self._keys = keys
        self._decoder = msgspec.json.Decoder()

    def read(self, line: bytes) -> Entry:
        """What the line says. Raises Unfit: `damaged` where it is no JSON object, `no_text` where it has neither text nor HTML."""
        try:
            thing = self._decoder.decode(line.strip(b"\xef\xbb\xbf \t\r\n\0"))
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
    """The day of a date as exports write them: ISO 8601, that of a mail, or seconds since 1970; None for anything else."""
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
    return address.strip() if address and address.strip().startswith(("http://", "https://")) and len(address) < 4000 else None


def _language(code: str | None) -> str | None:
    short = (code or "").strip().lower()[:2]
    return short if len(short) == 2 and short.isalpha() and short.isascii() else None
