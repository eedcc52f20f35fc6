"""MHTML: a page saved with its pictures as one mail. Only the page is taken, by its own small reading of MIME.

The standard library's parser nests as deep as the mail does; here one level of parts is read, and one within it.
"""

import base64
import binascii
import quopri
import re

import msgspec

from bilan.corpus.decode import Unfit

_HEADER = re.compile(rb"^([A-Za-z][A-Za-z0-9-]{0,60}):[ \t]*([^\r\n]*(?:\r?\n[ \t]+[^\r\n]*)*)", re.M)
_BLANK_LINE = re.compile(rb"\r?\n\r?\n")
_PARAMETER = re.compile(r";\s*([a-z-]+)\s*=\s*(?:\"([^\"]*)\"|([^\s;]+))", re.I)
_MOST_HEADER = 16_384  # bytes
_MOST_PARTS = 2_000


class Part(msgspec.Struct, frozen=True):
    """The page: its bytes as before they were mailed, its address, and its encoding, where these are told."""

    data: bytes
    url: str | None
    encoding: str | None


def page(data: bytes) -> Part:
    """The first HTML part of a mail. Raises Unfit: `no_text` where there is none, `truncated` where it is cut or
    damaged."""
    headers, body = _split(data)
    url = headers.get("snapshot-content-location") or headers.get("content-location")
    return _found(headers, body, url, deep=True)


def _found(headers: dict[str, str], body: bytes, url: str | None, *, deep: bool) -> Part:
    for own, content in _parts(headers, body):
        kind = own.get("content-type", "").split(";")[0].strip().lower()
        if kind in ("text/html", "application/xhtml+xml"):
            address = url or own.get("content-location")
            return Part(_decoded(own, content), _http(address), _parameters(own.get("content-type", "")).get("charset"))
        if kind.startswith("multipart/") and deep:
            return _found(own, content, url, deep=False)
    raise Unfit("no_text", "MHTML")


def _parts(headers: dict[str, str], body: bytes) -> list[tuple[dict[str, str], bytes]]:
    boundary = _parameters(headers.get("content-type", "")).get("boundary")
    if not boundary:
        return [(headers, body)]
    marked = re.split(
        rb"(?:\A|\r?\n)--" + re.escape(boundary.encode("utf-8", "replace")) + rb"(?:--)?[ \t]*(?:\r?\n|\Z)",
        body,
        maxsplit=_MOST_PARTS,
    )
    return [_split(part) for part in marked[1:]]


def _split(part: bytes) -> tuple[dict[str, str], bytes]:
    end = _BLANK_LINE.search(part, 0, _MOST_HEADER)
    if end is None:
        return {}, part
    head = part[: end.end()].decode("utf-8", "replace").encode()
    found = {
        name.decode().lower(): re.sub(r"\r?\n[ \t]+", " ", value.decode()).strip()
        for name, value in _HEADER.findall(head)
    }
    return found, part[end.end() :]


def _parameters(value: str) -> dict[str, str]:
    return {name.lower(): quoted or bare for name, quoted, bare in _PARAMETER.findall(value)}


def _decoded(headers: dict[str, str], content: bytes) -> bytes:
    how = headers.get("content-transfer-encoding", "").strip().lower()
    if how == "base64":
        try:
            return base64.b64decode(re.sub(rb"[^A-Za-z0-9+/=]", b"", content))
        except binascii.Error as error:
            raise Unfit("truncated", "MHTML, base64") from error
    return quopri.decodestring(content) if how == "quoted-printable" else content


def _http(address: str | None) -> str | None:
    return address if address and address.startswith(("http://", "https://")) else None
