"""Shape of `claims.toml`: facts that papers give differently, what is denied, figures set against each other."""

from collections.abc import Iterator
from typing import Literal

import msgspec

from bilan.knowledge.files import Shelf

Subject = Literal[
    "head", "event", "denied", "rumour", "refuted", "opposite", "clash", "accused", "recount", "contest", "version",
    "attributed", "correction", "label", "texts",
]  # fmt: skip


class ClaimRule(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A way of telling a claim or a contrast. `subject` names the machinery that reads it."""

    id: str
    name: str
    field: str
    subject: Subject
    example: str
    near_miss: str
    nouns: tuple[str, ...] = ()
    phrases: tuple[str, ...] = ()
    verbs: tuple[str, ...] = ()


class Report(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How a page tells what is only said: by whom, with which verbs, and what opens the words that are said."""

    rumour: tuple[str, ...]
    press: tuple[str, ...]
    verbs: tuple[str, ...]
    naming: tuple[str, ...]
    ties: tuple[str, ...]
    openings: tuple[str, ...]
    continuing: tuple[str, ...]
    that: frozenset[str]
    whereof: frozenset[str]
    doubt: tuple[str, ...]


class Denial(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How what is said is denied: outright, in one curt word, or by a negation that leaves nothing."""

    verbs: tuple[str, ...]
    phrases: tuple[str, ...]
    curt: frozenset[str]
    absolute: frozenset[str]
    evasive: frozenset[str]
    resuming: tuple[str, ...]
    objects: frozenset[str]


class Contrast(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Words that set one telling against another."""

    against: tuple[str, ...]
    aside: tuple[str, ...]
    whereas: tuple[str, ...]
    only: frozenset[str]
    takers: tuple[str, ...]
    promised: tuple[str, ...]
    accusing: tuple[str, ...]


class Cut(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Small words that the patterns need."""

    partly: frozenset[str]
    but: frozenset[str]
    seen: frozenset[str]
    quotes: frozenset[str]
    asking: frozenset[str]
    common: frozenset[str]
    opening: frozenset[str]
    closing: frozenset[str]


class ClaimRules(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    report: Report
    denial: Denial
    contrast: Contrast
    small: Cut
    rule: tuple[ClaimRule, ...]

    def words(self) -> Iterator[tuple[str, str]]:
        """Phrases of the tables, each with the name of its sort."""
        for name, table in (("report", self.report), ("denial", self.denial), ("contrast", self.contrast)):
            for field in table.__struct_fields__:
                values = getattr(table, field)
                if isinstance(values, tuple) and field not in ("verbs", "naming"):
                    yield from ((phrase, f"{name}.{field}") for phrase in values)

    def verbs(self) -> Iterator[tuple[str, str]]:
        """Verbs of the tables and rules, each with the name of its sort."""
        yield from ((verb, "report") for verb in self.report.verbs)
        yield from ((verb, "naming") for verb in self.report.naming)
        yield from ((verb, "denial") for verb in self.denial.verbs)
        for rule in self.rule:
            yield from ((verb, rule.id) for verb in rule.verbs)


def load(shelf: Shelf, language: str) -> ClaimRules:
    return shelf.read(language, "claims", ClaimRules)
