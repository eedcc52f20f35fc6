"""`verify`: whether a ledger is as it was written."""

# ruff: noqa: PLC0415 - rooms are opened when asked, so that --help answers at once

from typing import Annotated

import typer

from bilan.commands import options
from bilan.commands.options import DEFAULT_LANGUAGE, Json, Knowledge, Lang, LedgerFile, _
from bilan.messages import translator

Head = Annotated[
    str | None,
    typer.Option("--head", metavar="HASH", help=_("a head noted earlier: nothing before it may have changed")),
]


def verify(
    ledger: LedgerFile, *, head: Head = None, knowledge: Knowledge = None, json: Json = False,
    lang: Lang = DEFAULT_LANGUAGE,
) -> int:  # fmt: skip
    """Checks everything, and says what is not as it was written."""
    from bilan.commands import output
    from bilan.ledger import verify as verifying
    from bilan.ledger.store import Ledger

    tr = translator(lang)
    with Ledger.open(ledger) as opened:
        report = verifying.verify(opened, head=head, shelf=options.shelf(knowledge))
    told = [tr(fault.message, **fault.slots) for fault in report.faults]
    if json:
        record = {"links": report.links, "head": report.head, "entries": report.entries, "faults": told}
        output.write_json([record])
        return 3 if told else 0
    output.write(tr("{links} links in the trail, head {head}", links=report.links, head=report.head))
    for line in told:
        output.write(output.plain(line))
    if not told:
        output.write(tr("All is as it was written; the entries folded anew: {digest}", digest=report.entries))
    return 3 if told else 0
