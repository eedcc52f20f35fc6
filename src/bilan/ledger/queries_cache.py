"""Views that were folded before, kept in the ledger; they may be dropped at any time.

A view's key is a digest of all it depends on: how far the appended tables had come, the day and the moment asked for,
the code that folds and what it knows. Keeping one is a courtesy to the next question: where the ledger cannot be
written, none is.
"""

import hashlib
from collections.abc import Iterable
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


def key(connection: Connection, as_of: str | None, known_by: str | None, shelf: Shelf) -> Key:
    """The key of the view asked for, in the ledger's present state."""
    now = f"{state(connection)} {_program()} {_own(shelf)}"
    return Key(hashlib.sha256(f"{now} {as_of} {known_by}".encode()).hexdigest(), now)


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
    return folding.fold(contents.pages, contents.readings, contents.decisions, as_of, rules=rules)


def find(connection: Connection, wanted: Key) -> Account | None:
    """The view of that key, if it was kept."""
    f, r = schema.folded.c, schema.folded_records.c
    undated = connection.execute(select(f.undated).where(f.key == wanted.digest)).scalar()
    if undated is None:
        return None
    found: dict[str, list[Any]] = {sort: [] for sort in _SORTS}
    decoders = {sort: msgspec.json.Decoder(shape) for sort, shape in _SORTS.items()}
    query = select(r.sort, r.body).where(r.fold == wanted.digest).order_by(r.sort, r.place)
    for sort, body in connection.execute(query):
        found[sort].append(decoders[sort].decode(body))
    return Account(
        entries=tuple(found["entry"]), disputes=tuple(found["dispute"]), actors=tuple(found["actor"]), undated=undated
    )


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
    if connection.execute(select(schema.folded.c.key).where(schema.folded.c.key == made.digest)).scalar() is not None:
        return
    connection.execute(insert(schema.folded), {"key": made.digest, "state": made.state, "undated": account.undated})
    groups: dict[str, tuple[Any, ...]] = {
        "entry": account.entries,
        "dispute": account.disputes,
        "actor": account.actors,
    }
    rows = [
        {"fold": made.digest, "sort": sort, "place": place, "id": getattr(record, "id", None), "body": _body(record)}
        for sort, records in groups.items()
        for place, record in enumerate(records)
    ]
    if rows:
        connection.execute(insert(schema.folded_records), rows)


def _body(record: object) -> str:
    return msgspec.json.encode(record).decode()
