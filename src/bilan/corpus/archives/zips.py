"""zip: members by the table at its end; where that is lost, by the headers in front of each."""

import struct
import zipfile
import zlib
from collections.abc import Iterator
from typing import BinaryIO

from bilan.corpus.archives.limits import FREE, LARGEST, MOST_MEMBERS, RATIO, Loss, Member, read_at_most, shown, skipped

_LOCAL = b"PK\x03\x04"
_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError, ValueError, struct.error)
_SALVAGED = 200_000_000  # bytes of a zip without table that are searched


def opened(stream: BinaryIO) -> zipfile.ZipFile | None:
    """The archive, or None where its table is lost."""
    try:
        return zipfile.ZipFile(stream)
    except _BROKEN:
        return None


def members(stream: BinaryIO, name: str, size: int) -> Iterator[Member | Loss]:
    """Every file of the zip `name` of `size` bytes, or why not."""
    archive = opened(stream)
    if archive is None:
        yield Loss(name, "damaged", "zip")
        yield from _salvaged(stream, name)
        return
    with archive:
        total = 0
        for info in archive.infolist()[:MOST_MEMBERS]:
            if skipped(info.filename):
                continue
            if total > FREE * 4 and total > RATIO * size:
                yield Loss(f"{name}/{shown(info.filename)}", "enormous", "zip")
                continue
            item = _member(archive, info, f"{name}/{shown(info.filename)}")
            total += len(item.data) if isinstance(item, Member) else 0
            yield item


def _member(archive: zipfile.ZipFile, info: zipfile.ZipInfo, name: str) -> Member | Loss:
    if info.flag_bits & 1:
        return Loss(name, "encrypted", "zip")
    if info.file_size > LARGEST or (info.file_size > FREE and info.file_size > RATIO * max(1, info.compress_size)):
        return Loss(name, "enormous", f"> {LARGEST // 1_000_000} MB")
    try:
        with archive.open(info) as stream:
            data = read_at_most(stream, LARGEST + 1)
    except (*_BROKEN, RuntimeError):
        return Loss(name, "damaged", "zip")
    return Loss(name, "enormous") if len(data) > LARGEST else Member(name, data)


def _salvaged(stream: BinaryIO, name: str) -> Iterator[Member | Loss]:
    """Members found by their own headers, each checked by its sum."""
    stream.seek(0)
    data = read_at_most(stream, _SALVAGED)
    at, total = data.find(_LOCAL), 0
    while at >= 0 and total <= max(4 * FREE, RATIO * len(data)):
        item, end = _local(data, at, name)
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
    if method == 0:
        content, end = data[start : start + packed], start + packed
    else:
        unpack = zlib.decompressobj(-15)
        try:
            content = unpack.decompress(memoryview(data)[start:], LARGEST + 1)
        except zlib.error:
            return Loss(own, "damaged", "zip"), at
        end = len(data) - len(unpack.unused_data)
        if not unpack.eof:
            return Loss(own, "damaged", "zip"), at
    if flags & 8:  # the sum stands behind the content
        signed = end + 4 if data.startswith(b"PK\x07\x08", end) else end
        total = int.from_bytes(data[signed : signed + 4], "little")
    if zlib.crc32(content) != total:
        return Loss(own, "damaged", "zip"), at
    return (Member(own, content) if content else None), end
