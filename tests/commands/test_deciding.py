"""What people settle from the command line: each verb changes the account, each undoing gives it back to the byte."""

import json
from pathlib import Path

import pytest

from bilan.ledger.clock import moment_now
from fakes import Runs

WHO = ("--author", "desk", "--reason", "seen")
EXPORTS = ("entries", "disputes", "actors", "table")


def export(bilan: Runs, ledger: str) -> str:
    return "".join(bilan(command, ledger, "--json")[0] for command in EXPORTS) + bilan("review", ledger)[0]


def of_kind(bilan: Runs, ledger: str, kind: str) -> dict[str, object]:
    return bilan.records("entries", ledger, "--kind", kind)[0]


def wishes(bilan: Runs, ledger: str) -> dict[str, list[str]]:
    """What each verb is asked in the tests."""
    visit, talks = of_kind(bilan, ledger, "visit"), of_kind(bilan, ledger, "talks")
    first, second = visit["anchors"]
    return {
        "reject": ["reject", visit["id"]],
        "correct": ["correct", visit["id"], "--field", "start=2024-05", "--field", "parties=ML,CN"],
        "add": ["add", "a.txt", "--quote", "The ministers of Mali met in private", "--field", "kind=talks",
                "--field", "status=held", "--field", "parties=ML"],
        "different": ["different", first, second],
        "split": ["split", second],
        "undo": [],
    } | {"talks": talks["id"]}  # fmt: skip


@pytest.mark.parametrize("verb", ["reject", "correct", "add", "different", "split"])
def test_every_decision_is_undone_to_the_byte(bilan: Runs, ledger: str, verb: str) -> None:
    before = export(bilan, ledger)
    made = bilan.records("decide", ledger, *wishes(bilan, ledger)[verb], *WHO)
    assert [d["verb"] for d in made] == [verb] and made[0]["author"] == "desk" and made[0]["reason"] == "seen"
    after = export(bilan, ledger)
    assert after != before
    undone = bilan.records("decide", ledger, "undo", made[0]["id"], *WHO)
    assert export(bilan, ledger) == before
    bilan("decide", ledger, "undo", undone[0]["id"], *WHO)
    assert export(bilan, ledger) == after


def test_same_joins_and_its_undoing_parts(bilan: Runs, ledger: str) -> None:
    visit = of_kind(bilan, ledger, "visit")
    bilan("decide", ledger, "different", *visit["anchors"], *WHO)
    apart = export(bilan, ledger)
    ids = [entry["id"] for entry in bilan.records("entries", ledger, "--kind", "visit")]
    assert len(ids) == 2
    joined = bilan.records("decide", ledger, "same", *ids, *WHO)
    assert of_kind(bilan, ledger, "visit")["anchors"] == visit["anchors"]
    bilan("decide", ledger, "undo", joined[0]["id"], *WHO)
    assert export(bilan, ledger) == apart


def test_rejecting_an_entry_takes_all_its_passages_and_accepting_brings_them_back(bilan: Runs, ledger: str) -> None:
    before = export(bilan, ledger)
    visit = of_kind(bilan, ledger, "visit")
    out, _ = bilan("decide", ledger, "reject", visit["id"], *WHO, "--lang", "en")
    assert "Entries: 0 new, 0 changed, 1 gone." in out and visit["id"] in out
    assert not bilan.records("entries", ledger, "--kind", "visit")
    bilan("decide", ledger, "accept", visit["id"], *WHO)
    assert export(bilan, ledger) == before


def test_a_single_passage_may_be_rejected(bilan: Runs, ledger: str) -> None:
    visit = of_kind(bilan, ledger, "visit")
    bilan("decide", ledger, "reject", visit["id"], "--passage", *WHO)
    assert of_kind(bilan, ledger, "visit")["anchors"] == visit["anchors"][1:]
    assert of_kind(bilan, ledger, "visit")["status"] == "held"


def test_a_beginning_of_an_id_is_enough(bilan: Runs, ledger: str) -> None:
    visit = of_kind(bilan, ledger, "visit")
    made = bilan.records("decide", ledger, "reject", visit["id"][:8], *WHO)
    assert made[0]["targets"] == visit["anchors"]


def test_what_is_added_is_an_entry_with_its_proof(bilan: Runs, ledger: str) -> None:
    bilan("decide", ledger, *wishes(bilan, ledger)["add"], *WHO)
    talks = next(e for e in bilan.records("entries", ledger, "--kind", "talks") if e["parties"] == ["ML"])
    assert talks["evidence"][0]["quote"] == "The ministers of Mali met in private"
    again = bilan.fails("decide", ledger, *wishes(bilan, ledger)["add"], *WHO, code=2)
    assert talks["id"] in again


def test_an_offset_says_where_the_passage_is(bilan: Runs, ledger: str, pages: Path) -> None:
    text = (pages / "a.txt").read_text()
    start = text.index("The ministers")
    fields = ["--field", "kind=talks", "--field", "status=held", "--field", "parties=ML"]
    bilan("decide", ledger, "add", "a.txt", "--span", f"{start}:{start + 22}", *fields, *WHO)
    quotes = [e["evidence"][0]["quote"] for e in bilan.records("entries", ledger, "--kind", "talks")]
    assert "The ministers of Mali " in quotes or "The ministers of Mali" in quotes


def test_what_the_page_does_not_say_is_refused_in_both_languages(bilan: Runs, ledger: str) -> None:
    wish = ["add", "a.txt", "--quote", "The ministers of Niger met in private", "--field", "kind=talks"]
    wish += ["--field", "status=held", "--field", "parties=ML", *WHO]
    assert "not proved" in bilan.fails("decide", ledger, *wish, "--lang", "en", code=3)
    assert "non prouvé" in bilan.fails("decide", ledger, *wish, "--lang", "fr", code=3)
    assert bilan.records("decisions", ledger) == []


def test_the_trail_of_decisions(bilan: Runs, ledger: str) -> None:
    assert bilan("decisions", ledger, "--lang", "en")[0] == "Nobody has decided anything yet.\n"
    visit = of_kind(bilan, ledger, "visit")
    made = bilan.records("decide", ledger, "correct", visit["id"], "--field", "place=Kayes", *WHO)
    undone = bilan.records("decide", ledger, "undo", made[0]["id"], *WHO)
    first, second = bilan.records("decisions", ledger)
    assert (first["id"], first["undone_by"]) == (made[0]["id"], undone[0]["id"]) and second["verb"] == "undo"
    assert first["at"] < second["at"] and first["fields"] == {"place": "Kayes"}
    out, _ = bilan("decisions", ledger, "--lang", "en")
    assert out.count("\n") == 2 and "place=Kayes" in out and f"undone by {undone[0]['id']}" in out and "seen" in out
    assert bilan("decisions", ledger, "--csv")[0].count("\n") == 3


def test_a_file_is_taken_whole_or_not_at_all(bilan: Runs, ledger: str, tmp_path: Path) -> None:
    visit, talks = of_kind(bilan, ledger, "visit"), of_kind(bilan, ledger, "talks")
    path = tmp_path / "decisions.jsonl"
    good = [
        {"verb": "reject", "targets": [talks["id"]], "reason": "old"},
        {"verb": "correct", "targets": [visit["id"]], "fields": {"place": "Kayes"}},
    ]
    path.write_text("\n".join(map(json.dumps, [*good, {"verb": "reject", "targets": ["nothing"]}])))
    assert f"{path}:3" in bilan.fails("decide", ledger, "--file", str(path), *WHO, code=3)
    path.write_text("\n".join(map(json.dumps, good)) + "\nbroken")
    assert f"{path}:3" in bilan.fails("decide", ledger, "--file", str(path), *WHO, code=3)
    assert bilan.records("decisions", ledger) == []
    path.write_text("\n".join(map(json.dumps, good)) + "\n")
    made = bilan.records("decide", ledger, "--file", str(path), *WHO)
    assert [d["reason"] for d in made] == ["old", "seen"] and made[0]["at"] < made[1]["at"]
    assert not bilan.records("entries", ledger, "--kind", "talks")


def test_decisions_that_were_written_out_come_in_again_once(
    bilan: Runs, ledger: str, tmp_path: Path, pages: Path
) -> None:
    asked = wishes(bilan, ledger)
    for verb in ("add", "reject", "correct"):
        target = of_kind(bilan, ledger, "talks")["id"] if verb == "reject" else None
        bilan("decide", ledger, *(["reject", target] if target else asked[verb]), *WHO)
    written = bilan("decisions", ledger, "--json")[0]
    path = tmp_path / "decisions.jsonl"
    path.write_text(written)
    assert bilan.records("decide", ledger, "--file", str(path)) == []
    other = str(tmp_path / "other.db")
    bilan("build", str(pages), "--ledger", other)
    assert len(bilan.records("decide", other, "--file", str(path))) == 3
    assert bilan("decisions", other, "--json")[0] == written
    assert export(bilan, other) == export(bilan, ledger)
    path.write_text(written.replace("seen", "forged"))
    assert "id" in bilan.fails("decide", other, "--file", str(path), code=3)


def test_an_added_passage_of_a_page_that_is_not_there_does_not_come_in(
    bilan: Runs, ledger: str, tmp_path: Path
) -> None:
    bilan("decide", ledger, *wishes(bilan, ledger)["add"], *WHO)
    path = tmp_path / "decisions.jsonl"
    path.write_text(bilan("decisions", ledger, "--json")[0])
    (tmp_path / "few").mkdir()
    (tmp_path / "few" / "c.txt").write_text("talks ML,CN 2023 held\n")
    other = str(tmp_path / "other.db")
    bilan("build", str(tmp_path / "few"), "--ledger", other)
    assert "in no page" in bilan.fails("decide", other, "--file", str(path), "--lang", "en", code=3)


def test_wrong_use_is_told_in_one_line(bilan: Runs, ledger: str) -> None:
    visit, talks = of_kind(bilan, ledger, "visit"), of_kind(bilan, ledger, "talks")
    id, other = visit["id"], talks["id"]
    add = ["add", "a.txt", "--quote", "The ministers of Mali met in private", "--field", "kind=talks"]
    for arguments, words in (
        (["nope", id, *WHO], "accept, reject"),
        (["reject", *WHO], "reject"),
        (["reject", id, "--author", "x"], "--reason"),
        (["reject", id, "--reason", "x"], "--author"),
        ([], "--file"),
        (["reject", id, "--file", "x", *WHO], "--file"),
        (["reject", "zzzzzzzz", *WHO], "zzzzzzzz"),
        (["reject", id[:3], *WHO], "bilan entries"),
        (["reject", id, "--field", "place=x", *WHO], "--field"),
        (["correct", id, *WHO], "start=2024-05"),
        (["correct", id, "--field", "place", *WHO], "NOM=VALEUR"),
        (["correct", id, "--field", "title=x", *WHO], "title"),
        (["correct", id, "--field", "start=yesterday", *WHO], "yesterday"),
        (["correct", id, "--field", "end=2001", *WHO], "2001"),
        (["correct", id, "--field", "status=pledged", *WHO], "held"),
        (["correct", id, "--field", "parties=ZZ", *WHO], "ZZ"),
        (["correct", id, "--field", "sectors=x", *WHO], "agriculture"),
        (["correct", id, "--field", "amounts=many", *WHO], "50000 t"),
        (["same", id, *WHO], "same"),
        (["same", id, other, *WHO], "visit"),
        (["different", id, id, *WHO], "different"),
        (["split", *visit["anchors"], *WHO], id),
        (["undo", "zzzzzzzz", *WHO], "bilan decisions"),
        (["add", "z.txt", "--quote", "x", *WHO], "z.txt"),
        (["add", "a.txt", *WHO], "--quote"),
        ([*add, *WHO], "status="),
        ([*add, "--field", "status=held", *WHO], "parties="),
        ([*add, "--field", "status=signed", "--field", "parties=ML", *WHO], "signed"),
        (["add", "a.txt", "--span", "5:1", *WHO], "5:1"),
    ):
        assert words in bilan.fails("decide", ledger, *arguments, code=2), arguments
    assert bilan.records("decisions", ledger) == []


def test_nothing_is_undone_twice(bilan: Runs, ledger: str) -> None:
    made = bilan.records("decide", ledger, "reject", of_kind(bilan, ledger, "visit")["id"], *WHO)[0]["id"]
    bilan("decide", ledger, "undo", made, *WHO)
    assert made in bilan.fails("decide", ledger, "undo", made, *WHO, code=2)


def test_known_by_a_moment_before_nothing_was_decided(bilan: Runs, ledger: str) -> None:
    before = bilan("entries", ledger, "--json")[0]
    moment = moment_now()
    bilan("decide", ledger, "reject", of_kind(bilan, ledger, "visit")["id"], *WHO)
    assert bilan("entries", ledger, "--json", "--known-by", moment)[0] == before
