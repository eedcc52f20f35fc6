"""Claims: facts that are no entries, kept so that papers which give them differently can be laid side by side."""

from collections.abc import Iterator

from bilan.errors import ProofError
from bilan.knowledge.claims import ClaimRule, ClaimRules
from bilan.model.statement import Statement
from bilan.reading.folding import key
from bilan.reading.frames import slots
from bilan.reading.frames.claims_denials import Denials
from bilan.reading.frames.claims_figures import Figures
from bilan.reading.frames.contrasts import Contrast, Desk
from bilan.reading.frames.draft import LONGEST, SHORTEST
from bilan.reading.frames.scene import Scene, View
from bilan.reading.frames.voice import Voices


class ClaimReader:
    """Finds the claims of a scene by the rules of `claims.toml`."""

    def __init__(self, rules: ClaimRules, version: str) -> None:
        self._rules = {rule.id: rule for rule in rules.rule}
        self._words = rules
        self._version = version

    def claims(self, scene: Scene, voices: Voices) -> Iterator[Statement]:
        desk = Desk(self._words, voices)
        for contrast in (*Denials(scene, desk).contrasts(), *Figures(scene, desk).contrasts()):
            yield from self._sides(scene, contrast, voices)
        for view in scene.views:
            for hit in view.phrases:
                if hit.payload.kind == "claim":
                    rule = self._rules[hit.payload.name]
                    yield from self._claim(scene, voices, view, rule, view.at(hit.start), view.at(hit.end - 1))

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
        time = slots.time_of(view, last, reach=14)
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
        """The passage before the phrase is what is held, the phrase and what follows is what is denied."""
        if first < 3:
            return
        subject = key(view.scene.folded[view.start : view.words[first].start])[:80]
        before = view.span(view.clause(first - 1)[0], first - 1)
        after = (view.words[first].start, view.span(first, len(view.words) - 1)[1])
        yield from self._made(scene, voices, view, before, rule, subject, "asserted", True)
        yield from self._made(scene, voices, view, after, rule, subject, "denied", False)

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
