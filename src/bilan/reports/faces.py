"""Lines as plain text and as Markdown: the same words, other marks around them."""

import re
from collections.abc import Iterable, Iterator
from typing import Literal, Protocol

from bilan.reports.lines import Line, Quote
from bilan.reports.texts import Texts

Markup = Literal["text", "markdown"]
_SPECIAL = re.compile(r"([\\`*_\[\]<>|~#&])")


class Face(Protocol):
    """How headings, lines and quotes are written."""

    def title(self, text: str) -> Iterator[str]: ...
    def section(self, text: str) -> Iterator[str]: ...
    def group(self, text: str) -> Iterator[str]: ...
    def paragraph(self, text: str) -> Iterator[str]: ...
    def item(self, segments: Iterable[str]) -> Iterator[str]: ...
    def detail(self, text: str) -> Iterator[str]: ...
    def quote(self, quote: Quote) -> Iterator[str]: ...


class TextFace:
    """For a terminal or a file: sections in capitals, lines indented by two, what belongs to a line by four."""

    def __init__(self, texts: Texts) -> None:
        self._texts = texts

    def title(self, text: str) -> Iterator[str]:
        yield text

    def section(self, text: str) -> Iterator[str]:
        yield from ("", text.upper(), "")

    def group(self, text: str) -> Iterator[str]:
        yield text

    def paragraph(self, text: str) -> Iterator[str]:
        yield text

    def item(self, segments: Iterable[str]) -> Iterator[str]:
        yield "  " + " · ".join(segments)

    def detail(self, text: str) -> Iterator[str]:
        yield f"    {text}"

    def quote(self, quote: Quote) -> Iterator[str]:
        yield f"    {self._texts.quoted(quote.words)}  {source(quote)}"


class MarkdownFace:
    """For a document: headings, list items, quotes; every character that Markdown would read is escaped."""

    def __init__(self, texts: Texts) -> None:
        self._texts = texts

    def title(self, text: str) -> Iterator[str]:
        yield from (f"# {escaped(text)}", "")

    def section(self, text: str) -> Iterator[str]:
        yield from ("", f"## {escaped(text)}", "")

    def group(self, text: str) -> Iterator[str]:
        yield from ("", f"### {escaped(text)}", "")

    def paragraph(self, text: str) -> Iterator[str]:
        yield from (escaped(text), "")

    def item(self, segments: Iterable[str]) -> Iterator[str]:
        first, *rest = map(escaped, segments)
        yield "- " + " · ".join([f"**{first}**", *rest])

    def detail(self, text: str) -> Iterator[str]:
        yield f"  - {escaped(text)}"

    def quote(self, quote: Quote) -> Iterator[str]:
        yield f"  - {escaped(self._texts.quoted(quote.words))} — {escaped(source(quote))}"


def face(markup: Markup, texts: Texts) -> Face:
    """The face of that name."""
    return MarkdownFace(texts) if markup == "markdown" else TextFace(texts)


def line(shown: Line, face: Face, *, proof: bool = True) -> Iterator[str]:
    """A line; with its details and its quote if `proof`."""
    yield from face.item(shown.segments)
    if proof:
        for detail in shown.details:
            yield from face.detail(detail)
        if shown.quote is not None:
            yield from face.quote(shown.quote)


def source(quote: Quote) -> str:
    """Where a passage stands: document and day."""
    return f"{quote.document}, {quote.day}" if not quote.day.startswith("(") else f"{quote.document} {quote.day}"


def escaped(text: str) -> str:
    """`text` so that Markdown shows it as it is."""
    return _SPECIAL.sub(r"\\\1", text)
