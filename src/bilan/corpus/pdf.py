"""PDF: the text layer as running text. Lines become paragraphs again, columns one below the other, broken words whole.

Without a text layer a file is set aside as `image_only`: this program reads no pictures.
"""

import ctypes
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import groupby, pairwise
from statistics import median

import msgspec
import pypdfium2  # type: ignore[import-untyped]
import pypdfium2.raw  # type: ignore[import-untyped]

from bilan.corpus.decode import Unfit

MOST_PAGES = 300
MOST_CHARACTERS = 2_000_000
"""Of one file: beyond, it is a book."""
FEWEST = 20
"""Letters below which a file is a picture with a stamp on it."""

_BROKEN = re.compile(r"[^\W\d_][-\u00ad\u2010\x02\ufffe]$")
_ENDED = re.compile(r"[.!?…:;»”\"]\)?$")
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ufffe\uffff\u00ad]")
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_HYPHENS = "\x02\ufffe"
"""What PDFium gives for a hyphen at the end of a line, behind which it goes on with the next."""
_LINE_ENDS = "\r\n" + _HYPHENS
_GAP = 1.8  # line heights between two stretches of one line that belong to two columns
_WIDE = 0.62  # share of the page's text width from which a line crosses columns


class Line(msgspec.Struct, frozen=True):
    """A stretch of text and its box in points, `bottom` < `top`."""

    text: str
    left: float
    bottom: float
    right: float
    top: float

    @property
    def height(self) -> float:
        return max(1.0, self.top - self.bottom)


def text(data: bytes) -> str:
    """The paragraphs, one a line. Raises Unfit: `encrypted`, `damaged`, `enormous`, `image_only`."""
    pages = _pages(data)
    if sum(char.isalpha() for page in pages for line in page for char in line.text) < FEWEST:
        raise Unfit("image_only", "PDF")
    running = _running_heads(pages)
    words = Counter(word.lower() for page in pages for line in page for word in _WORD.findall(line.text))
    paragraphs = [
        p
        for page in pages
        for column in _columns([ln for ln in page if ln.text not in running])
        for p in _paragraphs(column, words)
    ]
    return "\n".join(_joined_pages(paragraphs, words))


def _pages(data: bytes) -> list[list[Line]]:
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        raise Unfit("encrypted" if "password" in str(error).lower() else "damaged", "PDF") from error
    try:
        if len(document) > MOST_PAGES:
            raise Unfit("enormous", f"> {MOST_PAGES} pages")
        pages, count = [], 0
        for number in range(len(document)):
            lines = _lines(document, number)
            count += sum(len(line.text) for line in lines)
            if count > MOST_CHARACTERS:
                raise Unfit("enormous", f"> {MOST_CHARACTERS} characters")
            pages.append(lines)
        return pages
    finally:
        document.close()


def _lines(document: "pypdfium2.PdfDocument", number: int) -> list[Line]:
    try:
        page = document[number]
    except pypdfium2.PdfiumError:
        return []  # a page that cannot be opened is as one without text
    try:
        layer = page.get_textpage()
    except pypdfium2.PdfiumError:
        return []
    try:
        return list(_stretches(layer))
    finally:
        layer.close()
        page.close()


def _stretches(layer: "pypdfium2.PdfTextPage") -> Iterator[Line]:
    """Lines as the file has them, cut where a wide gap shows that they cross two columns."""
    boxes = _Boxes(layer)
    piece: list[str] = []
    box: list[float] = []
    for index in range(min(layer.count_chars(), MOST_CHARACTERS)):
        char = chr(pypdfium2.raw.FPDFText_GetUnicode(layer.raw, index) or 32)
        if char in _LINE_ENDS:
            piece += ["-"] if char in _HYPHENS else []
            yield from _line(piece, box)
            piece, box = [], []
            continue
        if char.isspace():
            piece.append(" ")
            continue
        own = boxes.at(index)
        height = max(own[3] - own[1], box[3] - box[1] if box else 0.0, 1.0)
        if box and (
            own[0] - box[2] > _GAP * height or own[2] < box[0] or own[1] > box[3] + height or own[3] < box[1] - height
        ):
            yield from _line(piece, box)
            piece, box = [], []
        piece.append(char)
        box = [min(box[0], own[0]), min(box[1], own[1]), max(box[2], own[2]), max(box[3], own[3])] if box else list(own)
    yield from _line(piece, box)


class _Boxes:
    """Boxes of characters, asked for without building an object for each."""

    def __init__(self, layer: "pypdfium2.PdfTextPage") -> None:
        self._layer = layer.raw
        self._numbers = [ctypes.c_double() for _ in range(4)]

    def at(self, index: int) -> tuple[float, float, float, float]:
        """Left, bottom, right, top."""
        left, right, bottom, top = self._numbers
        pypdfium2.raw.FPDFText_GetCharBox(self._layer, index, left, right, bottom, top)
        return left.value, bottom.value, right.value, top.value


def _line(piece: list[str], box: list[float]) -> Iterator[Line]:
    words = " ".join("".join(piece).split())
    if words and box:
        yield Line(words, *box)


def _running_heads(pages: Sequence[Sequence[Line]]) -> frozenset[str]:
    """First and last lines that stand on most pages, and page numbers."""
    edges = Counter(text for page in pages for text in {line.text for line in (*page[:2], *page[-2:])})
    often = {text for text, count in edges.items() if count >= 3 and 2 * count >= len(pages)}
    numbers = {line.text for page in pages for line in (*page[:1], *page[-1:]) if line.text.strip("-–— .|").isdigit()}
    return frozenset(often | numbers)


def _columns(lines: list[Line]) -> Iterator[list[Line]]:
    """Lines in reading order: what crosses the page cuts it into bands, a band is read column by column."""
    ordered = sorted(lines, key=lambda one: (-round(one.top, 1), one.left))
    if not _side_by_side(ordered):
        if ordered:
            yield ordered
        return
    width = max(line.right for line in lines) - min(line.left for line in lines)
    for wide, group in groupby(ordered, key=lambda line: line.right - line.left >= _WIDE * width):
        band = list(group)
        yield from [band] if wide else _split(band)


def _side_by_side(ordered: list[Line]) -> bool:
    """Whether a page has columns: a third of its lines stand beside another."""
    beside = sum(
        one.bottom < other.top and one.top > other.bottom and (other.left > one.right or one.left > other.right)
        for one, other in pairwise(ordered)
    )
    return beside >= 3 and 6 * beside >= len(ordered)


def _split(band: list[Line]) -> Iterator[list[Line]]:
    """The columns of a band, from left to right: lines whose extents overlap stand in one."""
    columns: list[list[Line]] = []
    edge = 0.0
    for line in sorted(band, key=lambda one: one.left):
        if columns and line.left < edge:
            columns[-1].append(line)
        else:
            columns.append([line])
            edge = line.right
        edge = max(edge, line.right)
    for column in columns:
        yield sorted(column, key=lambda one: (-one.top, one.left))


def _paragraphs(column: list[Line], words: "Counter[str]") -> Iterator[str]:
    height = median(line.height for line in column)
    right = max(line.right for line in column)
    width = right - min(line.left for line in column)
    paragraph, before = "", None
    for line in column:
        if before is not None and _breaks(before, line, height, right, width):
            yield paragraph
            paragraph = ""
        paragraph = _joined(paragraph, line.text, words)
        before = line
    if paragraph:
        yield paragraph


def _breaks(before: Line, line: Line, height: float, right: float, width: float) -> bool:
    """Whether a paragraph ends between two lines of a column."""
    if before.bottom - line.top > 0.9 * height or abs(before.height - line.height) > 0.35 * height:
        return True
    short = right - before.right > 0.12 * width
    return short and (
        bool(_ENDED.search(before.text)) or right - before.right > 0.4 * width or line.left - before.left > height
    )


def _joined_pages(paragraphs: list[str], words: "Counter[str]") -> list[str]:
    """Paragraphs that a page or a column cuts in two, whole again."""
    whole: list[str] = []
    for paragraph in paragraphs:
        cut = (
            whole
            and len(whole[-1]) > 60
            and not _ENDED.search(whole[-1])
            and (paragraph[:1].islower() or _BROKEN.search(whole[-1]))
        )
        if cut:
            whole[-1] = _joined(whole[-1], paragraph, words)
        else:
            whole.append(paragraph)
    return [clean for one in whole if (clean := _CONTROL.sub("", one).strip())]


def _joined(text: str, line: str, words: "Counter[str]") -> str:
    """A line behind another; a word broken at its end is made whole, a compound keeps its hyphen where the file has
    it so."""
    if not text:
        return line
    if not _BROKEN.search(text) or not line[:1].isalpha():
        return f"{text} {line}"
    left, right = text[:-1], line
    head = _WORD.findall(left[-60:])[-1:] or [""]
    tail = _WORD.match(right)
    one, two = head[0].lower(), tail[0].lower() if tail else ""
    compound = not right[:1].islower() or (words[f"{one}-{two}"] > 0 and words[one + two] == 0)
    return f"{left}-{right}" if compound else left + right
