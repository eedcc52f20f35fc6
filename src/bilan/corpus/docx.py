"""DOCX: paragraphs and tables of the text, in order; what is deleted under "track changes" is left out.

Read straight from the XML, as a stream: python-docx builds a tree of many times the size, and opens what hostile files
make enormous. Columns and hyphens are of no concern here: Word makes them only when it shows the text.
"""

import io
import zipfile
from typing import IO
from xml.parsers import expat

from bilan.corpus.archives.zips import BROKEN
from bilan.corpus.decode import Unfit

LARGEST = 20_000_000
"""Bytes of the text's XML. A report of 200 pages has some three million."""
MAIN = "word/document.xml"

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main "
_SKIPPED = frozenset(
    {
        _W + "del",
        _W + "moveFrom",
        _W + "instrText",
        _W + "delText",
        "http://schemas.openxmlformats.org/markup-compatibility/2006 Fallback",
    }
)
_INVISIBLE = {0x00AD: None, 0x200B: None, 0xFEFF: None}
_CHUNK = 65_536


def is_docx(archive: zipfile.ZipFile) -> bool:
    """Whether a zip is a text of Word."""
    return MAIN in archive.NameToInfo


def text(data: bytes) -> str:
    """The paragraphs, one a line; cells of a table row stand in one line, tabs between. Raises Unfit with the
    reason."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            if archive.getinfo(MAIN).file_size > LARGEST:
                raise Unfit("enormous", f"> {LARGEST // 1_000_000} MB")
            with archive.open(MAIN) as stream:
                found = _read(stream)
    except (*BROKEN, KeyError) as error:
        raise Unfit("damaged", "DOCX") from error
    except RuntimeError as error:  # zipfile's word for a password
        raise Unfit("encrypted", "DOCX") from error
    if not any(map(str.isalpha, found)):
        raise Unfit("image_only", "DOCX")
    return found


def _read(stream: IO[bytes]) -> str:
    reader = _Reader()
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.StartElementHandler, parser.EndElementHandler = reader.start, reader.end
    parser.CharacterDataHandler = reader.data
    parser.StartDoctypeDeclHandler = _no_doctype
    read = 0
    try:
        while chunk := stream.read(_CHUNK):
            read += len(chunk)
            if read > LARGEST:
                raise Unfit("enormous", f"> {LARGEST // 1_000_000} MB")
            parser.Parse(chunk, False)
        parser.Parse(b"", True)
    except expat.ExpatError as error:
        raise Unfit("damaged", "DOCX") from error
    return "\n".join(line for line in reader.lines if line.strip())


def _no_doctype(*_: object) -> None:
    """Word writes none; who does, means to blow up entities."""
    raise Unfit("damaged", "DOCX")


class _Reader:
    """Gathers the text of paragraphs between their tags."""

    def __init__(self) -> None:
        self.lines: list[str] = []
        self._line: list[str] = []
        self._text = self._skipped = self._cells = 0

    def start(self, name: str, _: dict[str, str]) -> None:
        if name in _SKIPPED:
            self._skipped += 1
        elif name == _W + "t":
            self._text += 1
        elif name == _W + "tab":
            self._line.append("\t")
        elif name in (_W + "br", _W + "cr"):
            self._end_line()
        elif name == _W + "noBreakHyphen":
            self._line.append("-")
        elif name == _W + "tc":
            self._cells += 1

    def end(self, name: str) -> None:
        if name in _SKIPPED:
            self._skipped -= 1
        elif name == _W + "t":
            self._text -= 1
        elif name == _W + "p":
            if self._cells:
                self._line.append(" ")
            else:
                self._end_line()
        elif name == _W + "tc":
            self._cells -= 1
            self._line.append("\t")
        elif name == _W + "tr" and not self._cells:
            self._end_line()

    def data(self, text: str) -> None:
        if self._text and not self._skipped:
            self._line.append(text)

    def _end_line(self) -> None:
        line = "".join(self._line).strip().translate(_INVISIBLE)
        self.lines.append("\t".join(cell.strip() for cell in line.split("\t")))
        self._line = []
