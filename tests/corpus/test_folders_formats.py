"""Folders with pages of all kinds: known by their content, whatever they are called."""

import gzip
import json
import os
import zipfile
from pathlib import Path

import pytest

from bilan.corpus import folders
from bilan.knowledge.files import Shelf
from bilan.model.page import Problem, Received, SetAside

HTML = (
    "<!doctype html><html><body><article><h1>Le titre de la page {0}</h1><p>Le ministre a signé jeudi à Hanoï, avec son "  # noqa: E501
    "homologue, un accord n° {0} sur le riz, selon un communiqué.</p></article></body></html>"
)


def page(number: int) -> bytes:
    return HTML.format(number).encode()


def taken(*paths: Path) -> tuple[list[str], list[SetAside], list[Problem]]:
    items = list(folders.pages(paths, Shelf()))
    names = [item.document.name for item in items if isinstance(item, Received)]
    return names, [i for i in items if isinstance(i, SetAside)], [i for i in items if isinstance(i, Problem)]


@pytest.fixture
def saved(tmp_path: Path) -> Path:
    (tmp_path / "a.html").write_bytes(page(1))
    (tmp_path / "no-ending").write_bytes(page(2))
    (tmp_path / "packed.gz").write_bytes(gzip.compress(page(3)))
    (tmp_path / "style.css").write_bytes(b"p { color: red }")
    (tmp_path / "notes.md").write_bytes(b"# notes")
    (tmp_path / "package.json").write_bytes(b'{\n "name": "x"\n}')
    (tmp_path / "picture.png").write_bytes(b"\x89PNG\r\n\x1a\n")
    (tmp_path / "manifest.jsonl").write_text(
        json.dumps({"file": "a.html", "outlet": "Le Fleuve"}) + "\n", encoding="utf-8"
    )
    (tmp_path / "b.htm").write_bytes(page(4))
    (tmp_path / "b_fichiers").mkdir()
    (tmp_path / "b_fichiers" / "frame.html").write_bytes(page(5))
    (tmp_path / "other_files").mkdir()
    (tmp_path / "other_files" / "c.html").write_bytes(page(6))
    with zipfile.ZipFile(tmp_path / "z.zip", "w") as archive:
        archive.writestr("d.html", page(7))
        archive.writestr("e.txt", "Un texte sur l’accord.")
    lines = [{"url": f"https://a.example/{n}", "text": f"Le riz, {n} tonnes.", "title": "x"} for n in (8, 9)]
    (tmp_path / "export").write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")
    return tmp_path


def test_pages_of_all_kinds(saved: Path) -> None:
    names, aside, problems = taken(saved)
    assert sorted(names) == sorted(
        ["a.html", "no-ending", "packed.gz", "b.htm", "other_files/c.html", "z.zip/d.html", "z.zip/e.txt",
         "https://a.example/8", "https://a.example/9"]
    )  # fmt: skip
    assert not aside and not problems


def test_the_manifest_speaks_for_html_too(saved: Path) -> None:
    found = {item.document.name: item for item in folders.pages([saved], Shelf()) if isinstance(item, Received)}
    assert found["a.html"].document.outlet == "Le Fleuve" and found["b.htm"].document.outlet is None


def test_a_file_by_itself_is_a_page_in_any_case(saved: Path) -> None:
    assert taken(saved / "notes.md")[0] == ["notes.md"]
    assert taken(saved / "z.zip")[0] == ["z.zip/d.html", "z.zip/e.txt"]
    (lost,) = taken(saved / "picture.png")[1]
    assert lost.reason == "binary"


def test_what_is_found_says_whether_it_holds_many(saved: Path) -> None:
    many = {item.name for item in folders.find([saved]) if isinstance(item, folders.Found) and item.many}
    assert many == {"packed.gz", "z.zip", "export", "package.json"}


@pytest.mark.skipif(os.geteuid() == 0, reason="nothing is closed to root")
def test_a_page_that_is_closed_to_us_is_told(saved: Path) -> None:
    (saved / "a.html").chmod(0)
    assert [lost.reason for lost in taken(saved)[1]] == ["unreadable"]
