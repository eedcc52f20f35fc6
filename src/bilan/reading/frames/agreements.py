"""Agreements: a text is signed, initialled, drafted, ratified, carried out, ended."""

from collections.abc import Iterator, Sequence

from bilan.model.mention import Actor, Time
from bilan.model.statement import Amount, Part
from bilan.reading.folding import key
from bilan.reading.frames import slots
from bilan.reading.frames.draft import Draft
from bilan.reading.frames.modes import tense_mode
from bilan.reading.frames.scene import Scene, View
from bilan.reading.frames.text_status import Found, settled, status_of, statuses
from bilan.reading.frames.visit_slots import stretch

_WEAK = ("signed", "concluded", "agreed", "ratified", "ended")  # what a weak name of a text needs beside it


def agreements(scene: Scene) -> Iterator[Draft]:
    told: list[Draft] = []
    for view in scene.views:
        for first, last, weight in texts(view, "instrument", "agreement"):
            draft = _text(view, first, last, weight, told)
            if draft is not None:
                told.append(draft)
                yield draft


def texts(view: View, sense: str, kind: str) -> Iterator[tuple[int, int, str]]:
    """Names of texts (or structures): words `first` to `last`, longest first, none that means another thing."""
    blocked = [(h.start, h.end) for h in view.phrases if h.payload.kind == "not" and h.payload.name == kind]
    for hit in view.phrases:
        if hit.payload.kind != sense or any(low < hit.end and hit.start < high for low, high in blocked):
            continue
        blocked.append((hit.start, hit.end))
        yield view.at(hit.start), view.at(hit.end - 1), hit.payload.name


def _text(view: View, first: int, last: int, weight: str, told: Sequence[Draft]) -> Draft | None:
    best = settled(statuses(view, first, last, "agreement"))
    if weight == "weak" and not _said_of(view, first, last, best):
        return None
    low, high = view.clause(first)
    signers = _signers(view, slots.between_words(view, low, high), first, best)
    states = _states(view, signers, first, low, high)
    parties = view.scene.parties(view, states)
    if len(parties) < 2:
        return None
    status, asserted = status_of(view, first, last, best)
    above = None if weight == "weak" else _listed_under(view, first, told)
    if above is not None and (best is None or best.cost > 8):
        return _member(view, first, last, above, signers)
    dated = _named_by_year(view, last)
    if dated is not None and best is None and slots.is_past(slots.dates(dated)[0], view.scene.facts.published):
        status, asserted = "signed", True
    if status is None and (weight == "acts" or dated is not None or _in_being(view, last)):
        status = "signed"
    again = _taken_up(view, first, last, told)
    if status is None and again is not None:
        status = again.status
    if status is None or not (states or best is not None or again is not None or dated is not None):
        return None
    fate = status, asserted
    return _draft(view, (first, last), best, fate=fate, signers=signers, parties=parties, dated=dated, again=again)


def _said_of(view: View, first: int, last: int, best: Found | None) -> bool:
    """Whether a weak name is that of a text: something is done to it, or it is worth a sum and provides for a thing."""
    if best is not None and best.status in _WEAK:
        return best.cost <= (18 if best.group is not None and best.at < first and not best.group.bare else 12)
    low, high = view.clause(first)
    worth = any(len(q.unit) == 3 and q.unit.isupper() and low <= view.at(q.start) <= high + 12 for q in view.quantities)
    return worth and view.form(first - 1) in view.scene.lexis.cues.clause.definite and _in_being(view, last)


def _draft(
    view: View,
    at: tuple[int, int],
    best: Found | None,
    *,
    fate: tuple[str, bool],
    signers: Sequence[Actor],
    parties: tuple[str, ...],
    dated: Time | None,
    again: Draft | None,
) -> Draft:
    (first, last), (status, asserted) = at, fate
    low, high = view.clause(first)
    time, certain = (dated, True) if dated is not None else _time(view, first, last, best, status)
    start, end = slots.dates(time) if time is not None else (None, None)
    place = slots.place_of(view, best.at if best else first, first=low, last=high) if status == "signed" else None
    return Draft(
        kind="agreement",
        rule=_rule(status, best),
        view=view,
        first=0,
        last=0,
        trigger=first,
        status=status,
        head=_head(view, first, last),
        parties=parties,
        actors=_cast(view.scene, signers, parties),
        topic=_topic(view, first, last),
        sectors=_sectors(view, first, high),
        start=None if status == "ended" else start,
        end=end if status == "ended" else None,
        place=place.name if place else None,
        amounts=_amounts(view, first, last, low, high),
        asserted=asserted,
        dated=certain and status in ("signed", "in_force", "ratified"),
        antecedent=again,
    ).over(*_span(view, at, best, signers, time))


def _span(
    view: View, named: tuple[int, int], best: Found | None, signers: Sequence[Actor], time: Time | None
) -> tuple[int, int]:
    """Words from what gives the status to the text's name and those who sign, in whole segments."""
    first, last = named
    low, high = view.clause(first)
    at = best.at if best is not None and best.cost < 14 else first
    near = [a for a in signers if low <= view.at(a.start) <= high]
    span = stretch(view, (min(first, at), max(last, at)), near, None, time)
    return span[0], max(span[1], view.segment(min(last + 1, len(view.words) - 1))[1])


def _listed_under(view: View, first: int, told: Sequence[Draft]) -> Draft | None:
    """The text, or the texts counted together, whose enumeration this one goes on.

    They stand earlier in the sentence, behind a comma or colon, or are counted in the sentence or paragraph before and
    taken up by "the first", "the other".
    """
    before = [d for d in told if d.view is view and d.trigger < first and d.status in ("signed", "agreed", "drafting")]
    words = view.scene.lexis.cues.clause
    if before and _enumerated(view, before[-1].trigger, first):
        return before[-1]
    near = (view.paragraph, view.paragraph - 1)
    counted = [d for d in told if d.view.paragraph in near and any(a.unit == "1" for a in d.amounts)]
    if counted and any(view.form(i) in words.prenominal for i in range(max(0, first - 5), first)):
        return counted[-1]
    return None


def _enumerated(view: View, one: int, other: int) -> bool:
    """Nothing but names of things between two words: no finite verb."""
    forms = {w.form for w in view.words[one:other]}
    verbs = any(one < g.at < other and not g.bare and g.tense not in ("infinitive", "gerund") for g in view.groups)
    return not verbs and bool(forms & {",", ":", ";"} | forms & view.scene.enumerating)


def _member(view: View, first: int, last: int, above: Draft, signers: Sequence[Actor]) -> Draft:
    """One of several texts told together: state, day and place are those of all."""
    low, high = view.segment(first)
    named = [a for a in signers if view.words[first].start < a.start < view.words[high].end]
    return Draft(
        kind="agreement",
        rule=above.rule,
        view=view,
        first=low,
        last=max(high, last),
        trigger=first,
        status=above.status,
        head=_head(view, first, last),
        topic=_topic(view, first, last),
        parties=above.parties,
        actors=slots.parts(named, "signatory") or above.actors,
        sectors=_sectors(view, first, high, within=True) or above.sectors,
        start=above.start,
        place=above.place,
        amounts=_amounts(view, last + 1, last + 1, first, high),
        asserted=above.asserted,
        dated=above.dated,
    )


def _named_by_year(view: View, last: int) -> Time | None:
    """ "l'accord de défense de 2012": the year behind the name is that of its signature."""
    for time in view.times:
        at = view.at(time.start)
        if not 0 < at - last <= 9 or view.preposition(time.start) != "from" or slots.dates(time)[0] is None:
            continue
        between = any(last < g.at < at for g in view.groups) or any(w.is_mark for w in view.words[last + 1 : at])
        if at - last <= 3 or not between:
            return time
    return None


def _in_being(view: View, last: int) -> bool:
    """ "un mémorandum lie désormais X à Y", "le protocole prévoit": a text that acts is one that stands."""
    group = next((g for g in view.groups if last < g.at <= last + 10 and not g.bare), None)
    if group is None or group.negated or tense_mode(group) not in ("present", "done") or group.passive:
        return False
    return view.between(last, group.first)[1] == 0 and not any(
        s.kind == "mode" and s.name in ("wish", "plan") for s, _ in view.senses(group)
    )


def _taken_up(view: View, first: int, last: int, told: Sequence[Draft]) -> Draft | None:
    """ "cet accord", "le texte": a defined name without a word of what it is about takes up the text told last."""
    clause = view.scene.lexis.cues.clause
    before = view.form(first - 1)
    following = view.form(last + 1)
    if not told or before not in clause.definite | clause.demonstratives:
        return None
    lexis = view.scene.lexis
    ends = not following or view.words[last + 1].is_mark
    plain = ends or following in clause.relatives or lexis.verbs.known(following)
    if before not in clause.demonstratives and (not plain or following in clause.relating):
        return None
    fitting = [d for d in told if d.antecedent is None and not any(a.unit == "1" for a in d.amounts)]
    return fitting[-1] if fitting else None


def _states(view: View, signers: Sequence[Actor], first: int, low: int, high: int) -> list[str]:
    """The states of those who sign, of the text's own stretch, and only if these are none those of its clause."""
    one, other = view.segment(first)
    own = view.qualified(first)
    if own:
        return own
    found = list(dict.fromkeys([*slots.states_of(signers), *view.states(view.words[one].start, view.words[other].end)]))
    if not found:
        found = view.states(view.words[low].start, view.words[high].end)
    return found


def _amounts(view: View, first: int, last: int, low: int, high: int) -> tuple[Amount, ...]:
    """What the text gives, and how many texts there are ("six accords" counts without a unit)."""
    found: list[Amount] = []
    for quantity in view.quantities:
        at, end = view.at(quantity.start), view.at(quantity.end - 1)
        if at <= last and end >= first - 1 and at >= first - 3:
            found.append(Amount(value=quantity.value, unit="1", item=quantity.item))
        elif low <= at <= high and quantity.unit not in ("1", "year", "month", "day", "%"):
            found += slots.amounts([quantity])
    return tuple(dict.fromkeys(found))


def _cast(scene: Scene, signers: Sequence[Actor], parties: tuple[str, ...]) -> tuple[Part, ...]:
    """Those who sign, and for a party nobody signs for, the state itself."""
    found = slots.parts([a for a in signers if len(a.parties) < 2], "signatory")
    covered = {p.party for p in found}
    if len(parties) > 3 or len(found) > 1 or any(p.party is None for p in found):
        return found
    return (*found, *(scene.state_part(code, "signatory") for code in parties if code not in covered))


def _head(view: View, first: int, last: int) -> str:
    return view.scene.folded[view.words[first].start : view.words[last].end]


def _signers(view: View, near: Sequence[Actor], first: int, best: Found | None) -> list[Actor]:
    """Who signs: "entre X et Y", "avec X", the subject of an active verb, "par X" of a passive one."""
    between = [a for a in near if view.preposition(a.start) == "between" and a.form != "adjective"]
    if between:
        at, end = view.at(between[-1].start), between[-1].end
        follow = [a for a in near if a.start > end and view.between(at, view.at(a.start))[1] == 0]
        fitting = [a for a in follow if view.preposition(a.start) in (None, "with") and a.form != "adjective"]
        return [*between, *fitting[:1]]
    found: list[Actor] = []
    if best is not None and best.group is not None:
        group = best.group
        if group.passive:
            found += slots.agents(view, group, view.clause(group.at)[1])
        elif group.at < first:
            found += slots.subjects(view, group)
    found += [a for a in near if view.preposition(a.start) == "with" and a.form != "adjective"]
    return [a for a in dict.fromkeys(found) if a.form != "adjective"][:4]


def _time(view: View, first: int, last: int, best: Found | None, status: str) -> tuple[Time | None, bool]:
    """The day of the signature: the time nearest to what gave the status."""
    signed = next((f for f in statuses(view, first, last, "agreement") if f.status == "signed" and f.cost < 14), None)
    if signed is not None and status not in ("drafting", "agreed"):
        dated = slots.time_of(view, signed.at, reach=9)
        if dated is not None:
            return dated, status == "signed"
    if status in ("in_force", "implementing", "suspended"):
        return None, False
    time = slots.time_of(view, best.at if best is not None else first, reach=18)
    if time is None:
        return None, False
    if status in ("agreed", "signed", "drafting", "ratified", "in_force", "ended"):
        return time, True
    near = slots.time_of(view, last, reach=10)
    return near, near is not None


def _sectors(view: View, first: int, high: int, *, within: bool = False) -> tuple[str, ...]:
    """Those named behind the text's name in its clause, else (unless `within`) in the sentence, else diplomacy."""
    start, end = view.words[first].start, view.words[high].end
    found = dict.fromkeys(m.sector for m in view.sectors if start <= m.start <= end)
    if within:
        return tuple(found)[:7]
    found = found or dict.fromkeys(m.sector for m in view.sectors)
    return tuple(found)[:7] or ("diplomacy",)


def _topic(view: View, first: int, last: int) -> str | None:
    """The first word of its name, or right behind it, that says what the text is about."""
    lexis = view.scene.lexis
    clause = lexis.cues.clause
    empty = (lexis.rules.agreement.generic, clause.determiners, lexis.prepositions, clause.adverbs, clause.conjunctions)
    named = [(m.start, m.end) for mentions in (view.actors, view.times, view.places) for m in mentions]
    for index in range(first + 1, min(last + 7, len(view.words))):
        form = view.form(index)
        if index > last and (view.words[index].is_mark or form in clause.relatives or form in clause.breaks):
            return None
        if len(form) < 4 or form[0].isdigit() or any(form in w for w in empty):
            continue
        if index > last and lexis.verbs.known(form):
            return None
        start = view.words[index].start
        if any(low <= start < high for low, high in named):
            continue
        return key(form).removesuffix("s")
    return None


def _rule(status: str, best: Found | None) -> str:
    if status == "drafting":
        return "agreement.drafting"
    if status in ("signed", "agreed"):
        return "agreement.signed" if best is not None and best.group is not None else "agreement.nominal"
    return "agreement.life"
