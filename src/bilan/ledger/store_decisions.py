"""Decisions read back from the ledger, and how any stored record is."""

from collections.abc import Sequence
from typing import Any, TypeVar

import msgspec
from sqlalchemy import Connection, Select, Table, select

from bilan.errors import DataError
from bilan.ledger import schema
from bilan.model.decision import Decision

Shape = TypeVar("Shape")


def decisions(connection: Connection, known_by: str | None = None) -> tuple[Decision, ...]:
    """All decisions, in the order of their making."""
    decided = connection.execute(until(select(schema.decisions), (schema.decisions,), known_by)).mappings()
    return tuple(sorted(map(_decision, decided), key=lambda d: (d.at, d.id)))


def until(query: Select[Any], tables: Sequence[Table], known_by: str | None) -> Select[Any]:
    """The query, for rows of `tables` that were learned by the moment `known_by`, if one is given."""
    return query if known_by is None else query.where(*(table.c.learned <= known_by for table in tables))


def from_json(body: str, shape: type[Shape]) -> Shape:
    """A stored record. Raises DataError where it is none."""
    try:
        return msgspec.json.decode(body, type=shape)
    except msgspec.DecodeError as error:
        raise DataError("the ledger holds a record that this program cannot read: {error}", error=error) from error


def _decision(row: Any) -> Decision:
    fields = {f: row[f] for f in ("id", "verb", "reason", "author", "at")}
    return Decision(
        **fields,
        targets=from_json(row["targets"], tuple[str, ...]),
        fields=from_json(row["fields"], tuple[tuple[str, str], ...]),
    )
