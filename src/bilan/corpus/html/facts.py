"""What a page says of itself, against what stands in its text: where the two do not agree, nothing is given and the
reader finds it.

A `lang="en"` left from a theme, a publication time in another time zone, a site's name for a title: all are frequent.
"""

import datetime
import re
from collections.abc import Iterable

import msgspec
from resiliparse.parse.lang import detect_fast

from bilan.corpus.html.layout import Layout
from bilan.corpus.html.metadata import Said, day_of
from bilan.model.document import Document, Zone

_NUMBER = re.compile(r"\d+")
_TAIL = re.compile(r"\s+[|•·»–—-]+\s+")
_WORD = re.compile(r"\w+")
_ENOUGH = 400  # characters of an article from which the detector tells its language
_SURE = 1200  # the detector's distance up to which it is believed
_LONGEST_NAME = 80  # characters of the name of a site


def agreed(document: Document, layout: Layout) -> Document:
    """`document` with title, day, outlet and language as its metadata say and its text does not deny."""
    said, zones = layout.said, document.zones or ()
    dated = " ".join(_texts(document, zones, ("dateline", "byline")))
    headline = next(iter(_texts(document, zones, ("headline",))), None)
    return msgspec.structs.replace(
        document,
        title=headline or (_title(said) if said.article else None),
        published=_published(said.days or _marked_days(layout), dated),
        outlet=_outlet(said),
        language=_language(document, zones, said.languages),
    )


def _texts(document: Document, zones: Iterable[Zone], wanted: tuple[str, ...]) -> list[str]:
    return [document.text[zone.start : zone.end] for zone in zones if zone.zone in wanted]


def _title(said: Said) -> str | None:
    """The title said, less the name of the site behind it."""
    for title in (*said.titles, said.page_title):
        parts = _TAIL.split(title)
        kept = [part for part in parts if part.lower() not in {outlet.lower() for outlet in said.outlets}]
        text = title if len(kept) == len(parts) else " – ".join(kept)
        if len(_WORD.findall(text)) > 1:
            return text
    return None


def _published(days: tuple[str, ...], dated: str) -> str | None:
    """The one day said; of several the one that the publication line bears; none that the line corrects by a day."""
    numbers = {int(number) for number in _NUMBER.findall(dated)[:60] if len(number) < 5}
    if len(days) > 1:
        days = tuple(day for day in days if _borne(day, 0, numbers))
    if len(days) != 1:
        return None
    day = days[0]
    shifted = not _borne(day, 0, numbers) and any(_borne(day, by, numbers) for by in (-1, 1))
    return None if shifted else day


def _borne(day: str, by: int, numbers: set[int]) -> bool:
    """Whether the numbers of a publication line hold `day`, shifted `by` days."""
    try:
        date = datetime.date.fromisoformat(day) + datetime.timedelta(days=by)
    except (ValueError, OverflowError):
        return False
    return date.day in numbers and bool({date.year, date.year % 100} & numbers)


def _marked_days(layout: Layout) -> tuple[str, ...]:
    """Days of `time` elements above the text."""
    found: dict[str, None] = {}
    for node in layout.page.nodes:
        if (
            node.tag == "time"
            and layout.first <= node.first < layout.begun
            and layout.parts[id(node)] in ("dateline", "byline", "meta")
        ):
            day = day_of(node.attributes.get("datetime", ""))
            if day is not None:
                found[day] = None
    return tuple(found)


def _outlet(said: Said) -> str | None:
    """The site's name; not where it is but the article's title, or an address."""
    for name in said.outlets:
        if len(name) <= _LONGEST_NAME and name not in said.titles and "://" not in name and any(map(str.isalpha, name)):
            return name
    return None


def _language(document: Document, zones: tuple[Zone, ...], said: tuple[str, ...]) -> str | None:
    """The language said, where a detector hears it in the article too."""
    text = " ".join(_texts(document, zones, ("headline", "lead", "body")))[:4000] or document.text[:4000]
    if not said or len(text) < _ENOUGH:
        return None
    heard, distance = detect_fast(text)
    return heard if heard in said and distance <= _SURE else None
