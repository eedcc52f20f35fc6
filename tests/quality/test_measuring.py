"""What the gate measures is what a user gets: the records that the commands print."""

import json
from pathlib import Path

import pytest

from bilan import cli
from measuring import Runner, sets


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three pages of the sample dossier that tell of one visit."""
    folder = tmp_path_factory.mktemp("pages")
    dossier = next(s for s in sets(0) if s.name == "dossier").pages
    for path in sorted(dossier.glob("02[0-2]*.txt")):
        (folder / path.name).write_bytes(path.read_bytes())
    assert len(list(folder.iterdir())) == 3
    return folder


def test_the_commands_print_what_is_measured(
    pages: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    found = Runner().run(pages)
    assert cli.run(["build", str(pages), "--ledger", "l.db"]) == 0
    capsys.readouterr()
    for name in ("entries", "disputes", "actors"):
        assert cli.run([name, "l.db", "--json"]) == 0
        printed = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
        measured = json.loads(json.dumps(getattr(found, name)))
        for record in (*printed, *measured):
            for made in ("title", "links", "record"):  # made when printed: of the language, of the whole ledger
                record.pop(made, None)
        assert printed == measured
    assert cli.run(["read", str(pages), "--json"]) == 0
    assert [json.loads(line) for line in capsys.readouterr().out.splitlines()] == json.loads(json.dumps(found.read))
