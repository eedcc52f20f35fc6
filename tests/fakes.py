"""A reader and pages for tests of the other rooms: it reads lines such as `visit ML,RU 2024-05-03 announced`."""

import json
import re
from pathlib import Path
from typing import Any

from bilan import cli
from bilan.model.document import Document, Facts, Zone
from bilan.model.mention import Actor
from bilan.model.page import Received
from bilan.model.reading import Reading
from bilan.model.statement import Part, Statement

LINE = re.compile(r"^(visit|talks|agreement|mechanism|commitment) ([A-Z]{2}),([A-Z]{2}) (\d{4}(?:-\d\d)*) (\w+)$", re.M)
PUBLISHED = re.compile(r"^published (\S+)$", re.M)


class FakeReader:
    """Pure and quick; `version` may be set."""

    def __init__(self, version: str = "1") -> None:
        self.version = version
        self.read_count = 0

    def read(self, document: Document) -> Reading:
        self.read_count += 1
        stated = PUBLISHED.search(document.text)
        published = document.published or (stated[1] if stated else None)
        return Reading(
            document=document.name,
            page=document.digest,
            facts=Facts(published=published, title=document.title, outlet=document.outlet, authors=("Planted Name",)),
            zones=(Zone(0, len(document.text), "body"),),
            actors=(Actor(start=0, end=1, type="state", key="state:ML", name="Mali", party="ML"),),
            statements=tuple(
                Statement.proved(
                    document, m.start(), m.end(), kind=m[1], head=m[1], rule="fake",
                    parties=tuple(sorted((m[2], m[3]))), start=m[4], status=m[5], as_of=published,
                    actors=(Part("Mali", "host"),),
                )
                for m in LINE.finditer(document.text)
            ),
        )  # fmt: skip


def received(text: str, name: str = "a.txt", *, private: bool = False, **given: Any) -> Received:
    return Received(document=Document(name=name, text=text, **given), path=name, private=private)


def write_pages(folder: Path, texts: dict[str, str | bytes]) -> Path:
    for name, text in texts.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode() if isinstance(text, str) else text)
    return folder


class Runs:
    """Runs commands in this process; the answer and the messages come back."""

    def __init__(self, capsys: Any) -> None:
        self.capsys = capsys

    def __call__(self, *arguments: str, code: int = 0) -> tuple[str, str]:
        got = cli.run(list(arguments))
        told = self.capsys.readouterr()
        assert got == code, told.err
        return told.out, told.err

    def records(self, *arguments: str) -> list[dict[str, Any]]:
        out, err = self(*arguments, "--json")
        assert err == ""
        return [json.loads(line) for line in out.splitlines()]

    def fails(self, *arguments: str, code: int) -> str:
        out, err = self(*arguments, code=code)
        assert out == "" and err.count("\n") == 1 and err.startswith("bilan: ") and "Traceback" not in err
        return err
