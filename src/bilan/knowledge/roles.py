"""Shape of `roles.toml`: offices, ranks, titles, portfolios, and the words that refer back."""

from collections.abc import Iterator
from typing import NamedTuple

import msgspec

from bilan.errors import KnowledgeError
from bilan.knowledge.files import Shelf

CLASSES = ("state", "diplomat", "speaker", "body", "rank")


class Head(NamedTuple):
    """One form of an office's word: `base` is the singular of the same gender, `office` is language-neutral."""

    form: str
    base: str
    plural: bool
    feminine: bool | None
    office: str
    family: str


class Titles(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Forms of address; only those of `honour` say that somebody holds an office."""

    civil: tuple[str, ...]
    honour: tuple[str, ...]
    learned: tuple[str, ...]


class Before(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    words: tuple[str, ...]
    former: frozenset[str]


class After(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    words: tuple[str, ...]


class RoleGrammar(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    definite: tuple[str, ...]
    article: tuple[str, ...]
    plural: tuple[str, ...]
    two: tuple[str, ...]
    bare_of: tuple[str, ...]
    indefinite: tuple[str, ...]
    ours: tuple[str, ...]
    his: tuple[str, ...]
    this: tuple[str, ...]
    of: tuple[str, ...]
    to: tuple[str, ...]
    charged: tuple[str, ...]
    reach: tuple[str, ...]
    near: tuple[str, ...]
    also: tuple[str, ...] = msgspec.field(name="and")
    acting: tuple[str, ...] = msgspec.field(name="as")
    among: tuple[str, ...] = ()
    link: tuple[str, ...] = ()
    led_by: tuple[str, ...] = ()
    heads: tuple[str, ...] = ()
    infinitives: tuple[str, ...] = ()
    adjective_endings: tuple[str, ...] = ()
    feminine: tuple[str, ...] = ()
    masculine: tuple[str, ...] = ()
    ladies: tuple[str, ...] = ()


class References(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    counterpart: tuple[str, ...]
    latter: tuple[str, ...]
    pair_people: tuple[str, ...]
    pair_states: tuple[str, ...]
    home: tuple[str, ...]
    colleague: tuple[str, ...] = ()
    host: tuple[str, ...] = ()
    visitor: tuple[str, ...] = ()
    pair_offices: dict[str, str] = {}


class RoleWords(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """`roles.toml`; the first five tables map forms to offices."""

    state: dict[str, str]
    diplomat: dict[str, str]
    speaker: dict[str, str]
    body: dict[str, str]
    rank: dict[str, str]
    titles: Titles
    before: Before
    after: After
    portfolios: dict[str, tuple[str, ...]]
    grammar: RoleGrammar
    references: References

    def heads(self) -> Iterator[Head]:
        """Every form of every office."""
        for family in CLASSES:
            table: dict[str, str] = getattr(self, family)
            for forms, office in table.items():
                yield from _heads(forms, office, family)


def _heads(forms: str, office: str, family: str) -> Iterator[Head]:
    parts = forms.split("/")
    if len(parts) not in (1, 2, 4):
        raise KnowledgeError(f"roles.toml: {forms!r} has {len(parts)} forms; expected 1, 2 or 4, split by /")
    singulars = parts[:2] if len(parts) > 1 else parts * 2
    plurals = parts[2:] if len(parts) == 4 else [_plural(word) for word in singulars]
    seen: set[str] = set()
    for number, words in enumerate((singulars, plurals)):
        for gender, word in enumerate(words):
            if word not in seen:
                seen.add(word)
                alike = words[0] == words[1]
                yield Head(word, singulars[gender], number == 1, None if alike else gender == 1, office, family)


def _plural(word: str) -> str:
    return word if word.endswith(("s", "x")) else word + "s"


def load(shelf: Shelf, language: str) -> RoleWords:
    return shelf.read(language, "roles", RoleWords)
