"""Who vouches, counted by origin: a reprint, however many papers carry it, is the voice of the paper it was taken from.

A page is a reprint where it says so (`source`), where its text is that of another (`reprint_of`), or where most of the
passages read in it stand to the letter in an earlier page.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence

from bilan.model.entry import Voice
from bilan.model.page import PageRecord
from bilan.model.statement import Statement

_COPIED = 40
_SHARE = 0.5
_FEWEST = 2
OFFICIAL = "official:"
REPORTER = "reporter"
UNOFFICIAL = frozenset({"press", "rumour"})
"""Voices that vouch for nothing where an official denies it."""


def origins(pages: Mapping[str, PageRecord], statements: Iterable[Statement]) -> dict[str, str]:
    """For each reprint, the name of its origin: the paper or agency, or the document where none is named."""
    copied = _copies(pages, statements)
    return {
        document: _origin(document, pages, copied)
        for document in pages
        if document in copied or _source(pages[document])
    }


def _source(page: PageRecord) -> str | None:
    return page.source or page.reprint_of


def _origin(document: str, pages: Mapping[str, PageRecord], copied: Mapping[str, str]) -> str:
    """Follows the chain of copies to its end; every chain goes back in time, so it has one."""
    seen = {document}
    while True:
        page = pages[document]
        above = page.reprint_of or copied.get(document)
        if page.source is not None:
            return page.source
        if above is None or above in seen or above not in pages:
            return page.outlet or above or document
        seen.add(above)
        document = above


def _copies(pages: Mapping[str, PageRecord], statements: Iterable[Statement]) -> dict[str, str]:
    """Document → the earliest one in which most of its passages stand to the letter."""
    holders: dict[str, set[str]] = defaultdict(set)
    passages: Counter[str] = Counter()
    for quote, document in {
        (s.evidence.quote, s.evidence.document) for s in statements if len(s.evidence.quote) >= _COPIED
    }:
        holders[quote].add(document)
        passages[document] += 1
    shared: dict[str, Counter[str]] = defaultdict(Counter)
    for documents in holders.values():
        if len(documents) > 1:
            first = min(documents, key=lambda d: _age(d, pages))
            for document in documents - {first}:
                shared[document][first] += 1
    found = {}
    for document, counts in shared.items():
        first, count = min(counts.items(), key=lambda item: (-item[1], _age(item[0], pages)))
        if count >= _FEWEST and count >= _SHARE * passages[document]:
            found[document] = first
    return found


def _age(document: str, pages: Mapping[str, PageRecord]) -> tuple[str, str, str]:
    page = pages[document]
    return (page.published or "9999", page.digest, document)


def voices(
    statements: Sequence[Statement], pages: Mapping[str, PageRecord], origin: Mapping[str, str]
) -> tuple[Voice, ...]:
    """One for each origin and each who vouches through it, in the order in which they spoke."""
    found: dict[tuple[str, str], Voice] = {}
    for s in statements:
        document = s.evidence.document
        page = pages.get(document)
        outlet = page.outlet if page is not None else None
        source = origin.get(document)
        found.setdefault(
            (source or outlet or document, s.said_by),
            Voice(said_by=s.said_by, document=document, outlet=outlet, origin=source),
        )
    return tuple(found.values())


def said_by(statements: Sequence[Statement]) -> str:
    """Who vouches for all of it: the earliest official voice; else the reporter, unless nobody but others said it."""
    said = [s.said_by for s in statements]
    official = next((voice for voice in said if voice.startswith(OFFICIAL)), None)
    if official is not None:
        return official
    return REPORTER if REPORTER in said else Counter(said).most_common(1)[0][0]
