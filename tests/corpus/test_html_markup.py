"""Markup as it comes: lines out of elements, broken or not, and no bytes that crash."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bilan.corpus.decode import Unfit
from bilan.corpus.html import HtmlReader
from bilan.corpus.html.tokens import MOST_ATTRIBUTES, MOST_TAGS, attributes, tokens
from bilan.corpus.html.tree import build
from bilan.knowledge.files import Shelf
from bilan.model.document import Document
from bilan.model.vocabulary import ARTICLE_ZONES, ZONES

READER = HtmlReader(Shelf())
LONG = "Le ministre a signé jeudi à Hanoï, avec son homologue, un accord qui porte sur la livraison de riz au Togo."


def lines(markup: str) -> list[str]:
    return [block.text for block in build(tokens(markup)).blocks]


@pytest.mark.parametrize(
    ("markup", "expected"),
    [
        ("<p>un<p>deux</p>trois", ["un", "deux", "trois"]),
        ("<ul><li>un<li>deux<ul><li>trois</ul>quatre</ul>", ["un", "deux", "trois", "quatre"]),
        ("<p>a <b>b</b>c\n  d</p>", ["a bc d"]),
        ("<p>a<br>b<br/>c", ["a", "b", "c"]),
        ("<table><tr><td>25 000 t<td>Mali</table>", ["25 000 t\tMali"]),
        ("<table><tr><td><p>a</p></td><td><p>b</p></td></tr></table>", ["a", "b"]),
        (
            "<p>caf&eacute; &amp; th&#233; &#x1F600; &#99999999999; &inconnu; & co",
            ["café & thé 😀 \ufffd &inconnu; & co"],
        ),
        ("<p>a<script>if (a<b) document.write('<p>x</p>')</script>b", ["ab"]),
        ("<p>a<!-- <p>x -->b<!-- never closed <p>c", ["ab"]),
        ("<style>p{}</style><noscript>no</noscript><template><p>x</p></template><p>y", ["y"]),
        ("<p title='a > b' alt=\"c\">z", ["z"]),
        ('<p>a<img alt="il dit "oui""><b>b</b>', ["ab"]),
        ("<b><p>a</b></p><p>b", ["a", "b"]),
        ("<div>a</span></div></div></div>b", ["a", "b"]),
        ("<h1>a<h2>b</h2>", ["a", "b"]),
        ("<pre>a\n b\n\nc</pre>", ["a", "b", "c"]),
        ("a\u00adb\u200bc", ["abc"]),
        ("<head><title>t</title><p>a", ["a"]),
        ("<select><option>x</option></select><textarea>y</textarea>z", ["z"]),
        ("<a href=x><div>un</div></a><div>deux</div>", ["un", "deux"]),
        ("<P ID=1>un<P>deux", ["un", "deux"]),
        ("a < b et c > d", ["a < b et c > d"]),
    ],
)
def test_lines(markup: str, expected: list[str]) -> None:
    assert [line.strip() for line in lines(markup)] == expected


def test_links_are_counted_by_the_line() -> None:
    page = build(tokens("<a href=x>un <b>deux</b><p>trois</p></a> quatre <a name=y>cinq</a>"))
    assert [(block.text, block.links) for block in page.blocks] == [("un deux", 7), ("trois", 5), ("quatre cinq", 0)]


def test_attributes_are_limited_and_the_first_counts() -> None:
    assert attributes("class=a CLASS=b id='c d' data-x hidden=\"\" alt=\"&lt;\"") == {
        "class": "a", "id": "c d", "data-x": "", "hidden": "", "alt": "<"}  # fmt: skip
    assert len(attributes(" ".join(f"a{i}=1" for i in range(1000)))) == MOST_ATTRIBUTES


def test_too_many_tags_are_enormous() -> None:
    with pytest.raises(Unfit, match="enormous"):
        READER.document("a", b"<b>" * (MOST_TAGS + 1) + b"a")


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "empty"),
        (b" \n", "empty"),
        (b"<html></html>", "no_text"),
        (b"<p>1 2 3</p>", "no_text"),
        (b"<p>" + b"\xff" * 99, "undecodable"),
    ],
)
def test_what_is_no_page(data: bytes, reason: str) -> None:
    with pytest.raises(Unfit) as caught:
        READER.document("a", data)
    assert caught.value.reason == reason


def test_where_nothing_is_told_the_reader_finds_the_zones() -> None:
    page = READER.document("a", f"<html><body>{LONG}<br>{LONG}<br>Lire aussi : autre chose</body></html>".encode())
    assert page.zones is None and page.text.startswith(LONG)


def test_a_hidden_text_is_no_evidence() -> None:
    page = READER.document(
        "a",
        f"<article><h1>Un titre assez long</h1><p>{LONG}</p><p>{LONG} Et de maïs.</p><p style='display: none'>{LONG} Bis.</p></article>".encode(),  # noqa: E501
    )
    assert page.zones is not None
    assert [zone.zone for zone in page.zones] == ["headline", "body", "navigation"]


def test_comments_are_comments_though_they_outweigh_the_article() -> None:
    talk = "".join(f"<li><p>{LONG} {number}</p></li>" for number in range(30))
    page = READER.document(
        "a", f"<h1>Un titre assez long</h1><div><p>{LONG}</p></div><div class='comments'><ul>{talk}</ul></div>".encode()
    )
    assert page.zones is not None
    zones = {page.text[zone.start : zone.end][:20]: zone.zone for zone in page.zones}
    assert zones == {"Un titre assez long": "headline", LONG[:20]: "comment"} or [z.zone for z in page.zones] == [
        "headline",
        "body",
        "comment",
    ]


def test_teasers_below_the_text_are_no_evidence_and_their_days_are_not_the_page_s() -> None:
    teaser = (
        "<div class='card'><a href='/x'><h3>Un autre titre, celui d’un autre article</h3></a><p class='chapo'>{}</p>"
        "<span class='author'>Awa Diop</span> <time datetime='2019-01-01'>1er janvier 2019</time></div>"
    ).format(LONG.replace("riz", "blé"))
    text = f"<h1>Un titre assez long</h1><p class='chapo'>{LONG}</p><div class='article-body'><p>{LONG}</p><p>{LONG}</p></div>"  # noqa: E501
    for markup in (f"<main>{text}{teaser * 3}</main>", f"<main>{text[:-6]}{teaser}<p>{LONG}</p></div></main>"):
        page = READER.document("a", markup.encode())
        assert page.zones is not None
        article = "".join(page.text[zone.start : zone.end] for zone in page.zones if zone.zone in ARTICLE_ZONES)
        assert "blé" not in article and article.count("riz") >= 3
        assert not any(zone.zone in ("byline", "dateline") for zone in page.zones) and page.published is None


def sound(page: Document) -> None:
    """Zones in order, without overlap, over all that is not white space."""
    if page.zones is None:
        return
    at = 0
    for zone in page.zones:
        assert at <= zone.start < zone.end <= len(page.text) and zone.zone in ZONES
        assert not page.text[at : zone.start].strip()
        assert not page.text[zone.start].isspace() and not page.text[zone.end - 1].isspace()
        at = zone.end
    assert not page.text[at:].strip()


PIECES = st.sampled_from(
    ["<p>", "</p>", "<div class='comments'>", "<div class='article-body'>", "</div>", "<a href='x'>", "</a>", "<h1>", "</h1>", "<table>", "<tr>",  # noqa: E501
     "<td>", "</table>", "<li>", "<ul>", "</ul>", "<span class=author>", "<time>", "</time>", "<!--", "-->", "<script>", "</script>", "<br>", "<form>",  # noqa: E501
     "<figure>", "<figcaption>", "<article>", "</article>", "<nav>", "<b>", "</b>", "<pre>", "<head>", "<body>", "<title>", "</title>", "<", ">", '"', "'",  # noqa: E501
     "&amp;", "&#1;", "&#xD800;", "\0", " ", "\n", LONG, "Lire aussi : un autre titre", "Commentaires (3)", "© 2024", "12/12/2024", "Par Awa Diop", "é"]  # noqa: E501
)  # fmt: skip


@settings(max_examples=400, deadline=None)
@given(st.lists(PIECES, max_size=60))
def test_any_markup_gives_sound_zones(pieces: list[str]) -> None:
    try:
        page = READER.of_text("a", "".join(pieces))
    except Unfit:
        return
    sound(page)


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=600))
def test_any_bytes_give_a_page_or_a_reason(data: bytes) -> None:
    try:
        sound(READER.document("a", b"<html><body><p>" + data))
    except Unfit as unfit:
        assert unfit.reason


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=300))
def test_any_text_is_read_alike_twice(text: str) -> None:
    try:
        first = READER.of_text("a", f"<article><h1>Titre</h1><p>{text}</p></article>")
    except Unfit:
        return
    assert first == READER.of_text("a", f"<article><h1>Titre</h1><p>{text}</p></article>")
