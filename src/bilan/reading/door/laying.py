"""Lays a quote on a page's own characters: typography is forgiven, words and figures never.

Both are brought into one form, their *twin*, of which every character knows what it stands for. In it, apostrophes,
quotation marks and spaces of all kinds are nothing but the border between two words, dashes are one dash, ligatures are
their letters, an accent belongs to its letter, and dots in a row are one ellipsis. What is left must be equal, but for
the case of the first letter and marks at the two ends.
"""

import re
import unicodedata
from collections.abc import Iterator

import msgspec

_APOSTROPHES = frozenset("'’‘ʼ`´′‛＇‚‹›")
_QUOTES = frozenset('"“”„‟«»″〝〞＂')
_DASHES = frozenset("-‐‑‒–—―−﹣－")
_ELLIPSIS = "…"
_LIGATURES = {
    0x153: "oe", 0xE6: "ae", 0xC6: "AE", 0x132: "IJ", 0x133: "ij",
    0xFB00: "ff", 0xFB01: "fi", 0xFB02: "fl", 0xFB03: "ffi", 0xFB04: "ffl", 0xFB05: "st", 0xFB06: "st",
}  # fmt: skip
_CAPITAL_OE = 0x152
_EDGE = frozenset(".,;:!?…-()[]{}*•·|<>_/\\")
_DOTS = re.compile(r"\.{2,}")


class Twin(msgspec.Struct, frozen=True):
    """`chars[i]` stands for `text[starts[i]:ends[i]]`; a border between words is one blank."""

    chars: str
    starts: list[int]
    ends: list[int]


def twin(text: str) -> Twin:
    """The twin of `text`; linear."""
    chars: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    border = False
    for start, end, cluster in _clusters(text):
        if cluster.isspace() or cluster in _APOSTROPHES or cluster in _QUOTES:
            border = True
            continue
        for char in _expanded(text, end, cluster):
            if border and chars and chars[-1].isalnum() and char.isalnum():
                chars.append(" ")
                starts.append(ends[-1])
                ends.append(start)
            border = False
            if chars and char == chars[-1] and char in ("-", _ELLIPSIS):
                ends[-1] = end
                continue
            chars.append(char)
            starts.append(start)
            ends.append(end)
    return Twin("".join(chars), starts, ends)


def _clusters(text: str) -> Iterator[tuple[int, int, str]]:
    """Characters with the accents that follow them, composed; dots in a row as one; characters of no width left out."""
    at, length = 0, len(text)
    while at < length:
        end = at + 1
        if text[at] == "." and (dots := _DOTS.match(text, at)):
            yield at, dots.end(), _ELLIPSIS
            at = dots.end()
            continue
        while end < length and ord(text[end]) > 0x2FF and unicodedata.combining(text[end]):
            end += 1
        cluster = text[at] if end == at + 1 else unicodedata.normalize("NFC", text[at:end])
        if cluster.isascii() or cluster.isspace() or unicodedata.category(cluster[0]) not in ("Cf", "Cc"):
            yield at, end, cluster
        at = end


def _expanded(text: str, end: int, cluster: str) -> str:
    if cluster in _DASHES:
        return "-"
    if ord(cluster[0]) == _CAPITAL_OE:
        return "Oe" if text[end : end + 1].islower() else "OE"
    return _LIGATURES.get(ord(cluster[0]), cluster)


class Quote:
    """A quote ready to be laid: its `core` in twin form, without the marks at its ends, which are kept apart."""

    def __init__(self, quote: str) -> None:
        made = twin(quote)
        low, high = 0, len(made.chars)
        while low < high and made.chars[low] in _EDGE and not _minus(made.chars, low):
            low += 1
        while high > low and made.chars[high - 1] in _EDGE:
            high -= 1
        self.core = made.chars[low:high]
        self.opening = quote[: made.starts[low]] if low < high else ""
        self.closing = quote[made.ends[high - 1] :] if low < high else ""

    def on(self, text: str, page: Twin) -> list[tuple[int, int]]:
        """Where it stands in `text`, whose twin is `page`: offsets of `text`, in order."""
        found = []
        for low in sorted({at for form in self._forms() for at in _each(page.chars, form)}):
            high = low + len(self.core)
            if not _inside_word(text, page, low, high):
                found.append(self._with_marks(text, page.starts[low], page.ends[high - 1]))
        return found

    def _forms(self) -> set[str]:
        """Itself, and with the other case of its first letter."""
        return {self.core, self.core[:1].swapcase() + self.core[1:]} if self.core else set()

    def _with_marks(self, text: str, start: int, end: int) -> tuple[int, int]:
        """The span with those marks around it that the quote has too."""
        for mark in _marks(self.closing):
            at = _skip(text, end, 1)
            if at >= len(text) or _class(text[at]) != mark:
                break
            end = _dots_end(text, at) if mark == _ELLIPSIS else at + 1
        for mark in reversed(_marks(self.opening)):
            at = _skip(text, start - 1, -1)
            if at < 0 or _class(text[at]) != mark:
                break
            start = at
        return start, end


def _minus(chars: str, at: int) -> bool:
    return chars[at] == "-" and chars[at + 1 : at + 2].isdigit()


def _each(chars: str, form: str) -> Iterator[int]:
    at = chars.find(form)
    while at >= 0:
        yield at
        at = chars.find(form, at + 1)


def _inside_word(text: str, page: Twin, low: int, high: int) -> bool:
    """Whether a match begins or ends inside a word, a compound ("vice-president") or behind a minus sign."""
    start, end = page.starts[low], page.ends[high - 1]
    before, after = page.chars[low - 1 : low] if low else "", page.chars[high : high + 1]
    if _one_word(before, page.chars[low]) or _one_word(page.chars[high - 1], after):
        return True
    if before == "-" and page.ends[low - 1] == start and text[start].isalnum():
        outer = page.chars[low - 2 : low - 1] if low > 1 else ""
        return (outer.isalnum() and page.ends[low - 2] == page.starts[low - 1]) or text[start].isdigit()
    if after != "-" or not page.chars[high + 1 : high + 2].isalnum():
        return False
    return page.starts[high] == end and page.ends[high] == page.starts[high + 1]


def _one_word(left: str, right: str) -> bool:
    """Whether two neighbours belong to one word; pages glue a heading to the sentence behind it ("visasThe")."""
    return left.isalnum() and right.isalnum() and not (left.islower() and right.isupper())


def _marks(around: str) -> list[str]:
    return [_class(char) for char in _DOTS.sub(_ELLIPSIS, around) if not char.isspace()]


def _class(char: str) -> str:
    """A mark as it is compared: any quotation mark is one."""
    if char in _QUOTES or char in _APOSTROPHES:
        return '"'
    return "-" if char in _DASHES else char


def _skip(text: str, at: int, step: int) -> int:
    while 0 <= at < len(text) and text[at].isspace() and text[at] != "\n":
        at += step
    return at


def _dots_end(text: str, at: int) -> int:
    dots = _DOTS.match(text, at)
    return dots.end() if dots else at + 1
