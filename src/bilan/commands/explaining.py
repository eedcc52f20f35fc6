"""`explain`: how one page was read, passage by passage, with the rule that read it and what stayed open."""

# ruff: noqa: PLC0415 - rooms are opened when asked, so that --help answers at once

from pathlib import Path
from typing import Annotated

import typer

from bilan.commands.options import DEFAULT_LANGUAGE, Json, Knowledge, Lang, _, shelf
from bilan.messages import translator

Page = Annotated[Path, typer.Argument(metavar="PAGE", readable=False, help=_("a page's file"), show_default=False)]


def explain(page: Page, knowledge: Knowledge = None, json: Json = False, lang: Lang = DEFAULT_LANGUAGE) -> int:
    """Prints how the page was read."""
    from bilan.commands import output, seen
    from bilan.commands.building import open_reader, tell_lost
    from bilan.corpus.folders import find
    from bilan.ledger import export
    from bilan.model.page import Problem, SetAside
    from bilan.pipeline import read

    tr = translator(lang)
    find([page])  # a wrong path is told at once
    own = shelf(knowledge)
    lost: list[SetAside | Problem] = []
    for item in read([page], own, open_reader(own, thorough=True)):
        if isinstance(item, SetAside | Problem):
            lost.append(item)
            continue
        received, reading = item
        text = received.document.text
        if json:
            output.write_json([export.reading(reading, text)], fiction=received.fiction)
            continue
        for line in (*seen.page(reading, text, tr), tr("Not understood:"), *seen.gaps(reading, text)):
            output.write(line)
    tell_lost(lost, tr)
    return 1 if lost else 0
