"""Shape of `nouns.toml`, and the plural it gives."""

import msgspec

from bilan.knowledge.files import Shelf


class NounWords(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    regular: str
    same: tuple[str, ...]
    endings: tuple[tuple[str, str], ...]
    stop: frozenset[str]
    words: dict[str, str]

    def plural(self, phrase: str) -> str:
        """The plural of a noun phrase: its words are inflected up to the first of `stop`."""
        parts, done = [], False
        for word in phrase.split():
            elided = any(word.startswith(short) for short in self.stop if short.endswith("'"))
            done = done or elided or word in self.stop
            parts.append(word if done else self._word(word))
        return " ".join(parts)

    def _word(self, word: str) -> str:
        if word in self.words:
            return self.words[word]
        for singular, plural in self.endings:
            if word.endswith(singular):
                return word[: -len(singular)] + plural
        return word if word.endswith(self.same) else word + self.regular


def load(shelf: Shelf, language: str) -> NounWords:
    return shelf.read(language, "nouns", NounWords)
