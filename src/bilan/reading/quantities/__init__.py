"""Amounts: numbers with what they count or measure."""

from bilan.reading.quantities.reader import QuantityReader

__all__ = ["QuantityReader"]
