"""What a person settled. Appended, never edited; undone by another decision."""

import msgspec


class Decision(msgspec.Struct, frozen=True, kw_only=True):
    """`verb`: accept, reject, correct, add, same, different, split, undo. `targets` are anchors (or, for undo, a decision id).

    `fields` are what `correct` and `add` set. `at` is the moment it was made, ISO 8601 in UTC.
    """

    id: str
    verb: str
    targets: tuple[str, ...]
    reason: str
    author: str
    at: str
    fields: tuple[tuple[str, str], ...] = ()
