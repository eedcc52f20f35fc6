"""Pages and statements written in a few words, for tests of the fold."""

from collections.abc import Iterable, Sequence
from typing import Any

from bilan.ledger.fold import Account, fold
from bilan.model.document import Document, Facts
from bilan.model.mention import Actor
from bilan.model.page import PageRecord
from bilan.model.reading import Reading
from bilan.model.statement import Amount, Part, Statement

LEARNED = "2025-12-01T00:00:00.000000Z"
STATUS = {"visit": "held", "talks": "held", "agreement": "signed", "mechanism": "operating", "commitment": "pledged"}


class Page:
    """A page to which passages are added; its text is what its passages say."""

    def __init__(self, name: str, published: str | None = "2025-01-10", learned: str = LEARNED, **given: Any) -> None:
        self.name, self.published, self.learned, self.given = name, published, learned, given
        self.quotes: list[str] = []
        self.fields: list[dict[str, Any]] = []
        self.actors: list[Actor] = []

    def say(self, quote: str, kind: str, **fields: Any) -> "Page":
        self.quotes.append(quote)
        self.fields.append({"kind": kind, **fields})
        return self

    def who(
        self, name: str, type: str = "person", party: str | None = None, role: str | None = None, key: str = ""
    ) -> "Page":
        at = len(self.actors)
        self.actors.append(
            Actor(
                start=at, end=at + 1, type=type, key=key or f"{type}:{name.lower()}", name=name, party=party, role=role
            )  # type: ignore[arg-type]
        )
        return self

    @property
    def document(self) -> Document:
        return Document(name=self.name, text=f"{self.name}. " + " ".join(f"{quote}." for quote in self.quotes))

    @property
    def record(self) -> PageRecord:
        d = self.document
        return PageRecord(
            document=d.name, digest=d.digest, learned=self.learned, published=self.published, **self.given
        )

    def statements(self) -> list[Statement]:
        d, found, at = self.document, [], 0
        for quote, fields in zip(self.quotes, self.fields, strict=True):
            start = d.text.index(quote, at)
            at = start + len(quote)
            found.append(statement(d, start, at, **{"as_of": self.published, **fields}))
        return found

    @property
    def reading(self) -> Reading:
        d = self.document
        return Reading(
            document=d.name,
            page=d.digest,
            facts=Facts(published=self.published),
            zones=(),
            statements=tuple(self.statements()),
            actors=tuple(self.actors),
        )


def statement(document: Document, first: int, last: int, /, kind: str, **fields: Any) -> Statement:
    """One whose lists are written shortly: parties "ML,RU"; actors "visitor Ali Kone ML"; amounts "50000 t"."""
    status = fields.pop("status", STATUS.get(kind))
    given = {
        "parties": tuple(sorted(fields.pop("parties", "ML,RU").split(","))),
        "sectors": tuple(s for s in fields.pop("sectors", "").split(",") if s),
        "actors": tuple(_part(text) for text in fields.pop("actors", ())),
        "amounts": tuple(_amount(text) for text in fields.pop("amounts", ())),
        "slots": tuple(sorted(fields.pop("slots", {}).items())),
    }
    return Statement.proved(
        document, first, last, kind=kind, head=fields.pop("head", kind), rule="test", status=status, **given, **fields
    )


def _part(text: str) -> Part:
    part, _, rest = text.partition(" ")
    name, _, party = rest.rpartition(" ")
    kind = (
        "state"
        if len(name) <= 3
        else "group"
        if name[0].islower()
        else "organisation"
        if name.endswith("Corp")
        else "person"
    )
    return Part(name, part, f"{kind}:{name.lower()}", kind, party)


def _amount(text: str) -> Amount:
    value, unit = text.split()
    return Amount(value=float(value.lstrip("~")), unit=unit, approximate=value.startswith("~"))


def folded(pages: Sequence[Page], decisions: Iterable[Any] = (), **asked: Any) -> Account:
    return fold([p.record for p in pages], [p.reading for p in pages], tuple(decisions), **asked)
