"""Cuts within a line, where a page glued furniture to its text."""

import bisect
import re

from bilan.knowledge.zones import ZoneWords, either
from bilan.reading.folding import fold
from bilan.reading.lexicon import Lexicon
from bilan.reading.zones.blocks import Block

_GLUE = re.compile(r"(?<=[a-zà-ÿ]{2})(?=[A-ZÀ-Ý][a-zà-ÿ' ’])")
_STOP = re.compile(r"[.!?…]+[»”\"]?(?=\s|[A-ZÀ-Ý«“]|$)")
_TOKEN = re.compile(r"\S+")
_CLOCK = r"(?:[ ,–-]{1,3}(?:[^\W\d_] )?\d{1,2} ?[^\W\d_:]?:? ?\d{0,2})?"
_FIGURE = re.compile(r"\d|:")
_SHORTEST = 40  # characters: a shorter line is never cut
_FROM_WORD = 3  # words that an inserted title has at least
_BEHIND = 110  # characters of a line's end in which a day of publication may stand
_PROSE = 100  # a line with such a day behind it is at least so long


class Glued:
    """Spans of a page, in order: inserted titles (start, start of the title) and publication lines (start, end)."""

    def __init__(self, inserts: list[tuple[int, int]], published: list[tuple[int, int]]) -> None:
        self._inserts, self._published = inserts, published

    def inserts_within(self, start: int, end: int) -> list[tuple[int, int]]:
        return _within(self._inserts, start, end)

    def published_within(self, start: int, end: int) -> list[tuple[int, int]]:
        return _within(self._published, start, end)


def _within(spans: list[tuple[int, int]], start: int, end: int) -> list[tuple[int, int]]:
    first = bisect.bisect_left(spans, (start, 0))
    return [span for span in spans[first : bisect.bisect_left(spans, (end, 0))] if span[1] <= end]


class Gluer:
    """Built once from knowledge; `cut` takes time linear in the line."""

    def __init__(self, words: ZoneWords) -> None:
        file = words.file
        month, weekday, first, the = (either(one) for one in (words.months, words.weekdays, words.first, words.the))
        worded = rf"\d{{1,2}}(?:{first})? (?:{month})\.?,? \d{{4}}"
        day = rf"(?:(?:{weekday}),? )?(?:{the} )?(?:\d{{1,2}}[./-]\d{{1,2}}[./-]\d{{4}}|{worded})"
        self._openers = file.words.openers
        self._phrases = Lexicon(
            [(one, "insert") for one in file.inline] + [(one, "published") for one in file.published]
        )
        self._separator = re.compile(r"(?: ?[:>|] ?| [-–—] )(?=\S)")
        self._day = re.compile(rf" ?:? ?{day}{_CLOCK}")
        self._button = re.compile(rf"\s(?:{either(file.buttons)})$")
        self._day_behind = re.compile(rf"[.!?»”\"]\s*({day}[^.!?]{{0,50}})$")
        town, agency = r"[^\W\d_][^.!?:()\n]{1,40}?,?", r"\([^()\n]{2,30}\)"
        self._dispatch = re.compile(rf"{town} (?:{the} )?(?:(?:{weekday}) )?{worded} ?{agency} ?[-–—:]+(?=\s|$)")

    def find(self, folded: str) -> "Glued":
        """Where in the page words stand that may open something glued into a line; asked once a page."""
        inserts, published = [], []
        for hit in self._phrases.every(folded):
            if hit.payload == "insert" and (match := self._separator.match(folded, hit.end)):
                inserts.append((hit.start, match.end()))
            elif hit.payload == "published" and (match := self._day.match(folded, hit.end)):
                published.append((hit.start, match.end()))
        return Glued(inserts, published)

    def cut(self, block: Block, text: str, folded: str, glued: "Glued") -> list[Block]:
        """`block`, or the parts of it, in order; parts that are known for what they are bear their mark."""
        if block.length < _SHORTEST:
            return self._buttons(block, text, folded)
        parts: list[Block] = []
        at = self._opening(block, folded, parts)
        for start, title in glued.inserts_within(at, block.end):
            if start < at:
                continue
            end = self._title_end(title, block.end, text)
            if start == block.start and end >= block.end:
                return [block]
            _add(parts, text, at, start, block)
            _add(parts, text, start, end, block, mark="insert")
            at = end
        rest = Block.trimmed(text, at, block.end, glued=block.glued or bool(parts))
        return parts + (self._dated(rest, text, folded, glued) if rest.end > rest.start else [])

    def _opening(self, block: Block, folded: str, parts: list[Block]) -> int:
        """Sets town, day and agency of a dispatch apart; gives where the text goes on."""
        if "(" not in folded[block.start : block.start + 110]:
            return block.start
        match = self._dispatch.match(folded, block.start, block.end)
        if match is None or match.end() >= block.end:
            return block.start
        parts.append(Block(block.start, match.end(), block.glued, mark="dateline"))
        return match.end()

    def _dated(self, block: Block, text: str, folded: str, glued: "Glued") -> list[Block]:
        """Sets a publication line apart that stands within or behind another line."""
        for start, end in glued.published_within(block.start, block.end):
            behind = text[end : block.end].strip()
            if not text[start].isupper() or (start < block.start + 8 and not _names_site(behind)):
                continue
            head = Block.trimmed(text, block.start, start, glued=block.glued)
            parts = self._buttons(head, text, folded) if head.end > head.start else []
            _add(parts, text, start, end, block, mark="dateline")
            rest = Block.trimmed(text, end, block.end, glued=True)
            if rest.end > rest.start:
                rest.mark = "source" if text[rest.start] in "|-–—" and rest.length < 60 else ""
                parts.append(rest)
            return parts
        return self._behind(block, text, folded)

    def _behind(self, block: Block, text: str, folded: str) -> list[Block]:
        if block.length >= _PROSE and any(map(str.isdigit, folded[block.end - 60 : block.end])):
            match = self._day_behind.search(folded, max(block.start, block.end - _BEHIND), block.end)
            if match is not None:
                head = Block.trimmed(text, block.start, match.start(1), glued=block.glued)
                return [head, Block.trimmed(text, match.start(1), block.end, glued=True)]
        return self._buttons(block, text, folded)

    def _buttons(self, block: Block, text: str, folded: str) -> list[Block]:
        """Sets a share button apart that stands behind a short line."""
        if block.length <= 120:
            match = self._button.search(folded, block.start, block.end)
            if match is not None and text[match.start() + 1].isupper() and text[match.start() - 1] not in ".!?":
                head = Block.trimmed(text, block.start, match.start(), glued=block.glued)
                return [head, Block(match.start() + 1, block.end, glued=True, mark="navigation")]
        return [block]

    def _title_end(self, start: int, stop: int, text: str) -> int:
        """Where a title from `start` on ends: at a full stop, at a capital glued on, or before an opening word."""
        stops = _STOP.search(text, start, stop)
        end = stops.end() if stops is not None else stop
        glued = _GLUE.search(text, start, end)
        if glued is not None:
            end = glued.start()
        for number, match in enumerate(_TOKEN.finditer(text, start, end)):
            if number >= _FROM_WORD and self._opens(match[0], text[match.start() - 2]):
                return match.start()
        return end

    def _opens(self, word: str, before: str) -> bool:
        """Whether `word`, printed with a capital behind a word without a stop, begins a sentence."""
        return (
            word[0].isupper() and before.isalnum() and fold(re.split(r"['’]", word)[0].strip(",.:;")) in self._openers
        )


def _names_site(behind: str) -> bool:
    """Whether what stands behind a publication line, apart by a bar or a dash, is a name and no figure of the page."""
    name = behind.lstrip("|–—- ")
    return behind[:1] in ("|", "–", "—", "-") and 2 <= len(name) < 40 and name[0].isupper() and not _FIGURE.search(name)


def _add(parts: list[Block], text: str, start: int, end: int, whole: Block, *, mark: str = "") -> None:
    part = Block.trimmed(text, start, end, glued=whole.glued or start > whole.start)
    if part.end > part.start:
        part.mark = mark
        parts.append(part)
