"""The lexicon of the actors reader: every phrase that knowledge gives, with what it is."""

from collections.abc import Iterator
from enum import IntEnum
from typing import NamedTuple

from bilan.knowledge.actors import ActorKnowledge
from bilan.knowledge.organisations import heads
from bilan.knowledge.roles import Head, RoleWords
from bilan.knowledge.states import StateNames
from bilan.reading.folding import fold, unaccented


class Kind(IntEnum):
    """What a phrase is."""

    STATE = 0
    ADJECTIVE = 1
    CAPITAL = 2
    SEAT = 3
    BYNAME = 4
    NOTHING = 5
    GROUPING = 6
    ORGANISATION = 7
    ROLE = 8
    TITLE = 9
    PORTFOLIO = 10
    ORGAN = 11
    MINISTRY = 12
    MISSION = 13
    BODY = 14
    GROUP = 15
    AFTER = 16
    LATTER = 17
    PAIR_PEOPLE = 18
    PAIR_STATES = 19
    HOME = 20
    COUNTERPART = 21
    LED = 22
    LEADER = 23
    TOWN = 24
    VISITOR = 25
    HEADS = 26


# Found only where the page writes a capital: they are names.
NAMES = frozenset(
    {Kind.STATE, Kind.CAPITAL, Kind.SEAT, Kind.NOTHING, Kind.GROUPING, Kind.ORGANISATION, Kind.LEADER, Kind.TOWN}
)
# Names in which no other state is meant.
CLOSED = frozenset({Kind.NOTHING, Kind.GROUPING, Kind.ORGANISATION})
# What somebody is to the person spoken of, where an office is not said.
COUNTERPART, COLLEAGUE, HOST = "counterpart", "colleague", "host"
STATE_KINDS = frozenset({Kind.STATE, Kind.ADJECTIVE, Kind.CAPITAL, Kind.SEAT, Kind.BYNAME})


class Term(NamedTuple):
    """`values`: codes of states, or one id; `plural` for heads of bodies and offices; `head` of an office;
    `state` a known body's."""

    kind: Kind
    phrase: str
    values: tuple[str, ...]
    exact: bool = False
    plural: bool = False
    needs: bool = False
    head: Head | None = None
    base: str = ""
    state: str | None = None


def plain(folded: str) -> str:
    """Folded text without accents, hyphens as spaces; same length. What the lexicon is matched against."""
    return unaccented(folded).replace("-", " ")


def terms(knowledge: ActorKnowledge) -> Iterator[Term]:
    """Everything, in no order."""
    yield from _states(knowledge)
    yield from _groupings(knowledge)
    yield from _organisations(knowledge)
    yield from _roles(knowledge)
    for id_, leader in knowledge.leaders.items():
        yield from (Term(Kind.LEADER, name, (id_,)) for name in leader.names)
    for code, towns in knowledge.towns.items():
        yield from (Term(Kind.TOWN, town, (code,)) for town in towns)


def _states(knowledge: ActorKnowledge) -> Iterator[Term]:
    words = knowledge.states.words
    ambiguous = {fold(word) for record in words.ambiguous for word in record.words}
    for code, names in words.states.items():
        yield from _named(code, names)
        for adjective in names.adjective:
            for form in dict.fromkeys(knowledge.states.forms(adjective)):
                if fold(form) not in ambiguous:
                    yield Term(Kind.ADJECTIVE, form, (code,))
    for record in words.ambiguous:
        for word in record.words:
            yield Term(Kind.STATE if word[0].isupper() else Kind.ADJECTIVE, word, record.states)
    for phrase in words.nothing.words:
        yield Term(Kind.NOTHING, phrase, ())


def _named(code: str, names: StateNames) -> Iterator[Term]:
    """A state's names, capital, palaces, by-names and army."""
    for name in names.names:
        yield Term(Kind.STATE, name, (code,), _lettered(name), needs=names.needs is not None and name == names.name)
    yield from (Term(Kind.CAPITAL, capital, (code,)) for capital in names.capital if capital not in names.names)
    yield from (Term(Kind.SEAT, seat, (code,)) for seat in names.seats)
    yield from (Term(Kind.BYNAME, byname, (code,)) for byname in names.bynames)
    yield from (Term(Kind.ORGANISATION, army, (code, "army"), _lettered(army)) for army in names.army)


def _groupings(knowledge: ActorKnowledge) -> Iterator[Term]:
    for id_, names in knowledge.groupings.names.items():
        for name in (names.name, *names.also):
            yield Term(Kind.GROUPING, name, (id_,), _lettered(name))
        for acronym in names.acronyms:
            yield Term(Kind.GROUPING, acronym, (id_,), True)
        for form in names.adjective:
            yield Term(Kind.AFTER, form, (id_,))


def _organisations(knowledge: ActorKnowledge) -> Iterator[Term]:
    for id_, organisation in knowledge.organisations.known.items():
        for name in organisation.names:
            yield Term(Kind.ORGANISATION, name, (id_,), _lettered(name), state=organisation.state)
    words = knowledge.organisations.words
    tables = (
        (Kind.ORGAN, words.organs),
        (Kind.MINISTRY, words.ministries),
        (Kind.MISSION, words.missions),
        (Kind.BODY, words.bodies),
        (Kind.GROUP, words.groups),
    )
    for kind, table in tables:
        for form, plural, singular, value in heads(table):
            yield Term(kind, form, (value,), plural=plural, base=singular)
    for phrase in words.nobody.words:
        yield Term(Kind.NOTHING, phrase, ())
    for word in words.grammar.adjectives:
        yield Term(Kind.AFTER, word, ())


def _roles(knowledge: ActorKnowledge) -> Iterator[Term]:
    words = knowledge.roles
    for head in words.heads():
        yield Term(Kind.ROLE, head.form, (head.office,), plural=head.plural, head=head)
    for title in (*words.titles.civil, *words.titles.learned):
        yield Term(Kind.TITLE, title, ("civil",))
    for title in words.titles.honour:
        yield Term(Kind.TITLE, title, ("honour",))
    for word in words.after.words:
        yield Term(Kind.AFTER, word, ())
    for portfolio, phrases in words.portfolios.items():
        for phrase in phrases:
            yield Term(Kind.PORTFOLIO, phrase, (portfolio,))
    yield from _references(words)


def _references(words: RoleWords) -> Iterator[Term]:
    references = words.references
    lists = (
        (Kind.LATTER, references.latter),
        (Kind.PAIR_PEOPLE, references.pair_people),
        (Kind.PAIR_STATES, references.pair_states),
        (Kind.HOME, references.home),
        (Kind.VISITOR, references.visitor),
        (Kind.LED, words.grammar.led_by),
        (Kind.HEADS, words.grammar.heads),
    )
    for kind, phrases in lists:
        for phrase in phrases:
            yield Term(kind, phrase, ())
    for phrase, office in references.pair_offices.items():
        yield Term(Kind.PAIR_PEOPLE, phrase, (office,))
    relations = ((COUNTERPART, references.counterpart), (COLLEAGUE, references.colleague), (HOST, references.host))
    for relation, forms in relations:
        for singular, _, plural in (form.partition("/") for form in forms):
            yield Term(Kind.COUNTERPART, singular, (relation,))
            if plural:
                yield Term(Kind.COUNTERPART, plural, (relation,), plural=True)


def _lettered(name: str) -> bool:
    """Whether `name` is letters rather than a word: an acronym, or so short that only its exact form is safe."""
    letters = [c for c in name if c.isalpha()]
    return " " not in name and (len(letters) <= 4 or sum(c.isupper() for c in letters) > len(letters) // 2)
