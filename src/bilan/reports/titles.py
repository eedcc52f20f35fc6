"""Titles from slots: what, who, where, when, between whom. Without judgement, at most 90 characters, each its own.

A title has four parts: its value ("Wheat, 50,000 t"), its day, the parties, and what sets it apart from its like. Which
of them stand in a title, and in which order, depends on the kind.
"""

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

import msgspec

from bilan.model.entry import Entry
from bilan.model.statement import Amount, Part
from bilan.reading.folding import key
from bilan.reports.amounts import leading
from bilan.reports.naming import spelled
from bilan.reports.texts import Texts, capitalised

LONGEST = 90
_SHORTEST = 12  # of a value that must make room for what sets it apart
_NAME, _NOUN, _PLACE, _MARK = 44, 28, 24, 26
_MOST_PARTIES = 4
_HANGING = 2
_STEM = 4  # letters that two words of one noun share ("bourse d'études", "bourses")


class Heading(msgspec.Struct, frozen=True, kw_only=True):
    """The parts of a title. `apart` tells it from others of the ledger; it stands in brackets behind the value."""

    kind: str
    value: str
    day: str
    parties: str
    apart: tuple[str, ...] = ()

    @property
    def head(self) -> str:
        """What a line of the review opens with: the value, what sets it apart, and the day."""
        return self._with_day(self.value)

    @property
    def title(self) -> str:
        """All of it, the value shortened between words where it is too long."""
        return self._titled(self.fitting.value)

    @property
    def over(self) -> int:
        """By how many characters the title is too long as it stands."""
        return len(self._titled(self.value)) - LONGEST

    @property
    def fitting(self) -> "Heading":
        """The same with the value as short as the title needs it: so that head and title say one thing."""
        if self.over <= 0:
            return self
        return msgspec.structs.replace(self, value=cut(self.value, max(_SHORTEST, len(self.value) - self.over)))

    def _titled(self, value: str) -> str:
        if self.kind in ("visit", "talks"):
            return self._with_day(value)
        between = f" · {self.parties}" if self.parties else ""
        return f"{self._apart(value)}{between}" + (f", {self.day}" if self.day else "")

    def _with_day(self, value: str) -> str:
        return self._apart(value) + (f", {self.day}" if self.day else "")

    def _apart(self, value: str) -> str:
        return f"{value} ({', '.join(self.apart)})" if self.apart else value


def title(entry: Entry, lang: str, texts: Texts | None = None) -> str:
    """The title of one entry; two may have the same. Pass `texts` where many are made: it is costly to build."""
    return heading(entry, texts or Texts(lang)).title


def unique_titles(entries: Iterable[Entry], lang: str, texts: Texts | None = None) -> dict[str, str]:
    """A title for each entry's id, no two the same, whatever the order of the entries."""
    return {name: found.title for name, found in headings(entries, texts or Texts(lang)).items()}


def headings(entries: Iterable[Entry], texts: Texts) -> dict[str, Heading]:
    """A heading for each entry's id; no two have one title. What sets them apart is added only where it is needed."""
    every = sorted(entries, key=lambda entry: entry.id)
    found = {entry.id: heading(entry, texts).fitting for entry in every}
    for step in range(len(_MARKS)):
        for same in _clashing(every, found):
            _set_apart(same, found, step, texts)
    return found


def heading(entry: Entry, texts: Texts) -> Heading:
    """The parts of an entry's title, before it is told from others."""
    made = _heading(entry, texts, 2)
    return made if made.over <= 0 else _heading(entry, texts, 1)


def _heading(entry: Entry, texts: Texts, most: int) -> Heading:
    """With `most` of the things that are named: persons, amounts."""
    make = {"visit": _visit, "talks": _talks, "commitment": _commitment}.get(entry.kind, _standing)
    dated = entry.kind in ("visit", "talks", "agreement")
    return Heading(
        kind=entry.kind,
        value=make(entry, texts, most),
        day=texts.date(entry.start, entry.end if entry.kind != "agreement" else None) if dated else "",
        parties=direction(entry),
    )


def direction(entry: Entry) -> str:
    """The parties by their codes: `RU → ML` where it is known who gives and who receives, else `ML–RU`."""
    codes = sorted(entry.parties)
    if entry.kind == "commitment":
        givers, takers = _of(entry, "provider"), _of(entry, "receiver")
        if givers and not takers and len(codes) == 2:
            takers = [
                code for code in codes if code not in givers
            ]  # a commitment is to the other party, by its definition
        elif takers and not givers and len(codes) == 2:
            givers = [code for code in codes if code not in takers]
        if givers and takers and not set(givers) & set(takers):
            return f"{_codes(givers)} → {_codes(takers)}"
    return _codes(codes)


def _codes(codes: Sequence[str]) -> str:
    if len(codes) <= _MOST_PARTIES:
        return "–".join(codes)
    return f"{'–'.join(codes[: _MOST_PARTIES - 1])} +{len(codes) - _MOST_PARTIES + 1}"


def cut(text: str, longest: int) -> str:
    """`text`, or as many of its words as fit with an ellipsis behind them; no short word is left hanging."""
    if len(text) <= longest:
        return text
    kept = text[: longest - 1]
    space = kept.rfind(" ")
    kept = kept[:space] if space > longest // 2 else kept
    before, _, last = kept.rpartition(" ")
    while before and len(last) <= _HANGING:
        kept = before
        before, _, last = kept.rpartition(" ")
    return kept.rstrip(" ,;:–-(") + "…"


# ---- values by kind


def _visit(entry: Entry, texts: Texts, most: int) -> str:
    parts = ("visitor", "lead")
    people = _named(entry, parts, texts)
    who = _list(people, most, texts)
    where = _where(entry, "to", texts)
    if _persons(entry, parts) and who[:1].isupper():
        shape = "Visit of {who} (vowel)" if texts.vowel(who) else "Visit of {who}"
        return texts.tr.term("title", shape).format(who=who) + where
    return texts.tr("Visit") + where + (texts.tr(": {who}", who=who) if who else "")


def _talks(entry: Entry, texts: Texts, most: int) -> str:
    people = _named(entry, ("participant", "visitor", "host", "lead"), texts)
    where = _where(entry, "in", texts)
    pair = not people or (len(people) == 2 and most == 2)
    who = (" – ".join(people) or direction(entry)) if pair else _list(people, most, texts)
    shape = texts.tr.term("title", "{talks} {who} (pair)") if pair else texts.tr.term("title", "{talks} {who}")
    return shape.format(talks=_talks_label(entry, entry.topic, texts), who=who).rstrip(" :") + where


def _talks_label(entry: Entry, sort: str | None, texts: Texts) -> str:
    """What sort of talks, where the topic is one; else what they were about."""
    if not sort:
        return texts.tr("Talks")
    known = texts.tr.term("talks", sort)
    if known != sort:
        return known
    name, _, number = sort.partition(":")
    if number.isdigit():
        return texts.tr("{word} no. {number}", word=_talks_label(entry, name, texts), number=number)
    return texts.tr("Talks ({topic})", topic=cut(subject(entry, texts), _NOUN))


def _standing(entry: Entry, texts: Texts, _most: int) -> str:
    """An agreement or a mechanism: as its text calls it where that can be told, and by what it is about."""
    kind = capitalised(texts.tr.term("kind", entry.kind))
    name = texts.naming.name(entry)
    sector = [texts.sector(sector) for sector in entry.sectors[:1]]
    if name is None:
        about = [told] if (told := subject(entry, texts)) else sector
    else:
        known = texts.instrument(name)
        kind, about = (capitalised(cut(known, _NAME)), sector) if known else (kind, [texts.one_line(name)])
        about = [] if entry.kind == "mechanism" and known else about
    return f"{kind} ({cut(about[0], _NAME)})" if about else kind


def subject(entry: Entry, texts: Texts) -> str:
    """The topic as a person says it, else as the text spells it; empty where there is none."""
    topic = entry.topic or ""
    told = texts.topic(topic)
    if topic in texts.goods or key(told) != key(topic):
        return told
    return texts.one_line(spelled(topic, entry))


def _commitment(entry: Entry, texts: Texts, most: int) -> str:
    label = cut(_label(entry, texts), _NAME)
    amounts = leading(entry.amounts)
    told = [_amount(amount, label, texts) for amount in amounts[:most]]
    if amounts and _counts(amounts[0], label, texts):
        label = ""  # "300 instructors", not "Instructors, 300 instructors"
    named = texts.one_line(entry.place or "")
    place = "" if texts.is_state(named) else cut(named, _PLACE)
    return capitalised(", ".join(part for part in (label, " + ".join(told), place) if part))


def _where(entry: Entry, use: str, texts: Texts) -> str:
    """The place behind its preposition, with a space before it; nothing where no place is told."""
    place = cut(texts.one_line(entry.place or ""), _NAME)
    return f" {texts.whither(place, use)}" if place else ""


def _label(entry: Entry, texts: Texts) -> str:
    """What a commitment is of: its topic, else what is counted or measured, else its sector."""
    items = (texts.one_line(amount.item or "") for amount in leading(entry.amounts))
    told = subject(entry, texts) or next(filter(None, items), "")
    if told:
        return capitalised(told)
    kind = capitalised(texts.tr.term("kind", entry.kind))
    return f"{kind} ({texts.sector(entry.sectors[0])})" if entry.sectors else kind


def _amount(amount: Amount, label: str, texts: Texts) -> str:
    noun = texts.noun(amount)
    repeated = texts.measured(amount.unit) and (_alike(noun, label) or not texts.speaks_source)
    return texts.amount(amount, noun="" if repeated else cut(noun, _NOUN))


def _counts(amount: Amount, label: str, texts: Texts) -> bool:
    """Whether the amount's noun is the label itself."""
    return not texts.measured(amount.unit) and _alike(texts.noun(amount), label)


def _alike(one: str, other: str) -> bool:
    """Whether two nouns are one, as far as their first words tell."""
    a, b = key(one).split(), key(other).split()
    return bool(a and b) and (a[0][:_STEM] == b[0][:_STEM] or set(a) <= set(b) or set(b) <= set(a))


# ---- who


def _of(entry: Entry, part: str) -> list[str]:
    return sorted({actor.party for actor in entry.actors if actor.part == part and actor.party})


def _persons(entry: Entry, parts: Sequence[str]) -> list[Part]:
    return [actor for actor in entry.actors if actor.part in parts and actor.type == "person"]


def _named(entry: Entry, parts: Sequence[str], texts: Texts) -> list[str]:
    """Persons in these parts, else organisations and groups; each once, in their order."""
    chosen = _persons(entry, parts) or [a for a in entry.actors if a.part in parts and a.type != "state"]
    names = (cut(texts.one_line(actor.name), _NAME) for actor in chosen)
    return list(dict.fromkeys(name for name in names if name))


def _list(names: Sequence[str], most: int, texts: Texts) -> str:
    """Up to `most` names, else the first and how many others."""
    if len(names) == 2 and most == 2:
        return texts.tr("{one} and {other}", one=names[0], other=names[1])
    if len(names) < 2:
        return "".join(names)
    return texts.tr.plural("{name} and {count} other", "{name} and {count} others", len(names) - 1, name=names[0])


# ---- each its own


def _clashing(entries: Sequence[Entry], found: dict[str, Heading]) -> Iterator[list[Entry]]:
    same: dict[str, list[Entry]] = defaultdict(list)
    for entry in entries:
        same[found[entry.id].title].append(entry)
    return iter([group for group in same.values() if len(group) > 1])


def _set_apart(same: Sequence[Entry], found: dict[str, Heading], step: int, texts: Texts) -> None:
    """Adds the mark of this step to all of `same`, if it tells any two of them apart."""
    marks = {entry.id: _MARKS[step](entry, texts) for entry in same}
    if len(set(marks.values())) == 1:
        return
    for name, mark in marks.items():
        if mark and mark not in found[name].head:
            found[name] = _marked(found[name], cut(mark, _MARK))


def _marked(kept: Heading, mark: str) -> Heading:
    """With one more mark; the earlier ones go where there is no room for all."""
    made = msgspec.structs.replace(kept, apart=(*kept.apart, mark)).fitting
    return made if made.over <= 0 else msgspec.structs.replace(kept, apart=(mark,)).fitting


def _mark_day(entry: Entry, texts: Texts) -> str:
    return texts.date(entry.start, entry.end)


def _mark_place(entry: Entry, texts: Texts) -> str:
    return texts.one_line(entry.place or "")


def _mark_topic(entry: Entry, texts: Texts) -> str:
    if entry.topic and entry.kind != "talks":
        return subject(entry, texts)
    return texts.sector(entry.sectors[0]) if entry.sectors else ""


def _mark_known(entry: Entry, texts: Texts) -> str:
    return texts.known(entry.history[0].as_of) if entry.history and entry.history[0].as_of else ""


def _mark_id(entry: Entry, _texts: Texts) -> str:
    return entry.id[-4:] if len(entry.id) > 4 else entry.id


def _mark_digest(entry: Entry, _texts: Texts) -> str:
    return hashlib.sha256(entry.id.encode()).hexdigest()[:12]


_MARKS = (_mark_day, _mark_place, _mark_topic, _mark_known, _mark_id, _mark_digest)
