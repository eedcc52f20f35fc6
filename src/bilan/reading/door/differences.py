"""Says in what a quote differs from the passage that is most like it, the gravest difference first."""

import re
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from rapidfuzz import fuzz
from rapidfuzz.distance import Levenshtein

from bilan.model.document import Zone
from bilan.reading.door.laying import Quote, Twin
from bilan.reading.door.lexis import DoorWords
from bilan.reading.door.proposal import Refusal

LIKE: Final = 60.0
"""Likeness (0 to 100) below which the article has nothing to compare a quote with."""

_TOKEN = re.compile(r"[0-9]+(?:[.,][0-9]+)*|[^\W_]+|[^\w\s]|_")
_GRAVITY = ("number", "negation", "country", "name", "word", "case", "punctuation")


class _Token(NamedTuple):
    text: str
    start: int
    end: int


class _Difference(NamedTuple):
    reason: str
    page: str
    quote: str
    start: int
    end: int


def told(text: str, page: Twin, article: Sequence[Zone], quote: Quote, words: DoorWords) -> Refusal:
    """The refusal of a quote that stands nowhere: what differs, and where in the page."""
    window = _likest(page, article, quote.core)
    if window is None:
        return Refusal.of("the article has no passage like it", "unlike")
    there = _tokens(page.chars, *window)
    here = _tokens(quote.core, 0, len(quote.core))
    differences = sorted(_differences(page, there, here, words), key=lambda d: _GRAVITY.index(d.reason))
    if not differences:
        start, end = page.starts[window[0]], page.ends[window[1] - 1]
        return Refusal.of("it begins or ends inside a word", "cut", start=start, end=end)
    return _refusal(text, differences[0])


def _refusal(text: str, worst: _Difference) -> Refusal:
    reason, start, end = worst.reason, worst.start, worst.end
    at, there, here = str(start), text[start:end], worst.quote
    if not worst.page:
        return Refusal.of("at {at} the quote adds “{quote}”", reason, start=start, end=end, at=at, quote=here)
    if not worst.quote:
        return Refusal.of("at {at} the quote leaves out “{page}”", reason, start=start, end=end, at=at, page=there)
    return Refusal.of(
        "at {at} the page has “{page}”, the quote “{quote}”", reason, start=start, end=end,
        at=at, page=there, quote=here,
    )  # fmt: skip


def _likest(page: Twin, article: Sequence[Zone], core: str) -> tuple[int, int] | None:
    """The stretch of the twin within the article that is most like the quote."""
    best: tuple[float, int, int] = (LIKE, 0, 0)
    for low, high in _stretches(page, article):
        found = fuzz.partial_ratio_alignment(core, page.chars[low:high], score_cutoff=best[0])
        if found is not None and found.score >= best[0] and found.dest_end > found.dest_start:
            best = (found.score, low + found.dest_start, low + found.dest_end)
    return None if best[2] == 0 else _widened(page.chars, best[1], best[2])


def _stretches(page: Twin, article: Sequence[Zone]) -> Iterator[tuple[int, int]]:
    """The article's zones as offsets of the twin."""
    at = 0
    for zone in article:
        while at < len(page.starts) and page.starts[at] < zone.start:
            at += 1
        low = at
        while at < len(page.starts) and page.ends[at] <= zone.end:
            at += 1
        if at > low:
            yield low, at


def _widened(chars: str, low: int, high: int) -> tuple[int, int]:
    """To the borders of words."""
    while low > 0 and chars[low - 1].isalnum() and chars[low].isalnum():
        low -= 1
    while high < len(chars) and chars[high].isalnum() and chars[high - 1].isalnum():
        high += 1
    return low, high


def _tokens(chars: str, low: int, high: int) -> list[_Token]:
    return [_Token(m[0], m.start(), m.end()) for m in _TOKEN.finditer(chars, low, high)]


def _differences(page: Twin, there: list[_Token], here: list[_Token], words: DoorWords) -> Iterator[_Difference]:
    """Where the two rows of words part; what only the page has before and behind the quote is no difference."""
    codes = Levenshtein.opcodes([t.text for t in there], [t.text for t in here])
    for code in codes:
        first, last, low, high = code.src_start, code.src_end, code.dest_start, code.dest_end
        tag = code.tag
        if tag == "equal" or (tag == "delete" and (low == 0 or low == len(here))):
            continue
        ours, theirs = _joined(there[first:last]), _joined(here[low:high])
        start = page.starts[there[first].start] if first < last else page.ends[there[max(0, first - 1)].end - 1]
        end = page.ends[there[last - 1].end - 1] if first < last else start
        yield _Difference(_reason(ours, theirs, words, first=low == 0), ours, theirs, start, end)


def _joined(tokens: Sequence[_Token]) -> str:
    return " ".join(token.text for token in tokens)


def _reason(ours: str, theirs: str, words: DoorWords, *, first: bool) -> str:
    if ours.casefold() == theirs.casefold():
        return "case"
    kinds = [words.kind(side, first=first) for side in (ours, theirs) if side]
    return min(kinds, key=_GRAVITY.index)
