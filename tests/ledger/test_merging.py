"""Two ledgers joined: nothing of either is lost, and what they contradict each other on is listed."""

import itertools
import json
from pathlib import Path

import pytest

from bilan.ledger import export, queries, verify
from bilan.ledger.merging import conflicts
from bilan.ledger.store import Ledger
from bilan.model.decision import Decision
from fakes import FakeReader, Runs, received

FIRST = "published 2024-01-01\nvisit ML,RU 2024-05-03 announced\n"
SECOND = "published 2024-05-04\nvisit ML,RU 2024-05-03 held\ntalks BF,CN 2024-02 held\n"
THIRD = "published 2024-06-04\ncommitment BF,CN 2024-02 pledged\n"
MOMENTS = [f"2024-06-0{n}T00:00:00.000000Z" for n in range(1, 10)]


def decision(number: int, verb: str, *targets: str, **fields: str) -> Decision:
    return Decision(id=f"d{number}", verb=verb, targets=targets, reason="r", author="w",
                    at=f"2024-07-0{number}T00:00:00.000000Z", fields=tuple(fields.items()))  # fmt: skip


def make(path: Path, *pages: tuple[str, str, int], reader: str = "1", decided: tuple[Decision, ...] = ()) -> str:
    read = FakeReader(reader)
    with Ledger.open(str(path), create=True) as ledger:
        for text, name, moment in pages:
            page = received(text, name)
            ledger.append([(page, read.read(page.document))], reader=reader, now=MOMENTS[moment])
        for d in decided:
            ledger.decide(d, now=d.at)
    return str(path)


def anchor(text: str, line: int = 0) -> str:
    return FakeReader().read(received(text).document).statements[line].anchor


def exported(path: str, known_by: str | None = None) -> str:
    with Ledger.open(path) as ledger:
        seen = queries.view(ledger, known_by=known_by)
        assert verify.verify(ledger).faults == ()
    records = [*map(export.entry, seen.account.entries), *map(export.page, (*seen.pages, *seen.copies))]
    return "\n".join(map(export.json_line, records))


@pytest.fixture
def bilan(capsys: pytest.CaptureFixture[str]) -> Runs:
    return Runs(capsys)


@pytest.fixture
def two(tmp_path: Path) -> tuple[str, str]:
    visit, talks = anchor(FIRST), anchor(SECOND, 1)
    one = make(tmp_path / "1.db", (FIRST, "a.txt", 0), (SECOND, "b.txt", 3),
               decided=(decision(1, "correct", visit, place="Gao"), decision(2, "reject", talks)))  # fmt: skip
    other = make(tmp_path / "2.db", (SECOND, "b.txt", 1), (THIRD, "c.txt", 2), (FIRST, "x.txt", 4),
                 decided=(decision(3, "correct", visit, place="Kayes"), decision(4, "accept", talks)))  # fmt: skip
    return one, other


def test_the_joined_ledger_is_what_one_of_all_pages_is(bilan: Runs, two: tuple[str, str], tmp_path: Path) -> None:
    made = (decision(1, "correct", anchor(FIRST), place="Gao"), decision(2, "reject", anchor(SECOND, 1)),
            decision(3, "correct", anchor(FIRST), place="Kayes"), decision(4, "accept", anchor(SECOND, 1)))  # fmt: skip
    whole = make(tmp_path / "w.db", (FIRST, "a.txt", 0), (SECOND, "b.txt", 1), (THIRD, "c.txt", 2),
                 (FIRST, "x.txt", 4), decided=made)  # fmt: skip
    joined = [str(tmp_path / f"j{n}.db") for n in range(2)]
    for path, order in zip(joined, (two, two[::-1]), strict=True):
        record = bilan.records("merge", *order, "--into", path)[0]
        assert (record["pages"], record["decisions"], record["differing"]) == (3, 4, [])
        assert record["conflicts"] == [
            {"earlier": "d1", "later": "d3", "field": "place"}, {"earlier": "d2", "later": "d4", "field": None},
        ]  # fmt: skip
    for moment in (None, *MOMENTS):
        assert exported(joined[0], moment) == exported(joined[1], moment) == exported(whole, moment)
    assert '"place":"Kayes"' in exported(joined[0])


def test_both_are_left_as_they_are_and_joining_again_adds_nothing(
    bilan: Runs, two: tuple[str, str], tmp_path: Path
) -> None:
    before = list(map(exported, two))
    joined, again = str(tmp_path / "j.db"), str(tmp_path / "k.db")
    bilan("merge", *two, "--into", joined)
    assert list(map(exported, two)) == before
    record = bilan.records("merge", joined, two[0], "--into", again)[0]
    assert record["conflicts"] == [] and exported(again) == exported(joined)


def test_conflicts_are_told_to_a_person(bilan: Runs, two: tuple[str, str], tmp_path: Path) -> None:
    out, _ = bilan("merge", *two, "--into", str(tmp_path / "j.db"), "--lang", "en")
    assert out.startswith("3 pages and 4 decisions joined") and out.count("The later of these two counts") == 2
    assert "place=Gao" in out and "place=Kayes" in out


def test_runs_and_private_pages_go_along(bilan: Runs, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from bilan.commands import building  # noqa: PLC0415

    monkeypatch.setattr(building, "open_reader", lambda own, **_: FakeReader())
    for name, text, options in (("1", FIRST, ()), ("2", THIRD, ("--private",)), ("3", FIRST, ("--private",))):
        folder = tmp_path / name
        folder.mkdir()
        (folder / "a.txt").write_text(text)
        (folder / "empty.txt").write_text("")
        bilan("build", str(folder), "--ledger", str(tmp_path / f"{name}.db"), *options, code=1)
    path = str(tmp_path / "j.db")
    record = bilan.records("merge", str(tmp_path / "1.db"), str(tmp_path / "2.db"), "--into", path)[0]
    assert record["pages"] == 1
    assert [s["document"].partition("#")[0] for s in bilan.records("sources", path)] == ["a.txt"]
    assert len(bilan.records("sources", path, "--with-private")) == 2
    with Ledger.open(path) as ledger:
        assert (len(ledger.runs()), len(ledger.runs(private=True))) == (1, 2)
        assert all(len(run.intake.set_aside) == 1 for run in ledger.runs(private=True))
    last = str(tmp_path / "k.db")
    bilan("merge", path, str(tmp_path / "3.db"), "--into", last)
    assert bilan.records("sources", last) == []


def test_one_reader_that_read_a_page_in_two_ways_is_told(bilan: Runs, tmp_path: Path) -> None:
    class Other(FakeReader):
        def read(self, document):  # type: ignore[no-untyped-def]
            seen = super().read(document)
            fields = {f: getattr(seen, f) for f in seen.__struct_fields__}
            return type(seen)(**{**fields, "statements": seen.statements[:1]})

    one = make(tmp_path / "1.db", (SECOND, "b.txt", 1))
    with Ledger.open(str(tmp_path / "2.db"), create=True) as ledger:
        page = received(SECOND, "b.txt")
        ledger.append([(page, Other().read(page.document))], reader="1", now=MOMENTS[0])
    results = []
    for number, order in enumerate(itertools.permutations((one, str(tmp_path / "2.db")))):
        path = str(tmp_path / f"j{number}.db")
        assert bilan.records("merge", *order, "--into", path)[0]["differing"] == ["b.txt"]
        results.append(exported(path))
    assert results[0] == results[1] and results[0].count('"kind":"talks"') == 0


def test_nothing_is_overwritten_and_nothing_half_is_left(bilan: Runs, two: tuple[str, str], tmp_path: Path) -> None:
    assert "already" in bilan.fails("merge", *two, "--into", two[0], "--lang", "en", code=2)
    bilan.fails("merge", two[0], str(tmp_path / "none.db"), "--into", str(tmp_path / "j.db"), code=4)
    same = make(tmp_path / "3.db", (FIRST, "a.txt", 0), decided=(decision(1, "reject", "x"),))
    assert "d1" in bilan.fails("merge", two[0], same, "--into", str(tmp_path / "j.db"), code=3)
    assert not list(tmp_path.glob("*j.db*")) and not list(tmp_path.glob(".*"))


@pytest.mark.parametrize(
    ("one", "other", "found"),
    [
        (("reject", "a"), ("accept", "a"), 1),
        (("reject", "a"), ("accept", "b"), 0),
        (("same", "a", "b"), ("different", "a", "b"), 1),
        (("same", "a", "b"), ("different", "a", "c"), 0),
        (("split", "a"), ("split", "a", "b"), 1),
        (("split", "a"), ("split", "a"), 0),
        (("split", "a"), ("same", "a", "b"), 1),
        (("correct", "a"), ("reject", "a"), 1),
    ],
)
def test_what_is_a_conflict(one: tuple[str, ...], other: tuple[str, ...], found: int) -> None:
    first, second = decision(1, *one), decision(2, *other)
    assert len(conflicts([first], [second])) == len(conflicts([second], [first])) == found
    assert conflicts([first], [first]) == ()
    undone = decision(3, "undo", "d1")
    assert conflicts([first, undone], [second]) == ()
    assert json.dumps([c.later.id for c in conflicts([first], [second])]) in ('["d2"]', "[]")
