"""Case and typography folded away without moving a single offset.

`fold(text)` has exactly the length of `text`: every character becomes one character. Case goes, and the many
apostrophes, spaces and hyphens become one of each. Accents stay: "livré" and "livre" are different words. `unaccented`
drops them too, for headlines printed in capitals without accents.
"""

import re
import unicodedata

_SAME = {
    **dict.fromkeys(map(ord, "’‘ʼ`´′‛"), "'"),
    **dict.fromkeys(map(ord, "\u00a0\u202f\u2009\u2007\u2002\u2003\u2008\u200a\t\u3000"), " "),
    **dict.fromkeys(map(ord, "‐‑‒−\u00ad"), "-"),
    ord("İ"): "i",
}


_LONE = re.compile("[\ud800-\udfff]")  # halves of characters, which no search tool takes


def whole(text: str) -> str:
    """`text` with U+FFFD for every half of a character; same length."""
    return text if _LONE.search(text) is None else _LONE.sub("\ufffd", text)


def fold(text: str) -> str:
    """`text` in lower case, with one kind of apostrophe, space and hyphen; same length, line ends kept."""
    text = whole(text)
    lowered = text.translate(_SAME).lower()
    if len(lowered) == len(text):
        return lowered
    return "".join(c.lower() if len(c.lower()) == 1 else c for c in text.translate(_SAME))


def _plain(char: str) -> str:
    base = unicodedata.normalize("NFD", char)[0]
    return base if len(base) == 1 else char


_PLAIN = {ord(c): _plain(c) for c in map(chr, range(0xC0, 0x250)) if _plain(c) != c}


_LIGATURES = {0xE6: "ae", 0x153: "oe"}


def unaccented(text: str) -> str:
    """`text` without accents, same length."""
    return text.translate(_PLAIN)


def key(text: str) -> str:
    """A name as it is compared: folded, without accents, ligatures as two letters, words joined by single spaces."""
    plain = unicodedata.normalize("NFKD", text.casefold().translate(_LIGATURES))
    return " ".join("".join(c if c.isalnum() else " " for c in plain if not unicodedata.combining(c)).split())
