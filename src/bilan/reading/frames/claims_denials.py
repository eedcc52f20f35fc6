"""Denials: what is said, and by whom it is denied, in one sentence or in two beside each other.

A false alarm costs more than a miss: a negation alone is no denial. It needs hearsay beside it that it answers, a verb or
a word of denying that says what it denies, or two voices of which one says no.
"""

from collections.abc import Iterator
from typing import Final, NamedTuple

from bilan.reading.frames.contrasts import Contrast, Desk, Told, beside, clipped, stems, whole
from bilan.reading.frames.scene import Scene, View
from bilan.reading.grammar.verbs import VerbGroup

_BEFORE: Final = 12
"""Words between the one who says a thing and the words that tie it to what is said."""
_NEAR: Final = 2
"""Sentences between hearsay and its denial."""
_SHORT: Final = 26
"""Words of a sentence that does nothing but deny."""
_LONGEST: Final = 450


class Report(NamedTuple):
    """What is only said: its passage, first and last word; the rank of its source; whether the words themselves doubt it."""

    view: View
    first: int
    last: int
    said_by: str
    doubted: bool


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
        self._common = frozenset()  # type: frozenset[str]
        self._words = desk.words

    def contrasts(self) -> Iterator[Contrast]:
        views = self._scene.views
        reports = [r for view in views for r in self._reports(view)]
        taken: set[int] = set()
        for report, denials in self._answered(reports):
            taken.update(d.view.index for d in denials)
            taken.add(report.view.index)
            yield self._contrast("claim.rumour", report, denials)
        for view in views:
            yield from self._resumed(view)
            if view.index not in taken:
                yield from self._bare(view)
            yield from self._opposite(view)
            yield from self._clash(view)
            yield from self._accused(view)

    # -- hearsay ------------------------------------------------------------------------------------------------------

    def _reports(self, view: View) -> list[Report]:
        """What the sentence tells as said by others, without overlaps."""
        found: list[Report] = []
        for report in (*self._tied(view), *self._telling(view), *self._by_source(view), *self._opened(view), *self._hearsay(view)):
            if not any(report.first <= r.last and r.first <= report.last for r in found):
                found.append(report)
        return found

    def _source(self, view: View, first: int, last: int) -> str | None:
        """The press or rumour, named between two words."""
        if last < first:
            return None
        low, high = view.words[max(0, first)].start, view.words[min(last, len(view.words) - 1)].end
        names = {h.payload.name for h in self._desk.hits(view, "report.rumour", "report.press") if low <= h.start and h.end <= high}
        if "report.press" in names:
            return "press"
        return "rumour" if names else None

    def _report(self, view: View, first: int, said_by: str | None, doubted: bool = False) -> Iterator[Report]:
        last = self._stop(view, first)
        if last - first >= 2:
            conditional = any(g.time == "conditional" for g in view.groups if first <= g.at <= last)
            yield Report(view, first, last, said_by or "rumour", doubted or conditional)

    def _stop(self, view: View, first: int) -> int:
        """The last word of the clause that begins at `first`, its own relatives taken in."""
        last = view.clause(first)[1]
        while last + 1 < len(view.words) and not view.words[last + 1].is_mark and last - first < 40 and not self._resumes(view, last + 1):
            last = view.clause(last + 1)[1]
        return last

    def _resumes(self, view: View, index: int) -> bool:
        at = view.words[index].start
        return any(h.start == at for h in self._desk.hits(view, "contrast.whereas", "denial.resuming"))

    def _tied(self, view: View) -> Iterator[Report]:
        """ "une vidéo selon laquelle …"."""
        for hit in self._desk.hits(view, "report.ties"):
            index = view.at(hit.start)
            source = self._source(view, index - _BEFORE, index - 1)
            doubted = any(view.at(h.start) < index for h in self._desk.hits(view, "report.doubt"))
            if source or doubted:
                yield from self._report(view, view.at(hit.end - 1) + 1, source, doubted)

    def _telling(self, view: View) -> Iterator[Report]:
        """ "un site affirmait que …", "un article affirmant que …"."""
        for group in self._desk.verbs(view, "report"):
            if group.negated or group.bare or group.tense == "infinitive":
                continue
            source = self._source(view, max(view.clause(group.at)[0], group.first - _BEFORE), group.first - 1)
            that = next((i for i in range(group.last + 1, group.last + 5) if view.form(i) in self._words.report.that), None)
            if source and that is not None and not self._official_before(view, group):
                yield from self._report(view, that + 1, source)

    def _official_before(self, view: View, group: VerbGroup) -> bool:
        """Whether somebody of a state is the subject ("dans un message, le ministre assure que …")."""
        low, high = view.words[view.clause(group.at)[0]].start, view.words[group.first].start
        return any(
            a.type == "person" and a.party and low <= a.start < high and view.preposition(a.start) in (None, "between") for a in view.actors
        )

    def _by_source(self, view: View) -> Iterator[Report]:
        """ "évoquée par plusieurs médias", "dont bruissait la presse": what stands before is what is said."""
        by = self._scene.lexis.cues.prepositions["by"]
        for group in self._desk.verbs(view, "report"):
            whereof = view.form(group.first - 1) in self._words.report.whereof
            if not (whereof or (group.passive and group.tense == "participle")):
                continue
            source = None
            for i in range(group.last + 1, min(group.last + 6, len(view.words))):
                if view.form(i) in by or (whereof and i == group.last + 1):
                    source = self._source(view, i, i + 5)
                    break
            if source is None:
                continue
            last = group.first - 1 - whereof
            while last > 0 and view.words[last].is_mark:
                last -= 1
            first = max(view.clause(last)[0], self._after_verb(view, last))
            if last - first >= 1:
                yield Report(view, first, last, source, True)

    def _after_verb(self, view: View, last: int) -> int:
        return max((g.last + 1 for g in view.groups if g.last < last and not g.bare), default=0)

    def _opened(self, view: View) -> Iterator[Report]:
        """ "on y lit que …", "on prêtait à … le projet de …"."""
        for hit in self._desk.hits(view, "report.openings"):
            that = view.form(view.at(hit.end - 1)) in self._words.report.that
            yield from self._report(view, view.at(hit.end - 1) + 1 if that else view.at(hit.start), None, True)

    def _hearsay(self, view: View) -> Iterator[Report]:
        """ "Selon ce journal, … auraient signé …"."""
        for hit in view.phrases:
            if hit.payload.kind != "attribution":
                continue
            index = view.at(hit.end - 1)
            last = view.segment(index + 1)[1] if index + 1 < len(view.words) else index
            source = self._source(view, index + 1, last)
            group = next((g for g in view.groups if g.time == "conditional" and g.at > last), None)
            if source and group is not None and last + 1 < len(view.words):
                yield from self._report(view, last + 1, source, True)

    # -- denials ------------------------------------------------------------------------------------------------------

    def _denials(self, view: View, avoid: Report | None = None) -> Iterator[Denial]:
        """The words of a sentence that deny, firm ones first; with `avoid`, those outside that passage."""
        firm = sorted({*self._denying_verbs(view), *self._denying_phrases(view), *self._curt(view)})
        for index in firm:
            if avoid is not None and avoid.view is view and avoid.first <= index <= avoid.last:
                continue
            first, last = self._part(view, index, avoid)
            yield Denial(view, first, last, True)
            return
        if self._leaves_nothing(view, avoid):
            first, last = self._part(view, self._absolute(view, avoid), avoid)
            yield Denial(view, first, last, False)

    def _part(self, view: View, index: int, avoid: Report | None) -> tuple[int, int]:
        """The sentence, or its part on the one side of the passage to avoid."""
        if avoid is None or avoid.view is not view:
            return 0, len(view.words) - 1
        return (0, avoid.first - 1) if index < avoid.first else (avoid.last + 1, len(view.words) - 1)

    def _denying_verbs(self, view: View) -> Iterator[int]:
        for group in self._desk.verbs(view, "denial"):
            if group.negated or group.time in ("future", "conditional") or (group.bare and not group.passive):
                continue
            if group.tense == "infinitive" and group.governor is None:
                continue
            yield group.at

    def _denying_phrases(self, view: View) -> Iterator[int]:
        for hit in self._desk.hits(view, "denial.phrases"):
            yield view.at(hit.start)

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
            if word.form in self._words.denial.absolute and not (avoid is not None and avoid.view is view and avoid.first <= i <= avoid.last):
                return i
        return -1

    def _leaves_nothing(self, view: View, avoid: Report | None) -> bool:
        """A quoted or official negation that leaves nothing ("aucun hectare n'a été loué")."""
        return self._absolute(view, avoid) >= 0 and self._desk.quoted(view)

    # -- hearsay answered ---------------------------------------------------------------------------------------------

    def _answered(self, reports: list[Report]) -> Iterator[tuple[Report, list[Denial]]]:
        """Each piece of hearsay with the denials beside it; a sentence answers the nearest piece only."""
        by_view: dict[int, list[tuple[int, Report, Denial]]] = {}
        for report in reports:
            for view in (report.view, *beside(self._scene.views, report.view, _NEAR, _NEAR)):
                distance = abs(view.index - report.view.index)
                for denial in self._denials(view, report):
                    if denial.firm or self._meets(report, denial, distance):
                        by_view.setdefault(view.index, []).append((distance, report, denial))
        answers: dict[tuple[int, int], tuple[Report, list[Denial]]] = {}
        for candidates in by_view.values():
            distance, report, denial = min(candidates, key=lambda c: (c[0], c[1].view.index > c[2].view.index, c[1].view.index, c[1].first))
            answers.setdefault((report.view.index, report.first), (report, []))[1].append(denial)
        for report, denials in answers.values():
            yield report, sorted(denials, key=lambda d: (d.view.index, d.first))

    def _meets(self, report: Report, denial: Denial, distance: int) -> bool:
        """Whether a mere negation answers the hearsay: it stands beside it, or takes up its words."""
        if report.doubted and distance <= 1:
            return True
        own = stems(report.view, report.first, report.last, self._common)
        return bool(own & stems(denial.view, denial.first, denial.last, self._common)) or distance == 0 or (distance == 1 and denial.view.index > report.view.index)

    def _contrast(self, rule: str, report: Report, denials: list[Denial]) -> Contrast:
        start, end = clipped(report.view, report.first, report.last)
        held = Told(report.view, start, end, "asserted", report.said_by)
        return Contrast(rule, (held, *(self._no(d.view, *clipped(d.view, d.first, d.last)) for d in denials)))

    def _no(self, view: View, start: int, end: int) -> Told:
        said = self._desk.who(view, start, end) or self._desk.named(view, start, end, ("expert", "opposition", "company"))
        return Told(view, start, end, "denied", said, False)

    # -- without hearsay ----------------------------------------------------------------------------------------------

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
            yield Contrast("claim.refuted", (Told(view, *held, "asserted", self._desk.who(view, *held)), self._no(view, *denied)))
            return

    def _bare(self, view: View) -> Iterator[Contrast]:
        """ "L'ambassade dément.", "Il a démenti ces informations.": the sentence before is what is denied, if it is said by somebody."""
        if len(view.words) > _SHORT or view.zone == "headline":
            return
        for group in self._desk.verbs(view, "denial"):
            if group.negated or group.passive or group.time in ("future", "conditional", "none") or not self._takes_up(view, group):
                continue
            before = next((v for v in beside(self._scene.views, view, 1) if v.index < view.index and self._said(v)), None)
            if before is None:
                return
            held = whole(before)
            if held[1] - held[0] <= _LONGEST:
                yield Contrast("claim.refuted", (Told(before, *held, "asserted", self._desk.who(before, *held)), self._no(view, *whole(view))))
            return

    def _takes_up(self, view: View, group: VerbGroup) -> bool:
        """Whether the verb has no object of its own, or one that stands for what was said."""
        clitics = self._scene.lexis.cues.clause.clitics
        if any(view.form(i) in clitics and view.form(i) not in self._scene.lexis.cues.clause.subject_pronouns for i in range(group.first - 1, group.at)):
            return True
        behind = [w.form for w in view.words[group.last + 1 : group.last + 6]]
        adverb = self._scene.lexis.cues.clause.adverb_ending
        rest = [w for w in behind if not w.endswith(adverb)]
        if not rest or rest[0] in ".,;!:»\"":
            return True
        return rest[0] in self._scene.lexis.cues.clause.determiners and any(w in self._words.denial.objects for w in rest[1:3])

    def _said(self, view: View) -> bool:
        """Whether the sentence tells what somebody says: hearsay, a verb of saying, a charge."""
        if self._reports(view) or self._desk.hits(view, "contrast.accusing"):
            return True
        if any(g.time == "conditional" for g in view.groups):
            return True
        return any(sense.kind == "reporting" for g in view.groups for sense, _ in view.senses(g)) and not self._denial_in(view)

    def _denial_in(self, view: View) -> bool:
        return any(True for _ in self._denying_verbs(view)) or any(True for _ in self._denying_phrases(view))

    def _opposite(self, view: View) -> Iterator[Contrast]:
        """ "… assure le contraire"."""
        for hit in self._desk.rule_hits(view, "claim.opposite"):
            index = view.at(hit.start)
            if view.words[index - 1].is_mark or not self._says(view, index):
                continue
            before = next((v for v in beside(self._scene.views, view, 1) if v.index < view.index and len(v.words) > 4), None)
            first, _ = view.clause(index)
            if first > 5:
                held = Told(view, *clipped(view, 0, first - 1), "asserted", None)
                yield Contrast("claim.opposite", (held, self._no(view, *clipped(view, first, len(view.words) - 1))))
            elif before is not None:
                span = whole(before)
                yield Contrast("claim.opposite", (Told(before, *span, "asserted", self._desk.who(before, *span)), self._no(view, *whole(view))))
            return

    def _says(self, view: View, index: int) -> bool:
        """Whether a verb of saying stands right before word `index`."""
        for group in view.groups:
            if 0 < index - group.last <= 3 and not group.negated:
                if any(sense.kind == "reporting" or (sense.kind == "claim" and sense.name == "report") for sense, _ in view.senses(group)):
                    return True
        return False

    def _clash(self, view: View) -> Iterator[Contrast]:
        """ "… n'a pas été abordée, a assuré X, alors que Y affirmait …"."""
        for hit in self._desk.hits(view, "contrast.whereas"):
            index = view.at(hit.start)
            left = [g for g in view.groups if g.at < index]
            right = [g for g in view.groups if g.at > index]
            if not (self._voiced(view, left) and self._voiced(view, right, claims=True)):
                continue
            if any(g.negated for g in left) == any(g.negated for g in right):
                continue
            one, other = clipped(view, 0, index - 1), clipped(view, index, len(view.words) - 1)
            if self._desk.named(view, *one) == self._desk.named(view, *other):
                continue
            sides = (Told(view, *one, "denied", self._desk.named(view, *one)), Told(view, *other, "asserted", self._desk.named(view, *other)))
            if one[1] - one[0] <= _LONGEST and other[1] - other[0] <= _LONGEST:
                yield Contrast("claim.clash", sides)
            return

    def _voiced(self, view: View, groups: list[VerbGroup], *, claims: bool = False) -> bool:
        wanted = ("claim",) if claims else ("claim", "reporting")
        return any(
            sense.kind in wanted and (sense.kind != "claim" or sense.name == "report") and not g.bare for g in groups for sense, _ in view.senses(g)
        )

    def _accused(self, view: View) -> Iterator[Contrast]:
        """A charge, and within three sentences a quoted negation that takes up its words."""
        for hit in self._desk.hits(view, "contrast.accusing"):
            first = view.at(hit.end - 1) + 1
            if first + 2 >= len(view.words):
                continue
            last = self._stop(view, first)
            own = stems(view, first, last, self._common)
            for other in self._scene.views[view.index : view.index + 4]:
                if abs(other.paragraph - view.paragraph) > 1 or other is view or not self._leaves_nothing(other, None):
                    continue
                if own & self._negated_stems(other):
                    held = clipped(view, first, last)
                    yield Contrast("claim.accused", (Told(view, *held, "asserted", self._desk.who(view, *held)), self._no(other, *whole(other))))
                    return

    def _negated_stems(self, view: View) -> set[str]:
        found: set[str] = set()
        for group in view.groups:
            if group.negated:
                found |= stems(view, group.at, group.at, self._common)
        return found
