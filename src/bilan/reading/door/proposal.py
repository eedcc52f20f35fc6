"""What comes to the door, and what is told to whoever is turned away."""

from typing import Any, Final

import msgspec

from bilan.model.statement import Amount, Part

REASONS: Final = (
    "length", "unlike", "furniture", "ambiguous", "cut", "number", "negation", "country", "name", "word", "punctuation",
    "case", "amount", "date", "actor", "party", "place", "voice", "head", "value", "vocabulary",
)  # fmt: skip
"""Why a proposal is refused: of its quote (up to `case`), of its slots, of its words that no vocabulary has."""


class Proposal(msgspec.Struct, frozen=True, kw_only=True):
    """A statement as a model or a person proposes it. Slots are those of `model.statement.Statement`.

    quote     the passage as the proposer writes it; the page's own characters take its place
    near      an offset (code points) near which it stands; needed where the page has the quote twice
    proposer  who proposes ("person:A. B.", "model:NAME 3"); kept as the statement's `reader`
    """

    kind: str
    quote: str
    proposer: str
    near: int | None = None
    head: str = ""
    parties: tuple[str, ...] = ()
    actors: tuple[Part, ...] = ()
    sectors: tuple[str, ...] = ()
    topic: str | None = None
    about: str | None = None
    start: str | None = None
    end: str | None = None
    place: str | None = None
    amounts: tuple[Amount, ...] = ()
    status: str | None = None
    as_of: str | None = None
    said_by: str = "reporter"
    speaker: str | None = None
    asserted: bool = True
    slots: tuple[tuple[str, str], ...] = ()

    def fields(self) -> dict[str, Any]:
        """The statement's own fields, by name."""
        own = {name: getattr(self, name) for name in self.__struct_fields__}
        for name in ("quote", "near", "proposer"):
            del own[name]
        return own


class Refusal(msgspec.Struct, frozen=True):
    """Why a proposal did not enter. `reason` is one of `REASONS`; `message` has `{slots}`, for a catalogue to say it.

    `start`, `end` are where in the page the difference lies, if it lies in the article: furniture and what readers
    wrote are never quoted.
    """

    reason: str
    message: str
    slots: dict[str, str]
    start: int | None = None
    end: int | None = None

    @classmethod
    def of(
        cls, message: str, reason: str, /, *, start: int | None = None, end: int | None = None, **slots: str
    ) -> "Refusal":
        return cls(reason, message, slots, start, end)

    def __str__(self) -> str:
        return f"{self.reason}: {self.message.format(**self.slots)}"
