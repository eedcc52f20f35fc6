"""The actors of an entry: one for each person, body or state, under the best of its names, in the part most give it."""

from collections import Counter
from collections.abc import Sequence

from bilan.ledger.fold_select import UNNAMED
from bilan.ledger.matching_names import same_person
from bilan.ledger.matching_profile import name_words
from bilan.model.statement import Part, Statement

_SIDE = {"lead": "visitor", "operator": "provider"}
"""Parts that are another one, said more narrowly."""


def actors(statements: Sequence[Statement]) -> tuple[Part, ...]:
    """In the order in which they are named; a state, or an office without a name, is left out where one of its own
    is named in the same part."""
    groups: list[list[Part]] = []
    index: dict[tuple[str, str], list[Part]] = {}
    for s in statements:
        for part in s.actors:
            group = _group(part, groups, index)
            group.append(part)
    merged = [_best(group) for group in groups]
    held = {_place(p) for p in merged if p.type not in ("state", "grouping") and p.party}
    named = {_place(p) for p in merged if p.type == "person" and p.party and not p.key.startswith(UNNAMED)}
    merged = [p for p in merged if not (p.key.startswith(UNNAMED) and _place(p) in named)]
    return tuple(p for p in merged if p.type != "state" or _place(p) not in held)


def _place(part: Part) -> tuple[str, str | None]:
    return _SIDE.get(part.part, part.part), part.party


def _group(part: Part, groups: list[list[Part]], index: dict[tuple[str, str], list[Part]]) -> list[Part]:
    """The group that `part` belongs to, made if there is none."""
    name = (part.type, _identity(part))
    group = index.get(name)
    if group is None and part.type == "person":
        group = next(
            (g for g in groups if g[0].type == "person" and same_person(name_words(g[0]), name_words(part))), None
        )
    if group is None:
        group = []
        groups.append(group)
    index[name] = group
    return group


def _identity(part: Part) -> str:
    if part.type == "state" and part.party:
        return part.party
    if part.type == "organisation" and part.key:
        return part.key
    return " ".join(name_words(part))


def _best(group: Sequence[Part]) -> Part:
    """The fullest name, the commonest of equals; the part most give, the narrower of equals."""
    names = Counter(part.name for part in group)
    name = max(names, key=lambda n: (min(len(n.split()), 3), names[n], len(n), n))
    parts = Counter(part.part for part in group)
    part = max(parts, key=lambda p: (parts[p], p in _SIDE, p))
    party = next((p.party for p in group if p.party), None)
    key = next((p.key for p in group if p.key), "")
    return Part(name, part, key, group[0].type, party)
