"""Shape of `cues.toml`: words that bend what a sentence says."""

import msgspec

from bilan.knowledge.files import Shelf


class Mode(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What puts its complement into one mode."""

    verbs: tuple[str, ...]
    nouns: tuple[str, ...]
    phrases: tuple[str, ...]


class Reporting(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    verbs: tuple[str, ...]
    attribution: tuple[str, ...]
    communique: tuple[str, ...]


class Negation(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    clitic: frozenset[str]
    words: frozenset[str]
    phrases: tuple[str, ...]


class ClauseWords(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    breaks: tuple[str, ...]
    relatives: frozenset[str]
    that: frozenset[str]
    clitics: frozenset[str]
    adverbs: frozenset[str]
    adverb_ending: str
    determiners: frozenset[str]
    definite: frozenset[str]
    relating: frozenset[str]
    demonstratives: frozenset[str]
    conjunctions: tuple[str, ...]
    examples: tuple[str, ...]
    prenominal: frozenset[str]
    not_verbs: frozenset[str]
    be_passive: frozenset[str]
    subject_pronouns: frozenset[str]
    impersonal: frozenset[str]
    reflexive: frozenset[str]
    objects: frozenset[str]
    linking: frozenset[str]
    from_: frozenset[str] = msgspec.field(name="from")
    first_plural: frozenset[str]


class Cues(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    modal: dict[str, Mode]
    reporting: Reporting
    negation: Negation
    clause: ClauseWords
    prepositions: dict[str, tuple[str, ...]]
    voices: dict[str, tuple[str, ...]]


def load(shelf: Shelf, language: str) -> Cues:
    return shelf.read(language, "cues", Cues)
