"""Answers for a person: titles, lines, the review, tables. Read only, over a folded account; no clock, no file."""
