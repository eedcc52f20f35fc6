"""Views that were folded before, kept in the ledger; they may be dropped at any time.

A view's key is a digest of all it depends on: how far the appended tables had come, the day and the moment asked for,
the code that folds and what it knows. Keeping one is a courtesy to the next question: where the ledger cannot be
written, none is.
"""

import hashlib
from collections.abc import Iterable, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import msgspec
from sqlalchemy import Connection, delete, insert, select

import bilan
from bilan.errors import BilanError
from bilan.knowledge.files import Shelf
from bilan.ledger import fold as folding
from bilan.ledger import schema
from bilan.ledger.decisions_heirs import inherit
from bilan.ledger.fold import Account
from bilan.ledger.store import Ledger, state
from bilan.ledger.store_contents import Contents
from bilan.model.entry import ActorEntry, Dispute, Entry

_SORTS: dict[str, type[Any]] = {"entry": Entry, "dispute": Dispute, "actor": ActorEntry}
_MOST = 8  # views kept at once


class Key(msgspec.Struct, frozen=True):
    """`digest` names the view; views of another `state` are out of date."""

    digest: str
    state: str


def key(
    connection: Connection, as_of: str | None, known_by: str | None, shelf: Shelf, *, private: bool = False
) -> Key:
    """The key of the view asked for, in the ledger's present state."""
    now = f"{state(connection)} {_program()} {_own(shelf)}"
    return Key(hashlib.sha256(f"{now} {as_of} {known_by}{' private' if private else ''}".encode()).hexdigest(), now)


@cache
def _program() -> str:
    """A digest of the code and knowledge that a fold goes by: another program never answers from this one's views."""
    root = Path(bilan.__file__).parent
    return _digest([*root.glob("ledger/**/*.py"), *root.glob("model/*.py"), *root.glob("knowledge/**/*.[pt]*[yl]")])


def _own(shelf: Shelf) -> str:
    """A digest of the user's own knowledge, which is laid over the shipped one."""
    return _digest(shelf.overlay.glob("**/*.toml")) if shelf.overlay is not None else ""


def _digest(files: Iterable[Path]) -> str:
    return hashlib.sha256(b"\0".join(path.read_bytes() for path in sorted(files))).hexdigest()[:16]


def folded(contents: Contents, as_of: str | None, shelf: Shelf) -> Account:
    """The fold itself."""
    rules = folding.rules(shelf) if shelf.overlay is not None else None
    decisions = inherit(contents.decisions, contents.heirs)
    return folding.fold(contents.pages, contents.readings, decisions, as_of, rules=rules)


def find(connection: Connection, wanted: Key) -> Account | None:
    """The view of that key, if it was kept."""
    f, r = schema.folded.c, schema.folded_records.c
    kept = connection.execute(select(f.state, f.undated, f.digest).where(f.key == wanted.digest)).first()
    if kept is None:
        return None
    query = select(r.sort, r.place, r.id, r.body).where(r.fold == wanted.digest).order_by(r.sort, r.place)
    rows = [tuple(row) for row in connection.execute(query)]
    if view_digest(wanted.digest, kept.state, kept.undated, rows) != kept.digest:
        return None  # somebody changed it: it is folded anew
    found: dict[str, list[Any]] = {sort: [] for sort in _SORTS}
    decoders = {sort: msgspec.json.Decoder(shape) for sort, shape in _SORTS.items()}
    for sort, _, _, body in rows:
        found[sort].append(decoders[sort].decode(body))
    return Account(
        entries=tuple(found["entry"]), disputes=tuple(found["dispute"]), actors=tuple(found["actor"]),
        undated=kept.undated,
    )  # fmt: skip


def view_digest(key: str, state: str, undated: int, rows: Iterable[Sequence[Any]]) -> str:
    """SHA-256 (hex) of a kept view: `rows` are sort, place, id and body of its records, by sort and place."""
    found = hashlib.sha256(msgspec.json.encode([key, state, undated]))
    for row in rows:
        found.update(msgspec.json.encode(list(row)))
    return found.hexdigest()


def keep(ledger: Ledger, made: Key, account: Account) -> None:
    """Keeps a view, and drops those out of date; does nothing where the ledger is busy or closed to writing."""
    try:
        with ledger.writing(patience=0) as connection:
            _drop_old(connection, made.state)
            _write(connection, made, account)
    except BilanError:
        return


def _drop_old(connection: Connection, current: str) -> None:
    f, r = schema.folded.c, schema.folded_records.c
    old = list(connection.execute(select(f.key).where(f.state != current)).scalars())
    same = list(connection.execute(select(f.key).where(f.state == current)).scalars())
    for name in old + (same if len(same) >= _MOST else []):
        connection.execute(delete(schema.folded_records).where(r.fold == name))
        connection.execute(delete(schema.folded).where(f.key == name))


def _write(connection: Connection, made: Key, account: Account) -> None:
    f, r = schema.folded.c, schema.folded_records.c
    connection.execute(delete(schema.folded_records).where(r.fold == made.digest))
    connection.execute(delete(schema.folded).where(f.key == made.digest))
    a = account
    groups: dict[str, tuple[Any, ...]] = {"actor": a.actors, "dispute": a.disputes, "entry": a.entries}
    rows = [
        (sort, place, getattr(record, "id", None), _body(record))
        for sort, records in groups.items()
        for place, record in enumerate(records)
    ]
    digest = view_digest(made.digest, made.state, account.undated, rows)
    row = {"key": made.digest, "state": made.state, "undated": account.undated, "digest": digest}
    connection.execute(insert(schema.folded), row)
    if rows:
        names = ("sort", "place", "id", "body")
        records = [{"fold": made.digest, **dict(zip(names, values, strict=True))} for values in rows]
        connection.execute(insert(schema.folded_records), records)


def _body(record: object) -> str:
    return msgspec.json.encode(record).decode()
