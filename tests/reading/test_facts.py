"""What pages say of themselves, on cases in a data file; days, languages, the country that is called ours."""

import tomllib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bilan.knowledge import facts as fact_words
from bilan.knowledge import languages as language_words
from bilan.knowledge import outlets as outlet_words
from bilan.knowledge import zones as zone_words
from bilan.knowledge.files import Shelf
from bilan.model import edtf
from bilan.model.document import Document, Facts
from bilan.reading.facts import FactReader
from bilan.reading.facts_days import DayReader
from bilan.reading.folding import fold
from bilan.reading.language import LanguageTeller
from bilan.reading.zones import ZoneReader

SHELF = Shelf()
WORDS = fact_words.load(SHELF, "fr")
ZONES = ZoneReader(zone_words.load(SHELF, "fr"))
READER = FactReader(WORDS, outlet_words.load(SHELF), languages=language_words.load(SHELF))
DAYS = DayReader(WORDS.days)
TELLER = LanguageTeller(language_words.load(SHELF))
CASES = tomllib.loads((Path(__file__).parent / "data" / "facts.toml").read_text(encoding="utf-8"))["case"]
GIVEN = ("url", "published", "outlet", "title", "home")


def read(text: str, **known: str) -> Facts:
    document, folded = Document(name="page", text=text, **known), fold(text)
    return READER.read(document, folded, ZONES.read(document, folded))[0]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["id"])
def test_facts(case: dict[str, Any]) -> None:
    found, wanted = read(case["text"], **{key: case[key] for key in GIVEN if key in case}), case["facts"]
    for field in ("title", "published", "outlet", "source", "home"):
        assert getattr(found, field) == wanted.get(field), field
    assert list(found.authors) == wanted.get("authors", [])
    assert (found.published_basis or "").startswith(wanted.get("basis", ""))
    assert found.language == wanted.get("language", found.language)


def test_a_page_without_a_day_has_a_gap() -> None:
    text = "Le ministre a reçu à Niamey une délégation venue d’Ankara pour parler de routes, d’eau et de formation."
    document, folded = Document(name="page", text=text), fold(text)
    facts, gaps = READER.read(document, folded, ZONES.read(document, folded))
    assert facts.published is None
    assert [gap.step for gap in gaps] == ["facts"]


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("jeudi 29 février 2024", ["2024-02-29"]), ("le 1er mars 2023", ["2023-03-01"]), ("22.12.2023", ["2023-12-22"]),
        ("2024-05-30", ["2024-05-30"]), ("25/10/25", ["2025-10-25"]), ("10/25/2024", ["2024-10-25"]),
        ("juin 2022", ["2022-06"]), ("30 février 2024", [None]), ("le 7 novembre", [None]), ("12/2024", []),
        ("ip 10.20.30.40", []), ("1 500 000", []), ("date 2025-06", ["2025-06"]), ("9 oct. 2024", ["2024-10-09"]),
    ],
)  # fmt: skip
def test_days(text: str, values: list[str | None]) -> None:
    assert [day.value for day in DAYS.stated(fold(text), 0, len(text))] == values


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Le ministre est arrivé à Bamako.", "fr"), ("The minister arrived in Bamako on Monday.", "en"),
        ("El ministro llegó a Bamako el lunes.", "es"), ("Der Minister ist am Montag in Bamako angekommen.", "de"),
        ("Il ministro è arrivato a Bamako nella giornata di lunedì.", "it"), ("وصل الوزير إلى باماكو", "ar"),
        ("Министр прибыл в Бамако", "ru"), ("O ministro chegou a Bamako e foi recebido pelo presidente.", "pt"),
        ("Mali Russie", None), ("", None), ("12345", None), ("RIO TINTO SIMANDOU", None),
    ],
)  # fmt: skip
def test_language(text: str, language: str | None) -> None:
    assert TELLER.tell(fold(text)) == language


def home(text: str, names: dict[str, str]) -> str | None:
    folded = fold(text)
    mentions = [
        (at, at + len(name), code)
        for name, code in names.items()
        for at in range(len(text))
        if text.startswith(name, at)
    ]
    document = Document(name="page", text=text)
    return READER.home(document, folded, Facts(), sorted(mentions))


def test_our_country_is_the_one_that_is_called_ours() -> None:
    text = (
        "La Russie fournira du blé à notre pays. Au Mali, la récolte a été mauvaise. Selon le Mali, il en faudra plus. "
        "Notre pays et la Russie en parleront. La Russie l’a promis."
    )
    assert home(text, {"Russie": "RU", "Mali": "ML"}) == "ML"


def test_two_countries_named_alike_leave_it_open() -> None:
    text = "La Russie et le Mali sont amis. Notre pays le sait. La Russie le dit, le Mali le répète."
    assert home(text, {"Russie": "RU", "Mali": "ML"}) is None


PIECES = st.sampled_from(
    [
        "Publié le 12/03/2024", "Par Awa Diop", "(Avec MAP)", "ce lundi", "les 6 et 7 mars", "\n", "© 2024 Le Fleuve",
        "Le ministre a signé un accord à Lomé.",
    ]
)  # fmt: skip


@settings(max_examples=80, deadline=None)
@given(st.lists(PIECES | st.text(max_size=30), max_size=20).map(" ".join))
def test_any_text_gives_facts(text: str) -> None:
    found = read(text)
    assert found.published is None or edtf.valid(found.published)
    assert all(name in " ".join(text.split()) for name in found.authors)
