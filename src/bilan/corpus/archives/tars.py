"""tar as a stream of blocks of 512 bytes; behind a damaged header the next sound one is searched."""

from collections.abc import Iterator
from typing import BinaryIO

from bilan.corpus.archives.limits import LARGEST, Bomb, Loss, Member, read_at_most, shown, skipped
from bilan.corpus.archives.packed import Damaged
from bilan.corpus.sniff import is_tar_header

_BLOCK = 512
_LONGEST_NAME = 65_536
_FILE = (b"0", b"\0", b"7")
_CHUNK = 1 << 20


def members(stream: BinaryIO, name: str) -> Iterator[Member | Loss]:
    """Every file of the tar `name`, or why not. What a packed stream loses (Damaged, Bomb) ends it with one Loss."""
    try:
        yield from _members(stream, name)
    except Damaged:
        yield Loss(name, "damaged", "tar")
    except Bomb:
        yield Loss(name, "enormous", "tar")


def _members(stream: BinaryIO, name: str) -> Iterator[Member | Loss]:
    told = ""  # a name that stands in a member of its own, for the next
    lost = False
    while len(block := read_at_most(stream, _BLOCK)) == _BLOCK:
        if not is_tar_header(block):
            if block.strip(b"\0") and not lost:
                lost = True
                yield Loss(name, "damaged", "tar")
            continue
        lost = False
        size, kind = _size(block), block[156:157]
        if size is None:
            yield Loss(name, "damaged", "tar")
            continue
        if kind in (b"L", b"x"):
            data = read_at_most(stream, min(size, _LONGEST_NAME))
            _skip(stream, _padded(size) - len(data))
            told = _told(kind, data) or told
            continue
        own = told or _name(block)
        told = "" if kind != b"g" else told
        if kind not in _FILE or skipped(own) or not own:
            _skip(stream, _padded(size))
            continue
        yield _member(stream, f"{name}/{shown(own)}", size)


def _member(stream: BinaryIO, name: str, size: int) -> Member | Loss:
    if size > LARGEST:
        _skip(stream, _padded(size))
        return Loss(name, "enormous", f"> {LARGEST // 1_000_000} MB")
    try:
        data = read_at_most(stream, size)
    except Damaged:
        data = b""
    if len(data) < size:
        return Loss(name, "truncated", "tar")
    _skip(stream, _padded(size) - size)
    return Member(name, data)


def _size(block: bytes) -> int | None:
    field = block[124:136]
    if field[0] & 0x80:
        return int.from_bytes(field[1:], "big")
    digits = field.strip(b"\0 ")
    return int(digits or b"0", 8) if all(48 <= digit < 56 for digit in digits) else None


def _name(block: bytes) -> str:
    name = block[:100].split(b"\0")[0]
    prefix = block[345:500].split(b"\0")[0] if block[257:262] == b"ustar" and block[257:265] != b"ustar  \0" else b""
    return (prefix + b"/" + name if prefix else name).decode("utf-8", "replace")


def _told(kind: bytes, data: bytes) -> str:
    if kind == b"L":
        return data.split(b"\0")[0].decode("utf-8", "replace")
    for record in data.split(b"\n"):
        _, _, pair = record.partition(b" ")
        if pair.startswith(b"path="):
            return pair[5:].decode("utf-8", "replace")
    return ""


def _padded(size: int) -> int:
    return -(-size // _BLOCK) * _BLOCK


def _skip(stream: BinaryIO, size: int) -> None:
    while size > 0 and (piece := stream.read(min(size, _CHUNK))):
        size -= len(piece)
