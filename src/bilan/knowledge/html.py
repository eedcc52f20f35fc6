"""Shape of `html.toml`: what the markup of news pages calls its parts, and where their metadata stand."""

from typing import Literal

import msgspec

from bilan.knowledge.files import Shelf

Is = Literal[
    "comment", "form", "related", "navigation", "footer", "source", "caption", "byline", "dateline", "meta", "lead",
    "headline", "body", "frame",
]  # fmt: skip


class Part(msgspec.Struct, frozen=True, forbid_unknown_fields=True, rename={"what": "is"}):
    """Names of one part of a page; `exact` ones are a whole class or id, those in `holds` any words of one."""

    what: Is
    exact: tuple[str, ...] = ()
    holds: tuple[str, ...] = ()


class MetadataNames(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Names of `meta` elements (`name`, `property` or `itemprop`), lower case, the surest first."""

    title: tuple[str, ...]
    published: tuple[str, ...]
    outlet: tuple[str, ...]
    author: tuple[str, ...]
    address: tuple[str, ...]
    description: tuple[str, ...]
    kind: tuple[str, ...]


class ExportKeys(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Keys of an object of JSON lines, the likeliest first."""

    address: tuple[str, ...]
    title: tuple[str, ...]
    text: tuple[str, ...]
    html: tuple[str, ...]
    published: tuple[str, ...]
    outlet: tuple[str, ...]
    language: tuple[str, ...]


class ArticleTypes(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """JSON-LD types of a page that is one article, and of a page of teasers."""

    types: frozenset[str]
    lists: frozenset[str]


class Headings(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Titles that are none."""

    none: frozenset[str]


class MarkupWords(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The file as it stands."""

    part: tuple[Part, ...]
    metadata: MetadataNames
    articles: ArticleTypes
    headings: Headings
    export: ExportKeys


def load(shelf: Shelf) -> MarkupWords:
    """Raises KnowledgeError where the file breaks its contract."""
    return shelf.read("world", "html", MarkupWords)
