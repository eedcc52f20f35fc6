"""`manifest.jsonl`: one line a page, as crawlers write it. What it says wins over what is guessed.

Fields: `file` (path below the manifest's folder), and any of `url`, `published` (EDTF, or a moment whose day is taken),
`outlet`, `title`, `language`, `home`, `fiction`, `private`. Other fields are ignored. A line that cannot be used is a
Problem.
"""

import re
import unicodedata
from pathlib import Path

import msgspec

from bilan.model import edtf
from bilan.model.page import Problem

NAME = "manifest.jsonl"
_MOMENT = re.compile(r"(\d{4}-\d\d-\d\d)[T ]\d\d:.*")
_STATE = re.compile(r"[A-Z]{2}")
_CODE = re.compile(r"([a-z]{2})(?:[-_].*)?")
_TEXTS = ("url", "published", "outlet", "title", "language", "home")
_DROPPED = {
    "published": Problem.text("published is no date (YYYY-MM-DD); left out"),
    "language": Problem.text("language is no two-letter code; left out"),
    "home": Problem.text("home is no two-letter country code; left out"),
}


class Line(msgspec.Struct, frozen=True, kw_only=True):
    """What a manifest says of one page."""

    file: str
    url: str | None = None
    published: str | None = None
    outlet: str | None = None
    title: str | None = None
    language: str | None = None
    home: str | None = None
    fiction: bool | None = None
    private: bool | None = None


class Manifest(msgspec.Struct, frozen=True):
    """The lines by file, and those that could not be used."""

    lines: dict[str, Line]
    problems: tuple[Problem, ...]

    def about(self, below: str) -> Line | None:
        """The line on the file `below` the manifest's folder."""
        return self.lines.get(_same(below))


EMPTY = Manifest({}, ())


def load(folder: Path) -> Manifest:
    """The manifest of `folder`; an empty one where there is none."""
    path = folder / NAME
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        return EMPTY
    except OSError:
        return Manifest({}, (Problem(str(path), Problem.text("cannot be read")),))
    return parse(data, str(path))


def parse(data: bytes, path: str) -> Manifest:
    """Lines of JSON; an empty line is skipped, a later line on one file replaces an earlier."""
    lines: dict[str, Line] = {}
    problems: list[Problem] = []
    decoder = msgspec.json.Decoder(Line)
    for number, raw in enumerate(data.removeprefix(b"\xef\xbb\xbf").split(b"\n"), start=1):
        if not raw.strip():
            continue
        where = f"{path}:{number}"
        try:
            line = decoder.decode(raw)
        except (msgspec.DecodeError, UnicodeDecodeError):
            problems.append(
                Problem(where, Problem.text("not a JSON object with a field file and texts for the others; skipped"))
            )
            continue
        line, wrong = _cleaned(line)
        problems += [Problem(where, detail) for detail in wrong]
        if lines.get(_same(line.file), line) != line:
            problems.append(Problem(where, Problem.text("names a file again and says otherwise; this line is taken")))
        lines[_same(line.file)] = line
    return Manifest(lines, tuple(problems))


def _cleaned(line: Line) -> tuple[Line, list[str]]:
    """The line with only usable values, and what was dropped."""
    texts = {field: (getattr(line, field) or "").strip() or None for field in _TEXTS}
    wrong: list[str] = []
    for field, usable in (("published", _day), ("language", _language), ("home", _home)):
        value = texts[field]
        if value is not None:
            texts[field] = usable(value)
            if texts[field] is None:
                wrong.append(_DROPPED[field])
    return msgspec.structs.replace(line, **texts), wrong


def _day(value: str) -> str | None:
    moment = _MOMENT.fullmatch(value)
    day = moment[1] if moment else value
    return day if edtf.valid(day) else None


def _language(value: str) -> str | None:
    code = _CODE.fullmatch(value.lower())
    return code[1] if code else None


def _home(value: str) -> str | None:
    return value.upper() if _STATE.fullmatch(value.upper()) else None


def _same(name: str) -> str:
    """File names compare without regard to how accents are composed, or to the kind of slash."""
    return unicodedata.normalize("NFC", name.replace("\\", "/")).removeprefix("./")
