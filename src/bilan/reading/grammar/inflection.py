"""All forms of a verb from its lemma, by the paradigms of `verbs.toml`."""

from collections.abc import Iterator

from bilan.knowledge.verbs import TENSES, Endings, Irregular, VerbWords


class Conjugator:
    """`forms(lemma)` yields (form, tense) for every form; tenses are those of `knowledge.verbs.TENSES`."""

    def __init__(self, words: VerbWords) -> None:
        self._words = words
        self._irregular = {lemma: record for record in words.irregular for lemma in (*record.like, record.lemma)}
        future = next(iter(words.endings.values())).future
        conditional = next(iter(words.endings.values())).conditional
        shared = _shared_start(future[0], conditional[0])
        self._future_tails = tuple(f[shared:] for f in future)
        self._conditional_tails = tuple(c[shared:] for c in conditional)

    def forms(self, lemma: str) -> Iterator[tuple[str, str]]:
        record = self._irregular.get(lemma)
        if record is not None:
            yield from self._irregular_forms(record, lemma)
            return
        for endings in self._words.endings.values():
            if lemma.endswith(endings.infinitive[0]):
                yield from self._regular_forms(lemma, endings)
                return

    def _softened(self, stem: str, ending: str) -> str:
        """The stem keeps the sound of its last letter."""
        soft = self._words.soft
        if ending.startswith(soft.before) and stem[-1:] in soft.letters:
            return stem[:-1] + soft.letters[stem[-1]] + ending
        return stem + ending

    def _irregular_forms(self, record: Irregular, lemma: str) -> Iterator[tuple[str, str]]:
        shared = _shared_end(record.lemma, lemma)
        old, new = record.lemma[: len(record.lemma) - shared], lemma[: len(lemma) - shared]
        yield lemma, "infinitive"
        for tense in ("present", "imperfect", "past", "subjunctive", "participle"):
            for form in getattr(record, tense):
                yield new + form[len(old) :], tense
        for tail in self._future_tails:
            yield new + record.future[len(old) :] + tail, "future"
        for tail in self._conditional_tails:
            yield new + record.future[len(old) :] + tail, "conditional"
        yield new + record.gerund[len(old) :], "gerund"

    def _regular_forms(self, lemma: str, endings: Endings) -> Iterator[tuple[str, str]]:
        stem = lemma[: -len(endings.infinitive[0])]
        strong = self._words.strong.get(lemma, stem)
        for tense in TENSES:
            for ending in getattr(endings, tense):
                yield self._softened(stem, ending), tense
                if strong != stem and ending[:1] == "e":
                    yield strong + ending, tense


def _shared_start(one: str, other: str) -> int:
    n = 0
    while n < min(len(one), len(other)) and one[n] == other[n]:
        n += 1
    return n - 1  # the endings' own first vowel is theirs


def _shared_end(one: str, other: str) -> int:
    n = 0
    while n < min(len(one), len(other)) and one[-1 - n] == other[-1 - n]:
        n += 1
    return n
