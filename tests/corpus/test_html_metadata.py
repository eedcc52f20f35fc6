"""What a page says of itself, against its text."""

import tomllib
from pathlib import Path
from typing import Any

import pytest

from bilan.corpus.html import HtmlReader
from bilan.corpus.html.metadata import day_of
from bilan.knowledge.files import Shelf

CASES: list[dict[str, Any]] = tomllib.loads(
    (Path(__file__).parent / "data" / "html_metadata.toml").read_text(encoding="utf-8")
)["case"]
ARTICLE = (
    "<article><h1>Lomé signe avec Hanoï un accord sur le riz</h1><p>Le ministre togolais des Affaires étrangères a signé "  # noqa: E501
    "jeudi à Hanoï, avec son homologue, un accord qui porte sur la livraison de riz au Togo, selon un communiqué.</p><p>La première "  # noqa: E501
    "cargaison est attendue au port avant la fin de l’année, mais aucune date n’a été donnée. Les deux pays veulent aussi relancer "  # noqa: E501
    "la coopération dans le domaine de l’agriculture, où des experts doivent être envoyés dès le mois prochain.</p></article>"  # noqa: E501
)
READER = HtmlReader(Shelf())


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_what_is_believed(case: dict[str, Any]) -> None:
    markup = (
        f'<html lang="{case.get("lang", "fr-FR")}"><head><meta charset="utf-8">{case.get("head", "")}</head>'
        f"<body>{case.get('text', ARTICLE)}</body></html>"
    )
    page = READER.document("a.html", markup.encode(), url="https://received.example/x/y")
    for field in ("published", "outlet", "url", "language", "title"):
        if field in case:
            assert (getattr(page, field) or "") == case[field], field


@pytest.mark.parametrize(
    ("text", "day"),
    [("2024-02-03", "2024-02-03"), ("2024-02-03T23:59:59-05:00", "2024-02-03"), (" 2024-02-03 10:00", "2024-02-03"),
     ("2024-02-30", None), ("2024-2-3", None), ("20240203", None), ("0001-01-01", None), ("", None)],
)  # fmt: skip
def test_days(text: str, day: str | None) -> None:
    assert day_of(text) == day
