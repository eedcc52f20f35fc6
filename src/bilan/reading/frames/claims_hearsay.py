"""Hearsay: what a page tells as only said, by the press or by nobody, and the words it is told in."""

from collections.abc import Iterator
from itertools import chain
from typing import Final, NamedTuple

from bilan.reading.frames.contrasts import Desk
from bilan.reading.frames.modes import lemma_mode
from bilan.reading.frames.scene import Scene, View
from bilan.reading.grammar.verbs import VerbGroup

_BEFORE: Final = 12
"""Words between the one who says a thing and the words that tie it to what is said."""
_MOST: Final = 6
"""Pieces of hearsay in one sentence; more are no sentence."""


class Report(NamedTuple):
    """What is only said: first and last word, the voice of its source; whether the words themselves doubt it, whether
    a source is named, whether it goes on with what was told before."""

    view: View
    first: int
    last: int
    said_by: str
    doubted: bool
    sourced: bool = True
    continued: bool = False


class Hearsay:
    """Finds the hearsay of a page's sentences, and the words that deny outright."""

    def __init__(self, scene: Scene, desk: Desk) -> None:
        self._scene = scene
        self._desk = desk
        self._words = desk.words

    def reports(self, view: View) -> list[Report]:
        """What the sentence tells as said by others, without overlaps."""
        found: list[Report] = []
        if self._desk.endless(view):
            return found
        every = (self._tied, self._telling, self._by_source, self._opened, self._attributed)
        for report in chain.from_iterable(find(view) for find in every):
            if len(found) < _MOST and not any(report.first <= r.last and r.first <= report.last for r in found):
                found.append(report)
        return found

    def _source(self, view: View, first: int, last: int) -> str | None:
        """The press or rumour, named between two words."""
        if last < first:
            return None
        low, high = view.words[max(0, first)].start, view.words[min(last, len(view.words) - 1)].end
        names = {
            h.payload.name
            for h in self._desk.hits(view, "report.rumour", "report.press")
            if low <= h.start and h.end <= high
        }
        if "report.press" in names:
            return "press"
        return "rumour" if names else None

    def _object(self, view: View, first: int, last: int) -> bool:
        """Whether a noun for what was said stands between two words ("une accusation selon laquelle")."""
        return any(w.form in self._words.denial.objects for w in view.words[max(0, first) : last + 1])

    def _report(self, view: View, first: int, said_by: str | None, doubted: bool = False) -> Iterator[Report]:
        last = self._before_denial(view, first, self.stop(view, first))
        if last - first >= 2:
            conditional = any(g.time == "conditional" for g in view.groups if first <= g.at <= last)
            yield Report(view, first, last, said_by or "rumour", doubted or conditional)

    def _before_denial(self, view: View, first: int, last: int) -> int:
        """`last`, or the word before the predicate that denies it ("la rumeur selon laquelle … est infondée")."""
        denying = [i for i in self.denying(view) if first + 3 < i <= last]
        if not denying:
            return last
        index = min(denying)
        finite = [
            g.first
            for g in view.groups
            if first + 3 < g.first <= index and index - g.first <= 4 and not g.bare and g.tense != "infinitive"
        ]
        return (max(finite) if finite else index) - 1

    def stop(self, view: View, first: int) -> int:
        """The last word of the clause that begins at `first`, its own relatives taken in."""
        last = view.clause(first)[1]
        while (
            last + 1 < len(view.words)
            and not view.words[last + 1].is_mark
            and last - first < 40
            and not self._resumes(view, last + 1)
        ):
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
            if source or doubted or self._object(view, index - _BEFORE, index - 1):
                for report in self._report(view, view.at(hit.end - 1) + 1, source, doubted):
                    yield report._replace(sourced=source is not None or doubted)

    def _telling(self, view: View) -> Iterator[Report]:
        """ "un site affirmait que …", "un article affirmant que …"."""
        for group in self._desk.verbs(view, "report"):
            if group.negated or group.bare or group.tense == "infinitive":
                continue
            source = self._source(view, max(self._opening(view, group), group.first - _BEFORE), group.first - 1)
            that = next(
                (i for i in range(group.last + 1, group.last + 5) if view.form(i) in self._words.report.that), None
            )
            if source is None or self._official_before(view, group):
                continue
            if that is not None:
                yield from self._report(view, that + 1, source)
            else:
                yield from self._named(view, group, source)

    def _opening(self, view: View, group: VerbGroup) -> int:
        """First word of the verb's clause, with the one it hangs on ("un message qui circule prétend …")."""
        first, _ = view.clause(group.at)
        relative = first > 0 and view.form(first) in self._scene.lexis.cues.clause.relatives
        return view.clause(first - 1)[0] if relative else first

    def _named(self, view: View, group: VerbGroup, source: str) -> Iterator[Report]:
        """ "des rumeurs faisaient état d'un départ": a noun phrase, which a mere negation does not answer."""
        last = max(
            (last for sense, last in view.senses(group) if sense.kind == "claim" and sense.name == "naming"),
            default=None,
        )
        if last is not None and view.form(last + 1) in self._scene.lexis.cues.clause.determiners:
            for report in self._report(view, last + 1, source):
                yield report._replace(sourced=False)

    def _official_before(self, view: View, group: VerbGroup) -> bool:
        """Whether somebody of a state is the subject ("dans un message, le ministre assure que …")."""
        low, high = view.words[view.clause(group.at)[0]].start, view.words[group.first].start
        return any(
            a.type == "person" and a.party and low <= a.start < high and view.preposition(a.start) in (None, "between")
            for a in view.actors
        )

    def _by_source(self, view: View) -> Iterator[Report]:
        """ "évoquée par plusieurs médias", "dont bruissait la presse": what stands before is what is said."""
        by = self._scene.lexis.cues.prepositions["by"]
        for group in self._desk.verbs(view, "report"):
            whereof = view.form(group.first - 1) in self._words.report.whereof and not self._inside(
                view, group.first - 1
            )
            if not (whereof or (group.passive and group.tense == "participle")):
                continue
            source = None
            for i in range(group.last + 1, min(group.last + 6, len(view.words))):
                if view.form(i) in by or (whereof and i == group.last + 1):
                    source = self._source(view, i, i + 5)
                    break
            if source is None:
                continue
            before = group.first - 1 - whereof
            while before > 0 and view.words[before].is_mark:
                before -= 1
            first = max(view.clause(before)[0], self._after_verb(view, before))
            if before - first >= 1:
                yield Report(view, first, view.segment(group.last)[1], source, True)

    def _inside(self, view: View, index: int) -> bool:
        """Whether the word belongs to a phrase that takes up a clause ("ce que", "contrairement à ce que")."""
        at = view.words[max(0, index)].start
        return any(h.start <= at < h.end for h in self._desk.hits(view, "denial.resuming"))

    def _after_verb(self, view: View, last: int) -> int:
        nouns = self._scene.lexis.cues.prepositions["from"]
        verbs = (g for g in view.groups if g.last < last and not g.bare and view.form(g.first - 1) not in nouns)
        return max((g.last + 1 for g in verbs), default=0)

    def _opened(self, view: View) -> Iterator[Report]:
        """ "on y lit que …", "on prêtait à … le projet de …"."""
        for hit in self._desk.hits(view, "report.openings", "report.continuing"):
            that = view.form(view.at(hit.end - 1)) in self._words.report.that
            for report in self._report(view, view.at(hit.end - 1) + 1 if that else view.at(hit.start), None, True):
                yield report._replace(continued=hit.payload.name == "report.continuing")

    def _attributed(self, view: View) -> Iterator[Report]:
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

    def denying(self, view: View) -> list[int]:
        """Words that deny outright, wherever they stand in the sentence."""
        return sorted({*self._denying_verbs(view), *self._denying_phrases(view)})

    def _denying_verbs(self, view: View) -> Iterator[int]:
        for group in self._desk.verbs(view, "denial"):
            if group.negated or group.bare or group.time in ("future", "conditional"):
                continue
            above = group.governor
            if group.tense == "infinitive" and (above is None or above.negated or lemma_mode(view, above) == "refuse"):
                continue
            yield group.at

    def _denying_phrases(self, view: View) -> Iterator[int]:
        for hit in self._desk.hits(view, "denial.phrases"):
            yield view.at(hit.start)
