"""The line as it is weighed."""

from dataclasses import dataclass


@dataclass(slots=True)
class Block:
    """A stretch of one or several lines of the page, without white space at its ends.

    mark     what knowledge says it is: a list name of `zones.toml`, `timecode`, `ticker`, `comment_meta`, or nothing
    sure     the mark settles it whatever stands around
    shape    `prose`, `sentence`, `title`, `short`, `item` (of an enumeration), `name`
    glued    it stands on one line with the block before
    words    number of words; `small` the share of small words among them
    trailing it ends in dots that stand for a cut
    named    0 no name of a person, 1 perhaps one, 2 surely one (or several)
    style    how much it sounds like a reader's comment, from 0 (not at all) to 2
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
    named: int = 0
    style: float = 0.0
    key: str = ""
    mode: str = ""
    zone: str = ""

    @property
    def length(self) -> int:
        return self.end - self.start

    @property
    def running(self) -> bool:
        """Whether it is running text by its form."""
        return self.shape in ("prose", "sentence")

    @property
    def titular(self) -> bool:
        """Whether it may be a headline by its form."""
        return not self.mark and self.shape in ("title", "short", "name")
