"""Runs the program over pages that have gold, and measures what it found. `gate.py` compares the figures with floors.

A run is what `bilan build` and the commands that list do, in one process: pages into a fresh ledger, the account folded
from it, the records as they are exported.
"""

import json
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

import msgspec

from bilan import pipeline
from bilan.knowledge.files import Shelf
from bilan.ledger import export, queries
from bilan.ledger.store import Ledger
from bilan.model.document import Document
from bilan.model.page import Received
from bilan.model.reading import Reading
from bilan.reading.reader import Reader
from scoring import Record, Report, score_actors, score_disputes, score_entries
from scoring_mentions import score_mentions

ROOT: Final = Path(__file__).parent.parent
SHARED: Final = ROOT.parent / "shared"
SWAPS: Final = 20


class Set(msgspec.Struct, frozen=True):
    """Pages and their gold. `closed`: only figures may be shown. `swap`: the seeds are retold with this number."""

    name: str
    pages: Path
    gold: Path
    closed: bool = False
    swap: int = 0


class Found(msgspec.Struct, frozen=True):
    """All that the program says of a set, as its commands print it."""

    entries: list[Record]
    disputes: list[Record]
    actors: list[Record]
    read: list[Record]


class Measured(msgspec.Struct, frozen=True):
    """One set's figures; of an open set also what was found, missed and invented, as `id` → sentence."""

    name: str
    figures: dict[str, float]
    found: dict[str, str]
    missed: dict[str, str]
    invented: dict[str, str]


def sets(swaps: int = SWAPS) -> list[Set]:
    """The project's own sets, and where they are at hand those beside the project; the largest first."""
    own = [
        Set("dossier", ROOT / "dossier/pages", ROOT / "dossier/gold"),
        Set("dev", ROOT / "tests/gold/dev/pages", ROOT / "tests/gold/dev/gold"),
        Set("dev2", ROOT / "tests/gold/dev2/pages", ROOT / "tests/gold/dev2/gold"),
        Set("held", ROOT / "tests/gold/held/pages", ROOT / "tests/gold/held/gold", closed=True),
    ]
    if not (SHARED / "seeds").is_dir():
        return own
    beside = [
        Set("more", SHARED / "more/pages", SHARED / "more/gold"),
        Set("seeds", SHARED / "seeds", SHARED / "gold"),
    ]
    return own + beside + [Set(f"swap {n}", SHARED / "seeds", SHARED / "gold", swap=n) for n in range(1, swaps + 1)]


class Runner:
    """Reads pages; built once a process, since its reader takes a while to load."""

    def __init__(self) -> None:
        self._shelf = Shelf()
        self._reader = _Remembering(Reader(self._shelf, thorough=True))

    def measure(self, wanted: Set) -> Measured:
        """Figures of one set."""
        if not wanted.swap:
            return measured(wanted, self.run(wanted.pages))
        with tempfile.TemporaryDirectory() as folder:
            retold = Path(folder) / "retold"
            command = [sys.executable, str(SHARED / "swap"), str(wanted.swap), str(retold), "--shared", str(SHARED)]
            subprocess.run(command, check=True, capture_output=True)
            there = Set(wanted.name, retold / "pages", retold / "gold")
            return measured(there, self.run(there.pages))

    def run(self, pages: Path) -> Found:
        """What is found in a folder of pages."""
        self._reader.forget()
        with tempfile.TemporaryDirectory() as folder, Ledger.open(str(Path(folder) / "set.db"), create=True) as ledger:
            pipeline.build([pages], ledger, self._shelf, self._reader)
            account = queries.view(ledger).account
        return Found(
            entries=[export.entry(entry) for entry in account.entries],
            disputes=[export.dispute(dispute) for dispute in account.disputes],
            actors=[export.actor(actor) for actor in account.actors],
            read=[_record(item) for item in pipeline.read([pages], self._shelf, self._reader)],
        )


class _Remembering:
    """A reader that reads no page of a set twice: once for the ledger, once for what is seen in it."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader
        self._read: dict[Document, Reading] = {}

    @property
    def version(self) -> str:
        return self._reader.version

    def read(self, document: Document) -> Reading:
        if document not in self._read:
            self._read[document] = self._reader.read(document)
        return self._read[document]

    def forget(self) -> None:
        self._read.clear()


def _record(item: Any) -> Record:
    if not isinstance(item, tuple):
        raise ValueError(f"a page of a gold set was set aside: {item}")
    page, reading = item
    assert isinstance(page, Received)
    return export.reading(reading, page.document.text)


def measured(of: Set, found: Found) -> Measured:
    """What was found against the gold of a set."""
    gold = {path.stem: lines(path) for path in of.gold.glob("*.jsonl")}
    documents = [d["document"] for d in gold["documents"]]
    scored = score_entries(gold["entries"], found.entries, documents)
    figures = _of_entries(scored) | _of_negatives(gold["entries"], documents, scored["invented_entries"])
    if "disputes" in gold:
        figures |= _of_disputes(score_disputes(gold["disputes"], found.disputes))
    if "actors" in gold:
        figures |= _of_actors(score_actors(gold["actors"], found.actors))
    if all("zones" in d for d in gold["documents"]):
        seen = score_mentions(gold["documents"], found.read, gold.get("times", []), gold.get("quantities", []))
        figures |= _of_mentions(seen, gold)
    if of.closed:
        return Measured(of.name, figures, {}, {}, {})
    hit = scored["found"]
    return Measured(
        of.name, figures,
        found={g["id"]: _sentence(g) for g in gold["entries"] if g["id"] in hit},
        missed={g["id"]: _sentence(g) for g in scored["missed_entries"]},
        invented={_spot(f): _sentence(f) for f in scored["invented_entries"]},
    )  # fmt: skip


def mean_of(name: str, several: Sequence[Measured]) -> Measured:
    """The mean of each figure over sets that are the same but for names and numbers."""
    names = [n for n in several[0].figures if all(n in m.figures for m in several)]
    figures = {n: round(sum(m.figures[n] for m in several) / len(several), 3) for n in names}
    return Measured(name, figures, {}, {}, {})


def lines(path: Path) -> list[Record]:
    """The records of a file of JSON lines."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def _of_entries(scored: Report) -> dict[str, float]:
    entries = scored["entries"]
    names = ("slot_mean", "evidence_recall", "evidence_precision", "history", "said_by")
    return {
        "entries_f1": entries["f1"],
        "entries_precision": entries["precision"],
        "entries_recall": entries["recall"],
        **{name: scored[name] or 0.0 for name in names},
        **{f"f1_{kind}": figure["f1"] for kind, figure in scored["by_kind"].items()},
        **{f"slot_{name}": slot["accuracy"] for name, slot in scored["slots"].items() if slot},
    }


def _of_negatives(gold: Sequence[Record], documents: Sequence[str], invented: Sequence[Record]) -> dict[str, float]:
    """Invented entries a page that tells of no cooperation at all; no figure where there is no such page."""
    telling = {e["document"] for g in gold for e in g["evidence"]}
    silent = [d for d in documents if d not in telling]
    there = sum(any(e["document"] in silent for e in f["evidence"]) for f in invented)
    return {"invented_on_negatives": round(there / len(silent), 3)} if silent else {}


def _of_disputes(scored: Report) -> dict[str, float]:
    d = scored["disputes"]
    return {"disputes_found": d["right"], "disputes_missed": d["missed"], "disputes_invented": d["invented"]}


def _of_actors(scored: Report) -> dict[str, float]:
    return {
        "persons_f1": scored["person"]["f1"],
        "organisations_f1": scored["organisation"]["f1"],
        "roles": scored["roles_recall"] or 0.0,
    }


def _of_mentions(seen: Report, gold: dict[str, list[Record]]) -> dict[str, float]:
    """Zones and facts; times and quantities where the gold has them."""
    figures = {f"{zone}_zone": float(seen["zones_by_character"][zone]["f1"]) for zone in ("article", "comment")}
    for field in ("title", "published", "source", "language"):
        right, _, rest = seen[field].partition("/")
        asked, _, invented = rest.partition(", ")
        figures[f"{field}_missed"] = int(asked) - int(right)
        figures[f"{field}_invented"] = int(invented.split()[0]) if invented else 0
    for sort in ("times", "quantities"):
        if sort in gold:
            figures |= {f"{sort}_f1": seen[sort]["f1"], f"{sort}_value": seen[sort]["value_accuracy"]}
    return figures


def _sentence(entry: Record) -> str:
    """Kind, and the words that prove it first."""
    first = entry["evidence"][0]
    return f"{entry['kind']}: « {' '.join(str(first.get('quote', '')).split())} » {first['document']}"


def _spot(entry: Record) -> str:
    first = entry["evidence"][0]
    return f"{entry['kind']} {first['document']}:{first['start']}"
