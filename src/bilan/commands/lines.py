"""Pages, and what became of those given, as lines for a person to read."""

from collections.abc import Iterator

from bilan.commands.output import plain
from bilan.messages import Translator
from bilan.model.page import Intake, PageRecord


def page(record: PageRecord, tr: Translator) -> str:
    """A page as a source, in one line."""
    day = record.published or tr("no day")
    facts = [
        plain(record.document),
        day,
        plain(record.outlet or ""),
        plain(record.source or ""),
        plain(record.title or ""),
    ]
    if record.reprint_of:
        facts.append(tr("same text as {document}", document=plain(record.reprint_of)))
    return " · ".join(fact for fact in facts if fact)


def intake(record: Intake, tr: Translator) -> Iterator[str]:
    """What became of the pages given, and each that was set aside."""
    yield tr(
        "{given} pages given: {kept} kept, {known} known already, {aside} set aside",
        given=record.given,
        kept=record.kept,
        known=record.known,
        aside=len(record.set_aside),
    )
    if not record.given:
        yield tr("No .txt page was found there.")
    for item in record.set_aside:
        detail = f" ({plain(item.detail)})" if item.detail else ""
        yield f"  {plain(item.path)}: {tr.term('reason', item.reason)}{detail}"
    for problem in record.problems:
        yield f"  {plain(problem.path)}: {tr(problem.detail)}"
