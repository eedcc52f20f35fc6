"""Letters in brackets behind a body's name."""

from bilan.reading.actors.grammar import Grammar
from bilan.reading.actors.phrase import Draft
from bilan.reading.actors.scan import Scan
from bilan.reading.actors.terms import Kind

_PLACES = (Kind.STATE, Kind.CAPITAL, Kind.TOWN)


def acronym(scan: Scan, grammar: Grammar, draft: Draft) -> tuple[int, int] | None:
    """Takes letters in brackets behind a body, however far a capitalised name runs before them."""
    opening = draft.at + 1 if scan.text.startswith(" (", draft.at) else -1
    if opening < 0 and scan.text[draft.hit.start].isupper():
        opening = scan.text.find("(", draft.at, min(draft.limit, draft.hit.start + 130))
        opening = opening if opening > 0 and _runs(scan, grammar, draft.at, opening) else -1
    closing = scan.text.find(")", opening, opening + 16) if opening > 0 else -1
    inner = scan.text[opening + 1 : closing] if closing > 0 else ""
    letters = inner.replace("-", "")
    if inner and scan.here(opening + 1, *_PLACES) is not None:
        return None
    if not (letters.isalnum() and inner[0].isupper() and (sum(c.isupper() for c in inner) >= 2 or len(inner) <= 8)):
        return None
    _located(scan, draft, opening)
    draft.at = closing + 1
    return opening + 1, closing


def _located(scan: Scan, draft: Draft, opening: int) -> None:
    """What the rest of the name says of the state: "Conseil des transports urbains de Dakar (X)"."""
    for at in range(draft.at, opening):
        hit = scan.here(at, *_PLACES, Kind.ADJECTIVE)
        if hit is not None and len(hit.term.values) == 1:
            draft.states.append(hit.term.values[0])


def _runs(scan: Scan, grammar: Grammar, start: int, end: int) -> bool:
    """Whether a body's name may run from `start` to `end`: words only, no comma, no verb, nobody else."""
    between = scan.plain[start:end]
    if any(c in ',;:.!?«»"“”' for c in between):
        return False
    words = between.replace("'", "' ").split()
    return not any(word in grammar.stops and not grammar.inside.fullmatch(word) for word in words)
