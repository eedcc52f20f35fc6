"""Which places can be one: a capital lies in its country, whatever language either is named in."""

from collections.abc import Iterable

from bilan.knowledge.matching import StateNames
from bilan.reading.folding import key

ENOUGH = 4  # letters that a word of a state needs to be left out of a passage's own names


class Places:
    """Built once from the lists of states."""

    def __init__(self, states: Iterable[tuple[str, StateNames]]) -> None:
        self._country: dict[str, str] = {}
        self._town: dict[str, str] = {}
        words: set[str] = set()
        stems: set[str] = set()
        for code, names in states:
            countries = (names.name, *names.formal, *names.also)
            self._country.update(dict.fromkeys(map(key, countries), code))
            self._town.update(dict.fromkeys(map(key, (*names.capital, *names.seats)), code))
            for text in (*countries, *names.capital, *names.seats):
                words.update(key(text).split())
            stems.update(
                key(form)[: ENOUGH + 1] for text in (*names.adjective, *names.prefix) for form in text.split("/")
            )
        self._words = frozenset(words)
        self._stems = frozenset(stem for stem in stems if len(stem) >= ENOUGH)

    def state(self, place: str) -> str | None:
        """The country in which a place lies, where that is known. `place` is folded (`reading.folding.key`)."""
        return self._country.get(place) or self._town.get(place)

    def is_country(self, place: str) -> bool:
        """Whether it is a whole country."""
        return place in self._country

    def is_state_word(self, word: str) -> bool:
        """Whether a folded word belongs to the name of a state, of its capital, or is an adjective of it."""
        return word in self._words or word[: ENOUGH + 1] in self._stems
