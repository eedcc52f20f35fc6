"""Pages that no one here made: segments that belong to the article are in its zones, others are not. Measured only.

On the same pages, in the same run, no worse than trafilatura and resiliparse.
"""

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from bilan.corpus.html import HtmlReader
from bilan.knowledge.files import Shelf
from bilan.model.vocabulary import ARTICLE_ZONES

PAGES = Path(__file__).parents[3] / "shared" / "outside" / "pages"
FLOOR = 0.97
BLANK = re.compile(r"\s+")

pytestmark = pytest.mark.skipif(not (PAGES / "html").is_dir(), reason="the pages are not here")


def cases() -> list[tuple[dict[str, Any], bytes]]:
    lines = (PAGES / "pages_fr.jsonl").read_text(encoding="utf-8").splitlines()
    return [(case, (PAGES / "html" / case["file"]).read_bytes()) for case in map(json.loads, lines)]


def own(reader: HtmlReader, data: bytes) -> str:
    """The article zones of a page."""
    page = reader.document("page", data)
    assert page.zones is not None
    return "\n".join(page.text[zone.start : zone.end] for zone in page.zones if zone.zone in ARTICLE_ZONES)


def right(extract: Callable[[bytes], str]) -> tuple[int, int, list[str]]:
    """Segments kept or dropped as they should be, of how many, and those that are not."""
    wrong, count = [], 0
    for case, data in cases():
        found = BLANK.sub("", extract(data))
        for wanted, segments in ((True, case["with"]), (False, case["without"])):
            count += len(segments)
            wrong += [f"{case['file']}: {'lost' if wanted else 'kept'}: {segment}"
                      for segment in segments if (BLANK.sub("", segment) in found) != wanted]  # fmt: skip
    return count - len(wrong), count, wrong


def test_segments() -> None:
    reader = HtmlReader(Shelf())
    kept, count, wrong = right(lambda data: own(reader, data))
    assert count > 70 and kept / count >= FLOOR, "\n".join(wrong)


def test_no_worse_than_others_on_the_same_pages() -> None:
    trafilatura = pytest.importorskip("trafilatura")
    html2text = pytest.importorskip("resiliparse.extract.html2text")
    reader = HtmlReader(Shelf())
    ours = right(lambda data: own(reader, data))[0]
    theirs = {
        "trafilatura": right(
            lambda data: trafilatura.extract(data.decode("utf-8", "replace"), include_comments=False) or ""
        )[0],
        "resiliparse": right(
            lambda data: html2text.extract_plain_text(data.decode("utf-8", "replace"), main_content=True)
        )[0],
    }
    assert all(ours >= their for their in theirs.values()), (ours, theirs)
