"""Private pages: nothing of them leaves the ledger, not their text, name or number, nor what was said of them."""

import msgspec
from sqlalchemy import ColumnElement, Connection, or_, select

from bilan.ledger import schema
from bilan.ledger.store_decisions import decisions
from bilan.model.decision import Decision
from bilan.model.statement import Statement

_P, _R, _S = schema.pages.c, schema.readings.c, schema.statements.c


def hides() -> ColumnElement[bool]:
    """Of a page: whether it is private, from the beginning or since."""
    return or_(_P.private, select(schema.hidden.c.seq).where(schema.hidden.c.page == _P.key).exists())


def public_anchors() -> ColumnElement[bool]:
    """Of a statement: whether some page with its text is not private."""
    read = select(_R.seq).join(schema.pages, _P.key == _R.page).where(_R.seq == _S.reading, ~hides())
    return read.exists()


def public_decisions(connection: Connection) -> tuple[Decision, ...]:
    """Those about no passage of private pages, in the order of their making; undoings of others are left out too."""
    hidden = _hidden_anchors(connection)
    secret: set[str] = set()
    found = []
    for d in decisions(connection):
        if not hidden.isdisjoint(d.targets) or not secret.isdisjoint(d.targets) or _quotes_private(connection, d):
            secret.add(d.id)
        else:
            found.append(d)
    return tuple(found)


def _hidden_anchors(connection: Connection) -> set[str]:
    """Anchors of passages that stand in private pages alone."""
    read = select(_S.anchor).join(schema.readings, _R.seq == _S.reading).join(schema.pages, _P.key == _R.page)
    private = set(connection.execute(read.where(hides())).scalars())
    return private - set(connection.execute(read.where(~hides())).scalars()) if private else set()


def _quotes_private(connection: Connection, decision: Decision) -> bool:
    """Whether it adds a statement on a text that no public page has."""
    bodies = [value for name, value in decision.fields if name == "statement"]
    pages = [msgspec.json.decode(body, type=Statement).evidence.page for body in bodies]
    public = select(_P.key).where(_P.digest.in_(pages), ~hides())
    return bool(pages) and connection.execute(public).first() is None
