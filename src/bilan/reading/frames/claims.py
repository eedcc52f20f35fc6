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
from bilan.reading.frames.contrasts import Contrast, Desk
from bilan.reading.frames.draft import LONGEST, SHORTEST
from bilan.reading.frames.scene import Scene, View
from bilan.reading.frames.voice import Voices

_TEXT: Final = "agreement"
_OPENING: Final = 3
"""Sentences, the headline counted, that say what the page is about."""
_REACH: Final = 14
"""Words between an event and its day."""


class ClaimReader:
    """Finds the claims of a scene by the rules of `claims.toml`."""

    def __init__(self, rules: ClaimRules, version: str) -> None:
        self._rules = {rule.id: rule for rule in rules.rule}
        self._words = rules
        self._version = version

    def claims(self, scene: Scene, voices: Voices) -> Iterator[Statement]:
        desk = Desk(self._words, voices).watch(scene)
        for contrast in (*Denials(scene, desk).contrasts(), *Figures(scene, desk).contrasts()):
            yield from self._sides(scene, contrast, voices)
        yield from self._texts(scene, voices)
        for view in scene.views:
            for hit in view.phrases:
                if hit.payload.kind == "claim":
                    rule = self._rules[hit.payload.name]
                    yield from self._claim(scene, voices, view, rule, view.at(hit.start), view.at(hit.end - 1))

    def _texts(self, scene: Scene, voices: Voices) -> Iterator[Statement]:
        """The number of texts in the opening sentences, where the page gives no other."""
        counted = [(view, q) for view in scene.views for q in view.quantities if q.unit == _TEXT and q.value >= 2]
        exact = not any(q.approximate or q.bound or q.high for _, q in counted)
        if len({q.value for _, q in counted}) != 1 or not exact or counted[0][0].index >= _OPENING:
            return
        view, quantity = counted[0]
        index = view.at(quantity.start)
        span = view.span(*view.clause(index))
        for rule in self._rules.values():
            if rule.subject == "texts" and SHORTEST <= span[1] - span[0] <= LONGEST:
                yield Statement.proved(
                    scene.document, *span, kind="claim", head=rule.field, rule=rule.id, parties=scene.pair, said_by=voices.of(view, *span)[0],
                    as_of=scene.facts.published, reader=self._version,
                    slots=(("subject", rule.field), ("field", rule.field), ("value", str(int(quantity.value)))),
                )  # fmt: skip

    def _sides(self, scene: Scene, contrast: Contrast, voices: Voices) -> Iterator[Statement]:
        """Both sides of a contrast; nothing where one is too short or too long to be a proof."""
        rule = self._rules[contrast.rule]
        if not all(SHORTEST <= side.end - side.start <= LONGEST for side in contrast.sides):
            return
        first = contrast.sides[0]
        subject = key(scene.folded[first.start : first.end])[:80]
        for side in contrast.sides:
            said_by = side.said_by or voices.of(side.view, side.start, side.end)[0]
            yield Statement.proved(
                scene.document, side.start, side.end, kind="claim", head=contrast.field or rule.field, rule=rule.id,
                parties=tuple(sorted(side.view.states()))[:4], said_by=said_by, asserted=side.asserted, as_of=scene.facts.published,
                reader=self._version, slots=(("subject", subject), ("field", contrast.field or rule.field), ("value", side.value)),
            )  # fmt: skip

    def _claim(
        self, scene: Scene, voices: Voices, view: View, rule: ClaimRule, first: int, last: int
    ) -> Iterator[Statement]:
        if rule.subject not in ("head", "event", "denied"):
            return
        if rule.subject == "denied":
            yield from self._denied(scene, voices, view, rule, first)
            return
        time = _time(view, last)
        if time is None:
            return
        start, end = slots.dates(time)
        subject = _head(view, first) if rule.subject == "head" else _event(view, first, last)
        if subject is None or start is None:
            return
        low, high = min(first, view.at(time.start)), max(last, view.at(time.end - 1))
        if high - low > 30:
            return
        value = f"{start}/{end}" if end else start
        yield from self._made(scene, voices, view, view.span(low, high), rule, subject, value, True)

    def _denied(self, scene: Scene, voices: Voices, view: View, rule: ClaimRule, first: int) -> Iterator[Statement]:
        """The passage before the phrase is what is held, the phrase and what follows is what is denied; or the other way round
        where the phrase opens the sentence."""
        if self._clausal(view, first) and not _saying(view, first):
            return
        if first < 3:
            yield from self._opening(scene, voices, view, rule, first)
            return
        subject = key(view.scene.folded[view.start : view.words[first].start])[:80]
        before = view.span(view.clause(first - 1)[0], first - 1)
        after = (view.words[first].start, view.span(first, len(view.words) - 1)[1])
        yield from self._made(scene, voices, view, before, rule, subject, "asserted", True)
        yield from self._made(scene, voices, view, after, rule, subject, "denied", False)

    def _clausal(self, view: View, first: int) -> bool:
        """Whether the phrase opens a clause ("contrairement à ce que …"), not a noun phrase."""
        return any(view.form(i) in self._words.report.that or view.form(i) in view.scene.lexis.cues.clause.relatives for i in range(first + 2, first + 4))

    def _opening(self, scene: Scene, voices: Voices, view: View, rule: ClaimRule, first: int) -> Iterator[Statement]:
        """ "Contrairement aux rumeurs, …": what stands before the comma that ends the phrase is what others said."""
        end = next((i for i in range(first + 4, min(first + 30, len(view.words))) if view.form(i) == "," and _verb_behind(view, i)), None)
        if end is None or end + 3 >= len(view.words):
            return
        others, held = view.span(first, end - 1), view.span(end + 1, len(view.words) - 1)
        subject = key(scene.folded[held[0] : held[1]])[:80]
        yield from self._made(scene, voices, view, others, rule, subject, "denied", False)
        yield from self._made(scene, voices, view, held, rule, subject, "asserted", True)

    def _made(
        self, scene: Scene, voices: Voices, view: View, span: tuple[int, int], rule: ClaimRule, subject: str, value: str,
        asserted: bool,
    ) -> Iterator[Statement]:  # fmt: skip
        start, end = span
        if not SHORTEST <= end - start <= LONGEST:
            return
        said_by, speaker = voices.of(view, start, end)
        if not asserted:
            said_by = next((h.payload.name for h in view.phrases if h.payload.kind == "voice" and h.start >= start), said_by)
        try:
            yield Statement.proved(
                scene.document, start, end, kind="claim", head=rule.field, rule=rule.id, parties=tuple(sorted(view.states()))[:4],
                said_by=said_by, speaker=speaker, asserted=asserted, as_of=scene.facts.published, reader=self._version,
                slots=(("subject", subject), ("field", rule.field), ("value", value)),
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
    """Whether a verb in a tense of its own stands behind a word and none between it and the next comma was passed."""
    return any(g.at > index and not g.bare and g.tense not in ("infinitive", "gerund") for g in view.groups)


def _time(view: View, index: int) -> Time | None:
    """The calendar time nearest to a word, one behind it before one ahead of it."""
    dated = [t for t in view.times if slots.dates(t)[0] is not None and abs(view.at(t.start) - index) <= _REACH]
    return min(dated, key=lambda t: (view.at(t.start) < index, abs(view.at(t.start) - index)), default=None)


def _head(view: View, first: int) -> str | None:
    """The person named in the sentence, else the head of the writer's country where the words are "his taking office"."""
    people = [a for a in view.actors if a.type == "person" and a.party and view.at(a.start) < first + 8]
    if people:
        return f"head:{people[-1].party}"
    possessive = view.form(first - 1) in view.scene.lexis.cues.clause.determiners
    if not possessive:
        return None
    before = [a for other in reversed(view.scene.views[: view.index]) for a in other.actors if a.type == "person" and a.party]
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
