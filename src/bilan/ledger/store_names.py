"""Which name a page bears and which of its copies speaks: the same whatever came first.

Two different texts under one name are both marked with `#` and eight digits of their digest. Of pages with the same
text, the one about which most was given speaks; among equals the earliest published, then by address and key. It bears
the first of its names. Of several readings of a page that of the newest program counts, and of one program's, whose
knowledge may differ, that of the reader used last.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import NamedTuple

import msgspec

from bilan.model.document import Facts
from bilan.model.page import PageRecord


class Row(NamedTuple):
    """A page under one of its names with one of its readings, as the store gives them."""

    key: str
    digest: str
    url: str | None
    published: str | None
    outlet: str | None
    title: str | None
    language: str | None
    home: str | None
    private: bool
    fiction: bool
    learned: str
    name: str
    reading: int
    reader: str
    used: int | None
    facts: str
    actors: str = ""
    zones: str = ""
    gaps: str = ""


def records(rows: Sequence[Row]) -> tuple[list[tuple[Row, PageRecord]], list[PageRecord]]:
    """The pages that speak, each with its row, and their copies; both in the order of document and digest."""
    shared = _shared_names(rows)
    by_text: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        by_text[row.digest].append(row)
    kept: list[tuple[Row, PageRecord]] = []
    copies: list[PageRecord] = []
    for same in by_text.values():
        same.sort(key=_precedence)
        first = _record(same[0], shared, None)
        kept.append((same[0], first))
        others = {(row.key, row.name): row for row in reversed(same)}
        del others[same[0].key, same[0].name]
        copies += [_record(row, shared, first.document) for row in others.values()]
    kept.sort(key=lambda pair: (pair[1].document, pair[1].digest))
    copies.sort(key=lambda page: (page.document, page.digest, page.url or "", page.outlet or "", page.published or ""))
    return kept, copies


def reader_rank(version: str) -> tuple[tuple[int, str], ...]:
    """Versions in their order: numbers as numbers ("0.10" after "0.9"), the rest as text."""
    return tuple((int(part), "") if part.isdigit() else (-1, part) for part in re.findall(r"\d+|\D+", version))


def program(version: str) -> str:
    """A reader's version without the digest of its knowledge."""
    return re.sub(r"\.[0-9a-f]{8}$", "", version)


def _shared_names(rows: Iterable[Row]) -> frozenset[str]:
    texts: dict[str, set[str]] = defaultdict(set)
    for row in rows:
        texts[row.name].add(row.digest)
    return frozenset(name for name, digests in texts.items() if len(digests) > 1)


def _precedence(row: Row) -> tuple[object, ...]:
    given = (row.url, row.published, row.outlet, row.title, row.language, row.home)
    missing = sum(value is None for value in given)
    newest = (_newest_first(program(row.reader)), -(row.used or 0), _newest_first(row.reader))
    return (missing, row.published or "9999", row.url or "", row.key, row.name, *newest)


def _newest_first(version: str) -> tuple[tuple[int, str], ...]:
    return tuple((-number, _Reversed(text)) for number, text in (*reader_rank(version), (-2, "")))


class _Reversed(str):
    """Text that sorts backwards."""

    __slots__ = ()

    def __lt__(self, other: str) -> bool:
        return str.__gt__(self, other)


def _record(row: Row, shared: frozenset[str], reprint_of: str | None) -> PageRecord:
    facts = msgspec.json.decode(row.facts, type=Facts)
    return PageRecord(
        document=f"{row.name}#{row.digest[:8]}" if row.name in shared else row.name,
        digest=row.digest,
        learned=row.learned,
        url=row.url,
        published=facts.published or row.published,
        published_basis=facts.published_basis,
        outlet=facts.outlet or row.outlet,
        source=facts.source,
        title=facts.title or row.title,
        language=facts.language or row.language,
        home=facts.home or row.home,
        authors=facts.authors,
        private=row.private,
        fiction=row.fiction,
        reprint_of=reprint_of,
    )
