"""Refusals that need no hearsay: verbs of denying and what they deny, the opposite, two voices, charges answered."""

from collections.abc import Iterator
from typing import Final

from bilan.reading.frames.claims_denials import Denials
from bilan.reading.frames.claims_hearsay import Hearsay
from bilan.reading.frames.contrasts import Contrast, Desk, Told, beside, clipped, stems, whole
from bilan.reading.frames.scene import Scene, View
from bilan.reading.grammar.verbs import VerbGroup

_SHORT: Final = 26
"""Words of a sentence that does nothing but deny."""
_LONGEST: Final = 450


class Refusals:
    """Reads the refusals of a page."""

    def __init__(self, scene: Scene, desk: Desk, hearsay: Hearsay, denials: Denials) -> None:
        self._scene = scene
        self._desk = desk
        self._words = desk.words
        self._hearsay = hearsay
        self._denials = denials

    def contrasts(self, taken: frozenset[int]) -> Iterator[Contrast]:
        """`taken`: indices of sentences that hold hearsay with its denial."""
        for view in self._scene.views:
            if self._desk.endless(view):
                continue
            yield from self._resumed(view)
            if view.index not in taken:
                yield from self._bare(view)
            yield from self._opposite(view)
            yield from self._clash(view)
            yield from self._accused(view)

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
                "claim.refuted",
                (Told(view, *held, "asserted", self._desk.who(view, *held)), self._denials.no(view, *denied)),
            )
            return

    def _bare(self, view: View) -> Iterator[Contrast]:
        """ "L'ambassade dément.": what is denied is the sentence before, if it tells what somebody says."""
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
                    (
                        Told(before, *held, "asserted", self._desk.who(before, *held)),
                        self._denials.no(view, *whole(view)),
                    ),
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
                yield Contrast(
                    "claim.opposite", (held, self._denials.no(view, *clipped(view, first, len(view.words) - 1)))
                )
            elif before is not None:
                span = whole(before)
                yield Contrast(
                    "claim.opposite",
                    (
                        Told(before, *span, "asserted", self._desk.who(before, *span)),
                        self._denials.no(view, *whole(view)),
                    ),
                )
            return

    def _says(self, view: View, index: int) -> bool:
        """Whether a verb of saying stands right before word `index`."""
        for group in view.groups:
            near = 0 < index - group.last <= 3 and not group.negated
            if near and self._voiced(view, [group], bare=True):
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

    def _voiced(self, view: View, groups: list[VerbGroup], *, claims: bool = False, bare: bool = False) -> bool:
        """Whether one of the verbs is of saying; with `claims`, of claiming; with `bare`, a participle will do."""
        wanted = ("claim",) if claims else ("claim", "reporting")
        return any(
            sense.kind in wanted and (sense.kind != "claim" or sense.name == "report") and (bare or not g.bare)
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
                if (
                    abs(other.paragraph - view.paragraph) > 1
                    or other is view
                    or not self._denials.leaves_nothing(other, None)
                ):
                    continue
                if own & self._negated_stems(other):
                    held = clipped(view, first, last)
                    yield Contrast(
                        "claim.accused",
                        (
                            Told(view, *held, "asserted", self._desk.who(view, *held)),
                            self._denials.no(other, *whole(other)),
                        ),
                    )
                    return

    def _negated_stems(self, view: View) -> set[str]:
        found: set[str] = set()
        for group in view.groups:
            if group.negated:
                found |= stems(view, group.at, group.at, self._desk.common)
        index = self._denials.absolute(view, None)
        return found | stems(view, index, index + 2, self._desk.common)
