"""Shape of `verbs.toml`: how verbs are inflected."""

import msgspec

from bilan.knowledge.files import Shelf

TENSES = (
    "infinitive", "present", "imperfect", "past", "future", "conditional", "subjunctive", "participle", "gerund",
)  # fmt: skip


class Endings(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Whole forms (of an auxiliary) or endings (of a class), by tense."""

    infinitive: tuple[str, ...]
    present: tuple[str, ...]
    imperfect: tuple[str, ...]
    past: tuple[str, ...]
    future: tuple[str, ...]
    conditional: tuple[str, ...]
    subjunctive: tuple[str, ...]
    participle: tuple[str, ...]
    gerund: tuple[str, ...]


class Irregular(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A verb's own forms; `future` and `gerund` are single strings; `like` names verbs that only begin differently."""

    lemma: str
    present: tuple[str, ...]
    imperfect: tuple[str, ...]
    past: tuple[str, ...]
    future: str
    subjunctive: tuple[str, ...]
    participle: tuple[str, ...]
    gerund: str
    like: tuple[str, ...] = ()


class Soft(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Letters that end a stem and are exchanged before endings that begin with one of `before`."""

    before: tuple[str, ...]
    letters: dict[str, str]


class VerbWords(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    soft: Soft
    auxiliaries: dict[str, Endings]
    endings: dict[str, Endings]
    strong: dict[str, str]
    irregular: tuple[Irregular, ...]


def load(shelf: Shelf, language: str) -> VerbWords:
    return shelf.read(language, "verbs", VerbWords)
