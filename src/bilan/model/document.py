"""Pages as received, documents as read: where every offset points.

Offsets are Unicode code points, from 0, end exclusive, into `Document.text` exactly as stored.
"""

import hashlib
from functools import lru_cache

import msgspec


class Zone(msgspec.Struct, frozen=True):
    """A stretch of a document and what it is: one of `vocabulary.ZONES`."""

    start: int
    end: int
    zone: str


class Document(msgspec.Struct, frozen=True, kw_only=True):
    """A page's text and what is known of it from outside (a manifest, an address, HTML metadata).

    What is given here wins over what the reader guesses from the text. `published` is EDTF.
    `zones` is given where the page's structure told them (HTML); else the reader finds them.
    """

    name: str
    text: str
    url: str | None = None
    published: str | None = None
    outlet: str | None = None
    title: str | None = None
    language: str | None = None
    home: str | None = None
    zones: tuple[Zone, ...] | None = None

    @property
    def digest(self) -> str:
        """SHA-256 (hex) of the text in UTF-8: what a statement's anchor is made from."""
        return digest(self.text)


@lru_cache(maxsize=4)
def digest(text: str) -> str:
    """SHA-256 (hex) of `text` in UTF-8; lone surrogates are kept as they are. A page asks for it once a statement."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


class Facts(msgspec.Struct, frozen=True, kw_only=True):
    """What a page says of itself. None where it does not say: nothing is filled in from habit.

    `published` is EDTF; `published_basis` is `manifest`, `stated`, or `inferred: …` with the passage it rests on.
    `source` is the paper or agency that the article was taken from. `home` is the ISO 3166-1 alpha-2 code of the
    country that the writer calls "our country". `language` is ISO 639-1.
    """

    title: str | None = None
    published: str | None = None
    published_basis: str | None = None
    outlet: str | None = None
    source: str | None = None
    authors: tuple[str, ...] = ()
    language: str | None = None
    home: str | None = None
