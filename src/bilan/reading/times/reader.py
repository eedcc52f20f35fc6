"""Finds time expressions in a stretch of text and gives each its TIMEX3 value."""

from collections.abc import Callable

from bilan.knowledge.times import TimeWords
from bilan.model.mention import Gap, Time
from bilan.reading.numbers import Number, NumberReader, Tokens
from bilan.reading.numbers.shapes import PLAIN
from bilan.reading.times.anchor import Tense
from bilan.reading.times.arithmetic import Unplaced
from bilan.reading.times.assistant import AssistantPlacer
from bilan.reading.times.meaning import Meaning, Several
from bilan.reading.times.placing import Placer
from bilan.reading.times.reference import Reference, parse_reference
from bilan.reading.times.rules import Items, Stage, rewritten
from bilan.reading.times.tense import TenseReader
from bilan.reading.times.vocabulary import Values, Vocabulary, numeral, raw_digits
from bilan.reading.times.writing import Placed

Tenses = Callable[[int], Tense]
_STEP = "times"


class Expression:
    """A time expression found, not yet placed: offsets, meaning, the rule, and a modifier that stands before it."""

    __slots__ = ("end", "meaning", "mod", "rule", "start")

    def __init__(self, start: int, end: int, meaning: Meaning, rule: str, mod: str | None) -> None:
        self.start, self.end, self.meaning, self.rule, self.mod = start, end, meaning, rule, mod


class TimeReader:
    """Built once from knowledge; `find` is pure and linear in the length of the stretch.

    `forward` takes the conventions of an assistant: dates of a dialogue, "mardi" is the next one; `open_clock` then
    leaves clock times without a day open. Without it, those of the press hold.
    """

    def __init__(
        self, words: TimeWords, numbers: NumberReader, *, forward: bool = False, open_clock: bool = False
    ) -> None:
        self._numbers = numbers
        self._forward = forward
        self._open_clock = open_clock
        self._parts = {part.code: part for part in words.day_parts}
        mode = "assistant" if forward else "press"
        rules = [rule for rule in words.rule if rule.mode in ("both", mode)]
        self._vocabulary = Vocabulary(words, numbers)
        self._stages = [
            Stage([r for r in rules if r.stage == s], self._vocabulary) for s in sorted({r.stage for r in rules})
        ]
        self._tense = TenseReader(words.tense)
        self._plurals = words.plural_endings
        self._no_plurals = words.no_plurals
        alphabet = self._vocabulary.alphabet
        self._mods = {
            c: mod
            for name, mod in (("before", "BEFORE"), ("after", "AFTER"), ("about", "APPROX"))
            for c in alphabet.members(name)
        }
        self._passed = alphabet.members("the") | alphabet.members("of")

    def find(  # noqa: PLR0917 - the stretch and its day, as every caller has them
        self, text: str, folded: str, start: int, end: int, reference: str | None, tenses: Tenses | None = None
    ) -> tuple[list[Time], list[Gap]]:
        """The time expressions of `text[start:end]`, in order, and what stayed open.

        `reference` is the publication day in EDTF (a day, a month, a year) or None; `tenses` tells the tense of the
        clause at an offset, where the caller knows it better than the words nearby.
        """
        times: list[Time] = []
        gaps: list[Gap] = []
        known = parse_reference(reference)
        for expression in self.expressions(text, folded, start, end):
            placer = self._placer(known, folded, expression, low=start, high=end, tenses=tenses)
            self._place(expression, placer, times, gaps)
        return times, gaps

    def expressions(self, text: str, folded: str, start: int, end: int) -> list[Expression]:
        """The expressions of the stretch with what they mean, not yet placed in the calendar."""
        tokens, stages = self._stages_of(text, folded, start, end)
        items = stages[-1]
        if not items.found:
            return []
        return [
            e
            for at, first in enumerate(items.firsts)
            if first in items.found
            for e in self._expression(items, at, tokens)
        ]

    def rules_in(self, text: str, folded: str, start: int, end: int) -> set[str]:
        """The ids of all rules that found something, those that a later stage built on too."""
        return {rule for items in self._stages_of(text, folded, start, end)[1] for _, rule in items.found.values()}

    def _stages_of(self, text: str, folded: str, start: int, end: int) -> tuple[Tokens, list[Items]]:
        """The tokens, and the items after each stage."""
        tokens, numbers = self._numbers.scan(folded, start, end)

        def printed_low(first: int, last: int) -> bool:
            return self._forward or _printed_low(text, tokens.starts[first], tokens.end(last))

        stages = [self._items(tokens, numbers)]
        for stage in self._stages:
            stages.append(stage.apply(stages[-1], printed_low))
        return tokens, stages

    def _expression(self, items: Items, at: int, tokens: Tokens) -> list[Expression]:
        """The expression at one item; days named one by one give one each."""
        first, last = items.firsts[at], items.lasts[at]
        meaning, rule = items.found[first]
        start, end = tokens.starts[first], tokens.end(last)
        if not isinstance(meaning, Several):
            return [Expression(start, end, meaning, rule, self._mod(items, at))]
        named = [n for n in range(first, last + 1) if tokens.words[n][0].isdecimal()][: len(meaning.days)]
        ends = [tokens.end(n) for n in named[:-1]] + [end]
        return [
            Expression(tokens.starts[n], stop, day, rule, None)
            for n, stop, day in zip(named, ends, meaning.days, strict=False)
        ]

    def _mod(self, items: Items, at: int) -> str | None:
        """The modifier of a preposition before the expression: "avant fin 2025", "vers midi"."""
        before = at - 1
        while before >= 0 and items.characters[before] in self._passed:
            before -= 1
        return self._mods.get(items.characters[before]) if before >= 0 else None

    # -- items -------------------------------------------------------------------------------------------------------

    def _items(self, tokens: Tokens, numbers: list[Number]) -> Items:
        known = self._vocabulary.characters
        characters = [known.get(word, PLAIN) for word in tokens.words]
        places = list(range(len(characters)))
        items = Items(characters, places, places, {}, {}, tokens.words)
        merges = self._merges(tokens, numbers)
        return rewritten(items, merges) if merges else items

    def _merges(self, tokens: Tokens, numbers: list[Number]) -> list[tuple[int, int, str, Values]]:
        """Phrases and numerals, each to become one item; where both start alike, the longer one."""
        vocabulary, words = self._vocabulary, tokens.words
        merges: list[tuple[int, int, Values]] = vocabulary.phrases(tokens)
        numbers = [n for n in numbers if n.kind != "fraction" or not "0" <= words[n.first] < ":"]  # "2/3" may be a day
        for number in numbers:
            merges.append((number.first, number.last, self._numeral(tokens, number)))
            if number.last < len(words) and self._plural(words[number.last]):
                merges.append((number.last, number.last + 1, {"plural": True}))
        covered = {at for number in numbers for at in range(number.first, number.last)}
        for at in [at for at, word in enumerate(words) if "0" <= word < ":"]:
            if at not in covered and self._free(tokens, at) and (values := raw_digits(words[at])):
                merges.append((at, at + 1, values))
        merges.sort(key=lambda merge: (merge[0], -merge[1]))
        return [(first, last, vocabulary.character(values), values) for first, last, values in _disjoint(merges)]

    def _numeral(self, tokens: Tokens, number: Number) -> Values:
        values = numeral(number)
        if number.last == number.first + 1 and (word := self._vocabulary.word(tokens.words[number.first])):
            return {
                **word,
                **values,
                **({"day": 1} if "first_day" in word else {}),
            }  # "sept" is a month too, "seconde" a unit
        return values

    def _plural(self, word: str) -> bool:
        return word.endswith(self._plurals) and self._vocabulary.word(word) is None and word not in self._no_plurals

    def _free(self, tokens: Tokens, at: int) -> bool:
        """Whether digits stand glued to no word, or to one of ours ("16h40", "au18")."""
        return (
            not tokens.glued(at)
            or not tokens.words[at - 1].isalpha()
            or self._vocabulary.word(tokens.words[at - 1]) is not None
        )

    # -- placing -----------------------------------------------------------------------------------------------------

    def _placer(
        self,
        known: Reference | None,
        folded: str,
        expression: Expression,
        *,
        low: int,
        high: int,
        tenses: Tenses | None,
    ) -> Placer:
        def tense() -> Tense:
            if tenses is not None:
                return tenses(expression.start)
            return self._tense.around(folded, expression.start, expression.end, low, high)

        if self._forward:
            return AssistantPlacer(known, self._parts, open_clock=self._open_clock)
        return Placer(known, tense)

    def _place(self, e: Expression, placer: Placer, times: list[Time], gaps: list[Gap]) -> None:
        try:
            placed: Placed | None = placer.place(e.meaning)
        except Unplaced as gap:
            gaps.append(Gap(start=e.start, end=e.end, step=_STEP, reason=gap.reason))
            placed = Placed("DATE", gap.value) if gap.value is not None else None
        if placed is not None:
            mod = placed.mod or e.mod
            times.append(Time(start=e.start, end=e.end, type=placed.type, value=placed.value, mod=mod))


def _disjoint(merges: list[tuple[int, int, Values]]) -> list[tuple[int, int, Values]]:
    kept: list[tuple[int, int, Values]] = []
    for merge in merges:
        if not kept or merge[0] >= kept[-1][1]:
            kept.append(merge)
    return kept


def _printed_low(text: str, start: int, end: int) -> bool:
    """Whether the words are printed in lower case, or stand in a line of capitals, or open their sentence."""
    word = text[start:end]
    return word[:1].islower() or word[:1].isdigit() or (word.isupper() and len(word) > 2)
