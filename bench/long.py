"""Builds a ledger from many pages and prints, as JSON, what it took. `speed.py` starts it in a process of its own.

    python bench/long.py FOLDER NUMBER      FOLDER holds texts.json; pages and ledger are written there

`first` and `last`: seconds a character over the first and the last hundred pages, which hold the same texts.
"""

import json
import resource
import sys
import time
from pathlib import Path

from bilan import pipeline
from bilan.knowledge.files import Shelf
from bilan.ledger.store import Ledger
from bilan.reading.reader import Reader

BLOCK = 100


def main(folder: Path, number: int) -> None:
    """Writes the pages, builds, prints."""
    lengths = _write(folder, number)
    times: list[tuple[int, float]] = [(0, time.process_time())]

    def note(given: int) -> None:
        times.append((given, time.process_time()))

    shelf = Shelf()
    with Ledger.open(str(folder / "long.db"), create=True) as ledger:
        reader = Reader(shelf)
        times[0] = (0, time.process_time())
        pipeline.build([folder / "pages"], ledger, shelf, reader, note)
    print(json.dumps({
        "mean": _cost(times, lengths, 0, number),
        "first": _cost(times, lengths, 0, BLOCK),
        "last": _cost(times, lengths, number - BLOCK, number),
        "megabytes": _peak(),
    }))  # fmt: skip


def _write(folder: Path, number: int) -> list[int]:
    """Pages that are all different, the same hundred texts at both ends; returns their lengths."""
    (folder / "pages").mkdir()
    texts = json.loads((folder / "texts.json").read_text("utf-8"))
    lengths = []
    for place in range(number):
        at_an_end = place < BLOCK or number - place <= BLOCK
        page = f"{texts[(place % BLOCK if at_an_end else place) % len(texts)]}\n{place}\n"
        (folder / "pages" / f"{place:06}.txt").write_text(page, "utf-8")
        lengths.append(len(page))
    return lengths


def _peak() -> float:
    """Most memory held at once, in megabytes. Linux's `ru_maxrss` remembers the process that started this one."""
    status = Path("/proc/self/status")
    if status.exists():
        line = next(line for line in status.read_text("utf-8").splitlines() if line.startswith("VmHWM"))
        return int(line.split()[1]) / 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1024 * 1024)


def _cost(times: list[tuple[int, float]], lengths: list[int], first: int, last: int) -> float:
    """Seconds a character of the pages `first` to `last`, from the moments noted nearest to them."""
    began = max((t for t in times if t[0] <= first), key=lambda t: t[0])
    ended = min((t for t in times if t[0] >= last), key=lambda t: t[0])
    return (ended[1] - began[1]) / sum(lengths[began[0] : ended[0]])


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
