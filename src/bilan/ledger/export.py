"""Records as others read them: JSON lines with the fields of the annotation guidelines, and flat rows for tables.

Equal accounts give equal bytes: keys stand in a fixed order, numbers that are whole are written whole, and nothing of
when or in which order pages were learned is in them.
"""

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import msgspec

from bilan.ledger.record import Record as EntryRecord
from bilan.model.decision import Decision
from bilan.model.entry import ActorEntry, Dispute, Entry
from bilan.model.page import PageRecord
from bilan.model.reading import Reading
from bilan.model.statement import Amount, Statement

Record = dict[str, Any]


def entry(record: Entry) -> Record:
    """Fields of section 4 of the guidelines, and `status`, the latest; steps and evidence carry their words."""
    return {
        "id": record.id,
        "kind": record.kind,
        "title": record.title,
        "parties": list(record.parties),
        "actors": [_said(name=a.name, part=a.part, type=a.type, party=a.party) for a in record.actors],
        "sectors": list(record.sectors),
        "start": record.start,
        "end": record.end,
        "place": record.place,
        "amounts": [amount(a) for a in record.amounts],
        "status": record.status,
        "history": [msgspec.to_builtins(step) for step in record.history],
        "evidence": [_said(document=e.document, start=e.start, end=e.end, quote=e.quote) for e in record.evidence],
        "said_by": record.said_by,
        "optional": False,
        "voices": [msgspec.to_builtins(voice) for voice in record.voices],
        "topic": record.topic,
        "also": list(record.also),
        "anchors": list(record.anchors),
    }


def record_of(found: EntryRecord) -> Record:
    """What bears an entry out: its parts, their points, and the sum of these."""
    fields: Record = msgspec.to_builtins(found)
    return {**fields, "points": found.points, "score": found.score}


def dispute(record: Dispute) -> Record:
    """Fields of section 5 of the guidelines, the id, and the entry concerned."""
    return {
        "id": record.id,
        "subject": record.subject,
        "field": record.field,
        "sides": [msgspec.to_builtins(side) for side in record.sides],
        "optional": False,
        "entry": record.entry,
    }


def actor(record: ActorEntry) -> Record:
    """Fields of section 3 of the guidelines, and the documents that name the actor."""
    return {
        "name": record.name,
        "type": record.type,
        "party": record.party,
        "names": list(record.names),
        "roles": [
            {
                "role": r.role,
                "from": r.since,
                "to": r.until,
                "document": r.document,
                "start": r.start,
                "end": r.end,
                "quote": r.quote,
            }
            for r in record.roles
        ],
        "documents": list(record.documents),
    }


def decision(record: Decision, undone_by: str | None = None) -> Record:
    """A decision as a line of a file that `bilan decide --file` takes; `undone_by`: what took it back."""
    return {
        "id": record.id, "verb": record.verb, "targets": list(record.targets), "reason": record.reason,
        "author": record.author, "at": record.at, "fields": dict(record.fields), "undone_by": undone_by,
    }  # fmt: skip


def page(record: PageRecord) -> Record:
    """A page as a source: what it is and whose text it repeats. By-lines stay out: they name private persons."""
    fields = (
        "document",
        "title",
        "published",
        "published_basis",
        "outlet",
        "source",
        "language",
        "home",
        "url",
        "digest",
        "reprint_of",
    )
    return {field: getattr(record, field) for field in fields}


def reading(seen: Reading, text: str) -> Record:
    """What is seen in one page: facts, zones and the mentions and statements of its article, each with its words."""
    f = seen.facts

    def words(span: Any) -> Record:
        fields: Record = {"start": span.start, "end": span.end, "text": text[span.start : span.end]}
        return fields | {k: whole(v) for k, v in msgspec.to_builtins(span).items() if v is not None}

    return {
        "document": seen.document,
        "title": f.title,
        "published": f.published,
        "published_basis": f.published_basis,
        "outlet": f.outlet,
        "source": f.source,
        "language": f.language,
        "home": f.home,
        "zones": [[z.start, z.end, z.zone] for z in seen.zones],
        "times": [words(t) for t in seen.times],
        "quantities": [words(q) for q in seen.quantities],
        "actors": [words(a) for a in seen.actors],
        "places": [words(p) for p in seen.places],
        "sectors": [words(s) for s in seen.sectors],
        "statements": [statement(s) for s in seen.statements],
        "gaps": [msgspec.to_builtins(g) for g in seen.gaps],
    }


def statement(said: Statement) -> Record:
    """A statement with its two names; its passage as `start`, `end`, `quote`, its event's days as `from`, `to`."""
    fields: Record = msgspec.to_builtins(said)
    e = said.evidence
    return {
        "id": said.id, "anchor": said.anchor, "kind": said.kind, "status": said.status, "start": e.start, "end": e.end,
        "quote": e.quote, "head": said.head, "topic": said.topic, "about": said.about, "parties": list(said.parties),
        "actors": fields["actors"], "sectors": list(said.sectors), "from": said.start, "to": said.end,
        "place": said.place, "amounts": [amount(a) for a in said.amounts], "as_of": said.as_of,
        "said_by": said.said_by, "speaker": said.speaker, "asserted": said.asserted, "slots": dict(said.slots),
        "rule": said.rule,
    }  # fmt: skip


def amount(given: Amount) -> Record:
    """`value`, `unit`, `item`, and the rest where the words have it."""
    rest = {"approximate": given.approximate or None, "high": whole(given.high), "bound": given.bound, "per": given.per}
    return {"value": whole(given.value), "unit": given.unit, "item": given.item} | {
        k: v for k, v in rest.items() if v is not None
    }


def whole(value: Any) -> Any:
    """A whole number without a fraction: 50000, not 50000.0."""
    return int(value) if isinstance(value, float) and value.is_integer() and abs(value) < 2**53 else value


def json_line(record: Mapping[str, Any]) -> str:
    """One line of JSON in UTF-8, without its line end."""
    return msgspec.json.encode(record).decode()


def csv_text(records: Iterable[Record], columns: Sequence[str]) -> str:
    """A table with a header; lists are joined by `; `, records in them are written as `value unit item` or by name."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows([_cell(record.get(column)) for column in columns] for record in records)
    return out.getvalue()


ENTRY_COLUMNS = (
    "id", "kind", "title", "parties", "actors", "sectors", "start", "end", "place", "amounts", "status", "said_by",
    "history", "evidence",
)  # fmt: skip
DISPUTE_COLUMNS = ("id", "subject", "field", "entry", "sides")
DECISION_COLUMNS = ("id", "at", "verb", "targets", "fields", "author", "reason", "undone_by")
ACTOR_COLUMNS = ("name", "type", "party", "names", "roles", "documents")
PAGE_COLUMNS = (
    "document",
    "title",
    "published",
    "published_basis",
    "outlet",
    "source",
    "language",
    "home",
    "url",
    "reprint_of",
)

_CELLS = {
    "part": "{name} ({part})",
    "unit": "{value} {unit} {item}",
    "as_of": "{as_of} {status}",
    "role": "{role}",
    "field": "{value} ({said_by})",
    "quote": "{document}:{start}-{end}",
}


def _cell(value: Any) -> Any:
    if isinstance(value, list | tuple):
        return "; ".join(str(_cell(item)) for item in value)
    if isinstance(value, dict):
        if "value" in value and "said_by" in value:
            return f"{value['value']} ({value['said_by']}, {value['document']}:{value['start']}-{value['end']})"
        for mark, shape in _CELLS.items():
            if mark in value:
                return shape.format(**{k: "" if v is None else v for k, v in value.items()}).strip()
        return json_line(value)
    return "" if value is None else value


def _said(**fields: Any) -> Record:
    return fields
