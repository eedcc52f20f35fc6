"""Any encoding, said or not."""

import codecs

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bilan.corpus.decode import Decoder, Unfit
from bilan.corpus.html import charset
from bilan.knowledge import encodings
from bilan.knowledge.files import Shelf

DECODER = Decoder(encodings.load(Shelf()))
PAGE = "<html><head>{}</head><body><p>L’été à N’Djaména : « œuvre » réalisée — déjà 3 000 €.</p></body></html>"
OLD = PAGE.replace("œuvre", "oeuvre").replace("’", "'").replace("—", "-").replace(" €", "")


@pytest.mark.parametrize(
    ("page", "encoding", "said"),
    [
        (PAGE.format('<meta charset="utf-8">'), "utf-8", None),
        (PAGE.format(""), "utf-8", None),
        (PAGE.format('<meta charset="iso-8859-1">'), "utf-8", None),
        (PAGE.format('<meta charset="iso-8859-1">'), "cp1252", None),
        (PAGE.format('<META http-equiv="Content-Type" content="text/html; charset=windows-1252">'), "cp1252", None),
        (PAGE.format(""), "cp1252", None),
        (PAGE.format(""), "cp1252", "windows-1252"),
        (OLD.format('<meta charset="mac-roman">'), "mac-roman", None),
        (OLD.format(""), "iso-8859-15", "no-such-encoding"),
        (PAGE.format('<meta charset="utf-8">'), "utf-16", None),
        (PAGE.format(""), "utf-16-le", None),
        (PAGE.format('<?xml version="1.0" encoding="windows-1252"?>'), "cp1252", None),
    ],
)
def test_encodings(page: str, encoding: str, said: str | None) -> None:
    assert charset.decode(page.encode(encoding), DECODER, said) == page


def test_a_mark_wins_over_what_is_said() -> None:
    page = PAGE.format('<meta charset="iso-8859-1">')
    assert charset.decode(codecs.BOM_UTF8 + page.encode(), DECODER) == page


def test_a_bad_byte_is_shown_and_many_are_too_many() -> None:
    page = PAGE.format('<meta charset="utf-8">').encode() * 3
    assert charset.decode(page.replace("été".encode(), b"\xe9t\xc3\xa9", 1), DECODER).count("\ufffd") == 1
    with pytest.raises(Unfit):
        charset.decode(page + b"\xe9\xff" * 200, DECODER)


@pytest.mark.parametrize("said", ["base64", "rot13", "unicode_escape", "idna", "utf-7", "zlib", "hex", "\0", "x" * 500])
def test_what_is_said_cannot_do_harm(said: str) -> None:
    page = PAGE.format("").encode("cp1252")
    assert "œuvre" in charset.decode(page, DECODER, said)


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=400), st.sampled_from([None, "utf-8", "cp1252", "shift_jis", "utf-16"]))
def test_any_bytes_decode_or_are_unfit(data: bytes, said: str | None) -> None:
    try:
        assert isinstance(charset.decode(b'<meta charset="gbk">' + data, DECODER, said), str)
    except Unfit as unfit:
        assert unfit.reason in ("undecodable", "binary", "empty", "truncated", "no_text")
