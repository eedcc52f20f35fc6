"""Phrases looked up at a token: the longest that starts there, or that ends right before it."""

from collections.abc import Iterable
from typing import Generic, NamedTuple, TypeVar

from bilan.reading.folding import fold, unaccented
from bilan.reading.numbers.tokens import Tokens, tokenize

Payload = TypeVar("Payload")


class Found(NamedTuple, Generic[Payload]):
    """`tokens[first:end]` is the phrase."""

    first: int
    end: int
    payload: Payload


class Phrases(Generic[Payload]):
    """Phrases with what each means; of equal ones the first holds. Forms without accents are known too."""

    def __init__(self, pairs: Iterable[tuple[str, Payload]]) -> None:
        table: dict[tuple[str, ...], Payload] = {}
        for phrase, payload in pairs:
            folded = fold(phrase)
            words = tokenize(folded, 0, len(folded)).words
            table.setdefault(tuple(words), payload)
            table.setdefault(tuple(unaccented(word) if len(word) > 1 else word for word in words), payload)
        self._by_first: dict[str, list[tuple[tuple[str, ...], Payload]]] = {}
        self._by_last: dict[str, list[tuple[tuple[str, ...], Payload]]] = {}
        for parts, payload in sorted(table.items(), key=lambda item: -len(item[0])):
            self._by_first.setdefault(parts[0], []).append((parts, payload))
            self._by_last.setdefault(parts[-1], []).append((parts, payload))

    def at(self, tokens: Tokens, at: int) -> Found[Payload] | None:
        """The longest phrase that starts at token `at`."""
        if at >= len(tokens.words):
            return None
        for words, payload in self._by_first.get(tokens.words[at], ()):
            if len(words) == 1 or tuple(tokens.words[at : at + len(words)]) == words:
                return Found(at, at + len(words), payload)
        return None

    def before(self, tokens: Tokens, at: int) -> Found[Payload] | None:
        """The longest phrase whose last token is `at - 1`."""
        if at <= 0:
            return None
        for words, payload in self._by_last.get(tokens.words[at - 1], ()):
            first = at - len(words)
            if first >= 0 and (len(words) == 1 or tuple(tokens.words[first:at]) == words):
                return Found(first, at, payload)
        return None
