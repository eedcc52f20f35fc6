"""What a file is by its first bytes, never by its name."""

import re
import struct
from typing import Literal

HEAD = 8192
"""Bytes that are looked at."""

Kind = Literal["html", "mhtml", "pdf", "docx", "zip", "gzip", "tar", "warc", "jsonl", "text", "other"]

_PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"RIFF", b"OggS", b"ID3", b"wOFF", b"wOF2")
_PACKED = (b"BZh", b"\xfd7zXZ\0", b"7z\xbc\xaf", b"Rar!", b"\x28\xb5\x2f\xfd")
_PROGRAMS = (b"\x7fELF", b"MZ\x90", b"SQLite format 3")
_OLD_TEXTS = (b"\xd0\xcf\x11\xe0", b"{\\rtf")
_OTHERS = _PICTURES + _PACKED + _PROGRAMS + _OLD_TEXTS
_HTML = re.compile(
    rb"(?:\s|<!--(?:[^-]|-(?!->))*-->|<\?xml[^>]{0,300}>)*"
    rb"<(?:!doctype\s+html|html|head|body|meta|title|link|script|style|article|main|section|header|div|table|h1|p|center|"
    rb"font|base)[\s>/]",
    re.I,
)
_MAIL = re.compile(rb"\s{0,20}(?:[A-Za-z][A-Za-z-]{1,40}:[^\n]{0,2000}\n(?:[ \t][^\n]{0,2000}\n)*){1,60}?", re.I)
_RELATED = re.compile(rb"^content-type:\s{0,5}multipart/related", re.I | re.M)
_OBJECT = re.compile(rb'\s{0,200}(?:\[\s{0,200})?\{\s{0,200}"[^"\n]{1,80}"\s{0,20}:')


def kind(head: bytes) -> Kind:
    """What a file is that begins with `head` (HEAD bytes, or all of it). `text` where nothing speaks against it."""
    if head.startswith(b"\x1f\x8b\x08"):
        return "gzip"
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08PK\x03\x04")):
        return "zip"
    if head.lstrip(b"\r\n").startswith(b"WARC/"):
        return "warc"
    if b"%PDF-" in head[:1024]:
        return "pdf"
    if is_tar_header(head[:512]) or head[257:262] == b"ustar":
        return "tar"
    if head.startswith(_OTHERS):
        return "other"
    return _kind_of_text(head)


def _kind_of_text(head: bytes) -> Kind:
    plain = head.replace(b"\0", b"") if head[:2] in (b"\xff\xfe", b"\xfe\xff") or b"\0" in head[:8] else head
    plain = plain.removeprefix(b"\xef\xbb\xbf").removeprefix(b"\xff\xfe").removeprefix(b"\xfe\xff")
    if _HTML.match(plain):
        return "html"
    if _MAIL.match(plain) and _RELATED.search(plain):
        return "mhtml"
    if _OBJECT.match(plain):
        return "jsonl"
    return "text"


def is_tar_header(block: bytes) -> bool:
    """Whether 512 bytes bear the checksum of a header of a tar file."""
    if len(block) < 512 or not block[0]:
        return False
    said = block[148:156].strip(b"\0 ")
    if not said or not all(48 <= byte < 56 for byte in said):
        return False
    return int(said, 8) == int(sum(struct.unpack("512B", block)) - sum(block[148:156])) + 8 * 32
