"""`verify`, `backup`, `restore`, `merge`: ledgers as files that are kept."""

# ruff: noqa: PLC0415 - rooms are opened when asked, so that --help answers at once

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bilan.commands import options
from bilan.commands.options import DEFAULT_LANGUAGE, Json, Knowledge, Lang, LedgerFile, WithPrivate, _
from bilan.errors import UseError
from bilan.messages import Translator, translator

if TYPE_CHECKING:
    from bilan.ledger.merging import Conflict

Head = Annotated[
    str | None,
    typer.Option("--head", metavar="HASH", help=_("a head noted earlier: nothing before it may have changed")),
]
Copy = Annotated[str, typer.Argument(metavar="FILE", help=_("the copy's file"), show_default=False)]
Other = Annotated[str, typer.Argument(metavar="LEDGER", help=_("another ledger's file"), show_default=False)]
Into = Annotated[str, typer.Option("--into", metavar="LEDGER", help=_("the new ledger's file"), show_default=False)]
Force = Annotated[bool, typer.Option("--force", help=_("replace the ledger even if it has what the copy lacks"))]


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


def backup(ledger: LedgerFile, file: Copy, *, json: Json = False, lang: Lang = DEFAULT_LANGUAGE) -> int:
    """Copies the ledger, also while others write to it; says the head of its trail, to be noted down."""
    from bilan.commands import output
    from bilan.ledger.backup import backup as copied

    tr = translator(lang)
    head = copied(ledger, file)
    if json:
        output.write_json([{"file": file, "head": head}])
    else:
        output.write(tr("Copied to {path}; head {head}", path=file, head=head))
    return 0


def restore(
    file: Copy, ledger: LedgerFile, *, force: Force = False, knowledge: Knowledge = None, json: Json = False,
    lang: Lang = DEFAULT_LANGUAGE,
) -> int:  # fmt: skip
    """Checks the copy, then makes the ledger what it is."""
    from bilan.commands import output
    from bilan.ledger.backup import restore as restored

    tr = translator(lang)
    head = restored(file, ledger, force=force, shelf=options.shelf(knowledge))
    if json:
        output.write_json([{"ledger": ledger, "head": head}])
    else:
        output.write(tr("{path} is as the copy; head {head}", path=ledger, head=head))
    return 0


def merge(
    ledger: LedgerFile, other: Other, *, into: Into, with_private: WithPrivate = False, json: Json = False,
    lang: Lang = DEFAULT_LANGUAGE,
) -> int:  # fmt: skip
    """Joins two ledgers in a new one, and lists the decisions that contradict each other."""
    from bilan.commands import output
    from bilan.ledger.backup import new_ledger
    from bilan.ledger.merging import merge as joined
    from bilan.ledger.store import Ledger

    tr = translator(lang)
    if Path(into).exists():
        raise UseError("{path}: is there already; name a new file for the joined ledger", path=into)
    with Ledger.open(ledger) as one, Ledger.open(other) as two, new_ledger(into) as made:
        with one.reading() as first, two.reading() as second, made.writing() as target:
            found = joined((first, second), target)
        secret = frozenset[str]() if with_private else made.private(found.pages)
        told = {d.id for d in made.decisions(private=with_private)}
    conflicts = [c for c in found.conflicts if {c.earlier.id, c.later.id} <= told]
    differing = [document for key, document in found.differing.items() if key not in secret]
    pages = len(set(found.pages) - secret)
    if json:
        pairs = [{"earlier": c.earlier.id, "later": c.later.id, "field": c.field} for c in conflicts]
        output.write_json([{"pages": pages, "decisions": len(told), "differing": differing, "conflicts": pairs}])
        return 0
    output.write(tr("{pages} pages and {decisions} decisions joined in {path}", pages=pages, decisions=len(told),
                    path=into))  # fmt: skip
    for document in differing:
        line = tr("{document}: one version of the reader read it in two ways; the earlier counts", document=document)
        output.write(f"  {output.plain(line)}")
    for conflict in conflicts:
        output.write(_conflict(conflict, tr))
    return 0


def _conflict(conflict: "Conflict", tr: Translator) -> str:
    from bilan.commands import lines

    field = f" ({conflict.field})" if conflict.field else ""
    earlier, later = lines.decision(conflict.earlier, tr), lines.decision(conflict.later, tr)
    return f"{tr('The later of these two counts')}{field}:\n  {earlier}\n  {later}"
