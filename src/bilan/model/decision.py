"""What a person settled. Appended, never edited; undone by another decision."""

import hashlib

import msgspec


class Decision(msgspec.Struct, frozen=True, kw_only=True):
    """`verb`: accept, reject, correct, add, same, different, split, undo. `targets` are anchors, of undo a decision id.

    `fields` are what `correct` and `add` set. `at` is the moment it was made, ISO 8601 in UTC.
    """

    id: str
    verb: str
    targets: tuple[str, ...]
    reason: str
    author: str
    at: str
    fields: tuple[tuple[str, str], ...] = ()


def sealed(decision: Decision, at: str) -> Decision:
    """The decision with its moment, and with the id that follows from all of it."""
    d = decision
    said = msgspec.json.encode((d.verb, d.targets, d.fields, d.reason, d.author, at))
    return msgspec.structs.replace(d, at=at, id=hashlib.sha256(said).hexdigest()[:20])
