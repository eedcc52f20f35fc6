"""The actors of a document, from its sentences."""

from collections.abc import Sequence

import msgspec

from bilan.knowledge.actors import ActorKnowledge
from bilan.model.mention import Actor, Gap
from bilan.reading.actors.bodying import Bodier
from bilan.reading.actors.discourse import Discourse
from bilan.reading.actors.grammar import Grammar
from bilan.reading.actors.naming import Namer, Naming
from bilan.reading.actors.people import People, Person
from bilan.reading.actors.phrases import Parser, Phrase
from bilan.reading.actors.scan import Hit, Scan, Span, Vocabulary
from bilan.reading.actors.stating import Stater
from bilan.reading.actors.terms import Kind, plain, terms
from bilan.reading.folding import fold
from bilan.reading.sentences import Sentence

_NATIONAL = frozenset(
    {"head-of-government", "deputy-head-of-government", "minister", "deputy-minister", "state-secretary"}
)


class ActorReader:
    """Finds who acts. Built once from knowledge; `find` holds no state between documents."""

    def __init__(self, knowledge: ActorKnowledge) -> None:
        prefixes = {
            plain(fold(prefix)): code
            for code, names in knowledge.states.words.states.items()
            for prefix in names.prefix
            if "-" not in prefix
        }
        self._knowledge = knowledge
        self._vocabulary = Vocabulary(terms(knowledge), knowledge.names, prefixes)
        self._grammar = Grammar(knowledge)
        self._parser = Parser(self._grammar)
        self._namer = Namer(self._parser)
        self._stater = Stater(knowledge)
        self._bodier = Bodier(self._parser, knowledge)

    def find(
        self, text: str, folded: str, sentences: Sequence[Sentence], home: str | None
    ) -> tuple[list[Actor], list[Gap]]:
        """Mentions by start (the wider first at one start) and what stayed open. `sentences` are the article's, in text order."""
        scan = Scan(self._vocabulary, text, folded, sentences)
        phrases = self._namer.phrases(scan)
        namings = list(self._namer.namings(scan, phrases))
        people = People(scan, home)
        people.add(namings)
        chosen = self._stater.chosen(scan)
        states, gaps = self._stater.mentions(scan, chosen, home)
        self._parties(scan, people, namings, home)
        persons = self._persons(scan, people, namings, phrases, home, gaps)
        bodies = [a for a in self._bodier.find(scan, home, chosen, phrases).actors if not _within(a, people)]
        states = [a for a in states if not _within(a, people)]
        pairs, pair_gaps = self._stater.pairs(scan, states)
        actors = [*states, *pairs, *bodies, *persons]
        actors.sort(key=lambda a: (a.start, -a.end))
        return actors, sorted([*gaps, *pair_gaps], key=lambda g: g.start)

    def _parties(self, scan: Scan, people: People, namings: Sequence[Naming], home: str | None) -> None:
        """Parties that the phrase itself does not give: by "dont", by the writer's own offices."""
        for naming in sorted(namings, key=lambda n: n.start):
            person = people.of.get(naming.name)
            if person is None or person.party is not None:
                continue
            person.party = self._among(scan, naming)
        for naming in namings:
            person = people.of.get(naming.name)
            if person is not None and person.party is None and any(_own(phrase) for phrase in naming.roles):
                person.party = home

    def _among(self, scan: Scan, naming: Naming) -> str | None:
        """ "des représentants russes, dont le général X": the state before "dont" in the sentence."""
        sentence = scan.sentences[scan.sentence(naming.start)]
        opening = None
        for match in self._grammar.among.finditer(scan.plain, sentence.start, naming.start):
            opening = match.start()
        if opening is None:
            return None
        if scan.plain[: naming.start].endswith(("du ", "de ")):
            return None
        codes = [
            hit.term.values[0]
            for hit in scan.hits
            if sentence.start <= hit.start < opening
            and hit.term.kind in (Kind.ADJECTIVE, Kind.STATE)
            and len(hit.term.values) == 1
        ]
        return codes[-1] if codes else None

    def _persons(
        self,
        scan: Scan,
        people: People,
        namings: Sequence[Naming],
        phrases: Sequence[Phrase],
        home: str | None,
        gaps: list[Gap],
    ) -> list[Actor]:
        """Everybody, in text order, so that whoever is referred back to has been met."""
        discourse = Discourse(scan, people, self._namer, self._stater, self._knowledge, home)
        used = {phrase.start for naming in namings if naming.name in people.of for phrase in naming.roles}
        named: dict[Span, list[Naming]] = {}
        for naming in namings:
            named.setdefault(naming.name, []).append(naming)
        events: list[tuple[int, int, object]] = []
        events += [(span.start, 0, span) for span, _ in scan.names()]
        pairs = [hit for hit in scan.hits if hit.term.kind is Kind.PAIR_PEOPLE]
        longer = {hit.start for hit in pairs for phrase in phrases if hit.start < phrase.start < hit.end < phrase.end}
        pairs = [hit for hit in pairs if hit.start not in longer]
        shadowed = {phrase.start for hit in pairs for phrase in phrases if hit.start < phrase.start < hit.end}
        events += [
            (phrase.start, 1, phrase) for phrase in phrases if phrase.start not in used and phrase.start not in shadowed
        ]
        events += [(hit.start, 2, hit) for hit in pairs]
        events += [(hit.start, 2, hit) for hit in scan.hits if hit.term.kind in (Kind.LATTER, Kind.COUNTERPART)]
        out: list[Actor] = []
        taken = [(naming.start, naming.end) for naming in namings if naming.counterpart]
        for start, _, event in sorted(events, key=lambda e: (e[0], e[1])):
            if isinstance(event, Span):
                out += self._named(scan, people, event, named.get(event, []), discourse)
            elif isinstance(event, Phrase):
                discourse.office(event)
            elif isinstance(event, Hit) and not any(s <= start < e for s, e in taken):
                {Kind.LATTER: discourse.latter, Kind.PAIR_PEOPLE: discourse.pair}.get(
                    event.term.kind, discourse.counterpart
                )(event)
        gaps += discourse.gaps
        parties = discourse.parties()
        return [_belonging(actor, parties) for actor in out + discourse.actors]

    def _named(
        self, scan: Scan, people: People, span: Span, namings: Sequence[Naming], discourse: Discourse
    ) -> list[Actor]:
        person = people.of.get(span) or people.find(span)
        if person is None:
            return []
        out = []
        for naming in namings:
            if not naming.roles:
                role = discourse.shared(person, list(naming.states), naming.start) if naming.counterpart else None
                out.append(_actor(naming.start, naming.end, person, role))
            for index, phrase in enumerate(naming.roles):
                start = naming.start if index == 0 else min(phrase.start, span.start)
                end = naming.end
                out.append(
                    _actor(
                        min(start, span.start),
                        max(end, phrase.end if phrase.start > span.start else end),
                        person,
                        discourse.role(phrase),
                    )
                )
        person.last = span.start
        return out or [_actor(span.start, span.end, person, None)]


def _actor(start: int, end: int, person: Person, role: str | None) -> Actor:
    return Actor(
        start=start, end=end, type="person", key=person.key, name=person.name, party=person.party,
        parties=(person.party,) if person.party else (), form="name", role=role,
    )  # fmt: skip


def _belonging(actor: Actor, parties: dict[str, str]) -> Actor:
    """The mention with its person's party, which a later sentence may have told."""
    party = parties.get(actor.key)
    if party is None or actor.party == party:
        return actor
    return msgspec.structs.replace(actor, party=party, parties=(party,))


def _own(phrase: Phrase) -> bool:
    """Whether the office is by default one of the writer's state."""
    head = phrase.term.head
    if head is None or head.family != "state" or phrase.grouping or phrase.organ is not None:
        return False
    return bool(phrase.topics) or head.office in _NATIONAL or head.office.startswith("minister") or " " in head.base


def _within(actor: Actor, people: People) -> bool:
    """Whether a mention lies inside somebody's name."""
    return any(span.start <= actor.start and actor.end <= span.end for span in people.of)
