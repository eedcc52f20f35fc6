"""The account of a partnership, as one takes it to a meeting. Every entry stands once, with its proof."""

from collections.abc import Callable, Iterable, Iterator, Sequence

from bilan.knowledge.files import Shelf
from bilan.model import edtf
from bilan.model.entry import Entry
from bilan.model.page import PageRecord
from bilan.model.vocabulary import KINDS, SECTORS, STATUSES
from bilan.reading.folding import key
from bilan.reports import faces
from bilan.reports.account import Account, Extract, by_name, extract
from bilan.reports.faces import Face, Markup
from bilan.reports.lines import Line, LineMaker, linked, proof
from bilan.reports.records import actor_lines, dispute_lines
from bilan.reports.texts import Texts, capitalised
from bilan.reports.titles import headings

_MOST_OUTLETS = 8


def render(
    account: Account,
    pages: Iterable[PageRecord],
    *,
    parties: tuple[str, ...] | None,
    as_of: str | None,
    lang: str,
    markup: Markup = "text",
    quiet_months: int = 12,
    demo: bool = False,
    texts: Texts | None = None,
    shelf: Shelf | None = None,
) -> str:
    """The review as one text, its last line ended.

    `parties` are ISO 3166-1 alpha-2 codes, all of which an entry must hold; `as_of` is the day that `account` was
    folded for, None for all of it: then the day is that of the latest page. `demo` marks the whole as invented.
    """
    texts = texts or Texts(lang, shelf)
    told = extract(account, pages, parties, as_of)
    review = _Review(told, account, parties or (), texts, face=faces.face(markup, texts), quiet_months=quiet_months)
    return review.text(demo)


class _Review:
    """One review in the making."""

    def __init__(
        self,
        told: Extract,
        account: Account,
        parties: Sequence[str],
        texts: Texts,
        *,
        face: Face,
        quiet_months: int,
    ) -> None:
        self._told, self._parties, self._texts, self._face = told, parties, texts, face
        self._quiet_months = quiet_months
        found = headings(account.entries, texts)  # of the whole ledger: a title is the same in every review
        above = linked(account.entries, found, texts)
        self._maker = LineMaker(texts, by_name(told.pages), told.day, quiet_months, above=above)
        self._lines = {entry.id: self._maker.line(entry, found[entry.id]) for entry in told.entries}
        self._titles = {entry.id: found[entry.id].title for entry in account.entries}

    def text(self, demo: bool) -> str:
        out = [*self._head(demo)]
        if not self._told.entries and not self._told.disputes:
            out += self._face.paragraph(self._nothing())
        for section in (
            self._timeline,
            self._standing,
            self._commitments,
            self._disputes,
            self._waiting,
            self._people,
            self._foot,
        ):
            out += section()
        return "\n".join(_single_blanks(out)) + "\n"

    # ---- head and foot

    def _head(self, demo: bool) -> Iterator[str]:
        tr, texts, told = self._texts.tr, self._texts, self._told
        if demo:
            yield from self._face.paragraph(tr("Fictional dossier: its persons, companies and deals are invented."))
        who = texts.partnership(self._parties) if self._parties else tr("all states")
        day = tr("as of {day}", day=texts.day(told.day)) if told.day else tr("no day known")
        yield from self._face.title(tr("Account: {parties} · {day}", parties=who, day=day))
        yield from self._face.paragraph(self._covered())

    def _covered(self) -> str:
        tr, texts = self._texts.tr, self._texts
        pages, every = self._told.told, len(self._told.pages)
        parts = [tr.plural("{count} page", "{count} pages", len(pages))]
        if len(pages) != every:
            parts = [tr.plural("{count} page of {all}", "{count} pages of {all}", len(pages), all=every)]
        days = sorted(page.published for page in pages if page.published)
        if days:
            parts.append(texts.date(days[0], days[-1]))
        outlets = _outlets(texts.one_line(page.outlet) for page in pages if page.outlet)
        if outlets:
            shown = ", ".join(outlets[:_MOST_OUTLETS]) + (", …" if len(outlets) > _MOST_OUTLETS else "")
            parts.append(tr.plural("{count} outlet: {names}", "{count} outlets: {names}", len(outlets), names=shown))
        parts.append(tr.plural("{count} entry", "{count} entries", len(self._told.entries)))
        return " · ".join(parts)

    def _nothing(self) -> str:
        tr = self._texts.tr
        if self._parties:
            return tr(
                "Nothing is known yet between these states. Other states, a later day or more pages may tell more."
            )
        return tr("Nothing is in this account yet. Add pages with “bilan build”, and it will fill.")

    def _foot(self) -> Iterator[str]:
        tr, told = self._texts.tr, self._told
        if not told.entries and not told.undated:
            return
        yield from self._face.section(tr("How to read this"))
        if told.undated:
            yield from self._note(self._undated())
        yield from self._note(tr("Only a text changes a status, never the calendar."))
        yield from self._note(
            tr("Voices are counted by origin: a reprint is the voice of the paper it was taken from.")
        )
        for kind in KINDS:
            yield from self._meanings(kind)

    def _undated(self) -> str:
        count, plural = self._told.undated, self._texts.tr.plural
        if self._told.asked_day:
            return plural(
                "{count} page without a day is left out of this view.",
                "{count} pages without a day are left out of this view.",
                count,
            )
        return plural(
            "{count} page has no day; it would be out of every view as of a day.",
            "{count} pages have no day; they would be out of every view as of a day.",
            count,
        )

    def _meanings(self, kind: str) -> Iterator[str]:
        """What the statuses that occur mean."""
        seen = {entry.status for entry in self._told.entries if entry.kind == kind}
        if seen:
            told = (self._meaning(kind, status) for status in STATUSES[kind] if status in seen)
            name = capitalised(self._texts.tr.term("kind", kind))
            yield from self._note(self._texts.tr("{part}: {names}", part=name, names=self._texts.listed(told)))

    def _meaning(self, kind: str, status: str) -> str:
        return f"{self._texts.status(kind, status)} = {self._texts.tr.term(f'meaning.{kind}', status)}"

    def _note(self, text: str) -> Iterator[str]:
        yield from self._face.paragraph(text)

    # ---- sections

    def _timeline(self) -> Iterator[str]:
        """Visits and talks by month, those without a day at the end."""
        chosen = self._of("visit", "talks")
        chosen.sort(key=lambda e: (e.start is None and e.end is None, _begin(e), KINDS.index(e.kind), e.id))
        yield from self._section(self._texts.tr("Visits and talks"), chosen, self._month)

    def _standing(self) -> Iterator[str]:
        chosen = self._of("agreement", "mechanism")
        chosen.sort(key=lambda e: (KINDS.index(e.kind), _begin(e)[0] or _known(e), _begin(e)[1], e.id))
        tr = self._texts.tr
        yield from self._section(
            tr("Agreements and mechanisms"), chosen, lambda e: capitalised(tr.term("kinds", e.kind))
        )

    def _commitments(self) -> Iterator[str]:
        chosen = self._of("commitment")
        order = {sector: place for place, sector in enumerate(SECTORS)}
        chosen.sort(key=lambda e: (order.get(self._sector(e) or "", len(order)), _known(e), e.id))
        yield from self._section(
            self._texts.tr("Commitments"), chosen, lambda e: capitalised(self._texts.sector(self._sector(e)))
        )

    def _disputes(self) -> Iterator[str]:
        disputes = sorted(self._told.disputes, key=lambda d: (key(d.subject), d.field, d.id))
        if disputes:
            yield from self._face.section(self._texts.tr("What the sources dispute"))
            for dispute in disputes:
                yield from dispute_lines(dispute, self._titles, self._maker, self._face)

    def _waiting(self) -> Iterator[str]:
        """What is overdue, then what is quiet: the lines alone, their proofs stand above."""
        lines = [self._lines[entry.id] for entry in sorted(self._told.entries, key=lambda e: (_known(e), e.id))]
        overdue = [line for line in lines if line.overdue]
        quiet = [line for line in lines if line.quiet and not line.overdue]
        if not overdue and not quiet:
            return
        tr = self._texts.tr
        yield from self._face.section(tr("Overdue or quiet"))
        named = self._texts.months(self._quiet_months)
        for told, group in ((tr("Overdue"), overdue), (tr("No news for {months} or more", months=named), quiet)):
            yield from self._short(told, group)

    def _short(self, told: str, lines: Sequence[Line]) -> Iterator[str]:
        if lines:
            yield from self._face.group(told)
            for line in lines:
                yield from faces.line(line, self._face, proof=False)

    def _people(self) -> Iterator[str]:
        active = {key(actor.name) for entry in self._told.entries for actor in entry.actors}
        chosen = [
            actor
            for actor in self._told.actors
            if actor.type in ("person", "organisation") and (actor.roles or key(actor.name) in active)
        ]
        named = [(self._texts.country(actor.party) if actor.party else "", actor) for actor in chosen]
        named.sort(
            key=lambda pair: (not pair[0], key(pair[0]), pair[1].type != "person", key(pair[1].name), pair[1].name)
        )
        if named:
            yield from self._face.section(self._texts.tr("Who is who"))
        last = None
        for state, actor in named:
            if state != last:
                yield from self._face.group(state or self._texts.tr("Of no state"))
                last = state
            yield from actor_lines(actor, self._maker, self._face)

    def _section(self, told: str, entries: Sequence[Entry], group: Callable[[Entry], str]) -> Iterator[str]:
        if not entries:
            return
        yield from self._face.section(told)
        last = None
        for entry in entries:
            name = group(entry)
            if name != last:
                yield from self._face.group(name)
                last = name
            yield from faces.line(self._lines[entry.id], self._face)

    def _of(self, *kinds: str) -> list[Entry]:
        return [entry for entry in self._told.entries if entry.kind in kinds]

    def _month(self, entry: Entry) -> str:
        value = _begin(entry)[1]
        return self._texts.month(value[:7].rstrip("~?%")) if value else self._texts.tr("Without a day")

    def _sector(self, entry: Entry) -> str | None:
        return main_sector(entry, self._texts)


def _outlets(names: Iterable[str]) -> list[str]:
    """Each outlet once, in the alphabet's order; of several spellings the one that is not all capitals."""
    found: dict[str, str] = {}
    for name in sorted(set(names), key=lambda name: (name.isupper(), name)):
        found.setdefault(key(name), name)
    return [found[name] for name in sorted(found)]


def main_sector(entry: Entry, texts: Texts) -> str | None:
    """The sector under which a commitment stands: its good's own, else the first named; None where none is."""
    good = texts.goods.get(entry.topic or "")
    own = good.sectors[0] if good is not None and good.sectors else None
    return own if own in entry.sectors else next(iter(entry.sectors), None)


def _begin(entry: Entry) -> tuple[str, str]:
    """First possible day of the event, then its date as written; empty where none is known."""
    written = ((entry.start or entry.end or "").lstrip("./")).partition("/")[0]
    return (edtf.bounds(written)[0].isoformat(), written) if written else ("", "")


def _known(entry: Entry) -> str:
    """Since when its status is known; what has no day comes last."""
    step = proof(entry)
    return step.as_of if step is not None and step.as_of else "9999"


def _single_blanks(lines: Iterable[str]) -> Iterator[str]:
    blank = True
    for line in lines:
        if line or not blank:
            yield line
        blank = not line
