"""The words that frames look for, built once from knowledge: verbs, phrases, goods, and what each means."""

from collections.abc import Iterable, Iterator

import msgspec

from bilan.knowledge.claims import ClaimRules
from bilan.knowledge.cues import Cues
from bilan.knowledge.frames import FrameRules, Rule, StatusWords
from bilan.knowledge.goods import Good, Goods
from bilan.knowledge.nouns import NounWords
from bilan.knowledge.offtopic import OffTopic
from bilan.knowledge.verbs import VerbWords
from bilan.reading.grammar.verbs import Pattern, VerbGroup, VerbLexicon, pattern
from bilan.reading.grammar.words import Word
from bilan.reading.lexicon import Lexicon


class Sense(msgspec.Struct, frozen=True):
    """What a phrase of the one big lexicon is: `kind` of sense, `name` within it, and a payload where it has one.

    kinds: `trigger` (name: kind of statement; rule), `not`, `statistic` (name: kind of statement), `good` (good),
    `mode` (name: mode), `mode-noun`, `status` (name: kind/status), `status-noun`, `instrument` (name:
    acts|strong|weak), `structure` (strong|weak), `recall` (name: sorts of things), `payer`, `claim` (name: rule id),
    `claim-word` (name: table and field of `claims.toml`), `offtopic` (name: field), `series`, `resident`,
    `attribution`, `communique`, `voice` (name), `negation`, `preposition` (name), `denial`.
    """

    kind: str
    name: str = ""
    rule: Rule | None = None
    good: Good | None = None


class VerbSense(msgspec.Struct, frozen=True):
    """What a verb pattern is: kinds as in `Sense`, for verbs."""

    pattern: Pattern
    kind: str
    name: str = ""
    rule: Rule | None = None


class FrameWords:
    """Everything the frames look up, in two tables: phrases found in one pass, and verbs by lemma."""

    def __init__(
        self,
        *,
        cues: Cues,
        rules: FrameRules,
        goods: Goods,
        nouns: NounWords,
        verbs: VerbWords,
        claims: ClaimRules,
        offtopic: OffTopic,
    ) -> None:
        self.cues = cues
        self.rules = rules
        self.goods = {good.id: good for good in goods.good}
        phrases = (*_phrases(cues, rules, goods, nouns), *_claims(claims), *_offtopic(offtopic))
        self.lexicon: Lexicon[Sense] = Lexicon(phrases)
        self.least = {field.id: field.least for field in offtopic.field}
        self.claims = claims
        marks = cues.clause.reflexive
        claimed = (VerbSense(pattern(verb, marks), "claim", name) for verb, name in claims.verbs())
        senses = [*_verb_senses(cues, rules), *claimed]
        self.verb_senses: dict[str, list[VerbSense]] = {}
        for sense in senses:
            self.verb_senses.setdefault(sense.pattern.lemma, []).append(sense)
        self.verbs = VerbLexicon(verbs, cues, (sense.pattern.text for sense in senses))
        self.prepositions = {word: name for name, words in cues.prepositions.items() for word in words}

    def senses(self, sentence: list[Word], group: VerbGroup) -> list[tuple[VerbSense, int]]:
        """What a verb group may mean, each with the index of its last word."""
        found = []
        for sense in self.verb_senses.get(group.lemma, ()):
            last = self.verbs.carries(sentence, group, sense.pattern)
            if last is not None:
                found.append((sense, last))
        return found


def _phrases(cues: Cues, rules: FrameRules, goods: Goods, nouns: NounWords) -> Iterator[tuple[str, Sense]]:
    for kind in ("visit", "talks", "commitment"):
        events = getattr(rules, kind)
        for rule in events.rule:
            for phrase in (*rule.nouns, *rule.phrases):
                yield phrase, Sense("trigger", kind, rule)
        yield from ((phrase, Sense("not", kind)) for phrase in events.not_.phrases)
        yield from ((phrase, Sense("statistic", kind)) for phrase in events.not_.figures)
    yield from _marks(rules)
    for kind, texts in (("agreement", rules.agreement), ("mechanism", rules.mechanism)):
        yield from ((phrase, Sense("not", kind)) for phrase in texts.not_.phrases)
        for status, words in texts.status.items():
            yield from ((phrase, Sense("status", f"{kind}/{status}")) for phrase in words.phrases)
            yield from ((noun, Sense("status-noun", f"{kind}/{status}")) for noun in words.nouns)
    for weight in ("acts", "strong", "weak"):
        for phrase in getattr(rules.agreement.instruments, weight):
            yield phrase, Sense("instrument", weight)
    for weight in ("strong", "weak"):
        for phrase in getattr(rules.mechanism.structures, weight):
            yield phrase, Sense("structure", weight)
    yield from ((noun, Sense("series")) for noun in rules.mechanism.series.nouns)
    for recall in rules.commitment.recall:
        yield from ((word, Sense("recall", " ".join(sorted(recall.sorts)))) for word in recall.words)
    yield from ((phrase, Sense("payer")) for phrase in rules.commitment.shape.payers)
    yield from _goods(goods, nouns)
    yield from _cue_phrases(cues)


def _marks(rules: FrameRules) -> Iterator[tuple[str, Sense]]:
    """Words that bend visits and talks without telling them."""
    visit, talks = rules.visit, rules.talks
    lists = (
        ("resident", visit.resident), ("team", visit.team), ("tour", visit.tour), ("posted", visit.posted),
        ("both", talks.both), ("sides", talks.sides), ("lead", talks.lead),
    )  # fmt: skip
    for kind, listed in lists:
        yield from ((word, Sense(kind)) for word in listed.words)


def _claims(claims: ClaimRules) -> Iterator[tuple[str, Sense]]:
    for rule in claims.rule:
        for phrase in (*rule.nouns, *rule.phrases):
            yield phrase, Sense("claim", rule.id)
    yield from ((phrase, Sense("claim-word", name)) for phrase, name in claims.words())


def _offtopic(offtopic: OffTopic) -> Iterator[tuple[str, Sense]]:
    for field in offtopic.field:
        yield from ((word, Sense("offtopic", field.id)) for word in field.words)


def _goods(goods: Goods, nouns: NounWords) -> Iterator[tuple[str, Sense]]:
    seen: set[str] = set()
    for good in goods.good:
        for word in good.words:
            for form in {word, nouns.plural(word)}:
                if form not in seen:
                    seen.add(form)
                    yield form, Sense("good", good.id, good=good)


def _cue_phrases(cues: Cues) -> Iterator[tuple[str, Sense]]:
    for name, mode in cues.modal.items():
        yield from ((phrase, Sense("mode", name)) for phrase in mode.phrases)
        yield from ((noun, Sense("mode-noun", name)) for noun in mode.nouns)
    yield from ((phrase, Sense("attribution")) for phrase in cues.reporting.attribution)
    yield from ((phrase, Sense("communique")) for phrase in cues.reporting.communique)
    yield from ((phrase, Sense("negation")) for phrase in cues.negation.phrases)
    for name, words in cues.voices.items():
        yield from ((word, Sense("voice", name)) for word in words)


def _verb_senses(cues: Cues, rules: FrameRules) -> Iterator[VerbSense]:
    marks = cues.clause.reflexive
    for kind in ("visit", "talks", "commitment"):
        for rule in getattr(rules, kind).rule:
            for text in rule.verbs:
                yield VerbSense(pattern(text, marks), "trigger", kind, rule)
    for kind in ("agreement", "mechanism"):
        statuses: dict[str, StatusWords] = getattr(rules, kind).status
        for status, words in statuses.items():
            yield from _each("status", f"{kind}/{status}", words.verbs, marks)
    for name, mode in cues.modal.items():
        yield from _each("mode", name, mode.verbs, marks)
    yield from _each("reporting", "", cues.reporting.verbs, marks)


def _each(kind: str, name: str, verbs: Iterable[str], marks: frozenset[str]) -> Iterator[VerbSense]:
    for text in verbs:
        yield VerbSense(pattern(text, marks), kind, name)
