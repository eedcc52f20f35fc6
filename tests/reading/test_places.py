"""Places: towns, countries, regions, sites, and words that are none."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bilan.knowledge import places, sentences
from bilan.knowledge.files import Shelf
from bilan.model.mention import Place
from bilan.reading.folding import fold
from bilan.reading.places import PlaceReader
from bilan.reading.sentences import Sentence
from bilan.reading.sentences import sentences as cut

KNOWN = places.load(Shelf(), "fr")
WORDS = sentences.load(Shelf(), "fr")
READER = PlaceReader(KNOWN)


def read(text: str) -> list[Place]:
    return READER.find(text, fold(text), list(cut(text, 0, len(text), WORDS)))


@pytest.mark.parametrize(
    ("text", "surface", "kind", "state"),
    [
        ("Il est arrivé à Saint Pétersbourg.", "Saint Pétersbourg", "town", "RU"),
        ("Il est arrivé à Lomé.", "Lomé", "capital", "TG"),
        ("La mine est au Bénin.", "Bénin", "country", "BJ"),
        ("Au départ de l’aéroport de Sénou.", "aéroport de Sénou", "site", "ML"),
        ("Dans la région de Ségou, on moissonne.", "région de Ségou", "region", "ML"),
        ("Les Casques bleus quittent le Nord-Kivu.", "Nord-Kivu", "region", "CD"),
        ("La base de Zmeyevo sera agrandie.", "base de Zmeyevo", "site", None),
        ("Une école ouvrira à Ndiobènetal.", "Ndiobènetal", "town", None),
        ("LIVRAISON DE BLE A COTONOU", "COTONOU", "capital", "BJ"),
    ],
)
def test_found(text: str, surface: str, kind: str, state: str | None) -> None:
    assert (surface, kind, state) in [(text[p.start : p.end], p.kind, p.state) for p in read(text)]


@pytest.mark.parametrize(
    ("text", "surface"),
    [
        ("L’Armée de l’Air recrute.", "Air"),
        ("La ministre Sofia Brankova parle.", "Sofia"),
        ("Le chef du département de la Défense parle.", "département de la Défense"),
        ("Il a remis la clé à Awa.", "Awa"),
        ("Les accords de Cotonou ont expiré.", "Cotonou"),
        ("Le député Maurice Kamto parle.", "Maurice"),
        ("Il mettra le cap sur la mer.", "le cap"),
    ],
)
def test_no_place(text: str, surface: str) -> None:
    assert surface not in [text[p.start : p.end] for p in read(text)]


@pytest.mark.parametrize("code", KNOWN.towns)
def test_every_town_is_found(code: str) -> None:
    for town in KNOWN.towns[code]:
        text = f"On inaugure un pont, {town} en rêvait."
        found = READER.find(text, fold(text), [Sentence(0, len(text), 0)])
        assert any(text[p.start : p.end] == town for p in found), town


@settings(max_examples=100, deadline=None)
@given(
    st.text(max_size=80)
    | st.lists(st.sampled_from(["à ", "Lomé", "base de ", "la ", "Maurice ", "\n", ". ", "İ", "d’"])).map("".join)
)
def test_offsets_hold(text: str) -> None:
    for place in read(text):
        assert 0 <= place.start < place.end <= len(text)
