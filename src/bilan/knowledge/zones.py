"""Shape of `zones.toml`: what stands around an article on a saved page, and how readers' comments sound."""

import re

import msgspec

from bilan.errors import KnowledgeError
from bilan.knowledge.facts import load as load_facts
from bilan.knowledge.files import Shelf

LINE_LISTS = (
    "navigation", "form", "related", "more", "insert", "comments", "reply", "dateline", "byline", "source", "caption",
)  # fmt: skip
RULE_MARKS = frozenset({*LINE_LISTS, "timecode", "ticker", "comment_meta"})


class Lines(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Phrases by what the line is that they mark; see the contract of `zones.toml`."""

    navigation: tuple[str, ...] = ()
    form: tuple[str, ...] = ()
    related: tuple[str, ...] = ()
    more: tuple[str, ...] = ()
    insert: tuple[str, ...] = ()
    comments: tuple[str, ...] = ()
    reply: tuple[str, ...] = ()
    dateline: tuple[str, ...] = ()
    byline: tuple[str, ...] = ()
    source: tuple[str, ...] = ()
    caption: tuple[str, ...] = ()

    def each(self) -> list[tuple[str, str]]:
        """`(phrase, mark)` for every phrase, in the order of the marks."""
        return [(phrase, mark) for mark in LINE_LISTS for phrase in getattr(self, mark)]


class Addressed(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Phrases that are furniture where the line also speaks to the reader (`address`)."""

    form: tuple[str, ...]
    navigation: tuple[str, ...]
    address: frozenset[str]


class ZoneRule(msgspec.Struct, frozen=True, forbid_unknown_fields=True, rename={"mark": "is"}):
    """A pattern for a whole folded line of at most `longest` characters. `mark` is what the line is."""

    id: str
    name: str
    mark: str
    longest: int
    pattern: str
    example: str
    near_miss: str
    figures: bool = False

    def __post_init__(self) -> None:
        if self.mark not in RULE_MARKS:
            raise ValueError(f"{self.id}: 'is' is {self.mark!r}, expected one of {', '.join(sorted(RULE_MARKS))}")


class Words(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Word lists that serve to weigh a line; remarks stand in `zones.toml`."""

    small: frozenset[str]
    openers: frozenset[str]
    particles: frozenset[str]
    titles: frozenset[str]
    joined: tuple[str, ...]
    no_name: frozenset[str]
    given: frozenset[str]
    press: frozenset[str]
    publication: frozenset[str]


class CommentWords(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How readers' comments sound."""

    persons: frozenset[str]
    talk: frozenset[str]


class ZoneFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The file as it stands."""

    published: tuple[str, ...]
    buttons: tuple[str, ...]
    inline: tuple[str, ...]
    whole: Lines
    opens: Lines
    holds: Lines
    addressed: Addressed
    rule: tuple[ZoneRule, ...]
    words: Words
    comments: CommentWords


class ZoneWords(msgspec.Struct, frozen=True):
    """What the zone reader needs: the zone file, and from `facts.toml` the words that days are made of."""

    file: ZoneFile
    months: tuple[str, ...]
    weekdays: tuple[str, ...]
    first: tuple[str, ...]
    the: tuple[str, ...]

    def pattern(self, rule: ZoneRule) -> str:
        """The rule's pattern with `{month}` and `{weekday}` filled in."""
        return rule.pattern.replace("{month}", either(self.months)).replace("{weekday}", either(self.weekdays))


def either(words: tuple[str, ...]) -> str:
    """A pattern for one of `words`, longest first."""
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


def load(shelf: Shelf, language: str) -> ZoneWords:
    """Raises KnowledgeError where a file breaks its contract, or two rules have one id."""
    file = shelf.read(language, "zones", ZoneFile)
    ids = [rule.id for rule in file.rule]
    for twice in {one for one in ids if ids.count(one) > 1}:
        raise KnowledgeError(f"zones.toml: two rules are called {twice!r}; give each its own id")
    facts = load_facts(shelf, language)
    days = facts.days
    return ZoneWords(file, tuple(days.months), tuple(days.weekdays), days.first, days.the)
