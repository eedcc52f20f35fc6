"""Checks a proposal's slots against the page: figures, days, names and states must be there to be read."""

import re
from collections.abc import Iterable, Iterator

from bilan.model import edtf
from bilan.model.document import Document
from bilan.model.mention import Quantity
from bilan.model.reading import Reading
from bilan.model.statement import Amount, Part
from bilan.model.vocabulary import ARTICLE_ZONES
from bilan.reading.door.lexis import DoorWords, line
from bilan.reading.door.proposal import Proposal, Refusal
from bilan.reading.folding import fold, key
from bilan.reading.frames.pairs import codes
from bilan.reading.frames.slots import dates

_MONEY = re.compile(r"[A-Z]{3}")
_MEASURES = frozenset({"t", "m", "m2", "m3", "ha", "L", "W", "Wh", "bbl", "%"})
_OFFICIAL = "official:"
_DAYS = frozenset({"from", "to"})


class Slots:
    """The slots of any number of proposals on one page."""

    def __init__(self, document: Document, folded: str, reading: Reading, words: DoorWords) -> None:
        self._document, self._folded, self._reading, self._words = document, folded, reading, words
        text = document.text
        article = [text[z.start : z.end] for z in reading.zones if z.zone in ARTICLE_ZONES]
        self._article = f" {' '.join(map(key, article))} "

    def refusal(self, proposal: Proposal, start: int, end: int) -> Refusal | None:
        """The first slot of a proposal on the passage `start` to `end` that the page does not bear out, if any."""
        checks = (
            self._head(proposal, start, end), self._amounts(proposal.amounts, start, end), self._dates(proposal),
            self._actors(proposal.actors), self._parties(proposal.parties), self._place(proposal.place),
            self._voice(proposal), self._values(proposal, start, end),
        )  # fmt: skip
        return next((refusal for check in checks for refusal in check), None)

    def _head(self, proposal: Proposal, start: int, end: int) -> Iterator[Refusal]:
        head = key(proposal.head)
        if head and f" {head} " not in f" {key(self._document.text[start:end])} ":
            yield Refusal.of(
                "the word “{word}” is not in the passage", "head", start=start, end=end, word=proposal.head
            )

    def _amounts(self, amounts: Iterable[Amount], start: int, end: int) -> Iterator[Refusal]:
        low, high = line(self._folded, start, end)
        there = [q for q in self._reading.quantities if low <= q.start and q.end <= high]
        numbers = self._words.numbers_in(self._folded, low, high) if amounts else set()
        for amount in amounts:
            for value in (amount.value, amount.high):
                if value is not None and not _stands(value, amount.unit, there, numbers):
                    yield Refusal.of("no figure of the paragraph is {value} {unit}", "amount", start=low, end=high,
                                     value=f"{value:.15g}", unit=amount.unit)  # fmt: skip

    def _dates(self, proposal: Proposal) -> Iterator[Refusal]:
        told = (("start", proposal.start), ("end", proposal.end), ("as_of", proposal.as_of))
        in_slots = tuple((name, value) for name, value in proposal.slots if name in _DAYS)
        for name, value in (*told, *in_slots):
            if value is None:
                continue
            if not edtf.valid(value):
                yield Refusal.of("{slot} {value} is no EDTF date", "vocabulary", slot=name, value=value)
            elif not self._dated(value, published=name == "as_of"):
                yield Refusal.of(
                    "no time expression of the page supports {slot} {value}", "date", slot=name, value=value
                )

    def _dated(self, value: str, *, published: bool) -> bool:
        """Whether the page names that time, at least as precisely; a status may also be known for publication day."""
        known = [day for time in self._reading.times for day in dates(time) if day is not None]
        known += [f"{d[0]}/{d[1]}" for d in map(dates, self._reading.times) if d[0] and d[1]]
        if published and self._reading.facts.published is not None:
            known.append(self._reading.facts.published)
        return any(_supports(day, value) for day in known if edtf.valid(day))

    def _actors(self, actors: Iterable[Part]) -> Iterator[Refusal]:
        for actor in actors:
            parties = self._parties_of(actor)
            if parties is None:
                yield Refusal.of("the article does not name {name}", "actor", name=actor.name)
            elif actor.party is not None and parties and actor.party not in parties:
                yield Refusal.of("in the page {name} is of {page}, not of {party}", "party", name=actor.name,
                                 page=", ".join(sorted(parties)), party=actor.party)  # fmt: skip
            elif actor.party is not None:
                yield from self._parties((actor.party,))

    def _parties_of(self, actor: Part) -> set[str] | None:
        """The states that the page gives an actor; None where it does not name it."""
        name = key(actor.name)
        if actor.type == "state":
            code = self._words.state_names.get(name, actor.name)
            return {code} if code in self._states() else None
        text = self._document.text
        same = [a for a in self._reading.actors if name in (key(a.name), key(text[a.start : a.end]))]
        if not same and not self._stands(actor.name):
            return None
        return {code for mention in same for code in codes(mention)}

    def _states(self) -> set[str]:
        found = {code for actor in self._reading.actors for code in codes(actor)}
        found |= {place.state for place in self._reading.places if place.state is not None}
        home = self._reading.facts.home
        return found | {home} if home is not None else found

    def _parties(self, parties: Iterable[str]) -> Iterator[Refusal]:
        for code in parties:
            if code not in self._states():
                yield Refusal.of("the article names nobody of {party}", "party", party=code)

    def _place(self, place: str | None) -> Iterator[Refusal]:
        if place is None or self._stands(place) or key(place) in {key(p.name) for p in self._reading.places}:
            return
        if self._words.state_names.get(key(place)) not in self._states():
            yield Refusal.of("the article does not name the place {place}", "place", place=place)

    def _voice(self, proposal: Proposal) -> Iterator[Refusal]:
        if proposal.said_by.startswith(_OFFICIAL):
            yield from self._parties((proposal.said_by.removeprefix(_OFFICIAL),))
        if proposal.speaker is not None and self._parties_of(Part(proposal.speaker, "lead", type="person")) is None:
            yield Refusal.of("the article does not name {name}", "voice", name=proposal.speaker)

    def _values(self, proposal: Proposal, start: int, end: int) -> Iterator[Refusal]:
        """Of roles and claims: words that the article has, figures of the paragraph, days of the page."""
        low, high = line(self._folded, start, end)
        for name, value in proposal.slots:
            if name in _DAYS or (proposal.kind == "claim" and name in ("subject", "field")):
                continue
            if self._stands(value) or (edtf.valid(value) and self._dated(value, published=False)):
                continue
            figure = _figure(value)
            if figure is None or figure not in self._words.numbers_in(self._folded, low, high):
                yield Refusal.of("the article does not say {value}, given for {slot}", "value", value=value, slot=name)

    def _stands(self, words: str) -> bool:
        folded = key(fold(words))
        return bool(folded) and f" {folded} " in self._article


def _stands(value: float, unit: str, there: list[Quantity], numbers: set[float]) -> bool:
    """Whether a figure of that value is there, in that unit where it is money or a measure."""
    same = [q.unit for q in there if value in (q.value, q.high)]
    if not same:
        return value in numbers and not _measured(unit)
    return unit in same or not (_measured(unit) or all(map(_measured, same)))


def _measured(unit: str) -> bool:
    return unit in _MEASURES or _MONEY.fullmatch(unit) is not None


def _supports(known: str, value: str) -> bool:
    """Whether a known time lies within the one proposed, so that this is not more precise than that."""
    (low, high), (first, last) = edtf.bounds(known), edtf.bounds(value)
    return first <= low and high <= last


def _figure(value: str) -> float | None:
    try:
        return float(value)
    except ValueError:
        return None
