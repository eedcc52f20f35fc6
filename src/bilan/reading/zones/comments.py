"""Where readers speak: behind a heading, or, without one, behind the signature of an article whose tone changes."""

import re
from collections.abc import Sequence

from bilan.knowledge.zones import CommentWords
from bilan.reading.zones.blocks import Block

_QUOTED = re.compile(r"«[^»]{0,600}»|“[^”]{0,600}”|\"[^\"]{0,600}\"")
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_SHOUT = re.compile(r"[!?]\s?[!?]|\?\?|!!|\.{4,}")
_ROUGH = re.compile(r",[^\W\d_]|[^\W\d_]\.[^\W\d_]{2}|[.!?] [a-zà-ÿ]{2}| \.")
_ADDRESS = re.compile(r"https?://|www\.")
_WEIGHED = 500

BEFORE_HEADING = 250  # characters of running text that stand before a heading of comments, else it only counts them
BEFORE_SIGNATURE = 500  # and before a signature behind which unheaded comments may begin
TONE = 0.42  # mean style of lines from which on they are readers' words, where a signature stands before them
LOUD = 0.75  # and where nothing stands before them
QUIET = 0.3  # mean style of an article from which on it is too loud itself to set readers apart from it
_TRIED = 12  # how many headings, and how many signatures, of a page are tried


class Tone:
    """Weighs how a line sounds; built once from knowledge."""

    def __init__(self, words: CommentWords) -> None:
        self._persons = words.persons
        self._talk = frozenset(word for word in words.talk if " " not in word and "'" not in word)
        spoken = [word for word in words.talk if " " in word or "'" in word]
        self._phrases = re.compile(rf"(?<![^\W_])(?:{'|'.join(map(re.escape, spoken))})(?![^\W_])") if spoken else None

    def style(self, text: str, folded: str) -> float:
        """0 … 2: how much `text` (and `folded`, the same folded) sounds like a reader's comment."""
        low = folded[:_WEIGHED]
        if "«" in low or "“" in low or '"' in low:
            low = _QUOTED.sub(" ", low)
        words = _WORD.findall(low)
        if not words:
            return 0.0
        persons = sum(map(self._persons.__contains__, words))
        talk = sum(map(self._talk.__contains__, words))
        if self._phrases is not None:
            talk += len(self._phrases.findall(low))
        score = min(0.8, 0.3 * persons) + min(1.0, 0.45 * talk)
        score += (
            0.6 * bool(_SHOUT.search(low))
            + 0.5 * bool(_ADDRESS.search(low))
            + 0.35 * bool(_ROUGH.search(text[:_WEIGHED]))
        )
        score += 0.3 * (low.rstrip()[-1:] in "!?") + 0.4 * text[:1].islower()
        return min(2.0, score if len(low) < 160 else score * 0.8)


def find(blocks: list[Block], text: str, folded: str, tone: Tone) -> None:
    """Sets `mode` to `C` for blocks that readers wrote, and for headings of such."""
    page = _Page(blocks, text, folded, tone)
    start = page.headed()
    if start is None:
        start = page.dated()
    if start is None:
        start = page.unheaded()
    if start is not None:
        page.spread(start)


class _Page:
    """The blocks of one page, their style weighed when it is first asked for."""

    def __init__(self, blocks: list[Block], text: str, folded: str, tone: Tone) -> None:
        self._blocks, self._text, self._folded, self._tone = blocks, text, folded, tone
        self._styles: dict[int, float] = {}

    def style(self, index: int) -> float:
        known = self._styles.get(index)
        if known is None:
            block = self._blocks[index]
            weighed = not block.mark or block.shape in ("prose", "sentence", "item")
            known = (
                self._tone.style(self._text[block.start : block.end], self._folded[block.start : block.end])
                if weighed
                else 0.0
            )
            self._styles[index] = known
        return known

    def headed(self) -> int | None:
        """A heading of comments, if lines stand behind it that readers can have written."""
        blocks, before, tried = self._blocks, 0, 0
        for index, block in enumerate(blocks):
            if block.mark == "comments" and tried < _TRIED:
                tried += 1
                end = self._end(index + 1)
                after = range(index + 1, end)
                if before >= BEFORE_HEADING and after and not self._article_goes_on(after, before):
                    return index
                if before < BEFORE_HEADING and any(blocks[one].mark == "comment_meta" for one in after[:3]):
                    return index
            before += _running(block)
        return None

    def dated(self) -> int | None:
        """The first of several lines that tell who commented when."""
        found = [index for index, block in enumerate(self._blocks) if block.mark == "comment_meta"]
        if len(found) < 2 or sum(map(_running, self._blocks[: found[0]])) < BEFORE_HEADING:
            return None
        return found[0]

    def unheaded(self) -> int | None:
        """The line behind the first signature behind which the tone is that of readers; else a loud end of the page."""
        whole, before = sum(map(_running, self._blocks)), 0
        tried = 0
        for index, block in enumerate(self._blocks):
            if before >= BEFORE_SIGNATURE and 3 * before >= whole - before and _signature(block) and tried < _TRIED:
                tried += 1
                spoken = [one for one in range(index + 1, self._end(index + 1)) if not self._blocks[one].mark]
                if spoken and self._mean(spoken) >= TONE:
                    return index + 1
            before += _running(block)
        return self._loud_end()

    def _loud_end(self) -> int | None:
        """Where the last lines of the page, at least four of them, are all loud, behind an article that is not."""
        blocks, end = self._blocks, len(self._blocks)
        while end and blocks[end - 1].mark in ("form", "navigation", "source", "reply", "related"):
            end -= 1
        total, best, start = 0.0, 2.0, None
        for index in range(end - 1, 0, -1):
            total += self.style(index) - LOUD
            if total < -2.0 or blocks[index].mark in ("related", "insert", "timecode"):
                break
            if total > best and end - index >= 4:
                best, start = total, index
        if start is None or sum(map(_running, blocks[:start])) < BEFORE_SIGNATURE or self._mean(range(start)) >= QUIET:
            return None
        return start

    def spread(self, start: int) -> None:
        """From `start` to where comments end; forms and links among them stay what they are."""
        for index in range(start, self._end(start)):
            block = self._blocks[index]
            if block.mark not in ("form", "source", "navigation", "more") or not block.sure:
                block.mode = "C"

    def _end(self, start: int) -> int:
        """Index of the first block from `start` on that readers cannot have written."""
        titles = 0
        for index in range(start, len(self._blocks)):
            block = self._blocks[index]
            if block.mark in ("related", "timecode", "insert") or (block.mark == "source" and block.words > 2):
                return index
            if block.mark == "form" and block.sure and not self._speaks_on(index):
                return index
            titles = titles + 1 if block.titular and block.words >= 5 and self.style(index) < 0.2 else 0
            if titles == 4:
                return index - 3
        return len(self._blocks)

    def _speaks_on(self, index: int) -> bool:
        """Whether readers speak behind a form: among the next lines one is dated or loud."""
        ahead = range(index + 1, min(index + 9, len(self._blocks)))
        return any(self._blocks[one].mark in ("comment_meta", "reply") or self.style(one) >= 0.6 for one in ahead)

    def _article_goes_on(self, after: range, before: int) -> bool:
        """Whether far more running text stands behind than before, in the tone of an article."""
        spoken = [one for one in after if self._blocks[one].running]
        behind = sum(_running(self._blocks[one]) for one in after)
        return bool(spoken) and behind > 2 * before and self._mean(spoken) < 0.35

    def _mean(self, indices: Sequence[int]) -> float:
        return sum(map(self.style, indices)) / len(indices) if indices else 0.0


def _signature(block: Block) -> bool:
    return block.mark in ("byline", "source") or (block.named > 0 and not block.mark)


def _running(block: Block) -> int:
    """Characters of running text."""
    return block.length if block.running and block.mark in ("", "insert") else 0
