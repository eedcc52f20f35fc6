"""The people of a document: spellings of one name brought together, with offices and party."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from bilan.knowledge.leaders import Leader
from bilan.reading.actors.identity import close, word_key
from bilan.reading.actors.naming import Naming
from bilan.reading.actors.phrase import Phrase
from bilan.reading.actors.scan import Hit, Scan, Span
from bilan.reading.actors.terms import Kind
from bilan.reading.folding import fold, key


@dataclass
class Person:
    """Somebody while a document is read. `name` is the best full form; `words` the keys of its words; `greeted`: known
    from outside the page. `last` is where it was named last, `beside` where as somebody's counterpart."""

    name: str
    words: tuple[str, ...]
    offices: set[str] = field(default_factory=set)
    topics: set[str] = field(default_factory=set)
    phrases: set[str] = field(default_factory=set)
    party: str | None = None
    named: bool = False
    last: int = -1
    beside: int = -2
    feminine: bool | None = None
    title: str | None = None
    greeted: bool = False

    @property
    def key(self) -> str:
        return "person:" + fold(self.name)


class People:
    """Persons by name; built from namings, asked by span."""

    def __init__(self, scan: Scan, home: str | None) -> None:
        self._scan, self.home = scan, home
        self.persons: list[Person] = []
        self.of: dict[Span, Person] = {}
        self._keys: dict[Span, tuple[str, ...]] = {}

    def add(self, namings: Iterable[Naming]) -> None:
        """Persons from the namings that give an office; then the other names that are theirs."""
        ordered = sorted(namings, key=lambda n: (-len(self.words(n.name)), n.name.start))
        for naming in ordered:
            if naming.roles or naming.counterpart or naming.title == "honour":
                person = self._person(naming.name)
                self.of[naming.name] = person
                self._learn(person, naming)
        for naming in ordered:
            if naming.name not in self.of:
                found = self.find(naming.name)
                if found is not None:
                    self.of[naming.name] = found

    def adopt(self, name: Span, phrase: Phrase) -> None:
        """Gives an office to a name that a sentence of its own introduces behind it."""
        naming = Naming(name, name.start, name.end, (phrase,), states=phrase.states)
        person = self._person(name)
        self.of[name] = person
        self._learn(person, naming)

    def greet(self, hits: Sequence[Hit], leaders: Mapping[str, Leader], year: int | None) -> None:
        """Known holders of public office, named without it. Whoever is out of office in `year` has a party only."""
        found: dict[Span, list[Leader]] = {}
        for hit in hits:
            span = self._scan.name_at(hit.start) if hit.term.kind is Kind.LEADER else None
            if span is not None and span.end == hit.end:
                found.setdefault(span, []).append(leaders[hit.term.values[0]])
        for span, known in found.items():
            leader = next((one for one in known if one.serves(year)), known[-1])
            person = self.of.get(span) or self.find(span) or self._known(span, leader)
            self.of[span] = person
            _serve(person, leader, leader.serves(year))

    def _known(self, span: Span, leader: Leader) -> Person:
        alone = " " not in self._scan.plain[span.start : span.end]
        name = leader.names[0] if alone else self._scan.words(*span)
        person = Person(name, tuple(word_key(word) for word in key(name).split()), greeted=True)
        self.persons.append(person)
        return person

    def find(self, span: Span) -> Person | None:
        """The person whose name this is: all its words are theirs, and nobody else's."""
        words = self.words(span)
        candidates = [person for person in self.persons if _same(words, person.words)]
        if len(candidates) > 1:
            exact = [person for person in candidates if set(words) == set(person.words)]
            candidates = exact or candidates
        return candidates[0] if len(candidates) == 1 else None

    def words(self, span: Span) -> tuple[str, ...]:
        """The words of a name as they are compared."""
        words = self._keys.get(span)
        if words is None:
            words = tuple(word_key(word) for word in key(self._scan.text[span.start : span.end]).split())
            self._keys[span] = words
        return words

    def _person(self, span: Span) -> Person:
        found = self.find(span)
        text = " ".join(self._scan.text[span.start : span.end].split())
        if found is None:
            found = Person(text, self.words(span))
            self.persons.append(found)
        return found

    def _learn(self, person: Person, naming: Naming) -> None:
        for phrase in naming.roles:
            head = phrase.term.head
            if head is None:
                continue
            if not phrase.former:
                base, topics = held(phrase)
                person.offices.add(base)
                person.topics |= topics
                person.phrases.add(head.base)
                if head.family != "rank" and (person.title is None or phrase.topics):
                    person.title = stateless(self._scan, phrase)
            if head.feminine is not None:
                person.feminine = head.feminine
        person.named = person.named or bool(naming.roles) or naming.counterpart
        party = self.party(naming)
        if party is not None and (person.party is None or naming.states):
            person.party = party

    def party(self, naming: Naming) -> str | None:
        """From the adjective or complement, else from "our", else from an office of the writer's own state."""
        states = [code for phrase in naming.roles for code in phrase.states] + list(naming.states)
        if states and not naming.listed:
            return states[0]
        if naming.listed:
            return states[0] if len(set(states)) == 1 else None
        if any(phrase.determiner == "our" for phrase in naming.roles):
            return self.home
        return None


def held(phrase: Phrase, topics: tuple[str, ...] | None = None) -> tuple[str, frozenset[str]]:
    """The office, language-neutral, and its portfolios: "chef de la diplomatie" is (minister, {foreign-affairs})."""
    head = phrase.term.head
    if head is None:
        return "", frozenset()
    base, _, topic = head.office.partition(":")
    if base == "president" and phrase.organ is None and not phrase.grouping:
        base = "head-of-state"
    return base, frozenset((*(phrase.topics if topics is None else topics), *((topic,) if topic else ())))


def stateless(scan: Scan, phrase: Phrase) -> str:
    """The office in the text's words, in the singular, without adjectives of states."""
    head = phrase.term.head
    at, pieces = phrase.start + len(phrase.term.phrase), [head.base if head is not None else ""]
    for hit in scan.hits:
        if at <= hit.start < phrase.end and hit.term.kind is Kind.ADJECTIVE:
            pieces.append(scan.text[at : hit.start])
            at = hit.end
    pieces.append(scan.text[at : phrase.end])
    return " ".join("".join(pieces).split())


def _serve(person: Person, leader: Leader, serves: bool) -> None:
    """What is known of the person, where the page does not say it."""
    if person.party is None:
        person.party = leader.state
    if serves and (person.greeted or not person.offices):
        base, _, topic = leader.office.partition(":")
        person.offices.add(base)
        person.topics |= {topic} - {""}


def _same(words: Sequence[str], known: Sequence[str]) -> bool:
    """Whether `words` are a shorter or respelled form of the name `known` (or the other way round)."""
    if not words:
        return False
    if len(words) == len(known) and len(words) > 1:
        pairs = list(zip(sorted(words), sorted(known), strict=True))
        return all(close(a, b) for a, b in pairs)
    short, long = (words, known) if len(words) < len(known) else (known, words)
    if len(short) == 1:
        return short[0] in (long[-1], long[0]) or (len(long) > 2 and short[0] in long[1:])
    return all(word in long for word in short)
