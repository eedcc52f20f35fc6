"""Pages saved as one mail."""

import base64
import quopri

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bilan.corpus import mhtml
from bilan.corpus.decode import Unfit
from bilan.corpus.formats import Formats
from bilan.knowledge.files import Shelf
from bilan.model.page import Received

HTML = (
    "<html><body><article><h1>L’accord signé à Hanoï</h1><p>"
    + "Le texte de l’accord, signé jeudi à Hanoï. " * 5
    + "</p></article></body></html>"
)


def saved(body: bytes, how: str, *, kind: str = "text/html; charset=utf-8", end: bytes = b"\r\n------B--\r\n") -> bytes:
    return (
        b'From: <Saved by a browser>\r\nSnapshot-Content-Location: https://fleuve.example/a/1\r\nSubject: =?utf-8?Q?x?=\r\n'  # noqa: E501
        b'MIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n\ttype="text/html";\r\n\tboundary="----B"\r\n\r\n'
        b"------B\r\nContent-Type: " + kind.encode() + b"\r\nContent-Transfer-Encoding: " + how.encode() + b"\r\n\r\n" + body + b"\r\n"  # noqa: E501
        b"------B\r\nContent-Type: image/png\r\nContent-Transfer-Encoding: base64\r\n\r\niVBORw0KGgo=\r\n" + end
    )  # fmt: skip


@pytest.mark.parametrize(
    ("body", "how"),
    [
        (quopri.encodestring(HTML.encode()), "quoted-printable"),
        (base64.encodebytes(HTML.encode()), "base64"),
        (HTML.encode(), "8bit"),
    ],
)
def test_a_saved_page(body: bytes, how: str) -> None:
    (page,) = Formats(Shelf()).documents("a.mhtml", saved(body, how))
    assert isinstance(page, Received)
    assert (
        page.document.text.startswith("L’accord signé à Hanoï\n") and page.document.url == "https://fleuve.example/a/1"
    )


def test_cut_off_behind_the_page_it_is_read_all_the_same() -> None:
    data = saved(HTML.encode(), "8bit")
    assert mhtml.page(data[: data.index(b"image/png")]).data == HTML.encode()


def test_a_part_within_a_part() -> None:
    inner = b"--C\r\nContent-Type: text/plain\r\n\r\nx\r\n--C\r\nContent-Type: text/html; charset=iso-8859-1\r\n\r\n<p>y</p>\r\n--C--"  # noqa: E501
    part = mhtml.page(saved(inner, "8bit", kind='multipart/alternative; boundary="C"'))
    assert part.data == b"<p>y</p>" and part.encoding == "iso-8859-1"


@pytest.mark.parametrize(
    "data",
    [saved(b"x", "8bit", kind="text/css"), b"Content-Type: multipart/related\r\n\r\nx", b"", saved(b"abc", "base64")],
)
def test_no_page(data: bytes) -> None:
    with pytest.raises(Unfit):
        mhtml.page(data)


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=300), st.integers(0, 900))
def test_any_bytes(noise: bytes, at: int) -> None:
    data = saved(HTML.encode(), "8bit")
    for changed in (noise, data[:at] + noise + data[at:], data[:at]):
        try:
            assert isinstance(mhtml.page(changed).data, bytes)
        except Unfit as unfit:
            assert unfit.reason
