"""What a line is by its form, whatever it says."""

import re

from bilan.knowledge.zones import Words
from bilan.reading.zones.blocks import Block

_WORD = re.compile(r"[^\W\d_]+")
_LAST = re.compile(r"[^\W\d_]+$")
_ENDED = re.compile(r"[.!?…:;][\"'»”’)\]\s]*$|[.!?…][\"'»”’)\]\s]*\[?\d{0,2}\]?$|[»”]$")
_TRAILING = re.compile(r"(?:\.\.+|…|\[\s?(?:…|\.\.\.)\s?\]|\(\s?(?:…|\.\.\.)\s?\))[\"'»”’)\]\s]*$")
_ITEM = re.compile(r"(?:[-–—•·*▪►‣○●]|\d{1,2}\s?[.)°/]|[a-z]\))\s*\S")
_NEAR = 45  # characters of a line in which the colon of a headline stands
_WEIGHED = 320  # characters of a line that are looked at: enough to tell, and linear for pages of one line

UNENDED = 200  # a line of this length is running text if it holds small words, even without a full stop
MANY = 20  # words from which on a long line that ends like a sentence is running text in any language
PROSE = 140  # a line of this length is running text if it ends like a sentence, in whatever way
CUT_OFF = 80  # a line of this length is running text if it breaks off behind a small word
SHORT_PROSE = 70  # a line of this length is running text if it also ends like a sentence


def weigh(block: Block, text: str, folded: str, words: Words) -> None:
    """Sets shape, words, small, ended, trailing and key of `block`."""
    stop = min(block.end, block.start + _WEIGHED)
    found = _WORD.findall(folded, block.start, stop)
    block.words = len(found)
    block.small = sum(map(words.small.__contains__, found)) / len(found) if found else 0.0
    tail = text[max(block.start, block.end - 12) : block.end]
    block.ended = _ENDED.search(tail) is not None
    block.trailing = _TRAILING.search(tail) is not None
    block.asks = tail.rstrip(" \"'»”’)").endswith(("?", "!"))
    block.coloned = ":" in text[block.start : min(block.end, block.start + _NEAR)]
    block.quoted = text[block.start] in '«“"' and text[block.end - 1] in '»”"'
    block.key = " ".join(found[:24])
    last = _LAST.search(folded, max(block.start, block.end - 20), block.end)
    block.shape = _shape(block, text, broken=last is not None and last[0] in words.small)


def _shape(block: Block, text: str, *, broken: bool) -> str:
    """`broken`: it ends in a small word, as a sentence that was cut off may."""
    length, running = block.length, block.small >= 0.2
    if length >= PROSE and block.ended and block.words >= MANY:
        return "prose"
    if (length >= UNENDED and block.small >= 0.24) or (length >= PROSE and running and block.ended):
        return "prose"
    if length >= CUT_OFF and block.small >= 0.3 and broken and not block.ended:
        return "prose"
    if length >= SHORT_PROSE and running and block.ended:
        return "prose"
    if block.words >= 3 and _ITEM.match(text, block.start, block.end):
        return "item"
    if block.ended and (block.words >= 4 or (block.words and text[block.end - 1] in ".!?»" and block.length < 60)):
        return "sentence"
    return "short" if block.words <= 3 else "title"
