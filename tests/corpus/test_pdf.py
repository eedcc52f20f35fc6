"""PDF made here, line by line, and what comes out of it."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bilan.corpus import pdf
from bilan.corpus.decode import Unfit

Placed = tuple[float, float, str]


def made(*pages: list[Placed], size: float = 10) -> bytes:
    """A PDF with lines of text at `(x, y)`, in the order given."""
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"",
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    ]
    kids = []
    for lines in pages:
        drawn = b"".join(b"BT /F1 %g Tf %g %g Td (%s) Tj ET\n" % (size, x, y, _escaped(text)) for x, y, text in lines)
        objects.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(drawn), drawn))
        objects.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Resources << /Font << /F1 3 0 R >> >> /Contents %d 0 R >>"  # noqa: E501
            % len(objects)
        )
        kids.append(b"%d 0 R" % len(objects))
    objects[1] = b"<< /Type /Pages /Count %d /Kids [%s] >>" % (len(kids), b" ".join(kids))
    out, places = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, start=1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    return out + b"xref\n0 %d\n0000000000 65535 f \n%strailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF" % (
        len(objects) + 1, table, len(objects) + 1, len(out))  # fmt: skip


def _escaped(text: str) -> bytes:
    return text.encode("cp1252").replace(b"\\", b"\\\\").replace(b"(", b"\\(").replace(b")", b"\\)")


def column(x: float, top: float, *lines: str) -> list[Placed]:
    return [(x, top - 12 * number, line) for number, line in enumerate(lines)]


LEFT = (
    "Le ministre des Affaires étrangères a signé",
    "jeudi à Hanoï, avec son homologue, un accord",
    "de coopération qui porte sur la livrai-",
    "son de riz au Togo avant la fin de l’année.",
)
RIGHT = (
    "Les deux pays veulent aussi relancer la com-",
    "mission mixte, qui ne s’est pas réunie depuis",
    "cinq ans, et former des techniciens dans les",
    "rizières du delta.",
)


def test_lines_are_paragraphs_again_and_words_whole() -> None:
    data = made([*column(50, 700, *LEFT), *column(50, 630, *RIGHT)])
    assert pdf.text(data).split("\n") == [
        "Le ministre des Affaires étrangères a signé jeudi à Hanoï, avec son homologue, un accord de coopération qui porte sur la "  # noqa: E501
        "livraison de riz au Togo avant la fin de l’année.",
        "Les deux pays veulent aussi relancer la commission mixte, qui ne s’est pas réunie depuis cinq ans, et former des techniciens "  # noqa: E501
        "dans les rizières du delta.",
    ]


@pytest.mark.parametrize("across", [False, True], ids=["column by column", "line by line"])
def test_columns_are_read_one_below_the_other(across: bool) -> None:
    left, right = column(50, 700, *LEFT), column(320, 700, *RIGHT)
    lines = [line for pair in zip(left, right, strict=True) for line in pair] if across else left + right
    text = pdf.text(
        made(
            [
                (50, 740, "Communiqué conjoint des deux ministres à l’issue de la visite officielle au Togo, à Lomé"),
                *lines,
            ]
        )
    )
    assert text.index("livraison de riz") < text.index("Les deux pays")
    assert "commission mixte, qui ne s’est pas réunie" in text


def test_a_compound_keeps_its_hyphen_where_the_file_has_it() -> None:
    data = made(
        column(
            50,
            700,
            "Le vice-président du conseil a reçu le minis-",
            "tre, puis les deux se sont rendus chez le vice-",
            "président de la chambre de commerce de Lomé.",
        )
    )
    assert pdf.text(data) == (
        "Le vice-président du conseil a reçu le ministre, puis les deux se sont rendus chez le vice-président de la chambre de commerce de Lomé."  # noqa: E501
    )


def test_a_paragraph_goes_on_on_the_next_page_and_page_numbers_go() -> None:
    pages = [[*column(50, 100, *LEFT[:3]), (300, 40, "1")], [*column(50, 700, LEFT[3]), (300, 40, "2")]]
    assert pdf.text(made(*pages)) == (
        "Le ministre des Affaires étrangères a signé jeudi à Hanoï, avec son homologue, un accord de coopération qui porte sur la "  # noqa: E501
        "livraison de riz au Togo avant la fin de l’année."
    )


def test_without_text_it_is_an_image() -> None:
    with pytest.raises(Unfit) as caught:
        pdf.text(made([]))
    assert caught.value.reason == "image_only"


@pytest.mark.parametrize("data", [b"%PDF-1.4", b"%PDF-1.7\n1 0 obj <<>> endobj", b""])
def test_damaged(data: bytes) -> None:
    with pytest.raises(Unfit) as caught:
        pdf.text(data)
    assert caught.value.reason in ("damaged", "image_only")


def test_too_many_pages() -> None:
    with pytest.raises(Unfit, match="enormous"):
        pdf.text(made(*[[] for _ in range(pdf.MOST_PAGES + 1)]))


@settings(max_examples=100, deadline=None)
@given(st.integers(0, 1500), st.binary(min_size=1, max_size=30))
def test_any_damage_gives_a_text_or_a_reason(at: int, noise: bytes) -> None:
    data = made(column(50, 700, *LEFT))
    for changed in (data[:at] + noise + data[at + len(noise) :], data[:at]):
        try:
            assert pdf.text(changed)
        except Unfit as unfit:
            assert unfit.reason
