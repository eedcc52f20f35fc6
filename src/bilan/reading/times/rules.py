"""Rules compiled and applied, stage after stage: each found expression becomes one item that later stages see."""

import re
from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

from bilan.errors import KnowledgeError
from bilan.knowledge.times import TimeRule
from bilan.reading.numbers.shapes import PLAIN, Pattern, compile_pattern
from bilan.reading.times.meaning import Meaning
from bilan.reading.times.productions import PRODUCTIONS, Production
from bilan.reading.times.vocabulary import VAGUE, Values, Vocabulary, found_classes

_TRANSPARENT = ("the", "of")
_REACH = 6  # items before an earlier finding where a later stage's match can start
PrintedLow = Callable[[int, int], bool]
"""Whether the tokens from first to last are printed in lower case."""


class Items(NamedTuple):
    """What rules see: one character, one token range and the values of its classes for each item."""

    characters: list[str]
    firsts: list[int]
    lasts: list[int]
    values: dict[int, Values]
    """Token index → classes and values of the item that starts there, where it is more than its word."""
    found: dict[int, tuple[Meaning, str]]
    """Token index → what was found there, and the rule that found it."""
    words: list[str]


def rewritten(items: Items, taken: Sequence[tuple[int, int, str, Values]]) -> Items:
    """`items` with those from `start` to `end` made one, for each of `taken`: its character and its values."""
    characters: list[str] = []
    firsts: list[int] = []
    lasts: list[int] = []
    values = dict(items.values)
    done = 0
    for start, end, character, classes in taken:
        characters += items.characters[done:start]
        firsts += items.firsts[done : start + 1]
        lasts += items.lasts[done:start]
        characters.append(character)
        lasts.append(items.lasts[end - 1])
        values[items.firsts[start]] = classes
        done = end
    characters += items.characters[done:]
    firsts += items.firsts[done:]
    lasts += items.lasts[done:]
    return Items(characters, firsts, lasts, values, items.found, items.words)


class Rule(NamedTuple):
    knowledge: TimeRule
    pattern: Pattern
    production: Production
    after: frozenset[str]
    before: frozenset[str]
    not_after: frozenset[str]
    not_before: frozenset[str]


class Stage:
    """The rules of one stage, by the character that they can start with."""

    def __init__(self, rules: Sequence[TimeRule], vocabulary: Vocabulary) -> None:
        self._vocabulary = vocabulary
        self._transparent = frozenset().union(*(vocabulary.alphabet.members(c) for c in _TRANSPARENT))
        self._rules = [_compiled(knowledge, vocabulary) for knowledge in rules]
        # where it is worth looking: a word of ours before another one, or one that is an expression by itself
        alone = frozenset().union(*(rule.pattern.alone for rule in self._rules))
        plain = re.escape(PLAIN)
        self._starts = re.compile(f"[^{plain}](?!{plain})" + (f"|[{''.join(sorted(alone))}]" if alone else ""))
        self._later = bool(rules) and rules[0].stage > 1
        self._by_first: dict[str, list[Rule]] = {}
        for rule in self._rules:
            for character in rule.pattern.opening():
                self._by_first.setdefault(character, []).append(rule)
        # two characters → the rules that can start with them, filled as pairs are met: there are few in real text
        self._by_pair: dict[str, list[Rule]] = {}

    def apply(self, items: Items, printed_low: PrintedLow) -> Items:
        """`items` with what the rules of this stage find made one item each."""
        shape = "".join(items.characters) + PLAIN
        taken: list[tuple[int, int, Meaning, str]] = []
        stop = 0
        by_pair = self._by_pair
        for start in self._starts.finditer(shape, self._opening(items)):
            at = start.start()
            pair = shape[at : at + 2]
            rules = by_pair.get(pair)
            if rules is None:
                rules = [r for r in self._by_first.get(pair[0], ()) if r.pattern.can_start(pair[0], pair[1])]
                by_pair[pair] = rules
            if not rules or at < stop:
                continue
            best = self._best(rules, shape, at, items, printed_low)
            if best is not None:
                taken.append(best)
                stop = best[1]
        return self._rewritten(items, taken) if taken else items

    def _best(
        self, rules: list[Rule], shape: str, at: int, items: Items, printed_low: PrintedLow
    ) -> tuple[int, int, Meaning, str] | None:
        found = [
            (match.end(), rule, match) for rule in rules if (match := rule.pattern.regex.match(shape, at)) is not None
        ]
        if len(found) > 1:
            found.sort(key=lambda f: -f[0])
        for end, rule, match in found:
            if not self._fits(rule, shape, (at, end), items, printed_low):
                continue
            meaning = rule.production(_caught(rule, match, items, self._vocabulary))
            if meaning is not None:
                return at, end, meaning, rule.knowledge.id
        return None

    def _opening(self, items: Items) -> int:
        """Where a match can start at the earliest: later stages join what was found."""
        if not self._later:
            return 0
        return max(
            0, next((at for at, first in enumerate(items.firsts) if first in items.found), len(items.firsts)) - _REACH
        )

    def _fits(self, rule: Rule, shape: str, span: tuple[int, int], items: Items, printed_low: PrintedLow) -> bool:
        at, end = span
        if rule.after and not self._preceded(shape, at, rule.after):
            return False
        if rule.not_after and at and shape[at - 1] in rule.not_after:
            return False
        if rule.before and shape[end] not in rule.before:
            return False
        if rule.not_before and end < len(shape) and shape[end] in rule.not_before:
            return False
        return not rule.knowledge.lower or printed_low(items.firsts[at], items.lasts[end - 1])

    def _preceded(self, shape: str, at: int, after: frozenset[str]) -> bool:
        """Whether a word of the class stands before, an article between them or not."""
        if at and shape[at - 1] in after:
            return True
        return at > 1 and shape[at - 1] in self._transparent and shape[at - 2] in after

    def _rewritten(self, items: Items, taken: list[tuple[int, int, Meaning, str]]) -> Items:
        found = dict(items.found)
        merges: list[tuple[int, int, str, Values]] = []
        for start, end, meaning, rule in taken:
            for at in range(start, end):
                found.pop(items.firsts[at], None)
            found[items.firsts[start]] = (meaning, rule)
            classes = dict.fromkeys(found_classes(meaning), meaning)
            merges.append((start, end, self._vocabulary.character(classes), classes))
        return rewritten(items, merges)._replace(found=found)


def _caught(rule: Rule, match: "re.Match[str]", items: Items, vocabulary: Vocabulary) -> dict[str, Any]:
    """What the labelled classes of a match caught: label → value."""
    caught: dict[str, Any] = dict(rule.knowledge.set)
    for group, (label, classes) in rule.pattern.groups.items():
        at = match.start(group)
        if at < 0:
            continue
        first = items.firsts[at]
        values = items.values.get(first) or vocabulary.word(items.words[first]) or {}
        if VAGUE in values:
            caught[VAGUE] = True
        for name in classes:
            if name in values:
                caught.setdefault(label if name == classes[0] or label != classes[0] else name, values[name])
                break
    return caught


def _compiled(rule: TimeRule, vocabulary: Vocabulary) -> Rule:
    if rule.yields not in PRODUCTIONS:
        raise KnowledgeError(
            f"time rule {rule.id!r}: no production is called {rule.yields!r}; one of {', '.join(PRODUCTIONS)}"
        )
    try:
        pattern = compile_pattern(rule.pattern, vocabulary.alphabet, vocabulary.valued)
        sets = [
            frozenset().union(*(vocabulary.alphabet.members(c) for c in names))
            for names in (rule.after, rule.before, rule.not_after, rule.not_before)
        ]
    except KnowledgeError as error:
        raise KnowledgeError(f"time rule {rule.id!r}: {error}") from error
    return Rule(rule, pattern, PRODUCTIONS[rule.yields], *sets)
