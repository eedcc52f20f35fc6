"""What a number counts or measures: the unit behind it (or the money sign before it), and what the amount is of."""

from typing import Literal, NamedTuple

from bilan.errors import KnowledgeError
from bilan.knowledge.quantities import QuantityWords
from bilan.knowledge.units import Units
from bilan.reading.numbers.number import Number
from bilan.reading.numbers.phrases import Phrases
from bilan.reading.numbers.tokens import Tokens

Sort = Literal["measure", "money", "noun"]
_SHORT = 2  # letters of a sign that must follow digits, and be printed as such
_ITEM_WORDS = 7
_CENTS = 100


class Unit(NamedTuple):
    """`end` is the token behind the unit; `noun` the token where a counted noun starts, else None."""

    sort: Sort
    unit: str
    factor: float
    end: int
    noun: int | None = None


class UnitFinder:
    """Built once from knowledge."""

    def __init__(self, words: QuantityWords, units: Units) -> None:
        _check(words, units)
        self._around = words.around
        measures = [
            (name, Unit("measure", u, f, 0)) for u, table in words.measures.items() for name, f in table.items()
        ]
        money = [(name, Unit("money", code, 1.0, 0)) for code, names in words.money.items() for name in names]
        self._units = Phrases([*money, *measures])
        self._signs = Phrases([(name, u.unit) for name, u in money if name in words.around.money_before])
        self._money = Phrases(money)
        self._nouns = Phrases([(form, noun) for noun, forms in words.nouns.items() for form in forms])
        self._of = words.around.of

    def behind(self, text: str, tokens: Tokens, number: Number) -> Unit | None:
        """The unit or the counted noun behind a numeral; None where no word follows that could be counted."""
        at = number.last
        glued = self._scaled_sign(tokens, at)
        if glued is not None:
            return glued
        linked = self._linked(tokens, at)
        start = at + 1 if linked else at
        unit = self._units.at(tokens, start)
        if unit is not None and self._printed(text, tokens, (start, unit.end), number, linked=linked):
            sort, code, factor, _, _ = unit.payload
            noun = self._longer_noun(tokens, start, unit.end)
            return noun or Unit(sort, code, factor, unit.end)
        if linked and not (number.scaled or number.approximate):
            return None
        return self._noun(text, tokens, start)

    def _linked(self, tokens: Tokens, at: int) -> bool:
        return at < len(tokens.words) and tokens.words[at] in self._around.from_

    def _longer_noun(self, tokens: Tokens, start: int, end: int) -> Unit | None:
        found = self._nouns.at(tokens, start)
        return Unit("noun", found.payload, 1.0, found.end, start) if found is not None and found.end > end else None

    def _scaled_sign(self, tokens: Tokens, at: int) -> Unit | None:
        """Money with its scale glued to the sign: "5 M€", "3 Mds $"."""
        if at + 1 >= len(tokens.words) or tokens.words[at] not in self._around.money_scales:
            return None
        money = self._money.at(tokens, at + 1)
        if money is None or tokens.words[at + 1].isalpha():
            return None
        return Unit("money", money.payload.unit, self._around.money_scales[tokens.words[at]], money.end)

    def _printed(self, text: str, tokens: Tokens, span: tuple[int, int], number: Number, *, linked: bool) -> bool:
        """Whether a sign of one or two letters is printed as one: behind digits, money in capitals ("F")."""
        start, end = span
        sign = text[tokens.starts[start] : tokens.end(end - 1)]
        if tokens.words[start] in self._around.money_in_millions and end == start + 1:
            return number.scaled
        if len(sign) > _SHORT or not sign.isalpha():
            return True
        digits = tokens.words[number.first][0].isdecimal()
        money = self._money.at(tokens, start) is not None
        if money:
            return digits and (sign[0].isupper() or tokens.glued(start))  # "1.800f" too
        return digits and not linked

    def _noun(self, text: str, tokens: Tokens, start: int) -> Unit | None:
        at, size = start, len(tokens.words)
        known = self._nouns.at(tokens, at)
        while known is None and at < size and at < start + 3 and tokens.words[at] in self._around.before_noun:
            at += 1
            known = self._nouns.at(tokens, at)
        if known is not None:
            return Unit("noun", known.payload, 1.0, known.end, at)
        if at < size and self._is_noun(tokens, at) and not tokens.glued(at):
            return Unit("noun", "person" if self._is_person(text, tokens, at) else "1", 1.0, at + 1, at)
        return None

    def _is_person(self, text: str, tokens: Tokens, at: int) -> bool:
        """A noun of persons by its ending, or a people's name: "cinq Allemands"."""
        word = tokens.words[at]
        if word.endswith(self._around.person_endings):
            return word not in self._around.not_person
        return (
            text[tokens.starts[at]].isupper()
            and word.endswith(self._around.plural_endings)
            and text[tokens.end(at) - 1].islower()
        )

    def _is_noun(self, tokens: Tokens, at: int) -> bool:
        word = tokens.words[at]
        return (
            word.isalpha()
            and len(word) > 1
            and word not in self._around.stop
            and word not in self._around.link
            and (not word.endswith(self._around.stop_endings))
        )

    def before(self, tokens: Tokens, at: int) -> tuple[int, str] | None:
        """A money sign before the numeral at token `at`: its first token and its code."""
        found = self._signs.before(tokens, at)
        return None if found is None else (found.first, found.payload)

    def counted_before(self, tokens: Tokens, at: int) -> tuple[str, int, int] | None:
        """The nearest counted noun before token `at` in its sentence: unit and tokens."""
        for first in range(at - 1, max(-1, at - 14), -1):
            if tokens.words[first] in (".", "\n", "!", "?", ";"):
                return None
            found = self._nouns.at(tokens, first)
            if found is not None:
                return found.payload, first, found.end
        return None

    def cents(self, tokens: Tokens, end: int, following: Number | None) -> tuple[int, float] | None:
        """Hundredths in "15 euros et 50 centimes": the token behind them, and their value in units of money."""
        if (
            following is None
            or following.kind != "integer"
            or not 0 < following.value < _CENTS
            or following.last >= len(tokens.words)
        ):
            return None
        if following.first > end + 1 or tokens.words[following.last] not in self._around.cents:
            return None
        return following.last + 1, following.value / _CENTS

    # -- items -------------------------------------------------------------------------------------------------------

    def item(self, text: str, tokens: Tokens, unit: Unit) -> tuple[str | None, int]:
        """What the amount is of, in the text's words, and its end: "engrais", "hélicoptères de combat"."""
        if unit.noun is not None:
            end = self._phrase_end(tokens, unit.end)
            return text[tokens.starts[unit.noun] : tokens.end(end - 1)], end
        at = unit.end
        if at + 1 < len(tokens.words) and tokens.words[at] in self._around.from_ and self._is_noun(tokens, at + 1):
            end = self._phrase_end(tokens, at + 2)
            return text[tokens.starts[at + 1] : tokens.end(end - 1)], end
        return None, at

    def _phrase_end(self, tokens: Tokens, at: int) -> int:
        """Past the complements of a noun: adjectives, and "de" with its noun."""
        words, end, limit = tokens.words, at, min(len(tokens.words), at + _ITEM_WORDS)
        while at < limit:
            word = words[at]
            if word in self._around.link and word not in self._around.stop:
                following = at + 1
                while following < limit and words[following] in self._around.articles:
                    following += 1
                if following >= limit or not words[following].isalpha() or words[following] in self._around.stop:
                    break
                at = end = following + 1
            elif (
                word.isalpha()
                and word not in self._around.stop
                and len(word) > 2
                and not word.endswith(self._around.stop_endings)
            ):
                at = end = at + 1
            else:
                break
        return max(end, 1)


def _check(words: QuantityWords, units: Units) -> None:
    unknown = [u for u in words.measures if u not in units.measures]
    unknown += [c for c in words.money if c not in units.currencies and c not in units.families]
    if unknown:
        raise KnowledgeError(
            f"quantities.toml: {', '.join(unknown)}: not in world/units.toml; add it there or correct the code"
        )
