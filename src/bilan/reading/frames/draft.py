"""A statement in the making: what a frame has found, and the common way to finish it."""

import msgspec

from bilan.errors import ProofError
from bilan.model.mention import Gap
from bilan.model.statement import Amount, Part, Statement
from bilan.reading.folding import fold
from bilan.reading.frames import slots
from bilan.reading.frames.scene import Scene, View
from bilan.reading.frames.voice import Voices

LONGEST, SHORTEST = 450, 12
_BY_NOW = frozenset({"held", "signed", "ratified", "agreed", "delivered"})
"""What a page says has happened has happened by the day of the page."""


class Draft(msgspec.Struct, kw_only=True):
    """What a frame found.

    `first`, `last` are words of the passage that proves it; `trigger` the word that carries the kind, `deed` the verb
    of a commitment.
    """

    kind: str
    rule: str
    view: View
    first: int
    last: int
    trigger: int
    status: str
    head: str = ""
    parties: tuple[str, ...] = ()
    actors: tuple[Part, ...] = ()
    sectors: tuple[str, ...] = ()
    topic: str | None = None
    about: str | None = None
    start: str | None = None
    end: str | None = None
    place: str | None = None
    amounts: tuple[Amount, ...] = ()
    asserted: bool = True
    dated: bool = False
    promised: bool = False
    deed: int | None = None
    antecedent: "Draft | None" = None

    def over(self, first: int, last: int) -> "Draft":
        """Itself, proved by words `first` to `last`."""
        self.first, self.last = first, last
        return self


def finish(scene: Scene, voices: Voices, draft: Draft, reader: str) -> Statement | Gap:
    """The proved statement, or a gap where no passage of fitting length proves it."""
    start, end = _passage(draft)
    if end - start < SHORTEST:
        start, end = draft.view.start, draft.view.end
    if not SHORTEST <= end - start <= LONGEST:
        start, end = _shortened(draft, start, end)
    said_by, speaker = voices.of(draft.view, start, end)
    if draft.status in _BY_NOW and slots.is_past(draft.start, scene.facts.published) is False:
        draft.start, draft.end, draft.dated = None, None, False  # a day that has not come dates something else
    try:
        return Statement.proved(
            scene.document, start, end, kind=draft.kind, head=draft.head or fold(draft.view.form(draft.trigger)),
            rule=draft.rule, parties=draft.parties, actors=draft.actors, sectors=draft.sectors, topic=draft.topic,
            about=draft.about, start=draft.start, end=draft.end, place=draft.place, amounts=draft.amounts,
            status=draft.status, as_of=draft.start if draft.dated else scene.facts.published, said_by=said_by,
            speaker=speaker, asserted=draft.asserted, reader=reader,
        )  # fmt: skip
    except ProofError as error:
        return Gap(start=start, end=end, step="proof", reason=str(error))


def _passage(draft: Draft) -> tuple[int, int]:
    return draft.view.span(draft.first, draft.last)


def _shortened(draft: Draft, start: int, end: int) -> tuple[int, int]:
    """A passage too long for evidence: the trigger's clause, then its segment, then as many words as fit around it."""
    view = draft.view
    for first, last in (view.clause(draft.trigger), view.segment(draft.trigger)):
        start, end = view.span(first, last)
        if SHORTEST <= end - start <= LONGEST:
            return start, end
    first = last = draft.trigger
    while last + 1 < len(view.words) and view.words[last + 1].end - view.words[first].start <= LONGEST:
        last += 1
    return view.words[first].start, view.words[last].end
