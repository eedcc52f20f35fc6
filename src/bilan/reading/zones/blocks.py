"""The line as it is weighed."""

from dataclasses import dataclass


@dataclass(slots=True)
class Block:
    """A stretch of one or several lines of the page, without white space at its ends.

    mark     what knowledge says it is: a list name of `zones.toml`, `timecode`, `ticker`, `comment_meta`, or nothing
    sure     the mark comes from how the line begins or what it wholly is, not from a word somewhere in it
    shape    `prose`, `sentence`, `title`, `short`, `item` (of an enumeration), `name`
    glued    it stands on one line with the block before
    words    number of words; `small` the share of small words among them
    trailing it ends in dots that stand for a cut; asks: it ends in a question or exclamation mark
    quoted   it is a quotation from its first to its last character
    coloned  a colon stands near its beginning
    own      it is, by repetition or by the page's address, the page's own headline
    named    0 no name of a person, 1 perhaps one, 2 surely one (or several)
    chained  it is one of a row of inserts that each head a teaser
    key      the line as it is compared with others
    """

    start: int
    end: int
    glued: bool = False
    mark: str = ""
    sure: bool = False
    shape: str = ""
    words: int = 0
    small: float = 0.0
    ended: bool = False
    trailing: bool = False
    asks: bool = False
    quoted: bool = False
    coloned: bool = False
    own: bool = False
    named: int = 0
    chained: bool = False
    key: str = ""
    mode: str = ""
    zone: str = ""

    @classmethod
    def trimmed(cls, text: str, start: int, end: int, *, glued: bool = False, mark: str = "") -> "Block":
        """`text[start:end]` without white space at its ends; empty where it is nothing else."""
        while start < end and text[start].isspace():
            start += 1
        while end > start and text[end - 1].isspace():
            end -= 1
        return cls(start, end, glued, mark)

    @property
    def length(self) -> int:
        return self.end - self.start

    @property
    def running(self) -> bool:
        """Whether it is running text by its form."""
        return self.shape in ("prose", "sentence")

    @property
    def heads(self) -> bool:
        """Whether it may stand above a text: as a headline, or as a question of some words."""
        return (self.titular and self.words > 3) or (self.shape == "sentence" and self.asks and not self.mark)

    @property
    def titular(self) -> bool:
        """Whether it may be a headline by its form."""
        return not self.mark and self.shape in ("title", "short", "name")
