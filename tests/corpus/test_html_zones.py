"""Zones by structure: the gold zones of the sample dossier, wrapped in markup, must be found again."""

from collections import Counter
from pathlib import Path

import pytest
from html_templates import ARTICLE, TEMPLATES, characters, made, pages

from bilan.corpus.html import HtmlReader
from bilan.knowledge.files import Shelf

DOSSIER = Path(__file__).parents[2] / "dossier"
PAGES = list(pages(DOSSIER))
FLOOR = 0.99


@pytest.fixture(scope="module")
def reader() -> HtmlReader:
    return HtmlReader(Shelf())


def f1(right: int, found: int, wanted: int) -> float:
    return 2 * right / (found + wanted) if found + wanted else 1.0


def counted(reader: HtmlReader, template: dict, only: str | None) -> tuple[Counter, list[str]]:
    """Characters right, found and wanted in all zones, in the article and in comments."""
    count: Counter = Counter()
    wrong: list[str] = []
    for gold, text in PAGES:
        if only is not None and gold["outlet"] != only:
            continue
        url = f"https://www.paper.example/{gold['document'].removesuffix('.txt')}"
        page = reader.document(gold["document"], made(gold, text, template, url).encode(), url=url)
        assert page.zones is not None, gold["document"]
        wanted = characters([tuple(zone) for zone in gold["zones"]], text)
        found = characters([(zone.start, zone.end, zone.zone) for zone in page.zones], page.text)
        assert [char for char, _ in wanted] == [char for char, _ in found], gold["document"]
        for (_, want), (_, got) in zip(wanted, found, strict=True):
            count["all"] += 1
            count["right"] += want == got
            count["article found"] += got in ARTICLE
            count["article wanted"] += want in ARTICLE
            count["article right"] += got in ARTICLE and want in ARTICLE
            count["comment found"] += got == "comment"
            count["comment wanted"] += want == "comment"
            count["comment right"] += got == want == "comment"
        wrong += [f"{gold['document']}: {want} read as {got}: {number} characters"
                  for (want, got), number in Counter((w, g) for (_, w), (_, g) in zip(wanted, found, strict=True) if w != g).items()]  # fmt: skip  # noqa: E501
    return count, wrong


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda t: t["style"])
@pytest.mark.parametrize("every", [False, True], ids=["own pages", "all pages"])
def test_zones_are_found_again(reader: HtmlReader, template: dict, every: bool) -> None:
    count, wrong = counted(reader, template, None if every else template["outlet"])
    shown = "\n".join(wrong)
    for part in ("article", "comment"):
        assert f1(count[f"{part} right"], count[f"{part} found"], count[f"{part} wanted"]) >= FLOOR, f"{part}\n{shown}"
    assert count["right"] / count["all"] >= (template.get("floor", FLOOR) if every else FLOOR), shown
