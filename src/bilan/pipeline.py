"""The one place that joins the rooms: pages → readings → ledger. Memory stays flat: pages pass in small batches."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Protocol

import msgspec

import bilan
from bilan.corpus import folders
from bilan.corpus.formats import Formats
from bilan.errors import BilanError, ProofError
from bilan.knowledge.files import Shelf
from bilan.ledger.clock import moment_now
from bilan.ledger.store import Ledger, Run
from bilan.model.document import Document
from bilan.model.page import Intake, Problem, Received, SetAside
from bilan.model.reading import Reading

BATCH = 50
"""Pages in one transaction: enough to write fast, few enough that a break loses little work."""

Progress = Callable[[int], None]
"""Called now and then with the number of pages given so far."""

_Item = Received | SetAside | Problem


class Reads(Protocol):
    """What a reader is to the pipeline."""

    @property
    def version(self) -> str:
        """Of the program and its knowledge."""

    def read(self, document: Document) -> Reading:
        """Everything seen in one document."""


def silent(given: int) -> None:
    """No progress is shown."""


def build(
    paths: Sequence[Path],
    ledger: Ledger,
    shelf: Shelf,
    reader: Reads,
    progress: Progress = silent,
    *,
    fiction: bool = False,
    private: bool = False,
) -> Intake:
    """Reads into `ledger` what it does not have yet. `fiction` marks all pages as invented, `private` as private.

    Raises AccessError if a path does not exist (then nothing is read) or the ledger cannot be written (then all batches
    before are kept).
    """
    began = moment_now()
    count = _Count()
    for batch in _batches(count.pages(folders.pages(paths, shelf), fiction=fiction, private=private)):
        _take_in(batch, ledger, reader, count)
        progress(count.given)
    intake = count.intake()
    program = bilan.__version__
    ledger.record_run(Run(began=began, ended=moment_now(), intake=intake, program=program, private=count.private))
    progress(count.given)
    return intake


class Reread(msgspec.Struct, frozen=True, kw_only=True):
    """The keys of the pages read again, and which of them were not proved: these keep their former reading."""

    pages: tuple[str, ...]
    set_aside: dict[str, SetAside] = {}


def reread(ledger: Ledger, reader: Reads, progress: Progress = silent) -> Reread:
    """Reads every page of the ledger that this reader has not read, and goes by what it saw from then on.

    What was read before stays. Raises AccessError if the ledger cannot be written (then all batches before are kept).
    """
    keys = ledger.unread(reader.version)
    aside: dict[str, SetAside] = {}
    for start in range(0, len(keys), BATCH):
        batch = keys[start : start + BATCH]
        seen = [(key, _seen(document, document.name, reader)) for key, document in ledger.given(batch).items()]
        aside |= {key: reading for key, reading in seen if isinstance(reading, SetAside)}
        whole = [(key, reading) for key, reading in seen if isinstance(reading, Reading)]
        ledger.append_readings(whole, reader=reader.version)
        progress(start + len(batch))
    ledger.use(reader.version)
    return Reread(pages=keys, set_aside=aside)


def read(paths: Sequence[Path], shelf: Shelf, reader: Reads) -> Iterator[tuple[Received, Reading] | SetAside | Problem]:
    """What is seen in the pages, one by one, without a ledger, under the names that a ledger would give them."""
    found = list(folders.find(paths))
    formats = Formats(shelf)
    twice = _ambiguous(found, formats)
    return _read(_received(found, formats), reader, twice)


def _received(found: Iterable[folders.Found | SetAside | Problem], formats: Formats) -> Iterator[_Item]:
    for item in found:
        if isinstance(item, folders.Found):
            yield from folders.receive(item, formats)
        else:
            yield item


def _read(
    pages: Iterable[_Item], reader: Reads, twice: frozenset[str]
) -> Iterator[tuple[Received, Reading] | SetAside | Problem]:
    for page in pages:
        if not isinstance(page, Received):
            yield page
            continue
        document = page.document
        if document.name in twice:
            renamed = msgspec.structs.replace(document, name=f"{document.name}#{document.digest[:8]}")
            page = msgspec.structs.replace(page, document=renamed)
        reading = _reading(page, reader)
        yield (page, reading) if isinstance(reading, Reading) else reading


def _ambiguous(found: Iterable[folders.Found | SetAside | Problem], formats: Formats) -> frozenset[str]:
    """Names that several different pages bear: only files of one name, and archives, are read for it."""
    by_name: dict[str, list[folders.Found]] = defaultdict(list)
    for item in found:
        if isinstance(item, folders.Found):
            by_name[item.name].append(item)
    asked = [item for items in by_name.values() for item in items if len(items) > 1 or item.many]
    digests: dict[str, set[str]] = defaultdict(set)
    for page in _received(asked, formats):
        if isinstance(page, Received):
            digests[page.document.name].add(page.document.digest)
    return frozenset(name for name, several in digests.items() if len(several) > 1)


class _Count:
    """What became of the pages so far."""

    def __init__(self) -> None:
        self.given = self.kept = self.known = 0
        self.private = False
        self.set_aside: list[SetAside] = []
        self.problems: list[Problem] = []

    def pages(self, items: Iterable[_Item], *, fiction: bool, private: bool) -> Iterator[Received]:
        """The pages among `items`; the others are counted. One private page makes the whole run private."""
        self.private = private
        for item in items:
            if isinstance(item, Problem):
                self.problems.append(item)
                continue
            self.given += 1
            if isinstance(item, SetAside):
                self.set_aside.append(item)
            else:
                self.private = self.private or item.private
                yield msgspec.structs.replace(item, fiction=fiction or item.fiction, private=private or item.private)

    def intake(self) -> Intake:
        return Intake(
            given=self.given,
            kept=self.kept,
            known=self.known,
            set_aside=tuple(self.set_aside),
            problems=tuple(self.problems),
        )


def _batches(pages: Iterator[Received]) -> Iterator[list[Received]]:
    batch: list[Received] = []
    for page in pages:
        batch.append(page)
        if len(batch) == BATCH:
            yield batch
            batch = []
    if batch:
        yield batch


def _take_in(batch: Sequence[Received], ledger: Ledger, reader: Reads, count: _Count) -> None:
    known = set(ledger.known([page.key for page in batch]))
    pairs: list[tuple[Received, Reading | None]] = []
    for page in batch:
        reading = None if page.key in known else _reading(page, reader)
        if isinstance(reading, SetAside):
            count.set_aside.append(reading)
            continue
        known.add(page.key)
        pairs.append((page, reading))
    kept = ledger.append(pairs, reader=reader.version)
    count.kept += kept
    count.known += len(pairs) - kept


def _reading(page: Received, reader: Reads) -> Reading | SetAside:
    return _seen(page.document, page.path, reader)


def _seen(document: Document, path: str, reader: Reads) -> Reading | SetAside:
    """A reader that cannot prove what it says is stopped at the door, and the page named."""
    try:
        return reader.read(document)
    except ProofError as error:
        return SetAside(path, "not_proved", _where(error))


def _where(error: BilanError) -> str:
    return type(error).__name__
