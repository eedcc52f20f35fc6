"""What became of a thing that a noun names: put off, called off, to another day."""

from bilan.model.mention import Time
from bilan.reading.frames import slots
from bilan.reading.frames.scene import View
from bilan.reading.grammar.verbs import VerbGroup

_PREDICATE = 40  # words behind a noun within which its predicate may stand, insertions and relative clauses between
_SOON = 6  # words behind the verb within which the new day stands


def fate(view: View, last: int) -> str | None:
    """What the predicate of a noun that is its subject says became of it: "X, prévue le 3, a été reportée" is put off.

    `postponed`, `cancelled`, or None for all else. Relative clauses behind the noun are passed over.
    """
    for group in view.groups:
        if group.bare or group.at <= last or group.first - last > _PREDICATE:
            continue
        if _in_relative(view, group, last):
            continue
        modes = {s.name for s, _ in view.senses(group) if s.kind == "mode"}
        negated = group.negated or (group.governor is not None and group.governor.negated)
        if modes & {"postpone", "cancel"} and (group.passive or group.reflexive) and not negated:
            return "postponed" if "postpone" in modes else "cancelled"
        if "hold" in modes and negated:
            return "cancelled"
        if group.governor is None and not _auxiliary(view, group):
            return None
    return None


def _in_relative(view: View, group: VerbGroup, last: int) -> bool:
    """The verb of a relative clause behind word `last`: the first of that clause, or one not parted from it."""
    relatives = view.scene.lexis.cues.clause.relatives
    opening = view.clause(group.at)[0]
    if opening <= last or not (
        view.form(opening) in relatives or (view.words[opening].is_mark and view.form(opening + 1) in relatives)
    ):
        return False
    first = next(g for g in view.groups if g.at > opening and not g.bare and not _auxiliary(view, g))
    return view.between(first.at, group.first)[0] == 0


def new_day(view: View, last: int) -> Time | None:
    """The day to which something is put off: told behind the verb that says so."""
    for group in view.groups:
        if group.at > last and any(s.kind == "mode" and s.name == "postpone" for s, _ in view.senses(group)):
            return next(
                (t for t in view.times if group.at < view.at(t.start) <= group.at + _SOON and slots.dates(t)[0]),
                None,
            )
    return None


def _auxiliary(view: View, group: VerbGroup) -> bool:
    return any(other.first <= group.at < other.at for other in view.groups)
