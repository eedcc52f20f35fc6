"""What is overdue, what is quiet, what bears an entry out and what it hangs on: in `entries`."""

from pathlib import Path

import pytest

from fakes import Runs, write_pages


@pytest.fixture
def waiting(bilan: Runs, tmp_path: Path) -> str:
    pages = {
        "a.txt": "published 2024-01-01\nvisit ML,RU 2024-02-03 announced\n",
        "b.txt": "published 2024-01-01\nvisit BF,CN 2024-12-03 announced\n",
        "c.txt": "published 2024-06-01\nmechanism BF,CN 2024-05-03 operating\n",
        "d.txt": "published 2024-09-10\nvisit ML,CN 2024-09-10 held\nagreement CN,ML 2024-09-10 signed\n",
    }
    path = str(tmp_path / "w.db")
    bilan("build", str(write_pages(tmp_path / "w", dict(pages))), "--ledger", path)
    return path


@pytest.mark.parametrize(
    ("options", "found"),
    [
        (("--overdue",), [("visit", "ML", "RU")]),
        (("--overdue", "--as-of", "2024-02-03"), []),
        (("--overdue", "--as-of", "2024-02-04"), [("visit", "ML", "RU")]),
        (("--quiet", "8"), [("visit", "BF", "CN"), ("visit", "ML", "RU")]),
        (("--quiet", "3"), [("mechanism", "BF", "CN"), ("visit", "BF", "CN"), ("visit", "ML", "RU")]),
        (("--quiet", "3", "--kind", "mechanism"), [("mechanism", "BF", "CN")]),
        (("--quiet", "9"), []),
        (("--quiet", "9", "--overdue"), [("visit", "ML", "RU")]),
    ],
)
def test_overdue_and_quiet(bilan: Runs, waiting: str, options: tuple[str, ...], found: list[tuple[str, ...]]) -> None:
    records = bilan.records("entries", waiting, *options)
    assert sorted((r["kind"], *r["parties"]) for r in records) == found


def test_entries_say_what_bears_them_out_and_what_they_hang_on(bilan: Runs, waiting: str) -> None:
    records = {r["kind"]: r for r in bilan.records("entries", waiting, "--parties", "CN,ML")}
    borne = records["visit"]["record"]
    assert (borne["voices"], borne["last_told"], borne["days_since"]) == (1, "2024-09-10", 0)
    assert borne["score"] == sum(borne["points"].values()) == 2
    assert records["agreement"]["links"] == [{"kind": "signed_on", "id": records["visit"]["id"]}]
    assert records["visit"]["links"] == [{"kind": "signed", "id": records["agreement"]["id"]}]
    assert "on the occasion of: " in bilan("review", waiting, "--lang", "en")[0]
    assert "à l’occasion de : " in bilan("entries", waiting, "--lang", "fr")[0]
    review = bilan.records("review", waiting, "--parties", "CN,ML")[0]["entries"]
    assert {e["kind"]: e["links"] for e in review} == {k: r["links"] for k, r in records.items()}


def test_no_months_are_wrong_use(bilan: Runs, waiting: str) -> None:
    assert "quiet" in bilan.fails("entries", waiting, "--quiet", "0", code=2)
