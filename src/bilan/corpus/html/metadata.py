"""What a page says of itself in its head: JSON-LD, OpenGraph, `meta`, `link`. Only said here; checked against the
text elsewhere."""

import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import urljoin, urlsplit

import msgspec

from bilan.corpus.html.tokens import unescaped
from bilan.corpus.html.tree import Node, Page
from bilan.knowledge.html import MarkupWords
from bilan.model import edtf

_DAY = re.compile(r"\s*(\d{4})-(\d\d)-(\d\d)(?![\d])")
_DEEPEST = 6  # levels of JSON-LD that are searched
_MOST = 400  # objects of JSON-LD that are looked at
_LANGUAGE = re.compile(r"\s*([A-Za-z]{2})(?:[-_][A-Za-z]{2,4})*\s*")
_BLANK = re.compile(r"\s+")
_ENTRY = 2_000  # characters of one value


class Said(msgspec.Struct, frozen=True, kw_only=True):
    """What the page says, each in the order of sureness. `days` are EDTF days; `listing` where it says it is a page
    of teasers."""

    titles: tuple[str, ...] = ()
    days: tuple[str, ...] = ()
    outlets: tuple[str, ...] = ()
    authors: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    address: str | None = None
    description: str = ""
    page_title: str = ""
    article: bool = False
    listing: bool = False

    def signs(self, text: str) -> bool:
        """Whether the name of an author stands in `text`."""
        return any(len(name) > 3 and name in text for name in self.authors)


class MetadataReader:
    """Built once from knowledge."""

    def __init__(self, words: MarkupWords) -> None:
        self._names = words.metadata
        self._articles = words.articles
        self._none = words.headings.none

    def read(self, page: Page, address: str | None) -> Said:
        """What `page`, received from `address` if known, says of itself."""
        metas = _metas(page.metas)
        things = [thing for script in page.data for thing in _things(script)]
        articles = [thing for thing in things if self._articles.types & _types(thing)]
        titles = [*_texts(articles, "headline"), *self._of(metas, self._names.title)]
        days = [*_texts(articles, "datePublished"), *self._of(metas, self._names.published)]
        kinds = set(self._of(metas, self._names.kind))
        return Said(
            titles=_unique(title for title in titles if title.lower() not in self._none),
            days=_unique(day for text in days if (day := day_of(text)) is not None),
            outlets=_unique([*self._of(metas, self._names.outlet), *_names(articles, "publisher")]),
            authors=_unique(
                name
                for name in (*_names(articles, "author"), *self._of(metas, self._names.author))
                if "://" not in name
            ),
            languages=_languages(page, metas, articles),
            address=_address(page, self._of(metas, self._names.address), articles, address),
            description=next(iter(self._of(metas, self._names.description)), ""),
            page_title=page.title,
            article=bool(articles) or "article" in kinds,
            listing=not articles
            and any(self._articles.lists & _types(thing) for thing in things)
            and "article" not in kinds,
        )

    @staticmethod
    def _of(metas: dict[str, list[str]], names: tuple[str, ...]) -> list[str]:
        return [value for name in names for value in metas.get(name, ())]


def day_of(text: str) -> str | None:
    """The day of an ISO 8601 moment, as the page's own clock has it; None for anything else."""
    match = _DAY.match(text)
    day = "-".join(match.groups()) if match else ""
    return day if day and edtf.valid(day) and day > "1990" else None


def _metas(nodes: list[Node]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for node in nodes[:300]:
        given = node.attributes
        value = _line(given.get("content", ""))
        for key in ("property", "name", "itemprop", "http-equiv"):
            name = given.get(key, "").strip().lower()
            if name and value:
                found.setdefault(name, []).append(value)
    return found


def _things(script: str) -> list[dict[str, Any]]:
    """Objects of a JSON-LD script, from the outside in; none where it is no JSON."""
    text = (
        script.strip()
        .removeprefix("<!--")
        .removeprefix("//<![CDATA[")
        .removesuffix("-->")
        .removesuffix("//]]>")
        .strip()
    )
    try:
        tree = msgspec.json.decode(_BLANK.sub(" ", text))
    except (msgspec.DecodeError, RecursionError, UnicodeError):
        return []
    found: list[dict[str, Any]] = []
    level: list[Any] = [tree]
    for _ in range(_DEEPEST):
        below: list[Any] = []
        for one in level[:_MOST]:
            if isinstance(one, dict):
                found.append(one)
                below += one.values()
            elif isinstance(one, list):
                below += one[:50]
        level = below
    return found[:_MOST]


def _types(thing: dict[str, Any]) -> set[str]:
    kinds = thing.get("@type")
    kinds = kinds if isinstance(kinds, list) else [kinds]
    return {kind.rsplit("/", 1)[-1] for kind in kinds if isinstance(kind, str)}


def _texts(things: list[dict[str, Any]], key: str) -> Iterator[str]:
    for thing in things:
        value = thing.get(key)
        for one in value if isinstance(value, list) else [value]:
            if isinstance(one, str) and one.strip():
                yield _line(unescaped(one[:_ENTRY]))


def _names(things: list[dict[str, Any]], key: str) -> Iterator[str]:
    for thing in things:
        value = thing.get(key)
        for one in value if isinstance(value, list) else [value]:
            name = one.get("name") if isinstance(one, dict) else one
            if isinstance(name, str) and name.strip():
                yield _line(unescaped(name[:_ENTRY]))


def _languages(page: Page, metas: dict[str, list[str]], articles: list[dict[str, Any]]) -> tuple[str, ...]:
    said = [
        page.nodes[0].attributes.get("lang", ""),
        *_texts(articles, "inLanguage"),
        *metas.get("og:locale", ()),
        *metas.get("content-language", ()),
        *metas.get("language", ()),
    ]
    return _unique(match[1].lower() for one in said if (match := _LANGUAGE.fullmatch(one)))


def _address(page: Page, said: list[str], articles: list[dict[str, Any]], own: str | None) -> str | None:
    """The canonical address: absolute, http(s), and no front page where the page itself is none."""
    links = [node.attributes for node in page.links[:300]]
    canonical = [link.get("href", "") for link in links if "canonical" in link.get("rel", "").lower().split()]
    for one in [*canonical, *said, *_texts(articles, "url"), *_texts(articles, "mainEntityOfPage")]:
        try:
            whole = urljoin(own or page.base or "", one.strip())
            parts = urlsplit(whole)
            front = parts.path in ("", "/") and not parts.query
            if (
                parts.scheme in ("http", "https")
                and parts.hostname
                and not (front and (own is None or len(urlsplit(own).path) > 1))
            ):
                return whole
        except ValueError:
            continue
    return own


def _line(text: str) -> str:
    return _BLANK.sub(" ", text[:_ENTRY]).strip()


def _unique(values: "Iterator[str] | list[str]") -> tuple[str, ...]:
    return tuple(dict.fromkeys(value for value in values if value))
