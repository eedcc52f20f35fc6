"""A statement: what one passage says about one thing. It cannot be built without its proof.

The five kinds that become entries are those of `vocabulary.KINDS`; `role` and `claim` become who's who and disputes.
"""

import hashlib
from collections.abc import Mapping
from typing import Any, Self

import msgspec

from bilan.errors import ProofError
from bilan.model import edtf
from bilan.model.document import Document
from bilan.model.vocabulary import PARTS, SECTORS, STATUSES


class Evidence(msgspec.Struct, frozen=True):
    """A passage: `quote == text[start:end]` of the document whose text has the digest `page`."""

    document: str
    page: str
    start: int
    end: int
    quote: str


class Part(msgspec.Struct, frozen=True):
    """Somebody and what they do in it: `part` is one of `vocabulary.PARTS`; `key` ties one actor's names together."""

    name: str
    part: str
    key: str = ""
    type: str = "state"
    party: str | None = None


class Amount(msgspec.Struct, frozen=True, kw_only=True):
    """A number given, of what: fields as in `mention.Quantity`. `total` marks a sum whose parts stand beside it."""

    value: float
    unit: str
    item: str | None = None
    approximate: bool = False
    high: float | None = None
    bound: str | None = None
    per: str | None = None


class Statement(msgspec.Struct, frozen=True, kw_only=True):
    """What one passage says of one thing, by which rule.

    kind      one of `vocabulary.KINDS`, or `role`, `claim`
    evidence  the passage; `head` is the word in it that carries the kind ("visite", "livraison"), lower case
    topic     what the thing is about, language-free where knowledge names it (`wheat`, `gold-refinery`), else the
              text's own words folded; a number in a series for sessions (`session:2`). Used to tell things apart
    about     anchor of the earlier statement of the same page that this one takes up ("cette visite"), if any
    start/end EDTF of the event; as_of EDTF of the day the status is known for
    said_by   `reporter`, `official:XX`, `press`, `expert`, `opposition`, `company`, …; `speaker` the name, if any
    asserted  False where the passage denies it
    slots     for `role`: person, role, from, to; for `claim`: subject, field, value
    rule      id of the knowledge rule that read it
    """

    kind: str
    evidence: Evidence
    head: str
    rule: str
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
    reader: str = ""

    @classmethod
    def proved(cls, document: Document, start: int, end: int, /, **fields: Any) -> Self:
        """The only door: a statement on `document.text[start:end]`. Raises ProofError for an empty or outlying
        passage, for words that are not of the closed vocabularies, and for dates that are none."""
        if not 0 <= start < end <= len(document.text):
            raise ProofError(f"{document.name}: {start}:{end} lies outside the text of {len(document.text)} characters")
        quote = document.text[start:end]
        if not quote.strip():
            raise ProofError(f"{document.name}: {start}:{end} is white space, no evidence")
        if any("\ud800" <= char <= "\udfff" for char in quote):
            raise ProofError(f"{document.name}: {start}:{end} holds half a character, which no file can keep")
        evidence = Evidence(document.name, document.digest, start, end, quote)
        statement = cls(evidence=evidence, **fields)
        statement._check()
        return statement

    def _check(self) -> None:
        where = f"{self.evidence.document} {self.evidence.start}:{self.evidence.end}"
        if self.kind in STATUSES:
            if self.status not in STATUSES[self.kind]:
                raise ProofError(f"{where}: status {self.status!r} is not one of a {self.kind}")
        elif self.kind not in ("role", "claim"):
            raise ProofError(f"{where}: unknown kind {self.kind!r}")
        for part in self.actors:
            if part.part not in PARTS:
                raise ProofError(f"{where}: unknown part {part.part!r}")
        for sector in self.sectors:
            if sector not in SECTORS:
                raise ProofError(f"{where}: unknown sector {sector!r}")
        for value in (self.start, self.end, self.as_of):
            if value is not None and not edtf.valid(value):
                raise ProofError(f"{where}: {value!r} is no EDTF date")

    @property
    def anchor(self) -> str:
        """What decisions attach to: digest of page digest, kind, evidence and head word."""
        e = self.evidence
        return _short(e.page, self.kind, str(e.start), str(e.end), self.head)

    @property
    def id(self) -> str:
        """Digest of all of it, the rule and the reader's version left out."""
        fields: Mapping[str, Any] = msgspec.to_builtins(self)
        kept = {k: v for k, v in fields.items() if k not in ("rule", "reader")}
        return _short(msgspec.json.encode(kept, order="sorted").decode())


def _short(*parts: str) -> str:
    return hashlib.sha256("\x1f".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:20]
