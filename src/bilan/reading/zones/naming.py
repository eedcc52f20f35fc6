"""The zone of each line, from the course of the page, the line's mark and its place."""

from bilan.reading.zones import headlines
from bilan.reading.zones.blocks import Block

_BY_MARK = {
    "navigation": "navigation", "form": "form", "related": "related", "more": "related", "insert": "related",
    "timecode": "related", "ticker": "related", "comments": "form", "reply": "navigation", "comment_meta": "dateline",
    "dateline": "dateline", "byline": "byline", "source": "source", "caption": "caption",
}  # fmt: skip
_KEPT = ("form", "navigation", "source")  # marks that hold within blocks of other articles
_LEAD = 650  # characters: a longer first paragraph is body
_NEAR = 6  # lines above the article in which a name is taken for a caption
_BEHIND = 12  # lines behind a name that are looked at for the article to go on


def name(blocks: list[Block]) -> None:
    """Sets `zone` of every block."""
    naming = _Naming(blocks)
    naming.all_lines(range(len(blocks)))
    if naming.first is None:
        naming.listed()
        return
    best = headlines.mark(blocks, naming.first)
    if best is not None:
        naming.below_headline(best)
        headlines.repeats(blocks, best, naming.first)
    naming.lead(titled=best is not None)


class _Naming:
    """Names the lines of one page. `first` is the index of the article's first running text."""

    def __init__(self, blocks: list[Block]) -> None:
        self._blocks = blocks
        self.first = next((index for index in range(len(blocks)) if self._begins(index)), None)

    def _begins(self, index: int) -> bool:
        block = self._blocks[index]
        return block.mode == "A" and not block.mark and block.running and not headlines.spoken(self._blocks, index)

    def all_lines(self, indices: range) -> None:
        for index in indices:
            if self._blocks[index].zone != "headline":
                self._blocks[index].zone = self._zone(index)

    def below_headline(self, best: int) -> None:
        """What stands between headline and text belongs to them, not to other articles."""
        for index in range(best + 1, self.first or 0):
            if self._blocks[index].mode == "R":
                self._blocks[index].mode = "F"
        self.all_lines(range(best + 1, self.first or 0))

    def lead(self, *, titled: bool) -> None:
        """The first paragraph, where a headline stands above it and more text follows."""
        first = self.first or 0
        block = self._blocks[first]
        more = sum(one.length for one in self._blocks[first + 1 :] if one.zone == "body")
        if titled and block.zone == "body" and block.length <= _LEAD and more > block.length:
            block.zone = "lead"

    def listed(self) -> None:
        """A page without an article: its titles and excerpts are of other articles."""
        for block in self._blocks:
            if block.zone in ("navigation", "byline", "dateline") and not block.mark and block.words >= 4:
                block.zone = "related"

    def _zone(self, index: int) -> str:
        block = self._blocks[index]
        if block.mode == "C":
            return "comment"
        if block.named and not block.mark and block.mode != "A" and self._signs(index):
            return "byline"
        if block.mode == "R":
            return block.mark if block.mark in _KEPT else "related"
        if block.mark:
            return _BY_MARK[block.mark]
        return self._in_article(index) if block.mode == "A" else self._around(index)

    def _in_article(self, index: int) -> str:
        """Body, unless it is a name that signs, or stands under a picture."""
        block = self._blocks[index]
        if not block.named or block.shape == "prose":
            return "body"
        if self._closes(index):
            return "byline"
        after = self._at(index + 1)
        followed = after is not None and after.running and after.mode == "A"
        return "caption" if block.named == 2 and not followed else "body"

    def _around(self, index: int) -> str:
        """An unmarked line outside article and lists."""
        block = self._blocks[index]
        if self.first is None:
            return "navigation"
        if index > self.first:
            return "related" if block.words >= 4 else "navigation"
        return "caption" if block.named == 2 and index > 1 and index >= self.first - _NEAR else "navigation"

    def _closes(self, index: int) -> bool:
        """Whether nothing of the article but other names stands behind."""
        for block in self._blocks[index + 1 : index + _BEHIND]:
            if block.mode != "A":
                return True
            if not block.mark and not block.named:
                return False
        return True

    def _signs(self, index: int) -> bool:
        """Whether a name outside the article signs it: right behind its end, or by its day or headline."""
        if self.first is None:
            return False
        if index > self.first:
            return self._behind_text(index)
        block, before, after = self._blocks[index], self._at(index - 1), self._blocks[index + 1]
        dated = before is not None and before.mark in ("dateline", "byline")
        if after.mark == "navigation" and not dated:
            return False
        if dated or after.mark in ("dateline", "byline"):
            return block.mode == "F"
        above = next((one for one in reversed(self._blocks[:index][-4:]) if one.mark != "navigation"), None)
        headed = above is not None and above.titular and above.words >= 5
        return index + 1 == self.first and (headed or block.named == 2)

    def _behind_text(self, index: int) -> bool:
        """Whether the line stands right behind the article, or behind another signature."""
        before = self._blocks[index - 1]
        return before.zone == "byline" or (before.mode == "A" and (before.zone == "body" or before.mark == "insert"))

    def _at(self, index: int) -> Block | None:
        return self._blocks[index] if 0 <= index < len(self._blocks) else None
