"""Offices that no name stands by, and names that no office stands by: tied where one candidate remains.

"Le chef du gouvernement espagnol a quitté … Ivo Kolar et son hôte …": a page that has named the office once names its
holder without it later. A private person is never tied: pages give what such a person is beside the name.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

from bilan.reading.actors.discourse import GENERAL
from bilan.reading.actors.holding import holds
from bilan.reading.actors.naming import LONGEST_LIST, Namer, Naming
from bilan.reading.actors.people import People, held
from bilan.reading.actors.phrase import Phrase
from bilan.reading.actors.scan import Scan, Span
from bilan.reading.actors.terms import Kind

OPENING = 3  # sentences in which an office makes its holder the page's matter
BYLINE = 6  # words up to which a sentence that ends with a name is a signature
# What no name starts with; a first name may be a town's or a state's ("Milan", "Kenya").
_NOT_PEOPLE = (
    *(Kind.TOWN, Kind.CAPITAL, Kind.STATE, Kind.SEAT, Kind.GROUPING, Kind.ORGANISATION, Kind.BODY, Kind.ORGAN),
    *(Kind.MINISTRY, Kind.MISSION, Kind.PORTFOLIO, Kind.NOTHING, Kind.GROUP),
)


@dataclass
class Vacancy:
    """An office without a name: the phrases that mean it."""

    office: str
    topics: frozenset[str]
    state: str | None
    phrases: list[Phrase] = field(default_factory=list)
    feminine: bool | None = None

    def takes(self, office: str, topics: frozenset[str], state: str | None) -> bool:
        alike = office == self.office and (not topics or not self.topics or bool(topics & self.topics))
        return alike and (state is None or self.state is None or state == self.state)


@dataclass
class Stranger:
    """A full name without an office: where it stands, and whether it is called Mrs, if it is called anything."""

    words: frozenset[str]
    spans: list[Span] = field(default_factory=list)
    titled: bool = False
    feminine: bool | None = None
    given: bool = False


class Introducer:
    """Ties offices and names of one document."""

    def __init__(self, namer: Namer) -> None:
        self._namer, self._grammar = namer, namer.grammar

    def introduce(
        self, scan: Scan, people: People, namings: Sequence[Naming], phrases: Sequence[Phrase], home: str | None
    ) -> None:
        """Gives offices to names, in `people`; offices without a state's name are those of `home`."""
        used = {role.start for naming in namings if naming.name in people.of for role in naming.roles}
        free = [phrase for phrase in phrases if phrase.start not in used and _of_a_state(phrase)]
        if not free:
            return
        named = {naming.name for naming in namings if naming.roles or naming.counterpart}
        strangers = self._strangers(scan, people, namings)
        named = {naming.name for naming in namings if naming.roles or naming.counterpart}
        for phrase in free:
            name = self._namer.introduced(scan, phrase)
            if name is not None and name not in named and self._alone(scan, people, phrase, name, strangers):
                people.adopt(name, phrase)
        if strangers:
            self._several(scan, people, free, strangers)
            left = [s for s in strangers if not self._placed(people, s)]
            self._single(scan, people, self._vacancies(scan, people, free, home), left)

    def _alone(
        self, scan: Scan, people: People, phrase: Phrase, name: Span, strangers: list[Stranger]
    ) -> bool:
        """Whether the name is nobody's yet, no member of a list, and none of the other sex than the office says."""
        words = frozenset(people.words(name))
        known = next((s for s in strangers if s.words == words), None)
        if people.find(name) is not None or self._namer.following(scan, name.end) >= 0:
            return False
        gender = self._gender(scan, phrase)
        return known is None or None in (gender, known.feminine) or gender == known.feminine

    def _placed(self, people: People, stranger: Stranger) -> bool:
        person = people.of.get(stranger.spans[0])
        return person is not None and bool(person.offices)

    def _strangers(self, scan: Scan, people: People, namings: Sequence[Naming]) -> list[Stranger]:
        """Full names that are nobody's yet, each once, and nobody of whom the page says what he is."""
        found: dict[frozenset[str], Stranger] = {}
        for span, given in scan.names():
            if scan.plain.find(" ", span.start, span.end) < 0:
                continue
            known = people.of.get(span) or people.find(span)
            if known is not None and (known.named or known.offices or known.greeted):
                continue
            if scan.here(span.start, *(_NOT_PEOPLE[3:] if given else _NOT_PEOPLE)) is None:
                stranger = found.setdefault(frozenset(people.words(span)), Stranger(frozenset(people.words(span))))
                stranger.spans.append(span)
                stranger.given = stranger.given or given
        for naming in namings:
            if naming.title is not None and found:
                self._title(scan, people, naming, found)
        return [s for s in found.values() if (s.given or s.titled) and self._bare(scan, s.spans[0])]

    def _title(
        self, scan: Scan, people: People, naming: Naming, found: dict[frozenset[str], Stranger]
    ) -> None:
        words = set(people.words(naming.name))
        owners = [s for s in found.values() if words <= s.words]
        title = scan.here(naming.start, Kind.TITLE)
        if len(owners) == 1 and title is not None:
            owners[0].titled, owners[0].feminine = True, title.term.phrase in self._grammar.ladies

    def _bare(self, scan: Scan, span: Span) -> bool:
        """Whether nothing beside the name says who it is: no apposition, no noun before, no signature."""
        sentence = scan.sentences[scan.sentence(span.start)]
        before, after = scan.plain[sentence.start : span.start].rstrip(), scan.plain[span.end : sentence.end].strip()
        if after[:1] in ("(", ",", "-", "–", "—") or before[-1:] in ("(", "-", "–", "—", ":"):
            return False
        if not after.strip(".!?»\"' ") and (before[-1:] == "," or len(before.split()) < BYLINE):
            return False
        start = span.start - (len(scan.plain[sentence.start : span.start]) - len(before))
        word = before.rsplit(" ", 1)[-1]
        if not word or not word.isalpha():
            return True
        return self._grammar.determined(scan.plain, start - len(word))[1] == ""

    def _several(self, scan: Scan, people: People, free: Sequence[Phrase], strangers: list[Stranger]) -> None:
        """ "Les ministres maliens de l'Eau et de la Défense sont à Rome. X et Y …": the names in the offices' order."""
        for phrase in free:
            parts = _split(phrase)
            if len(parts) < 2 or any(holds(p, parts[0], parts[0].topics) for p in people.persons):
                continue
            inside: set[int] = set()
            for first in (stranger.spans[0] for stranger in strangers):
                row = self._row(scan, first, strangers)
                opens = first.start > phrase.end and first.start not in inside and not _listed(scan, first)
                if opens and len(row) == len(parts):
                    for name, part in zip(row, parts, strict=True):
                        people.adopt(name, part)
                    break
                inside |= {span.start for span in row[1:]}

    def _row(self, scan: Scan, first: Span, strangers: list[Stranger]) -> list[Span]:
        """Names joined by commas and "and" from `first` on."""
        known = {span.start: span for s in strangers for span in s.spans}
        row = [first]
        for _ in range(LONGEST_LIST):
            at = self._namer.following(scan, row[-1].end)
            following = known.get(at + scan.plain.startswith(" ", at)) if at >= 0 else None
            if following is None:
                break
            row.append(following)
        return row

    def _single(self, scan: Scan, people: People, vacant: Sequence[Vacancy], strangers: list[Stranger]) -> None:
        """One office for one name, where neither has another that fits."""
        vacancies = [v for v in vacant if self._matters(scan, v)]
        for stranger in strangers:
            fitting = [v for v in vacancies if _fits(v, stranger)]
            rivals = [s for s in strangers if fitting and _fits(fitting[0], s) and s.titled >= stranger.titled]
            if len(fitting) == 1 and rivals == [stranger]:
                vacancies.remove(fitting[0])
                phrases = fitting[0].phrases
                people.adopt(stranger.spans[0], next((p for p in phrases if p.states), phrases[0]))

    def _vacancies(
        self, scan: Scan, people: People, free: Sequence[Phrase], home: str | None
    ) -> list[Vacancy]:
        """Offices that nobody named holds. A bare "la ministre" tells of whichever the page has told already."""
        found: list[Vacancy] = []
        for phrase in free:
            office, topics = held(phrase)
            if not _single(phrase) or _taken(people, phrase):
                continue
            state = phrase.states[0] if phrase.states else home if _own(phrase) else None
            vacancy = next((v for v in found if v.takes(office, topics, state)), None)
            if vacancy is None:
                if state is None:
                    continue
                vacancy = Vacancy(office, topics, state)
                found.append(vacancy)
            vacancy.phrases.append(phrase)
            vacancy.feminine = self._gender(scan, phrase) if vacancy.feminine is None else vacancy.feminine
        return found

    def _gender(self, scan: Scan, phrase: Phrase) -> bool | None:
        head = phrase.term.head
        said = self._grammar.gender(scan.plain, phrase.noun, phrase.start)
        return said if said is not None else head.feminine if head is not None else None

    def _matters(self, scan: Scan, vacancy: Vacancy) -> bool:
        """Whether the page is about the holder: named at its opening, or again and again."""
        return scan.sentence(vacancy.phrases[0].start) < OPENING or len(vacancy.phrases) > 1


def _fits(vacancy: Vacancy, stranger: Stranger) -> bool:
    """Whether neither gender nor order speaks against it."""
    if None not in (vacancy.feminine, stranger.feminine) and vacancy.feminine != stranger.feminine:
        return False
    return stranger.spans[0].start > vacancy.phrases[0].start


def _taken(people: People, phrase: Phrase) -> bool:
    """Whether somebody named may hold the office."""
    return any(
        holds(p, phrase, phrase.topics) and (p.party is None or not phrase.states or p.party in phrase.states)
        for p in people.persons
    )


def _own(phrase: Phrase) -> bool:
    """Whether the office, without a state's name, is one of the writer's state."""
    head = phrase.term.head
    if head is None or head.family != "state" or phrase.organ is not None:
        return False
    return phrase.determiner == "our" or bool(phrase.topics) or " " in head.base or ":" in head.office


def _listed(scan: Scan, name: Span) -> bool:
    """Whether another name and a comma stand before it."""
    return scan.plain.startswith(", ", name.start - 2) and scan.name_before(name.start - 2) is not None


def _split(phrase: Phrase) -> list[Phrase]:
    """One phrase for each portfolio, or each state, of a plural office."""
    if not phrase.term.plural:
        return []
    if len(phrase.parts) > 1 and len(phrase.topics) == len(phrase.parts) and len(phrase.states) < 2:
        pairs = zip(phrase.topics, phrase.parts, strict=True)
        return [phrase._replace(topics=(topic,), parts=(part,)) for topic, part in pairs]
    if len(phrase.states) > 1 and len(phrase.parts) < 2:
        return [phrase._replace(states=(state,)) for state in phrase.states]
    return []


def _single(phrase: Phrase) -> bool:
    """Whether the words mean one holder in office, whom the office tells apart."""
    head = phrase.term.head
    if head is None or phrase.term.plural or phrase.former or phrase.inner is not None or phrase.grouping:
        return False
    return head.office not in GENERAL and phrase.determiner in ("the", "our", "")


def _of_a_state(phrase: Phrase) -> bool:
    head = phrase.term.head
    return head is not None and head.family in ("state", "diplomat")

