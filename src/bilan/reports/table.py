"""Entries counted in two dimensions, and what was promised beside what came.

Counts stand apart for each kind, so that no agreement is added to the commitments it holds. An entry with two sectors
stands in both rows; totals count it once. Amounts are of commitments only, by good and unit, each commitment under its
present status; what may be added is decided in `amounts`.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import combinations

import msgspec

from bilan.errors import UseError
from bilan.knowledge.files import Shelf
from bilan.model.entry import Entry
from bilan.model.vocabulary import KINDS, SECTORS, STATUSES
from bilan.reading.folding import key
from bilan.reports.amounts import NOT_ADDED, Sum, Unit, by_unit, commitment
from bilan.reports.texts import Texts, capitalised
from bilan.reports.titles import subject

DIMENSIONS = ("kind", "sector", "status", "party", "pair", "year", "said_by")
STATES = ("proposed", "promised", "delivered", "dropped")
"""What became of an amount: wished, promised (pledged, agreed, under way), delivered, or suspended and cancelled."""

_STATE_OF = {
    "proposed": "proposed",
    "pledged": "promised",
    "agreed": "promised",
    "implementing": "promised",
    "delivered": "delivered",
    "suspended": "dropped",
    "cancelled": "dropped",
}


class Row(msgspec.Struct, frozen=True, kw_only=True):
    """Counts of one row. `total` counts each entry once; None where columns are kinds, which are not added."""

    name: str
    label: str
    cells: tuple[int, ...]
    total: int | None


class Block(msgspec.Struct, frozen=True, kw_only=True):
    """The rows of one kind; of all, with an empty `kind`, where kinds are a dimension. `foot`: the columns' totals,
    each entry once; None where rows are kinds."""

    kind: str
    label: str
    rows: tuple[Row, ...]
    foot: Row | None


class AmountRow(msgspec.Struct, frozen=True, kw_only=True):
    """What commitments of one good come to in one unit, by `STATES`. `good` is a topic, else the text's word for it."""

    good: str
    label: str
    unit: str
    per: str | None
    sums: tuple[Sum, ...]


class Table(msgspec.Struct, frozen=True, kw_only=True):
    """A table in its reader's language; `names` are the columns' own words, `columns` how they are said."""

    row_dimension: str
    column_dimension: str
    names: tuple[str, ...]
    columns: tuple[str, ...]
    blocks: tuple[Block, ...]
    amounts: tuple[AmountRow, ...]


def table(
    entries: Iterable[Entry],
    rows: str,
    columns: str,
    lang: str,
    *,
    texts: Texts | None = None,
    shelf: Shelf | None = None,
) -> Table:
    """`entries` by `rows` and `columns`, two different ones of `DIMENSIONS`. Raises UseError for what is none."""
    for name in (rows, columns):
        if name not in DIMENSIONS:
            raise UseError(
                "{name}: no such dimension; choose one of {choices}", name=name, choices=", ".join(DIMENSIONS)
            )
    if rows == columns:
        raise UseError("{name}: rows and columns are the same; choose two dimensions", name=rows)
    texts = texts or Texts(lang, shelf)
    chosen = sorted(entries, key=lambda entry: entry.id)
    names = _ordered(columns, {value for entry in chosen for value in values(entry, columns)}, texts)
    apart = "kind" not in (rows, columns)
    groups = [(kind, [e for e in chosen if e.kind == kind]) for kind in KINDS] if apart else [("", chosen)]
    counter = _Counter(rows, columns, names, texts)
    return Table(
        row_dimension=rows,
        column_dimension=columns,
        names=names,
        columns=tuple(label(columns, name, texts) for name in names),
        blocks=tuple(counter.block(kind, group) for kind, group in groups if group),
        amounts=amounts(chosen, texts),
    )


def values(entry: Entry, dimension: str) -> tuple[str, ...]:
    """Where an entry stands in a dimension; "" where it says nothing of it."""
    parties = sorted(set(entry.parties))
    found: dict[str, Callable[[], Sequence[str]]] = {
        "kind": lambda: [entry.kind],
        "sector": lambda: entry.sectors,
        "status": lambda: [entry.status],
        "party": lambda: parties,
        "pair": lambda: ["–".join(pair) for pair in combinations(parties, 2)],
        "year": lambda: [year] if (year := _year(entry)) else [],
        "said_by": lambda: [entry.said_by],
    }
    return tuple(dict.fromkeys(found[dimension]())) or ("",)


def label(dimension: str, name: str, texts: Texts) -> str:
    """How a row or column of that name is called."""
    if not name:
        return texts.tr.term("dimension", "none")
    if dimension == "party":
        return texts.country(name)
    if dimension == "pair":
        return texts.partnership(name.split("–"))
    if dimension == "said_by":
        sort, _, party = name.partition(":")
        return (
            texts.tr.term("voice", "official of {state}").format(state=texts.country(party))
            if party
            else texts.tr.term("voice", sort)
        )
    return name if dimension == "year" else texts.tr.term(dimension, name)


def amounts(entries: Iterable[Entry], texts: Texts) -> tuple[AmountRow, ...]:
    """What the commitments among `entries` come to, by good and unit."""
    sums: dict[tuple[str, Unit], dict[str, Sum]] = defaultdict(lambda: defaultdict(Sum))
    labels: dict[str, str] = {}
    for entry in sorted(entries, key=lambda entry: entry.id):
        if entry.kind != "commitment":
            continue
        for unit, group in by_unit(entry.amounts).items():
            if unit[0] not in NOT_ADDED:
                good, said = _good(entry, group[0].item, texts)
                labels.setdefault(good, said)
                row, state = sums[good, unit], _STATE_OF[entry.status]
                row[state] = row[state].plus(commitment(group))
    rows = [_amount_row(good, labels[good], unit, found) for (good, unit), found in sums.items()]
    return tuple(sorted(rows, key=lambda row: (key(row.label), row.label, row.good, row.unit, row.per or "")))


def _amount_row(good: str, said: str, unit: Unit, found: Mapping[str, Sum]) -> AmountRow:
    sums = tuple(found.get(state, Sum()) for state in STATES)
    return AmountRow(good=good, label=said, unit=unit[0], per=unit[1], sums=sums)


def _good(entry: Entry, item: str | None, texts: Texts) -> tuple[str, str]:
    """What a commitment is of, and how it is called."""
    if entry.topic:
        return entry.topic, capitalised(subject(entry, texts))
    said = texts.one_line(item or "")
    return said.lower(), capitalised(said) or texts.tr.term("dimension", "none")


def _year(entry: Entry) -> str:
    begin = (entry.start or entry.end or "").lstrip("./")
    return begin[:4]


class _Counter:
    """Counts entries in the two dimensions, the columns being `names`."""

    def __init__(self, rows: str, columns: str, names: Sequence[str], texts: Texts) -> None:
        self._rows, self._columns, self._names, self._texts = rows, columns, names, texts

    def block(self, kind: str, entries: Sequence[Entry]) -> Block:
        held: dict[str, list[Entry]] = defaultdict(list)
        for entry in entries:
            for name in values(entry, self._rows):
                held[name].append(entry)
        order = _ordered(self._rows, held, self._texts)
        return Block(
            kind=kind,
            label=capitalised(self._texts.tr.term("kinds", kind)) if kind else "",
            rows=tuple(self._row(name, label(self._rows, name, self._texts), held[name]) for name in order),
            foot=self._row("", self._texts.tr("Total"), entries) if self._rows != "kind" else None,
        )

    def _row(self, name: str, said: str, entries: Sequence[Entry]) -> Row:
        counts = Counter(value for entry in entries for value in values(entry, self._columns))
        cells = tuple(counts[name] for name in self._names)
        return Row(name=name, label=said, cells=cells, total=len(entries) if self._columns != "kind" else None)


_ORDERS: dict[str, tuple[str, ...]] = {
    "kind": KINDS,
    "sector": SECTORS,
    "status": tuple(dict.fromkeys(status for statuses in STATUSES.values() for status in statuses)),
}


def _ordered(dimension: str, found: Iterable[str], texts: Texts) -> tuple[str, ...]:
    """Names in the order of their vocabulary, else of their labels; what says nothing comes last."""
    order = _ORDERS.get(dimension)
    if order is not None:
        return tuple(
            sorted(found, key=lambda name: (not name, order.index(name) if name in order else len(order), name))
        )
    return tuple(sorted(found, key=lambda name: (not name, key(label(dimension, name, texts)), name)))
