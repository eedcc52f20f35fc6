"""Portfolios behind an office or a ministry: "de la Défense et des Anciens combattants"."""

from bilan.reading.actors.grammar import Grammar
from bilan.reading.actors.phrase import Draft
from bilan.reading.actors.scan import Scan
from bilan.reading.actors.terms import Kind

_ELSE = (Kind.STATE, Kind.CAPITAL, Kind.GROUPING, Kind.ORGANISATION)


class Portfolios:
    """Takes portfolios into a phrase that is being read."""

    def __init__(self, grammar: Grammar) -> None:
        self._grammar = grammar

    def owned(self, scan: Scan, draft: Draft) -> bool:
        """Takes "de la Défense et des Anciens combattants"."""
        of = self._grammar.of.match(scan.plain, draft.at, draft.limit)
        return of is not None and self.take(scan, of.end(), draft)

    def take(self, scan: Scan, at: int, draft: Draft) -> bool:
        """Takes the portfolios from `at` on, joined by commas and conjunctions."""
        found = False
        while at:
            hit = scan.here(at, Kind.PORTFOLIO)
            end = hit.end if hit is not None else self._common(scan, at, draft.limit) if found else 0
            if not end:
                break
            if hit is not None and hit.term.values[0] not in draft.topics:
                draft.topics.append(hit.term.values[0])
            end = self._tail(scan, end, draft.limit)
            draft.parts.append((at, end))
            draft.at, draft.completed, found = end, True, True
            at = self._conjunction(scan, end, draft.limit)
        return found

    def _conjunction(self, scan: Scan, at: int, limit: int) -> int:
        """Where the next coordinated portfolio starts (0 if none): ", de", " et de", " et "."""
        position = at + scan.plain.startswith(",", at)
        also = self._grammar.also.match(scan.plain, position, limit)
        position = also.end() if also is not None else position
        of = self._grammar.of.match(scan.plain, position, limit) if position > at else None
        if of is None and also is None:
            return 0
        following = of.end() if of is not None else position
        if scan.here(following, Kind.PORTFOLIO) is not None:
            return following
        common = of is not None and also is not None and self._common(scan, following, limit)
        return following if common else 0

    def _common(self, scan: Scan, at: int, limit: int) -> int:
        """End of a capitalised common noun at `at` (a portfolio that no list has), 0 if there is none."""
        index = scan.token_at.get(at)
        if index is None or scan.here(at, *_ELSE) is not None:
            return 0
        token = scan.tokens[index]
        return token.end if token.end <= limit and not token.given else 0

    def _tail(self, scan: Scan, at: int, limit: int) -> int:
        """End of the adjectives behind a portfolio ("de l'Économie numérique")."""
        while at < limit and scan.plain[at] == " ":
            hit = scan.here(at + 1, Kind.AFTER)
            if hit is None:
                break
            at = hit.end
        return at
