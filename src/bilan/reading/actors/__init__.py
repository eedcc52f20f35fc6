"""Actors: states, groupings, organisations, groups and people with an office, and what refers back to them."""

from bilan.reading.actors.reader import ActorReader

__all__ = ["ActorReader"]
