"""`manifest.jsonl`: one line a page, as crawlers write it. What it says wins over what is guessed.

Fields: `file` (path below the manifest's folder), and any of `url`, `published` (EDTF, or a moment whose day is taken),
`outlet`, `title`, `language`, `home`, `fiction`. Other fields are ignored. A line that cannot be used is a Problem.
"""

import re
import unicodedata
from pathlib import Path

import msgspec

from bilan.model import edtf
from bilan.model.page import Problem

NAME = "manifest.jsonl"
_MOMENT = re.compile(r"(\d{4}-\d\d-\d\d)[T ]\d\d:.*")
_HOME = re.compile(r"[A-Z]{2}")
_LANGUAGE = re.compile(r"([a-z]{2})(?:[-_].*)?")


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
    except OSError as error:
        return Manifest({}, (Problem(str(path), f"cannot be read ({error.strerror})"),))
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
            problems.append(Problem(where, "not a JSON object with a field file and texts for the others; skipped"))
            continue
        line, wrong = _cleaned(line)
        problems += [Problem(where, detail) for detail in wrong]
        if lines.get(_same(line.file), line) != line:
            problems.append(Problem(where, "names a file again and says otherwise; this line is taken"))
        lines[_same(line.file)] = line
    return Manifest(lines, tuple(problems))


def _cleaned(line: Line) -> tuple[Line, list[str]]:
    """The line with only usable values, and what was dropped."""
    wrong: list[str] = []
    blank = {f: None for f in ("url", "published", "outlet", "title", "language", "home") if not (getattr(line, f) or "").strip()}
    line = msgspec.structs.replace(line, **blank)
    published, language = line.published, line.language
    if published is not None:
        moment = _MOMENT.fullmatch(published.strip())
        published = moment[1] if moment else published.strip()
        if not edtf.valid(published):
            published = wrong.append("published is no date (YYYY-MM-DD); left out")
    if language is not None:
        code = _LANGUAGE.fullmatch(language.strip().lower())
        language = code[1] if code else wrong.append("language is no two-letter code; left out")
    home = line.home.strip().upper() if line.home else None
    if home is not None and not _HOME.fullmatch(home):
        home = wrong.append("home is no two-letter country code; left out")
    return msgspec.structs.replace(line, published=published, language=language, home=home), wrong


def _same(name: str) -> str:
    """File names compare without regard to how accents are composed, or to the kind of slash."""
    return unicodedata.normalize("NFC", name.replace("\\", "/")).removeprefix("./")
