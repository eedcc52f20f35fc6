"""Brings a ledger of an earlier version up to this one: in one transaction, so that it is the old or the new.

What was appended stays as it is; tables and columns are added. Views that were kept are dropped: they are folded anew.
"""

from collections.abc import Callable
from typing import Final

from sqlalchemy import Connection, func, insert, select

from bilan.ledger import schema, trail


def upgrade(connection: Connection, version: int, moment: str) -> None:
    """From `version` to `schema.VERSION`, step by step."""
    for step in range(version, schema.VERSION):
        _STEPS[step](connection)
    trail.extend(connection, moment)
    connection.exec_driver_sql(f"PRAGMA user_version={schema.VERSION}")


def _from_1(connection: Connection) -> None:
    """The trail, readers in their order, pages that become private, zones that a page's structure told."""
    connection.exec_driver_sql("DROP TABLE folded_records")
    connection.exec_driver_sql("DROP TABLE folded")
    connection.exec_driver_sql("ALTER TABLE pages ADD COLUMN zones TEXT")
    connection.exec_driver_sql("ALTER TABLE runs ADD COLUMN private BOOLEAN DEFAULT '0' NOT NULL")
    schema.metadata.create_all(connection)
    c = schema.readings.c
    used = select(c.reader, func.min(c.learned)).group_by(c.reader).order_by(func.min(c.seq))
    for reader, learned in connection.execute(used).all():
        connection.execute(insert(schema.readers), {"reader": reader, "learned": learned})


_STEPS: Final[dict[int, Callable[[Connection], None]]] = {1: _from_1}
