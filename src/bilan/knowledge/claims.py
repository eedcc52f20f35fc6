"""Shape of `claims.toml`: facts that papers give differently."""

from typing import Literal

import msgspec

from bilan.knowledge.files import Shelf


class ClaimRule(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    id: str
    name: str
    field: str
    subject: Literal["head", "event", "denied"]
    nouns: tuple[str, ...]
    phrases: tuple[str, ...]
    example: str
    near_miss: str


class ClaimRules(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    rule: tuple[ClaimRule, ...]


def load(shelf: Shelf, language: str) -> ClaimRules:
    return shelf.read(language, "claims", ClaimRules)
