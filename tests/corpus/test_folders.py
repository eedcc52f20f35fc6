"""Folders in: names, manifests, and what is set aside."""

import os
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bilan.corpus import folders
from bilan.errors import AccessError
from bilan.knowledge.files import Shelf
from bilan.model.page import Problem, Received, SetAside
from fakes import write_pages


def taken(*paths: Path) -> tuple[dict[str, Received], list[SetAside], list[Problem]]:
    items = list(folders.pages(paths, Shelf()))
    pages = {item.document.name: item for item in items if isinstance(item, Received)}
    return pages, [i for i in items if isinstance(i, SetAside)], [i for i in items if isinstance(i, Problem)]


def test_names_are_paths_below_the_folder(tmp_path: Path) -> None:
    write_pages(
        tmp_path, {"b.txt": "b", "sub/deep/a.TXT": "a", "notes.md": "no page", ".hidden.txt": "x", ".git/c.txt": "x"}
    )
    pages, aside, _ = taken(tmp_path)
    assert list(pages) == ["b.txt", "sub/deep/a.TXT"] and not aside


def test_a_file_by_itself_bears_its_own_name_and_its_manifest(tmp_path: Path) -> None:
    write_pages(tmp_path, {"sub/a.page": "a", "sub/manifest.jsonl": '{"file": "a.page", "outlet": "Le Fleuve"}'})
    pages, _, _ = taken(tmp_path / "sub" / "a.page")
    assert pages["a.page"].document.outlet == "Le Fleuve"


def test_the_nearest_manifest_speaks(tmp_path: Path) -> None:
    write_pages(
        tmp_path,
        {
            "manifest.jsonl": '{"file": "sub/a.txt", "outlet": "far"}\n{"file": "sub/b.txt", "outlet": "far"}\n',
            "sub/manifest.jsonl": '{"file": "a.txt", "outlet": "near", "published": "2024-03-01T09:00Z", "home": "ml"}',
            "sub/a.txt": "a",
            "sub/b.txt": "b",
        },
    )
    pages, _, problems = taken(tmp_path)
    assert not problems
    first, second = pages["sub/a.txt"].document, pages["sub/b.txt"].document
    assert (first.outlet, first.published, first.home) == ("near", "2024-03-01", "ML")
    assert second.outlet == "far"


def test_broken_manifest_lines_are_told_and_the_pages_read(tmp_path: Path) -> None:
    lines = [
        '{"file": "a.txt", "published": "2024-02-31", "url": "https://x.example/a"}',
        "not json with Planted Name",
        '{"url": "no file"}',
        "",
        '{"file": "b.txt", "published": 2024}',
        '{"file": "a.txt", "outlet": "again"}',
        '{"file": "c.txt", "tags": ["any", "other", "field"], "outlet": " "}',
    ]
    write_pages(tmp_path, {"manifest.jsonl": "\r\n".join(lines), "a.txt": "a", "b.txt": "b", "c.txt": "c"})
    pages, aside, problems = taken(tmp_path)
    assert list(pages) == ["a.txt", "b.txt", "c.txt"] and not aside
    assert [p.path.rpartition(":")[2] for p in problems] == ["1", "2", "3", "5", "6"]
    assert not any("Planted" in p.detail for p in problems)
    assert pages["a.txt"].document.outlet == "again" and pages["c.txt"].document.outlet is None


def test_what_cannot_be_read_never_stops_the_rest(tmp_path: Path) -> None:
    write_pages(tmp_path, {"a.txt": "a", "b.txt": b"", "c.txt": b"\0\1\2", "z.txt": "z"})
    os.mkfifo(tmp_path / "pipe.txt")
    (tmp_path / "link.txt").symlink_to(tmp_path / "nowhere")
    (tmp_path / "loop").symlink_to(tmp_path)
    with (tmp_path / "big.txt").open("wb") as file:
        file.truncate(folders.LARGEST + 1)
    pages, aside, _ = taken(tmp_path)
    assert list(pages) == ["a.txt", "z.txt"]
    reasons = {Path(item.path).name: item.reason for item in aside}
    assert reasons == {
        "b.txt": "empty", "c.txt": "binary", "pipe.txt": "not_a_file", "link.txt": "unreadable", "big.txt": "enormous",
    }  # fmt: skip


@pytest.mark.skipif(os.geteuid() == 0, reason="root reads everything")
def test_a_closed_file_or_folder_is_set_aside(tmp_path: Path) -> None:
    write_pages(tmp_path, {"a.txt": "a", "closed.txt": "x", "sub/b.txt": "b"})
    (tmp_path / "closed.txt").chmod(0)
    (tmp_path / "sub").chmod(0)
    pages, aside, _ = taken(tmp_path)
    (tmp_path / "sub").chmod(0o700)
    assert list(pages) == ["a.txt"] and [item.reason for item in aside] == ["unreadable", "unreadable"]


def test_a_name_that_is_no_utf8_is_shown_all_the_same(tmp_path: Path) -> None:
    with open(os.fsencode(tmp_path) + b"/\xe9t\xe9.txt", "wb") as file:  # noqa: PTH123 - bytes
        file.write(b"page")
    pages, _, _ = taken(tmp_path)
    assert list(pages) == ["\ufffdt\ufffd.txt"]


def test_a_wrong_path_is_told_before_anything_is_read(tmp_path: Path) -> None:
    write_pages(tmp_path, {"a.txt": "a"})
    with pytest.raises(AccessError, match="no such file or folder"):
        folders.pages([tmp_path, tmp_path / "nope"], Shelf()).__next__()


CONTENT = st.one_of(
    st.sampled_from([b"", b"\n", b"\0\1", b"page \xc3", b"\xff\xfe\x00", b"same page", b"12,5"]),
    st.text("abc éèœ\n", max_size=20).map(lambda text: text.encode("cp1252")),
    st.binary(max_size=30),
)


@settings(max_examples=60, deadline=None)
@given(contents=st.dictionaries(st.sampled_from([f"{d}{n}.txt" for d in ("", "s/") for n in "abcd"]), CONTENT))
def test_every_file_is_a_page_or_set_aside(
    tmp_path_factory: pytest.TempPathFactory, contents: dict[str, bytes]
) -> None:
    folder = write_pages(tmp_path_factory.mktemp("pages"), dict(contents))
    pages, aside, _ = taken(folder)
    assert len(pages) + len(aside) == len(contents)
