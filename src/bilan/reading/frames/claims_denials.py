"""Denials: what is said, and by whom it is denied, in one sentence or in two beside each other.

A false alarm costs more than a miss: a negation alone is no denial. It needs hearsay beside it that it answers, a verb
or a word of denying that says what it denies, or two voices of which one says no.
"""

from collections.abc import Iterator
from typing import Final, NamedTuple

from bilan.reading.frames.claims_hearsay import Hearsay, Report
from bilan.reading.frames.contrasts import Contrast, Desk, Told, beside, clipped, stems
from bilan.reading.frames.scene import Scene, View

_BEFORE: Final = 12
"""Words beyond which a verb says nothing of a negation."""
_NEAR: Final = 2
"""Sentences between hearsay and its denial."""
_FAR: Final = 3
"""Sentences between hearsay and an answer that takes up its words."""
_EARLY: Final = 10
"""Words of what somebody says before the negation that leaves nothing of it."""
_SOON: Final = 6
"""Words between the mark that opens a quotation and its negation."""


class Denial(NamedTuple):
    """Words that deny; `firm` where they do so whatever stands beside them."""

    view: View
    first: int
    last: int
    firm: bool


class Denials:
    """Finds the denials of a page, and the hearsay that they answer."""

    def __init__(self, scene: Scene, desk: Desk, hearsay: Hearsay) -> None:
        self._scene = scene
        self._desk = desk
        self._words = desk.words
        self._hearsay = hearsay

    def contrasts(self) -> Iterator[Contrast]:
        views = [view for view in self._scene.views if not self._desk.endless(view)]
        reports = [r for view in views for r in self._hearsay.reports(view)]
        answered = list(self._together(list(self._answered(reports))))
        if len(answered) == 1 and self._checking():
            self._add_all(*answered[0])
        for told, denials in answered:
            yield self._contrast(told, denials)

    def denials(self, view: View, avoid: Report | None = None) -> Iterator[Denial]:
        """The words of a sentence that deny, firm ones first; with `avoid`, those outside that passage."""
        if self._desk.endless(view):
            return
        firm = sorted({*self._hearsay.denying(view), *self._curt(view)})
        for index in firm:
            if avoid is not None and avoid.view is not view and self._resuming(view, index):
                continue
            if avoid is not None and avoid.view is view and avoid.first <= index <= avoid.last:
                continue
            first, last = self._part(view, index, avoid)
            yield Denial(view, first, last, True)
            return
        if self.leaves_nothing(view, avoid):
            first, last = self._part(view, self.absolute(view, avoid), avoid)
            yield Denial(view, first, last, False)

    def _resuming(self, view: View, index: int) -> bool:
        """Whether the word denies the clause before it ("…, ce que dément le ministère"), and nothing else."""
        return any(0 <= index - view.at(h.start) <= 9 for h in self._desk.hits(view, "denial.resuming"))

    def _part(self, view: View, index: int, avoid: Report | None) -> tuple[int, int]:
        """The sentence, or its part on the one side of the passage to avoid."""
        if avoid is None or avoid.view is not view:
            return 0, len(view.words) - 1
        return (0, avoid.first - 1) if index < avoid.first else (avoid.last + 1, len(view.words) - 1)

    def _curt(self, view: View) -> Iterator[int]:
        """ "« Faux. »": one word that is all of what is quoted, or all of the sentence."""
        for i, word in enumerate(view.words):
            if word.form in self._words.denial.curt:
                opens = i == 0 or view.form(i - 1) in self._words.small.quotes
                closes = i + 1 >= len(view.words) or view.words[i + 1].is_mark
                if opens and closes:
                    yield i

    def absolute(self, view: View, avoid: Report | None) -> int:
        for i, word in enumerate(view.words):
            if word.form in self._words.denial.absolute and not (
                avoid is not None and avoid.view is view and avoid.first <= i <= avoid.last
            ):
                return i
        return -1

    def leaves_nothing(self, view: View, avoid: Report | None) -> bool:
        """A quoted or official negation that leaves nothing ("aucun hectare n'a été loué"), and is of what is."""
        index = self.absolute(view, avoid)
        if index < 0 or not self._desk.quoted(view) or view.form(len(view.words) - 1) in self._words.small.asking:
            return False
        opens = [
            i
            for i in range(index)
            if view.form(i) in self._words.small.quotes or view.form(i) in self._words.report.that
        ]
        if index - (opens[-1] if opens else -1) > _EARLY:
            return False
        nearest = min((g for g in view.groups if not g.bare), key=lambda g: abs(g.at - index), default=None)
        return nearest is None or nearest.time not in ("future", "conditional") or abs(nearest.at - index) > _BEFORE

    def _answered(self, reports: list[Report]) -> Iterator[tuple[Report, list[Denial]]]:
        """Each piece of hearsay with the denials beside it; a sentence answers the nearest piece only."""
        by_view: dict[int, list[tuple[bool, int, Report, Denial]]] = {}
        for report in reports:
            for view in (report.view, *beside(self._scene.views, report.view, _NEAR, _FAR)):
                distance = abs(view.index - report.view.index)
                for denial in [*self.denials(view, report)] or [*self._replies(report, view)]:
                    kin = self._kin(report, denial)
                    if kin or (distance <= _NEAR if denial.firm else self._meets(report, denial)):
                        apart = not (kin or denial.firm)
                        by_view.setdefault(view.index, []).append((apart, distance, report, denial))
        answers: dict[tuple[int, int], tuple[Report, list[Denial]]] = {}
        for candidates in by_view.values():
            *_, report, denial = min(
                candidates, key=lambda c: (*c[:2], c[2].view.index > c[3].view.index, c[2].view.index, c[2].first)
            )
            answers.setdefault((report.view.index, report.first), (report, []))[1].append(denial)
        for report, denials in answers.values():
            yield report, sorted(denials, key=lambda d: (d.view.index, d.first))

    def _together(self, answered: list[tuple[Report, list[Denial]]]) -> Iterator[tuple[list[Report], list[Denial]]]:
        """Hearsay that goes on with earlier hearsay is answered with it."""
        rest = [([report], denials) for report, denials in answered if not report.continued]
        for report, denials in answered:
            if report.continued:
                above = [pair for pair in rest if 0 <= report.view.index - pair[0][0].view.index <= _FAR + 1]
                if above:
                    above[-1][0].append(report)
                    above[-1][1].extend(denials)
                else:
                    rest.append(([report], denials))
        yield from rest

    def _kin(self, report: Report, denial: Denial) -> bool:
        """Whether the denial takes up words of the hearsay."""
        own = stems(report.view, report.first, report.last, self._desk.common)
        return bool(own & stems(denial.view, denial.first, denial.last, self._desk.common))

    def _meets(self, report: Report, denial: Denial) -> bool:
        """Whether a mere negation that takes up no word answers the hearsay: in its sentence, or right behind it."""
        return report.sourced and 0 <= denial.view.index - report.view.index <= 1

    def _replies(self, report: Report, view: View) -> Iterator[Denial]:
        """The sentence right behind hearsay of a named source, if it opens a quotation with a plain negation."""
        if not report.sourced or view.index != report.view.index + 1 or view.form(0) not in self._words.small.opening:
            return
        evasive = self._words.denial.evasive
        for group in view.groups:
            if (
                group.negated
                and group.first <= _SOON
                and group.time in ("past", "present")
                and group.lemma not in evasive
            ):
                yield Denial(view, 0, len(view.words) - 1, False)
                return

    def _checking(self) -> bool:
        """Whether the headline says no ("Non, … n'a pas …"): the page is about one piece of hearsay."""
        heads = [view for view in self._scene.views if view.zone == "headline"]
        return any(index == 0 or view.words[index - 1].is_mark for view in heads for index in self._noes(view))

    def _noes(self, view: View) -> list[int]:
        return [i for i, word in enumerate(view.words) if word.form in self._words.denial.curt]

    def _add_all(self, told: list[Report], denials: list[Denial]) -> None:
        """Adds the page's other denials, wherever they stand."""
        seen = {part.view.index for part in denials} | {part.view.index for part in told}
        for view in self._scene.views:
            if view.index not in seen and view.zone != "headline":
                denials.extend(self.denials(view))

    def _contrast(self, told: list[Report], denials: list[Denial]) -> Contrast:
        held = [Told(r.view, *clipped(r.view, r.first, r.last), "asserted", r.said_by) for r in told]
        return Contrast("claim.rumour", (*held, *(self.no(d.view, *clipped(d.view, d.first, d.last)) for d in denials)))

    def no(self, view: View, start: int, end: int) -> Told:
        said = self._desk.who(view, start, end) or self._desk.named(
            view, start, end, ("expert", "opposition", "company")
        )
        return Told(view, start, end, "denied", said, False)
