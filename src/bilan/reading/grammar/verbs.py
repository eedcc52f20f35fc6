"""Verbs in their groups: what a form is of, its auxiliaries, negation, and the verb or noun that governs it.

A *pattern* is how knowledge writes a verb: a lemma, with "se " before it if it must be reflexive, and further words
behind it for an idiom ("mettre fin"). One word of text may carry several patterns.
"""

from collections.abc import Iterable, Sequence
from typing import Literal

import msgspec

from bilan.knowledge.cues import Cues
from bilan.knowledge.verbs import VerbWords
from bilan.reading.grammar.inflection import Conjugator
from bilan.reading.grammar.words import Word

Time = Literal["past", "present", "future", "conditional", "none"]
_TENSE_TO_TIME: dict[str, Time] = {
    "infinitive": "none", "present": "present", "imperfect": "past", "past": "past", "future": "future",
    "conditional": "conditional", "subjunctive": "present", "participle": "past", "gerund": "present",
}  # fmt: skip
_REACH = 7  # words to the left within which auxiliaries, and governors of an infinitive, stand
_ASIDE = 9  # words that an aside between commas may have
_TAIL_GAP = 4  # words that may stand between a verb and the rest of its idiom


class Pattern(msgspec.Struct, frozen=True):
    """A verb as knowledge writes it."""

    text: str
    lemma: str
    reflexive: bool
    tail: tuple[str, ...]


class VerbGroup(msgspec.Struct, frozen=True, kw_only=True):
    """A verb where it stands: words `first` to `last` of the sentence (indices, inclusive), the form itself at `at`.

    `time` is when it says the thing is, seen from the text; `tense` the form's own. `perfect` marks compound tenses.
    `governor` is the verb above an infinitive; `governor_noun` the noun above it.
    """

    first: int
    at: int
    last: int
    lemma: str
    tense: str
    time: Time
    passive: bool = False
    perfect: bool = False
    reflexive: bool = False
    negated: bool = False
    bare: bool = False
    imminent: bool = False
    governor: "VerbGroup | None" = None
    governor_noun: str | None = None


def pattern(text: str, marks: frozenset[str]) -> Pattern:
    """How knowledge writes a verb, taken apart; `marks` are the words that make it reflexive."""
    parts = text.split()
    reflexive = parts[0] in marks
    body = parts[1:] if reflexive else parts
    return Pattern(text, body[0], reflexive, tuple(body[1:]))


def _auxiliary(group: VerbGroup, following: Sequence[VerbGroup]) -> bool:
    """Whether a verb only helps one behind it: it tells nothing of its own."""
    composed = [g for g in following if (g.perfect or g.passive) and not g.bare]
    return any(g.first <= group.at < g.at for g in composed)


class VerbLexicon:
    """Every form of every verb that knowledge names."""

    def __init__(self, words: VerbWords, cues: Cues, patterns: Iterable[str]) -> None:
        conjugator = Conjugator(words)
        self.patterns: dict[str, list[Pattern]] = {}
        for text in sorted(set(patterns)):
            made = pattern(text, cues.clause.reflexive)
            self.patterns.setdefault(made.lemma, []).append(made)
        self._forms: dict[str, list[tuple[str, str]]] = {}
        for lemma in self.patterns:
            for form, tense in conjugator.forms(lemma):
                entry = self._forms.setdefault(form, [])
                if (lemma, tense) not in entry:
                    entry.append((lemma, tense))
        self._be = _by_form(words.auxiliaries["be"])
        self._have = _by_form(words.auxiliaries["have"])
        self._go = _by_form(words.auxiliaries["go"])
        self._come = _by_form(words.auxiliaries["come"])
        clause = cues.clause
        self._skip = clause.clitics | clause.adverbs | cues.negation.words | cues.negation.clitic
        self._adverb_ending = clause.adverb_ending
        self._clause = clause
        self._negation = cues.negation
        self._articles = clause.determiners - clause.clitics - frozenset(cues.prepositions["from"])
        self._from = frozenset(cues.prepositions["from"])
        self._noun_cues = frozenset(n for mode in cues.modal.values() for n in mode.nouns)

    def known(self, form: str) -> bool:
        return form in self._forms

    def is_being(self, form: str) -> bool:
        """Whether `form` is of the verb to be: what follows it is no object."""
        return form in self._be

    def groups(self, sentence: Sequence[Word]) -> list[VerbGroup]:
        """All verb groups of a sentence, in order."""
        found: list[VerbGroup] = []
        for at, word in enumerate(sentence):
            for lemma, tense in self._forms.get(word.form, ()):
                if word.form in self._clause.not_verbs:
                    break
                group = self._group(sentence, at, lemma, tense, found)
                if group is not None:
                    found.append(group)
        return [group for i, group in enumerate(found) if not _auxiliary(group, found[i + 1 : i + 4])]

    def carries(self, sentence: Sequence[Word], group: VerbGroup, wanted: Pattern) -> int | None:
        """Index of the last word of `wanted` where `group` carries it; None where it does not."""
        if wanted.lemma != group.lemma or (wanted.reflexive and not group.reflexive):
            return None
        if not wanted.tail:
            return group.at
        length = len(wanted.tail)
        for start in range(group.at + 1, min(group.at + 2 + _TAIL_GAP, len(sentence) - length + 1)):
            if sentence[start].form == wanted.tail[0] and all(
                sentence[start + i].form == wanted.tail[i] for i in range(1, length)
            ):
                return start + length - 1
        return None

    def _group(
        self, sentence: Sequence[Word], at: int, lemma: str, tense: str, earlier: Sequence[VerbGroup]
    ) -> VerbGroup | None:
        if tense in ("present", "subjunctive", "past") and self._is_noun(sentence, at):
            return None
        if tense == "infinitive" and at > 0 and sentence[at - 1].form in self._articles:
            return None
        left = self._left_of(sentence, at)
        if tense == "participle":
            group = self._participle(sentence, at, lemma, left)
            return None if group is not None and group.bare and self._is_noun(sentence, at) else group
        if tense == "infinitive":
            return self._infinitive(sentence, at, lemma, left, earlier)
        return VerbGroup(
            first=left.first, at=at, last=at, lemma=lemma, tense=tense, time=_TENSE_TO_TIME[tense],
            reflexive=left.reflexive, negated=left.negated,
        )  # fmt: skip

    def _is_noun(self, sentence: Sequence[Word], at: int) -> bool:
        """A present form right after a determiner or "de" is the noun of the same spelling ("la visite")."""
        if at == 0:
            return False
        before = sentence[at - 1].form
        if before in self._clause.objects and at >= 2 and sentence[at - 2].form in self._clause.subject_pronouns:
            return False
        if before in self._clause.prenominal and at >= 2 and not before.endswith(("s", "x")):
            above = sentence[at - 2].form  # "la seconde tranche"; but "les quatre portent"
            return above in self._clause.determiners and not above.endswith("s")
        return before in self._clause.determiners or before in self._from or before.isdigit()

    def _left_of(self, sentence: Sequence[Word], at: int) -> "_Left":
        """What stands left of a verb form within its group."""
        index, reflexive, negated = at - 1, False, False
        stop = max(-1, at - 1 - _REACH)
        first = at
        while index > stop:
            form = sentence[index].form
            if form in self._clause.reflexive:
                reflexive = True
            if form in self._negation.clitic:
                negated = True
                first = index
            elif not (form in self._skip or (form.endswith(self._adverb_ending) and len(form) > 6)):
                break
            index -= 1
        # a negation word behind a finite verb ("ne livrera pas")
        return _Left(index, first, reflexive, negated)

    def _participle(self, sentence: Sequence[Word], at: int, lemma: str, left: "_Left") -> VerbGroup | None:
        index = self._past_aside(sentence, left.index)
        form = sentence[index].form if index >= 0 else ""
        passive = False
        negated = left.negated
        reflexive = left.reflexive
        if form in self._clause.be_passive:
            passive = True
            inner = self._left_of(sentence, index)
            index, negated, reflexive = inner.index, negated or inner.negated, reflexive or inner.reflexive
            form = sentence[index].form if index >= 0 else ""
        tense = self._have.get(form)
        if tense is None and not passive:
            tense = self._be.get(form)
            if tense is not None:
                outer = self._left_of(sentence, index)
                reflexive = reflexive or outer.reflexive
                return self._composed(at, lemma, index, tense, passive=not reflexive, reflexive=reflexive,
                                      negated=negated or outer.negated, with_be=True, sentence=sentence)  # fmt: skip
        if tense is not None:
            outer = self._left_of(sentence, index)
            return self._composed(at, lemma, index, tense, passive=passive, reflexive=reflexive or outer.reflexive,
                                  negated=negated or outer.negated, with_be=False, sentence=sentence)  # fmt: skip
        return VerbGroup(first=at, at=at, last=at, lemma=lemma, tense="participle", time="past", passive=True,
                         negated=False, bare=True)  # fmt: skip

    def _past_aside(self, sentence: Sequence[Word], index: int) -> int:
        """Index of the auxiliary before an aside between commas ("a, de son côté, promis"), else `index`."""
        if index < 2 or sentence[index].form != ",":
            return index
        opening = next((i for i in range(index - 1, max(-1, index - _ASIDE), -1) if sentence[i].form == ","), None)
        if opening is None or opening == 0:
            return index
        before = sentence[opening - 1].form
        return opening - 1 if before in self._have or before in self._be or before in self._clause.be_passive else index

    def _composed(
        self, at: int, lemma: str, index: int, tense: str, *, passive: bool, reflexive: bool, negated: bool,
        with_be: bool, sentence: Sequence[Word],
    ) -> VerbGroup:  # fmt: skip
        time = _TENSE_TO_TIME[tense]
        governor = None
        noun = None
        if time == "present" or tense in ("gerund", "imperfect"):
            time = "past"
        if tense == "infinitive":
            governor, noun = self._governor(sentence, index, self._left_of(sentence, index), ())
            time = "none"
        return VerbGroup(first=index, at=at, last=at, lemma=lemma, tense=tense, time=time, passive=passive,
                         perfect=not (with_be and passive), reflexive=reflexive, negated=negated,
                         governor=governor, governor_noun=noun)  # fmt: skip

    def _infinitive(
        self, sentence: Sequence[Word], at: int, lemma: str, left: "_Left", earlier: Sequence[VerbGroup]
    ) -> VerbGroup:
        before = sentence[left.index].form if left.index >= 0 else ""
        if before in self._go and self._go[before] in ("present", "imperfect"):
            return VerbGroup(first=left.index, at=at, last=at, lemma=lemma, tense="infinitive", time="future",
                             negated=left.negated, reflexive=left.reflexive)  # fmt: skip
        if before in self._clause.from_ and left.index > 0 and sentence[left.index - 1].form in self._come:
            return VerbGroup(first=left.index - 1, at=at, last=at, lemma=lemma, tense="infinitive", time="past",
                             reflexive=left.reflexive, imminent=True)  # fmt: skip
        governor, noun = self._governor(sentence, at, left, earlier)
        first = governor.first if governor is not None and at - governor.at <= 4 else left.first
        return VerbGroup(
            first=first, at=at, last=at, lemma=lemma, tense="infinitive", time="none",
            negated=left.negated, reflexive=left.reflexive, governor=governor, governor_noun=noun,
        )  # fmt: skip

    def _governor(
        self, sentence: Sequence[Word], at: int, left: "_Left", earlier: Sequence[VerbGroup]
    ) -> tuple[VerbGroup | None, str | None]:
        """The nearest verb or noun of a mode to the left, no stop between."""
        for index in range(left.index, max(-1, at - 1 - 2 * _REACH), -1):
            form = sentence[index].form
            if form in ".;:!?«»":
                break
            following = sentence[index + 1].form if index + 1 < len(sentence) else ""
            if form in self._noun_cues and following in self._clause.linking:
                return None, form
            for group in reversed(earlier):
                if group.at == index:
                    return group, None
                if group.at < index:
                    break
        return None, None


class _Left(msgspec.Struct, frozen=True):
    """`index` of the first word that is not of the group (auxiliary or other), -1 at the start."""

    index: int
    first: int
    reflexive: bool
    negated: bool


def _by_form(endings: object) -> dict[str, str]:
    table: dict[str, str] = {}
    for tense in _TENSE_TO_TIME:  # in this order: of two tenses of one form the first counts
        for form in getattr(endings, tense):
            table.setdefault(form, tense)
    return table
