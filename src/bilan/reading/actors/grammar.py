"""The small words around names, compiled once: prepositions, determiners, conjunctions."""

import re
from collections.abc import Iterable

from bilan.knowledge.actors import ActorKnowledge
from bilan.knowledge.roles import Head
from bilan.reading.actors.terms import plain
from bilan.reading.folding import fold


class Grammar:
    """Patterns over plain text (`terms.plain`); each `match` starts at a position and eats the space after the word."""

    def __init__(self, knowledge: ActorKnowledge) -> None:
        words, bodies = knowledge.roles.grammar, knowledge.organisations.words.grammar
        self.of = _pattern(words.of)
        self.to = _pattern(words.to)
        self.charged = _pattern(words.charged)
        self.also = _pattern(words.also)
        self.article = _pattern(words.article)
        self.link = _pattern((*words.link, *words.acting))
        self.among = _pattern(words.among)
        self.before = _pattern(knowledge.roles.before.words)
        self.lists = _pattern(bodies.lists)
        self.inside = _pattern(bodies.inside)
        self.reach, self.near = tuple(_folded(words.reach)), tuple(_folded(words.near))
        self.through = _pattern(bodies.through)
        self.infinitives = tuple(_folded(words.infinitives))
        self.adjectival = tuple(_folded(words.adjective_endings))
        self.stops = frozenset(plain(fold(word)) for word in bodies.stops)
        self.former = frozenset(plain(fold(word)) for word in knowledge.roles.before.former)
        kinds = (
            ("a", words.indefinite),
            ("the", words.definite),
            ("our", words.ours),
            ("his", words.his),
            ("this", words.this),
        )
        self.determiner = {word: kind for kind, forms in kinds for word in _folded(forms)}
        self.bare = tuple(word if word.endswith("'") else f" {word} " for word in _folded(words.bare_of))
        self.two = tuple(_folded(words.two))
        self.plural = frozenset(_folded(words.plural))
        self._feminine, self._masculine = frozenset(_folded(words.feminine)), frozenset(_folded(words.masculine))
        self.ladies = frozenset(_folded(words.ladies))
        self.premodifiers = frozenset(_folded(knowledge.roles.before.words))

    def ends_with_of(self, text: str, at: int) -> bool:
        """Whether an "of" ends at `at`."""
        return any(match.end() == at for match in self.of.finditer(text, max(0, at - 7), at))

    def bare_of(self, text: str, at: int) -> bool:
        """Whether an "of" without article ends at `at` ("d'impulser", never "du pouvoir")."""
        return text.endswith(self.bare, 0, at)

    def of_two(self, text: str, at: int) -> int:
        """Where "deux" starts if it ends just before `at`, else -1."""
        for word in self.two:
            if text.endswith(word + " ", 0, at):
                return at - len(word) - 1
        return -1

    def feminine(self, head: Head) -> bool:
        """Whether an adjective behind the office is feminine: by the noun that ends it, else by who holds it."""
        words = plain(fold(head.base)).split()
        if len(words) > 1 and (words[-2] in self._feminine or words[-2] in self._masculine):
            return words[-2] in self._feminine
        return bool(head.feminine) and len(words) == 1

    def gender(self, text: str, start: int, end: int) -> bool | None:
        """Whether a word of `text[start:end]`, a determiner, is feminine; None where it does not say."""
        words = text[start:end].split()
        if any(word in self._feminine for word in words):
            return True
        return False if any(word in self._masculine for word in words) else None

    def determined(self, text: str, start: int) -> tuple[int, str, bool]:
        """Where the noun phrase whose head stands at `start` begins, its determiner's kind ("" if none), and whether a
        word before the head says the office is no longer held. Walks back over at most four words."""
        former = False
        for _ in range(4):
            end = start
            while end > 0 and text[end - 1] in ' "«“':
                end -= 1
            begin = end
            while begin > 0 and (text[begin - 1].isalnum() or (text[begin - 1] == "'" and begin == end)):
                begin -= 1
            word = text[begin:end]
            if word in self.determiner:
                return begin, self.determiner[word], former
            if word not in self.premodifiers:
                break
            former = former or word in self.former
            start = begin
        return start, "", former


def _folded(words: Iterable[str]) -> list[str]:
    return [plain(fold(word)) for word in words]


def _pattern(words: Iterable[str]) -> "re.Pattern[str]":
    """Any of `words` as whole words, longest first, with the space before and after."""
    parts = []
    for word in sorted(_folded(words), key=len, reverse=True):
        parts.append(re.escape(word) + (" ?" if word.endswith("'") else r"(?!\w) ?"))
    return re.compile(" ?(?:" + "|".join(parts) + ")")
