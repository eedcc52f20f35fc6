"""Elements of HTML by how they behave (HTML standard, sections 13.1 and 13.2; old ones as browsers still take them)."""


def _named(*lines: str) -> frozenset[str]:
    return frozenset(name for line in lines for name in line.split())


VOID = _named("area base br col embed hr img input link meta param source track wbr keygen frame")
INLINE = _named(
    "a abbr acronym b bdi bdo big cite code data del dfn em font i ins kbd label mark nobr q rp rt ruby s samp small",
    "span strike strong sub sup td th time tt u var button amp-timeago",
)
"""Elements that do not end a line. Cells of a table stand in one line unless they hold blocks."""
SILENT = _named(
    "script style template svg math object applet noscript canvas audio video iframe noembed noframes head title",
    "select datalist map",
)
"""Elements whose text is not shown."""
FLOWING = INLINE | SILENT
"""What does not end a line."""
HEADINGS = _named("h1 h2 h3 h4 h5 h6")
CLOSE_PARAGRAPH = HEADINGS | _named(
    "address article aside blockquote center details dialog dir div dl fieldset figcaption figure footer form header",
    "hgroup hr main menu nav ol p pre section table ul",
)
"""Elements that end an open paragraph."""
SCOPE = _named("table td th button body html")
"""How far out a paragraph is looked for."""

_ROWS = _named("table tbody thead tfoot")
_BODIES = _named("tbody thead tfoot")
_CELLS = _named("td th")
_TERMS = _named("dt dd")
ENDED_BY = {
    "li": (_named("li"), _named("ul ol menu dir")),
    "dt": (_TERMS, _named("dl")),
    "dd": (_TERMS, _named("dl")),
    "tr": (_named("tr"), _ROWS),
    "td": (_CELLS, _named("tr table")),
    "th": (_CELLS, _named("tr table")),
    "tbody": (_BODIES, _named("table")),
    "thead": (_BODIES, _named("table")),
    "tfoot": (_BODIES, _named("table")),
    "option": (_named("option"), _named("select datalist")),
}
"""An element that ends an open one of these names, looked for up to those."""

_TABLE = _named("table")
_AROUND_INLINE = _named(
    "div section article table td th ul ol li body main aside figure p blockquote header footer nav form"
)
_NOTHING: frozenset[str] = frozenset()


def stops(name: str) -> frozenset[str]:
    """Which open elements the end tag `name` does not reach across."""
    if name in _CELLS or name in _BODIES or name == "tr":
        return _TABLE
    if name in INLINE:
        return _AROUND_INLINE
    return _NOTHING if name == "table" else _CELLS
