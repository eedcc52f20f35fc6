"""An HTML page → a document: its text line by line, the zones that its structure tells, and what it says of itself."""

from bilan.corpus.decode import Decoder, Unfit
from bilan.corpus.html import charset
from bilan.corpus.html.facts import agreed
from bilan.corpus.html.hints import Hints
from bilan.corpus.html.layout import Layout
from bilan.corpus.html.metadata import MetadataReader
from bilan.corpus.html.phrases import Phrases
from bilan.corpus.html.tokens import tokens
from bilan.corpus.html.tree import build
from bilan.corpus.html.zoning import Zoning
from bilan.knowledge import encodings, html, zones
from bilan.knowledge.files import Shelf
from bilan.model.document import Document, Zone

LARGEST = 12_000_000
"""Bytes of one page. The largest news pages have five million, most of it scripts."""


class HtmlReader:
    """Built once from knowledge; `document` takes time linear in the page, and memory of some times its size."""

    def __init__(self, shelf: Shelf, language: str = "fr") -> None:
        words = html.load(shelf)
        self._decoder = Decoder(encodings.load(shelf))
        self._hints = Hints(words)
        self._metadata = MetadataReader(words)
        self._phrases = Phrases(zones.load(shelf, language))

    def document(self, name: str, data: bytes, *, url: str | None = None, encoding: str | None = None) -> Document:
        """The page as a document; `encoding` as told from outside. Raises Unfit as for text, and with `enormous`."""
        if len(data) > LARGEST:
            raise Unfit("enormous", f"> {LARGEST // 1_000_000} MB")
        if not data.strip(b"\0 \t\r\n"):
            raise Unfit("empty")
        return self.of_text(name, charset.decode(data, self._decoder, encoding), url=url)

    def of_text(self, name: str, markup: str, *, url: str | None = None) -> Document:
        """The page as a document, from its characters."""
        page = build(tokens(markup))
        if not any(map(str.isalpha, "".join(block.text[:200] for block in page.blocks))):
            raise Unfit("no_text")
        layout = Layout(page, self._metadata.read(page, url), self._hints)
        text, found = _laid_out(Zoning(layout, self._phrases))
        told = found if layout.told else None
        return agreed(Document(name=name, text=text, url=layout.said.address, zones=told), layout)


def _laid_out(zoning: Zoning) -> tuple[str, tuple[Zone, ...]]:
    """The lines as one text, and the zones of all that is not white space."""
    pieces: list[str] = []
    zones: list[Zone] = []
    at = 0
    for stretches in zoning.runs():
        for text, zone in stretches:
            bare = text.strip()
            if bare:
                start = at + len(text) - len(text.lstrip())
                _add(zones, Zone(start, start + len(bare), zone))
            pieces.append(text)
            at += len(text)
        pieces.append("\n")
        at += 1
    return "".join(pieces[:-1]), tuple(zones)


def _add(zones: list[Zone], zone: Zone) -> None:
    if zones and zones[-1].zone == zone.zone:
        zone = Zone(zones.pop().start, zone.end, zone.zone)
    zones.append(zone)
