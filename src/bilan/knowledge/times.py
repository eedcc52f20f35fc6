"""Shape of `times.toml`: words that make time expressions, by class, and the rules that join them."""

from typing import Literal

import msgspec

from bilan.errors import KnowledgeError
from bilan.knowledge.files import Shelf

Value = str | int | float


class TimeRule(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A pattern over classes of words and what it yields.

    `stage`: rules of one stage compete for the longest match, and see what earlier stages found as classes.
    `yields` names a production; `set` gives it fixed values. `mode`: the convention that has the rule. `lower`: only
    words printed in lower case count, or in a line of capitals. Of the classes in `after` one must stand right before
    the match (an article between them or not), of those in `before` one right behind it; of `not_after` and
    `not_before` none. `example` fires, `near_miss` does not.
    """

    id: str
    name: str
    stage: int
    pattern: str
    yields: str
    example: str
    near_miss: str
    set: dict[str, Value] = {}
    mode: Literal["both", "press", "assistant"] = "both"
    lower: bool = False
    after: tuple[str, ...] = ()
    before: tuple[str, ...] = ()
    not_after: tuple[str, ...] = ()
    not_before: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if not self.example.strip() or not self.near_miss.strip():
            raise KnowledgeError(
                f"time rule {self.id!r}: it needs an example where it fires and a near miss where it must not"
            )


class TenseWords(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How the tense of a clause shows: endings of the future, words that look ahead or back."""

    future_endings: tuple[str, ...]
    not_future: frozenset[str]
    future: frozenset[str]
    past: frozenset[str]
    told: frozenset[str]
    active_auxiliaries: frozenset[str]
    past_auxiliaries: frozenset[str]
    participle_endings: tuple[str, ...]
    not_participles: frozenset[str]


class FeastDay(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A feast of the civil or Gregorian church calendar: `month` and `day`, or `easter`, days from Easter Sunday."""

    names: tuple[str, ...]
    month: int = 0
    day: int = 0
    easter: int | None = None


class DayPart(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Hours of a part of the day, of its beginning, middle and end, for conventions that give hours."""

    code: str
    start: int
    end: int
    begin: tuple[int, int]
    middle: tuple[int, int]
    close: tuple[int, int]


class TimeWords(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """`classes`: lists of words without a value; `values`: class → word → value."""

    classes: dict[str, tuple[str, ...]]
    values: dict[str, dict[str, Value]]
    plural_endings: tuple[str, ...]
    no_plurals: frozenset[str]
    tense: TenseWords
    feasts: tuple[FeastDay, ...]
    day_parts: tuple[DayPart, ...]
    rule: tuple[TimeRule, ...]


def load(shelf: Shelf, language: str) -> TimeWords:
    return shelf.read(language, "times", TimeWords)
