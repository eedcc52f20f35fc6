"""The closed words of an account: kinds, statuses and their order, parts, sectors, zones, units.

Source: the annotation guidelines of the project. Statuses stand in the order in which they say more;
those in `SETBACKS` replace an earlier status whatever its rank.
"""

from typing import Final

KINDS: Final = ("visit", "talks", "agreement", "mechanism", "commitment")

STATUSES: Final[dict[str, tuple[str, ...]]] = {
    "visit": ("announced", "under_way", "held", "postponed", "cancelled"),
    "talks": ("announced", "under_way", "held", "postponed", "cancelled"),
    "agreement": ("drafting", "agreed", "signed", "ratified", "in_force", "implementing", "suspended", "ended"),
    "mechanism": ("proposed", "agreed", "operating", "suspended", "ended"),
    "commitment": ("proposed", "pledged", "agreed", "implementing", "delivered", "suspended", "cancelled"),
}

SETBACKS: Final = frozenset({"postponed", "cancelled", "suspended", "ended"})

PARTS: Final = ("visitor", "host", "participant", "signatory", "provider", "receiver", "lead", "operator")

SECTORS: Final = (
    "defence", "security", "diplomacy", "trade", "finance", "agriculture", "energy", "mining", "transport",
    "infrastructure", "industry", "digital", "space", "education", "science", "culture", "health",
    "humanitarian", "civil_protection", "environment",
)  # fmt: skip

ZONES: Final = (
    "headline", "lead", "body", "caption", "byline", "dateline", "source", "related", "navigation", "form", "comment",
)  # fmt: skip

ARTICLE_ZONES: Final = frozenset({"headline", "lead", "body"})


def rank(kind: str, status: str) -> int:
    """Where `status` stands in its kind's order, from 0. Raises ValueError for a word that is not of the kind."""
    return STATUSES[kind].index(status)
