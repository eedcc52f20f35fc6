"""What the door knows of words: which carry a negation, a number, a state. Built once from knowledge."""

import re

from bilan.knowledge.cues import Cues
from bilan.knowledge.states import StateKnowledge
from bilan.reading.folding import fold, key
from bilan.reading.numbers import NumberReader

_WORD = re.compile(r"[^\W_]+'?")
_HALT = re.compile(r"[.!?;:…\n]")
_REACH = 48  # characters before a passage within which the first half of its negation may stand
_CLOSE = 4  # words within which the two halves of a negation stand


class DoorWords:
    """Looked up by the door."""

    def __init__(self, cues: Cues, states: StateKnowledge, numbers: NumberReader) -> None:
        self._numbers = numbers
        self._clitic = cues.negation.clitic
        self._second = cues.negation.words
        self._leading = (*cues.negation.phrases, *(f"{p[:-1]}'" for p in cues.negation.phrases if p.endswith("e")))
        self._determiners = cues.clause.determiners
        self._negating = frozenset(word.rstrip("'") for word in (*cues.negation.clitic, *cues.negation.words)) | {
            phrase for phrase in cues.negation.phrases if " " not in phrase
        }
        self.state_names = _state_names(states)
        self._state_words = _state_words(states)

    def kind(self, words: str, *, first: bool = False) -> str:
        """What words in which two texts differ are: `number`, `negation`, `country`, `name`, `word` or `punctuation`.

        `first` says that they open the quote, where a capital means nothing.
        """
        folded = fold(words)
        if any(char.isdigit() for char in words) or self._numbers.find(folded, 0, len(folded)):
            return "number"
        tokens = words.split()
        if any(fold(token) in self._negating for token in tokens):
            return "negation"
        if key(words) in self._state_words or any(key(token) in self._state_words for token in tokens):
            return "country"
        if any(token[0].isupper() for token in (tokens[1:] if first else tokens)):
            return "name"
        return "word" if any(char.isalnum() for char in words) else "punctuation"

    def cuts_number(self, folded: str, start: int, end: int) -> bool:
        """Whether the passage begins or ends inside a numeral ("50" of "50 000", "5 milliards" of "1,5 milliards")."""
        low, high = line(folded, start, end)
        for number in self._numbers.find(folded, low, high):
            if number.start < start < number.end or number.start < end < number.end:
                return True
        return False

    def cuts_negation(self, folded: str, start: int, end: int) -> bool:
        """Whether a negation of what the passage tells stands, wholly or by half, just outside it."""
        before = _before(folded, start)
        if self._led(folded, start) or self._behind_clitic(before):
            return True
        inside = _WORD.findall(folded, start, end)
        for at in range(len(inside) - 1, -1, -1):
            if inside[at] in self._clitic:
                rest = inside[at + 1 :]
                if not self._second.isdisjoint(rest) or len(rest) >= 2 * _CLOSE:
                    return False
                return not self._second.isdisjoint(_after(folded, end))
        return False

    def _behind_clitic(self, before: list[str]) -> bool:
        """The passage opens in a verb group, or behind one, whose negation has begun before it."""
        return not self._clitic.isdisjoint(before[-_CLOSE:])

    def _led(self, folded: str, start: int) -> bool:
        """A word that denies what follows stands right before the passage, or before its article."""
        lead = " ".join(_before(folded, start))
        last = lead.rsplit(" ", 1)[-1]
        shorter = lead[: -len(last)].rstrip() if last in self._determiners else lead
        return any(f" {text}".endswith(f" {phrase}") for text in (lead, shorter) for phrase in self._leading)

    def numbers_in(self, folded: str, start: int, end: int) -> set[float]:
        """The values of the numerals of a stretch."""
        return {number.value for number in self._numbers.find(folded, start, end)}


def line(text: str, start: int, end: int) -> tuple[int, int]:
    """The paragraph or paragraphs that hold a passage: a line end always ends one."""
    low = text.rfind("\n", 0, start) + 1
    high = text.find("\n", end)
    return low, len(text) if high < 0 else high


def _before(folded: str, start: int) -> list[str]:
    """The words of its clause before an offset, in order; what stands between two commas is passed over."""
    stretch = _HALT.split(folded[max(0, start - _REACH) : start])[-1].rstrip()
    if stretch.endswith(","):
        stretch = stretch[:-1].rpartition(",")[0]
    return _WORD.findall(stretch.rpartition(",")[2])


def _after(folded: str, end: int) -> list[str]:
    stretch = _HALT.split(folded[end : end + _REACH])[0]
    return _WORD.findall(stretch)[:_CLOSE]


def _state_names(states: StateKnowledge) -> dict[str, str]:
    """Every name of a state, as `folding.key` writes it, with its code."""
    return {key(name): code for code, words in states.words.states.items() for name in words.names}


def _state_words(states: StateKnowledge) -> frozenset[str]:
    """Names, adjectives, capitals and by-names, and the longer words that the usual names are made of."""
    whole: set[str] = set()
    parts: set[str] = set()
    for words in states.words.states.values():
        forms = [form for adjective in words.adjective for form in states.forms(adjective)]
        whole.update(map(key, (*words.names, *words.capital, *words.bynames, *words.seats, *forms)))
        parts.update(part for part in key(words.name).split() if len(part) > 4)
    return frozenset(whole | parts)
