"""Disputes, actors and plain lists of entries, in the same lines as the review."""

import re
from collections.abc import Iterable, Iterator, Mapping

from bilan.knowledge.files import Shelf
from bilan.model import edtf
from bilan.model.entry import ActorEntry, Dispute, Entry
from bilan.model.page import PageRecord
from bilan.model.vocabulary import STATUSES
from bilan.reports import faces
from bilan.reports.account import by_name, extract_day
from bilan.reports.faces import Face, Markup
from bilan.reports.lines import LineMaker, linked
from bilan.reports.texts import Texts
from bilan.reports.titles import headings


def entries_text(
    entries: Iterable[Entry],
    pages: Iterable[PageRecord],
    *,
    lang: str,
    as_of: str | None = None,
    every: Iterable[Entry] | None = None,
    markup: Markup = "text",
    quiet_months: int = 12,
    texts: Texts | None = None,
    shelf: Shelf | None = None,
) -> str:
    """The entries in the order given, a line and a quote each. `every`: all of the ledger, for unique titles."""
    texts = texts or Texts(lang, shelf)
    chosen, known = list(entries), list(pages)
    every = None if every is None else list(every)
    if not chosen:
        return texts.tr("No entry answers to this.") + "\n"
    found = headings(chosen if every is None else every, texts)
    above = linked(chosen if every is None else list(every), found, texts)
    maker = LineMaker(texts, by_name(known), extract_day(known, as_of), quiet_months, above=above)
    face = faces.face(markup, texts)
    return _joined(out for entry in chosen for out in faces.line(maker.line(entry, found[entry.id]), face))


def disputes_text(
    disputes: Iterable[Dispute],
    entries: Iterable[Entry],
    pages: Iterable[PageRecord],
    *,
    lang: str,
    markup: Markup = "text",
    texts: Texts | None = None,
    shelf: Shelf | None = None,
) -> str:
    """The disputes in the order given, side against side. `entries`: all of the ledger, to name what each is about."""
    texts = texts or Texts(lang, shelf)
    titles = {name: heading.title for name, heading in headings(entries, texts).items()}
    maker = LineMaker(texts, by_name(pages), None)
    face = faces.face(markup, texts)
    lines = [out for dispute in disputes for out in dispute_lines(dispute, titles, maker, face)]
    return _joined(lines or [texts.tr("The sources contradict each other on nothing that was read.")])


def actors_text(
    actors: Iterable[ActorEntry],
    pages: Iterable[PageRecord],
    *,
    lang: str,
    markup: Markup = "text",
    texts: Texts | None = None,
    shelf: Shelf | None = None,
) -> str:
    """The actors in the order given, each with its roles through time."""
    texts = texts or Texts(lang, shelf)
    maker = LineMaker(texts, by_name(pages), None)
    face = faces.face(markup, texts)
    lines = [out for actor in actors for out in actor_lines(actor, maker, face)]
    return _joined(lines or [texts.tr("Nobody is named in this account yet.")])


def dispute_lines(dispute: Dispute, titles: Mapping[str, str], maker: LineMaker, face: Face) -> Iterator[str]:
    """What is disputed, by the title of its entry if it has one; then each side with who says it and its passage."""
    texts = maker.texts
    subject = titles.get(dispute.entry or "") or texts.one_line(dispute.subject)
    yield from face.item([subject or texts.tr("A matter without a name"), texts.tr.term("field", dispute.field)])
    for side in dispute.sides:
        yield from face.detail(f"{_value(side.value, texts)} · {maker.said_by(side.said_by)}")
        if side.quote:
            yield from face.quote(maker.quote(side.quote, side.document))


def actor_lines(actor: ActorEntry, maker: LineMaker, face: Face) -> Iterator[str]:
    """Name, sort, state and other names in one line; then each role, earliest first, with its days and its passage."""
    texts = maker.texts
    name = texts.one_line(actor.name)
    others = sorted({texts.one_line(other) for other in actor.names} - {name})
    also = texts.tr("also: {names}", names=", ".join(others)) if others else ""
    state = texts.country(actor.party) if actor.party and actor.type != "state" else ""
    yield from face.item([part for part in (name, texts.tr.term("actor", actor.type), state, also) if part])
    for role in sorted(actor.roles, key=lambda r: (r.since or "9999", r.until or "9999", r.role)):
        yield from face.detail(f"{texts.one_line(role.role)} · {_span(role.since, role.until, texts)}")
        if role.quote:
            yield from face.quote(maker.quote(role.quote, role.document))


def _span(since: str | None, until: str | None, texts: Texts) -> str:
    """The days between which the texts know somebody in a role."""
    if since is None and until is None:
        return texts.tr("known since an unknown day")
    if since is None or until is None or since == until:
        return texts.known(since or until)
    return texts.tr("known {days}", days=texts.date(since, until))


_NUMBER = re.compile(r"(\d{1,15}(?:\.\d+)?) (\S.{0,30})")
_STATUSES = frozenset(status for statuses in STATUSES.values() for status in statuses)


def _value(value: str, texts: Texts) -> str:
    """A side's value: a date, a number with its unit, a status or a denial as a person says it, else its words."""
    if "-" in value and edtf.valid(value):
        return texts.date(value)
    if value in _STATUSES:
        return texts.tr.term("status", value)
    number = _NUMBER.fullmatch(value)
    if number is not None and (texts.measured(number[2]) or texts.counted(number[2], 2) != number[2]):
        return texts.quantity(float(number[1]), number[2])
    return texts.one_line(texts.tr.term("side", value))


def _joined(lines: Iterable[str]) -> str:
    return "\n".join(lines) + "\n"
