#!/usr/bin/env python3
"""Writes the figures of the README from `quality/scores.json`, and what `bilan demo` prints, so that nobody types them.

    python tools/readme.py           rewrites the table between its two marks, and the excerpt
    python tools/readme.py --check   exit code 1 where the README says something else

Exit codes: 0 as it should be, 1 it was not.
"""

import itertools
import json
import re
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

ROOT: Final = Path(__file__).resolve().parent.parent
README: Final = ROOT / "README.md"
SCORES: Final = ROOT / "quality" / "scores.json"
BEGIN: Final = "<!-- figures: tools/readme.py -->"
END: Final = "<!-- end of figures -->"
SECTIONS: Final = 3
CHANGED: Final = "auparavant"
SETS: Final = {
    "dossier": "`dossier`, 40 fictional pages, open",
    "dev": "`dev`, 30 pages, open",
    "dev2": "`dev2`, 30 pages, open",
    "held": "`held`, 30 pages, not seen by rule writers",
    "seeds": "`seeds`, 5 real pages",
    "swap": "`swap`, the seeds retold",
    "more": "`more`, 12 pages of other papers",
}
COLUMNS: Final = {
    "entries_precision": "precision", "entries_recall": "recall", "entries_f1": "F1", "slot_mean": "slots, mean",
    "slot_start": "start", "slot_place": "place", "slot_amounts": "amounts", "said_by": "voice",
}  # fmt: skip


def table(scores: Mapping[str, Any]) -> str:
    """The sets by the measures, as Markdown."""
    lines = [f"| set | {' | '.join(COLUMNS.values())} | disputes found | invented |", "|---" * (len(COLUMNS) + 3) + "|"]
    for name, told in SETS.items():
        figures = scores[name]["figures"]
        cells = [f"{figures[measure]:.2f}" for measure in COLUMNS]
        if "disputes_found" in figures and name != "swap":
            found, missed = int(figures["disputes_found"]), int(figures["disputes_missed"])
            cells += [f"{found} of {found + missed}", str(int(figures["disputes_invented"]))]
        else:
            cells += ["", ""]
        lines.append(f"| {told} | {' | '.join(cells)} |")
    return "\n".join(lines)


def filled(readme: str, scores: Mapping[str, Any]) -> str:
    """The README with the table of these scores between its marks."""
    head, _, rest = readme.partition(BEGIN)
    _, _, tail = rest.partition(END)
    return f"{head}{BEGIN}\n{table(scores)}\n{END}{tail}"


def excerpt(printed: str) -> str:
    """The heading of a printed account, and one entry of its first sections: the first that changed, else the first."""
    lines = re.sub(r"[\u00a0\u202f]", " ", printed).splitlines()
    shown = [*itertools.takewhile(str.strip, lines), "…"]
    entries: list[list[str]] = []
    for line in [*lines[len(shown) :], "END"]:
        if line and not line.startswith("    ") and line.startswith("  "):
            entries.append([line])
        elif line.startswith("    ") and entries:
            entries[-1].append(line)
        elif entries and line.isupper() and shown.count("…") <= SECTIONS:
            shown += [*next((entry for entry in entries if CHANGED in entry[0]), entries[0]), "…"]
            entries = []
    return "\n".join(shown)


def demo() -> str:
    """What `bilan demo` prints, in French."""
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-m", "bilan.cli", "demo", "--lang", "fr"]
        return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=True).stdout


def shown_anew(readme: str) -> str:
    """The README with a new excerpt."""
    return re.sub(r"```text\n.*?```", lambda _: f"```text\n{excerpt(demo())}\n```", readme, count=1, flags=re.DOTALL)


def main() -> int:
    """Writes, or with `--check` compares."""
    old = README.read_text("utf-8")
    new = shown_anew(filled(old, json.loads(SCORES.read_text("utf-8"))))
    if "--check" in sys.argv:
        if old != new:
            print("README.md: its figures are not those of quality/scores.json; run: python tools/readme.py")
        return int(old != new)
    README.write_text(new, "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
