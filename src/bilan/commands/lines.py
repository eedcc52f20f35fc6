"""Pages, and what became of those given, as lines for a person to read."""

from collections.abc import Iterator, Mapping, Sequence

from bilan.commands.output import plain
from bilan.commands.views import titled_account
from bilan.ledger import changes as became
from bilan.ledger.fold import Account
from bilan.messages import Translator
from bilan.model.decision import Decision
from bilan.model.page import Intake, PageRecord
from bilan.reports.texts import Texts


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
        yield tr("No page that can be read was found there.")
    for item in record.set_aside:
        detail = f" ({plain(item.detail)})" if item.detail else ""
        yield f"  {plain(item.path)}: {tr.term('reason', item.reason)}{detail}"
    for problem in record.problems:
        yield f"  {plain(problem.path)}: {tr(problem.detail)}"


def decision(
    record: Decision, tr: Translator, titles: Mapping[str, str] | None = None, undone_by: str | None = None
) -> str:
    """A decision in one line: when, id, what, about what (by title where `titles` has one for its passage), by whom
    and why."""
    names = list(dict.fromkeys((titles or {}).get(target, target) for target in record.targets))
    fields = ["{}={}".format(*field) for field in record.fields if field[0] != "statement"]
    facts = [
        record.at[:16].replace("T", " "), record.id, tr.term("verb", record.verb), ", ".join([*names, *fields]),
        record.author, record.reason, tr("undone by {id}", id=undone_by) if undone_by else "",
    ]  # fmt: skip
    return " · ".join(plain(fact) for fact in facts if fact)


def changes(found: Sequence[became.Change], before: Account, after: Account, texts: Texts) -> Iterator[str]:
    """What became of the entries: how many, then each by its title, with the fields in which it changed."""
    tr = texts.tr
    counts = {sort: sum(change.sort == sort for change in found) for sort in became.SORTS}
    yield tr("Entries: {new} new, {changed} changed, {gone} gone.", **counts)
    old = {entry.id: entry.title for entry in titled_account(before, texts).entries} if counts[became.GONE] else {}
    now = {entry.id: entry.title for entry in titled_account(after, texts).entries} if found else {}
    for change in found:
        title = plain((old if change.sort == became.GONE else now)[change.entry.id])
        fields = f" ({', '.join(change.fields)})" if change.fields else ""
        yield f"  {tr.term('change', change.sort)}: {change.entry.id} · {title}{fields}"
