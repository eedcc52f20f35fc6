"""Claims: facts that are no entries, kept so that papers which give them differently can be laid side by side."""

from collections.abc import Iterator
from typing import Final

from bilan.errors import ProofError
from bilan.knowledge.claims import ClaimRule, ClaimRules
from bilan.model.mention import Time
from bilan.model.statement import Statement
from bilan.reading.folding import key
from bilan.reading.frames import slots
from bilan.reading.frames.claims_denials import Denials
from bilan.reading.frames.claims_figures import Figures
from bilan.reading.frames.claims_hearsay import Hearsay
from bilan.reading.frames.claims_refusals import Refusals
from bilan.reading.frames.contrasts import Contrast, Desk, Told, joined
from bilan.reading.frames.draft import LONGEST, SHORTEST
from bilan.reading.frames.scene import Scene, View
from bilan.reading.frames.voice import Voices

_TEXT: Final = "agreement"
_OPENING: Final = 3
"""Sentences, the headline counted, that say what the page is about."""
_APART: Final = 30
"""Words between the two ends of a claim's passage."""
_REACH: Final = 14
"""Words between an event and its day."""


class ClaimReader:
    """Finds the claims of a scene by the rules of `claims.toml`."""

    def __init__(self, rules: ClaimRules, version: str) -> None:
        self._rules = rules
        self._version = version

    def claims(self, scene: Scene, voices: Voices) -> Iterator[Statement]:
        yield from _Page(scene, voices, self._rules, self._version).claims()


class _Page:
    """One page's claims in the making."""

    def __init__(self, scene: Scene, voices: Voices, words: ClaimRules, version: str) -> None:
        self._scene, self._voices, self._words, self._version = scene, voices, words, version
        self._rules = {rule.id: rule for rule in words.rule}

    def claims(self) -> Iterator[Statement]:
        desk = Desk(self._words, self._voices).watch(self._scene)
        for contrast in (*joined(self._refused(desk)), *Figures(self._scene, desk).contrasts()):
            yield from self._sides(contrast)
        yield from self._texts()
        for view in self._scene.views:
            for hit in view.phrases:
                if hit.payload.kind == "claim":
                    rule = self._rules[hit.payload.name]
                    yield from self._claim(view, rule, view.at(hit.start), view.at(hit.end - 1))

    def _refused(self, desk: Desk) -> list[Contrast]:
        """What is denied: hearsay first."""
        hearsay = Hearsay(self._scene, desk)
        denials = Denials(self._scene, desk, hearsay)
        answered = list(denials.contrasts())
        taken = frozenset(side.view.index for contrast in answered for side in contrast.sides)
        return [*answered, *Refusals(self._scene, desk, hearsay, denials).contrasts(taken)]

    def _sides(self, contrast: Contrast) -> Iterator[Statement]:
        """The sides of a contrast; nothing where one is too short or too long to be a proof."""
        rule = self._rules[contrast.rule]
        if not all(SHORTEST <= side.end - side.start <= LONGEST for side in contrast.sides):
            return
        subject = self._subject(contrast.sides[0].start, contrast.sides[0].end)
        for side in contrast.sides:
            yield from self._made(rule, subject, side, contrast.field or rule.field)

    def _subject(self, start: int, end: int) -> str:
        """What a contrast is about, in the words of its first side."""
        return key(self._scene.folded[start:end])[:80]

    def _texts(self) -> Iterator[Statement]:
        """The number of texts in the opening sentences, where the page gives no other."""
        counted = [(v, q) for v in self._scene.views for q in v.quantities if q.unit == _TEXT and q.value >= 2]
        exact = not any(q.approximate or q.bound or q.high for _, q in counted)
        if len({q.value for _, q in counted}) != 1 or not exact or counted[0][0].index >= _OPENING:
            return
        view, quantity = counted[0]
        span = view.span(*view.clause(view.at(quantity.start)))
        for rule in self._words.rule:
            if rule.subject == "texts":
                told = Told(view, *span, str(int(quantity.value)))
                yield from self._made(rule, rule.field, told, rule.field, parties=self._scene.pair)

    def _claim(self, view: View, rule: ClaimRule, first: int, last: int) -> Iterator[Statement]:
        if rule.subject == "denied":
            yield from self._denied(view, rule, first)
        elif rule.subject in ("head", "event"):
            yield from self._dated(view, rule, first, last)

    def _dated(self, view: View, rule: ClaimRule, first: int, last: int) -> Iterator[Statement]:
        """When somebody took office, or when an event was."""
        time = _time(view, last)
        if time is None:
            return
        start, end = slots.dates(time)
        subject = _head(view, first) if rule.subject == "head" else _event(view, first, last)
        if subject is None or start is None:
            return
        low, high = min(first, view.at(time.start)), max(last, view.at(time.end - 1))
        if high - low <= _APART:
            told = Told(view, *view.span(low, high), f"{start}/{end}" if end else start)
            yield from self._made(rule, subject, told, rule.field)

    def _denied(self, view: View, rule: ClaimRule, first: int) -> Iterator[Statement]:
        """The passage before the phrase is what is held, the phrase and what follows is what is denied; or the other
        way round where the phrase opens the sentence."""
        if self._clausal(view, first) and not _saying(view, first):
            return
        if first < 3:
            held, others = self._opening(view, first)
        else:
            held = view.span(view.clause(first - 1)[0], first - 1)
            others = view.words[first].start, view.span(first, len(view.words) - 1)[1]
        if held == others:
            return
        subject = self._subject(
            view.start if first >= 3 else held[0], view.words[first].start if first >= 3 else held[1]
        )
        by = next((h.payload.name for h in view.phrases if h.payload.kind == "voice" and h.start >= others[0]), None)
        yield from self._made(rule, subject, Told(view, *held, "asserted"), rule.field)
        yield from self._made(rule, subject, Told(view, *others, "denied", by, False), rule.field)

    def _clausal(self, view: View, first: int) -> bool:
        """Whether the phrase opens a clause ("contrairement à ce que …"), not a noun phrase."""
        opening = self._words.report.that | self._scene.lexis.cues.clause.relatives
        return any(view.form(i) in opening for i in range(first + 2, first + 4))

    def _opening(self, view: View, first: int) -> tuple[tuple[int, int], tuple[int, int]]:
        """ "Contrairement aux rumeurs, …": what stands behind the comma that ends the phrase is held; the same span
        twice where there is none."""
        commas = (i for i in range(first + 3, min(first + _APART, len(view.words) - 3)) if view.form(i) == ",")
        end = next((i for i in commas if _verb_behind(view, i)), None)
        if end is None:
            whole = (view.start, view.end)
            return whole, whole
        return view.span(end + 1, len(view.words) - 1), view.span(first, end - 1)

    def _made(
        self, rule: ClaimRule, subject: str, told: Told, field: str, *, parties: tuple[str, ...] | None = None
    ) -> Iterator[Statement]:
        """The proved claim; none where its passage is no proof."""
        view, start, end = told.view, told.start, told.end
        if not SHORTEST <= end - start <= LONGEST:
            return
        said_by, speaker = self._voices.of(view, start, end)
        try:
            yield Statement.proved(
                self._scene.document, start, end, kind="claim", head=field, rule=rule.id,
                parties=parties or tuple(sorted(view.states()))[:4], said_by=told.said_by or said_by,
                speaker=None if told.said_by else speaker, asserted=told.asserted, as_of=self._scene.facts.published,
                reader=self._version, slots=(("subject", subject), ("field", field), ("value", told.value)),
            )  # fmt: skip
        except ProofError:
            return


def _saying(view: View, first: int) -> bool:
    """Whether a verb of saying stands soon behind a word."""
    return any(
        sense.kind == "reporting" or (sense.kind == "claim" and sense.name in ("report", "denial"))
        for g in view.groups if first < g.at <= first + 9 for sense, _ in view.senses(g)
    )  # fmt: skip


def _verb_behind(view: View, index: int) -> bool:
    """Whether a verb in a tense of its own stands behind a word."""
    return any(g.at > index and not g.bare and g.tense not in ("infinitive", "gerund") for g in view.groups)


def _time(view: View, index: int) -> Time | None:
    """The calendar time nearest to a word, one behind it before one ahead of it."""
    dated = [t for t in view.times if slots.dates(t)[0] is not None and abs(view.at(t.start) - index) <= _REACH]
    return min(dated, key=lambda t: (view.at(t.start) < index, abs(view.at(t.start) - index)), default=None)


def _head(view: View, first: int) -> str | None:
    """The person named in the sentence, else the head of the writer's country ("his taking office")."""
    people = [a for a in view.actors if a.type == "person" and a.party and view.at(a.start) < first + 8]
    if people:
        return f"head:{people[-1].party}"
    possessive = view.form(first - 1) in view.scene.lexis.cues.clause.determiners
    if not possessive:
        return None
    earlier = (a for other in reversed(view.scene.views[: view.index]) for a in other.actors)
    before = [a for a in earlier if a.type == "person" and a.party]
    home = view.scene.facts.home
    code = home or (before[0].party if before else None)
    return f"head:{code}" if code and (before or home) else None


def _event(view: View, first: int, last: int) -> str | None:
    """The noun with the capitalised words behind it ("sommet Russie-Afrique")."""
    text = view.scene.document.text
    names = []
    for word in view.words[last + 1 : last + 5]:
        if word.is_mark or not text[word.start].isupper():
            break
        names.append(word.form)
    if not names:
        return None
    return key(" ".join([view.scene.folded[view.words[first].start : view.words[last].end], *names]))
