"""What is compared: the slots of one statement, or of several that are one already, boiled down to sets and days."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from copy import copy
from functools import lru_cache
from typing import Any, Final

import msgspec

from bilan.knowledge.matching import Matching
from bilan.ledger.fold_select import UNNAMED, Selection
from bilan.ledger.matching_places import Places
from bilan.model import edtf
from bilan.model.statement import Part, Statement
from bilan.reading.folding import fold, key, unaccented

_WORD = re.compile(r"[^\W\d_]{4,}")
_NUMBERED = re.compile(r"(?:(\w[\w-]*):)?(\d+)")
_STEM: Final = 7
_LONG_WORD: Final = 5
_VISITING: Final = frozenset({"visitor", "lead"})
_PERSONS: Final = {"visit": _VISITING}
"""Parts of the persons on whom a kind hangs; all of them for the other kinds."""

_AHEAD: Final = frozenset({"announced", "drafting", "proposed", "pledged", "agreed", "postponed"})
_DONE: Final = frozenset(
    {"held", "under_way", "signed", "ratified", "in_force", "implementing", "delivered", "operating"}
)
_LONG: Final = 730
_IMPLIED: Final = {
    "held": (-_LONG, 1), "announced": (-3, _LONG), "under_way": (-31, 3), "postponed": (-90, _LONG),
    "cancelled": (-90, _LONG),
    "signed": (-20 * _LONG, 1), "ratified": (-20 * _LONG, 1), "in_force": (-20 * _LONG, 1), "drafting": (-3, 2 * _LONG),
}  # fmt: skip
"""Days before and after its page's day between which a thing of that status lies when nobody says when."""

_NONE: Final[frozenset[str]] = frozenset()

Window = tuple[int, int, int]
"""First and last possible day, as ordinals, and the precision of `edtf.precision`; 0 for what a status implies."""

Key = tuple[str, str, int, int, str, int]
"""Where its first statement stands: day of the page, digest, offsets, anchor, place in the fold. No two are equal."""


class Profile(msgspec.Struct, kw_only=True, gc=False):
    """Slots of one statement, or the union of several. An empty slot says nothing.

    `members` are places in the list of statements. `lasts` are the last words of `persons`; `firsts` the first words of
    `heads`; `countries` those in which the places lie; `units` those of `amounts`; `counts` how many texts are counted;
    `copied` the passages long enough to tell a copy; `ahead`, `done`: a page looks forward, or back; `moved`: put off.
    """

    key: Key
    kind: str
    members: tuple[int, ...]
    anchors: frozenset[str]
    parties: frozenset[str]
    documents: frozenset[str]
    spans: tuple[tuple[str, int, int], ...]
    published: tuple[int, int] | None = None
    dated: tuple[Window, ...] = ()
    implied: tuple[Window, ...] = ()
    moved: bool = False
    ahead: bool = False
    done: bool = False
    places: frozenset[str] = _NONE
    countries: frozenset[str] = _NONE
    persons: frozenset[tuple[str, ...]] = frozenset()
    lasts: frozenset[str] = _NONE
    offices: frozenset[str] = _NONE
    visitors: frozenset[str] = _NONE
    bodies: frozenset[str] = _NONE
    numbers: frozenset[int] = frozenset()
    sorts: frozenset[str] = _NONE
    heads: frozenset[str] = _NONE
    firsts: frozenset[str] = _NONE
    topics: frozenset[str] = _NONE
    loose: frozenset[str] = _NONE
    amounts: frozenset[tuple[float, str]] = frozenset()
    units: frozenset[str] = _NONE
    counts: frozenset[float] = frozenset()
    sectors: frozenset[str] = _NONE
    names: frozenset[str] = _NONE
    words: frozenset[str] = _NONE
    copied: frozenset[str] = _NONE


def joined(one: Profile, other: Profile) -> Profile:
    """The profile of both together."""
    first, second = (one, other) if one.key <= other.key else (other, one)
    new = copy(first)
    for field in _UNIONS:
        a, b = getattr(first, field), getattr(second, field)
        if a is not b and b:
            setattr(new, field, a | b if a else b)
    new.members = first.members + second.members
    new.spans = first.spans + second.spans
    new.dated = _most_precise(first.dated, second.dated)
    new.implied = _most_precise(first.implied, second.implied)
    new.moved = first.moved or second.moved
    new.ahead, new.done = first.ahead or second.ahead, first.done or second.done
    new.published = _spanning(first.published, second.published)
    return new


_UNIONS: Final = (
    "amounts", "anchors", "bodies", "copied", "counts", "countries", "documents", "firsts", "heads", "lasts", "loose",
    "names", "numbers", "offices", "parties", "persons", "places", "sectors", "sorts", "topics", "units",
    "visitors", "words",
)  # fmt: skip


def _most_precise(one: tuple[Window, ...], other: tuple[Window, ...]) -> tuple[Window, ...]:
    """Windows of both, without those that hold a more precise one; at most six."""
    if not other or one == other:
        return one
    if not one:
        return other
    kept: list[Window] = []
    for window in sorted({*one, *other}, key=lambda w: (-w[2], w[0], w[1])):
        if not any(k[0] >= window[0] and k[1] <= window[1] for k in kept):
            kept.append(window)
    return tuple(kept[:6])


def _spanning(one: tuple[int, int] | None, other: tuple[int, int] | None) -> tuple[int, int] | None:
    if one is None or other is None:
        return one or other
    return min(one[0], other[0]), max(one[1], other[1])


@lru_cache(maxsize=4096)
def days(value: str) -> tuple[int, int]:
    """First and last possible day of an EDTF date as ordinals."""
    first, last = edtf.bounds(value)
    return first.toordinal(), last.toordinal()


@lru_cache(maxsize=4096)
def _precision(value: str) -> int:
    return edtf.precision(value)


class Profiler:
    """Makes profiles of the statements of one fold. What is a rare word or a name is counted over all of them."""

    def __init__(self, statements: Sequence[Statement], chosen: Selection, places: Places, table: Matching) -> None:
        self._loose = table.loose_topics
        self._statements, self._pages, self._people, self._places = statements, chosen.pages, chosen.people, places
        self._offices = chosen.offices
        self._copied = table.copied_characters
        self._found = [_words(s.evidence.quote) for s in statements]
        self._lower = {word for _, lower in self._found for word in lower}
        frequency = Counter(
            word for _, lower in self._found for word in {w[:_STEM] for w in lower if len(w) >= _LONG_WORD}
        )
        most = max(6, len(statements) // 25)
        self._rare = frozenset(word for word, n in frequency.items() if n <= most)
        self._actors: dict[tuple[Part, ...], _Who] = {}
        self._state_words: dict[str, bool] = {}
        self._where_is: dict[str, tuple[frozenset[str], frozenset[str]]] = {}
        self._sets: dict[object, frozenset[Any]] = {}

    def profiles(self) -> list[Profile]:
        """One for each statement, in their order."""
        return [self._profile(i, s) for i, s in enumerate(self._statements)]

    def _profile(self, index: int, s: Statement) -> Profile:
        e, page = s.evidence, self._pages.get(s.evidence.document)
        published = page.published if page is not None else None
        anchor = s.anchor
        p = Profile(
            key=(published or "9999", e.page, e.start, e.end, anchor, index),
            kind=s.kind,
            members=(index,),
            anchors=frozenset((anchor,)),
            parties=self._set(s.parties),
            documents=self._set((e.document,)),
            spans=((e.document, e.start, e.end),),
            published=days(published) if published else None,
            sectors=self._set(s.sectors[:2]),
        )
        self._when(p, s, s.as_of or published)
        self._where(p, s)
        self._who(p, s)
        self._what(p, s)
        self._said(p, index, e.quote, e.document)
        return p

    def _when(self, p: Profile, s: Statement, known: str | None) -> None:
        p.moved = s.status in ("postponed", "cancelled")
        p.ahead, p.done = s.status in _AHEAD, s.status in _DONE
        start = s.start if s.kind != "agreement" or s.status in ("signed", "agreed", "drafting") else None
        if start is not None:
            first, last = days(start)
            if s.end is not None and s.kind in ("visit", "talks"):
                last = max(last, days(s.end)[1])
            p.dated = ((first, last, _precision(start)),)
        elif known is not None and s.status in _IMPLIED and s.kind in ("visit", "talks", "agreement"):
            before, after = _IMPLIED[s.status]
            first, last = days(known)
            p.implied = ((first + before, last + after, 0),)

    def _where(self, p: Profile, s: Statement) -> None:
        if not s.place:
            return
        found = self._where_is.get(s.place)
        if found is None:
            place = key(s.place)
            country = self._places.state(place)
            towns = () if self._places.is_country(place) else (place,)
            found = self._where_is[s.place] = (frozenset(towns), frozenset((country,)) if country else _NONE)
        p.places, p.countries = found

    def _who(self, p: Profile, s: Statement) -> None:
        who = self._actors.get(s.actors)
        if who is None:
            who = self._actors[s.actors] = _Who(s.actors)
        wanted = _PERSONS.get(s.kind)
        if who.persons:
            p.persons = self._set(tuple(name for part, name in who.persons if wanted is None or part in wanted))
            p.lasts = frozenset(name[-1] for name in p.persons)
        if self._offices:
            p.offices = self._offices_of(s, wanted)
        p.bodies = who.bodies if s.kind != "visit" else who.bodies | who.groups
        p.visitors = who.visitors if s.kind == "visit" else _NONE

    def _offices_of(self, s: Statement, wanted: frozenset[str] | None) -> frozenset[str]:
        """Offices, of more than one word, of the persons it hangs on; words for states left out."""
        roles = {
            role
            for a in s.actors
            if a.type == "person" and (wanted is None or a.part in wanted)
            for role in self._offices.get((s.evidence.document, a.key), ())
        }
        return frozenset(office for role in roles if len((office := self._without_states(role)).split()) > 2)

    def _without_states(self, role: str) -> str:
        party, _, words = role.partition(" ")
        return " ".join((party, *(w for w in words.split() if len(w) > 3 and not self._of_state(w))))

    def _what(self, p: Profile, s: Statement) -> None:
        topic = key_of_topic(s.topic)
        numbered = _NUMBERED.fullmatch(s.topic or "")
        if s.kind == "talks":
            if numbered:
                p.numbers, topic = frozenset((int(numbered[2]),)), numbered[1] or "session"
            p.sorts = self._set((topic,)) if topic else _NONE
        elif topic in self._loose:
            p.loose = self._set((topic,))
        elif topic:
            p.topics = self._set((topic,))
        head = _head(s.head)
        p.heads, p.firsts = self._set((head,)), self._set((head.partition(" ")[0],))
        if not s.amounts:
            return
        given = {(a.value, a.unit) for a in s.amounts}
        p.counts = frozenset(v for v, unit in given if unit == "1" and v >= 2 and s.kind == "agreement")
        p.amounts = frozenset(g for g in given if g[1] not in ("1", "%"))
        p.units = frozenset(unit for _, unit in p.amounts)

    def _said(self, p: Profile, index: int, quote: str, document: str) -> None:
        upper, lower = self._found[index]
        people = self._people.get(document, _NONE)
        p.names = frozenset(w for w in upper if w not in self._lower and w not in people and not self._of_state(w))
        p.words = frozenset(
            s for w in lower if len(w) >= _LONG_WORD and (s := w[:_STEM]) in self._rare and not self._of_state(w)
        )
        p.copied = frozenset((quote,)) if len(quote) >= self._copied else _NONE

    def _set(self, members: tuple[Any, ...]) -> frozenset[Any]:
        """The members as a set; the same object for the same members, of which a ledger has few."""
        found = self._sets.get(members)
        if found is None:
            found = self._sets[members] = frozenset(members)
        return found

    def _of_state(self, word: str) -> bool:
        known = self._state_words.get(word)
        if known is None:
            known = self._state_words[word] = self._places.is_state_word(word)
        return known


class _Who:
    """The actors of a statement: persons as words of their names, bodies by name; groups and states of who travels."""

    def __init__(self, actors: Iterable[Part]) -> None:
        persons, bodies, groups, visitors = [], set(), set(), set()
        for a in actors:
            name = name_words(a)
            if a.type == "person" and name and not a.key.startswith(UNNAMED):
                persons.append((a.part, name))
            elif a.type == "group" and a.party and a.part in _VISITING:
                groups.add(f"{a.party} {name[0]}")
            elif a.type == "organisation":
                bodies.add(" ".join(name))
            if a.part in _VISITING and a.party:
                visitors.add(a.party)
        self.persons = tuple(persons)
        self.bodies = frozenset(bodies)
        self.groups = frozenset(groups)
        self.visitors = frozenset(visitors)


@lru_cache(maxsize=65536)
def name_words(part: Part) -> tuple[str, ...]:
    """The folded words of an actor's name, initials left out."""
    named = part.key.partition(":")[2] if part.type == "person" else ""
    words = key(named or part.name).split()
    return tuple(w for w in words if len(w) > 1) or tuple(words)


@lru_cache(maxsize=8192)
def key_of_topic(topic: str | None) -> str:
    """A topic as it is compared."""
    return key(topic) if topic else ""


@lru_cache(maxsize=8192)
def _head(head: str) -> str:
    return " ".join(word.rstrip("sx") or word for word in key(head).split())


def _words(quote: str) -> tuple[frozenset[str], frozenset[str]]:
    """Folded words of a passage that are written with a capital, and those that are not."""
    plain = unaccented(fold(quote))
    upper: set[str] = set()
    lower: set[str] = set()
    for match in _WORD.finditer(quote):
        start, end = match.span()
        (upper if quote[start].isupper() else lower).add(plain[start:end])
    return frozenset(upper), frozenset(lower)
