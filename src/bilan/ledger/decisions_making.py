"""What a person asks for, made a decision: targets found, fields checked, an added passage proved. Appends nothing.

Where a target names an entry, `reject`, `accept` and `same` hold for all passages that it has now; `correct` sets slots
of the entry that holds the passage; `different` and `split` are about single passages, as is everything with `passage`.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, Final, Protocol

import msgspec

from bilan.errors import ProofError, UseError
from bilan.ledger.decisions import amounts, listed, taken_back
from bilan.ledger.decisions_fields import ADDABLE, actors, checked
from bilan.model import moments
from bilan.model.decision import Decision, sealed
from bilan.model.document import Document
from bilan.model.entry import Entry
from bilan.model.statement import Statement
from bilan.model.vocabulary import KINDS, STATUSES
from bilan.reading.door import Proposal, Refusal

VERBS: Final = ("accept", "reject", "correct", "add", "same", "different", "split", "undo")
FEWEST: Final = 6
"""Characters of an id or anchor that may stand for all of it, if no other begins so."""


_READ: Final[dict[str, Callable[[str], Any]]] = {
    "parties": lambda value: tuple(sorted(listed(value))), "sectors": listed, "amounts": amounts, "actors": actors,
}  # fmt: skip


class Wish(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A decision as it is typed, or as a line of a file. Of one that was made elsewhere, `id` and `at` are known;
    what else `bilan decisions --json` writes is passed over.

    For `add`, the one target is the document; `quote` the passage, `near` an offset near which it stands, or `span`
    its offsets, `start:end`.
    """

    verb: str
    targets: tuple[str, ...] = ()
    reason: str = ""
    author: str = ""
    fields: dict[str, str] = {}
    quote: str | None = None
    near: int | None = None
    span: str | None = None
    passage: bool = False
    id: str | None = None
    at: str | None = None
    undone_by: str | None = None
    fiction: bool = False


class RefusedError(ProofError):
    """The door let it not in: `refusal` says why, in words that a catalogue may say."""

    def __init__(self, document: str, refusal: Refusal) -> None:
        super().__init__("{document}: not proved: {why}", document=document, why=refusal)
        self.document, self.refusal = document, refusal


class Proves(Protocol):
    """What the door is to whoever adds."""

    def admit(self, document: Document, proposal: Proposal) -> Statement | Refusal:
        """The statement, or why not."""


class Desk(Protocol):
    """What decisions are made on; `decisions_desk` is the ledger's."""

    @property
    def entries(self) -> Sequence[Entry]: ...
    @property
    def unrejected(self) -> Sequence[Entry]: ...
    @property
    def decisions(self) -> tuple[Decision, ...]: ...
    def passages(self, beginning: str) -> Mapping[str, str]: ...
    def document(self, name: str) -> Document | None: ...


def made(wish: Wish, desk: Desk, door: Proves) -> Decision:
    """The decision asked for, without its moment and id. Raises UseError, or ProofError for a passage not proved."""
    if wish.verb not in VERBS:
        raise UseError("{verb}: no such decision; choose among {allowed}", verb=wish.verb, allowed=", ".join(VERBS))
    for name in ("reason", "author"):
        if not getattr(wish, name).strip():
            raise UseError("{verb}: give --{option}", verb=wish.verb, option=name)
    if not wish.targets:
        raise UseError("{verb}: say which entry, passage, document or decision", verb=wish.verb)
    if wish.id is not None and wish.at is not None:
        return _of_elsewhere(wish, desk)
    targets, fields = _settled(wish, desk, door)
    return Decision(id="", verb=wish.verb, targets=targets, reason=wish.reason.strip(), author=wish.author.strip(),
                    at="", fields=fields)  # fmt: skip


_Fields = tuple[tuple[str, str], ...]


def _settled(wish: Wish, desk: Desk, door: Proves) -> tuple[tuple[str, ...], _Fields]:
    if wish.verb == "undo":
        return tuple(_decision(target, desk) for target in wish.targets), ()
    if wish.verb == "add":
        added = _added(wish, desk, door)
        return (added.anchor,), (("statement", msgspec.json.encode(added).decode()),)
    if wish.verb == "correct":
        return _corrected(wish, desk)
    if wish.fields:
        raise UseError("--field is for correct and add; {verb} takes none", verb=wish.verb)
    if wish.verb in ("same", "different") and len(set(wish.targets)) < 2:
        raise UseError("{verb}: name two entries or passages at least", verb=wish.verb)
    whole = wish.verb in ("reject", "accept", "same") and not wish.passage
    entries = desk.unrejected if wish.verb == "accept" else desk.entries
    targets = _named(wish.targets, entries, desk, whole=whole)
    if wish.verb == "same":
        _one_kind(targets, desk)
    elif wish.verb == "different" and len(targets) < 2:
        raise UseError("{verb}: name two entries or passages at least", verb=wish.verb)
    elif wish.verb == "split":
        _something_stays(targets, desk)
    return targets, ()


def _named(names: Iterable[str], entries: Sequence[Entry], desk: Desk, *, whole: bool) -> tuple[str, ...]:
    """The anchors meant: all of an entry's if `whole`, else one for each name."""
    chosen = [_found(name, entries, desk, whole=whole) for name in names]
    ids = {found.id for found in chosen if isinstance(found, Entry)}
    anchors: list[str] = []
    for found in chosen:
        if isinstance(found, str):
            anchors.append(found)
            continue
        own = [a for a in found.anchors if not _shared(a, entries, ids if whole else {found.id})]
        if not own or (whole and len(own) < len(found.anchors)):
            raise UseError("{id}: begins in the same words as another entry; no decision can tell them apart",
                           id=found.id)  # fmt: skip
        anchors += own if whole else own[:1]
    return tuple(dict.fromkeys(anchors))


def _shared(anchor: str, entries: Iterable[Entry], ids: set[str]) -> bool:
    return any(anchor in entry.anchors for entry in entries if entry.id not in ids)


def _found(name: str, entries: Iterable[Entry], desk: Desk, *, whole: bool) -> Entry | str:
    """What is meant: an anchor, or an entry by its id, now or once; of one name for both, the entry if `whole`.

    Raises UseError where nothing or more than one is meant.
    """
    passages: dict[str, Entry | str] = {anchor: anchor for anchor in desk.passages(name)}
    ids = [(other, entry) for entry in entries for other in entry.also] + [(entry.id, entry) for entry in entries]
    named: dict[str, Entry | str] = {other: entry for other, entry in ids if other.startswith(name)}
    names = passages | named if whole else named | passages
    return names[_full(name, names)]


def _full(name: str, names: Iterable[str]) -> str:
    """The name that is meant by itself or by its beginning."""
    met = {other for other in names if other.startswith(name)}
    if name in met:
        return name
    if len(met) > 1 and len(name) >= FEWEST:
        raise UseError("{name}: {count} names begin so; write more of it", name=name, count=len(met))
    if not met or len(name) < FEWEST:
        raise UseError("{name}: no entry, passage or decision of that name; bilan entries LEDGER --json shows ids and "
                       "anchors, bilan decisions LEDGER decisions", name=name)  # fmt: skip
    return met.pop()


def _decision(name: str, desk: Desk) -> str:
    full = _full(name, [d.id for d in desk.decisions])
    if full in taken_back(desk.decisions):
        raise UseError("{name}: is undone already; undo the undoing to have it back", name=name)
    return full


def _one_kind(targets: Iterable[str], desk: Desk) -> None:
    kinds = sorted({desk.passages(target)[target] for target in targets})
    if len(kinds) > 1:
        raise UseError("same: a {kind} and a {other} are two things", kind=kinds[0], other=kinds[1])


def _something_stays(targets: Iterable[str], desk: Desk) -> None:
    for entry in desk.entries:
        if set(entry.anchors) <= set(targets):
            raise UseError("split: these are all passages of {id}; nothing would stay", id=entry.id)


def _corrected(wish: Wish, desk: Desk) -> tuple[tuple[str, ...], _Fields]:
    if not wish.fields:
        raise UseError("{verb}: say what, as in --field start=2024-05", verb=wish.verb)
    targets = _named(wish.targets, desk.entries, desk, whole=False)
    for target in targets:
        holders = [entry for entry in desk.entries if target in entry.anchors]
        if len(holders) != 1:
            raise UseError("{name}: {count} entries hold this passage; correct is for one", name=target,
                           count=len(holders))  # fmt: skip
        own = {name: getattr(holders[0], name) for name in ("start", "end") if name not in wish.fields}
        checked(holders[0].kind, wish.fields)
        checked(holders[0].kind, {name: value for name, value in (wish.fields | own).items() if name in ("start", "end")
                                  and value})  # fmt: skip
    return targets, tuple(wish.fields.items())


def _added(wish: Wish, desk: Desk, door: Proves) -> Statement:
    """The statement on the passage, let through the same door as all that no rule read."""
    document = desk.document(wish.targets[0]) if len(wish.targets) == 1 else None
    if document is None:
        told = " ".join(wish.targets)
        raise UseError("{name}: no such page in the ledger; bilan sources LEDGER shows them", name=told)
    if (wish.quote is None) == (wish.span is None):
        raise UseError("{verb}: give the passage, either --quote or --span START:END", verb=wish.verb)
    quote, near = (wish.quote, wish.near) if wish.quote is not None else _span(wish.span or "", document)
    said = door.admit(document, _proposal(wish.fields, quote, near, wish.author.strip()))
    if isinstance(said, Refusal):
        raise RefusedError(document.name, said)
    if any(said.anchor in entry.anchors for entry in desk.entries):
        raise UseError("{document}: an entry holds this passage already: {id}", document=document.name, id=said.anchor)
    return said


def _proposal(fields: Mapping[str, str], quote: str, near: int | None, author: str) -> Proposal:
    """What a person proposes on a passage, for the door to judge. Raises UseError for fields that are none."""
    kind = fields.get("kind")
    if kind not in KINDS:
        raise UseError("add: give --field kind= with one of {allowed}", allowed=", ".join(KINDS))
    if not fields.get("status"):
        raise UseError("add: give --field status= with one of {allowed}", allowed=", ".join(STATUSES[kind]))
    if not fields.get("parties"):
        raise UseError("{verb}: give --field parties= with the states concerned, as in ML,RU", verb="add")
    checked(kind, {name: value for name, value in fields.items() if name != "kind"}, ADDABLE)
    read = {name: _READ.get(name, str)(value) for name, value in fields.items() if value}
    return Proposal(quote=quote, near=near, proposer=f"person:{author}", **read)


def _span(span: str, document: Document) -> tuple[str, int]:
    start, _, end = span.partition(":")
    if not (start.isdigit() and end.isdigit() and int(start) < int(end) <= len(document.text)):
        raise UseError("--span {span}: write START:END, offsets within the {count} characters of the page", span=span,
                       count=len(document.text))  # fmt: skip
    return document.text[int(start) : int(end)], int(start)


def _of_elsewhere(wish: Wish, desk: Desk) -> Decision:
    """One that was made before, here or in another ledger, as it was. Raises UseError if its id is not its digest."""
    try:
        at = moments.until(wish.at or "")
    except ValueError as error:
        raise UseError("{name}: no moment: {at}", name=wish.id, at=wish.at) from error
    decision = Decision(id=wish.id or "", verb=wish.verb, targets=wish.targets, reason=wish.reason, author=wish.author,
                        at=at, fields=tuple(wish.fields.items()))  # fmt: skip
    known = next((d for d in desk.decisions if d.id == decision.id), None)
    if known != decision and (known is not None or sealed(decision, at).id != decision.id):
        raise UseError("{name}: its id does not fit what it says; leave out id and at to make it anew", name=wish.id)
    if decision.verb == "add":
        _proved_again(decision, desk)
    return decision


def _proved_again(decision: Decision, desk: Desk) -> None:
    """An added statement must stand in a page of this ledger to the letter."""
    body = dict(decision.fields).get("statement", "")
    try:
        said = msgspec.json.decode(body, type=Statement)
    except msgspec.DecodeError as error:
        raise ProofError("decision {id}: its statement cannot be read: {error}", id=decision.id, error=error) from error
    page = desk.document(said.evidence.page)
    e = said.evidence
    if page is None or page.text[e.start : e.end] != e.quote or decision.targets != (said.anchor,):
        raise ProofError("decision {id}: its passage stands in no page of this ledger", id=decision.id)
    fields = {name: getattr(said, name) for name in said.__struct_fields__ if name != "evidence"}
    Statement.proved(page, e.start, e.end, **fields)
