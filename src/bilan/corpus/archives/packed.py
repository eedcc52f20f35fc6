"""gzip as a stream, member after member; a damaged member is passed over and the next one found by its first bytes."""

import io
import zlib
from typing import BinaryIO

from bilan.corpus.archives.limits import Bomb, grown

MAGIC = b"\x1f\x8b\x08"
_CHUNK = 65_536


class Damaged(Exception):  # noqa: N818 - a finding about a file
    """The stream is broken here; `resume` goes on behind it."""


class Unpacked(io.RawIOBase):
    """The bytes of a gzip file. `read` raises Damaged or Bomb at what is broken or grows without end; `resume` goes
    on at
    the next member, if there is one."""

    def __init__(self, stream: BinaryIO) -> None:
        super().__init__()
        self._stream = stream
        self.broken = False  # damage met while looking ahead
        self._input = self._ahead = b""
        self._fresh()

    def head(self, size: int) -> bytes:
        """The first bytes, up to `size`, which are still to be read. What is damaged within them ends them."""
        try:
            while len(self._ahead) < size and (piece := self._next(size - len(self._ahead))):
                self._ahead += piece
        except (Damaged, Bomb):
            self.broken = True
        return self._ahead

    def _fresh(self) -> None:
        self._unpack = zlib.decompressobj(31)
        self._packed = self._given = 0
        self._begun = False

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: "memoryview | bytearray") -> int:  # type: ignore[override]
        """Up to as many bytes as fit; 0 only at the end."""
        if self._ahead:
            piece, self._ahead = self._ahead[: len(buffer)], self._ahead[len(buffer) :]
        elif self.broken:
            self.broken = False
            raise Damaged
        else:
            piece = self._next(len(buffer))
        buffer[: len(piece)] = piece
        return len(piece)

    def _next(self, most: int) -> bytes:
        while True:
            if not self._input and not self._fill():
                if self._begun:
                    self._begun = False
                    raise Damaged
                return b""
            piece = self._step(most)
            if piece:
                return piece

    def _fill(self) -> bool:
        self._input = self._stream.read(_CHUNK)
        return bool(self._input)

    def _step(self, most: int) -> bytes:
        if not self._begun and not self._input.startswith(MAGIC[:1]):
            if not self._input.strip(b"\0"):
                self._input = b""  # padding behind the last member
                return b""
            raise Damaged
        self._begun = True
        before = len(self._input)
        try:
            piece = self._unpack.decompress(self._input, most)
        except zlib.error as error:
            self._begun = False
            self._input = self._input[1:]
            raise Damaged from error
        self._input = self._unpack.unused_data if self._unpack.eof else self._unpack.unconsumed_tail
        self._packed += before - len(self._input)
        self._given += len(piece)
        if grown(self._packed, self._given):
            self._begun = False
            raise Bomb
        if self._unpack.eof:
            self._fresh()
        return piece

    def resume(self) -> bool:
        """Goes to the next bytes that begin a member; False at the end of the file."""
        self._fresh()
        self._ahead, self.broken = b"", False
        while True:
            at = self._input.find(MAGIC)
            if at >= 0:
                self._input = self._input[at:]
                return True
            tail = self._input[-2:]
            more = self._stream.read(_CHUNK)
            if not more:
                self._input = b""
                return False
            self._input = tail + more
