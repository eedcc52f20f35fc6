"""Shape of `states.toml`: the states of the world (`world/`) and their words in one language."""

import msgspec

from bilan.errors import KnowledgeError
from bilan.knowledge.files import Shelf

CFA = frozenset({"XOF", "XAF"})


class StateFacts(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """`currency` is ISO 4217; `region` a word for tables."""

    currency: str
    region: str


class World(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """`former` maps a code no longer in use to the state that carries on."""

    states: dict[str, StateFacts]
    former: dict[str, str]


class StateNames(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One state's words; `adjective` entries are a masculine singular or four forms split by "/"."""

    name: str
    gender: str
    adjective: tuple[str, ...]
    prefix: tuple[str, ...]
    capital: tuple[str, ...]
    bare: bool = False
    formal: tuple[str, ...] = ()
    also: tuple[str, ...] = ()
    seats: tuple[str, ...] = ()
    bynames: tuple[str, ...] = ()
    army: tuple[str, ...] = ()
    needs: str | None = None

    @property
    def names(self) -> tuple[str, ...]:
        """Every name of the state itself, the usual one first."""
        return (self.name, *self.formal, *self.also)


class Inflection(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How a masculine adjective gets its other forms: endings with their feminine, and endings without plural s."""

    feminine: tuple[tuple[str, str], ...]
    invariable: tuple[str, ...]


class StateGrammar(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    articles: dict[str, str]
    of: dict[str, str]
    vowels: str
    determiners: tuple[str, ...]
    brands: frozenset[str]
    open_prefixes: frozenset[str]


class Ambiguous(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Words that may mean any of `states`."""

    words: tuple[str, ...]
    states: tuple[str, ...]


class Nothing(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Phrases that hold a state's name and mean none."""

    words: tuple[str, ...]


class StateWords(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """`states.toml` of one language."""

    inflection: Inflection
    grammar: StateGrammar
    states: dict[str, StateNames]
    ambiguous: tuple[Ambiguous, ...]
    nothing: Nothing


class StateKnowledge(msgspec.Struct, frozen=True):
    """The world's facts and one language's words; both know the same codes."""

    world: World
    words: StateWords

    def cfa(self, code: str) -> str | None:
        """ISO 4217 of the CFA franc that `code` uses, if it does."""
        facts = self.world.states.get(code)
        return facts.currency if facts is not None and facts.currency in CFA else None

    def forms(self, adjective: str) -> tuple[str, str, str, str]:
        """Masculine, feminine, masculine plural, feminine plural of an entry of `StateNames.adjective`."""
        parts = adjective.split("/")
        if len(parts) == 4:
            return parts[0], parts[1], parts[2], parts[3]
        feminine = self._feminine(adjective)
        return adjective, feminine, self._plural(adjective), self._plural(feminine)

    def _feminine(self, word: str) -> str:
        for ending, feminine in self.words.inflection.feminine:
            if word.endswith(ending):
                return word[: -len(ending)] + feminine
        return word if word.endswith("e") else word + "e"

    def _plural(self, word: str) -> str:
        return word if word.endswith(self.words.inflection.invariable) else word + "s"


def load(shelf: Shelf, language: str) -> StateKnowledge:
    """Both files. Raises KnowledgeError where they do not know the same states."""
    world, words = shelf.read("world", "states", World), shelf.read(language, "states", StateWords)
    lone = set(world.states) ^ set(words.states)
    if lone:
        raise KnowledgeError(
            f"states.toml: {', '.join(sorted(lone))} stands in one of world/ and {language}/ only; add it to both"
        )
    return StateKnowledge(world=world, words=words)
