"""Knowledge files are the product as much as the code: each opens with its contract, says nothing twice, and every word
in it is found again in a sentence made from it.
"""

import tomllib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest

from bilan.knowledge import (
    actors,
    claims,
    cues,
    frames,
    goods,
    nouns,
    numbers,
    offtopic,
    organisations,
    quantities,
    states,
    units,
    verbs,
)
from bilan.knowledge.files import SHIPPED, Shelf
from bilan.model.mention import Actor, Quantity
from bilan.reading.actors import ActorReader
from bilan.reading.folding import fold
from bilan.reading.frames.words import FrameWords, Sense
from bilan.reading.grammar.inflection import Conjugator
from bilan.reading.lexicon import Lexicon
from bilan.reading.numbers import NumberReader
from bilan.reading.quantities import QuantityReader
from bilan.reading.sentences import Sentence

FILES = sorted(SHIPPED.glob("*/*.toml"))
NAMES = [f"{path.parent.name}/{path.stem}" for path in FILES]
SHELF = Shelf()
Path_ = tuple[str, ...]
HEADS = ("le ministre", "la ministre", "les ministres", "les autorités")  # one a form of an adjective


@pytest.fixture(scope="module")
def words() -> FrameWords:
    return FrameWords(
        cues=cues.load(SHELF, "fr"), rules=frames.load(SHELF, "fr"), goods=goods.load(SHELF, "fr"),
        nouns=nouns.load(SHELF, "fr"), verbs=verbs.load(SHELF, "fr"), claims=claims.load(SHELF, "fr"),
        offtopic=offtopic.load(SHELF, "fr"),
    )  # fmt: skip


@pytest.fixture(scope="module")
def actor_reader() -> ActorReader:
    return ActorReader(actors.load(SHELF, "fr"))


@pytest.fixture(scope="module")
def quantity_reader() -> QuantityReader:
    number_reader = NumberReader(numbers.load(SHELF, "fr"))
    return QuantityReader(quantities.load(SHELF, "fr"), units.load(SHELF), number_reader)


def lists(tree: Any, path: Path_ = ()) -> Iterator[tuple[Path_, list[Any]]]:
    """Every list in a file, with where it stands."""
    if isinstance(tree, list):
        yield path, tree
    children = tree.items() if isinstance(tree, dict) else enumerate(tree) if isinstance(tree, list) else ()
    for name, child in children:
        yield from lists(child, (*path, str(name)))


def none_lost(items: Iterable[Any], found: Callable[[Any], bool]) -> None:
    """Each of the items is found; a failure names all that are not."""
    lost = [item for item in items if not found(item)]
    assert not lost, f"{len(lost)} are not found: " + "; ".join(map(str, lost))


# ---- shape ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", FILES, ids=NAMES)
def test_a_file_opens_with_its_contract(path: Path) -> None:
    opening = []
    for line in path.read_text("utf-8").splitlines():
        if not line.startswith("#"):
            break
        opening.append(line)
    assert len(opening) >= 2 and len(" ".join(opening)) > 100, "say what stands here, and how it is written"


@pytest.mark.parametrize("path", FILES, ids=NAMES)
def test_nothing_stands_twice_in_one_list(path: Path) -> None:
    tree = tomllib.loads(path.read_text("utf-8"))
    twice = []
    for where, items in lists(tree):
        if where and where[-1] in (
            "present",
            "imperfect",
            "past",
            "future",
            "conditional",
            "subjunctive",
            "participle",
        ):
            continue  # a paradigm: two persons may share a form
        texts = Counter(item for item in items if isinstance(item, str))
        twice += [f"{'.'.join(where)}: {word}" for word, count in texts.items() if count > 1]
    assert not twice, "; ".join(twice)


@pytest.mark.parametrize("path", FILES, ids=NAMES)
def test_no_two_records_share_an_id(path: Path) -> None:
    tree = tomllib.loads(path.read_text("utf-8"))
    for where, items in lists(tree):
        for field in ("id", "lemma"):
            named = Counter(item[field] for item in items if isinstance(item, dict) and field in item)
            assert [name for name, count in named.items() if count > 1] == [], where


def test_both_folders_of_a_topic_are_told_apart() -> None:
    assert {path.parent.name for path in FILES} == {"world", "fr"}


# ---- verbs -------------------------------------------------------------------------------------------------------


def test_every_verb_inflects(words: FrameWords) -> None:
    conjugator = Conjugator(verbs.load(SHELF, "fr"))

    def inflects(lemma: str) -> bool:
        by_tense: dict[str, set[str]] = {}
        for form, tense in conjugator.forms(lemma):
            by_tense.setdefault(tense, set()).add(form)
        return (
            set(by_tense) >= set(verbs.TENSES) - {"subjunctive"}  # that of most verbs is their present's
            and lemma in by_tense["infinitive"]
            and all(form.replace("-", "").isalpha() for forms in by_tense.values() for form in forms)
        )

    none_lost(words.verbs.patterns, inflects)


def test_irregular_verbs_keep_to_their_own_paradigm() -> None:
    """Future stems end in r, gerunds in -ant; a verb named as `like` another ends as that one does."""
    for record in verbs.load(SHELF, "fr").irregular:
        assert record.future.endswith("r") and record.gerund.endswith("ant"), record.lemma
        for other in record.like:
            assert other[-2:] == record.lemma[-2:], f"{other} is not like {record.lemma}"
            assert other != record.lemma


def test_no_verb_is_like_two_others() -> None:
    table = verbs.load(SHELF, "fr").irregular
    assert [v for v, n in Counter(v for r in table for v in (r.lemma, *r.like)).items() if n > 1] == []


def test_every_form_of_every_verb_is_known_again(words: FrameWords) -> None:
    conjugator = Conjugator(verbs.load(SHELF, "fr"))
    forms = [(lemma, form) for lemma in words.verbs.patterns for form, _ in conjugator.forms(lemma)]
    none_lost(forms, lambda pair: words.verbs.known(pair[1]))


# ---- phrases of the kinds ------------------------------------------------------------------------------------------


def test_every_phrase_of_the_kinds_is_found_in_a_sentence(words: FrameWords) -> None:
    rules = frames.load(SHELF, "fr")
    phrases = [
        (kind, phrase)
        for kind in ("visit", "talks", "commitment")
        for rule in getattr(rules, kind).rule
        for phrase in (*rule.nouns, *rule.phrases)
    ]

    def found(item: tuple[str, str]) -> bool:
        kind, phrase = item
        return any(hit.payload.kind == "trigger" and hit.payload.name == kind for hit in exactly(words.lexicon, phrase))

    none_lost(phrases, found)


def test_a_word_that_triggers_two_rules_of_one_kind_asks_for_different_things() -> None:
    rules = frames.load(SHELF, "fr")
    for kind in ("visit", "talks", "commitment"):
        asked = Counter(
            (word, rule.needs, rule.sorts, rule.sort)
            for rule in getattr(rules, kind).rule
            for word in {*rule.nouns, *rule.phrases}
        )
        assert {word for (word, *_), count in asked.items() if count > 1} == set(), kind


def exactly(lexicon: Lexicon[Sense], phrase: str) -> list[Any]:
    """What the phrase is found to be in a sentence around it, as a whole."""
    carrier = f"on parle de {phrase} depuis hier."
    return [hit for hit in lexicon.every(fold(carrier)) if hit.end - hit.start == len(phrase)]


# ---- goods ---------------------------------------------------------------------------------------------------------


def test_every_good_is_reached_by_each_of_its_words(words: FrameWords) -> None:
    """No word stands under two goods: the second could never be reached."""
    plural = nouns.load(SHELF, "fr").plural
    forms = [
        (good.id, form) for good in goods.load(SHELF, "fr").good for word in good.words for form in {word, plural(word)}
    ]

    def reached(item: tuple[str, str]) -> bool:
        name, form = item
        return [hit.payload.name for hit in exactly(words.lexicon, form) if hit.payload.kind == "good"] == [name]

    none_lost(forms, reached)


# ---- who -----------------------------------------------------------------------------------------------------------


def who(reader: ActorReader, sentence: str) -> list[Actor]:
    return reader.find(sentence, fold(sentence), [Sentence(0, len(sentence), 0)], None)[0]


def test_every_state_is_known_by_each_of_its_names(actor_reader: ActorReader) -> None:
    table = states.load(SHELF, "fr").words.states
    names = [(code, n) for code, s in table.items() for n in (*s.names, *s.capital) if s.needs is None]
    ambiguous = {fold(word) for record in states.load(SHELF, "fr").words.ambiguous for word in record.words}

    def known(item: tuple[str, str]) -> bool:
        code, name = item
        found = who(actor_reader, f"Le ministre est rentré hier, selon {name}, de sa tournée.")
        return fold(name) in ambiguous or any(code in (a.party, *a.parties) for a in found)

    none_lost(names, known)


def test_every_state_s_adjective_is_known_in_each_form(actor_reader: ActorReader) -> None:
    knowledge = states.load(SHELF, "fr")
    ambiguous = {fold(word) for record in knowledge.words.ambiguous for word in record.words}
    forms = [
        (code, form, head)
        for code, state in knowledge.words.states.items()
        for adjective in state.adjective
        for form, head in zip(knowledge.forms(adjective), HEADS, strict=True)
        if fold(form) not in ambiguous
    ]

    def known(item: tuple[str, str, str]) -> bool:
        code, form, head = item
        found = who(actor_reader, f"Hier, {head} {form} des Finances a parlé.")
        return any(code in (a.party, *a.parties) for a in found)

    none_lost(forms, known)


def test_every_grouping_is_known_by_each_of_its_names(actor_reader: ActorReader) -> None:
    table = actors.load(SHELF, "fr").groupings.names
    names = [name for g in table.values() for name in (g.name, *g.also, *g.acronyms)]

    def known(name: str) -> bool:
        forms = (name, f"le {name}", f"la {name}", f"les {name}", f"l’{name}")
        found = [actor for form in forms for actor in who(actor_reader, f"Ils en ont saisi hier {form} à ce sujet.")]
        return any(a.type in ("grouping", "organisation") for a in found)

    none_lost(names, known)


def test_every_known_body_is_found_under_each_of_its_names(actor_reader: ActorReader) -> None:
    table = organisations.load(SHELF, "fr").known
    names = [(body.names[0], name) for body in table.values() for name in body.names]

    def known(item: tuple[str, str]) -> bool:
        found = who(actor_reader, f"Un accord lie depuis hier {item[1]} au Gabon.")
        return any(a.type == "organisation" and a.name in item for a in found)

    none_lost(names, known)


# ---- how much ------------------------------------------------------------------------------------------------------


def amounts(reader: QuantityReader, sentence: str) -> list[Quantity]:
    return reader.find(sentence, fold(sentence), 0, len(sentence), [])


def test_every_unit_is_known_by_each_of_its_words(quantity_reader: QuantityReader) -> None:
    table = quantities.load(SHELF, "fr")
    units_ = [(unit, word, 12 * factor) for unit, forms in table.measures.items() for word, factor in forms.items()]

    def known(item: tuple[str, str, float]) -> bool:
        unit, word, value = item
        found = amounts(quantity_reader, f"Ils en ont reçu 12 {word} hier.")
        found += amounts(quantity_reader, f"Ils en ont reçu 1 {word} hier.")
        return any(q.unit == unit and abs(q.value - value / n) <= 1e-6 * value for q in found for n in (1, 12))

    none_lost(units_, known)


def test_every_currency_is_known_by_each_of_its_names(quantity_reader: QuantityReader) -> None:
    table = quantities.load(SHELF, "fr").money
    names = [(code, name) for code, names in table.items() for name in names]
    same = {"CFA": {"XOF", "XAF"}}

    def known(item: tuple[str, str]) -> bool:
        code, name = item
        given = ("12 {}", "12 millions de {}", "12 millions {}")
        forms = [shape.format(said) for shape in given for said in (name, name.upper())]
        found = [q for form in forms for q in amounts(quantity_reader, f"Ils ont versé {form} hier.")]
        return any(q.unit in same.get(code, {code}) for q in found)

    none_lost(names, known)


def test_every_counted_thing_is_known_by_each_of_its_words(quantity_reader: QuantityReader) -> None:
    table = quantities.load(SHELF, "fr").nouns
    names = [(unit, form) for unit, forms in table.items() for form in forms]

    def known(item: tuple[str, str]) -> bool:
        unit, form = item
        return any(q.unit == unit for q in amounts(quantity_reader, f"Ils ont reçu 12 {form} hier."))

    none_lost(names, known)
