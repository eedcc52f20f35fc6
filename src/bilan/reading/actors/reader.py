"""The actors of a document, from its sentences."""

from collections.abc import Sequence

from bilan.knowledge.actors import ActorKnowledge
from bilan.model.mention import Actor, Gap
from bilan.reading.actors.bodying import Bodier
from bilan.reading.actors.casting import Casting
from bilan.reading.actors.discourse import Discourse
from bilan.reading.actors.escorts import Escorts
from bilan.reading.actors.grammar import Grammar
from bilan.reading.actors.introducing import Introducer
from bilan.reading.actors.naming import Namer, Naming
from bilan.reading.actors.people import People
from bilan.reading.actors.phrase import Phrase
from bilan.reading.actors.phrases import Parser
from bilan.reading.actors.scan import Scan, Vocabulary
from bilan.reading.actors.stating import Stater
from bilan.reading.actors.terms import Kind, plain, terms
from bilan.reading.actors.wording import Wording
from bilan.reading.folding import fold
from bilan.reading.sentences import Sentence

_NATIONAL = frozenset(
    {"head-of-government", "deputy-head-of-government", "minister", "deputy-minister", "state-secretary"}
)


class ActorReader:
    """Finds who acts. Built once from knowledge; `find` holds no state between documents."""

    def __init__(self, knowledge: ActorKnowledge) -> None:
        self._knowledge = knowledge
        self._vocabulary = Vocabulary(terms(knowledge), knowledge.names, _prefixes(knowledge))
        self._grammar = Grammar(knowledge)
        parser = Parser(self._grammar)
        self._namer = Namer(parser)
        self._escorts = Escorts(self._grammar)
        self._introducer = Introducer(self._namer)
        self._stater = Stater(knowledge)
        self._bodier = Bodier(parser, self._stater, knowledge)

    def find(
        self,
        text: str,
        folded: str,
        sentences: Sequence[Sentence],
        home: str | None,
        published: str | None = None,
    ) -> tuple[list[Actor], list[Gap]]:
        """Mentions by start (the wider first at one start), and what stayed open.

        `sentences` are the article's, in text order; `published` its day, by which known persons hold office or not.
        Two mentions may have one span: "les deux ministres" is a mention of each; a name with two offices has a mention
        for each office.
        """
        scan = Scan(self._vocabulary, text, folded, sentences)
        phrases = self._namer.phrases(scan)
        namings = list(self._namer.namings(scan, phrases))
        people = People(scan, home)
        people.add(namings)
        people.greet(scan.hits, self._knowledge.leaders, int(published[:4]) if published else None)
        self._introducer.introduce(scan, people, namings, phrases, home)
        self._parties(scan, people, namings, home)
        chosen = self._stater.chosen(scan)
        states, gaps = self._stater.mentions(scan, chosen, home)
        states = [actor for actor in states if not _within(actor, people)]
        pairs, open_pairs = self._stater.pairs(scan, states)
        sides = self._stater.dominant(states) or ()
        if home is None:
            _unmarked(people, namings, sides)
        bodies = [a for a in self._bodier.find(scan, home, chosen, phrases, sides) if not _within(a, people)]
        discourse = Discourse(scan, people, self._namer, Wording(scan, self._namer, self._stater), sides=sides)
        persons, open_persons = Casting(scan, people, discourse, namings).mentions(phrases)
        bodies = self._escorts.settle(scan, bodies, persons, sides)
        actors = sorted([*states, *pairs, *bodies, *persons], key=lambda a: (a.start, -a.end))
        return actors, sorted([*gaps, *open_pairs, *open_persons], key=lambda g: g.start)

    def _parties(self, scan: Scan, people: People, namings: Sequence[Naming], home: str | None) -> None:
        """Parties that the phrase itself does not give: by "dont", by the writer's own offices."""
        for naming in sorted(namings, key=lambda n: n.start):
            person = people.of.get(naming.name)
            if person is not None and person.party is None:
                person.party = self._among(scan, naming)
        for naming in namings:
            person = people.of.get(naming.name)
            if person is not None and person.party is None and any(_own(phrase) for phrase in naming.roles):
                person.party = home

    def _among(self, scan: Scan, naming: Naming) -> str | None:
        """The state before "dont" in the sentence: "des représentants russes, dont le général X"."""
        first = scan.sentences[scan.sentence(naming.start)].start
        openings = [match.start() for match in self._grammar.among.finditer(scan.plain, first, naming.start)]
        if not openings or self._grammar.ends_with_of(scan.plain, naming.start):
            return None
        codes = [
            hit.term.values[0]
            for hit in scan.hits
            if first <= hit.start < openings[-1]
            and hit.term.kind in (Kind.ADJECTIVE, Kind.STATE)
            and len(hit.term.values) == 1
        ]
        return codes[-1] if codes else None


def _prefixes(knowledge: ActorKnowledge) -> dict[str, str]:
    records = knowledge.states.words.states.items()
    return {plain(fold(prefix)): code for code, names in records for prefix in names.prefix if "-" not in prefix}


def _own(phrase: Phrase) -> bool:
    """Whether the office is by default one of the writer's state."""
    head = phrase.term.head
    if head is None or head.family != "state" or phrase.grouping or phrase.organ is not None:
        return False
    national = head.office in _NATIONAL or head.office.startswith("minister")
    return bool(phrase.topics) or national or " " in head.base


def _unmarked(people: People, namings: Sequence[Naming], sides: tuple[str, ...]) -> None:
    """Where all offices of one side are said with its name ("le ministre serbe"), those without are the other's."""
    marked = {code for naming in namings for role in naming.roles for code in role.states if code in sides}
    if len(marked) != 1 or len(sides) != 2:
        return
    other = next(code for code in sides if code not in marked)
    for naming in namings:
        person = people.of.get(naming.name)
        if person is not None and person.party is None and any(_own(role) and not role.former for role in naming.roles):
            person.party = other


def _within(actor: Actor, people: People) -> bool:
    """Whether a mention lies inside somebody's name."""
    return any(span.start <= actor.start and actor.end <= span.end for span in people.of)
