"""How one page was read, in words: zones, facts, each sentence with what was found in it and what it yielded, gaps.

Only the article is quoted: of furniture and of what readers wrote, by-lines included, kind and length are told.
"""

import unicodedata
from collections.abc import Iterable, Iterator
from typing import Final, TypeVar

from bilan.knowledge import claims, frames
from bilan.knowledge.files import Shelf
from bilan.messages import Translator
from bilan.model.document import Document
from bilan.model.mention import Actor, Place, Quantity, Time
from bilan.model.reading import Reading
from bilan.model.statement import Amount, Statement
from bilan.model.vocabulary import ARTICLE_ZONES
from bilan.reading.tracing import Line, Trace

FIRST: Final = 60
"""Characters of a zone's first words."""

_JOIN = " · "
_Mention = TypeVar("_Mention", Time, Quantity, Actor, Place)


def rule_names(shelf: Shelf, language: str) -> dict[str, str]:
    """Id → name of every rule that knowledge has; a few that the page as a whole makes have none."""
    kinds = frames.load(shelf, language)
    every = (kinds.visit.rule, kinds.talks.rule, kinds.agreement.rule, kinds.mechanism.rule, kinds.commitment.rule)
    named = {rule.id: rule.name for rules in every for rule in rules}
    return named | {rule.id: rule.name for rule in claims.load(shelf, language).rule}


class Explanation:
    """One page explained in one language. `rules` are the names of rules by id."""

    def __init__(
        self, document: Document, reading: Reading, trace: Trace, rules: dict[str, str], tr: Translator
    ) -> None:
        self._text, self._reading, self._trace, self._rules, self._tr = document.text, reading, trace, rules, tr

    def lines(self) -> Iterator[str]:
        """All of it, line by line."""
        tr = self._tr
        yield plain(self._reading.document)
        yield tr("Zones:")
        yield from self._zones()
        yield tr("Facts:")
        yield from self._facts()
        yield tr("Sentences:")
        for line in self._trace.lines:
            yield from self._sentence(line)
        yield tr("Not understood:")
        yield from self._gaps()

    def _zones(self) -> Iterator[str]:
        for zone in self._reading.zones:
            words = self._quoted(zone.start, zone.end, FIRST) if zone.zone in ARTICLE_ZONES else ""
            yield f"  {zone.start}-{zone.end} {self._tr.term('zone', zone.zone)}{words}"

    def _facts(self) -> Iterator[str]:
        f, tr = self._reading.facts, self._tr
        published = f.published and " ".join(
            filter(None, (f.published, f.published_basis and f"({f.published_basis})"))
        )
        given = (
            (tr("title"), f.title), (tr("published"), published), (tr("outlet"), f.outlet),
            (tr("taken from"), f.source), (tr("language"), f.language), (tr("the writer's country"), f.home),
        )  # fmt: skip
        for label, value in given:
            yield "  " + tr("{label}: {value}", label=label, value=plain(value) if value else tr("not told"))
        yield "  " + tr("{label}: {value}", label=tr("about"), value=self._about())

    def _about(self) -> str:
        """Which two states the page speaks of, or why it is of no concern."""
        trace, tr = self._trace, self._tr
        if trace.offtopic:
            return tr("a field of no concern ({fields}): no statement is looked for", fields=", ".join(trace.offtopic))
        if len(trace.pair) < 2:
            return tr("fewer than two states: no statement is looked for")
        return tr(
            "{pair} ({share} % of its mentions of states)", pair=", ".join(trace.pair), share=round(100 * trace.focus)
        )

    def _sentence(self, line: Line) -> Iterator[str]:
        tr = self._tr
        kind = tr.term("zone", line.zone)
        aside = "" if line.framed else f" ({tr('not searched for statements')})"
        yield f"  {line.start}-{line.end} {kind}{aside}{self._quoted(line.start, line.end)}"
        for label, found in self._mentions(line):
            yield "    " + tr("{label}: {value}", label=label, value=found)
        for said in self._reading.statements:
            if line.start <= said.evidence.start < line.end:
                yield from self._statement(said)

    def _mentions(self, line: Line) -> Iterator[tuple[str, str]]:
        tr, reading = self._tr, self._reading
        yield from ((tr("time"), self._time(t)) for t in _within(reading.times, line))
        yield from ((tr("quantity"), self._quantity(q)) for q in _within(reading.quantities, line))
        yield from ((tr("actor"), self._actor(a)) for a in _within(reading.actors, line))
        yield from ((tr("place"), self._place(p)) for p in _within(reading.places, line))
        for verb in line.verbs:
            bent = [tr("passive")] if verb.passive else []
            told = [f"{verb.lemma}, {tr.term('mode', verb.mode)}", *bent]
            yield tr("verb"), f"{self._words(verb.start, verb.end)} → {', '.join(told)}"

    def _time(self, time: Time) -> str:
        return f"{self._words(time.start, time.end)} → {_joined((time.type, time.value, time.mod))}"

    def _quantity(self, quantity: Quantity) -> str:
        told = Amount(
            value=quantity.value, unit=quantity.unit, item=quantity.item, approximate=quantity.approximate,
            high=quantity.high, bound=quantity.bound, per=quantity.per,
        )  # fmt: skip
        return f"{self._words(quantity.start, quantity.end)} → {self._amount(told)}"

    def _actor(self, actor: Actor) -> str:
        kind = self._tr.term("actor", actor.type)
        parties = ", ".join(actor.parties) or actor.party
        named = actor.name if plain(actor.name) != plain(self._text[actor.start : actor.end]) else None
        facts = _joined((kind, named, actor.key, parties, actor.role))
        return f"{self._words(actor.start, actor.end)} → {facts}"

    def _place(self, place: Place) -> str:
        facts = _joined((self._tr.term("place", place.kind), place.name, place.state))
        return f"{self._words(place.start, place.end)} → {facts}"

    def _statement(self, said: Statement) -> Iterator[str]:
        """What was yielded, by which rule, why with that status, and the passage that proves it."""
        tr = self._tr
        status = tr.term(f"status.{said.kind}", said.status) if said.status else None
        days = "/".join(day for day in (said.start, said.end) if day)
        yield "    ⇒ " + _joined((
            tr.term("kind", said.kind), status, None if said.asserted else tr("denied"), ", ".join(said.parties), days,
            said.place, "; ".join(map(self._amount, said.amounts)),
            ", ".join(f"{a.name} ({tr.term('part', a.part)})" for a in said.actors),
            ", ".join(tr.term("sector", sector) for sector in said.sectors), said.topic,
            "; ".join(f"{name}: {value}" for name, value in said.slots),
        ))  # fmt: skip
        yield f"      {tr('rule {rule}', rule=said.rule)}{self._rule_name(said.rule)}"
        yield from (f"      {why}" for why in self._why(said))
        yield f"      {said.evidence.start}-{said.evidence.end}{self._quoted(said.evidence.start, said.evidence.end)}"

    def _rule_name(self, rule: str) -> str:
        return f" ({self._rules[rule]})" if rule in self._rules else ""

    def _why(self, said: Statement) -> Iterator[str]:
        """What bent the statement, and who vouches for it."""
        tr, bend = self._tr, self._trace.bends.get(said.id)
        if bend is not None:
            words = self._quoted(bend.start, bend.end) if bend.start is not None and bend.end is not None else ""
            yield tr("mode: {mode}", mode=tr.term("mode", bend.mode)) + words
        speaker = f" ({plain(said.speaker)})" if said.speaker else ""
        yield tr("vouched for by: {voice}", voice=said.said_by) + speaker

    def _amount(self, given: Amount) -> str:
        tr = self._tr
        high = f"–{given.high:.15g}" if given.high is not None else ""
        unit = None if given.unit == "1" else given.unit
        number = " ".join(filter(None, (f"{given.value:.15g}{high}", unit, given.item and f"({plain(given.item)})")))
        about = tr("approximate") if given.approximate else None
        return ", ".join(filter(None, (number, about, given.bound, given.per)))

    def _gaps(self) -> Iterator[str]:
        article = [zone for zone in self._reading.zones if zone.zone in ARTICLE_ZONES]
        for gap in self._reading.gaps:
            inside = any(zone.start <= gap.start and gap.end <= zone.end for zone in article)
            words = self._quoted(gap.start, gap.end) if inside and gap.start < gap.end else ""
            yield f"  {gap.start}-{gap.end} {gap.step}: {plain(gap.reason)}{words}"

    def _words(self, start: int, end: int) -> str:
        return self._quoted(start, end).lstrip()

    def _quoted(self, start: int, end: int, most: int | None = None) -> str:
        """The page's own words, cut after `most` characters at the last whole word."""
        words = plain(self._text[start:end])
        if most is not None and len(words) > most:
            words = words[:most].rpartition(" ")[0] + " …"
        return " " + self._tr("“{quote}”", quote=words)


def plain(text: str) -> str:
    """`text` on one line, without what could steer a terminal."""
    kept = "".join(c if unicodedata.category(c) not in ("Cc", "Cf") or c.isspace() else "" for c in text)
    return " ".join(kept.split())


def _joined(parts: Iterable[str | None]) -> str:
    return _JOIN.join(plain(part) for part in parts if part)


def _within(mentions: Iterable[_Mention], line: Line) -> Iterator[_Mention]:
    return (m for m in mentions if line.start <= m.start and m.end <= line.end)
