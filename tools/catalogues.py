#!/usr/bin/env python3
"""The message catalogues: compile them, and see that none lacks a message of the code.

    python tools/catalogues.py            compiles every bilan.po under src/bilan/locale, adds new messages untranslated
    python tools/catalogues.py --check    changes nothing; exit code 1 if anything is missing, left over or not compiled

Messages are the first arguments of `_`, `tr`, `….plural`, `Problem.text`, `Refusal.of` and of the errors in the code,
and the words of the closed vocabularies under their topic (`term`).
"""

import ast
import io
import sys
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from bilan.ledger.changes import SORTS
from bilan.ledger.decisions_making import VERBS
from bilan.model import vocabulary
from bilan.model.page import SET_ASIDE_REASONS
from bilan.reading.door import REASONS
from bilan.reading.tracing import MODES

SOURCE = Path(__file__).parent.parent / "src" / "bilan"
LOCALE = SOURCE / "locale"
Message = tuple[str | None, str | tuple[str, str]]
"""Topic (or None) and text, or the two forms of a plural."""


def messages() -> dict[Message, None]:
    """All that the code and the vocabularies may say, in a fixed order."""
    said: dict[Message, None] = {}
    for path in sorted(SOURCE.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call):
                said |= dict.fromkeys(_said(node, path))
    said |= dict.fromkeys(_terms())
    return said


def _said(call: ast.Call, path: Path) -> Iterator[Message]:
    name = ast.unparse(call.func).rpartition(".")[2]
    texts = [a.value for a in call.args if isinstance(a, ast.Constant) and isinstance(a.value, str)]
    if name == "plural" and len(texts) >= 2:
        yield None, (texts[0], texts[1])
    elif name == "term" and len(texts) >= 2:
        yield texts[0], texts[1]
    elif texts and (name in ("_", "tr", "_messages") or _is_marked(call) or _is_error(name, call, path)):
        yield None, texts[0]


def _is_marked(call: ast.Call) -> bool:
    return ast.unparse(call.func) in ("Problem.text", "Refusal.of", "Fault.of")


def _is_error(name: str, call: ast.Call, path: Path) -> bool:
    """An error raised with slots, or by the command line. The others are about knowledge files, which stay English."""
    return name.endswith("Error") and (bool(call.keywords) or "commands" in path.parts)


def _terms() -> Iterator[Message]:
    yield from (("kind", kind) for kind in (*vocabulary.KINDS, "role", "claim"))
    yield from ((f"status.{kind}", status) for kind, statuses in vocabulary.STATUSES.items() for status in statuses)
    yield from (("sector", sector) for sector in vocabulary.SECTORS)
    yield from (("part", part) for part in vocabulary.PARTS)
    yield from (("actor", kind) for kind in ("person", "organisation", "state", "grouping", "group"))
    yield from (("zone", zone) for zone in vocabulary.ZONES)
    yield from (("mode", mode) for mode in MODES)
    yield from (("place", kind) for kind in ("country", "capital", "town", "region", "site"))
    yield from (("verb", verb) for verb in VERBS)
    yield from (("change", sort) for sort in SORTS)
    yield from (("reason", reason) for reason in SET_ASIDE_REASONS)
    yield from (("refusal", reason) for reason in REASONS)


def update(path: Path) -> tuple[Catalog, list[str], list[str]]:
    """The catalogue with every message in it; what was new, and what no code says any more."""
    with path.open("rb") as file:
        catalogue = read_po(file, locale=path.parent.parent.name, domain="bilan")
    wanted = messages()
    there = {(m.context, m.id) for m in catalogue if m.id}
    new = [text for topic, text in wanted if (topic, text) not in there]
    for topic, text in wanted:
        if (topic, text) not in there:
            catalogue.add(text, context=topic)
    left = [str(text) for topic, text in there if (topic, text) not in wanted and topic is None]
    return catalogue, [str(text) for text in new], sorted(left)


def compiled(catalogue: Catalog) -> bytes:
    """The catalogue as gettext reads it."""
    out = io.BytesIO()
    write_mo(out, catalogue)
    return out.getvalue()


def untranslated(catalogue: Catalog) -> list[str]:
    """Messages without a translation; English stands for itself."""
    if str(catalogue.locale) == "en":
        return []
    said = ((m.id, m.string if isinstance(m.string, tuple | list) else [m.string]) for m in catalogue if m.id)
    return [str(text) for text, translations in said if not all(translations)]


def faults() -> list[str]:
    """What `--check` complains of."""
    wrong = []
    for path in sorted(LOCALE.glob("*/LC_MESSAGES/bilan.po")):
        catalogue, new, left = update(path)
        wrong += [f"{path.name} ({catalogue.locale}): lacks {text!r}" for text in new]
        wrong += [f"{path.name} ({catalogue.locale}): nobody says {text!r}" for text in left]
        wrong += [f"{path.name} ({catalogue.locale}): not translated: {text!r}" for text in untranslated(catalogue)]
        mo = path.with_suffix(".mo")
        if not new and (not mo.exists() or mo.read_bytes() != compiled(catalogue)):
            wrong.append(f"{mo.name} ({catalogue.locale}): not compiled from its .po; run tools/catalogues.py")
    return wrong


def main() -> int:
    """Checks, or updates and compiles."""
    if "--check" in sys.argv:
        wrong = faults()
        print("\n".join(wrong), file=sys.stderr)
        return 1 if wrong else 0
    for path in sorted(LOCALE.glob("*/LC_MESSAGES/bilan.po")):
        catalogue, new, _left = update(path)
        if new:
            with path.open("wb") as file:
                write_po(file, catalogue, width=110, no_location=True)
        path.with_suffix(".mo").write_bytes(compiled(catalogue))
        print(f"{path}: {len(new)} new messages, {len(untranslated(catalogue))} without translation")
    return 0


if __name__ == "__main__":
    sys.exit(main())
