"""Whatever is given → pages, told apart by content: text, HTML, MHTML, PDF, DOCX, gzip, WARC, zip, tar, JSON lines.

A file of one page gives one item; an archive one for each page in it, or for each loss. Archives within archives are
opened once more. What is no page at all (pictures, styles, requests of a crawl) is no item.
"""

import io
from collections.abc import Iterator
from pathlib import Path
from typing import IO, BinaryIO

import msgspec

from bilan.corpus import docx, jsonlines, manifest, mhtml, pdf, sniff
from bilan.corpus.archives import Loss, Member, tars, warcs, zips
from bilan.corpus.archives.limits import DEEPEST, LARGEST, Bomb, printable, read_at_most
from bilan.corpus.archives.packed import Damaged, Unpacked
from bilan.corpus.decode import Decoder, Unfit
from bilan.corpus.html import HtmlReader
from bilan.knowledge import encodings, html
from bilan.knowledge.files import Shelf
from bilan.model.document import Document
from bilan.model.page import Problem, Received, SetAside

Item = Received | SetAside | Problem
_GIVEN = ("url", "published", "outlet", "title", "language", "home")


class Source(msgspec.Struct, frozen=True, kw_only=True):
    """Where bytes come from: the name that the document bears, the path for messages, what a manifest says, how deep
    in archives."""

    name: str
    path: str
    said: manifest.Line | None = None
    depth: int = 0

    def within(self, name: str, said: manifest.Line | None = None) -> "Source":
        """A member of this."""
        return Source(name=name, path=self.message(name), said=said, depth=self.depth + 1)

    def message(self, name: str) -> str:
        """The path of a member, for messages."""
        below = name.removeprefix(self.name)
        return f"{self.path}{below}" if below != name else f"{self.path}: {name}"


class Formats:
    """Built once from knowledge; everything else is done per file, in memory that does not grow with an archive's
    size."""

    def __init__(self, shelf: Shelf, language: str = "fr") -> None:
        self._decoder = Decoder(encodings.load(shelf))
        self._html = HtmlReader(shelf, language)
        self._entries = jsonlines.EntryReader(html.load(shelf).export)

    def documents(
        self, name: str, data: bytes, *, path: str | None = None, said: manifest.Line | None = None
    ) -> Iterator[Item]:
        """The pages in `data`; `name` is that of the document, or what those of an archive begin with."""
        yield from self.of_stream(name, io.BytesIO(data), path=path, said=said)

    def of_file(
        self, name: str, file: Path, *, path: str | None = None, said: manifest.Line | None = None, alone: bool = True
    ) -> Iterator[Item]:
        """The pages in a file, read as a stream; one that is not `alone` gives none where it is no page.

        Raises OSError where it cannot be read.
        """
        with file.open("rb") as stream:
            if alone or self.is_page(name, stream.peek(sniff.HEAD)[: sniff.HEAD]):
                yield from self.of_stream(name, stream, path=path or str(file), said=said)

    def of_stream(
        self, name: str, stream: BinaryIO, *, path: str | None = None, said: manifest.Line | None = None
    ) -> Iterator[Item]:
        """The pages in a stream that can be sought in."""
        yield from self._pages(Source(name=name, path=path or name, said=said), stream)

    def is_page(self, name: str, head: bytes) -> bool:
        """Whether a file found among others, beginning with `head` (`sniff.HEAD` bytes), is a page or holds pages.

        Plain text must be called `.txt`; the rest shows itself, JSON lines by the fields of their first line.
        """
        found = sniff.kind(head)
        if found == "jsonl":
            return name.lower().endswith(".txt") or self._is_export(head)
        return found not in ("text", "other") or name.lower().endswith(".txt")

    # one file

    def _pages(self, source: Source, stream: BinaryIO) -> Iterator[Item]:
        try:
            yield from self._of_kind(source, stream)
        except Unfit as unfit:
            yield SetAside(source.path, unfit.reason, unfit.detail)
        except Damaged:
            yield SetAside(source.path, "damaged", "gzip")
        except Bomb:
            yield SetAside(source.path, "enormous", "gzip")

    def _of_kind(self, source: Source, stream: BinaryIO) -> Iterator[Item]:
        start = stream.tell()
        head = stream.read(sniff.HEAD)
        stream.seek(start)
        kind = sniff.kind(head)
        if kind == "gzip":
            yield from self._unpacked(source, stream)
        elif kind == "zip":
            yield from self._zip(source, stream)
        else:
            yield from self._flat(source, stream, kind, head)

    def _unpacked(self, source: Source, stream: BinaryIO) -> Iterator[Item]:
        """A gzip file: an archive or a page within."""
        unpacked = Unpacked(stream)
        head = unpacked.head(sniff.HEAD)
        while not head and unpacked.broken:
            yield SetAside(source.path, "damaged", "gzip")
            if not unpacked.resume():
                return
            head = unpacked.head(sniff.HEAD)
        kind = sniff.kind(head)
        if kind == "gzip":
            raise Unfit("nested", "gzip")
        if kind == "zip":
            yield from self._zip(source, io.BytesIO(_whole(unpacked)))  # type: ignore[arg-type]
        else:
            yield from self._flat(source, unpacked, kind, head)  # type: ignore[arg-type]

    def _flat(self, source: Source, stream: BinaryIO, kind: str, head: bytes) -> Iterator[Item]:
        """What is read from front to back."""
        if kind in ("warc", "tar") and source.depth > DEEPEST:
            raise Unfit("nested", kind)
        if kind == "warc":
            yield from self._crawl(source, stream)
        elif kind == "tar":
            yield from self._members(source, tars.members(stream, source.name))
        elif kind == "jsonl" and self._is_export(head):
            yield from self._lines(source, stream)
        else:
            yield self._page(source, kind, _whole(stream))

    def _page(
        self, source: Source, kind: str, data: bytes, *, url: str | None = None, encoding: str | None = None
    ) -> Item:
        try:
            document = self._document(source.name, kind, data, url, encoding)
        except Unfit as unfit:
            return SetAside(source.path, unfit.reason, unfit.detail)
        return _received(document, source)

    def _document(self, name: str, kind: str, data: bytes, url: str | None, encoding: str | None) -> Document:
        if kind == "html":
            return self._html.document(name, data, url=url, encoding=encoding)
        if kind == "mhtml":
            part = mhtml.page(data)
            return self._html.document(name, part.data, url=part.url or url, encoding=part.encoding)
        if kind == "pdf":
            return Document(name=name, text=pdf.text(data), url=url)
        if kind == "docx":
            return Document(name=name, text=docx.text(data), url=url)
        if kind == "other":
            raise Unfit("binary")
        return Document(name=name, text=self._decoder.decode(data), url=url)

    # archives

    def _zip(self, source: Source, stream: BinaryIO) -> Iterator[Item]:
        archive = zips.opened(stream)
        if archive is not None and docx.is_docx(archive):
            stream.seek(0)
            yield self._page(source, "docx", _whole(stream))
            return
        if source.depth > DEEPEST:
            raise Unfit("nested", "zip")
        size = stream.seek(0, io.SEEK_END)
        stream.seek(0)
        yield from self._members(source, zips.members(stream, source.name, size))

    def _members(self, source: Source, members: Iterator[Member | Loss]) -> Iterator[Item]:
        manifests: dict[str, manifest.Manifest] = {}
        for member in members:
            if isinstance(member, Loss):
                yield SetAside(source.message(member.name), member.reason, member.detail)
                continue
            folder, _, last = member.name.rpartition("/")
            if last == manifest.NAME:
                manifests[f"{folder}/"] = manifest.parse(member.data, source.message(member.name))
                yield from manifests[f"{folder}/"].problems
            elif self.is_page(member.name, member.data[: sniff.HEAD]):
                yield from self._pages(
                    source.within(member.name, _said(member.name, manifests)), io.BytesIO(member.data)
                )

    def _crawl(self, source: Source, stream: BinaryIO) -> Iterator[Item]:
        for record in warcs.records(stream, source.name):
            if isinstance(record, Loss):
                yield SetAside(source.message(printable(record.name)), record.reason, record.detail)
                continue
            kind: str = "text" if record.plain else sniff.kind(record.data[: sniff.HEAD])
            if kind == "zip":
                kind = "docx"
            elif kind == "text" and not record.plain:
                kind = "html"
            yield self._page(
                source.within(printable(record.url)), kind, record.data, url=record.url, encoding=record.encoding
            )

    def _is_export(self, head: bytes) -> bool:
        """Whether JSON begins with a page: its first line is one, or its beginning names the fields of one."""
        line, end, _ = head.partition(b"\n")
        if end and self._entries.holds(line):
            return True
        return self._entries.named(head)

    def _lines(self, source: Source, stream: BinaryIO) -> Iterator[Item]:
        lined = io.BufferedReader(stream) if isinstance(stream, Unpacked) else stream
        for number, line in jsonlines.lines(lined):
            own = source.within(f"{source.name}/{number}")
            if line is None:
                yield SetAside(own.path, "enormous", f"> {jsonlines.LONGEST // 1_000_000} MB")
                continue
            try:
                yield self._entry(own, self._entries.read(line))
            except Unfit as unfit:
                yield SetAside(own.path, unfit.reason, unfit.detail)

    def _entry(self, source: Source, entry: jsonlines.Entry) -> Item:
        """The page of a line; what the line says of it wins over what its HTML says."""
        name = printable(entry.url or source.name)
        if entry.html is not None:
            document = self._html.of_text(name, entry.html, url=entry.url)
        else:
            document = Document(name=name, text=_with_title(entry), url=entry.url)
            if not any(map(str.isalpha, document.text)):
                raise Unfit("no_text")
        told = {
            key: value
            for key in ("published", "outlet", "title", "language")
            if (value := getattr(entry, key)) is not None
        }
        if entry.html is not None:
            told.pop("title", None)  # the headline in the page is the better one
            told = {key: value for key, value in told.items() if key == "published" or getattr(document, key) is None}
        return _received(msgspec.structs.replace(document, **told), source)


def _with_title(entry: jsonlines.Entry) -> str:
    """The text, under its title where it does not bear it: what stands in a headline only may be the one fact that
    matters."""
    text = (entry.text or "").replace("\0", "")
    if entry.title is None or entry.title.lower() in " ".join(text[:1500].split()).lower():
        return text
    return f"{entry.title}\n\n{text}"


def _received(document: Document, source: Source) -> Received:
    """The document with what a manifest says of it."""
    line = source.said
    if line is not None:
        told = {key: value for key in _GIVEN if (value := getattr(line, key)) is not None}
        document = msgspec.structs.replace(document, **told)
    return Received(document=document, path=source.path, fiction=bool(line is not None and line.fiction),
                    private=bool(line is not None and line.private))  # fmt: skip


def _said(name: str, manifests: dict[str, manifest.Manifest]) -> manifest.Line | None:
    """What the nearest manifest says that names this member."""
    for prefix in sorted(manifests, key=len, reverse=True):
        if name.startswith(prefix):
            line = manifests[prefix].about(name.removeprefix(prefix))
            if line is not None:
                return line
    return None


def _whole(stream: IO[bytes]) -> bytes:
    data = read_at_most(stream, LARGEST + 1)
    if len(data) > LARGEST:
        raise Unfit("enormous", f"> {LARGEST // 1_000_000} MB")
    return data
