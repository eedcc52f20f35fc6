"""Folders of `.txt` pages, and single files, in: one by one, so that memory does not grow with their number.

A folder is walked in the order of names; hidden files and folders, and links to folders, are left out. A file given by
itself is a page whatever its ending. What cannot be read is set aside with its reason and never stops the rest.
"""

import os
import stat
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import msgspec

from bilan.corpus import manifest
from bilan.corpus.decode import Decoder, Unfit
from bilan.errors import AccessError
from bilan.knowledge import encodings
from bilan.knowledge.files import Shelf
from bilan.model.document import Document
from bilan.model.page import Problem, Received, SetAside

LARGEST = 20_000_000
"""Bytes. A press page has some thousand; what is larger is a dump of something else."""

ENDING = ".txt"


_Manifests = tuple[tuple[str, manifest.Manifest], ...]


class Found(msgspec.Struct, frozen=True):
    """A file to be read: its path, the name its page bears, and what a manifest says of it."""

    path: Path
    name: str
    line: manifest.Line | None = None


def pages(paths: Sequence[Path], shelf: Shelf) -> Iterator[Received | SetAside | Problem]:
    """Every page below `paths`, decoded, or why not. Raises AccessError before the first if a path does not exist."""
    decoder = Decoder(encodings.load(shelf))
    for item in find(paths):
        yield receive(item, decoder) if isinstance(item, Found) else item


def find(paths: Sequence[Path]) -> Iterator[Found | SetAside | Problem]:
    """The files below `paths`, in order, without opening them."""
    for path in paths:
        if not os.path.lexists(path):
            raise AccessError("{path}: no such file or folder; check the path", path=path)
    return _find(paths)


def _find(paths: Iterable[Path]) -> Iterator[Found | SetAside | Problem]:
    for path in paths:
        if os.path.isdir(path):  # noqa: PTH112 - Path.is_dir raises where a parent is closed to us
            yield from _walk(path, "", ())
        else:
            yield Found(path, _printable(path.name), manifest.load(path.parent).about(path.name))


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
    for child in children:
        if child.name.startswith("."):
            continue
        if child.is_dir():
            if not child.is_symlink():
                yield from _walk(folder / child.name, f"{below}{child.name}/", manifests)
        elif child.name.lower().endswith(ENDING):
            name = below + child.name
            yield Found(folder / child.name, _printable(name), _said(name, manifests))


def _said(name: str, manifests: _Manifests) -> manifest.Line | None:
    """What the nearest manifest says that names this file."""
    for prefix, own in reversed(manifests):
        line = own.about(name.removeprefix(prefix))
        if line is not None:
            return line
    return None


def receive(found: Found, decoder: Decoder) -> Received | SetAside:
    """The page in the file, or why there is none."""
    shown = _printable(str(found.path))
    try:
        text = decoder.decode(_bytes(found.path))
    except Unfit as unfit:
        return SetAside(shown, unfit.reason, unfit.detail)
    except OSError as error:
        return SetAside(shown, "unreadable", error.strerror or "")
    line = found.line or manifest.Line(file=found.name)
    document = Document(
        name=found.name, text=text, url=line.url, published=line.published, outlet=line.outlet, title=line.title,
        language=line.language, home=line.home,
    )  # fmt: skip
    return Received(document=document, path=shown, fiction=bool(line.fiction))


def _bytes(path: Path) -> bytes:
    """The file's bytes. A pipe or a device is not opened: it might never end."""
    if not stat.S_ISREG(path.stat().st_mode):
        raise Unfit("not_a_file")
    with path.open("rb") as file:
        data = file.read(LARGEST + 1)
    if len(data) > LARGEST:
        raise Unfit("enormous", f"> {LARGEST // 1_000_000} MB")
    return data


def _printable(name: str) -> str:
    """A file's name as text: bytes that are no UTF-8 become U+FFFD."""
    return os.fsencode(name).decode("utf-8", "replace").replace(os.sep, "/")
