"""Quotes made false, and quotes only written otherwise: what the door must refuse and what it must let in.

Everything is made from the quote itself by rule, so that no quote of a held-back page need be looked at.
"""

import re
import unicodedata
from collections.abc import Iterator, Mapping

from bilan.knowledge import cues, numbers, states
from bilan.knowledge.files import Shelf

_WORD = re.compile(r"[^\W\d_]+")
_NUMBER = re.compile(r"\d+")
_NAMES = ("Dupraz",)
_MARKS = ".,;:!?…"


class Falsifier:
    """Built once from knowledge: its number words, negations, and what states are called."""

    def __init__(self, shelf: Shelf) -> None:
        words = numbers.load(shelf, "fr")
        self._numbers = [*words.units, *words.tens, *words.thousands, *words.scales, *words.collectives]
        negation = cues.load(shelf, "fr").negation
        self._clitics = {word.rstrip("'") for word in negation.clitic}
        self._second = negation.words
        self._states = dict(_state_forms(states.load(shelf, "fr")))

    def number(self, quote: str) -> Iterator[str]:
        """A digit raised, a digit left out, a digit more, a number word exchanged for another."""
        for match in _NUMBER.finditer(quote):
            digits = match[0]
            last, first = digits[:-1] + _raised(digits[-1]), _raised(digits[0]) + digits[1:]
            yield from (_put(quote, match, new) for new in (last, first, "7" + digits, digits + "0"))
        for match in _WORD.finditer(quote):
            word = match[0].lower()
            if word in self._numbers and word not in ("un", "une"):
                at = self._numbers.index(word)
                yield from (_put(quote, match, self._numbers[at - step]) for step in (1, 2, 9))

    def negation(self, quote: str) -> Iterator[str]:
        """One dropped: its first half, its second, both; or one added, around every fifth word and at both ends."""
        words = list(_WORD.finditer(quote))
        halves = [m for m in words if m[0].lower() in self._clitics]
        for half in halves:
            yield _without(quote, half)
            second = next((m for m in words if m.start() > half.end() and m[0].lower() in self._second), None)
            if second is not None:
                yield _without(quote, second)
                yield _without(_without(quote, second), half)
        for word in words[1::5]:
            yield f"{quote[: word.start()]}ne {word[0]} pas{quote[word.end() :]}"
            yield f"{quote[: word.start()]}pas {quote[word.start() :]}"
        yield from (f"Aucun {quote}", f"Pas de {quote}", f"{quote} pas")

    def name(self, quote: str) -> Iterator[str]:
        """Each capitalised word exchanged, and with a letter changed."""
        for match in _WORD.finditer(quote):
            if match.start() and match[0][0].isupper() and len(match[0]) > 2:
                yield from (_put(quote, match, new) for new in _NAMES)
                yield _put(quote, match, match[0][:-1] + ("a" if match[0][-1] != "a" else "o"))

    def country(self, quote: str) -> Iterator[str]:
        """Each name and adjective of a state exchanged for another state's."""
        for match in _WORD.finditer(quote):
            others = self._states.get(match[0].lower())
            if others:
                yield from (_put(quote, match, new) for new in others)

    def word(self, quote: str) -> Iterator[str]:
        """Every fifth inner word left out, doubled, exchanged with its neighbour."""
        words = list(_WORD.finditer(quote))
        for before, word in zip(words[:-2:5], words[1:-1:5], strict=False):
            yield _without(quote, word)
            yield f"{quote[: word.start()]}{word[0]} {quote[word.start() :]}"
            if word[0].lower() != before[0].lower():
                between = quote[before.end() : word.start()]
                yield quote[: before.start()] + word[0] + between + before[0] + quote[word.end() :]


def _state_forms(known: states.StateKnowledge) -> Iterator[tuple[str, list[str]]]:
    """A word for a state, with words of the same form for three other states."""
    rows: dict[int, dict[str, str]] = {}
    for code, words in known.words.states.items():
        adjective = known.forms(words.adjective[0]) if words.adjective else ()
        for column, form in enumerate((words.name, *adjective)):
            if form.isalpha():
                rows.setdefault(column, {})[code] = form
    for row in rows.values():
        several = list(row.values())
        for at, form in enumerate(several):
            yield form.lower(), [new for new in (several[at - 1], several[at - 7], several[at - 29]) if new != form]


def _put(quote: str, match: "re.Match[str]", new: str) -> str:
    return quote[: match.start()] + new + quote[match.end() :]


def _without(quote: str, match: "re.Match[str]") -> str:
    return quote[: match.start()] + quote[match.end() :].lstrip("'’ ")


def _raised(digit: str) -> str:
    return str((int(digit) + 1) % 10)


def retyped(quote: str) -> Mapping[str, str]:
    """The same words as other keyboards, programs and models write them, by what is other in them."""
    spaced = quote.replace("« ", "«").replace("«\u00a0", "«").replace(" »", "»").replace("\u00a0»", "»")
    bare = quote.rstrip(_MARKS + " \u00a0")
    return {
        "straight apostrophes": re.sub("[’ʼ‘]", "'", quote),
        "curly apostrophes": quote.replace("'", "’"),
        "modifier apostrophes": re.sub("['’]", "ʼ", quote),
        "no-break spaces": quote.replace(" ", "\u00a0"),
        "narrow spaces": quote.replace(" ", "\u202f"),
        "plain spaces": re.sub("[\u00a0\u202f\u2009]", " ", quote),
        "double spaces": quote.replace(" ", "  "),
        "broken lines": quote.replace(" ", "\n", 3),
        "English quotation marks": re.sub("[«»]", '"', spaced),
        "curly quotation marks": spaced.replace("«", "“").replace("»", "”"),
        "French quotation marks": re.sub('"([^"]*)"', "« \\1 »", quote),
        "single quotation marks": spaced.replace("«", "‘").replace("»", "’"),
        "long dashes": quote.replace("–", "—"),
        "hard hyphens": quote.replace("-", "‑"),
        "no ligatures": quote.replace("œ", "oe").replace("æ", "ae"),
        "more ligatures": quote.replace("fi", "ﬁ").replace("ffi", "ﬃ"),
        "first letter": quote[0].swapcase() + quote[1:],
        "accents apart": unicodedata.normalize("NFD", quote),
        "three dots": quote.replace("…", "..."),
        "cut with dots": f"… {bare}…",
        "final mark": f"{bare}.",
        "no final mark": bare,
        "in quotation marks": f"« {quote} »",
    }
