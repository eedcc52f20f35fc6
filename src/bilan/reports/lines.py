"""One entry, one line, one proof: the shape that every line of an answer has.

    value · parties · status · since when known · voices · marks
      “quote”  document, day

Marks are what a reader must not miss: overdue, still ahead, without news, and earlier statuses. Between line and quote
there may be a line of actors and one of amounts, where the value does not say them all.
"""

import datetime
from collections.abc import Iterator, Mapping, Sequence

import msgspec

from bilan.ledger.links import DOWN, links
from bilan.ledger.record import last_told, voices
from bilan.model import edtf
from bilan.model.entry import Entry, Step
from bilan.reports.account import Pages
from bilan.reports.amounts import leading
from bilan.reports.texts import Texts
from bilan.reports.titles import Heading

LONGEST_QUOTE = 170
_ELISION = " … "
_PARTS = ("visitor", "lead", "host", "participant", "signatory", "provider", "receiver", "operator")
_AWAITED = {
    "visit": frozenset({"announced", "under_way", "postponed"}),
    "talks": frozenset({"announced", "under_way", "postponed"}),
    "agreement": frozenset({"drafting", "agreed"}),
    "mechanism": frozenset({"proposed", "agreed"}),
    "commitment": frozenset({"proposed", "pledged", "agreed", "implementing"}),
}
"""Statuses after which more is to come on the day that was named."""
_FINAL = frozenset({"held", "delivered", "cancelled", "ended"})
"""Statuses after which silence means nothing."""


class Quote(msgspec.Struct, frozen=True, kw_only=True):
    """A passage, shortened between words only, and where it stands."""

    words: str
    document: str
    day: str


class Line(msgspec.Struct, frozen=True, kw_only=True):
    """What is said of one entry. `segments` are joined by middle dots; `overdue`, `quiet`: the lists it belongs in."""

    id: str
    value: str
    parties: str
    status: str
    known: str
    voices: str
    marks: tuple[str, ...] = ()
    details: tuple[str, ...] = ()
    quote: Quote | None = None
    overdue: bool = False
    quiet: bool = False

    @property
    def segments(self) -> tuple[str, ...]:
        parts = (self.value, self.parties, self.status, self.known, self.voices, *self.marks)
        return tuple(part for part in parts if part)


class LineMaker:
    """Makes the lines of an account as of `day`. Quiet: not at its end, and unmentioned for `quiet_months`.

    `above`: by id, what an entry hangs on (`linked`).
    """

    def __init__(
        self,
        texts: Texts,
        pages: Pages,
        day: datetime.date | None,
        quiet_months: int = 12,
        *,
        above: Mapping[str, str] | None = None,
    ) -> None:
        self.texts = texts
        self._pages = pages
        self._day = day
        self._quiet_months = quiet_months
        self._days: dict[str, str] = {}
        self._above = above or {}

    def line(self, entry: Entry, heading: Heading) -> Line:
        """The line of an entry under its heading."""
        silent, due = self._silent(entry), self._due(entry)
        quiet, overdue = self.quiet(entry), self.overdue(entry)
        step = proof(entry)
        return Line(
            id=entry.id,
            value=heading.head,
            parties=heading.parties,
            status=self.texts.status(entry.kind, entry.status),
            known=self.texts.known(step.as_of if step else None),
            voices=self.voices(entry),
            marks=tuple(self._marks(entry, due if overdue else None, due is not None, silent if quiet else None)),
            details=tuple(self._details(entry)),
            quote=self._proof(entry, step),
            overdue=overdue,
            quiet=quiet,
        )

    def overdue(self, entry: Entry) -> bool:
        """Whether its day has passed, and no later page told of it."""
        due = self._due(entry)
        return due is not None and self._day is not None and due < self._day

    def quiet(self, entry: Entry) -> bool:
        """Whether it is not at its end, and no page has told of it for so many months."""
        silent = self._silent(entry)
        return silent is not None and silent >= self._quiet_months and entry.status not in _FINAL

    def quote(self, words: str, document: str) -> Quote:
        """A passage of a document, as it is shown."""
        return Quote(
            words=shortened(self.texts.one_line(words)),
            document=self.texts.one_line(document),
            day=self._told_day(document),
        )

    def voices(self, entry: Entry) -> str:
        """How many independent voices, and of what sort."""
        said = {voice.said_by for voice in entry.voices} or {entry.said_by}
        count = voices(entry)
        sorts = ", ".join([*self._officials(said, entry), *self._others(said)])
        return self.texts.tr.plural("{count} voice ({sorts})", "{count} voices ({sorts})", count, sorts=sorts)

    def said_by(self, said_by: str) -> str:
        """One voice, as a person says it."""
        sort, _, party = said_by.partition(":")
        if not party:
            return self.texts.tr.term("voice", sort)
        return self.texts.tr.term("voice", "official of {state}").format(state=self.texts.country(party))

    def _officials(self, said: set[str], entry: Entry) -> Iterator[str]:
        """The states whose officials vouch; of one side, or of both."""
        codes = {voice.partition(":")[2] for voice in said if ":" in voice}
        names = ", ".join(sorted(map(self.texts.country, codes)))
        if len(codes) == 1:
            yield self.texts.tr.term("voice", "official: {state}").format(state=names)
        elif codes and codes == set(entry.parties) and len(codes) == 2:
            yield self.texts.tr.term("voice", "both sides: {states}").format(states=names)
        elif codes:
            yield self.texts.tr.term("voice", "officials: {states}").format(states=names)

    def _others(self, said: set[str]) -> list[str]:
        """The press first; a reporter and the press are one sort."""
        sorts = {("press" if voice == "reporter" else voice) for voice in said if ":" not in voice}
        return [self.texts.tr.term("voice", sort) for sort in sorted(sorts, key=lambda sort: (sort != "press", sort))]

    def _marks(self, entry: Entry, overdue: datetime.date | None, awaited: bool, silent: int | None) -> Iterator[str]:
        tr = self.texts.tr
        if overdue is not None:
            yield tr("overdue since {day}", day=self.texts.day(overdue))
        elif awaited and self._day is not None and entry.status != "under_way":
            yield tr("still ahead")
        if silent is not None:
            yield tr("no news for {months}", months=self.texts.months(silent))
        if entry.id in self._above:
            yield self._above[entry.id]
        before = _earlier(entry)
        if before:
            told = [
                f"{self.texts.status(entry.kind, s.status)} ({self.texts.date(s.as_of) or tr('no day')})"
                for s in before
            ]
            yield tr("before: {statuses}", statuses=", ".join(told))

    def _details(self, entry: Entry) -> Iterator[str]:
        if any(actor.type != "state" for actor in entry.actors):
            told = (self._part(entry, part) for part in _PARTS)
            yield self.texts.listed(part for part in told if part)
        if len(entry.amounts) > 1:
            yield self._amounts(entry)

    def _part(self, entry: Entry, part: str) -> str:
        names = list(dict.fromkeys(self._name(a.name, a.type, a.party) for a in entry.actors if a.part == part))
        if not names:
            return ""
        word = self.texts.tr.term("part" if len(names) == 1 else "parts", part)
        return self.texts.tr("{part}: {names}", part=word, names=", ".join(names))

    def _name(self, name: str, sort: str, party: str | None) -> str:
        return self.texts.country(party) if sort == "state" and party else self.texts.one_line(name)

    def _amounts(self, entry: Entry) -> str:
        """All amounts: the totals first, their parts behind them."""
        first = leading(entry.amounts)
        rest = [amount for amount in entry.amounts if not any(amount is one for one in first)]
        told = self.texts.listed(self.texts.amount(amount) for amount in first)
        if rest:
            parts = self.texts.listed(self.texts.amount(amount) for amount in rest)
            told = self.texts.tr("{amounts}, beside which: {others}", amounts=told, others=parts)
        return self.texts.tr("{part}: {names}", part=self.texts.tr("amounts"), names=told)

    def _proof(self, entry: Entry, step: Step | None) -> Quote | None:
        if step is not None and step.quote:
            return self.quote(step.quote, step.document)
        evidence = next((e for e in entry.evidence if step is None or e.document == step.document), None)
        evidence = evidence or next(iter(entry.evidence), None)
        return self.quote(evidence.quote, evidence.document) if evidence else None

    def _due(self, entry: Entry) -> datetime.date | None:
        """The last day on which what is awaited was to happen; None where nothing is, or news came after it."""
        value = entry.end or entry.start
        if value is None or entry.status not in _AWAITED[entry.kind]:
            return None
        day = edtf.bounds(value)[1]
        step = proof(entry)
        if step is not None and step.as_of is not None and day < edtf.bounds(step.as_of)[0]:
            return None  # told afterwards: the day is that of the promise, not of its fulfilment
        if entry.kind not in ("visit", "talks") and not _ahead(day, step):
            return None
        latest = last_told(entry, self._pages)
        return None if latest is not None and latest > day else day

    def _silent(self, entry: Entry) -> int | None:
        """Whole months since the last news; None where no day is known."""
        latest = last_told(entry, self._pages)
        if latest is None or self._day is None or latest > self._day:
            return None
        months = (self._day.year - latest.year) * 12 + self._day.month - latest.month
        return months - (self._day.day < latest.day)

    def _told_day(self, document: str) -> str:
        found = self._days.get(document)
        if found is None:
            found = self._days[document] = self._published(document)
        return found

    def _published(self, document: str) -> str:
        page = self._pages.get(document)
        if page is None or not page.published:
            return self.texts.tr("(no day)")
        day = self.texts.date(page.published)
        inferred = (page.published_basis or "").startswith("inferred")
        return self.texts.tr("{day} (day inferred)", day=day) if inferred else day


def linked(entries: Sequence[Entry], titles: Mapping[str, Heading], texts: Texts) -> dict[str, str]:
    """By id, the visit that a text was signed on, the agreement that holds a promise, the body whose session it is."""
    found = ((name, link) for name, of_one in links(entries).items() for link in of_one if link.kind in DOWN)
    return {name: _hangs_on(link.kind, titles[link.id].head, texts) for name, link in found}


def _hangs_on(kind: str, title: str, texts: Texts) -> str:
    if kind == "signed_on":
        return texts.tr("on the occasion of: {title}", title=title)
    if kind == "part_of":
        return texts.tr("under: {title}", title=title)
    return texts.tr("session of: {title}", title=title)


def proof(entry: Entry) -> Step | None:
    """The step since which the entry has its present status."""
    found: Step | None = None
    for step in reversed(entry.history):
        if step.status == entry.status:
            found = step
        elif found is not None:
            break
    return found


def _ahead(day: datetime.date, step: Step | None) -> bool:
    """Whether a text named the day before it came: a promise's own day is no term."""
    return step is not None and step.as_of is not None and day > edtf.bounds(step.as_of)[1]


def _earlier(entry: Entry) -> list[Step]:
    """The statuses it had before, each where it began."""
    kept: list[Step] = []
    present = proof(entry)
    for step in entry.history:
        if present is not None and step == present:
            break
        if step.status != entry.status and (not kept or kept[-1].status != step.status):
            kept.append(step)
    return kept


def shortened(words: str, longest: int = LONGEST_QUOTE) -> str:
    """`words` with its middle left out where it is too long, cut between words only; each piece stands in the text."""
    if len(words) <= longest:
        return words
    room = longest - len(_ELISION)
    head = _whole(words[: room * 3 // 5 + 1])
    tail = _whole(words[::-1][: room - len(head) + 1])[::-1]
    return f"{head}{_ELISION}{tail}"


def _whole(piece: str) -> str:
    """The words of `piece` that are not cut at its end; of a single word that is too long, what there is room for."""
    before, space, _ = piece.rpartition(" ")
    return before if space else piece[:-1]
