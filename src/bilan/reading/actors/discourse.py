"""Who is meant by an office alone, "his counterpart", "the latter", "the two men"."""

from bilan.model.mention import Actor, Gap
from bilan.reading.actors.holding import LEADERS, across, bears, couple, holds, opposite
from bilan.reading.actors.making import Form, mention
from bilan.reading.actors.naming import Namer, Naming
from bilan.reading.actors.people import People, Person, held
from bilan.reading.actors.phrase import Phrase
from bilan.reading.actors.scan import Hit, Scan
from bilan.reading.actors.terms import COLLEAGUE, COUNTERPART, HOST, Kind
from bilan.reading.actors.wording import Wording
from bilan.reading.folding import fold

# Offices that many hold: without a name they are nobody.
GENERAL = frozenset(
    {
        *("head", "member", "official", "delegate", "representative", "founder", "junta-member", "opposition"),
        *("leader", "prince", "judge", "diplomat", "adviser", "member-of-parliament", "mediator", "negotiator"),
    }
)
REACH = 600  # characters back for "the latter" and "the two men"


class Discourse:
    """Mentions without a name, resolved in text order while persons' last places move on."""

    def __init__(self, scan: Scan, people: People, namer: Namer, wording: Wording, *, sides: tuple[str, ...]) -> None:
        """`sides`: the two states that the document is about, if it is about two."""
        self._scan, self._people, self._namer, self._home = scan, people, namer, people.home
        self._sides, self.wording = sides, wording
        self._holders: dict[tuple[str | None, str, frozenset[str]], tuple[str, str]] = {}
        self.actors: list[Actor] = []
        self.gaps: list[Gap] = []

    def office(self, phrase: Phrase) -> None:
        """An office phrase that no name stands by."""
        if phrase.term.head is None or phrase.determiner == "a":
            return
        if phrase.term.plural and (phrase.pair or self._namer.grammar.of_two(self._scan.plain, phrase.start) >= 0):
            self._both(phrase)
        elif phrase.term.plural:
            self._plural(phrase)
        elif phrase.determiner in ("the", "our", "his", "this") or phrase.states:
            self._single(phrase, phrase.topics, self._state(phrase))

    def counterpart(self, hit: Hit) -> None:
        """ "son homologue russe", "sa collègue", "son hôte": who holds the like office on the other side."""
        start, determiner, _ = self._scan_noun(hit.start)
        relation = hit.term.values[0]
        if hit.term.plural or (determiner != "his" and relation != COUNTERPART):
            return
        states: list[str] = []
        end = self._namer.qualified(self._scan, hit, states) if relation != HOST else hit.end
        if end <= hit.start:
            return
        subject = self._subject(hit.start, states)
        found = self._related(relation, subject, states, hit)
        if found is not None:
            self._put(start, end, found, "pronoun")
        else:
            self._called(start, end, hit, subject, states[0] if states else None)

    def _related(self, relation: str, subject: Person | None, states: list[str], hit: Hit) -> Person | None:
        if relation == HOST:
            return across(self._people.persons, subject.party) if subject is not None and subject.party else None
        topics = frozenset(self._namer.portfolios(self._scan, hit)) if relation == COLLEAGUE else frozenset()
        if topics:
            pool = [p for p in self._people.persons if p is not subject and bears(p, "minister", topics)]
            return pool[0] if len(pool) == 1 else None
        return self._opposite(subject, states)

    def _called(self, start: int, end: int, hit: Hit, subject: Person | None, party: str | None) -> None:
        """A counterpart who is not named: an office of that state without a holder."""
        if subject is not None and party is not None and hit.term.values[0] != HOST:
            name = " ".join(self._scan.text[hit.start : end].split())
            key, name = self._holder(party, min(subject.offices, default=""), frozenset(subject.topics), name)
            self.actors.append(mention((start, end), "person", key, name, party, form="role", role=None))
        self.gaps.append(Gap(start=start, end=end, step="actors", reason="counterpart: nobody named"))

    def visitor(self, hit: Hit) -> None:
        """ "le visiteur": the one named before who is of another state than the writer's."""
        pool = [p for p in self._ranked(hit.start) if p.offices and p.party not in (None, self._home)]
        if self._home is not None and pool and len({p.party for p in pool}) == 1:
            self._put(hit.start, hit.end, pool[0], "pronoun")
        else:
            self._open(hit, "visitor: which one")

    def _open(self, hit: Hit, reason: str) -> None:
        self.gaps.append(Gap(start=hit.start, end=hit.end, step="actors", reason=reason))

    def shared(self, person: Person, naming: Naming) -> str | None:
        """The office that "son homologue X" gives X: that of whoever it is said of; and the party of the other side."""
        if naming.topics:
            person.offices.add("minister")
            person.topics |= set(naming.topics)
            return None
        subject = self._subject(naming.start, list(naming.states))
        if subject is None or subject is person:
            return None
        if person.party is None and subject.party in self._sides:
            person.party = next(side for side in self._sides if side != subject.party)
        if naming.relation == HOST or subject.title is None:
            return None
        person.offices |= subject.offices
        person.topics |= subject.topics
        person.title = person.title or subject.title
        return subject.title

    def latter(self, hit: Hit) -> None:
        """ "ce dernier": whoever was named last."""
        person = self._recent(hit.start, 1)
        if person:
            self._put(hit.start, hit.end, person[0], "pronoun")
        else:
            self.gaps.append(Gap(start=hit.start, end=hit.end, step="actors", reason="nobody named before"))

    def pair(self, hit: Hit) -> None:
        """ "les deux hommes": the two persons named last, one mention each; or the two who hold the office it says."""
        if not hit.term.values:
            adjective = self._scan.here(hit.end + 1, Kind.ADJECTIVE)
            party = adjective.term.values[0] if adjective is not None and len(adjective.term.values) == 1 else None
            known = [p for p in self._recent(hit.start, 9) if party in (None, p.party)]
            self._two(hit.start, hit.end, known[:2])
            return
        base, _, topic = hit.term.values[0].partition(":")
        holders = [p for p in self._people.persons if bears(p, base, frozenset({topic} - {""}))]
        self._two(hit.start, hit.end, self._chosen(holders, hit.start, None))

    def _chosen(self, holders: list[Person], position: int, state: str | None) -> list[Person]:
        """Two of those who hold an office: those named before, the last first; else the only two of the page."""
        before = sorted((p for p in holders if 0 <= p.last < position), key=lambda p: -p.last)
        if state is not None:
            return before[:2] if len(before) >= 2 else holders if len(holders) == 2 else []
        chosen = couple(before)
        if len(chosen) < 2:
            every = couple(holders)
            chosen = every if len(every) == 2 and (len(holders) == 2 or every[0].topics & every[1].topics) else chosen
        return chosen

    def _two(self, start: int, end: int, persons: list[Person]) -> None:
        if len(persons) != 2:
            self.gaps.append(Gap(start=start, end=end, step="actors", reason="two persons: which ones"))
        for person in persons:
            self._put(start, end, person, "pronoun")

    def _both(self, phrase: Phrase) -> None:
        """ "les deux ministres": the last two who hold the office, else of the states that the phrase names."""
        if len(phrase.states) == 2:
            for code in phrase.states:
                self._single(phrase, phrase.topics, code)
            return
        state = phrase.states[0] if phrase.states else None
        holders = [p for p in self._people.persons if holds(p, phrase, phrase.topics) and state in (None, p.party)]
        chosen = self._chosen(holders, phrase.start, state)
        two = self._namer.grammar.of_two(self._scan.plain, phrase.start)
        self._two(self._scan_noun(two if two >= 0 else phrase.start)[0], phrase.end, chosen)

    def _plural(self, phrase: Phrase) -> None:
        """One mention for each portfolio or state: "les ministres maliens de l'Eau et de la Défense"."""
        office_, _ = held(phrase)
        if (
            office_ == "minister"
            and len(phrase.parts) > 1
            and len(phrase.states) < 2
            and phrase.determiner in ("the", "our", "")
        ):
            topics = phrase.topics if len(phrase.topics) == len(phrase.parts) else ()
            for index, part in enumerate(phrase.parts):
                self._single(phrase, topics[index : index + 1], self._state(phrase), part)
        elif len(phrase.states) > 1 and not phrase.topics[1:]:
            for state in phrase.states:
                self._single(phrase, phrase.topics, state)
        elif phrase.states:
            name = " ".join(self._scan.text[phrase.start : phrase.end].split())
            party = phrase.states[0]
            self.actors.append(
                Actor(
                    start=phrase.start,
                    end=phrase.end,
                    type="group",
                    key=f"group:{party}:{office_}",
                    name=name,
                    party=party,
                    parties=(party,),
                    form="role",
                )
            )

    def _single(
        self, phrase: Phrase, topics: tuple[str, ...], state: str | None, part: tuple[int, int] | None = None
    ) -> None:
        """One holder of one office: the person, if the document says who; else the office itself, or a gap."""
        candidates = [p for p in self._people.persons if holds(p, phrase, topics) and not self._other(p, phrase)]
        person = self._one(candidates, phrase, state, phrase.start)
        role = self.wording.role(phrase, part)
        form: Form = "pronoun" if phrase.term.plural else "role"
        if person is not None:
            self._settle(person, phrase, topics)
            self._put(phrase.start, phrase.end, person, form, None if _bare(phrase) else role)
        elif self._unnamed(phrase, topics, state):
            party = state or (self._home if _of_a_state(phrase) else None)
            base, wanted = held(phrase, topics)
            key, name = self._holder(party, base, wanted, self.wording.titled(phrase, party, role), role)
            span = (phrase.start, phrase.end)
            self.actors.append(mention(span, "person", key, name, party, form=form, role=role))
            self._gap(phrase, "office: holder not named")

    def _other(self, person: Person, phrase: Phrase) -> bool:
        """Whether the words mean a woman and the person is a man; an office in the masculine may be a woman's."""
        head = phrase.term.head
        said = head is not None and bool(head.feminine)
        return person.feminine is False and (
            said or self._namer.grammar.gender(self._scan.plain, phrase.noun, phrase.start) is True
        )

    def _unnamed(self, phrase: Phrase, topics: tuple[str, ...], state: str | None) -> bool:
        """Whether the office tells somebody apart though no name is known."""
        head = phrase.term.head
        if head is None or phrase.former or head.family == "rank" or head.office in GENERAL:
            return False
        if (head.family == "body" and not phrase.completed) or (head.family == "diplomat" and state is None):
            return False
        if head.office == "minister" and not topics and not phrase.states:
            self._gap(phrase, "office: holder unknown")
            return False
        if _of_a_state(phrase) and state is None and self._home is None and not phrase.completed:
            self._gap(phrase, "office: state unknown")
            return False
        return True

    def _gap(self, phrase: Phrase, reason: str) -> None:
        self.gaps.append(Gap(start=phrase.start, end=phrase.end, step="actors", reason=reason))

    def _one(self, candidates: list[Person], phrase: Phrase, state: str | None, start: int) -> Person | None:
        """The only candidate of that state; an office that each state has one of is the writer's own where no state is
        named; for a bare office, whoever was named last."""
        head = phrase.term.head
        alike = [p for p in candidates if head is not None and head.base in p.phrases]
        own = state is None and self._own(phrase)
        if own and self._home is not None:
            state = self._home
        if state is not None:
            for pool in (
                [p for p in alike if p.party == state],
                [p for p in candidates if p.party == state],
                [p for p in alike if p.party is None],
                [p for p in candidates if p.party is None],
            ):
                if pool:
                    return pool[0] if len(pool) == 1 else self._latest(pool, start)
            return None
        if len(candidates) == 1:
            return candidates[0]
        if own and len(alike) == 1:
            return alike[0]
        return self._latest(alike or candidates, start)

    def _own(self, phrase: Phrase) -> bool:
        """Whether the office names its holder without more: "le Premier ministre", "le ministre de la Défense"."""
        head = phrase.term.head
        if (
            head is None
            or head.family != "state"
            or phrase.grouping
            or phrase.organ is not None
            or phrase.determiner == "this"
        ):
            return False
        return bool(phrase.topics) or " " in head.base or ":" in head.office

    def _settle(self, person: Person, phrase: Phrase, topics: tuple[str, ...]) -> None:
        """What an office without a name says of its holder."""
        base, known = held(phrase, topics)
        if person.party is None and base and (phrase.determiner == "our" or (self._own(phrase) and not phrase.states)):
            person.party = self._home
        if base in person.offices or not person.topics:
            person.topics |= known

    def _latest(self, pool: list[Person], start: int) -> Person | None:
        """Whoever was named last, one who was named as another's counterpart only after the others."""
        before = [p for p in pool if 0 <= p.last < start]
        told = [p for p in before if p.last != p.beside] or before
        return max(told, key=lambda p: p.last) if told else None

    def parties(self) -> dict[str, str]:
        """Persons' parties, as known at the end."""
        return {p.key: p.party for p in self._people.persons if p.party is not None}

    def _state(self, phrase: Phrase) -> str | None:
        if phrase.states:
            return phrase.states[0]
        return self._home if phrase.determiner == "our" else None

    def _scan_noun(self, start: int) -> tuple[int, str, bool]:
        return self._namer.grammar.determined(self._scan.plain, start)

    def _subject(self, position: int, states: list[str]) -> Person | None:
        ranked = [p for p in self._ranked(position) if not states or p.party != states[0]]
        return ranked[0] if ranked and position - ranked[0].last < REACH else None

    def _opposite(self, subject: Person | None, states: list[str]) -> Person | None:
        """The one person of that state who shares an office with `subject`."""
        if subject is None:
            pool = [p for p in self._people.persons if states and p.party == states[0]]
            return pool[0] if len(pool) == 1 else None
        return opposite(self._people.persons, subject, states[0] if states else None)

    def _ranked(self, position: int) -> list[Person]:
        """Persons named before `position`, the last named first."""
        return sorted((p for p in self._people.persons if 0 <= p.last < position), key=lambda p: -p.last)

    def _recent(self, position: int, count: int) -> list[Person]:
        return [p for p in self._ranked(position) if position - p.last < REACH][:count]

    def _holder(
        self, party: str | None, office_: str, topics: frozenset[str], name: str, role: str = ""
    ) -> tuple[str, str]:
        words = f"role:{party}:{fold(role or name)}"
        return self._holders.setdefault((party, office_, topics), (words, name))

    def _put(self, start: int, end: int, person: Person, form: Form, role: str | None = None) -> None:
        person.last = max(person.last, start)
        self.actors.append(mention((start, end), "person", person.key, person.name, person.party, form=form, role=role))


def _of_a_state(phrase: Phrase) -> bool:
    """Whether the office is one of a state as such, not of a grouping or a body."""
    head = phrase.term.head
    return head is not None and head.family == "state" and not phrase.grouping and phrase.organ is None


def _bare(phrase: Phrase) -> bool:
    """Whether the words say too little to be noted as an office ("le ministre", "le général")."""
    head = phrase.term.head
    if head is None or head.family == "rank":
        return True
    return not (phrase.completed or phrase.states or ":" in head.office or head.office in LEADERS)
