"""What a denial denies: the one thing told that it fits best, in its own page before all others."""

from collections import defaultdict
from collections.abc import Sequence
from typing import Final

from bilan.ledger.matching import VETO, Matcher
from bilan.ledger.matching_profile import Profile
from bilan.ledger.voices import OFFICIAL, UNOFFICIAL
from bilan.model.statement import Statement

_EASE: Final = 0.5
"""By how much less than two tellings a denial and what it denies need to be alike: it says little of what it denies."""


def denied(denials: Sequence[Profile], told: Sequence[Profile], matcher: Matcher) -> list[tuple[Profile, Profile]]:
    """Each denial with what it denies; a denial that fits nothing, or two things equally, is left out."""
    by_party: dict[tuple[str, str], list[Profile]] = defaultdict(list)
    for profile in told:
        for party in sorted(profile.parties):
            by_party[profile.kind, party].append(profile)
    found = []
    for denial in denials:
        near = {p.key: p for party in sorted(denial.parties) for p in by_party[denial.kind, party]}
        best = _best(denial, list(near.values()), matcher)
        if best is not None:
            found.append((denial, best))
    return found


def _best(denial: Profile, near: Sequence[Profile], matcher: Matcher) -> Profile | None:
    floor = matcher.limits[denial.kind].threshold - _EASE
    scored = sorted(((matcher.score(denial, p), p.key, p) for p in near), key=lambda item: (-item[0], item[1]))
    scored = [item for item in scored if item[0] >= floor and item[0] != VETO]
    if not scored or (len(scored) > 1 and scored[0][0] - scored[1][0] < matcher.margin):
        return None
    return scored[0][2]


def what_is_denied(told: Sequence[Statement], denial: Statement) -> Statement:
    """The passage that stands against a denial: of its own page the nearest, else the first of all."""
    page = [s for s in told if s.evidence.document == denial.evidence.document]
    if not page:
        return told[0]
    return min(page, key=lambda s: (abs(s.evidence.start - denial.evidence.start), s.evidence.start, s.anchor))


def hearsay(statements: Sequence[Statement]) -> set[str]:
    """Ids of statements read in hearsay that the page denies: what they tell is a dispute, no entry.

    Only what the same reader took from it: what a person added stands.
    """
    claims: dict[tuple[str, str], list[Statement]] = defaultdict(list)
    for s in statements:
        if s.kind == "claim":
            claims[s.evidence.page, dict(s.slots).get("subject", "")].append(s)
    held: dict[str, list[Statement]] = defaultdict(list)
    for (page, _), group in claims.items():
        if any(not s.asserted for s in group):
            held[page] += [s for s in group if s.asserted and s.said_by in UNOFFICIAL]
    return {
        s.id
        for s in statements
        if s.kind != "claim"
        for h in held.get(s.evidence.page, ())
        if s.reader == h.reader and _lies_in(s, h)
    }


def _lies_in(inner: Statement, outer: Statement) -> bool:
    """Whether half of a statement's passage, or more, lies in another's."""
    a, b = inner.evidence, outer.evidence
    return 2 * (min(a.end, b.end) - max(a.start, b.start)) >= a.end - a.start


def refutes(denials: Sequence[Statement], told: Sequence[Statement]) -> bool:
    """Whether officials deny in every page that tells it what no official vouches for."""
    pages = {d.evidence.page for d in denials if d.said_by.startswith(OFFICIAL)}
    return all(s.evidence.page in pages and not s.said_by.startswith(OFFICIAL) for s in told)
