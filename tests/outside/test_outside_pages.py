"""Pages of other sites with segments that belong to the article and segments that do not.

Scored where the folder of outside cases stands beside the repository, skipped elsewhere. The pages are their sites':
they are measured against, and nothing of them is kept here.
"""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from bilan.knowledge.files import Shelf
from bilan.knowledge.zones import load
from bilan.model.document import Document
from bilan.model.vocabulary import ARTICLE_ZONES
from bilan.reading.folding import fold
from bilan.reading.zones import ZoneReader

PAGES = Path(__file__).parents[3] / "shared" / "outside" / "pages" / "pages_fr.jsonl"
NEWS = PAGES.parents[1] / "news" / "news_fr.jsonl"
SEGMENTS_FLOOR = 0.95  # share of segments on the right side
TEXT_FLOOR = 0.98  # share of the characters of plain articles that are read as article
SAMPLE = 200  # plain articles that are read

pytestmark = pytest.mark.skipif(not PAGES.exists(), reason="the outside cases are not here")


def lines(path: Path) -> Iterator[dict[str, Any]]:
    with path.open(encoding="utf-8") as file:
        yield from map(json.loads, file)


def article(reader: ZoneReader, text: str, url: str) -> bytearray:
    """One byte a character: 1 where it is article."""
    inside = bytearray(len(text))
    for zone in reader.read(Document(name="page", text=text, url=url), fold(text)):
        if zone.zone in ARTICLE_ZONES:
            inside[zone.start : zone.end] = b"\1" * (zone.end - zone.start)
    return inside


def kept(inside: bytearray, text: str, segment: str) -> bool:
    """Whether one place at least where `segment` stands is read as article."""
    at = text.find(segment)
    while at >= 0:
        if 2 * sum(inside[at : at + len(segment)]) > len(segment):
            return True
        at = text.find(segment, at + 1)
    return False


def test_segments_of_pages() -> None:
    reader = ZoneReader(load(Shelf(), "fr"))
    right = total = 0
    for page in lines(PAGES):
        inside = article(reader, page["text"], page["url"])
        for segments, wanted in ((page["with"], True), (page["without"], False)):
            right += sum(kept(inside, page["text"], segment) is wanted for segment in segments)
            total += len(segments)
    assert right >= SEGMENTS_FLOOR * total, f"{right} of {total} segments"


def test_plain_articles_are_not_lost() -> None:
    reader = ZoneReader(load(Shelf(), "fr"))
    inside = total = 0
    for number, page in enumerate(lines(NEWS)):
        if number == SAMPLE:
            break
        inside += sum(article(reader, page["text"], page["url"]))
        total += sum(not char.isspace() for char in page["text"])
    assert inside >= TEXT_FLOOR * total
