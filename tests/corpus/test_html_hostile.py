"""Markup made to be slow: twice as much takes at most 2.3 times as long."""

import contextlib
import time
from collections.abc import Callable

import pytest

from bilan.corpus.decode import Unfit
from bilan.corpus.html import HtmlReader
from bilan.knowledge.files import Shelf

LIMIT = 2.3
START = "<html><body>"
PATTERNS: dict[str, Callable[[int], str]] = {
    "nested div": lambda n: "<div>" * n + "text",
    "nested formatting that opens again in each paragraph": lambda n: (
        "".join(f"<b a={i}>" for i in range(n)) + "<p>x" * n
    ),
    "attributes": lambda n: "<p " + " ".join(f"a{i}=1" for i in range(10 * n)) + ">text",
    "classes": lambda n: '<p class="' + "comment " * (10 * n) + '">text',
    "elements with classes of their own": lambda n: "".join(f'<p class="c{i} comment-x{i}">text' for i in range(n)),
    "open quotes": lambda n: '<a href="' * (10 * n),
    "apostrophes against quotes": lambda n: "<a href='x\" " * (10 * n),
    "brackets": lambda n: "<" * (50 * n),
    "half tags": lambda n: "<a" * (50 * n),
    "comments never closed": lambda n: "<!--" * (20 * n),
    "references": lambda n: "&amp;" * (20 * n) + "&#" + "9" * n,
    "titles never closed": lambda n: "<title>" * n,
    "tables in tables": lambda n: "<table><tr><td>x" * n,
    "lists in lists": lambda n: "<ul><li>x" * n,
    "one long line": lambda n: "<p>" + "Un mot, " * (10 * n),
    "runs": lambda n: "<p>" + "<span>a</span> " * n,
    "headings": lambda n: "<h1>Titre de la page</h1>" * n,
    "links": lambda n: "<p><a href=x>Un titre assez long pour compter ici</a></p>" * n,
    "lines of comments": lambda n: "<h3>Commentaires (3)</h3><p>Un mot</p>" * n,
    "paragraphs": lambda n: ("<p>" + "Un mot, deux mots dans une phrase assez longue. " * 3 + "</p>") * n,
    "brackets of JSON": lambda n: '<script type="application/ld+json">' + "[" * (20 * n) + "</script><p>text",
    "objects of JSON": lambda n: (
        '<script type="application/ld+json">['
        + ",".join(['{"@type":"NewsArticle","a":{"b":1}}'] * n)
        + "]</script><p>text"
    ),
    "metas": lambda n: '<meta property="og:title" content="a">' * n + "<p>text",
    "end tags": lambda n: "<i>" + "<div>" * 90 + "</i></span></b></p>" * n,
    "line ends": lambda n: "x<br>" * n,
    "capitals of two": lambda n: "<p>" + "İ" * (10 * n),
    "dispatch openings": lambda n: "<p>" + "A" * 30 + " (" * (10 * n),
    "places": lambda n: "<p>DAKAR " + "AB ' -" * (10 * n),
    "captions": lambda n: "<figure><figcaption>x</figcaption></figure>" * n,
}


def seconds(reader: HtmlReader, markup: str) -> float:
    began = time.process_time()
    with contextlib.suppress(Unfit):
        reader.of_text("a", markup)
    return time.process_time() - began


@pytest.mark.parametrize("name", PATTERNS)
def test_time_is_linear(name: str) -> None:
    pattern, n = PATTERNS[name], 2000
    reader = HtmlReader(Shelf())
    for _ in range(5):  # a machine that is busy must not fail the test
        once = min(seconds(reader, START + pattern(n)) for _ in range(3))
        twice = min(seconds(reader, START + pattern(2 * n)) for _ in range(3))
        if twice <= LIMIT * max(once, 0.004):
            return
    pytest.fail(f"{once:.4f} s, doubled {twice:.4f} s")
