"""Mechanisms: a standing structure is thought of, created, meets, sleeps."""

from collections.abc import Iterator

from bilan.model.statement import Part
from bilan.reading.folding import key
from bilan.reading.frames import slots
from bilan.reading.frames.agreements import texts
from bilan.reading.frames.draft import Draft
from bilan.reading.frames.modes import nominal_mode, verb_mode
from bilan.reading.frames.scene import Scene, View
from bilan.reading.frames.text_status import statuses

_AHEAD = ("future", "conditional", "wish", "plan", "infinitive", "enable", "pledge")
_FEW = 3  # parties of a structure that are its members by name
_ORDER = ("ended", "suspended", "operating", "agreed", "proposed")


def mechanisms(scene: Scene) -> Iterator[Draft]:
    for view in scene.views:
        for first, last, weight in texts(view, "structure", "mechanism"):
            if _somebody(view, first):
                continue
            if weight == "weak":
                qualified = _qualified(view, last)
                if qualified is None and not _in_series(view, first):
                    continue
                last = qualified if qualified is not None else last
            draft = _structure(view, first, last)
            if draft is not None:
                yield draft


def _somebody(view: View, first: int) -> bool:
    """A fund or council with a name of its own is a body, and acts."""
    start = view.words[first].start
    return any(a.start <= start < a.end and a.type == "organisation" and a.end - a.start > 24 for a in view.actors)


def _in_series(view: View, first: int) -> bool:
    """ "la troisième session des consultations": what has sessions stands."""
    low = view.words[max(0, first - 4)].start
    return any(h.payload.kind == "series" and low <= h.start < view.words[first].start for h in view.phrases)


def _qualified(view: View, last: int) -> int | None:
    """Index of the word that makes an ordinary body a joint one ("comité … mixte"); None if there is none near."""
    qualifiers = view.scene.lexis.rules.mechanism.qualifiers.words
    for index in range(last + 1, min(last + 5, len(view.words))):
        if view.words[index].is_mark:
            return None
        for qualifier in qualifiers:
            size = len(qualifier.split())
            if " ".join(view.form(i) for i in range(index, index + size)) == qualifier:
                return index + size - 1
    return None


def _structure(view: View, first: int, last: int) -> Draft | None:
    low, high = view.clause(first)
    states = view.qualified(last) or view.states(view.words[low].start, view.words[high].end)
    parties = view.scene.parties(view, states)
    if len(parties) < 2:
        return None
    found = statuses(view, first, last, "mechanism")
    best = min(found, key=lambda f: (round(f.cost / 3), _ORDER.index(f.status)), default=None)
    cue = nominal_mode(view, first, last)
    status, asserted = "operating", True
    if cue is not None and cue.mode == "deny" and cue.cost < 12:
        asserted = False
    if best is None:
        if not states and view.form(first - 1) not in view.scene.lexis.cues.clause.determiners:
            return None
        status = "proposed" if cue is not None and cue.mode in ("wish", "plan") and cue.cost < 14 else "operating"
    else:
        status = best.status
        near = cue.mode if cue is not None and cue.cost < 14 else "done"
        mode = verb_mode(view, best.group) if best.group is not None else near
        if status == "agreed" and mode in _AHEAD:
            status = "proposed"
        if status == "proposed" and mode == "agree":
            status = "agreed"
    bodies = [a for a in slots.between_words(view, low, high) if a.type == "organisation"]
    members = [a for a in bodies if view.preposition(a.start) == "between"]
    segment = view.segment(first)
    behind = [m.sector for m in view.sectors if m.start >= view.words[first].start]
    sectors = dict.fromkeys(behind or [m.sector for m in view.sectors])
    return Draft(
        kind="mechanism",
        rule="mechanism.wished" if status == "proposed" else "mechanism.named",
        view=view,
        first=min(segment[0], best.at if best is not None and best.cost < 12 else segment[0]),
        last=max(segment[1], last),
        trigger=first,
        status=status,
        head=view.scene.folded[view.words[first].start : view.words[last].end],
        parties=parties,
        actors=slots.parts(members, "participant") or _members(view, parties),
        sectors=tuple(sectors)[:6] or ("diplomacy",),
        topic=_topic(view, first, last),
        asserted=asserted,
    )


def _topic(view: View, first: int, last: int) -> str:
    """The noun, and for a mechanism the word that says of what: a payment mechanism is none of consultation."""
    common = view.scene.lexis.rules.mechanism.common
    named = next((view.form(i) for i in range(first, last + 1) if view.form(i) in common), None)
    if named is not None:
        return key(named)
    words = [view.form(first)]
    of = view.scene.lexis.cues.prepositions["from"]
    behind = [w.form for w in view.words[first + 1 : last + 4] if not w.is_mark]
    following = [form for form in behind if form not in of and len(form) > 3]
    return key(" ".join([*words, *following[:1]]))


def _members(view: View, parties: tuple[str, ...]) -> tuple[Part, ...]:
    """The states themselves, of a structure of a few whose bodies are not named."""
    return tuple(view.scene.state_part(code, "participant") for code in parties) if len(parties) <= _FEW else ()
