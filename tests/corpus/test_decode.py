"""Bytes → characters: the same text in every encoding, and damage set aside with its reason."""

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bilan.corpus.decode import Decoder, Unfit
from bilan.knowledge import encodings
from bilan.knowledge.files import Shelf

DECODER = Decoder(encodings.load(Shelf()))
PAGE = (
    "Le ministre des Affaires étrangères s’est félicité à Niamey de « l’excellence » de la coopération : "
    "l’œuvre commune, où chaque partie s’engage, coûtera 35 M€…\r\nÀ l’étape suivante – l’été –, un accord naîtra.\n"
)
PLAIN = PAGE.translate({ord("’"): "'", ord("…"): "...", ord("–"): "-", ord("€"): "euros", ord("œ"): "oe"})


@pytest.mark.parametrize(
    "encoding",
    [
        "utf-8",
        "utf-8-sig",
        "utf-16",
        "utf-16-le",
        "utf-16-be",
        "utf-32",
        "utf-32-le",
        "utf-32-be",
        "cp1252",
        "mac-roman",
    ],
)
def test_every_encoding_gives_the_same_text(encoding: str) -> None:
    assert DECODER.decode(PAGE.encode(encoding)) == PAGE


@pytest.mark.parametrize("encoding", ["latin-1", "iso8859-15", "cp850"])
def test_older_encodings_without_modern_signs(encoding: str) -> None:
    assert DECODER.decode(PLAIN.encode(encoding)) == PLAIN


def test_the_euro_and_the_ligature_of_latin_9() -> None:
    text = "Au cœur de l'été, un œuvre à 3 € signé à Zürich par les sœurs."
    assert DECODER.decode(text.encode("iso8859-15")) == text


@pytest.mark.parametrize(
    ("encoding", "text"),
    [
        ("cp1251", "Министр иностранных дел России посетил Мали с рабочим визитом и подписал соглашение."),
        ("koi8-r", "Министр иностранных дел России посетил Мали с рабочим визитом и подписал соглашение."),
        ("cp1256", "قام وزير الخارجية الروسي بزيارة إلى مالي ووقع اتفاقا جديدا للتعاون في مجال الطاقة"),
    ],
)
def test_other_scripts(encoding: str, text: str) -> None:
    assert DECODER.decode(text.encode(encoding)) == text


def test_only_one_byte_order_mark_goes_and_nothing_else() -> None:
    text = " \tle texte\r\n\r\n  é\u00a0! \n\n"
    assert DECODER.decode(b"\xef\xbb\xbf" + text.encode()) == text
    assert DECODER.decode(b"\xef\xbb\xbf\xef\xbb\xbfa") == "\ufeffa"
    assert DECODER.decode("e\u0301".encode()) == "e\u0301"


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "empty"),
        (b" \r\n\t ", "empty"),
        (b"\xef\xbb\xbf \n", "empty"),
        (b"\xff\xfe", "empty"),
        (b"12 345 -- 67,8 %\n", "no_text"),
        (b"\0" * 100, "binary"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + bytes(range(256)), "binary"),
        (b"%PDF-1.4\n" + bytes(range(256)) * 4, "binary"),
        (b"PK\x03\x04" + bytes(range(256)) * 2, "binary"),
        (b"ok\x01\x02\x03\x04 text", "binary"),
        (PAGE.encode()[: PAGE.encode().index("€".encode()) + 2], "truncated"),
        ("étape é".encode()[:-1], "truncated"),
        ("abc €".encode()[:-1], "truncated"),
        (PAGE.encode("utf-16")[:-1], "truncated"),
        (PAGE.encode("utf-16-le")[:-1], "truncated"),
        (PAGE.encode().replace("œ".encode(), b"\xff"), "undecodable"),
        (PAGE.encode("utf-16")[:60] + b"\x00\xdc\x00\xdc" + PAGE.encode("utf-16")[60:], "undecodable"),
    ],
)
def test_damage_is_named(data: bytes, reason: str) -> None:
    with pytest.raises(Unfit) as caught:
        DECODER.decode(data)
    assert caught.value.reason == reason


def test_a_latin_page_that_ends_in_an_accent_is_whole() -> None:
    assert DECODER.decode("la libert\xe9".encode("cp1252")) == "la liberté"


def test_random_bytes_are_no_page() -> None:
    generator = random.Random(7)
    for size in (50, 500, 5000):
        with pytest.raises(Unfit):
            DECODER.decode(generator.randbytes(size))


@settings(max_examples=200, deadline=None)
@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=80))
def test_utf8_comes_back_as_it_was(text: str) -> None:
    page = f"titre {text}"
    assert DECODER.decode(page.encode()) == page
    assert DECODER.decode(b"\xff\xfe" + page.encode("utf-16-le")) == page


@settings(max_examples=300, deadline=None)
@given(st.binary(max_size=200))
def test_any_bytes_give_text_or_a_reason(data: bytes) -> None:
    try:
        assert any(map(str.isalpha, DECODER.decode(data)))
    except Unfit as unfit:
        assert unfit.reason
