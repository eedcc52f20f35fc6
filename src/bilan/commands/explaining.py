"""`explain`: how one page was read: zones, mentions, the rules that fired, why with that status, what stayed open."""

# ruff: noqa: PLC0415 - rooms are opened when asked, so that --help answers at once

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bilan.commands.options import DEFAULT_LANGUAGE, Json, Knowledge, Lang, _, shelf
from bilan.messages import translator

if TYPE_CHECKING:
    from bilan.model.document import Document
    from bilan.model.reading import Reading
    from bilan.pipeline import Reads
    from bilan.reading.tracing import Trace

Page = Annotated[Path, typer.Argument(metavar="PAGE", readable=False, help=_("a page's file"), show_default=False)]


def explain(page: Page, knowledge: Knowledge = None, json: Json = False, lang: Lang = DEFAULT_LANGUAGE) -> int:
    """Prints how the page was read."""
    from bilan.commands import output
    from bilan.commands.building import open_reader, tell_lost
    from bilan.corpus.folders import find
    from bilan.ledger import export
    from bilan.model.page import Problem, SetAside
    from bilan.pipeline import read
    from bilan.reports.explain import Explanation, rule_names

    tr = translator(lang)
    find([page])  # a wrong path is told at once
    own = shelf(knowledge)
    reader = open_reader(own)
    names = {} if json else rule_names(own, "fr")
    lost: list[SetAside | Problem] = []
    for item in read([page], own, reader):
        if isinstance(item, SetAside | Problem):
            lost.append(item)
            continue
        received, reading = item
        if json:
            output.write_json([export.reading(reading, received.document.text)], fiction=received.fiction)
            continue
        trace = _trace(reader, received.document, reading)
        for line in Explanation(received.document, reading, trace, names, tr).lines():
            output.write(line)
    tell_lost(lost, tr)
    return 1 if lost else 0


def _trace(reader: "Reads", document: "Document", reading: "Reading") -> "Trace":
    """How the reading came about; of a reader that is none of ours, what was read is all that can be told."""
    from bilan.model.vocabulary import ARTICLE_ZONES
    from bilan.reading.reader import Reader
    from bilan.reading.tracing import Line, Trace, trace

    if isinstance(reader, Reader):
        return trace(reader, document, reading)
    zones = [zone for zone in reading.zones if zone.zone in ARTICLE_ZONES]
    return Trace(lines=tuple(Line(zone.start, zone.end, zone.zone, True) for zone in zones))
