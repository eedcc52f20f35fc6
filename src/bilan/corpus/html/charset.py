"""Bytes of an HTML page → its characters, as browsers decode them: a byte-order mark, then what the bytes are, then
what they say.

A page whose bytes beyond ASCII are all sound UTF-8 is UTF-8 whatever it says. A few damaged bytes become U+FFFD, as
in a
browser: one bad byte in a menu is no reason to lose an article. Too many, and the page is set aside.
"""

import codecs
import re

from bilan.corpus.decode import Decoder, Unfit

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_HEAD = 8192  # bytes in which a page says what it is; browsers look at the first 1,024
_DECLARED = re.compile(
    rb"<(?:meta|\?xml)\b[^>]{0,400}?(?:charset|encoding)\s{0,9}=\s{0,9}[\"']?\s{0,9}([A-Za-z0-9_:.+-]{2,40})", re.I
)
_AS_BROWSERS = {
    "ascii": "cp1252",
    "iso8859-1": "cp1252",
    "iso8859-9": "cp1254",
    "iso8859-11": "cp874",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "euc_kr": "cp949",
    "shift_jis": "cp932",
}
"""Encodings that browsers take for a wider one (WHATWG Encoding Standard, section 4.2)."""
_NO_TEXT = frozenset(
    {
        "rot13",
        "base64",
        "hex",
        "uu",
        "zlib",
        "bz2",
        "quopri",
        "idna",
        "punycode",
        "unicode-escape",
        "raw-unicode-escape",
        "mbcs",
        "oem",
        "undefined",
        "utf-7",
        "utf-16",
        "utf-32",
        "utf-16-le",
        "utf-16-be",
        "utf-32-le",
        "utf-32-be",
    }
)
"""Codecs of Python that no page of bytes in ASCII order is written in."""
_MOST_DAMAGED = 0.002  # of all characters: beyond, the page is not what it says


def decode(data: bytes, decoder: Decoder, said: str | None = None) -> str:
    """The page's characters. `said` is an encoding told from outside (a Content-Type). Raises Unfit with the reason."""
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return _lenient(data[len(mark) :], encoding)
    if b"\0" in data:
        return _with_nul(data, decoder)
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        pass
    declared = _known(said) or _known(_declaration(data))
    if declared is not None:
        return _lenient(data, declared)
    try:
        return decoder.decode(data)
    except Unfit as unfit:
        if unfit.reason not in ("undecodable", "truncated"):
            raise
    return _lenient(data, "utf-8")


def _with_nul(data: bytes, decoder: Decoder) -> str:
    """UTF-16 or UTF-32 without a mark, or a page with a few NUL bytes in it, which are left out as browsers do."""
    if data.count(b"\0") * 200 > len(data):
        return decoder.decode(data)
    return decode(data.replace(b"\0", b""), decoder)


def _declaration(data: bytes) -> str | None:
    match = _DECLARED.search(data, 0, _HEAD)
    return match[1].decode("ascii") if match else None


def _known(name: str | None) -> str | None:
    """Python's name for an encoding, as browsers understand it; None for what is none."""
    try:
        codec = codecs.lookup((name or "").strip().strip("\"'"))
    except (LookupError, ValueError):
        return None
    if codec.name.replace("_", "-") in _NO_TEXT or not getattr(codec, "_is_text_encoding", True):
        return None
    return _AS_BROWSERS.get(codec.name, codec.name)


def _lenient(data: bytes, encoding: str) -> str:
    text = data.decode(encoding, "replace")
    if text.count("\ufffd") > max(3, _MOST_DAMAGED * len(text)):
        raise Unfit("undecodable", encoding.upper())
    return text
