"""Denials: what is said, and by whom it is denied, in one sentence or in two beside each other.

A false alarm costs more than a miss: a negation alone is no denial. It needs hearsay beside it that it answers, a verb or
a word of denying that says what it denies, or two voices of which one says no.
"""

from collections.abc import Iterator
from typing import Final, NamedTuple

from bilan.reading.frames.claims_hearsay import Hearsay, Report
from bilan.reading.frames.contrasts import Contrast, Desk, Told, beside, clipped, stems, whole
from bilan.reading.frames.scene import Scene, View
from bilan.reading.grammar.verbs import VerbGroup

_BEFORE: Final = 12
"""Words beyond which a verb says nothing of a negation."""
_NEAR: Final = 2
"""Sentences between hearsay and its denial."""
_FAR: Final = 3
"""Sentences between hearsay and an answer that takes up its words."""
_EARLY: Final = 10
"""Words of what somebody says before the negation that leaves nothing of it."""
_SHORT: Final = 26
"""Words of a sentence that does nothing but deny."""
_LONGEST: Final = 450


class Denial(NamedTuple):
    """Words that deny; `firm` where they do so whatever stands beside them."""

    view: View
    first: int
    last: int
    firm: bool


class Denials:
    """Reads the denials of a page."""

    def __init__(self, scene: Scene, desk: Desk) -> None:
        self._scene = scene
        self._desk = desk
        self._words = desk.words
        self._hearsay = Hearsay(scene, desk)

    def contrasts(self) -> Iterator[Contrast]:
        views = [view for view in self._scene.views if not self._desk.endless(view)]
        reports = [r for view in views for r in self._hearsay.reports(view)]
        taken: set[int] = set()
        for told, denials in self._together(list(self._answered(reports))):
            taken.update(report.view.index for report in told)
            taken.update(denial.view.index for denial in denials)
            yield self._contrast("claim.rumour", told, denials)
        for view in views:
            yield from self._resumed(view)
            if view.index not in taken:
                yield from self._bare(view)
            yield from self._opposite(view)
            yield from self._clash(view)
            yield from self._accused(view)

    def _denials(self, view: View, avoid: Report | None = None) -> Iterator[Denial]:
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
        if self._leaves_nothing(view, avoid):
            first, last = self._part(view, self._absolute(view, avoid), avoid)
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

    def _absolute(self, view: View, avoid: Report | None) -> int:
        for i, word in enumerate(view.words):
            if word.form in self._words.denial.absolute and not (
                avoid is not None and avoid.view is view and avoid.first <= i <= avoid.last
            ):
                return i
        return -1

    def _leaves_nothing(self, view: View, avoid: Report | None) -> bool:
        """A quoted or official negation that leaves nothing ("aucun hectare n'a été loué"), and is of what is."""
        index = self._absolute(view, avoid)
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
                for denial in self._denials(view, report):
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
        """Whether a mere negation that takes up no word answers the hearsay: it stands in its sentence or follows it."""
        return report.sourced and 0 <= denial.view.index - report.view.index <= 1

    def _contrast(self, rule: str, told: list[Report], denials: list[Denial]) -> Contrast:
        held = [Told(r.view, *clipped(r.view, r.first, r.last), "asserted", r.said_by) for r in told]
        return Contrast(rule, (*held, *(self._no(d.view, *clipped(d.view, d.first, d.last)) for d in denials)))

    def _no(self, view: View, start: int, end: int) -> Told:
        said = self._desk.who(view, start, end) or self._desk.named(
            view, start, end, ("expert", "opposition", "company")
        )
        return Told(view, start, end, "denied", said, False)

    def _resumed(self, view: View) -> Iterator[Contrast]:
        """ "…, ce que dément le ministère"."""
        for hit in self._desk.hits(view, "denial.resuming"):
            index = view.at(hit.start)
            verb = next((g for g in self._desk.verbs(view, "denial") if 0 < g.at - index <= 9 and not g.negated), None)
            if verb is None or index < 4 or verb.at > view.clause(view.at(hit.end - 1))[1]:
                continue
            last = index - 1
            while last > 0 and view.words[last].is_mark:
                last -= 1
            first, _ = view.clause(last)
            held = clipped(view, first, last)
            denied = clipped(view, index, view.clause(verb.at)[1])
            yield Contrast(
                "claim.refuted", (Told(view, *held, "asserted", self._desk.who(view, *held)), self._no(view, *denied))
            )
            return

    def _bare(self, view: View) -> Iterator[Contrast]:
        """ "L'ambassade dément.", "Il a démenti ces informations.": the sentence before is what is denied, if it is said by somebody."""
        if len(view.words) > _SHORT or view.zone == "headline":
            return
        for group in self._desk.verbs(view, "denial"):
            if (
                group.negated
                or group.passive
                or group.time in ("future", "conditional", "none")
                or not self._takes_up(view, group)
            ):
                continue
            before = next(
                (v for v in beside(self._scene.views, view, 1) if v.index < view.index and self._said(v)), None
            )
            if before is None:
                return
            held = whole(before)
            if held[1] - held[0] <= _LONGEST:
                yield Contrast(
                    "claim.refuted",
                    (Told(before, *held, "asserted", self._desk.who(before, *held)), self._no(view, *whole(view))),
                )
            return

    def _takes_up(self, view: View, group: VerbGroup) -> bool:
        """Whether the verb has no object of its own, or one that stands for what was said."""
        clitics = self._scene.lexis.cues.clause.clitics
        if any(
            view.form(i) in clitics and view.form(i) not in self._scene.lexis.cues.clause.subject_pronouns
            for i in range(group.first - 1, group.at)
        ):
            return True
        behind = [w.form for w in view.words[group.last + 1 : group.last + 6]]
        adverb = self._scene.lexis.cues.clause.adverb_ending
        rest = [w for w in behind if not w.endswith(adverb)]
        if not rest or rest[0] in '.,;!:»"':
            return True
        return rest[0] in self._scene.lexis.cues.clause.determiners and any(
            w in self._words.denial.objects for w in rest[1:3]
        )

    def _said(self, view: View) -> bool:
        """Whether the sentence tells what somebody says: hearsay, a verb of saying, a charge."""
        if self._hearsay.reports(view) or self._desk.hits(view, "contrast.accusing"):
            return True
        if any(g.time == "conditional" for g in view.groups):
            return True
        return any(
            sense.kind == "reporting" for g in view.groups for sense, _ in view.senses(g)
        ) and not self._denial_in(view)

    def _denial_in(self, view: View) -> bool:
        return bool(self._hearsay.denying(view))

    def _opposite(self, view: View) -> Iterator[Contrast]:
        """ "… assure le contraire"."""
        for hit in self._desk.rule_hits(view, "claim.opposite"):
            index = view.at(hit.start)
            if view.words[index - 1].is_mark or not self._says(view, index):
                continue
            before = next(
                (v for v in beside(self._scene.views, view, 1) if v.index < view.index and len(v.words) > 4), None
            )
            first, _ = view.clause(index)
            joint = next(
                (view.at(h.start) for h in self._desk.hits(view, "contrast.whereas") if view.at(h.start) < index), first
            )
            first = min(first, joint)
            if first > 5:
                held = Told(view, *clipped(view, 0, first - 1), "asserted", None)
                yield Contrast("claim.opposite", (held, self._no(view, *clipped(view, first, len(view.words) - 1))))
            elif before is not None:
                span = whole(before)
                yield Contrast(
                    "claim.opposite",
                    (Told(before, *span, "asserted", self._desk.who(before, *span)), self._no(view, *whole(view))),
                )
            return

    def _says(self, view: View, index: int) -> bool:
        """Whether a verb of saying stands right before word `index`."""
        for group in view.groups:
            if 0 < index - group.last <= 3 and not group.negated:
                if any(
                    sense.kind == "reporting" or (sense.kind == "claim" and sense.name == "report")
                    for sense, _ in view.senses(group)
                ):
                    return True
        return False

    def _clash(self, view: View) -> Iterator[Contrast]:
        """ "… n'a pas été abordée, a assuré X, alors que Y affirmait …"."""
        if self._desk.rule_hits(view, "claim.opposite"):
            return
        for hit in self._desk.hits(view, "contrast.whereas"):
            index = view.at(hit.start)
            left = [g for g in view.groups if g.at < index]
            right = [g for g in view.groups if g.at > index]
            if not (self._voiced(view, left) and self._voiced(view, right, claims=True)):
                continue
            if any(g.negated for g in left) == any(g.negated for g in right):
                continue
            one, other = clipped(view, 0, index - 1), clipped(view, index, len(view.words) - 1)
            who = self._speaker(view, left), self._speaker(view, right)
            if who[0] == who[1]:
                continue
            no = any(g.negated for g in left)
            sides = (
                Told(view, *one, "denied" if no else "asserted", who[0], not no),
                Told(view, *other, "asserted" if no else "denied", who[1], no),
            )
            if one[1] - one[0] <= _LONGEST and other[1] - other[0] <= _LONGEST:
                yield Contrast("claim.clash", sides)
            return

    def _speaker(self, view: View, groups: list[VerbGroup]) -> str | None:
        """Who stands at the last verb of saying: behind it where it is inverted, else before it."""
        saying = [g for g in groups if self._voiced(view, [g])]
        if not saying:
            return None
        group = saying[-1]
        first, last = view.segment(group.at)
        inverted = group.first <= first + 1 and first > 0
        low, high = (group.last, last) if inverted else (view.clause(group.at)[0], group.first)
        return self._desk.named(view, view.words[low].start, view.words[high].end)

    def _voiced(self, view: View, groups: list[VerbGroup], *, claims: bool = False) -> bool:
        wanted = ("claim",) if claims else ("claim", "reporting")
        return any(
            sense.kind in wanted and (sense.kind != "claim" or sense.name == "report") and not g.bare
            for g in groups
            for sense, _ in view.senses(g)
        )

    def _accused(self, view: View) -> Iterator[Contrast]:
        """A charge, and within three sentences a quoted negation that takes up its words."""
        for hit in self._desk.hits(view, "contrast.accusing"):
            first = view.at(hit.end - 1) + 1
            if first + 2 >= len(view.words):
                continue
            last = self._hearsay.stop(view, first)
            own = stems(view, first, last, self._desk.common)
            for other in self._scene.views[view.index : view.index + 4]:
                if abs(other.paragraph - view.paragraph) > 1 or other is view or not self._leaves_nothing(other, None):
                    continue
                if own & self._negated_stems(other):
                    held = clipped(view, first, last)
                    yield Contrast(
                        "claim.accused",
                        (Told(view, *held, "asserted", self._desk.who(view, *held)), self._no(other, *whole(other))),
                    )
                    return

    def _negated_stems(self, view: View) -> set[str]:
        found: set[str] = set()
        for group in view.groups:
            if group.negated:
                found |= stems(view, group.at, group.at, self._desk.common)
        index = self._absolute(view, None)
        return found | stems(view, index, index + 2, self._desk.common)
