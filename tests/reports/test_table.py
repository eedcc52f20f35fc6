"""Counts and sums: each entry once in a total, no kind added to another, no unit to another."""

import csv
import io
import itertools
import random

import pytest
from hypothesis import given, settings
from made_up import any_entries, entry

from bilan.errors import UseError
from bilan.model.entry import Entry
from bilan.reports import table_faces
from bilan.reports.table import DIMENSIONS, STATES, table, values
from bilan.reports.texts import Texts

FR, EN = Texts("fr"), Texts("en")
WHEAT = {"topic": "wheat", "sectors": ["agriculture", "trade"]}
ENTRIES = [
    entry(id="1", status="agreed", amounts=[{"value": 50000.0, "unit": "t"}], **WHEAT),
    entry(
        id="2",
        status="pledged",
        amounts=[{"value": 20000.0, "high": 30000.0, "unit": "t", "approximate": True}],
        **WHEAT,
    ),
    entry(
        id="3", status="delivered", amounts=[{"value": 25000.0, "unit": "t"}, {"value": 9.0, "unit": "EUR"}], **WHEAT
    ),
    entry(
        id="4",
        status="delivered",
        amounts=[{"value": 17.0, "unit": "t"}, {"value": 15.0, "unit": "t"}, {"value": 2.0, "unit": "t"}],
    ),
    entry("agreement", id="5", status="signed", sectors=["trade"], amounts=[{"value": 95000.0, "unit": "t"}]),
    entry("visit", id="6", status="held", start="2023-05", parties=["CN", "ML"]),
]


def test_sectors_by_status() -> None:
    made = table(ENTRIES, "sector", "status", "fr", texts=FR)
    assert [block.kind for block in made.blocks] == ["visit", "agreement", "commitment"]
    commitments = made.blocks[2]
    cells = {row.label: dict(zip(made.columns, row.cells, strict=True)) for row in commitments.rows}
    assert list(cells) == ["commerce", "agriculture", "non dit"]
    assert cells["agriculture"]["convenu"] == cells["agriculture"]["promis"] == cells["commerce"]["livré"] == 1
    assert commitments.foot is not None and commitments.foot.total == 4
    assert dict(zip(made.columns, commitments.foot.cells, strict=True))["livré"] == 2


def test_amounts_stand_beside_each_other_and_agreements_are_left_out() -> None:
    made = table(ENTRIES, "sector", "status", "fr", texts=FR)
    rows = {(row.label, row.unit): dict(zip(STATES, row.sums, strict=True)) for row in made.amounts}
    assert set(rows) == {("Blé", "t"), ("Blé", "EUR"), ("non dit", "t")}
    promised = rows["Blé", "t"]["promised"]
    assert (promised.low, promised.high, promised.approximate, promised.count) == (70000, 80000, True, 2)
    assert rows["Blé", "t"]["delivered"].low == 25000
    assert rows["non dit", "t"]["delivered"].high == 17


def test_at_least_and_about_are_said() -> None:
    least = entry(id="1", amounts=[{"value": 5.0, "unit": "t", "bound": "min", "approximate": True}], **WHEAT)
    about = entry(id="2", amounts=[{"value": 5.0, "unit": "t", "approximate": True}], **WHEAT)
    assert "au moins 5\u00a0t" in table_faces.text(table([least], "sector", "status", "fr", texts=FR), FR)
    assert "environ 5\u00a0t" in table_faces.text(table([about], "sector", "status", "fr", texts=FR), FR)
    assert "at least 10\u00a0t (2)" in table_faces.text(table([least, about], "sector", "status", "en", texts=EN), EN)


def test_kinds_are_never_added() -> None:
    by_kind = table(ENTRIES, "kind", "status", "en", texts=EN)
    assert [row.name for row in by_kind.blocks[0].rows] == ["visit", "agreement", "commitment"]
    assert by_kind.blocks[0].foot is None
    across = table(ENTRIES, "year", "kind", "en", texts=EN)
    assert all(row.total is None for row in across.blocks[0].rows)
    assert "Total" in table_faces.text(across, EN) and not table_faces.text(across, EN).splitlines()[0].endswith(
        "Total"
    )


@pytest.mark.parametrize(
    ("dimension", "found"),
    [
        ("party", ("ML", "RU")),
        ("pair", ("ML–RU",)),
        ("year", ("",)),
        ("said_by", ("reporter",)),
        ("kind", ("commitment",)),
    ],
)
def test_where_an_entry_stands(dimension: str, found: tuple[str, ...]) -> None:
    assert values(ENTRIES[0], dimension) == found


def test_three_parties_are_three_pairs() -> None:
    assert values(entry(parties=["RU", "ML", "BF"]), "pair") == ("BF–ML", "BF–RU", "ML–RU")
    assert values(entry(start="../2024-05"), "year") == ("2024",)


@pytest.mark.parametrize(("rows", "columns"), [("sector", "sector"), ("colour", "status"), ("status", "")])
def test_wrong_dimensions_are_wrong_use(rows: str, columns: str) -> None:
    with pytest.raises(UseError):
        table([], rows, columns, "fr", texts=FR)


def test_text_is_aligned() -> None:
    lines = table_faces.text(table(ENTRIES, "sector", "status", "fr", texts=FR), FR).splitlines()
    start = lines.index("Engagements")
    rows = lines[start + 1 : start + 6]
    assert len({len(row) for row in rows}) == 1
    assert rows[0].split() == ["secteur", "convenu", "promis", "livré", "Total"]
    assert rows[-1].split() == ["Total", "1", "1", "2", "4"]
    assert any("environ 70\u202f000–80\u202f000\u00a0t (2)" in line for line in lines)


def test_markdown_has_as_many_cells_in_every_row() -> None:
    text = table_faces.markdown(table(ENTRIES, "sector", "status", "en", texts=EN), EN)
    for heading, group in itertools.groupby(text.splitlines(), lambda line: line.startswith("|")):
        if heading:
            assert len({line.count("|") for line in group}) == 1
    assert "| agriculture | 1 | 1 | 1 | 3 |" in text


def test_csv_and_records_say_the_same_without_a_language() -> None:
    made = table(ENTRIES, "sector", "status", "fr", texts=FR)
    assert table_faces.records(made) == table_faces.records(table(ENTRIES, "sector", "status", "en", texts=EN))
    rows = list(csv.DictReader(io.StringIO(table_faces.csv_text(made))))
    assert len(rows) == len(table_faces.records(made))
    assert {
        "table": "counts",
        "kind": "commitment",
        "row": "agriculture",
        "column": "agreed",
        "count": 1,
    } in table_faces.records(made)
    (told,) = [row for row in rows if (row["good"], row["unit"], row["state"]) == ("wheat", "t", "promised")]
    assert (told["low"], told["high"], told["approximate"], told["count"]) == ("70000", "80000", "True", "2")


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_an_empty_table_says_so(lang: str) -> None:
    texts = {"fr": FR, "en": EN}[lang]
    empty = table([], "sector", "status", lang, texts=texts)
    assert table_faces.text(empty, texts).strip().endswith(".")
    assert table_faces.records(empty) == []


@settings(max_examples=30, deadline=None)
@given(entries=any_entries())
def test_each_entry_counts_once_in_the_totals_whatever_the_dimensions(entries: list[Entry]) -> None:
    shuffled = random.Random(3).sample(entries, len(entries))
    for rows, columns in itertools.permutations(DIMENSIONS, 2):
        made = table(entries, rows, columns, "en", texts=EN)
        assert made == table(shuffled, rows, columns, "en", texts=EN)
        if "kind" not in (rows, columns):
            assert sum(block.foot.total or 0 for block in made.blocks if block.foot) == len(entries)
        for block in made.blocks:
            for row in block.rows:
                assert (
                    max(row.cells)
                    <= (row.total if row.total is not None else len(entries))
                    <= sum(row.cells) * len(entries)
                )
    assert table_faces.text(made, EN) and table_faces.markdown(made, EN) and table_faces.csv_text(made)


def test_a_part_is_a_row_of_its_unit_only() -> None:
    one = entry(
        amounts=[
            {"value": 5.0, "unit": "year"},
            {"value": 3.0, "unit": "%"},
            {"value": 2.0, "unit": "t", "per": "P1Y"},
        ],
        topic="wheat",
    )
    (row,) = table([one], "sector", "status", "en", texts=EN).amounts
    assert (row.unit, row.per) == ("t", "P1Y")
    assert "2\u00a0t a year" in table_faces.text(table([one], "sector", "status", "en", texts=EN), EN)
