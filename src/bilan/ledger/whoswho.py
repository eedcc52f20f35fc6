"""Who is who, over all documents: persons, organisations and states, under all their names, with their roles in time.

Within a document a reader has tied the names of one actor already. Across documents a person is known by the full name
in any spelling; a surname alone goes to the one person who bears it, or stays apart. A body is known by its name or
acronym within one state, or by the id under which knowledge has it. Offices without a name are no actors of their own;
of groups of people only those of one state that are sent or received ("the Russian instructors").
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from bilan.ledger.fold_select import UNNAMED, Selection
from bilan.ledger.matching_names import same_person
from bilan.ledger.matching_places import Places
from bilan.ledger.matching_profile import days
from bilan.model.entry import ActorEntry, Role
from bilan.model.mention import Actor
from bilan.model.page import PageRecord
from bilan.model.statement import Statement
from bilan.reading.folding import key

_ACRONYM: Final = re.compile(r"\(([^()]{2,15})\)")
_SHORTEST_ACRONYM: Final = 3
_TYPES: Final = {
    "person": "person", "organisation": "organisation", "grouping": "organisation", "group": "organisation",
    "state": "state",
}  # fmt: skip
_GROUPS: Final = frozenset(
    {"instructors", "experts", "volunteers", "students", "business-people", "companies", "banks"}
)
"""Groups of one state that are listed beside its bodies."""
_ORDER: Final = ("state", "person", "organisation")


class _Seen:
    """One actor as one document has it: all mentions that share a key."""

    __slots__ = ("document", "key", "mentions", "name", "party", "type", "words")

    def __init__(self, document: str, mentions: Sequence[Actor]) -> None:
        first = max(mentions, key=lambda a: (len(a.name.split()), len(a.name), a.name))
        self.document, self.mentions, self.name = document, mentions, first.name
        self.type, self.key = _TYPES[first.type], first.key
        self.party = next((a.party for a in mentions if a.party), None)
        self.words = tuple(w for w in key(first.name).split() if len(w) > 1) or (key(first.name),)


def who_is_who(chosen: Selection, places: Places) -> tuple[ActorEntry, ...]:
    """States, then persons, then organisations, each by name."""
    acting, sides = frozenset(part.key for s in chosen.statements for part in s.actors), _sides(chosen.statements)
    seen = [_Seen(r.document, g) for r in chosen.readings for g in _by_key(r.actors, acting, sides[r.document])]
    quotes = _Quotes(chosen.statements)
    made = [_entry(group, chosen.pages, quotes) for group in (*_states(seen), *_persons(seen), *_bodies(seen, places))]
    return tuple(sorted(made, key=lambda a: (_ORDER.index(a.type), key(a.name), a.party or "", a.names)))


def _sides(statements: Iterable[Statement]) -> dict[str, set[str]]:
    """The states whose dealings each document tells."""
    found: dict[str, set[str]] = defaultdict(set)
    for s in statements:
        found[s.evidence.document].update(s.parties)
    return found


def _by_key(actors: Iterable[Actor], acting: frozenset[str], sides: set[str]) -> list[list[Actor]]:
    """Mentions of one document by actor; left out is who is named in passing: no office told, no part in anything, and
    of none of the states that the document is about."""
    groups: dict[str, list[Actor]] = defaultdict(list)
    for a in actors:
        if _counts(a):
            groups[a.key or f"{a.type}:{a.name}"].append(a)
    return [
        g for g in groups.values()
        if g[0].type != "person" or g[0].key in acting or not sides or any(a.role or a.party in sides for a in g)
    ]  # fmt: skip


def _counts(a: Actor) -> bool:
    """Groups of one state count where they say who comes ("instructeurs russes"); an office alone does not."""
    if a.type == "group" and (a.party is None or a.key.rpartition(":")[2] not in _GROUPS):
        return False
    return a.type in _TYPES and bool(key(a.name)) and not a.key.startswith(UNNAMED)


def _states(seen: Iterable[_Seen]) -> list[list[_Seen]]:
    groups: dict[str, list[_Seen]] = defaultdict(list)
    for s in seen:
        if s.type == "state":
            groups[s.party or key(s.name)].append(s)
    return list(groups.values())


def _persons(seen: Iterable[_Seen]) -> list[list[_Seen]]:
    """Full names first, the longest of all; then surnames alone, each to the one who bears it."""
    persons = sorted((s for s in seen if s.type == "person"), key=lambda s: (-len(s.words), s.words, s.document))
    groups: list[list[_Seen]] = []
    by_word: dict[str, list[int]] = defaultdict(list)
    for s in persons:
        near = dict.fromkeys(i for word in s.words for i in by_word[word[:3]])
        fitting = [i for i in near if _one_person(groups[i], s)]
        if len(s.words) == 1 and len({groups[i][0].words for i in fitting}) > 1:
            fitting = []
        if fitting:
            groups[fitting[0]].append(s)
        else:
            groups.append([s])
            fitting = [len(groups) - 1]
        for word in s.words:
            if fitting[0] not in by_word[word[:3]]:
                by_word[word[:3]].append(fitting[0])
    return groups


def _one_person(group: Sequence[_Seen], s: _Seen) -> bool:
    first = group[0]
    if first.words != s.words and first.party and s.party and first.party != s.party:
        return False
    return same_person(first.words, s.words)


def _bodies(seen: Iterable[_Seen], places: Places) -> list[list[_Seen]]:
    """By name or acronym; one without a state goes to its only namesake. A state under its full name is no body."""
    bodies = [s for s in seen if s.type == "organisation" and not places.is_country(key(s.name))]
    bodies.sort(key=lambda s: (s.party is None, -len(s.name), s.name, s.document))
    groups: list[list[_Seen]] = []
    known: dict[tuple[str, str | None], int] = {}
    parties: dict[str, set[str | None]] = defaultdict(set)
    for s in bodies:
        names = _names_of(s, places)
        sought = (*names, f"={names[0]}") if _is_acronym(s.name) else names
        place = next((known[n, p] for n in sought for p in _parties_for(s, parties[n]) if (n, p) in known), None)
        if place is None:
            place = len(groups)
            groups.append([])
        groups[place].append(s)
        for name in (*names, f"={_initials(s.name)}"):
            known.setdefault((name, s.party), place)
            parties[name].add(s.party)
    return groups


def _is_acronym(name: str) -> bool:
    return name.isupper() and name.isalpha() and len(name) >= _SHORTEST_ACRONYM


def _initials(name: str) -> str:
    """What an acronym of the name would be: short words give no letter."""
    return "".join(word[0] for word in key(_ACRONYM.sub(" ", name)).split() if len(word) > 3)


def _parties_for(s: _Seen, there: set[str | None]) -> list[str | None]:
    """States under which a body of that name may be known already."""
    if s.party is None:
        return list(there) if len(there) == 1 else [None]
    return [s.party, None] if there <= {None} else [s.party]


def _names_of(s: _Seen, places: Places) -> list[str]:
    """The name without its acronym; the acronym; the name without its state's adjective."""
    acronym = _ACRONYM.search(s.name)
    plain = key(_ACRONYM.sub(" ", s.name))
    found = [plain, key(acronym[1]) if acronym else "", f"#{s.key}"]
    if s.party is not None:
        found.append(" ".join(w for w in plain.split() if not places.is_state_word(w)))
    return [name for name in dict.fromkeys(found) if name]


class _Quotes:
    """The words at an offset, where a statement's evidence holds them: a fold does not see the pages' texts."""

    def __init__(self, statements: Iterable[Statement]) -> None:
        self._by_document: dict[str, list[Statement]] = defaultdict(list)
        for s in statements:
            self._by_document[s.evidence.document].append(s)

    def at(self, document: str, start: int, end: int) -> str | None:
        for s in self._by_document.get(document, ()):
            e = s.evidence
            if e.start <= start and end <= e.end:
                return e.quote[start - e.start : end - e.start]
        return None


def _entry(group: Sequence[_Seen], pages: Mapping[str, PageRecord], quotes: _Quotes) -> ActorEntry:
    counts = Counter(a.name for s in group for a in s.mentions)
    name = max(counts, key=lambda n: (min(len(n.split()), 3), counts[n], len(n), n))
    parties = Counter(s.party for s in group if s.party)
    return ActorEntry(
        name=name,
        type=group[0].type,
        party=max(parties, key=lambda p: (parties[p], p)) if parties else None,
        names=_written(group),
        roles=_roles(group, pages, quotes) if group[0].type == "person" else (),
        documents=tuple(sorted({s.document for s in group})),
    )


def _written(group: Sequence[_Seen]) -> tuple[str, ...]:
    """Every form in which the pages write the name, the commonest first."""
    counts = Counter(name for s in group for a in s.mentions for name in dict.fromkeys((a.name, a.written or a.name)))
    return tuple(sorted(counts, key=lambda n: (-counts[n], n)))


def _roles(group: Sequence[_Seen], pages: Mapping[str, PageRecord], quotes: _Quotes) -> tuple[Role, ...]:
    """Each office once, by its words, from the first day a text gives it to the last; a vaguer one is left out."""
    given: dict[str, list[tuple[str, Actor]]] = defaultdict(list)
    for s in group:
        for a in s.mentions:
            if a.role and key(a.role):
                given[key(a.role)].append((s.document, a))
    told = {words: _role(mentions, pages, quotes) for words, mentions in given.items() if not _vaguer(words, given)}
    return tuple(sorted(told.values(), key=lambda r: (r.since or "9999", r.document, r.start, r.role)))


def _vaguer(words: str, given: Iterable[str]) -> bool:
    """Whether another role of the person says all of this one and more."""
    return any(other != words and set(words.split()) < set(other.split()) for other in given)


def _role(mentions: Sequence[tuple[str, Actor]], pages: Mapping[str, PageRecord], quotes: _Quotes) -> Role:
    document, first = min(
        mentions, key=lambda m: (pages[m[0]].published or "9999", pages[m[0]].digest, m[1].start, m[1].end)
    )
    known = sorted({day for d, _ in mentions if (day := pages[d].published)}, key=lambda day: (days(day), day))
    role = first.role or ""
    return Role(
        role=role, since=known[0] if known else None, until=known[-1] if known else None, document=document,
        start=first.start, end=first.end, quote=quotes.at(document, first.start, first.end) or role,
    )  # fmt: skip
