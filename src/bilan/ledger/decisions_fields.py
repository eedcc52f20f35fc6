"""Slots as a person types them, for `correct` and `add`: read, and refused in one line where they are none.

    parties    ML,RU            ISO 3166-1 alpha-2 codes
    sectors    trade, energy    of the vocabulary
    start, end 2024-05          EDTF; empty to take it away
    amounts    50000 t wheat; 25000000 EUR        number, unit, what is counted
    actors     visitor person Ada Brown (RU); host state Mali (ML)        part, type, name, state
"""

import re
from collections.abc import Mapping
from typing import Final

from bilan.errors import UseError
from bilan.knowledge.countries import codes
from bilan.ledger.decisions import amounts, listed
from bilan.model import edtf
from bilan.model.statement import Part
from bilan.model.vocabulary import PARTS, SECTORS, STATUSES
from bilan.reading.folding import key

ACTOR_TYPES: Final = ("person", "organisation", "state", "grouping", "group")
CORRECTABLE: Final = ("start", "end", "place", "topic", "parties", "sectors", "status", "said_by", "amounts")
ADDABLE: Final = ("kind", *CORRECTABLE, "head", "as_of", "speaker", "actors")

_ACTOR = re.compile(rf"(?:(?P<type>{'|'.join(ACTOR_TYPES)}) )?(?P<name>.+?)(?: \((?P<party>[A-Z]{{2}})\))?")
_VOICE = re.compile(r"[a-z_]+|official:[A-Z]{2}")
_DATES: Final = ("start", "end", "as_of")


def checked(kind: str, fields: Mapping[str, str], allowed: tuple[str, ...] = CORRECTABLE) -> None:
    """Raises UseError for a field that cannot be set, or a value that it cannot have in an entry of that kind."""
    for name, value in fields.items():
        if name not in allowed:
            raise UseError("{field}: no such field; choose among {allowed}", field=name, allowed=", ".join(allowed))
        if name in _DATES:
            _date(name, value)
        elif name in ("parties", "sectors"):
            _words(name, value)
        elif name == "status" and value not in STATUSES[kind]:
            told = ", ".join(STATUSES[kind])
            raise UseError("status {value}: choose among {allowed}", value=value, allowed=told)
        elif name == "amounts":
            amounts(value)
        elif name == "actors":
            actors(value)
        elif name == "said_by" and not _VOICE.fullmatch(value):
            raise UseError("said_by {value}: write reporter, press, expert, … or official:XX", value=value)
    _order(fields.get("start"), fields.get("end"))


def _date(name: str, value: str) -> None:
    if value and not edtf.valid(value):
        raise UseError("{field} {value}: no such date; write YYYY-MM-DD, YYYY-MM or YYYY", field=name, value=value)


def _order(start: str | None, end: str | None) -> None:
    if start and end and edtf.bounds(end)[1] < edtf.bounds(start)[0]:
        raise UseError("start {start} lies after end {end}", start=start, end=end)


def _words(name: str, value: str) -> None:
    known = codes() if name == "parties" else frozenset(SECTORS)
    for word in listed(value):
        if word not in known:
            told = "ML, RU, …" if name == "parties" else ", ".join(SECTORS)
            raise UseError("{field} {value}: no such word; choose among {allowed}", field=name, value=word,
                           allowed=told)  # fmt: skip


def actors(value: str) -> tuple[Part, ...]:
    """`visitor person Ada Brown (RU); host state Mali (ML)`. Raises UseError where a part has another shape."""
    return tuple(map(_actor, listed(value, ";")))


def _actor(written: str) -> Part:
    part, _, rest = written.partition(" ")
    found = _ACTOR.fullmatch(rest)
    if part not in PARTS or found is None:
        raise UseError(
            "actor {value}: write a part ({allowed}), a type and a name, as in visitor person Ada Brown (RU)",
            value=written, allowed=", ".join(PARTS),
        )  # fmt: skip
    kind, party = found["type"] or "person", found["party"]
    name = f"state:{party}" if kind == "state" and party else f"{kind}:{key(found['name'])}"
    return Part(found["name"], part, name, kind, party)
