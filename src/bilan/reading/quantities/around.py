"""The words around an amount: approximations, bounds, "par an"."""

from typing import Literal, NamedTuple

from bilan.knowledge.quantities import Around
from bilan.reading.numbers.phrases import Phrases
from bilan.reading.numbers.tokens import Tokens

Bound = Literal["min", "max"]


class Hedge(NamedTuple):
    """How exact an amount is, and from which token to which the words say it."""

    first: int
    end: int
    approximate: bool
    bound: Bound | None


class HedgeReader:
    """Built once from knowledge."""

    def __init__(self, words: Around) -> None:
        self._before: Phrases[str] = Phrases(
            [
                *((p, "about") for p in words.about),
                *((p, "min") for p in words.least),
                *((p, "max") for p in words.most),
            ]
        )
        self._behind: Phrases[str] = Phrases(
            [
                *((p, "about") for p in words.about_after),
                *((p, "min") for p in words.least_after),
                *((p, "max") for p in words.most_after),
            ]
        )
        self._per: Phrases[str] = Phrases(words.per.items())

    def read(self, tokens: Tokens, first: int, end: int) -> Hedge:
        """The hedges right before token `first` and right behind token `end - 1`."""
        about, bound = False, None
        while (found := self._before.before(tokens, first)) is not None:
            first = found.first
            about, bound = _noted(found.payload, about, bound)
        behind = self._behind.at(tokens, end)
        if behind is not None:
            end = behind.end
            about, bound = _noted(behind.payload, about, bound)
        return Hedge(first, end, about, bound)

    def per(self, tokens: Tokens, first: int, end: int) -> str | None:
        """The rate said within a few words behind token `end - 1`, or right before: "chaque mois 12 000 tonnes"."""
        before = self._per.before(tokens, first)
        if before is not None and before.end - before.first > 1:
            return before.payload
        for at in range(end, min(end + 4, len(tokens.words))):
            if tokens.words[at] in (".", ",", ";", ":", "\n", "(", ")"):
                return None
            found = self._per.at(tokens, at)
            if found is not None:
                return found.payload
        return None


def _noted(payload: str, about: bool, bound: Bound | None) -> tuple[bool, Bound | None]:
    if payload == "about":
        return True, bound
    return about, bound or ("min" if payload == "min" else "max")
