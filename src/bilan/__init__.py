"""Bilan: reads what the press says two countries promised each other, and keeps the account."""

__version__ = "0.1.0"
