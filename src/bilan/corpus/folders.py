"""Folders of pages, and single files, in: one by one, so that memory does not grow with their number.

A folder is walked in the order of names; hidden files and folders, links to folders, and the folder of pictures that a
browser saves beside a page are left out. Among the files of a folder, text must be called `.txt`; HTML, PDF, archives
and the rest are known by their content, whatever they are called. A file given by itself is a page in any case. What
cannot be read is set aside with its reason and never stops the rest.
"""

import os
import re
import stat
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import msgspec

from bilan.corpus import manifest, sniff
from bilan.corpus.archives.limits import LARGEST
from bilan.corpus.formats import Formats, Item
from bilan.errors import AccessError
from bilan.knowledge.files import Shelf
from bilan.model.page import Problem, SetAside

__all__ = ["ENDING", "LARGEST", "Found", "find", "pages", "receive"]

ENDING = ".txt"
_MANY = frozenset({"zip", "gzip", "tar", "warc", "jsonl"})
"""Formats that may hold more pages than one."""
_PAGES = frozenset(
    {".html", ".htm", ".xhtml", ".mhtml", ".mht", ".pdf", ".docx", ".warc", ".zip", ".tar", ".gz", ".jsonl", ".txt"}
)
"""Endings by which a file that cannot be opened is missed."""


_Manifests = tuple[tuple[str, manifest.Manifest], ...]


class Found(msgspec.Struct, frozen=True):
    """A file to be read: its path, the name its page bears, and what a manifest says of it.

    `alone`: given by itself, not found in a folder; `many`: it may hold several pages, whose names it alone knows.
    """

    path: Path
    name: str
    line: manifest.Line | None = None
    alone: bool = False
    many: bool = False


def pages(paths: Sequence[Path], shelf: Shelf) -> Iterator[Item]:
    """Every page below `paths`, decoded, or why not. Raises AccessError before the first if a path does not exist."""
    formats = Formats(shelf)
    for item in find(paths):
        if isinstance(item, Found):
            yield from receive(item, formats)
        else:
            yield item


def find(paths: Sequence[Path]) -> Iterator[Found | SetAside | Problem]:
    """The files below `paths`, in order; of those in folders, the first bytes are looked at."""
    for path in paths:
        if not os.path.lexists(path):
            raise AccessError("{path}: no such file or folder; check the path", path=path)
    return _find(paths)


def _find(paths: Iterable[Path]) -> Iterator[Found | SetAside | Problem]:
    for path in paths:
        if os.path.isdir(path):  # noqa: PTH112 - Path.is_dir raises where a parent is closed to us
            yield from _walk(path, "", ())
        else:
            line = manifest.load(path.parent).about(path.name)
            yield Found(path, _printable(path.name), line, alone=True, many=_kind(path) in _MANY)


def _walk(folder: Path, below: str, above: _Manifests) -> Iterator[Found | SetAside | Problem]:
    """`above`: manifests of this folder's parents, nearest last, each with the prefix of its folder."""
    try:
        with os.scandir(folder) as listing:
            children = sorted(listing, key=lambda child: child.name)
    except OSError as error:
        yield SetAside(_printable(str(folder)), "unreadable", error.strerror or "")
        return
    own = manifest.load(folder)
    yield from own.problems
    manifests = (*above, (below, own)) if own.lines else above
    names = frozenset(child.name for child in children)
    for child in children:
        if child.name.startswith("."):
            continue
        if child.is_dir():
            if not child.is_symlink() and not _beside_a_page(child.name, names):
                yield from _walk(folder / child.name, f"{below}{child.name}/", manifests)
        elif child.name != manifest.NAME:
            name = below + child.name
            yield from _found(folder / child.name, name, manifests)


def _found(path: Path, name: str, manifests: _Manifests) -> Iterator[Found]:
    """The file, if it is a page or may hold pages."""
    kind = _kind(path)
    if kind not in ("text", "other") or name.lower().endswith(ENDING):
        yield Found(path, _printable(name), _said(name, manifests), many=kind in _MANY)


def _kind(path: Path) -> str:
    """What the file is by its first bytes; `unknown` where they cannot be read: then reading it tells why."""
    try:
        if not stat.S_ISREG(path.stat().st_mode):
            return "other"
        with path.open("rb") as file:
            return sniff.kind(file.read(sniff.HEAD))
    except OSError:
        return "unknown" if path.suffix.lower() in _PAGES else "other"


def _beside_a_page(name: str, names: frozenset[str]) -> bool:
    """Whether a folder is what a browser saved with a page: `Page_files` beside `Page.html`, the ending in any
    language."""
    stem = re.split(r"[_-][^_-]*$", name)[0]
    return stem != name and bool({f"{stem}.html", f"{stem}.htm"} & names)


def _said(name: str, manifests: _Manifests) -> manifest.Line | None:
    """What the nearest manifest says that names this file."""
    for prefix, own in reversed(manifests):
        line = own.about(name.removeprefix(prefix))
        if line is not None:
            return line
    return None


def receive(found: Found, formats: Formats) -> Iterator[Item]:
    """The pages in the file, or why there are none; an archive gives one item for each page or loss in it."""
    shown = _printable(str(found.path))
    try:
        if not stat.S_ISREG(found.path.stat().st_mode):  # a pipe or a device is not opened: it might never end
            yield SetAside(shown, "not_a_file")
            return
        yield from formats.of_file(found.name, found.path, path=shown, said=found.line, alone=found.alone)
    except OSError as error:
        yield SetAside(shown, "unreadable", error.strerror or "")


def _printable(name: str) -> str:
    """A file's name as text: bytes that are no UTF-8 become U+FFFD."""
    return os.fsencode(name).decode("utf-8", "replace").replace(os.sep, "/")
