"""Who travels: named, counted, told by their team, taken up by a pronoun."""

from collections.abc import Iterator

from bilan.model.mention import Actor
from bilan.reading.frames import slots
from bilan.reading.frames.pairs import codes
from bilan.reading.frames.routes import Ways
from bilan.reading.frames.scene import View
from bilan.reading.grammar.verbs import VerbGroup

TRAVELLERS = ("person", "group")
_MOST = 5
_BACK = 6  # sentences back in which a pronoun finds its person
_TEAM_REACH = 6  # words behind "la mission de …" within which it says whose


def people(view: View, first: int, last: int, ways: Ways = (None,)) -> list[Actor]:
    """Persons, groups, teams and counted people within words `first` to `last`, in order; nobody posted there."""
    known = [a for a in slots.between_words(view, first, last, kinds=TRAVELLERS) if view.preposition(a.start) in ways]
    spans = [(a.start, a.end) for a in known]
    found = [a for a in known if a.type == "person" or not _posted(view, a)]
    for loose in (*_teams(view, first, last), *_counted(view, first, last)):
        clear = not any(low < loose.end and loose.start < high for low, high in spans)
        if clear and view.preposition(loose.start) in ways:
            spans.append((loose.start, loose.end))
            if not _posted(view, loose):
                found.append(loose)
    return sorted(found, key=lambda a: a.start)


def _posted(view: View, actor: Actor) -> bool:
    """Doctors, soldiers, students: they are sent to stay, which is no visit."""
    end = view.words[min(view.at(actor.end - 1) + 3, len(view.words) - 1)].end
    return any(h.payload.kind == "posted" and actor.start <= h.start < end for h in view.phrases)


def _teams(view: View, first: int, last: int) -> Iterator[Actor]:
    """ "la mission de la banque", "les équipes de la société": a team, and whose it is."""
    blocked = [(h.start, h.end) for h in view.phrases if h.payload.kind == "not" and h.payload.name == "visit"]
    for hit in view.phrases:
        if any(low < hit.end and hit.start < high for low, high in blocked):
            continue
        if hit.payload.kind == "team" and first <= view.at(hit.start) <= last:
            yield _loose(view, hit.start, hit.end)


def _counted(view: View, first: int, last: int) -> Iterator[Actor]:
    """ "trois ingénieurs", "une trentaine de chercheurs"."""
    for quantity in view.quantities:
        if quantity.unit == "person" and first <= view.at(quantity.start) <= last:
            yield _loose(view, quantity.start, quantity.end)


def _loose(view: View, start: int, end: int) -> Actor:
    """A group without a mention of its own; its state is that of the body, the place or the adjective right behind."""
    at = view.at(end - 1)
    owner = next(
        (a for a in view.actors if (codes(a) or a.type == "organisation") and _right_behind(view, at, a.start)), None
    )
    wide = owner is not None and owner.type == "organisation"
    place = next(
        (
            p
            for p in view.places
            if p.state and (wide or p.kind in ("country", "capital")) and _right_behind(view, at, p.start)
        ),
        None,
    )
    party = place.state if place is not None else None
    if owner is not None and codes(owner):
        party = codes(owner)[0] if len(codes(owner)) == 1 else None
    stop = owner.end if owner is not None and owner.type == "state" else end
    name = view.scene.document.text[start:stop]
    if owner is not None and owner.type == "organisation":
        return Actor(start=start, end=end, type="organisation", key=owner.key, name=owner.name, party=party)
    return Actor(start=start, end=end, type="group", key=f"group:{party}:{name.casefold()}", name=name, party=party)


def _right_behind(view: View, at: int, start: int) -> bool:
    """Within the same noun phrase: no mark, no verb, and governed by "of" if by anything."""
    index = view.at(start)
    if not at < index <= at + _TEAM_REACH or any(view.words[i].is_mark for i in range(at + 1, index)):
        return False
    if any(at < g.at < index for g in view.groups if not g.bare):
        return False
    return view.preposition(start) in (None, "from")


def subjects(view: View, group: VerbGroup) -> list[Actor]:
    """Who travels as the verb says: its subjects, a participle's noun, or whom a pronoun takes up."""
    first, _ = view.clause(group.at)
    if group.bare and group.tense == "participle":
        return _of_participle(view, group)
    found = people(view, _after_verbs(view, group, first), group.first - 1) or named(view, group.first)
    if not found and _relative(view, first) and not _pronoun(view, group):
        found = (people(view, 0, first - 1) or named(view, first))[-1:]
    if not found and _pronoun(view, group):
        found = taken_up(view, group)
    if not found:
        found = [a for a in slots.subjects(view, group) if a.type in TRAVELLERS]
        if found and not _said_here(view, group, found[0]):
            return []
    return [a for a in found if a.type == "person" or not _posted(view, a)][:_MOST]


def _relative(view: View, first: int) -> bool:
    """A clause that opens with a relative pronoun for its subject."""
    lexis = view.scene.lexis
    other = (*lexis.rules.visit.relatives.words, *lexis.rules.visit.where.words)
    return first > 0 and view.form(first) in lexis.cues.clause.relatives and view.form(first) not in other


def named(view: View, stop: int) -> list[Actor]:
    """Somebody named right before word `stop`, whom no mention covers: capitalised words, no place, state or body."""
    skipped = view.scene.lexis.cues.clause.clitics | view.scene.lexis.cues.clause.adverbs
    last = stop - 1
    while last >= 0 and (view.form(last) in skipped or (last == stop - 1 and view.form(last) == ",")):
        last -= 1
    first = last + 1
    while first > 0 and _capital(view, first - 1):
        first -= 1
    if first > last or not _is_name(view, first, last):
        return []
    start, end = view.words[first].start, view.words[last].end
    taken = [(m.start, m.end) for mentions in (view.actors, view.places, view.times) for m in mentions]
    if any(low < end and start < high for low, high in taken):
        return []
    return [_person(view, start, end)]


def named_with(view: View, last: int) -> list[Actor]:
    """Somebody named right behind "with", whom no mention covers."""
    table = view.scene.lexis.prepositions
    at = next((i for i in range(last + 1, min(last + 6, len(view.words))) if table.get(view.form(i)) == "with"), None)
    if at is None:
        return []
    stop = at + 1
    while stop < len(view.words) and _capital(view, stop):
        stop += 1
    return named(view, stop) if stop > at + 2 else []


def _capital(view: View, index: int) -> bool:
    word = view.words[index]
    return not word.is_mark and view.scene.document.text[word.start].isupper()


def _is_name(view: View, first: int, last: int) -> bool:
    """Two words, or one behind an initial, or one that the page writes again."""
    if last > first:
        return True
    if first >= 2 and view.form(first - 1) == "." and len(view.form(first - 2)) == 1:
        return True
    word = view.scene.document.text[view.words[first].start : view.words[first].end]
    return first == 0 and len(word) > 3 and view.scene.document.text.count(word) > 1


def _person(view: View, start: int, end: int) -> Actor:
    """The person of the page who bears the last of these names, else somebody new."""
    name = view.scene.document.text[start:end]
    last = view.scene.folded[start:end].split()[-1]
    for actor in view.scene.actors:
        if actor.type == "person" and actor.form == "name" and actor.key.split()[-1].endswith(last):
            return Actor(start=start, end=end, type="person", key=actor.key, name=actor.name, party=actor.party)
    return Actor(start=start, end=end, type="person", key=f"person:{view.scene.folded[start:end]}", name=name)


def _pronoun(view: View, group: VerbGroup) -> bool:
    pronouns = view.scene.lexis.cues.clause.subject_pronouns
    return any(view.form(i) in pronouns for i in range(max(0, group.first - 4), group.at + 2))


def taken_up(view: View, group: VerbGroup) -> list[Actor]:
    """Whom "il", "elle", "ils" means: whoever an opening participle is about, else the last sentence's first person."""
    opening = next(
        (g for g in view.groups if g.bare and g.tense == "participle" and g.at <= 1 and g.at < group.first), None
    )
    if opening is not None:
        found = [a for a in slots.subjects(view, opening) if a.type in TRAVELLERS and view.start <= a.start < view.end]
        if found:
            return found[:1]
    before = [
        a for a in slots.between_words(view, 0, group.first - 1, kinds=TRAVELLERS) if view.preposition(a.start) is None
    ]
    return before[:1] or told_before(view)


def told_before(view: View) -> list[Actor]:
    """The first person or delegation of the nearest sentence before that has any."""
    for other in reversed(view.scene.views[max(0, view.index - _BACK) : view.index]):
        free = people(other, 0, len(other.words) - 1) if other.zone != "headline" else []
        if free:
            return free[:1]
    return []


def _after_verbs(view: View, group: VerbGroup, first: int) -> int:
    """Behind the finite verb before this one in its clause, if people stand between the two."""
    earlier = [
        g.at
        for g in view.groups
        if first <= g.at < group.first and not g.bare and g.tense not in ("infinitive", "gerund")
    ]
    if earlier and people(view, earlier[-1] + 1, group.first - 1):
        return earlier[-1] + 1
    return first


def _said_here(view: View, group: VerbGroup, actor: Actor) -> bool:
    """Whether a subject from elsewhere is meant: by a pronoun, a relative clause, a verb without a noun of its own."""
    if view.start <= actor.start < view.end or _pronoun(view, group):
        return True
    return group.governor is not None or group.first <= view.clause(group.at)[0] + 1


def _of_participle(view: View, group: VerbGroup) -> list[Actor]:
    """ "X, arrivé mardi", "Arrivé mardi, X a …"."""
    before = people(view, max(0, group.first - 14), group.first - 1)
    if (
        before
        and view.between(view.at(before[-1].end - 1), group.first)[0] <= 2
        and not _verb_between(view, before[-1], group)
    ):
        return before[-1:]
    return [a for a in slots.subjects(view, group) if a.type in TRAVELLERS and view.start <= a.start < view.end][:3]


def _verb_between(view: View, actor: Actor, group: VerbGroup) -> bool:
    low = view.at(actor.end - 1)
    return any(low < g.at < group.first and not g.bare for g in view.groups)


def in_relative(view: View, last: int) -> tuple[int, int] | None:
    """Words of the object relative clause right behind a noun ("la visite qu'effectue X à Y"), if there is one."""
    objects = view.scene.lexis.rules.visit.relatives.words
    for index in range(last + 1, min(last + 8, len(view.words))):
        if view.form(index) in objects:
            return view.clause(index)
        if view.words[index].is_mark or any(g.at == index and not g.bare for g in view.groups):
            return None
    return None
