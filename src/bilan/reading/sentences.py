"""Sentences: where one stops and the next begins, also where the page glued them ("…bilatérales.Consolidation")."""

import re
from collections.abc import Iterator, Sequence

import msgspec

from bilan.knowledge.sentences import SentenceWords
from bilan.model.document import Zone
from bilan.model.vocabulary import ARTICLE_ZONES

LONGEST = 1200
"""Characters of a sentence: what runs on is cut at a mark or a space, so that no page takes more than linear time."""
_STOP = re.compile(r"[.!?…]+[\"'’”»)\]]*|\n[ \t\u00a0]*(?:\n|$)|\n")


class Sentence(msgspec.Struct, frozen=True):
    """`text[start:end]`, without white space at its ends. `paragraph` counts from 0 within the document."""

    start: int
    end: int
    paragraph: int


def sentences(text: str, start: int, end: int, words: SentenceWords, first_paragraph: int = 0) -> Iterator[Sentence]:
    """The sentences of `text[start:end]`, in order; a line end always ends one."""
    at, paragraph = start, first_paragraph
    for match in _STOP.finditer(text, start, end):
        if match[0][0] == "\n":
            yield from _cut(text, at, match.start(), paragraph)
            at, paragraph = match.end(), paragraph + 1
        elif _ends(text, match, end, words):
            yield from _cut(text, at, match.end(), paragraph)
            at = match.end()
    yield from _cut(text, at, end, paragraph)


def of_article(text: str, zones: Sequence[Zone], words: SentenceWords) -> list[tuple[Sentence, str]]:
    """The sentences of the article, each with its zone; every zone opens a paragraph."""
    pieces: list[tuple[Sentence, str]] = []
    paragraph = 0
    for zone in zones:
        if zone.zone in ARTICLE_ZONES:
            for sentence in sentences(text, zone.start, zone.end, words, paragraph):
                pieces.append((sentence, zone.zone))
                paragraph = sentence.paragraph
            paragraph += 1
    return pieces


def _cut(text: str, start: int, end: int, paragraph: int) -> Iterator[Sentence]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    while end - start > LONGEST:
        at = max(text.rfind(mark, start + LONGEST // 2, start + LONGEST) for mark in ",;: ") + 1
        stop = at or start + LONGEST
        yield Sentence(start, stop, paragraph)
        start = stop
        while start < end and text[start].isspace():
            start += 1
    if start < end:
        yield Sentence(start, end, paragraph)


def _ends(text: str, match: "re.Match[str]", limit: int, words: SentenceWords) -> bool:
    """Whether this full stop ends a sentence: no abbreviation, initial, number or address."""
    after = match.end()
    if after >= limit:
        return True
    following = text[after]
    if match[0] == ".":
        word_start = match.start()
        while word_start > 0 and (text[word_start - 1].isalnum() or text[word_start - 1] in ".-"):
            word_start -= 1
        word = text[word_start : match.start()]
        if word.lower() in words.abbreviations or (len(word) == 1 and word.isupper()):
            return False
        if "." in word and all(len(part) <= 1 for part in word.split(".")):
            return False
        if following.isdigit() or following.islower() or following in ",;:)@/":
            return False
        if not following.isspace():  # glued: only a capital that opens a word, after a word of some length
            capital = following.isupper() and after + 1 < limit and text[after + 1].islower()
            return capital and len(word) > 2 and not word.isupper()
    if not following.isspace():
        return following.isupper() or following in "«“\"'"
    ahead = after
    while ahead < limit and text[ahead].isspace() and text[ahead] != "\n":
        ahead += 1
    return ahead >= limit or not text[ahead].islower()
