"""Days, numbers and amounts as each language says them."""

import tomllib
from collections.abc import Iterator

import pytest
from babel.messages.pofile import read_po

from bilan.knowledge.files import SHIPPED
from bilan.messages import FOLDER
from bilan.model.statement import Amount
from bilan.reports.texts import Texts, capitalised

FR, EN = Texts("fr"), Texts("en")
REPORTS = {
    *("where.to", "where.in", "title", "day", "doubt", "bound", "amount", "duration", "talks", "kinds", "voice"),
    *("dimension", "field", "parts", "side", "counted"),
}
"""Contexts of the catalogues that only reports use."""


@pytest.mark.parametrize(
    ("start", "end", "fr", "en"),
    [
        ("2023-02-06", None, "6 févr. 2023", "Feb 6, 2023"),
        ("2023-02-01", None, "1er févr. 2023", "Feb 1, 2023"),
        ("2023-02-11", None, "11 févr. 2023", "Feb 11, 2023"),
        ("2023-02-06", "2023-02-07", "6–7 févr. 2023", "Feb 6–7, 2023"),
        ("2023-02-01", "2023-02-07", "1er–7 févr. 2023", "Feb 1–7, 2023"),
        ("2023-02-06/2023-03-07", None, "6 févr. – 7 mars 2023", "Feb 6 – Mar 7, 2023"),
        ("2023-02", None, "févr. 2023", "Feb 2023"),
        ("2023", None, "2023", "2023"),
        ("2023", "2024", "2023 – 2024", "2023 – 2024"),
        ("2025-06~", None, "vers juin 2025", "about Jun 2025"),
        ("2025-06?", None, "juin 2025 (?)", "Jun 2025 (?)"),
        ("2024-21", None, "printemps 2024", "spring 2024"),
        ("2024-34", None, "2e trimestre 2024", "second quarter of 2024"),
        ("../2024", None, "jusqu’au 2024", "until 2024"),
        ("2024/..", None, "2024", "2024"),
        (None, None, "", ""),
    ],
)
def test_dates(start: str | None, end: str | None, fr: str, en: str) -> None:
    assert FR.date(start, end) == fr
    assert EN.date(start, end) == en


@pytest.mark.parametrize(
    ("amount", "fr", "en"),
    [
        (Amount(value=50000, unit="t", item="blé"), "50\u202f000\u00a0t (blé)", "50,000\u00a0t (blé)"),
        (Amount(value=1.5e9, unit="USD"), "1,5\u00a0Md\u00a0USD", "1.5\u00a0billion\u00a0USD"),
        (Amount(value=2e8, unit="W"), "200\u00a0MW", "200\u00a0MW"),
        (Amount(value=38000, unit="m"), "38\u00a0km", "38\u00a0km"),
        (Amount(value=2500, unit="m2"), "2\u202f500\u00a0m²", "2,500\u00a0m²"),
        (
            Amount(value=60, unit="scholarship", item="bourses", per="P1Y"),
            "60 bourses par an",
            "60 scholarships a year",
        ),
        (Amount(value=1, unit="school"), "1 école", "1 school"),
        (Amount(value=12, unit="school"), "12 écoles", "12 schools"),
        (Amount(value=12, unit="1", item="textes"), "12 textes", "12 textes"),
        (Amount(value=10, high=20, unit="t"), "10–20\u00a0t", "10–20\u00a0t"),
        (Amount(value=10, unit="t", bound="min"), "au moins 10\u00a0t", "at least 10\u00a0t"),
        (Amount(value=0.1 + 0.2, unit="t"), "0,3\u00a0t", "0.3\u00a0t"),
        (Amount(value=15, unit="%"), "15\u00a0%", "15\u00a0%"),
    ],
)
def test_amounts(amount: Amount, fr: str, en: str) -> None:
    assert FR.amount(amount) == fr
    assert EN.amount(amount) == en


def test_quotes_and_countries() -> None:
    assert FR.quoted("blé") == "«\u00a0blé\u00a0»" and EN.quoted("blé") == "“blé”"
    assert FR.partnership(["ML", "RU"]) == "Mali – Russie"
    assert FR.country("QQ") == "QQ"


def test_nothing_steers_a_terminal_or_passes_for_a_separator() -> None:
    assert FR.one_line("a\x1b[31m\nb · c\u202e") == "a[31m b - c"


def test_every_good_has_a_name_in_both_languages() -> None:
    for good in FR.goods:
        assert FR.topic(good) and EN.topic(good) and "-" not in EN.topic(good)


def test_capitals() -> None:
    assert capitalised("énergie") == "Énergie" and capitalised("") == ""


def _catalogue(lang: str) -> set[tuple[str | None, str]]:
    with (FOLDER / lang / "LC_MESSAGES" / "bilan.po").open("rb") as file:
        return {(m.context, m.id) for m in read_po(file) if isinstance(m.id, str) and m.string}


def _words_of_knowledge() -> Iterator[tuple[str, str]]:
    """What knowledge files may yield and a report then says."""
    files = {
        name: tomllib.loads((SHIPPED / "fr" / f"{name}.toml").read_text(encoding="utf-8"))
        for name in ("quantities", "cues", "talks")
    }
    for unit in files["quantities"]["nouns"]:
        yield from (("counted", unit), ("counted.plural", unit))
    yield from (("voice", voice) for voice in files["cues"]["voices"])
    yield from (("talks", rule["sort"]) for rule in files["talks"]["rule"])
    yield from (("duration", per) for per in files["quantities"]["around"]["per"].values())


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_the_catalogues_know_every_word_that_knowledge_yields(lang: str) -> None:
    there = _catalogue(lang)
    missing = sorted({word for word in _words_of_knowledge() if word not in there})
    assert not missing, f"add to locale/{lang}/LC_MESSAGES/bilan.po, context and word: {missing}"


def test_both_catalogues_have_the_same_words() -> None:
    only_one = {(topic, word) for topic, word in _catalogue("fr") ^ _catalogue("en") if topic is not None}
    kept = {"instrument", "state"}  # names in the text's own language, and articles of English names
    assert not [(topic, word) for topic, word in only_one if topic not in kept and topic in REPORTS]
