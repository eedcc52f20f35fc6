"""Delegations that no word says the state of: those of whoever leads them, or of the only side that sent one."""

from collections.abc import Sequence

import msgspec

from bilan.model.mention import Actor
from bilan.reading.actors.grammar import Grammar
from bilan.reading.actors.scan import Scan
from bilan.reading.actors.terms import Kind

OPEN = "group:None:"
REACH = 120  # characters between a delegation and its leader


class Escorts:
    """Gives delegations their party."""

    def __init__(self, grammar: Grammar) -> None:
        self._grammar = grammar

    def settle(
        self, scan: Scan, bodies: Sequence[Actor], persons: Sequence[Actor], sides: tuple[str, ...]
    ) -> list[Actor]:
        """`bodies` with the party of each delegation that can be told; "les deux délégations" have both."""
        out: list[Actor] = []
        sent = {a.party for a in bodies if a.type == "group" and a.key.endswith(":delegation") and a.party}
        for actor in bodies:
            if not actor.key.startswith(OPEN):
                out.append(actor)
                continue
            if self._both(scan, actor):
                out.append(msgspec.structs.replace(actor, parties=sides))
                continue
            party = self._leader(scan, actor, persons)
            if party is None and len(sent) == 1:
                party = next(iter(sent))
            if party is not None:
                sent.add(party)
            out.append(actor if party is None else _of(actor, party))
        return out

    def _both(self, scan: Scan, actor: Actor) -> bool:
        return self._grammar.of_two(scan.plain, actor.start) >= 0

    def _leader(self, scan: Scan, actor: Actor, persons: Sequence[Actor]) -> str | None:
        """The party of the person behind "conduite par", or before "à la tête d'une délégation"."""
        sentence = scan.sentences[scan.sentence(actor.start)]
        for hit in scan.hits:
            if hit.term.kind is Kind.LED and 0 <= hit.start - actor.end < REACH and hit.end < sentence.end:
                return next((p.party for p in persons if 0 <= p.start - hit.end < REACH // 4 and p.party), None)
            if hit.term.kind is Kind.HEADS and 0 <= actor.start - hit.end < REACH // 6:
                before = [p for p in persons if sentence.start <= p.start < hit.start and p.party]
                return before[-1].party if before else None
        return None


def _of(actor: Actor, party: str) -> Actor:
    key = actor.key.replace(OPEN, f"group:{party}:")
    return msgspec.structs.replace(actor, key=key, party=party, parties=(party,))
