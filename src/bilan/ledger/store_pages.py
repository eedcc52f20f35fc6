"""Pages as they were given, for whoever reads them again or adds to them."""

import zlib
from typing import Any

import msgspec
from sqlalchemy import Connection, bindparam, select

from bilan.ledger import schema
from bilan.model.document import Document, Zone

_P, _T = schema.pages.c, schema.texts.c
_GIVEN = ("url", "published", "outlet", "title", "language", "home")
_QUERY = select(_P.key, _P.zones, *(_P[name] for name in _GIVEN), _T.body).join_from(
    schema.pages, schema.texts, _T.digest == _P.digest
)


def given(connection: Connection, names: dict[str, str]) -> dict[str, Document]:
    """By page key, the page under the name that `names` gives it."""
    query = _QUERY.where(_P.key.in_(bindparam("keys", expanding=True)))
    rows = connection.execute(query, {"keys": list(names)}).mappings()
    return {row["key"]: _document(row, names[row["key"]]) for row in rows}


def _document(row: Any, name: str) -> Document:
    zones = None if row["zones"] is None else msgspec.json.decode(row["zones"], type=tuple[Zone, ...])
    return Document(name=name, text=text(row["body"]), zones=zones, **{field: row[field] for field in _GIVEN})


def text(body: bytes) -> str:
    """A text as it was stored."""
    return zlib.decompress(body).decode("utf-8", "surrogatepass")


def stored(words: str) -> bytes:
    """A text as it is to be stored: small, and what readers write lies open to no table viewer."""
    return zlib.compress(words.encode("utf-8", "surrogatepass"), 6)
