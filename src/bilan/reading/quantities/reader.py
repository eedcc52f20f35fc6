"""Finds amounts in a stretch of text: numbers with what they count or measure."""

import re
from collections.abc import Sequence

from bilan.knowledge.quantities import QuantityWords
from bilan.knowledge.units import Units
from bilan.model.mention import Quantity, Time
from bilan.reading.numbers import Number, NumberReader, Tokens
from bilan.reading.numbers.phrases import Phrases
from bilan.reading.quantities.amounts import (
    Amount,
    Named,
    apart,
    clean,
    covered,
    doubled,
    end,
    in_row,
    shut,
    size,
    token_at,
)
from bilan.reading.quantities.around import HedgeReader
from bilan.reading.quantities.units import Unit, UnitFinder

_DURATION = re.compile(r"P(?:(\d+(?:\.\d+)?)([YMWD])|T(\d+(?:\.\d+)?)([HMS]))")
_YEARS = range(1900, 2100)
_FEW = 20  # "les deux", … "les seize": words below it, behind an article, name what is already known


class QuantityReader:
    """Built once from knowledge; `find` is pure and linear in the length of the stretch."""

    def __init__(self, words: QuantityWords, units: Units, numbers: NumberReader) -> None:
        self._numbers = numbers
        self._around = words.around
        self._finder = UnitFinder(words, units)
        self._hedges = HedgeReader(words.around)
        self._units = units
        self._numbering: Phrases[bool] = Phrases([(p, True) for p in words.around.numbering])
        self._between: Phrases[bool] = Phrases([(p, True) for p in words.around.between])

    def find(self, text: str, folded: str, start: int, end: int, times: Sequence[Time], *,
             franc: str = "XOF") -> list[Quantity]:  # fmt: skip
        """The amounts of `text[start:end]`, in order. `times` are those found there: a date is no amount.

        `franc` is the code of "francs CFA", `XAF` where the page is about Central Africa.
        """
        tokens, all_numbers = self._numbers.scan(folded, start, end)
        found = [
            self._duration(tokens, t, all_numbers) for t in times if t.type == "DURATION" and start <= t.start < end
        ]
        quantities = [q for q in found if q is not None]
        taken = [(t.start, t.end) for t in times] + [(q.start, q.end) for q in quantities]
        numbers = [n for n in doubled(tokens, all_numbers) if not covered(n, taken)]
        quantities += self._amounts(text, tokens, numbers, franc)
        return apart(sorted(quantities, key=lambda q: (q.start, q.end)))

    # -- durations ---------------------------------------------------------------------------------------------------

    def _duration(self, tokens: Tokens, time: Time, numbers: list[Number]) -> Quantity | None:
        """A count of days, months, years; with its lower end in "quatre ou cinq jours"."""
        match = _DURATION.fullmatch(time.value)
        if match is None:
            return None
        unit = self._units.times[match[2]] if match[1] else self._units.small_times[match[4]]
        first, value = token_at(tokens, time.start), float(match[1] or match[3])
        low = next(
            (n for n in numbers if n.last == first - 1 and tokens.words[n.last] in self._around.range_dash), None
        )
        ranged = low is not None and low.value < value and low.kind == "integer"
        if low is not None and ranged:
            first = low.first
        hedge = self._hedges.read(tokens, first, first)
        return Quantity(
            start=tokens.starts[hedge.first], end=time.end, unit=unit,
            value=low.value if low is not None and ranged else value,
            high=value if ranged else None, approximate=hedge.approximate or time.mod == "APPROX", bound=hedge.bound,
        )  # fmt: skip

    # -- numbers -----------------------------------------------------------------------------------------------------

    def _amounts(self, text: str, tokens: Tokens, numbers: list[Number], franc: str) -> list[Quantity]:
        quantities: list[Quantity] = []
        named = Named()
        since, at, series = 0, 0, False
        while at < len(numbers):
            named.go_on(tokens.words[since : numbers[at].first])
            series = self._labelled(tokens, numbers[at]) or (
                series and self._listed(tokens.words[since : numbers[at].first])
            )
            amount, used = (None, 1) if series else self._amount(text, tokens, numbers, at)
            if amount is not None and amount.unit is None:
                amount = self._elided(tokens, amount, named.unit)
            if amount is not None and self._counts(tokens, amount):
                quantities.append(self._quantity(text, tokens, amount, franc))
                named.note(amount.unit)
            since = numbers[at + used - 1].last
            at += used
        return quantities

    def _amount(self, text: str, tokens: Tokens, numbers: list[Number], at: int) -> tuple[Amount | None, int]:
        """The amount at `numbers[at]`, and how many numerals it takes."""
        number = numbers[at]
        if number.kind == "ordinal":
            return None, 1
        following = numbers[at + 1] if at + 1 < len(numbers) else None
        if following is not None and following.kind != "ordinal" and following.first == number.last + 1:
            shared = self._shared(text, tokens, number, following)
            if shared is not None:
                return shared
        before = self._finder.before(tokens, number.first)
        if before is not None and number.kind != "percent":
            return Amount(number, None, Unit("money", before[1], 1.0, number.last), before[0], number.last), 1
        unit = self._unit(text, tokens, number)
        if unit is not None and following is not None and unit.noun == following.first:
            unit = None  # what follows is a numeral of its own
        cents = self._finder.cents(tokens, unit.end, following) if unit is not None and unit.sort == "money" else None
        if unit is not None and cents is not None:
            whole = number._replace(value=number.value + cents[1])
            return Amount(whole, None, unit._replace(end=cents[0]), number.first, cents[0]), 2
        if (
            unit is not None
            and unit.sort != "noun"
            and following is not None
            and self._continues(tokens, number, unit, following)
        ):
            other = self._unit(text, tokens, following)
            if other is not None and other.unit == unit.unit:
                return Amount(number, following, other, number.first, other.end), 2
        return Amount(number, None, unit, number.first, end(number, unit)), 1

    def _shared(self, text: str, tokens: Tokens, low: Number, high: Number) -> tuple[Amount, int] | None:
        """Two numerals with one unit: a range, or two amounts ("de 15 à 5 %", "30 des 72 voitures")."""
        unit = self._unit(text, tokens, high)
        changes = self._changes(tokens, low.first)
        if changes and high.scaled and not low.scaled:
            low = low._replace(value=size(low, high), scaled=True)
        if self._joins(tokens, low, high) and not changes:
            return Amount(low, high, unit, low.first, end(high, unit)), 2
        if tokens.words[low.last] not in (self._around.to | self._around.of) or low.kind == "percent":
            return None
        if high.kind == "percent":
            return Amount(low._replace(kind="percent"), None, None, low.first, low.last), 1
        if unit is None or (unit.sort != "noun" and not low.scaled and high.scaled):
            return None
        return Amount(low, None, unit._replace(end=low.last), low.first, low.last, borrowed=True), 1

    def _changes(self, tokens: Tokens, first: int) -> bool:
        """Whether a verb of change stands before "de … à …"."""
        return (
            first > 1
            and tokens.words[first - 1] in self._around.from_
            and tokens.words[first - 2] in self._around.changes
        )

    def _unit(self, text: str, tokens: Tokens, number: Number) -> Unit | None:
        return None if number.kind == "percent" else self._finder.behind(text, tokens, number)

    def _joins(self, tokens: Tokens, low: Number, high: Number) -> bool:
        """Whether two numerals are a range: "10 à 15 millions", "160.000-200.000 tonnes", "entre 5 et 7 %"."""
        word = tokens.words[low.last]
        if (
            high.kind == "percent" and low.kind not in ("percent", "integer", "decimal")
        ) or low.kind == "percent" != high.kind:
            return False
        if word in self._around.range_dash:
            return size(low, high) < high.value and (word.isalpha() or tokens.glued(low.last) or high.kind == "percent")
        return word in self._around.to and self._opened(tokens, low.first) and size(low, high) < high.value

    def _opened(self, tokens: Tokens, first: int) -> bool:
        return self._between.before(tokens, first) is not None

    def _continues(self, tokens: Tokens, low: Number, unit: Unit, high: Number) -> bool:
        """Whether a range names its unit twice: "entre 160.000 tonnes et 200.000 tonnes"."""
        if high.first != unit.end + 1 or tokens.words[unit.end] not in self._around.to or low.first == 0:
            return False
        opened = self._opened(tokens, low.first) or tokens.words[low.first - 1] in self._around.from_
        return opened and low.value < high.value

    def _elided(self, tokens: Tokens, amount: Amount, last: Unit | None) -> Amount:
        """An amount whose money or measure was named before: "98,4 millions d'euros, dont 81,5 millions"."""
        number = amount.high or amount.low
        if last is None or number.kind == "percent":
            return amount
        linked = number.last < len(tokens.words) and tokens.words[number.last] in self._around.from_
        if (last.sort == "money" and number.scaled) or (last.sort == "measure" and linked):
            factor = 1.0 if last.sort == "money" else last.factor
            return amount._replace(unit=Unit(last.sort, last.unit, factor, number.last))
        return amount

    # -- what is an amount -------------------------------------------------------------------------------------------

    def _labelled(self, tokens: Tokens, number: Number) -> bool:
        """Whether the numeral is a name or a place in a series: "article 5", "1. la création", "SU-25"."""
        first = number.first
        before = tokens.words[first - 1] if first else "\n"
        after = tokens.words[number.last] if number.last < len(tokens.words) else "\n"
        if before == "\n" and after in self._around.series_marks:
            return True
        if before in self._around.labels and tokens.words[first][0].isdecimal():
            return True
        if (
            first > 1
            and before in "-/"
            and tokens.glued(first)
            and tokens.glued(first - 1)
            and tokens.words[first - 2].isalnum()
        ):
            return tokens.words[first - 2] not in self._around.to or not tokens.words[first - 2].isdecimal()
        return after == "°"

    def _listed(self, words: list[str]) -> bool:
        """Whether only commas and "et" stand between two numerals: "articles 7, 9 et 113"."""
        return 0 < len(words) <= 2 and all(word in self._around.series_links for word in words)

    def _counts(self, tokens: Tokens, amount: Amount) -> bool:
        """Whether the numeral is an amount at all, and not what is already known or a bare figure of something else."""
        low = amount.low
        spelled = not tokens.words[low.first][0].isdecimal()
        if low.kind == "percent" or (amount.high and amount.high.kind == "percent"):
            return True
        if amount.unit is None or (amount.unit.sort == "noun" and amount.unit.unit == "1"):
            return self._bare(tokens, amount, spelled)
        if amount.unit.sort == "noun" and spelled and low.value < _FEW:
            return not self._known(tokens, low.first)
        return True

    def _bare(self, tokens: Tokens, amount: Amount, spelled: bool) -> bool:
        low, noun = amount.low, amount.unit is not None
        if amount.unit is None and (shut(tokens, low) or self._of_time(tokens, low)):
            return False
        if low.approximate and not low.digits:
            return self._loose_end(tokens, amount)
        if low.value == 1 and noun:
            return False
        if low.digits == 4 and low.value in _YEARS and not low.scaled:
            return False
        if spelled and not low.scaled and not low.approximate:
            return amount.unit is not None and not self._known(tokens, low.first) and low.kind != "fraction"
        if amount.unit is None and low.digits and (low.value < 10 or in_row(tokens, low)):
            return False
        return not (low.digits and tokens.words[low.first].startswith("0") and low.value)

    def _of_time(self, tokens: Tokens, number: Number) -> bool:
        return number.last < len(tokens.words) and tokens.words[number.last] in self._around.time_words

    def _loose_end(self, tokens: Tokens, amount: Amount) -> bool:
        """Whether "une soixantaine" counts what "de" joins to it, or what was named before."""
        if amount.unit is not None and amount.unit.noun is not None:
            return tokens.words[amount.low.last] in self._around.from_
        numbered = self._numbering.before(tokens, amount.low.first) is not None
        return numbered or self._hedges.per(tokens, amount.first, amount.end) is not None

    def _known(self, tokens: Tokens, first: int) -> bool:
        """Whether the counted were named before: "les deux pays", "nos trois États"."""
        return first > 0 and tokens.words[first - 1] in self._around.known

    # -- the record --------------------------------------------------------------------------------------------------

    def _quantity(self, text: str, tokens: Tokens, amount: Amount, franc: str) -> Quantity:
        low, high, unit = amount.low, amount.high, amount.unit
        hedge = self._hedges.read(tokens, amount.first, amount.end)
        first = hedge.first
        between = self._between.before(tokens, first)
        if high is not None and between is not None:
            first = between.first
        value, upper = self._values(low, high, unit)
        code, item, item_end = self._named(text, tokens, amount, franc)
        return Quantity(
            start=tokens.starts[first], end=tokens.end(hedge.end - 1), value=value, unit=code, item=item, high=upper,
            approximate=hedge.approximate or low.approximate, bound=hedge.bound,
            per=self._hedges.per(tokens, first, item_end),
        )  # fmt: skip

    def _named(self, text: str, tokens: Tokens, amount: Amount, franc: str) -> tuple[str, str | None, int]:
        """Unit code, item, and the token behind the item."""
        unit = amount.unit
        if amount.low.kind == "percent" or (amount.high and amount.high.kind == "percent"):
            return "%", None, amount.end
        if unit is None:
            counted = self._counted(tokens, amount.low)
            if counted is None:
                return "1", None, amount.end
            return counted[0], text[tokens.starts[counted[1]] : tokens.end(counted[2] - 1)], amount.end
        item, end = (None, amount.end) if amount.borrowed else self._finder.item(text, tokens, unit)
        return franc if unit.unit == "CFA" else unit.unit, item, end

    def _counted(self, tokens: Tokens, number: Number) -> tuple[str, int, int] | None:
        """What "au nombre de" counts."""
        found = self._numbering.before(tokens, number.first)
        return None if found is None else self._finder.counted_before(tokens, found.first)

    def _values(self, low: Number, high: Number | None, unit: Unit | None) -> tuple[float, float | None]:
        factor = unit.factor if unit is not None else 1.0
        value = low.value
        if unit is not None and unit.sort == "noun" and low.other is not None:
            value = low.other  # nobody counts persons by thousandths: "1,204 étudiants"
        if high is None:
            return clean(value * factor), None
        return clean(size(low, high) * factor), clean(high.value * factor)
