"""Entries, pages and accounts built by hand, and a reader of reviews that knows nothing of how they are written."""

import re
from collections.abc import Sequence
from typing import Any

import msgspec
from hypothesis import strategies as st

from bilan.model.entry import ActorEntry, Dispute, Entry, Role, Side, Step, Voice
from bilan.model.page import PageRecord
from bilan.model.statement import Amount, Evidence, Part
from bilan.model.vocabulary import PARTS, SECTORS, STATUSES


class Account(msgspec.Struct, frozen=True):
    entries: tuple[Entry, ...] = ()
    disputes: tuple[Dispute, ...] = ()
    actors: tuple[ActorEntry, ...] = ()
    undated: int = 0


def page(document: str, published: str | None = "2023-02-06", **fields: Any) -> PageRecord:
    return PageRecord(document=document, digest=document, learned="2025-01-01T00:00:00Z", published=published, **fields)


def entry(
    kind: str = "commitment",
    *,
    id: str = "aa01",
    status: str | None = None,
    history: Sequence[tuple[str, str | None, str]] = (),
    quote: str = "",
    document: str = "a.txt",
    actors: Sequence[tuple[str, str, str, str | None]] = (),
    amounts: Sequence[dict[str, Any]] = (),
    voices: Sequence[dict[str, Any]] = (),
    said_by: str = "reporter",
    known: str | None = "2023-02-06",
    **fields: Any,
) -> Entry:
    """`actors`: name, part, type, party. `history`: status, day, document; one step with `status` if none is given."""
    status = status or (history[-1][0] if history else STATUSES[kind][0])
    quote = quote or f"La phrase qui prouve {id}"
    steps = [
        Step(status=s, as_of=day, document=doc, start=0, end=len(quote), said_by=said_by, quote=quote)
        for s, day, doc in history or [(status, known, document)]
    ]
    documents = list(dict.fromkeys(step.document for step in steps))
    given = {"parties": ("ML", "RU"), "sectors": (), "start": None, "end": None, "place": None, "topic": None} | fields
    return Entry(
        id=id,
        kind=kind,
        title="",
        status=status,
        history=tuple(steps),
        evidence=tuple(Evidence(doc, doc, 0, len(quote), quote) for doc in documents),
        actors=tuple(Part(name, part, type=sort, party=party) for name, part, sort, party in actors),
        amounts=tuple(Amount(**amount) for amount in amounts),
        voices=tuple(Voice(**voice) for voice in voices)
        or tuple(Voice(said_by=said_by, document=doc) for doc in documents),
        said_by=said_by,
        **{name: tuple(value) if isinstance(value, list) else value for name, value in given.items()},
    )


def dispute(**fields: Any) -> Dispute:
    sides = (
        Side(value="250", document="a.txt", start=0, end=9, said_by="official:ML", quote="deux cent cinquante lits"),
        Side(value="180", document="b.txt", start=0, end=9, said_by="reporter", quote="capacité : 180 lits"),
    )
    return Dispute(**{"id": "d1", "subject": "Hôpital", "field": "amount", "sides": sides} | fields)


def actor(name: str, *roles: tuple[str, str | None, str | None], **fields: Any) -> ActorEntry:
    told = tuple(
        Role(role=r, since=a, until=b, document="a.txt", start=0, end=4, quote=f"{r} {name}") for r, a, b in roles
    )
    return ActorEntry(**{"name": name, "type": "person", "party": "RU", "names": (name,), "roles": told} | fields)


class Item(msgspec.Struct):
    """A line of a review as it was read back."""

    section: str
    group: str
    segments: list[str]
    details: list[str]
    quotes: list[tuple[str, str]]


QUOTE = {"fr": ("«\u00a0", "\u00a0»"), "en": ("“", "”")}


def read_back(text: str, markup: str, lang: str) -> tuple[list[str], list[Item]]:
    """Paragraphs outside sections' items, and the items. Raises AssertionError at a line of no known shape."""
    return _read_markdown(text, lang) if markup == "markdown" else _read_text(text, lang)


def _read_text(text: str, lang: str) -> tuple[list[str], list[Item]]:
    section, group, items, plain = "", "", [], []
    for line in text.splitlines():
        if line.startswith("    "):
            _belongs(items[-1], line[4:], "  ", lang)
        elif line.startswith("  "):
            items.append(Item(section, group, line[2:].split(" · "), [], []))
        elif line and line == line.upper() and any(c.isalpha() for c in line):
            section, group = line.lower(), ""
        elif line:
            group = line
            plain.append(line)
    return plain, items


def _read_markdown(text: str, lang: str) -> tuple[list[str], list[Item]]:
    section, group, items, plain = "", "", [], []
    for line in text.splitlines():
        if line.startswith("  - "):
            _belongs(items[-1], _unescaped(line[4:]), " — ", lang)
        elif line.startswith("- **"):
            first, _, rest = line[4:].partition("**")
            parts = [first, *rest.removeprefix(" · ").split(" · ")] if rest else [first]
            items.append(Item(section, group, [_unescaped(part) for part in parts], [], []))
        elif line.startswith("### "):
            group = _unescaped(line[4:])
        elif line.startswith("## "):
            section, group = _unescaped(line[3:]).lower(), ""
        elif line:
            plain.append(_unescaped(line.removeprefix("# ")))
    return plain, items


def _belongs(item: Item, line: str, between: str, lang: str) -> None:
    opening, closing = QUOTE[lang]
    if line.startswith(opening):
        words, found, source = line[len(opening) :].rpartition(closing + between)
        assert found, line
        item.quotes.append((words, source))
    else:
        item.details.append(line)


def _unescaped(text: str) -> str:
    return re.sub(r"\\(.)", r"\1", text)


# ---- anything at all, for laws

_NAMES = st.text(st.characters(codec="utf-8", exclude_categories=("Cs",)), min_size=1, max_size=60).filter(str.strip)
_WORDS = st.text(
    st.sampled_from("abcdeéèà ïŒ·«»“”*_`[]|<>\\#-—:;,.!?\n\t\u00a0\u202f\u200b\x1b0123456789'’"),
    min_size=1,
    max_size=420,
).filter(str.strip)
_DATES = st.sampled_from(
    [None, "2023", "2023-02", "2023-02-06", "2023-02-28~", "2024-21", "2023-02-06/2023-03-01", "2023-05?", "../2023-02"]
)
_CODES = st.lists(st.sampled_from(["ML", "RU", "CN", "SN", "TR", "BF", "NE", "TD"]), max_size=8, unique=True)
_AMOUNTS = st.builds(
    Amount,
    value=st.floats(0, 1e13, allow_nan=False) | st.integers(0, 10**9).map(float),
    unit=st.sampled_from(["t", "EUR", "XOF", "person", "bed", "W", "m", "1", "%", "year", "oddment"]),
    item=st.none() | _NAMES,
    approximate=st.booleans(),
    bound=st.sampled_from([None, "min", "max"]),
    per=st.sampled_from([None, "P1Y", "P5Y"]),
)
_PARTS = st.builds(
    Part, name=_NAMES, part=st.sampled_from(PARTS), type=st.sampled_from(["person", "organisation", "state", "group"]),
    party=st.sampled_from([None, "ML", "RU"]),
)  # fmt: skip


@st.composite
def any_entries(draw: st.DrawFn, most: int = 12) -> list[Entry]:
    """Entries of every kind with slots that nobody would expect."""
    return [draw(_any_entry(number)) for number in range(draw(st.integers(1, most)))]


@st.composite
def _any_entry(draw: st.DrawFn, number: int) -> Entry:
    kind = draw(st.sampled_from(list(STATUSES)))
    made = entry(
        kind,
        id=f"{number:04d}",
        status=draw(st.sampled_from(STATUSES[kind])),
        known=draw(_DATES),
        quote=draw(_WORDS),
        document=f"page{number}.txt",
        parties=tuple(sorted(draw(_CODES))),
        sectors=tuple(draw(st.lists(st.sampled_from(SECTORS), max_size=3, unique=True))),
        start=draw(_DATES),
        place=draw(st.none() | _NAMES | st.sampled_from(["Bamako", "Le Caire", "Russie", "États-Unis"])),
        topic=draw(st.none() | _NAMES | st.sampled_from(["wheat", "gold-refinery", "call", "session:2"])),
        said_by=draw(st.sampled_from(["reporter", "official:ML", "official:RU", "press", "expert"])),
    )
    amounts, parts = draw(st.lists(_AMOUNTS, max_size=3)), draw(st.lists(_PARTS, max_size=4))
    return msgspec.structs.replace(made, amounts=tuple(amounts), actors=tuple(parts))
