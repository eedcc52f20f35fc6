"""What was seen in one page, for a person: facts, then each statement with its passage, rule and slots."""

from collections.abc import Iterator

from bilan.commands.output import plain
from bilan.messages import Translator
from bilan.model.reading import Reading
from bilan.model.statement import Amount, Statement


def page(reading: Reading, text: str, tr: Translator, *, with_text: bool = False) -> Iterator[str]:
    """A page's facts, counts and statements; its text, if asked for."""
    f = reading.facts
    yield plain(reading.document)
    given = (
        (tr("title"), f.title),
        (tr("published"), f.published),
        (tr("outlet"), f.outlet),
        (tr("taken from"), f.source),
    )
    for label, value in (*given, (tr("language"), f.language)):
        if value:
            yield f"  {label}: {plain(value)}"
    yield "  " + tr(
        "{times} times, {quantities} quantities, {actors} actors, {statements} statements, {gaps} gaps",
        times=len(reading.times), quantities=len(reading.quantities), actors=len({a.key for a in reading.actors}),
        statements=len(reading.statements), gaps=len(reading.gaps),
    )  # fmt: skip
    for said in reading.statements:
        yield from statement(said, tr)
    if with_text:
        yield text


def statement(said: Statement, tr: Translator) -> Iterator[str]:
    """A statement: its passage, then what was read in it and by which rule."""
    e = said.evidence
    yield f"  {e.start}-{e.end} {tr('“{quote}”', quote=plain(e.quote))}"
    facts = [
        tr.term("kind", said.kind),
        tr.term(f"status.{said.kind}", said.status) if said.status else "",
        "" if said.asserted else tr("denied"),
        ", ".join(said.parties),
        " – ".join(day for day in (said.start, said.end) if day),
        plain(said.place or ""),
        "; ".join(map(amount, said.amounts)),
        ", ".join(f"{plain(a.name)} ({tr.term('part', a.part)})" for a in said.actors),
        ", ".join(tr.term("sector", sector) for sector in said.sectors),
        "; ".join(f"{name}: {plain(value)}" for name, value in said.slots),
        said.said_by,
        tr("rule {rule}", rule=said.rule),
    ]
    yield "      " + " · ".join(fact for fact in facts if fact)


def amount(given: Amount) -> str:
    """A number with its unit and what it counts."""
    number = f"{given.value:,.15g}".replace(",", "\u202f")
    return " ".join(part for part in (number, "" if given.unit == "1" else given.unit, plain(given.item or "")) if part)
