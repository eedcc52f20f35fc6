"""Who is meant by an office alone, "his counterpart", "the latter", "the two men"."""

from bilan.model.mention import Actor, Gap
from bilan.reading.actors.making import Form, mention
from bilan.reading.actors.naming import Namer
from bilan.reading.actors.people import People, Person, held
from bilan.reading.actors.phrase import Phrase
from bilan.reading.actors.scan import Hit, Scan
from bilan.reading.actors.stating import Stater
from bilan.reading.folding import fold

LEADERS = frozenset({"head-of-state", "head-of-government", "leader", "supreme-leader"})
MINISTERS = frozenset({"minister", "deputy-minister", "deputy-head-of-government"})
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

    def __init__(self, scan: Scan, people: People, namer: Namer, stater: Stater, home: str | None) -> None:
        self._scan, self._people, self._namer, self._stater, self._home = scan, people, namer, stater, home
        self._holders: dict[tuple[str | None, str, frozenset[str]], tuple[str, str]] = {}
        self.actors: list[Actor] = []
        self.gaps: list[Gap] = []

    def office(self, phrase: Phrase) -> None:
        """An office phrase that no name stands by."""
        if phrase.term.head is None or phrase.determiner == "a":
            return
        if self._namer.grammar.of_two(self._scan.plain, phrase.start) >= 0:
            self._both(phrase)
        elif phrase.term.plural:
            self._plural(phrase)
        elif phrase.determiner in ("the", "our", "his", "this") or phrase.states:
            self._single(phrase, phrase.topics, self._state(phrase))

    def counterpart(self, hit: Hit) -> None:
        """ "son homologue russe": who holds the same office there."""
        states: list[str] = []
        end = self._namer.qualified(self._scan, hit, states)
        if hit.term.phrase.endswith("s") or end <= hit.start:
            return
        start, _, _ = self._scan_noun(hit.start)
        subject = self._subject(hit.start, states)
        found = self._opposite(subject, states)
        if found is not None:
            self._put(start, end, found, "pronoun")
            return
        party = states[0] if states else None
        name = " ".join(self._scan.text[hit.start : end].split())
        if subject is not None and party is not None:
            key, name = self._holder(party, min(subject.offices, default=""), frozenset(subject.topics), name)
            self.actors.append(mention((start, end), "person", key, name, party, form="role", role=None))
        self.gaps.append(Gap(start=start, end=end, step="actors", reason="counterpart: nobody named"))

    def shared(self, person: Person, states: list[str], position: int) -> str | None:
        """The office that "son homologue X" gives X: that of whoever it is said of."""
        subject = self._subject(position, states)
        if subject is None or subject is person or subject.title is None:
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
        """ "les deux hommes": the two persons named last, one mention each."""
        self._two(hit.start, hit.end, self._recent(hit.start, 2))

    def _two(self, start: int, end: int, persons: list[Person]) -> None:
        if len(persons) != 2:
            self.gaps.append(Gap(start=start, end=end, step="actors", reason="two persons: which ones"))
            return
        for person in persons:
            self._put(start, end, person, "pronoun")

    def _both(self, phrase: Phrase) -> None:
        """ "les deux ministres": the last two who hold the office, else of the states that the phrase names."""
        if len(phrase.states) == 2:
            for state in phrase.states:
                self._single(phrase, phrase.topics, state)
            return
        holders = [p for p in self._ranked(phrase.start) if self._holds(p, phrase, phrase.topics)]
        parties: list[Person] = []
        for person in holders:
            if all(person.party is None or person.party != other.party for other in parties):
                parties.append(person)
        chosen = parties[:2] if len(parties) >= 2 else holders[:2]
        if len(chosen) < 2:
            chosen = [p for p in self._people.persons if self._holds(p, phrase, phrase.topics)]
        self._two(self._scan_noun(self._namer.grammar.of_two(self._scan.plain, phrase.start))[0], phrase.end, chosen)

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
        candidates = [p for p in self._people.persons if self._holds(p, phrase, topics)]
        person = self._one(candidates, phrase, state, phrase.start)
        role = self.role(phrase, part)
        if person is not None:
            self._settle(person, phrase, topics)
            self._put(phrase.start, phrase.end, person, "role", None if _bare(phrase) else role)
        elif self._unnamed(phrase, topics, state):
            party = state or (self._home if _of_a_state(phrase) else None)
            base, wanted = held(phrase, topics)
            key, name = self._holder(party, base, wanted, self._titled(phrase, party, role), role)
            span = (phrase.start, phrase.end)
            self.actors.append(mention(span, "person", key, name, party, form="role", role=role))
            self._gap(phrase, "office: holder not named")

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

    def role(self, phrase: Phrase, part: tuple[int, int] | None = None) -> str:
        """The office in the text's words, in the singular."""
        head = phrase.term.head
        assert head is not None
        text, first = self._scan.text, phrase.start + len(phrase.term.phrase)
        if part is not None:
            of = self._namer.preposition(self._scan, part[0])
            return " ".join(f"{head.base} {of}{text[part[0] : part[1]]}".split())
        if not phrase.term.plural:
            return " ".join(text[phrase.start : phrase.end].split())
        return " ".join((head.base + text[first : phrase.end]).split())

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
        before = [p for p in pool if 0 <= p.last < start]
        return max(before, key=lambda p: p.last) if before else None

    def _holds(self, person: Person, phrase: Phrase, topics: tuple[str, ...]) -> bool:
        wanted, all_topics = held(phrase, topics)
        if wanted == "minister" and not all_topics:
            return bool(person.offices & MINISTERS)
        if wanted == "leader":
            return bool(person.offices & LEADERS)
        if wanted not in person.offices:
            return False
        return not all_topics or not person.topics or bool(all_topics & person.topics)

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
        pool = [
            p
            for p in self._people.persons
            if p is not subject
            and p.offices & subject.offices
            and (p.party == states[0] if states else p.party != subject.party)
        ]
        shared = [p for p in pool if not p.topics or not subject.topics or p.topics & subject.topics]
        return shared[0] if len(shared) == 1 else None

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

    def _titled(self, phrase: Phrase, party: str | None, role: str) -> str:
        """The office with its state's name, for who is known by nothing else."""
        if phrase.states or party is None:
            return role
        return f"{role} {self._stater.of(party)}"

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
