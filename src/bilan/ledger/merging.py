"""Two ledgers built apart, joined in a third: everything that either has, once, in the order in which it was learned.

Moments stay, so that a question by what was known on a day is answered from both. The joined ledger has a trail of its
own; the heads of the two stand in its facts.
"""

from collections.abc import Iterable, Sequence
from itertools import product
from typing import Any

import msgspec
from sqlalchemy import Connection, Table, insert, select

from bilan.errors import LedgerError
from bilan.ledger import schema, trail
from bilan.ledger.clock import moment_now
from bilan.ledger.decisions import standing
from bilan.ledger.store_decisions import decisions
from bilan.model.decision import Decision

_OPPOSED = {("accept", "reject"), ("different", "same"), ("same", "split"), ("correct", "reject"), ("same", "reject")}


class Conflict(msgspec.Struct, frozen=True, kw_only=True):
    """Two decisions, one from each ledger, that cannot both hold: the later of them counts. `field`: of corrections."""

    earlier: Decision
    later: Decision
    field: str | None = None


class Merged(msgspec.Struct, frozen=True, kw_only=True):
    """What the joined ledger has: the keys of its pages; `differing`, by key, are the documents that one version of
    the reader read in two ways."""

    pages: tuple[str, ...]
    conflicts: tuple[Conflict, ...]
    differing: dict[str, str]


def merge(sources: Sequence[Connection], into: Connection) -> Merged:
    """Fills the new, empty ledger `into`. Raises LedgerError where one id names two different decisions."""
    pages = _each_once(sources, schema.pages, ("key",))
    _insert(into, schema.texts, _each_once(sources, schema.texts, ("digest",)))
    _insert(into, schema.pages, [_page(rows) for rows in pages])
    _insert(into, schema.sightings, _each_once(sources, schema.sightings, ("page", "name")))
    differing = _readings(sources, into)
    _insert(into, schema.readers, _each_once(sources, schema.readers, ("reader", "learned")))
    _insert(into, schema.hidden, _each_once(sources, schema.hidden, ("page",)))
    _decisions(sources, into)
    _runs(sources, into)
    heads = sorted(trail.end(source)[1] for source in sources)
    _insert(into, schema.meta, [[{"key": f"merged {i}", "value": head}] for i, head in enumerate(heads, start=1)])
    trail.extend(into, moment_now())
    keys = tuple(rows[0]["key"] for rows in pages)
    return Merged(pages=keys, conflicts=conflicts(*map(decisions, sources)), differing=differing)


Rows = list[dict[str, Any]]


def _each_once(sources: Iterable[Connection], table: Table, names: tuple[str, ...]) -> list[Rows]:
    """Rows of all sources, those with one name together, the first learned first; in the order of their learning."""
    found: dict[tuple[Any, ...], Rows] = {}
    for source in sources:
        for row in source.execute(select(table)).mappings():
            found.setdefault(tuple(row[name] for name in names), []).append(dict(row))
    for rows in found.values():
        rows.sort(key=lambda row: (row.get("learned", ""), msgspec.json.encode(_comparable(row))))
    return sorted(found.values(), key=lambda rows: (rows[0].get("learned", ""), str([rows[0][n] for n in names])))


def _comparable(row: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in row.items() if name != "seq"}


def _page(rows: Rows) -> Rows:
    """The page as it was first learned, with what another ledger knew besides; private if it is in any."""
    first = dict(rows[0])
    first["private"] = any(row["private"] for row in rows)
    first["fiction"] = any(row["fiction"] for row in rows)
    first["zones"] = next((row["zones"] for row in rows if row["zones"] is not None), None)
    return [first]


def _insert(into: Connection, table: Table, groups: Iterable[Rows]) -> None:
    """The first row of each group, under a number of its own."""
    rows = [_comparable(group[0]) for group in groups]
    if rows:
        into.execute(insert(table), rows)


def _readings(sources: Sequence[Connection], into: Connection) -> dict[str, str]:
    """Readings with their statements; by page, the documents that one reader read in two ways."""
    table, statements = schema.readings, schema.statements
    found: dict[tuple[str, str], list[tuple[str, int, int]]] = {}
    for number, source in enumerate(sources):
        c = table.c
        for page, reader, learned, seq in source.execute(select(c.page, c.reader, c.learned, c.seq)):
            found.setdefault((page, reader), []).append((learned, number, seq))
    differing: dict[str, str] = {}
    for name in sorted(found, key=lambda name: (min(found[name])[0], name)):
        read = [_reading(sources[number], seq) for _, number, seq in found[name]]
        read.sort(key=lambda pair: (pair[0]["learned"], msgspec.json.encode([pair[0], pair[1]])))
        row, said = read[0]
        if any(_seen(other) != _seen(read[0]) for other in read[1:]):
            differing[row["page"]] = row["document"]
        key = into.execute(insert(table), row).inserted_primary_key
        assert key is not None
        if said:
            into.execute(insert(statements), [{**one, "reading": key[0]} for one in said])
    return differing


def _reading(source: Connection, seq: int) -> tuple[dict[str, Any], Rows]:
    r, s = schema.readings, schema.statements
    row = source.execute(select(r).where(r.c.seq == seq)).mappings().one()
    said = source.execute(select(s).where(s.c.reading == seq).order_by(s.c.seq)).mappings()
    return _comparable(dict(row)), [
        {name: value for name, value in one.items() if name not in ("seq", "reading")} for one in said
    ]


def _seen(read: tuple[dict[str, Any], Rows]) -> tuple[object, ...]:
    """What was seen, whatever the page was called and whenever that was."""
    row, said = read
    return (row["facts"], row["zones"], row["actors"], row["gaps"], [one["anchor"] for one in said])


def _decisions(sources: Sequence[Connection], into: Connection) -> None:
    groups = _each_once(sources, schema.decisions, ("id",))
    for rows in groups:
        first = {name: value for name, value in rows[0].items() if name not in ("seq", "learned")}
        if any({name: row[name] for name in first} != first for row in rows):
            raise LedgerError("decision {id}: the two ledgers have different ones of that id", id=rows[0]["id"])
    _insert(into, schema.decisions, groups)


def _runs(sources: Sequence[Connection], into: Connection) -> None:
    """Every run with what it set aside; a run that both have, because one is a copy of the other, once."""
    table, aside = schema.runs, schema.set_aside
    found: dict[str, tuple[dict[str, Any], Rows]] = {}
    for source in sources:
        for row in source.execute(select(table)).mappings().all():
            lost = source.execute(select(aside).where(aside.c.run == row["seq"]).order_by(aside.c.seq)).mappings()
            rest = [{n: v for n, v in one.items() if n not in ("seq", "run")} for one in lost]
            run = _comparable(dict(row))
            found[msgspec.json.encode([run, rest]).decode()] = (run, rest)
    for name in sorted(found, key=lambda name: (found[name][0]["began"], name)):
        run, rest = found[name]
        key = into.execute(insert(table), run).inserted_primary_key
        assert key is not None
        if rest:
            into.execute(insert(aside), [{**one, "run": key[0]} for one in rest])


def conflicts(one: Sequence[Decision], other: Sequence[Decision]) -> tuple[Conflict, ...]:
    """Decisions of the one alone and of the other alone that cannot both hold, in the order of their making."""
    shared = {d.id for d in one} & {d.id for d in other}
    ours, theirs = ([d for d in standing(side) if d.id not in shared] for side in (one, other))
    found = []
    for a, b in product(ours, theirs):
        first, second = sorted((a, b), key=lambda d: (d.at, d.id))
        found += [Conflict(earlier=first, later=second, field=field) for field in _differ(a, b)]
    return tuple(sorted(found, key=lambda c: (c.earlier.at, c.earlier.id, c.later.at, c.later.id, c.field or "")))


def _differ(a: Decision, b: Decision) -> list[str | None]:
    """In what: a field of two corrections, or None for all of it; empty where they go together."""
    common = set(a.targets) & set(b.targets)
    if a.verb == b.verb == "correct":
        here, there = dict(a.fields), dict(b.fields)
        return [name for name in sorted(here.keys() & there.keys()) if common and here[name] != there[name]]
    pair = tuple(sorted((a.verb, b.verb)))
    if pair == ("split", "split"):
        return [None] if common and set(a.targets) != set(b.targets) else []
    needed = 2 if pair == ("different", "same") else 1
    return [None] if pair in _OPPOSED and len(common) >= needed else []
