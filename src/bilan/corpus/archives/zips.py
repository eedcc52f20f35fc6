"""zip: members by the table at its end; where that is lost, by the headers in front of each."""

import io
import lzma
import struct
import zipfile
import zlib
from collections.abc import Iterator
from typing import BinaryIO

from bilan.corpus.archives.limits import (
    FREE,
    FREE_MEMBER,
    LARGEST,
    MOST_MEMBERS,
    RATIO,
    RATIO_WHOLE,
    Loss,
    Member,
    read_at_most,
    shown,
    skipped,
)
from bilan.corpus.manifest import NAME as MANIFEST

_END, _END_WITHIN = b"PK\x05\x06", 65_557  # the last record, and how far from the end it may begin
_TOO_MANY = 0xFFFF
_LOCAL = b"PK\x03\x04"
BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    struct.error,
    EOFError,
    NotImplementedError,
    OSError,
    OverflowError,
    ValueError,
)
"""What the standard library raises on damaged archives, some of it documented."""
_CHUNK = 65_536
_MOST_TRIED = 50  # headers in a row that lead nowhere
_SALVAGED = 200_000_000  # bytes of a zip without table that are searched


def opened(stream: BinaryIO) -> zipfile.ZipFile | None:
    """The archive, or None where its table is lost or holds fewer files than it says."""
    try:
        archive = zipfile.ZipFile(stream)
        told = _told(stream)
    except BROKEN:
        return None
    return archive if told in (None, len(archive.infolist())) else None


def _told(stream: BinaryIO) -> int | None:
    """How many files the end of the archive says there are; None where that number does not fit its two bytes."""
    stream.seek(0, io.SEEK_END)
    stream.seek(max(0, stream.tell() - _END_WITHIN))
    tail = stream.read(_END_WITHIN)
    at = tail.rfind(_END)
    number: int = struct.unpack_from("<H", tail, at + 10)[0] if at >= 0 else _TOO_MANY
    return None if number == _TOO_MANY else number


def members(stream: BinaryIO, name: str, size: int) -> Iterator[Member | Loss]:
    """Every file of the zip `name` of `size` bytes, or why not."""
    archive = opened(stream)
    if archive is None:
        yield Loss(name, "damaged", "zip")
        yield from _salvaged(stream, name)
        return
    with archive:
        total = 0
        for info in sorted(archive.infolist()[:MOST_MEMBERS], key=lambda one: not one.filename.endswith(MANIFEST)):
            if skipped(info.filename):
                continue
            if total > FREE and total > RATIO_WHOLE * size:
                yield Loss(f"{name}/{shown(info.filename)}", "enormous", "zip")
                continue
            item = _member(archive, info, f"{name}/{shown(info.filename)}")
            total += len(item.data) if isinstance(item, Member) else 0
            yield item


def _member(archive: zipfile.ZipFile, info: zipfile.ZipInfo, name: str) -> Member | Loss:
    if info.flag_bits & 1:
        return Loss(name, "encrypted", "zip")
    if info.file_size > LARGEST or (
        info.file_size > FREE_MEMBER and info.file_size > RATIO * max(1, info.compress_size)
    ):
        return Loss(name, "enormous", f"> {LARGEST // 1_000_000} MB")
    try:
        with archive.open(info) as stream:
            data = read_at_most(stream, LARGEST + 1)
    except (*BROKEN, RuntimeError):
        return Loss(name, "damaged", "zip")
    return Loss(name, "enormous") if len(data) > LARGEST else Member(name, data)


def _salvaged(stream: BinaryIO, name: str) -> Iterator[Member | Loss]:
    """Members found by their own headers, each checked by its sum."""
    stream.seek(0)
    data = read_at_most(stream, _SALVAGED)
    at, total, tried = data.find(_LOCAL), 0, 0
    while at >= 0 and tried < _MOST_TRIED and total <= max(FREE, RATIO_WHOLE * len(data)):
        item, end = _local(data, at, name)
        tried = 0 if isinstance(item, Member) else tried + 1
        total += len(item.data) if isinstance(item, Member) else 0
        if item is not None and not skipped(item.name):
            yield item
        at = data.find(_LOCAL, max(end, at + 4))


def _local(data: bytes, at: int, name: str) -> tuple[Member | Loss | None, int]:
    """The member whose header stands at `at`, and where it ends; None where it is no header."""
    if len(data) < at + 30:
        return None, at
    _, flags, method, _, _, total, packed, size, length, extra = struct.unpack("<HHHHHIIIHH", data[at + 4 : at + 30])
    start = at + 30 + length + extra
    own = f"{name}/{shown(data[at + 30 : at + 30 + length].decode('utf-8', 'replace'))}"
    if method not in (0, 8) or size > LARGEST or (method == 0 and flags & 8):
        return Loss(own, "damaged", "zip"), at
    content, end = (data[start : start + packed], start + packed) if method == 0 else _inflated(data, start)
    if end < 0:
        return Loss(own, "damaged", "zip"), at
    if flags & 8:  # the sum stands behind the content
        signed = end + 4 if data.startswith(b"PK\x07\x08", end) else end
        total = int.from_bytes(data[signed : signed + 4], "little")
    if zlib.crc32(content) != total:
        return Loss(own, "damaged", "zip"), at
    if len(content) > FREE_MEMBER and len(content) > RATIO * (end - start):
        return Loss(own, "enormous", "zip"), end
    return (Member(own, content) if content else None), end


def _inflated(data: bytes, start: int) -> tuple[bytes, int]:
    """The content packed from `start` on, and where it ends; -1 where it is none, or too large."""
    unpack = zlib.decompressobj(-15)
    pieces: list[bytes] = []
    size = 0
    for at in range(start, len(data), _CHUNK):
        piece = data[at : at + _CHUNK]
        try:
            pieces.append(unpack.decompress(piece, LARGEST + 1 - size))
        except zlib.error:
            return b"", -1
        size += len(pieces[-1])
        if unpack.eof:
            return b"".join(pieces), at + len(piece) - len(unpack.unused_data)
        if size > LARGEST:
            return b"", -1
    return b"", -1
