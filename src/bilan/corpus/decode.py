"""Bytes of a page → its characters, less a leading byte-order mark, nothing else changed; or the reason why not.

Order: byte-order marks; NUL patterns of UTF-16 and UTF-32; strict UTF-8; then 8-bit candidates, each judged by what it
makes of the bytes beyond ASCII; last a general detector for other scripts. A damaged page is set aside, never patched.
"""

import codecs
import re
import string
import unicodedata
from collections.abc import Iterator

from resiliparse.parse.encoding import detect_encoding

from bilan.knowledge.encodings import Encodings

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_WIDE = {"utf-32-le": (1, 2, 3), "utf-32-be": (0, 1, 2), "utf-16-le": (1, 3), "utf-16-be": (0, 2)}
"""Which of four bytes are NUL in a text mostly of Latin letters."""
_BEYOND = bytes(range(0x80, 0x100))
_LETTERS = string.ascii_letters.encode()
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x19\x1b-\x1f\x7f-\x84\x86-\x9f]")
_MOST_CONTROLS = 0.005  # of all characters: beyond, the bytes were no text
_ENOUGH = 0.5  # mean mark of a character beyond ASCII, from -3 to 2, that an 8-bit candidate must reach


class Unfit(Exception):  # noqa: N818 - a finding about a page, not a failure of the program
    """The bytes are no page. `reason` is one of `model.page.SET_ASIDE_REASONS`; `detail` never quotes the bytes."""

    def __init__(self, reason: str, detail: str = "") -> None:
        super().__init__(f"{reason}: {detail}" if detail else reason)
        self.reason = reason
        self.detail = detail


class Decoder:
    """Decodes pages by what `encodings.toml` knows of letters."""

    def __init__(self, knowledge: Encodings) -> None:
        self._candidates = knowledge.candidates
        self._letters = frozenset(knowledge.letters)
        self._signs = frozenset(knowledge.signs)
        self._joiners = frozenset(knowledge.joiners)

    def decode(self, data: bytes) -> str:
        """The page's text. Raises Unfit with the reason: `empty`, `binary`, `truncated`, `undecodable`, `no_text`."""
        if not data.strip(b"\0 \t\r\n"):
            raise Unfit("empty" if not data.strip() else "binary")
        return _checked(self._text(data))

    def _text(self, data: bytes) -> str:
        for mark, encoding in _BOMS:
            if data.startswith(mark):
                return _strict(data[len(mark) :], encoding)
        if b"\0" in data:
            return _strict(data, _wide(data))
        try:
            return data.decode("utf-8")
        except UnicodeDecodeError as error:
            return self._not_utf8(data, error)

    def _not_utf8(self, data: bytes, error: UnicodeDecodeError) -> str:
        loose = data.decode("utf-8", "surrogateescape")
        broken = sum("\udc80" <= c <= "\udcff" for c in loose)
        whole = sum(not c.isascii() for c in loose) - broken
        if error.reason == "unexpected end of data" and (whole or len(data) - error.start > 1):
            raise Unfit("truncated", f"UTF-8, byte {error.start}")
        if whole > broken:
            raise Unfit("undecodable", f"UTF-8, byte {error.start}")
        return (self._eight_bit(data) if _latin(data) else None) or _other_script(data)

    def _eight_bit(self, data: bytes) -> str | None:
        """The text by the best candidate, or None where none makes sense of the bytes."""
        best, text = _ENOUGH, None
        for encoding in self._candidates:
            try:
                attempt = data.decode(encoding)
            except UnicodeDecodeError:
                continue
            marks = list(self._marks(attempt))
            mean = sum(marks) / len(marks) if marks else 0.0
            if mean > best or (text is None and mean == best):
                best, text = mean, attempt
        return text

    def _marks(self, text: str) -> Iterator[int]:
        """How likely each character beyond ASCII is where it stands: 2 at home, 1 possible, below 0 out of place."""
        for at, char in enumerate(text):
            if char.isascii():
                continue
            before = text[at - 1] if at else " "
            after = text[at + 1] if at + 1 < len(text) else " "
            if char in self._letters:
                yield -3 if char.isupper() and before.islower() else 2
            elif char in self._joiners:
                yield 2 if before.isalpha() and after.isalpha() else 1
            elif char in self._signs:
                yield -2 if before.isalpha() and after.isalpha() else 1
            else:
                yield -2


def _latin(data: bytes) -> bool:
    """Whether most letters are those of ASCII, as in every language written in Latin letters."""
    return len(data) - len(data.translate(None, _BEYOND)) <= len(data) - len(data.translate(None, _LETTERS))


def _strict(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        reason = "truncated" if len(data) - error.start < 4 else "undecodable"
        raise Unfit(reason, f"{encoding.upper()}, byte {error.start}") from error


def _wide(data: bytes) -> str:
    """Which of UTF-16 and UTF-32 the places of the NUL bytes show. Raises Unfit where none fits."""
    sample = data[:4096]
    nul = [sum(byte == 0 for byte in sample[place::4]) / max(1, len(sample[place::4])) for place in range(4)]
    for encoding, empty in _WIDE.items():
        full = [place for place in range(4) if place not in empty]
        if all(nul[place] > 0.5 for place in empty) and all(nul[place] < 0.1 for place in full):
            return encoding
    raise Unfit("binary")


def _other_script(data: bytes) -> str:
    """Pages in other scripts, by a general detector; they must come out as letters. Raises Unfit else."""
    try:
        text = data.decode(detect_encoding(data) or "ascii")
    except (UnicodeDecodeError, LookupError) as error:
        raise Unfit("undecodable") from error
    beyond = [c for c in text if not c.isascii()]
    letters = sum(map(str.isalpha, beyond))
    if letters < 0.8 * len(beyond) or any(unicodedata.name(c, "").startswith("LATIN") for c in beyond):
        raise Unfit("undecodable")
    return text


def _checked(text: str) -> str:
    if not text.strip():
        raise Unfit("empty")
    if "\0" in text or len(_CONTROL.findall(text)) > _MOST_CONTROLS * len(text):
        raise Unfit("binary")
    if not any(map(str.isalpha, text)):
        raise Unfit("no_text")
    return text
