"""What a line is by the words it holds: the lists and rules of `zones.toml`."""

import re
from collections import defaultdict

from bilan.knowledge.zones import ZoneWords
from bilan.reading.folding import fold
from bilan.reading.lexicon import Lexicon
from bilan.reading.zones.blocks import Block
from bilan.reading.zones.datelines import Datelines
from bilan.reading.zones.names import Names
from bilan.reading.zones.rules import Rules

_RULED = 180  # characters of running text that a rule may still be about (a caption)
_READ = 430  # characters of a line that are looked at for its opening words
_EDGE = ' \t.,:;!|•·*>»«<→►▶–—-_/()[]{}…"“”#&+=~@°※✅⏩▪●○\u200b\ufe0f'
_COUNT = re.compile(r"[\s(\[]*\d{1,6}[\s)\]]*$")
_NUMBERS = re.compile(r"[\d\s.,:/+%|()-]+")

# How long a line may be, in characters, for a mark of each kind to hold: longer ones are text that begins alike.
_LONGEST = {
    "navigation": 260, "form": 420, "related": 110, "more": 90, "insert": 260, "comments": 90, "reply": 90,
    "dateline": 140, "byline": 130, "source": 260, "caption": 260,
}  # fmt: skip


class Marks:
    """Built once from knowledge; `mark` sets `mark`, `sure` and `named` of each block."""

    def __init__(self, words: ZoneWords) -> None:
        file = words.file
        self._words = file.words
        self._whole = {_bare(fold(phrase)): mark for phrase, mark in reversed(file.whole.each())}
        self._opens: dict[str, list[tuple[str, str]]] = defaultdict(list)
        for phrase, mark in file.opens.each():
            self._opens[fold(phrase)[:2]].append((fold(phrase), mark))
        for phrases in self._opens.values():
            phrases.sort(key=lambda pair: -len(pair[0]))
        self._holds = Lexicon(
            [(phrase, ("holds", mark)) for phrase, mark in file.holds.each()]
            + [(phrase, ("addressed", "form")) for phrase in file.addressed.form]
            + [(phrase, ("addressed", "navigation")) for phrase in file.addressed.navigation]
            + [(phrase, ("address", "")) for phrase in file.addressed.address]
        )
        self._rules = Rules(words)
        self._names = Names(file.words)
        self._datelines = Datelines(words)

    def mark(self, blocks: list[Block], text: str, folded: str) -> None:
        held = self._held(blocks, folded)
        for index, block in enumerate(blocks):
            line = text[block.start : block.end] if block.length <= 140 else ""
            if not block.mark:
                block.mark = self._of(block, line, folded, held.get(index, ()))
            if not block.mark and line:
                block.named = self._names.grade(line)

    def _of(self, block: Block, line: str, folded: str, held: "tuple[tuple[str, str], ...]") -> str:
        low = folded[block.start : min(block.end, block.start + _READ)]
        mark = self.alone(low, line, block)
        block.sure = mark != ""
        return mark or self._by_holding(block, held)

    def alone(self, low: str, line: str, block: Block) -> str:
        """The mark of a line by itself; `line` is empty for a long one."""
        by_rule = self._by_rule(low, line) if block.shape != "prose" or block.length <= _RULED else ""
        if by_rule == "comment_meta":
            return by_rule
        if line and self._datelines.fits(line, low):
            return "dateline"
        return self._by_whole(low) or by_rule or _figures(low) or self._by_opening(block, low)

    def _by_whole(self, low: str) -> str:
        if len(low) > 80:
            return ""
        bare = _bare(low)
        return self._whole.get(bare) or self._whole.get(_bare(_COUNT.sub("", bare))) or ""

    def _by_rule(self, low: str, line: str) -> str:
        return next((mark for mark in self._rules.marks(low) if mark != "byline" or self._signs(line)), "")

    def _signs(self, line: str) -> bool:
        """Whether more than half of the words of a by-line, small ones aside, are capitalised, as names are."""
        tokens = [token.strip("'’.,()|/&–—-") for token in line.split()[1:]]
        tokens = [token for token in tokens if token and fold(token) not in self._words.small]
        return bool(tokens) and (
            2 * sum(token[0].isupper() for token in tokens) > len(tokens) or _role(tokens, self._words.publication)
        )

    def _by_opening(self, block: Block, low: str) -> str:
        at = 0
        while at < len(low) and at < 6 and not low[at].isalnum() and low[at] not in "(©[":
            at += 1
        for start in {0, at}:
            for phrase, mark in self._opens.get(low[start : start + 2], ()):
                if low.startswith(phrase, start) and _bounded(low, start + len(phrase)) and self._allowed(mark, block):
                    return mark
        return ""

    def _allowed(self, mark: str, block: Block) -> bool:
        if block.length > _LONGEST[mark]:
            return False
        return mark not in ("related", "navigation", "dateline") or block.shape != "prose"

    def _held(self, blocks: list[Block], folded: str) -> "dict[int, tuple[tuple[str, str], ...]]":
        """What each block holds of the phrases that may stand anywhere in a line."""
        found: dict[int, list[tuple[str, str]]] = defaultdict(list)
        index = 0
        for hit in self._holds.every(folded):
            while index < len(blocks) and blocks[index].end <= hit.start:
                index += 1
            if index < len(blocks) and blocks[index].start <= hit.start:
                found[index].append(hit.payload)
        return {index: tuple(payloads) for index, payloads in found.items()}

    def _by_holding(self, block: Block, held: "tuple[tuple[str, str], ...]") -> str:
        if not held or block.length > 700:
            return ""
        for where, mark in held:
            if where == "holds" and (mark != "caption" or not block.ended or block.length < 200):
                return mark
        addressed = [mark for where, mark in held if where == "addressed"]
        if addressed and any(where == "address" for where, _ in held) and (len(addressed) > 1 or block.length < 160):
            return addressed[0]
        return ""


def _role(tokens: list[str], publication: frozenset[str]) -> bool:
    return fold(tokens[-1]) in publication


def _figures(low: str) -> str:
    """Nothing but figures and signs."""
    return "navigation" if len(low) <= 80 and _NUMBERS.fullmatch(_bare(low) or "0") else ""


def _bare(low: str) -> str:
    return low.strip(_EDGE)


def _bounded(low: str, at: int) -> bool:
    return at >= len(low) or not (low[at].isalnum() and low[at - 1].isalnum())
