"""Plain lists: entries, disputes, actors."""

import itertools

import msgspec
import pytest
from made_up import actor, dispute, entry, page, read_back

from bilan.reports.records import actors_text, disputes_text, entries_text
from bilan.reports.texts import Texts

TEXTS = {lang: Texts(lang) for lang in ("fr", "en")}
PAGES = [page("a.txt"), page("b.txt", "2024-05")]
FACES = list(itertools.product(("text", "markdown"), ("fr", "en")))


@pytest.mark.parametrize(("markup", "lang"), FACES)
def test_entries_keep_their_order_and_the_shape_of_a_line(markup: str, lang: str) -> None:
    chosen = [entry("visit", id="2", place="Kati"), entry("commitment", id="1", topic="wheat", status="delivered")]
    text = entries_text(chosen, PAGES, lang=lang, markup=markup, texts=TEXTS[lang])  # type: ignore[arg-type]
    _, items = read_back(text, markup, lang)
    assert [item.quotes[0][0] for item in items] == ["La phrase qui prouve 2", "La phrase qui prouve 1"]
    assert [item.segments[2] for item in items] == {"fr": ["annoncée", "livré"], "en": ["announced", "delivered"]}[lang]


def test_titles_are_those_of_the_whole_ledger() -> None:
    chosen, other = (
        entry(id="1", topic="wheat", place="Kati"),
        entry(id="2", topic="wheat", place="Kati", known="2024-01-01"),
    )
    assert "connu le 6 févr. 2023)" in entries_text(
        [chosen], PAGES, lang="fr", every=[chosen, other], texts=TEXTS["fr"]
    )
    assert "connu le 6 févr. 2023)" not in entries_text([chosen], PAGES, lang="fr", texts=TEXTS["fr"])


@pytest.mark.parametrize(("markup", "lang"), FACES)
def test_disputes(markup: str, lang: str) -> None:
    dated = dispute(id="d2", subject="Le sommet", field="date")
    text = disputes_text([dispute(), dated], [], PAGES, lang=lang, markup=markup, texts=TEXTS[lang])  # type: ignore[arg-type]
    _, items = read_back(text, markup, lang)
    assert [item.segments[0] for item in items] == ["Hôpital", "Le sommet"]
    assert [source for _, source in items[0].quotes] == {
        "fr": ["a.txt, 6 févr. 2023", "b.txt, mai 2024"], "en": ["a.txt, Feb 6, 2023", "b.txt, May 2024"],
    }[lang]  # fmt: skip


@pytest.mark.parametrize(
    ("value", "fr", "en"),
    [
        ("2023-07-27/2023-07-28", "27–28 juil. 2023", "Jul 27–28, 2023"),
        ("1500 person", "1\u202f500 personnes", "1,500 persons"),
        ("50000000 EUR", "50\u00a0M\u00a0EUR", "50\u00a0million\u00a0EUR"),
        ("denied", "démenti", "denied"),
        ("in_force", "en vigueur", "in force"),
        ("3 hommes", "3 hommes", "3 hommes"),
        ("oui", "oui", "oui"),
    ],
)
def test_the_sides_of_a_dispute_are_said_as_a_person_says_them(value: str, fr: str, en: str) -> None:
    one = dispute()
    one = dispute(sides=(msgspec.structs.replace(one.sides[0], value=value), one.sides[1]))
    assert f"    {fr} · source officielle, Mali" in disputes_text([one], [], PAGES, lang="fr", texts=TEXTS["fr"])
    assert f"    {en} · official, Mali" in disputes_text([one], [], PAGES, lang="en", texts=TEXTS["en"])


@pytest.mark.parametrize(("markup", "lang"), FACES)
def test_actors(markup: str, lang: str) -> None:
    roles = (("ministre", "2024-01-02", None), ("colonel", "2021", "2023"), ("général", None, None))
    text = actors_text([actor("Sadio Camara", *roles, party="ML")], PAGES, lang=lang, markup=markup, texts=TEXTS[lang])  # type: ignore[arg-type]
    _, (told,) = read_back(text, markup, lang)
    assert told.segments == ["Sadio Camara", {"fr": "personne", "en": "person"}[lang], "Mali"]
    assert (
        told.details
        == {
            "fr": [
                "colonel · connu\u00a0: 2021 – 2023",
                "ministre · connu le 2 janv. 2024",
                "général · connu sans date",
            ],
            "en": [
                "colonel · known 2021 – 2023",
                "ministre · known on Jan 2, 2024",
                "général · known since an unknown day",
            ],
        }[lang]
    )
    assert len(told.quotes) == 3


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_nothing_is_said_kindly(lang: str) -> None:
    nothing = [
        entries_text([], [], lang=lang, texts=TEXTS[lang]),
        disputes_text([], [], [], lang=lang, texts=TEXTS[lang]),
        actors_text([], [], lang=lang, texts=TEXTS[lang]),
    ]
    assert all(len(text) > 20 and text.endswith(".\n") for text in nothing)
