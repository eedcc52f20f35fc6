"""Words in the passages, the titles of entries and of pages: what the account shows, and nothing else of a page.

The index (SQLite's FTS5, in tables that begin with `folded`) is made of a view when it is first searched, and kept with
it; where the ledger cannot be written, it is made in memory. Letters match with or without their accents, ligatures
with their letters. All words must stand in one passage or title; words between quotation marks in that order.
"""

import re
import sqlite3
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing
from typing import Any, Final

import msgspec
from sqlalchemy import Connection

from bilan.errors import BilanError, UseError
from bilan.knowledge.files import Shelf
from bilan.ledger import queries, queries_cache
from bilan.ledger.queries import View
from bilan.ledger.store import Ledger

MARKS: Final = ("[", "]")
"""What stands around a word that was found, in a snippet."""

Titles = Callable[[View], Mapping[str, Sequence[str]]]
"""The titles by which an entry may be found, by its id."""

_MAKE: Final = (
    "CREATE VIRTUAL TABLE IF NOT EXISTS folded_words USING fts5(words, sort UNINDEXED, id UNINDEXED,"
    " document UNINDEXED, start UNINDEXED, end UNINDEXED, fold UNINDEXED, tokenize=\"unicode61 remove_diacritics 2\")",
    "CREATE TABLE IF NOT EXISTS folded_search (fold VARCHAR(64) NOT NULL PRIMARY KEY)",
)  # fmt: skip
_ADD: Final = "INSERT INTO folded_words (words, sort, id, document, start, end, fold) VALUES (?, ?, ?, ?, ?, ?, ?)"
_FIND: Final = (
    "SELECT sort, id, document, start, end, snippet(folded_words, 0, ?, ?, '…', 32), rank FROM folded_words"
    " WHERE folded_words MATCH ? AND fold = ? ORDER BY rank, rowid"
)
_WORD = re.compile(r"\w+")
_PHRASE = re.compile(r'"([^"]*)"|(\S+)')
_LIGATURES: Final = (("oe", chr(0x153)), ("ae", chr(0xE6)))


class Hit(msgspec.Struct, frozen=True, kw_only=True):
    """A place where the words stand. `sort`: entry (a passage or its title) or page (its title); `id` of the entry.

    `snippet` has `MARKS` around each word; `start`, `end` are those of the passage, None for a title.
    """

    sort: str
    id: str | None
    document: str | None
    start: int | None
    end: int | None
    snippet: str


def search(
    ledger: Ledger,
    words: str,
    titles: Titles,
    *,
    as_of: str | None = None,
    known_by: str | None = None,
    shelf: Shelf | None = None,
    private: bool = False,
    limit: int = 20,
) -> list[Hit]:
    """The best places first, one for each entry and page. Raises UseError where there is no word to look for."""
    asked, shelf = query(words), shelf or Shelf()
    with ledger.reading() as connection:
        key = queries_cache.key(connection, as_of, known_by, shelf, private=private).digest
        if _indexed(connection, key):
            return _found(connection.exec_driver_sql(_FIND, (*MARKS, asked, key)), limit)
    view = queries.view(ledger, as_of=as_of, known_by=known_by, shelf=shelf, private=private)
    rows = [(*row, key) for row in _rows(view, titles(view))]
    try:
        with ledger.writing(patience=0) as connection:
            _index(connection, key, rows)
            return _found(connection.exec_driver_sql(_FIND, (*MARKS, asked, key)), limit)
    except BilanError:  # busy, or closed to writing: the index lives as long as the answer
        with closing(sqlite3.connect(":memory:")) as memory:
            memory.execute(_MAKE[0])
            memory.executemany(_ADD, rows)
            return _found(memory.execute(_FIND, (*MARKS, asked, key)), limit)


def query(words: str) -> str:
    """What was typed as FTS5 understands it: every word, quoted; a star at a word's end stands for any ending."""
    parts = []
    for phrase, word in _PHRASE.findall(words):
        tokens = _WORD.findall(phrase or word)
        if tokens:
            star = "*" if word.endswith("*") else ""
            parts.append(_any(" ".join(tokens), star))
    if not parts:
        raise UseError("{words}: no word to look for", words=words)
    return " AND ".join(parts)


def _any(phrase: str, star: str) -> str:
    """The phrase in each way in which its ligatures may be written."""
    forms = {phrase}
    for letters, ligature in _LIGATURES:
        forms |= {form.lower().replace(letters, ligature) for form in forms}
        forms |= {form.lower().replace(ligature, letters) for form in forms}
    return "(" + " OR ".join(f'"{form}"{star}' for form in sorted(forms)) + ")"


def _indexed(connection: Connection, key: str) -> bool:
    there = connection.exec_driver_sql("SELECT 1 FROM sqlite_master WHERE name = 'folded_search'").scalar()
    return bool(there and connection.exec_driver_sql("SELECT 1 FROM folded_search WHERE fold = ?", (key,)).scalar())


def _index(connection: Connection, key: str, rows: Sequence[tuple[Any, ...]]) -> None:
    """Adds a view's words; those of views that are kept no more go."""
    for sql in _MAKE:
        connection.exec_driver_sql(sql)
    for table in ("folded_words", "folded_search"):
        gone = f"DELETE FROM {table} WHERE fold = ? OR fold NOT IN (SELECT key FROM folded)"
        connection.exec_driver_sql(gone, (key,))
    if rows:
        connection.exec_driver_sql(_ADD, list(rows))
    connection.exec_driver_sql("INSERT INTO folded_search VALUES (?)", (key,))


def _rows(view: View, titles: Mapping[str, Sequence[str]]) -> Iterator[tuple[Any, ...]]:
    """Words, sort, id, document, start and end of all that can be found."""
    for entry in view.account.entries:
        for e in entry.evidence:
            yield e.quote, "entry", entry.id, e.document, e.start, e.end
        for title in dict.fromkeys(titles.get(entry.id, ())):
            yield title, "entry", entry.id, None, None, None
    for page in (*view.pages, *view.copies):
        if page.title:
            yield page.title, "page", None, page.document, None, None


def _found(rows: Any, limit: int) -> list[Hit]:
    hits: dict[tuple[str, str], Hit] = {}
    for sort, id, document, start, end, snippet, _ in rows:
        if len(hits) == limit:
            break
        name = (sort, id or document)
        hits.setdefault(name, Hit(sort=sort, id=id, document=document, start=start, end=end, snippet=snippet))
    return list(hits.values())
