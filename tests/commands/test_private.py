"""Private pages: a ledger with them says, byte for byte, what it would say without them."""

import json
from pathlib import Path

import pytest

from bilan.commands import building
from fakes import FakeReader, Runs, write_pages

WHO = ("--author", "desk", "--reason", "hush")
SECRET = {
    "a.txt": "published 2024-02-02\nvisit ML,RU 2024-05-03 cancelled\nThe envoys of Mali met in secret.\n",
    "s.txt": "talks ML,RU 2024-02-01 announced\n",
    "t.txt": "published 2024-01-03\ncommitment ML,TR 2024 pledged\n",
    "c2.txt": "talks ML,CN 2023 held\n",
    "manifest.jsonl": '{"file": "c2.txt", "outlet": "Le Secret"}\n',
}
COMMANDS = ("entries", "actors", "disputes", "table", "review", "sources", "decisions")


def said(bilan: Runs, ledger: str) -> dict[str, str]:
    """All listings; the lines of `sources` that tell when a ledger was built left out."""
    found = {}
    for command in COMMANDS:
        for options in ((), ("--json",), ("--csv",)):
            if command == "review" and options == ("--csv",):
                continue
            out, err = bilan(command, ledger, *options)
            lines = [line for line in out.splitlines() if not (command == "sources" and line[:4] == "2026")]
            found[f"{command} {options}"] = "\n".join(lines) + err
    return found


@pytest.fixture
def secret(bilan: Runs, ledger: str, tmp_path: Path) -> str:
    """The ledger, with private pages: some of the name, the text or the entry of others."""
    pages = write_pages(tmp_path / "secret", dict(SECRET) | {"empty.txt": b""})
    bilan("build", str(pages), "--ledger", ledger, "--private", code=1)
    return ledger


def test_nothing_of_them_is_said(bilan: Runs, ledger: str, pages: Path, tmp_path: Path, secret: str) -> None:
    other = str(tmp_path / "without.db")
    bilan("build", str(pages), "--ledger", other)
    without, with_them = said(bilan, other), said(bilan, ledger)
    for name, text in without.items():
        assert with_them[name] == text, name
    for word in ("s.txt", "ML,TR", "cancelled", "Secret", "#"):
        assert word not in json.dumps(with_them), word


def test_they_are_told_where_that_is_asked_for(bilan: Runs, secret: str) -> None:
    told = bilan.records("entries", secret, "--with-private")
    assert "TR" in json.dumps(told) and "cancelled" in json.dumps(told)
    assert len(bilan.records("sources", secret, "--with-private")) == 7
    assert "empty.txt" in bilan("sources", secret, "--with-private")[0]
    for command in ("actors", "disputes", "table", "review"):
        bilan(command, secret, "--with-private")


def test_decisions_on_them_are_private_too(bilan: Runs, secret: str) -> None:
    public = {e["id"] for e in bilan.records("entries", secret)}
    hidden = next(e for e in bilan.records("entries", secret, "--with-private") if "TR" in e["parties"])
    assert hidden["id"] not in public
    assert hidden["id"] in bilan.fails("decide", secret, "reject", hidden["id"], *WHO, code=2)
    bilan.fails("decide", secret, "add", "s.txt", "--quote", "The envoys of Mali", *WHO, code=2)
    made = bilan.records("decide", secret, "reject", hidden["id"], *WHO, "--with-private")[0]["id"]
    bilan("decide", secret, "undo", made, *WHO, "--with-private")
    pages = bilan.records("sources", secret, "--with-private")
    name = next(s["document"] for s in pages if s["published"] == "2024-02-02")
    wish = ["add", name, "--quote", "The envoys of Mali met in secret", "--field", "kind=talks"]
    wish += ["--field", "status=held", "--field", "parties=ML", *WHO]
    bilan.fails("decide", secret, *wish, code=2)
    bilan("decide", secret, *wish, "--with-private")
    assert len(bilan.records("decisions", secret, "--with-private")) == 3
    assert bilan.records("decisions", secret) == []
    assert {e["id"] for e in bilan.records("entries", secret)} == public
    assert made in bilan.fails("decide", secret, "undo", made, *WHO, code=2)


def test_a_decision_on_what_is_public_too_is_public(bilan: Runs, secret: str) -> None:
    talks = bilan.records("entries", secret, "--kind", "talks")[0]
    assert any(s["document"] == "c2.txt" for s in bilan.records("sources", secret, "--with-private"))
    bilan("decide", secret, "correct", talks["id"], "--field", "place=Gao", *WHO)
    assert len(bilan.records("decisions", secret)) == 1


def test_a_page_becomes_private_when_it_is_given_so_and_stays(
    bilan: Runs, ledger: str, pages: Path, tmp_path: Path
) -> None:
    one = write_pages(tmp_path / "one", {"b.txt": (pages / "b.txt").read_text()})
    bilan("build", str(one), "--ledger", ledger, "--private")
    bilan("build", str(one), "--ledger", ledger, "--private")
    assert sorted(e["kind"] for e in bilan.records("entries", ledger)) == ["talks", "visit"]
    assert [s["document"] for s in bilan.records("sources", ledger)] == ["a.txt", "c.txt"]
    bilan("build", str(pages), "--ledger", ledger)
    assert [s["document"] for s in bilan.records("sources", ledger)] == ["a.txt", "c.txt"]
    assert bilan.records("verify", ledger)[0]["faults"] == []


def test_a_manifest_may_say_so(bilan: Runs, tmp_path: Path) -> None:
    lines = '{"file": "a.txt", "private": true}\n'
    pages = write_pages(tmp_path / "m", {"a.txt": SECRET["t.txt"], "b.txt": SECRET["s.txt"], "manifest.jsonl": lines})
    path = str(tmp_path / "m.db")
    bilan("build", str(pages), "--ledger", path)
    assert [s["document"] for s in bilan.records("sources", path)] == ["b.txt"]


def test_reading_again_counts_only_what_is_public(bilan: Runs, secret: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(building, "open_reader", lambda own, **_: FakeReader("2"))
    assert bilan.records("reread", secret)[0]["pages"] == 3
    monkeypatch.setattr(building, "open_reader", lambda own, **_: FakeReader("3"))
    assert bilan.records("reread", secret, "--with-private")[0]["pages"] == 7
