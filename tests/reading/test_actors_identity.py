"""Spellings of one name."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bilan.reading.actors.identity import close, person_key


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Assimi Goïta", "Assimi Goita"),
        ("Sergueï Savin", "Sergey Savin"),
        ("Serguei Savin", "Sergei Savin"),
        ("Mohammed Ali", "Mohamed Ali"),
        ("SARIGOL Kerem", "Kerem Sarigöl"),
        ("Yunus-Bek Kolar", "Yunus Bek Kolar"),
    ],
)
def test_one_key(one: str, other: str) -> None:
    assert person_key(one) == person_key(other)


@pytest.mark.parametrize(
    ("one", "other"), [("Ibrahima Sarr", "Awa Sarr"), ("Goran Kostic", "Zoran Kostic"), ("Diop", "Diarra")]
)
def test_two_keys(one: str, other: str) -> None:
    assert person_key(one) != person_key(other)


def test_a_slip_is_close_but_not_the_same() -> None:
    assert close("vladmir", "vladimir")
    assert not close("diop", "diob")
    assert not close("goran", "zoran")


@given(st.text())
def test_the_key_of_a_key_is_itself(name: str) -> None:
    assert person_key(person_key(name).upper()).split() == sorted(person_key(person_key(name).upper()).split())
