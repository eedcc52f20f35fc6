"""Shape of `organisations.toml`: known bodies (`world/`) and the words that head bodies' names in one language."""

from collections.abc import Iterator

import msgspec

from bilan.knowledge.files import Shelf


class Organisation(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A known body: written forms, the best first, home state if it has one, and its kind."""

    names: tuple[str, ...]
    kind: str
    state: str | None = None


class _World(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    organisations: dict[str, Organisation]


class BodyGrammar(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    adjectives: tuple[str, ...]
    lists: tuple[str, ...]
    stops: frozenset[str]
    inside: tuple[str, ...]
    through: tuple[str, ...]
    suffixes: frozenset[str]


class Acronyms(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """`things`: letters in capitals that are no body."""

    things: frozenset[str]


class Nobody(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Capitalised phrases that begin like a body and are none."""

    words: tuple[str, ...]


class BodyWords(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """`organisations.toml` of one language; each table maps "singular/plural" to a language-neutral kind."""

    organs: dict[str, str]
    ministries: dict[str, str]
    missions: dict[str, str]
    bodies: dict[str, str]
    groups: dict[str, str]
    grammar: BodyGrammar
    nobody: Nobody
    acronyms: Acronyms


class Organisations(msgspec.Struct, frozen=True):
    known: dict[str, Organisation]
    words: BodyWords


def heads(table: dict[str, str]) -> Iterator[tuple[str, bool, str, str]]:
    """(form, whether plural, singular form, kind) of every head of a table."""
    for forms, kind in table.items():
        singular, _, plural = forms.partition("/")
        yield singular, False, singular, kind
        if plural and plural != singular:
            yield plural, True, singular, kind


def load(shelf: Shelf, language: str) -> Organisations:
    known = shelf.read("world", "organisations", _World).organisations
    return Organisations(known=known, words=shelf.read(language, "organisations", BodyWords))
