"""An explanation tells how a page was read, in both languages, and quotes nothing but the article."""

import pytest

from bilan.knowledge.files import Shelf
from bilan.messages import translator
from bilan.model.document import Document, Zone
from bilan.reading.reader import Reader
from bilan.reading.tracing import MODES, trace
from bilan.reports.explain import Explanation, rule_names

HEADLINE = "Gabon – France"
BYLINE = "Par Ovidine Brovignac"
BODY = "Le Gabon et la France ont signé mardi à Paris un accord de coopération sur la pêche. Il pleuvait."
COMMENT = "Waldric Strav : et les 30 bus ?"
TEXT = f"{HEADLINE}\n{BYLINE}\n{BODY}\n{COMMENT}\n"
SPORT = (
    "Le Gabon a battu la France en finale de la coupe du monde de football, au stade, devant le sélectionneur et ses "
    "joueurs."
)


def zone(text: str, kind: str) -> Zone:
    start = TEXT.index(text)
    return Zone(start, start + len(text), kind)


ZONES = (zone(HEADLINE, "headline"), zone(BYLINE, "byline"), zone(BODY, "body"), zone(COMMENT, "comment"))


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader(Shelf())


def explained(reader: Reader, lang: str, document: Document | None = None) -> list[str]:
    page = document or Document(name="page\x1b", text=TEXT, published="2024-05-15", language="fr", zones=ZONES)
    reading = reader.read(page)
    names = rule_names(Shelf(), "fr")
    return list(Explanation(page, reading, trace(reader, page, reading), names, translator(lang)).lines())


def test_all_is_told(reader: Reader) -> None:
    lines = explained(reader, "en")
    assert lines[0] == "page"
    assert [line for line in lines if not line.startswith(" ")][1:] == [
        "Zones:",
        "Facts:",
        "Sentences:",
        "Not understood:",
    ]
    for part in (
        "  published: 2024-05-15 (manifest)", "  outlet: not told", "    time: “mardi” → DATE · 2024-05-14",
        "    verb: “ont signé” → signer, done", "      rule agreement.signed (A text is signed)",
        "      vouched for by: reporter",
    ):  # fmt: skip
        assert part in lines, part
    assert any(line.startswith("    ⇒ agreement · signed · FR, GA · 2024-05-14 · Paris") for line in lines)
    assert any(line.startswith("      mode: ") and line.endswith("“ont signé”") for line in lines)


def test_it_is_told_in_french(reader: Reader) -> None:
    lines = explained(reader, "fr")
    assert "Non compris :" in lines and "      règle agreement.signed (A text is signed)" in lines
    assert any(line.split()[:4] == ["temps", ":", "«", "mardi"] for line in lines)


def test_nothing_but_the_article_is_quoted(reader: Reader) -> None:
    said = "\n".join(explained(reader, "en"))
    assert "byline" in said and "comment" in said
    assert not [name for name in ("Ovidine", "Brovignac", "Waldric", "Strav", "bus", "\x1b") if name in said]


def test_a_page_of_no_concern_says_why(reader: Reader) -> None:
    about = next(
        line
        for line in explained(reader, "en", Document(name="p", text="La pluie a cessé.\n", language="fr"))
        if "  about:" in line
    )
    assert "fewer than two states" in about
    sport = Document(name="p", text=SPORT * 2, language="fr", zones=(Zone(0, 2 * len(SPORT), "body"),))
    lines = explained(reader, "en", sport)
    assert any("a field of no concern" in line for line in lines) and not any("⇒" in line for line in lines)


def test_every_mode_has_a_name() -> None:
    tr = translator("fr")
    assert all(tr.term("mode", mode) != mode or mode in ("conditional",) for mode in MODES)
