"""entries = fold(pages, statements, decisions): pure, and the same to the byte whatever came first.

Steps: keep the pages asked for; apply what people decided; boil statements down to profiles; group those that tell of
one thing (`matching_groups`); make an entry of each group, disputes of what cannot both be true, and who is who.
"""

from collections.abc import Callable, Sequence
from functools import cache

import msgspec

from bilan.knowledge import matching as table
from bilan.knowledge.files import Shelf
from bilan.ledger.decisions import Settled, settle
from bilan.ledger.disputes import disputes
from bilan.ledger.disputes_denials import denied, hearsay, refutes, what_is_denied
from bilan.ledger.fold_entry import entry
from bilan.ledger.fold_select import Selection, select
from bilan.ledger.matching import Matcher
from bilan.ledger.matching_groups import groups
from bilan.ledger.matching_places import Places
from bilan.ledger.matching_profile import Profiler
from bilan.ledger.voices import origins
from bilan.ledger.whoswho import who_is_who
from bilan.model.decision import Decision
from bilan.model.entry import ActorEntry, Dispute, Entry
from bilan.model.page import PageRecord
from bilan.model.reading import Reading
from bilan.model.statement import Statement
from bilan.model.vocabulary import KINDS


class Account(msgspec.Struct, frozen=True, kw_only=True):
    """What the pages tell. `undated` pages have no day and are out of every view as of a day."""

    entries: tuple[Entry, ...]
    disputes: tuple[Dispute, ...]
    actors: tuple[ActorEntry, ...]
    undated: int


class Rules(msgspec.Struct, frozen=True):
    """What the fold knows: the table of signs, and where places lie."""

    table: table.Matching
    places: Places


@cache
def shipped() -> Rules:
    """The rules that come with the program."""
    return rules(Shelf())


def rules(shelf: Shelf) -> Rules:
    """With the user's own folder laid over. Raises KnowledgeError where a file breaks its contract."""
    return Rules(table.load(shelf), Places(table.load_states(shelf)))


def fold(
    pages: Sequence[PageRecord],
    readings: Sequence[Reading],
    decisions: Sequence[Decision] = (),
    as_of: str | None = None,
    *,
    known_by: str | None = None,
    rules: Rules | None = None,
    title: Callable[[Entry], str] | None = None,
) -> Account:
    """By what was published by the day `as_of` (EDTF) and learned by the day or moment `known_by` (ISO 8601).

    `rules`: what the fold knows, if not what comes with the program. `title` names an entry; without it, it has none.
    """
    known = rules or shipped()
    chosen = select(pages, readings, decisions, as_of=as_of, known_by=known_by)
    settled = settle(chosen)
    grouped = _grouped(settled, chosen, known)
    origin = origins(chosen.pages, settled.statements)
    made = [(entry(group, chosen.pages, origin, known.places, name), group) for name, group in _named(grouped.groups)]
    told = [(settled.corrected(_titled(e, title)), group) for e, group in made]
    of_anchor = {anchor: made.id for made, _ in told for anchor in made.anchors}
    denied = [(denial, held, of_anchor.get(held.anchor)) for denial, held in grouped.denied]
    return Account(
        entries=tuple(made for made, _ in told),
        disputes=disputes(told, denied, chosen),
        actors=who_is_who(chosen, known.places),
        undated=chosen.undated,
    )


def _titled(made: Entry, title: Callable[[Entry], str] | None) -> Entry:
    return made if title is None else msgspec.structs.replace(made, title=title(made))


class _Grouped(msgspec.Struct, frozen=True):
    """Statements of one thing each, and denials with what they deny."""

    groups: list[list[Statement]]
    denied: list[tuple[Statement, Statement]]


def _grouped(settled: Settled, chosen: Selection, known: Rules) -> _Grouped:
    """A thing that is told only by pages that deny it too is no entry: what they say stays as a dispute."""
    refused = hearsay(settled.statements)
    statements = [s for s in settled.statements if s.kind in KINDS and s.id not in refused]
    profiles = Profiler(statements, chosen, known.places, known.table).profiles()
    matcher = Matcher(known.table, settled.bonds)
    held = [i for i, s in enumerate(statements) if s.asserted]
    found = groups(
        [profiles[i] for i in held], _ties([statements[i] for i in held], settled), matcher, known.table.neighbours
    )
    told = {p.key: [statements[i] for i in sorted(p.members)] for p in found}
    denials = [profiles[i] for i, s in enumerate(statements) if not s.asserted]
    met = [(statements[d.members[0]], p.key) for d, p in denied(denials, found, matcher)]
    pairs = [(denial, what_is_denied(told[key], denial)) for denial, key in met]
    refuted = {key for _, key in met if refutes([d for d, k in met if k == key], told[key])}
    return _Grouped([group for key, group in told.items() if key not in refuted], pairs)


def _ties(statements: Sequence[Statement], settled: Settled) -> list[tuple[int, int]]:
    """Statements that take up an earlier one, and those that a person called the same."""
    place: dict[tuple[str, str], list[int]] = {}
    anchors = [s.anchor for s in statements]
    for i, s in enumerate(statements):
        place.setdefault((s.kind, anchors[i]), []).append(i)
    ties = []
    for i, s in enumerate(statements):
        if s.about is not None:
            above = place.get((s.kind, s.about), [])
            if len(above) == 1 and not settled.bonds.part((anchors[i],), (s.about,)):
                ties.append((above[0], i))
        for anchor in settled.same.get(anchors[i], ()):
            ties += [(i, j) for j in place.get((s.kind, anchor), ())]
    return ties


def _named(groups: Sequence[list[Statement]]) -> list[tuple[str, list[Statement]]]:
    """Each group with its id: that of its earliest anchor, numbered where one passage began two."""
    taken: dict[str, int] = {}
    named = []
    for told in groups:
        anchor = told[0].anchor
        taken[anchor] = taken.get(anchor, 0) + 1
        named.append((anchor if taken[anchor] == 1 else f"{anchor}-{taken[anchor]}", told))
    return named
