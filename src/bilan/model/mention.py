"""Typed spans of a document: times, quantities, actors, places, sectors. All offsets are the document's."""

from typing import Literal

import msgspec


class Time(msgspec.Struct, frozen=True, kw_only=True):
    """A time expression. `type` and `value` are TIMEX3's; an interval's value is `first/last`.

    `PAST_REF`, `PRESENT_REF`, `FUTURE_REF` are values too. `mod` is TIMEX3's (`APPROX`, `BEFORE`, `AFTER`, `START`,
    `MID`, `END`).
    """

    start: int
    end: int
    type: Literal["DATE", "TIME", "DURATION", "SET"]
    value: str
    mod: str | None = None


class Quantity(msgspec.Struct, frozen=True, kw_only=True):
    """A number of something. `unit`: ISO 4217 for money, else the guidelines' units, `1` for a bare count.

    `high` is the upper end of a range, whose lower end is `value`. `bound` is `min` (at least) or `max` (at most).
    `per` is a TIMEX3 duration for rates. `item` is what is counted, in the text's words.
    """

    start: int
    end: int
    value: float
    unit: str
    item: str | None = None
    approximate: bool = False
    high: float | None = None
    bound: Literal["min", "max"] | None = None
    per: str | None = None


class Actor(msgspec.Struct, frozen=True, kw_only=True):
    """One place where an actor is named or referred to.

    `type`: `person`, `organisation`, `state`, `grouping` (several states: AES, UE), `group` (people named by what they
    are: "la délégation russe", "les instructeurs").
    `key` is the same for all mentions of one actor in the document (`state:RU`, `person:sergueï lavrov`,
    `org:rosatom`). `name` is the best full form that the document has. `party` is the ISO 3166-1 alpha-2 code of the
    state it belongs to.
    `parties` are the codes meant, several for "les deux pays" or a grouping. `form` is how it is referred to.
    `role` is the office or rank in the text's words where this mention gives it ("ministre des Affaires étrangères").
    `written` is the name as it stands here, where that is not `name` ("M. Diop" of "Abdoulaye Diop": "Diop").
    """

    start: int
    end: int
    type: Literal["person", "organisation", "state", "grouping", "group"]
    key: str
    name: str
    party: str | None = None
    parties: tuple[str, ...] = ()
    form: Literal["name", "adjective", "capital", "metonym", "role", "pronoun", "acronym"] = "name"
    role: str | None = None
    written: str | None = None


class Place(msgspec.Struct, frozen=True, kw_only=True):
    """A town, a country or a site where something may happen. `state` is its ISO 3166-1 alpha-2 code if known."""

    start: int
    end: int
    name: str
    state: str | None = None
    kind: Literal["country", "capital", "town", "region", "site"] = "town"


class SectorMention(msgspec.Struct, frozen=True, kw_only=True):
    """A word that names a field of cooperation; `sector` is one of `vocabulary.SECTORS`."""

    start: int
    end: int
    sector: str


class Gap(msgspec.Struct, frozen=True, kw_only=True):
    """Something seen and not understood: where, in which step, and why it stayed open."""

    start: int
    end: int
    step: str
    reason: str
