"""Sums that add only what may be added: one unit, no total to its parts, no two tellings of one number.

Of several amounts of one commitment in one unit, one that is the sum of all others, or the largest and named first, is
a total and the others are its parts: the total counts. Otherwise they may be parts whose total no text gives, or two
tellings of one number: the sum lies between the largest of them and all of them together.
"""

from collections.abc import Iterable, Sequence

import msgspec

from bilan.model.statement import Amount
from bilan.reports.texts import DURATIONS

NOT_ADDED = DURATIONS | {"%"}
"""Units whose values mean nothing when added over commitments."""

Unit = tuple[str, str | None]
"""A unit, and the duration that a rate is for."""


class Sum(msgspec.Struct, frozen=True):
    """From `low` to `high`; `high` is None where a text says "at least". `count` commitments are in it."""

    low: float = 0.0
    high: float | None = 0.0
    approximate: bool = False
    count: int = 0

    def plus(self, other: "Sum") -> "Sum":
        """Both together."""
        high = None if self.high is None or other.high is None else self.high + other.high
        return Sum(self.low + other.low, high, self.approximate or other.approximate, self.count + other.count)


def by_unit(amounts: Iterable[Amount]) -> dict[Unit, list[Amount]]:
    """Amounts that could be added, in their order."""
    found: dict[Unit, list[Amount]] = {}
    for amount in amounts:
        found.setdefault((amount.unit, amount.per), []).append(amount)
    return found


def total(amounts: Sequence[Amount]) -> Amount | None:
    """Of amounts in one unit, the one that the others are parts of, if it can be told; of a single one, itself."""
    if len(amounts) == 1:
        return amounts[0]
    for candidate in sorted(amounts, key=lambda amount: -amount.value):
        rest = sum(amount.value for amount in amounts if amount is not candidate)
        if len(amounts) > 2 and _same(candidate.value, rest):
            return candidate
    first = amounts[0]
    return first if all(first.value > amount.value for amount in amounts[1:]) else None


def commitment(amounts: Sequence[Amount]) -> Sum:
    """What one commitment's amounts in one unit come to."""
    whole = total(amounts)
    if whole is not None:
        return _one(whole)
    sums = [_one(amount) for amount in amounts]
    highs = [one.high for one in sums if one.high is not None]
    return Sum(
        max(one.low for one in sums),
        sum(highs) if len(highs) == len(sums) else None,
        any(one.approximate for one in sums),
        1,
    )


def leading(amounts: Sequence[Amount]) -> tuple[Amount, ...]:
    """The amounts that name a commitment: of each unit the total, or all where none can be told; in their order."""
    kept: list[Amount] = []
    for group in by_unit(amounts).values():
        whole = total(group)
        kept += [whole] if whole is not None else group
    return tuple(amount for amount in amounts if any(amount is one for one in kept))


def _one(amount: Amount) -> Sum:
    low, high = amount.value, amount.high if amount.high is not None else amount.value
    if amount.bound == "min":
        return Sum(low, None, amount.approximate, 1)
    if amount.bound == "max":
        return Sum(0.0, high, amount.approximate, 1)
    return Sum(low, high, amount.approximate, 1)


def _same(one: float, other: float) -> bool:
    return abs(one - other) <= 1e-6 * max(abs(one), abs(other), 1.0)
