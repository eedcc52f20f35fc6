"""Figures and days that a page sets against each other: recounts, two sources, corrections, fact boxes.

Two figures are set against each other only by words that do so; that two sentences give different numbers is nothing.
"""

from collections.abc import Iterator
from typing import Final

from bilan.model.mention import Quantity, Time
from bilan.reading.frames import slots
from bilan.reading.frames.contrasts import Contrast, Desk, Told, beside, clipped, whole
from bilan.reading.frames.scene import Scene, View
from bilan.reading.grammar.verbs import VerbGroup

_BACK: Final = 2
"""Sentences between a figure and the one set against it."""
_PART: Final = 0.1
"""Below this share of the other, a figure counts another thing."""
_UNCOUNTED: Final = frozenset({"%", "second", "minute", "hour", "day", "week", "month", "year", "1"})
_ROUNDED: Final = 0.03
_BARE: Final = frozenset({"1", "person"})


class Figures:
    """Reads the contrasts of figures and days of a page."""

    def __init__(self, scene: Scene, desk: Desk) -> None:
        self._scene = scene
        self._desk = desk
        self._words = desk.words

    def contrasts(self) -> Iterator[Contrast]:
        for view in self._scene.views:
            if view.zone == "headline" or self._desk.endless(view):
                continue
            found = (
                [*self._recount(view)] or [*self._version(view)] or [*self._contest(view)] or [*self._attributed(view)]
            )
            yield from found
            yield from self._correction(view)
            yield from self._label(view)

    # -- recounts -----------------------------------------------------------------------------------------------------

    def _recount(self, view: View) -> Iterator[Contrast]:
        """ "… n'en a recensé que 137"."""
        for first, last in self._counting(view):
            partly = any(view.form(i) in self._words.small.partly for i in range(max(0, first - 3), last))
            but = next((i for i in range(last + 1, last + 5) if view.form(i) in self._words.small.but), None)
            if but is None:
                continue
            low = view.words[but].end
            figure = next((q for q in view.quantities if 0 <= q.start - low <= 2), None)
            if figure is not None and (partly or figure.unit != "1"):
                yield from self._against(view, figure, first, "claim.recount", partly=partly)
                return

    def _counting(self, view: View) -> Iterator[tuple[int, int]]:
        """First and last word of each negated verb of counting ("n'a recensé", "n'en a vu partir")."""
        for group in self._desk.verbs(view, "claim.recount"):
            if group.negated and group.time not in ("future", "conditional"):
                yield group.first, group.last
        negative = self._scene.lexis.cues.negation.clitic
        for i, word in enumerate(view.words):
            if word.form in self._words.small.seen and any(view.form(k) in negative for k in range(i - 4, i)):
                yield i - 1, i

    def _version(self, view: View) -> Iterator[Contrast]:
        """ "… raconte une autre histoire : « 180 lits »"."""
        hit = next(iter(self._desk.rule_hits(view, "claim.version")), None)
        if hit is None:
            return
        after = self._scene.views[view.index + 1 : view.index + 2]
        for other, least in ((view, hit.end), *((v, v.start) for v in after)):
            for figure in (q for q in other.quantities if q.start >= least):
                found = list(self._against(other, figure, other.at(least), "claim.version", before=view))
                if found:
                    yield found[0]
                    return

    def _contest(self, view: View) -> Iterator[Contrast]:
        """ "… prétend pourtant que 900 tonnes seulement …"; with a word for the other side's turn alone, the figure
        must take up who was counted."""
        against = self._desk.hits(view, "contrast.against")
        aside = self._desk.hits(view, "contrast.aside")
        if not (against or aside) or not self._voiced(view):
            return
        taken_up = bool(self._desk.hits(view, "contrast.takers"))
        for figure in view.quantities:
            only = self._only(view, figure)
            if (against and only) or (taken_up and figure.unit in _BARE and not figure.item):
                yield from self._against(
                    view, figure, 0, "claim.contest", partly=taken_up, back=3 if taken_up else _BACK
                )
                return

    def _only(self, view: View, figure: Quantity) -> bool:
        """Whether the figure is said to be all: "900 tonnes seulement", "que 900"."""
        first, last = view.at(figure.start), view.at(figure.end - 1)
        near = [view.form(i) for i in (first - 2, first - 1, last + 1, last + 2)]
        return any(form in self._words.contrast.only for form in near) or view.form(first - 1) in self._words.small.but

    def _voiced(self, view: View) -> bool:
        return any(
            sense.kind == "reporting" or (sense.kind == "claim" and sense.name in ("report", "denial"))
            for g in view.groups if not g.bare and g.tense != "infinitive" for sense, _ in view.senses(g)
        )  # fmt: skip

    def _against(
        self,
        view: View,
        figure: Quantity,
        first: int,
        rule: str,
        *,
        partly: bool = False,
        back: int = _BACK,
        before: View | None = None,
    ) -> Iterator[Contrast]:
        """The figure, and the nearest one before it that it contradicts."""
        opening = view.words[first].start if view.words else view.start
        start = before or view
        for other in (
            view,
            *(v for v in beside(self._scene.views, start, back) if v.index < start.index),
            *((start,) if before and before is not view else ()),
        ):
            for older in reversed(other.quantities):
                if other is view and older.end > opening:
                    continue
                if self._clash(older, figure, partly) and self._claimed(other, older):
                    yield self._contrast(rule, other, older, view, figure, first=first)
                    return

    def _clash(self, one: Quantity, other: Quantity, partly: bool) -> bool:
        """Two exact figures of one thing, or a bare figure of what was counted before."""
        if not self._of_one_thing(one, other, partly):
            return False
        if (
            other.unit in _UNCOUNTED - {"1"}
            or one.bound
            or other.bound
            or one.high
            or other.high
            or one.per != other.per
        ):
            return False
        low, high = sorted((one.value, other.value))
        return low > _PART * high and high - low > (0.15 if one.approximate or other.approximate else _ROUNDED) * high

    def _of_one_thing(self, one: Quantity, other: Quantity, partly: bool) -> bool:
        """The same unit and thing; or nothing named, for what was counted before."""
        if other.unit == "1" and not other.item:
            return one.unit not in _UNCOUNTED or (partly and one.unit == "1" and bool(one.item))
        if one.unit != other.unit or (one.unit == "1" and one.item != other.item):
            return False
        return not (one.item and other.item) or _kin(one.item, other.item)

    def _claimed(self, view: View, figure: Quantity) -> bool:
        """Whether the page gives the figure as somebody's telling of what is, not as what was promised."""
        first, last = view.clause(view.at(figure.start))
        low, high = view.words[first].start, view.words[last].end
        if any(low <= h.start < high for h in self._desk.hits(view, "contrast.promised")):
            return False
        return not any(first <= g.at <= last and g.time in ("future", "conditional") for g in view.groups)

    def _contrast(
        self, rule: str, other: View, older: Quantity, view: View, figure: Quantity, *, first: int
    ) -> Contrast:
        if other is view:
            one = (
                clipped(view, 0, max(0, first - 1)) if first > 2 else clipped(view, *view.clause(view.at(older.start)))
            )
            new = clipped(view, first, len(view.words) - 1)
        else:
            one, new = self._part(other, older), self._part(view, figure)
        said = self._desk.who(other, *one) or self._desk.named(other, *one)
        against = self._desk.who(view, *new) or self._desk.named(view, view.start, new[1])
        return Contrast(rule, (Told(other, *one, _value(older), said), Told(view, *new, _value(figure), against)))

    def _part(self, view: View, figure: Quantity) -> tuple[int, int]:
        """The clause of a figure; the sentence where it is short."""
        start, end = whole(view)
        if end - start <= 200:
            return start, end
        return clipped(view, *view.clause(view.at(figure.start)))

    # -- two sources --------------------------------------------------------------------------------------------------

    def _attributed(self, view: View) -> Iterator[Contrast]:
        """ "300 camions selon Paris, 250 selon Libreville"."""
        marks = [view.at(h.start) for h in view.phrases if h.payload.kind == "attribution"]
        marks = sorted(set(marks))
        if len(marks) != 2 or len(view.quantities) != 2:
            return
        one, other = view.quantities
        a, b = view.at(one.start), view.at(other.start)
        trailing, leading = a < marks[0] < b < marks[1], marks[0] < a < marks[1] < b
        if not (trailing or leading) or not (
            self._clash(one, other, True) and self._claimed(view, one) and _same(one, other)
        ):
            return
        cut = (b if trailing else marks[1]) - 1
        first, second = clipped(view, 0, cut), clipped(view, cut + 1, len(view.words) - 1)
        said = [
            self._desk.named(view, view.words[m].start, view.words[min(m + 9, stop)].end)
            for m, stop in zip(marks, (cut, len(view.words) - 1), strict=True)
        ]
        if said[0] != said[1] or said[0] is None:
            yield Contrast(
                "claim.attributed",
                (Told(view, *first, _value(one), said[0]), Told(view, *second, _value(other), said[1])),
            )

    # -- corrections --------------------------------------------------------------------------------------------------

    def _correction(self, view: View) -> Iterator[Contrast]:
        """ "« Au printemps », corrige-t-on": the day, the figure or else all of the sentence before."""
        if not any(self._inverted(view, group) for group in self._desk.verbs(view, "claim.correction")):
            return
        before = next((v for v in beside(self._scene.views, view, 1) if v.index < view.index), None)
        if before is None or len(before.words) < 4:
            return
        times = [t for t in view.times if slots.dates(t)[0]]
        earlier = [t for t in before.times if slots.dates(t)[0]]
        field, one, other = "date", _day(earlier), _day(times)
        if not (one and other):
            field, one, other = "number", _figure(before), _figure(view)
        if one and other and one != other:
            spans = whole(before), whole(view)
            sides = (
                Told(before, *spans[0], one, self._desk.who(before, *spans[0])),
                Told(view, *spans[1], other, self._desk.who(view, *spans[1]) or self._desk.named(view, *spans[1])),
            )
            yield Contrast("claim.correction", sides, field)

    def _inverted(self, view: View, group: VerbGroup) -> bool:
        """Whether the subject of a verb of correcting stands behind it, after what is quoted."""
        if group.bare or group.tense == "infinitive":
            return False
        quoted = any(w.form in self._words.small.quotes for w in view.words[: group.at])
        return quoted or view.form(group.at + 1).startswith("-")

    # -- fact boxes ---------------------------------------------------------------------------------------------------

    def _label(self, view: View) -> Iterator[Contrast]:
        """ "Montant : 21,5 milliards", where a sentence gives the same cost otherwise."""
        figure = self._labelled(view)
        if figure is None:
            return
        for other in self._scene.views[: view.index]:
            if len(other.quantities) == 1 and self._costs(other) and self._money(other.quantities[0], figure):
                one, new = whole(other), whole(view)
                yield Contrast(
                    "claim.label", (Told(other, *one, _value(other.quantities[0])), Told(view, *new, _value(figure)))
                )
                return

    def _labelled(self, view: View) -> Quantity | None:
        hit = next(iter(self._desk.rule_hits(view, "claim.label")), None)
        if hit is None or len(view.quantities) != 1 or len(view.words) > 12:
            return None
        index = view.at(hit.end - 1)
        colon = index + 1 < len(view.words) and view.words[index + 1].is_mark
        return view.quantities[0] if colon and view.at(hit.start) <= 1 else None

    def _costs(self, view: View) -> bool:
        hit = next(iter(self._desk.rule_hits(view, "claim.label")), None)
        return hit is not None and view.at(hit.start) <= 1

    def _money(self, one: Quantity, other: Quantity) -> bool:
        return one.unit == other.unit and len(one.unit) == 3 and one.unit.isupper() and self._clash(one, other, False)


def _kin(one: str, other: str) -> bool:
    """Whether two things counted begin with the same word."""
    return one.split(maxsplit=1)[0][:5] == other.split(maxsplit=1)[0][:5]


def _same(one: Quantity, other: Quantity) -> bool:
    return not (one.item and other.item) or _kin(one.item, other.item)


def _value(q: Quantity) -> str:
    value = str(int(q.value)) if float(q.value).is_integer() else str(q.value)
    return f"{value} {q.unit}" if q.unit != "1" else value


def _day(times: list[Time]) -> str | None:
    return slots.dates(times[0])[0] if len(times) == 1 else None


def _figure(view: View) -> str | None:
    return _value(view.quantities[0]) if len(view.quantities) == 1 else None
