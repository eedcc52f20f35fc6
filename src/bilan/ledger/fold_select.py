"""Which pages, statements and actors a view is folded from, in an order that does not depend on how they came."""

from collections import defaultdict
from collections.abc import Iterable, Sequence

import msgspec

from bilan.model import moments
from bilan.model.decision import Decision
from bilan.model.edtf import bounds
from bilan.model.mention import Actor
from bilan.model.page import PageRecord
from bilan.model.reading import Reading
from bilan.model.statement import Statement
from bilan.reading.folding import key

UNNAMED = "role:"
"""How the key of a person begins whom a text gives by office alone."""


class Selection(msgspec.Struct, frozen=True, kw_only=True):
    """`pages` by document; `readings` in the order of their days; `people`: words of persons' names by document;
    `offices`: folded roles of a person, by document and key of the actor.
    """

    pages: dict[str, PageRecord]
    readings: tuple[Reading, ...]
    statements: tuple[Statement, ...]
    people: dict[str, frozenset[str]]
    offices: dict[tuple[str, str], frozenset[str]]
    decisions: tuple[Decision, ...]
    undated: int


def select(
    pages: Sequence[PageRecord],
    readings: Sequence[Reading],
    decisions: Sequence[Decision],
    *,
    as_of: str | None,
    known_by: str | None,
) -> Selection:
    """Pages published by the last day of `as_of` and learned by the last moment of `known_by`; decisions likewise."""
    until = moments.until(known_by) if known_by is not None else None
    there = _each_once(page for page in pages if until is None or page.learned <= until)
    undated = sum(page.published is None for page in there)
    last = bounds(as_of)[1] if as_of is not None else None
    kept = [p for p in there if last is None or (p.published is not None and bounds(p.published)[1] <= last)]
    by_document = {page.document: page for page in kept}
    read = _readings(readings, by_document)
    return Selection(
        pages=by_document,
        readings=read,
        statements=_statements(read, by_document),
        people={r.document: _names(r.actors) for r in read},
        offices=_offices(read),
        decisions=tuple(
            sorted({d.id: d for d in decisions if until is None or d.at <= until}.values(), key=lambda d: (d.at, d.id))
        ),
        undated=undated,
    )


def _each_once(pages: Iterable[PageRecord]) -> list[PageRecord]:
    """Of the same document, the record that was learned first."""
    found: dict[str, PageRecord] = {}
    for page in sorted(pages, key=_order):
        found.setdefault(page.document, page)
    return list(found.values())


def _order(page: PageRecord) -> tuple[str, str, bool, str, str, bytes]:
    """By day, then text; of one text, the page that repeats no other comes first."""
    return (
        page.published or "9999",
        page.digest,
        page.reprint_of is not None,
        page.document,
        page.learned,
        msgspec.json.encode(page),
    )


def _readings(readings: Sequence[Reading], pages: dict[str, PageRecord]) -> tuple[Reading, ...]:
    """One for each text: a page that repeats another to the letter is read once."""
    order = {document: i for i, document in enumerate(sorted(pages, key=lambda d: _order(pages[d])))}
    there = [r for r in readings if r.document in order]
    found: dict[str, Reading] = {}
    for reading in sorted(there, key=lambda r: order[r.document]):
        page = pages[reading.document]
        if page.digest not in found:
            found[page.digest] = reading
        elif found[page.digest].document == reading.document:
            found[page.digest] = max(found[page.digest], reading, key=msgspec.json.encode)
    return tuple(found.values())


def with_added(chosen: Selection, added: Iterable[Statement]) -> tuple[Statement, ...]:
    """The statements, and those that people added to pages that are there, in their place."""
    digests = {r.page: r.document for r in chosen.readings}
    there = [_renamed(s, digests[s.evidence.page]) for s in added if s.evidence.page in digests]
    return _in_place((*chosen.statements, *there), chosen.pages)


def _renamed(s: Statement, document: str) -> Statement:
    """Under the name that its page bears now."""
    if s.evidence.document == document:
        return s
    return msgspec.structs.replace(s, evidence=msgspec.structs.replace(s.evidence, document=document))


def _statements(readings: Iterable[Reading], pages: dict[str, PageRecord]) -> tuple[Statement, ...]:
    """Each once, by the day of its page, then its text's digest and its place in it."""
    return _in_place((s for reading in readings for s in reading.statements), pages)


def _in_place(statements: Iterable[Statement], pages: dict[str, PageRecord]) -> tuple[Statement, ...]:
    found: dict[str, Statement] = {}
    for s in statements:
        found.setdefault(s.id, s)
    keyed = [(_place(s, pages), name, s) for name, s in found.items()]
    return tuple(s for _, _, s in sorted(keyed, key=lambda item: item[:2]))


def _place(s: Statement, pages: dict[str, PageRecord]) -> tuple[str, str, int, int, str]:
    page, e = pages.get(s.evidence.document), s.evidence
    return ((page.published if page is not None else None) or "9999", e.page, e.start, e.end, s.head)


def _offices(readings: Iterable[Reading]) -> dict[tuple[str, str], frozenset[str]]:
    found: dict[tuple[str, str], set[str]] = defaultdict(set)
    for reading in readings:
        for a in reading.actors:
            if a.type == "person" and a.role and a.party:
                found[reading.document, a.key].add(f"{a.party} {key(a.role)}")
    return {place: frozenset(offices) for place, offices in found.items()}


def _names(actors: Iterable[Actor]) -> frozenset[str]:
    names = {a.name for a in actors if a.type == "person" and not a.key.startswith(UNNAMED)}
    return frozenset(word for name in names for word in key(name).split() if len(word) > 3)
