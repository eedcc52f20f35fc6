"""What may be added, and what may not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bilan.model.statement import Amount
from bilan.reports.amounts import Sum, by_unit, commitment, leading, total


def tonnes(*values: float) -> list[Amount]:
    return [Amount(value=value, unit="t") for value in values]


@pytest.mark.parametrize(
    ("values", "low", "high"),
    [
        ((50,), 50, 50),
        ((17, 15, 2), 17, 17),
        ((15, 2, 17), 17, 17),
        ((30, 20), 30, 30),
        ((20, 30), 30, 50),
        ((20, 20), 20, 40),
        ((10, 15, 30), 30, 55),
    ],
    ids=["alone", "total first", "total last", "the largest first", "parts or two tellings", "equals", "no total"],
)
def test_a_total_is_not_added_to_its_parts(values: tuple[float, ...], low: float, high: float) -> None:
    assert commitment(tonnes(*values)) == Sum(low, high, False, 1)


def test_ranges_and_bounds() -> None:
    assert commitment([Amount(value=25000, high=50000, unit="t")]) == Sum(25000, 50000, False, 1)
    assert commitment([Amount(value=300, unit="person", bound="min")]) == Sum(300, None, False, 1)
    assert commitment([Amount(value=300, unit="person", bound="max", approximate=True)]) == Sum(0, 300, True, 1)
    assert Sum(1, None, False, 1).plus(Sum(2, 3, True, 1)) == Sum(3, None, True, 2)


def test_units_and_rates_stay_apart() -> None:
    mixed = [*tonnes(1), Amount(value=2, unit="EUR"), Amount(value=3, unit="t", per="P1Y")]
    assert list(by_unit(mixed)) == [("t", None), ("EUR", None), ("t", "P1Y")]


def test_what_names_a_commitment() -> None:
    whole, part, other = Amount(value=17, unit="t"), Amount(value=15, unit="t"), Amount(value=2, unit="t")
    money = Amount(value=9, unit="EUR")
    assert leading((part, money, whole, other)) == (money, whole)
    assert leading((other, part)) == (other, part)


@given(st.lists(st.integers(1, 10**6), min_size=2, max_size=6))
def test_never_more_than_all_nor_less_than_the_largest(values: list[int]) -> None:
    found = commitment(tonnes(*values))
    assert found.high is not None
    assert max(values) == found.low <= found.high <= sum(values)


@given(st.lists(st.integers(1, 10**6), min_size=2, max_size=6), st.randoms())
def test_a_sum_with_its_parts_is_found_in_any_order(parts: list[int], chance: object) -> None:
    values = [*parts, sum(parts)]
    chance.shuffle(values)  # type: ignore[attr-defined]
    found = total(tonnes(*values))
    assert found is not None and found.value == sum(parts)
