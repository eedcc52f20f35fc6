"""Sector words."""

import pytest

from bilan.knowledge import sectors
from bilan.knowledge.files import Shelf
from bilan.reading.folding import fold
from bilan.reading.sectors import SectorReader

KNOWN = sectors.load(Shelf(), "fr")
READER = SectorReader(KNOWN)


def read(text: str) -> list[tuple[str, str]]:
    return [(text[m.start : m.end], m.sector) for m in READER.find(fold(text), 0, len(text))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("50 000 tonnes de blé", [("blé", "agriculture")]),
        ("les hydrocarbures et les mines", [("hydrocarbures", "energy"), ("mines", "mining")]),
        ("la sécurité alimentaire", [("sécurité alimentaire", "agriculture")]),
        ("la protection civile", [("protection civile", "civil_protection")]),
        (
            "une centrale nucléaire et des bourses d’études",
            [("centrale nucléaire", "energy"), ("bourses d’études", "education")],
        ),
        ("la feuille de route", []),
        ("un climat de confiance", []),
        ("l’excellente santé des relations", []),
    ],
)
def test_words(text: str, expected: list[tuple[str, str]]) -> None:
    assert read(text) == expected


def test_offsets_are_the_documents() -> None:
    folded = fold("Hier, le blé et le riz.")
    assert [(m.start, folded[m.start : m.end]) for m in READER.find(folded, 13, len(folded))] == [(19, "riz")]


def test_every_form_is_reachable() -> None:
    hidden = set(KNOWN.hidden.words)
    for form, sector in KNOWN.forms():
        assert form not in hidden
        assert sector in [m.sector for m in READER.find(fold(form), 0, len(form))], form
