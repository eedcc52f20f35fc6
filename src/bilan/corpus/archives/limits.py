"""What an archive may hold, and how much of it is unpacked: names are only names, and a bomb is a loss like any
other."""

import unicodedata
from typing import IO

import msgspec

LARGEST = 20_000_000
"""Bytes of one member. What is larger is no page."""
RATIO = 60
"""How many times its packed size a stream may grow, beyond FREE bytes: HTML packs 5 to 40 times, zeros 1,000 times."""
FREE = 1_000_000
"""Bytes that any stream may unpack, whatever its ratio."""
FREE_MEMBER = 100_000
"""Bytes that a member of a zip may unpack, whatever its ratio."""
RATIO_WHOLE = 30
"""How many times its size a zip may grow in all: its members are packed one by one, none profits from another."""
MOST_LOSSES = 5_000
"""Of one archive that are told one by one; then one more for the rest."""
DEEPEST = 1
"""Archives within archives that are opened."""
MOST_MEMBERS = 2_000_000


_UNSEEN = ("Cc", "Cs", "Cf", "Zl", "Zp")


class Member(msgspec.Struct, frozen=True):
    """A file of an archive: its name as shown, and its bytes."""

    name: str
    data: bytes


class Loss(msgspec.Struct, frozen=True):
    """Something of an archive that could not be read: `reason` as in `model.page.SET_ASIDE_REASONS`."""

    name: str
    reason: str
    detail: str = ""


class Bomb(Exception):  # noqa: N818 - a finding about a file, not a failure of the program
    """A stream grows beyond what any page does."""


def grown(packed: int, unpacked: int) -> bool:
    """Whether a stream of `packed` bytes that gave `unpacked` is a bomb."""
    return unpacked > FREE and unpacked > RATIO * max(1, packed)


def shown(name: str) -> str:
    """A member's name as part of a document's: slashes of one kind, no way out of the archive, nothing that cannot
    be printed."""
    parts = [part for part in name.replace("\\", "/").split("/") if part not in ("", ".", "..")]
    return printable("/".join(parts)[:500])


def printable(name: str) -> str:
    """`name` with U+FFFD for what cannot be printed, or would turn the text around it."""
    return "".join(char if unicodedata.category(char) not in _UNSEEN else "\ufffd" for char in name)


def skipped(name: str) -> bool:
    """Whether a member is none of the user's files: hidden ones, and what systems add."""
    parts = name.replace("\\", "/").split("/")
    return name.endswith("/") or any(part.startswith(".") and part.strip(".") for part in parts) or "__MACOSX" in parts


def read_at_most(stream: IO[bytes], size: int) -> bytes:
    """Up to `size` bytes, in pieces, so that a wrong size costs no memory."""
    pieces: list[bytes] = []
    left = size
    while left > 0 and (piece := stream.read(min(left, 1 << 20))):
        pieces.append(piece)
        left -= len(piece)
    return b"".join(pieces)
