"""Numerals: what is written as a number, whatever it counts."""

from bilan.reading.numbers.number import Number
from bilan.reading.numbers.reader import NumberReader
from bilan.reading.numbers.tokens import Tokens, tokenize

__all__ = ["Number", "NumberReader", "Tokens", "tokenize"]
