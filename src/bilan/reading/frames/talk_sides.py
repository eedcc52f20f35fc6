"""Whether a noun of talks has both its sides, and who stands for them."""

from collections import Counter
from collections.abc import Sequence

from bilan.knowledge.frames import Rule
from bilan.model.mention import Actor
from bilan.reading.frames import routes, series, slots
from bilan.reading.frames.draft import Draft
from bilan.reading.frames.pairs import codes
from bilan.reading.frames.scene import Scene, View

PEOPLE = ("person", "group")
TALKING = ("person", "group", "organisation")
FOCUS = 0.5  # share of its two states in a page's mentions that lets it speak of "the talks" without naming them
_BETWEEN_PERSONS = ("meeting", "call", "work", "meal", "press", "exchange", "audience")
_CLOSE = 3  # sentences before within which the page's persons are still the subject
_NEAR = 18.0  # words and borders within which a day is a session's own
_MANY = 12


def clause_states(view: View, index: int) -> list[str]:
    """The states of the clause; a capital where things happen counts only if too few are named otherwise."""
    low, high = view.clause(index)
    start, end = view.words[low].start, view.words[high].end
    found = view.states(start, end)
    where = {a.party for a in view.actors if a.form == "capital" and view.preposition(a.start) in ("to", "from")}
    named = {c for a in view.actors if start <= a.start < end and a.form != "capital" for c in codes(a)}
    rest = [c for c in found if c not in where or c in named]
    ours = set(view.scene.pair)
    return rest if len(rest) >= 2 or (rest and set(rest) <= ours and not where & ours) else found


def enough(view: View, rule: Rule, at: tuple[int, int], cast: Sequence[Actor], states: Sequence[str]) -> bool:
    """Whether what the rule needs is there: both sides, or a page about two states that speaks of its own talks."""
    first, last = at
    if len(view.scene.pair) < 2 or _domestic(view, last, states) or _counted(view, first, last):
        return False
    both = _both_named(view, first)
    people = [a for a in cast if a.type in PEOPLE]
    if "together" in rule.needs:
        return both or len(slots.states_of(people)) > 1
    if "talk" in rule.needs:
        return (
            both
            or _verb_of_talk(view, first, last)
            or any(a.type == "person" and view.preposition(a.start) == "with" for a in cast)
        )
    if "people" in rule.needs and not people and not _went(view, first, last):
        return False
    if "event" in rule.needs:
        return _settled(view, first, last) and (bool(cast or states) or both or view.scene.focus >= FOCUS)
    if (
        "page" in rule.needs
        and people
        and not both
        and len(states) == 1
        and len(view.states()) == 1
        and all(a.type == "group" for a in people)
    ):
        return False
    if "page" in rule.needs or len(states) >= 2 or len(view.states()) >= 2 or both:
        return True
    settled = (
        bool(people) or slots.time_of(view, first, reach=_NEAR) is not None or slots.place_of(view, first) is not None
    )
    return settled and _told(view, first) and (bool(cast or states) or view.scene.focus >= FOCUS)


def _went(view: View, first: int, last: int) -> bool:
    """ "Les discussions ont porté sur …": a defined noun that opens the sentence and did something."""
    if first > 2 or not _told(view, first):
        return False
    return any(0 < g.at - last <= 3 and g.time == "past" and not g.bare and not g.passive for g in view.groups)


def _settled(view: View, first: int, last: int) -> bool:
    """A session has a number, a day or a place, or people who attend it."""
    if series.number_of(view, first) is not None or slots.time_of(view, first, reach=_NEAR) is not None:
        return True
    return slots.place_of(view, first) is not None or routes.event_place(view, last) is not None


def _counted(view: View, first: int, last: int) -> bool:
    """ "3 120 consultations": no talks."""
    start, end = view.words[first].start, view.words[last].end
    return any(q.value > _MANY and q.start < end and start <= q.end + 1 and q.start < start for q in view.quantities)


def _both_named(view: View, index: int) -> bool:
    """ "les deux ministres", "son homologue": words for both sides in the clause."""
    low, high = view.clause(index)
    start, end = view.words[low].start, view.words[high].end
    if any(h.payload.kind in ("both", "sides") and start <= h.start < end for h in view.phrases):
        return True
    return any(len(codes(a)) >= 2 and start <= a.start < end for a in view.actors)


def _verb_of_talk(view: View, first: int, last: int) -> bool:
    low, high = view.clause(first)
    return any(
        low <= g.at <= high
        and not first <= g.at <= last
        and any(s.kind == "trigger" and s.name == "talks" for s, _ in view.senses(g))
        for g in view.groups
    )


def _domestic(view: View, last: int, states: Sequence[str]) -> bool:
    """ "la session du parlement": the noun belongs to a body that is no common one."""
    body = next((a for a in view.actors if a.type == "organisation" and 0 < view.at(a.start) - last <= 3), None)
    return body is not None and view.preposition(body.start) == "from" and len(codes(body)) == 1 and len(states) < 2


def _told(view: View, index: int) -> bool:
    """A defined noun ("les discussions", "une nouvelle rencontre"): one that the page has told, or a further one."""
    definite = view.scene.lexis.rules.talks.definite.words
    before = view.form(index - 1)
    return (
        index == 0
        or before in definite
        or before in view.scene.lexis.cues.clause.prenominal
        or (before == "" or before in view.scene.lexis.cues.clause.demonstratives)
    )


def dates_another(view: View, first: int) -> bool:
    """ "huit mois après la session", "avant la rencontre": told only to date another thing."""
    apart = view.scene.lexis.rules.talks.apart.words
    for index in range(first - 1, max(-1, first - 4), -1):
        if view.form(index) in apart:
            return True
        if view.words[index].is_mark or any(g.at == index for g in view.groups if not g.bare):
            return False
    return False


def distinct(people: Sequence[Actor]) -> list[Actor]:
    """Delegations left out where persons are named: they say no more."""
    persons = {c for a in people if a.type == "person" for c in codes(a) or ("",)}
    if not persons:
        return list(people)
    return [a for a in people if a.type != "group" or (codes(a) and not set(codes(a)) & persons and "" not in persons)]


def sectors_of(view: View) -> tuple[str, ...]:
    found = dict.fromkeys(m.sector for m in view.sectors)
    return tuple(found)[:5] if found else ("diplomacy",)


def principals(scene: Scene) -> dict[str, Actor]:
    """The person of each of the page's two states whom it names most."""
    counted = Counter(
        (c, a.key)
        for view in scene.views
        for a in view.actors
        if a.type == "person" and a.form != "role"
        for c in codes(a)[:1]
    )
    found: dict[str, Actor] = {}
    for (code, key), n in counted.most_common():
        if code in scene.pair and code not in found and n > 1:
            found[code] = next(a for a in scene.actors if a.key == key)
    return found


def complete(draft: Draft, principals: dict[str, Actor]) -> None:
    """A side without a person is that of the page's own, if the sentences around have just named him."""
    if (
        draft.topic is None
        or draft.topic.partition(":")[0] not in _BETWEEN_PERSONS
        or set(draft.parties) != set(principals)
    ):
        return
    sides = {p.party for p in draft.actors if p.type == "person"}
    if any(p.type == "person" and p.party is None for p in draft.actors) or len(sides) > 1:
        return
    near = draft.view.scene.views[max(0, draft.view.index - _CLOSE) : draft.view.index + 1]
    named = {a.key for view in near for a in view.actors}
    added = [
        a
        for code, a in principals.items()
        if code not in sides and a.key in named and a.key not in {p.key for p in draft.actors}
    ]
    draft.actors = (*(p for p in draft.actors if p.type != "group" or p.party), *slots.parts(added, "participant"))
