"""`reread`: what a newer reader, or other knowledge, makes of the pages that are there."""

# ruff: noqa: PLC0415 - rooms are opened when asked, so that --help answers at once

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from bilan.commands import building, options
from bilan.commands.options import DEFAULT_LANGUAGE, Json, Knowledge, Lang, LedgerFile, WithPrivate
from bilan.messages import Translator, translator

if TYPE_CHECKING:
    from bilan.ledger.changes import Change
    from bilan.model.decision import Decision


def reread(
    ledger: LedgerFile, *, with_private: WithPrivate = False, knowledge: Knowledge = None, json: Json = False,
    lang: Lang = DEFAULT_LANGUAGE,
) -> int:  # fmt: skip
    """Reads all kept pages with the present reader, and lists what that changed."""
    from bilan.commands import lines, output
    from bilan.ledger import changes, queries
    from bilan.ledger.decisions import standing
    from bilan.ledger.store import Ledger
    from bilan.pipeline import reread as read_again
    from bilan.reports.texts import Texts

    tr = translator(lang)
    own = options.shelf(knowledge)
    reader = building.open_reader(own)
    with Ledger.open(ledger) as opened:
        before = queries.view(opened, shelf=own, private=with_private)
        with building.counting_bar(tr("Reading"), len(opened.unread(reader.version))) as progress:
            done = read_again(opened, reader, progress)
        after = queries.view(opened, shelf=own, private=with_private)
        held = opened.contents(private=with_private)
        secret = frozenset() if with_private else opened.private(done.pages)
    found = changes.changes(before.account, after.account)
    lost = [d for d in standing(held.decisions) if not held.lost.isdisjoint(d.targets)]
    pages = len(set(done.pages) - secret)
    aside = [reason for key, reason in done.set_aside.items() if key not in secret]
    if json:
        output.write_json([_record(pages, reader.version, found, lost)])
    else:
        output.write(tr.plural("{count} page read again.", "{count} pages read again.", pages))
        for line in (*lines.changes(found, before.account, after.account, Texts(lang, own)), *_lost(lost, tr)):
            output.write(line)
    building.tell_lost(aside, tr)
    return 1 if aside else 0


def _lost(lost: "list[Decision]", tr: Translator) -> Iterator[str]:
    """Decisions whose passage this reader does not read: they wait for one that does."""
    from bilan.commands import lines

    if lost:
        yield tr("Decisions on passages that this reader does not read:")
        yield from (f"  {lines.decision(decision, tr)}" for decision in lost)


def _record(pages: int, reader: str, found: "tuple[Change, ...]", lost: "list[Decision]") -> dict[str, Any]:
    from bilan.ledger.changes import SORTS

    of_sort = {
        sort: [
            {"id": c.entry.id, "kind": c.entry.kind, **({"fields": list(c.fields)} if c.fields else {})}
            for c in found if c.sort == sort
        ]
        for sort in SORTS
    }  # fmt: skip
    return {"pages": pages, "reader": reader, **of_sort, "lost_decisions": [d.id for d in lost]}
