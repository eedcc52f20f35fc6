"""Texts of Word."""

import io
import zipfile

import docx as word
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bilan.corpus import docx
from bilan.corpus.decode import Unfit
from bilan.corpus.formats import Formats
from bilan.knowledge.files import Shelf
from bilan.model.page import Received, SetAside

SPACE = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def made() -> bytes:
    document = word.Document()
    document.add_heading("Communiqué conjoint", 0)
    document.add_paragraph("Les deux ministres ont signé, le 3 mai 2024 à Hanoï, un accord sur le riz.")
    table = document.add_table(2, 2)
    for row, cells in enumerate((("Riz", "25 000 t"), ("Blé", "3 000 t"))):
        for column, text in enumerate(cells):
            table.cell(row, column).text = text
    document.add_paragraph("Fait à Hanoï.")
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def packed(xml: str, **others: str) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", xml)
        for name, text in others.items():
            archive.writestr(name, text)
    return stream.getvalue()


def test_paragraphs_and_tables() -> None:
    assert docx.text(made()).split("\n") == [
        "Communiqué conjoint",
        "Les deux ministres ont signé, le 3 mai 2024 à Hanoï, un accord sur le riz.",
        "Riz\t25 000 t",
        "Blé\t3 000 t",
        "Fait à Hanoï.",
    ]


def test_what_word_reads_is_read_alike() -> None:
    read = word.Document(io.BytesIO(made()))
    assert [p.text for p in read.paragraphs] == [line for line in docx.text(made()).split("\n") if "\t" not in line]


def test_what_was_deleted_is_not_there() -> None:
    xml = (
        f'<w:document xmlns:w="{SPACE}"><w:body><w:p><w:r><w:t>dix </w:t></w:r><w:del><w:r><w:delText>mille </w:delText><w:t>x</w:t></w:r></w:del>'  # noqa: E501
        "<w:ins><w:r><w:t>cents </w:t></w:r></w:ins><w:r><w:t>ton</w:t><w:softHyphen/><w:t>nes</w:t><w:br/><w:t>de blé</w:t></w:r></w:p></w:body></w:document>"  # noqa: E501
    )
    assert docx.text(packed(xml)) == "dix cents tonnes\nde blé"


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (packed(f'<w:document xmlns:w="{SPACE}"><w:body/></w:document>'), "image_only"),
        (packed("<w:document"), "damaged"),
        (packed('<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><x>&b;</x>'), "damaged"),
        (made()[:-400], "damaged"),
        (packed(" " * (docx.LARGEST + 1)), "enormous"),
    ],
)
def test_what_is_no_text(data: bytes, reason: str) -> None:
    with pytest.raises(Unfit) as caught:
        docx.text(data)
    assert caught.value.reason == reason


def test_told_apart_from_other_zips() -> None:
    formats = Formats(Shelf())
    (page,) = formats.documents("a.bin", made())
    assert isinstance(page, Received) and page.document.name == "a.bin" and page.document.zones is None
    (lost,) = formats.documents("a.bin", packed("<w:document"))
    assert lost == SetAside("a.bin", "damaged", "DOCX")


@settings(max_examples=150, deadline=None)
@given(st.floats(0, 1), st.binary(max_size=40), st.integers(0, 2000))
def test_any_damage_gives_a_text_or_a_reason(where: float, noise: bytes, gone: int) -> None:
    at = int(where * len(MADE))
    for item in FORMATS.documents("a", MADE[:at] + noise + MADE[at + gone :]):
        assert isinstance(item, Received | SetAside)


MADE = made()
FORMATS = Formats(Shelf())
