"""What a person decides on: the entries as they are now, the passages read, the decisions made before."""

from collections.abc import Sequence
from functools import cached_property

import msgspec
from sqlalchemy import select

from bilan.knowledge.files import Shelf
from bilan.ledger import queries, queries_cache, schema
from bilan.ledger.fold import Account
from bilan.ledger.store import Ledger
from bilan.ledger.store_contents import contents, page_keys
from bilan.ledger.store_pages import given
from bilan.ledger.store_privacy import public_anchors
from bilan.model.decision import Decision
from bilan.model.document import Document
from bilan.model.entry import Entry
from bilan.model.statement import Statement


class Desk:
    """Looks up what is asked for, and no more."""

    def __init__(self, ledger: Ledger, shelf: Shelf | None = None, *, private: bool = False) -> None:
        self._ledger, self._shelf, self._private = ledger, shelf or Shelf(), private

    @cached_property
    def account(self) -> Account:
        """As folded with all decisions."""
        return queries.view(self._ledger, shelf=self._shelf, private=self._private).account

    @property
    def entries(self) -> Sequence[Entry]:
        """Those of the account."""
        return self.account.entries

    @cached_property
    def unrejected(self) -> Sequence[Entry]:
        """As folded without any rejection: what could be accepted."""
        with self._ledger.reading() as connection:
            held = contents(connection, None, whole=False, private=self._private)
        kept = tuple(d for d in held.decisions if d.verb != "reject")
        return queries_cache.folded(msgspec.structs.replace(held, decisions=kept), None, self._shelf).entries

    @cached_property
    def decisions(self) -> tuple[Decision, ...]:
        """In the order of their making."""
        return self._ledger.decisions(private=self._private)

    @cached_property
    def added(self) -> dict[str, str]:
        """Kind by anchor of the statements that people added."""
        bodies = [value for d in self.decisions if d.verb == "add" for name, value in d.fields if name == "statement"]
        said = [msgspec.json.decode(body, type=Statement) for body in bodies]
        return {s.anchor: s.kind for s in said}

    def passages(self, beginning: str) -> dict[str, str]:
        """Kind by anchor, of all that was ever read or added, whose anchors begin so."""
        c = schema.statements.c
        query = select(c.anchor, c.kind).where(c.anchor >= beginning, c.anchor < beginning + "\uffff").distinct()
        query = query if self._private else query.where(public_anchors())
        with self._ledger.reading() as connection:
            found = {anchor: kind for anchor, kind in connection.execute(query)}
        return found | {anchor: kind for anchor, kind in self.added.items() if anchor.startswith(beginning)}

    def document(self, name: str) -> Document | None:
        """The page of that name, or of which the text has that digest."""
        with self._ledger.reading() as connection:
            key = page_keys(connection, private=self._private).get(name)
            return None if key is None else given(connection, {key: name})[key]
