#!/usr/bin/env python3
"""How far two annotators who worked apart agree, on the pages that both annotated.

    python tools/agreement.py

Takes the first annotation of `tests/gold/dev` and `tests/gold/held` as gold and that of `tests/gold/second` as found,
and prints entries F1 and slot mean: what a program could reach at most on these pages.
"""

import json
import sys
from pathlib import Path

from scoring import Record, score_entries

GOLD = Path(__file__).parent.parent / "tests" / "gold"


def main() -> int:
    """Prints one line a half."""
    second = _entries("second")
    for half in ("dev", "held"):
        pages = {_page(entry) for entry in second if _page(entry).startswith(half)}
        gold = [entry for entry in _entries(half) if all(e["document"] in pages for e in entry["evidence"])]
        found = [entry for entry in second if _page(entry) in pages and not entry["optional"]]
        report = score_entries(gold, found, pages)
        print(f"{half}: {len(pages)} pages, entries F1 {report['entries']['f1']}, slot mean {report['slot_mean']}")
    return 0


def _entries(folder: str) -> list[Record]:
    lines = (GOLD / folder / "gold" / "entries.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


def _page(entry: Record) -> str:
    return str(entry["evidence"][0]["document"])


if __name__ == "__main__":
    sys.exit(main())
