"""A page as frames see it: sentences with their words, verbs, mentions and phrases; and which states it is about."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from functools import cached_property
from typing import Protocol, TypeVar

from bilan.model.document import Document, Facts
from bilan.model.mention import Actor, Place, Quantity, SectorMention, Time
from bilan.model.statement import Part
from bilan.reading.frames.pairs import codes, concerns_two, fullest_names, main_pair, weigh
from bilan.reading.frames.words import FrameWords, Sense, VerbSense
from bilan.reading.grammar.verbs import VerbGroup
from bilan.reading.grammar.words import Word, words
from bilan.reading.lexicon import Hit
from bilan.reading.sentences import Sentence


class _Span(Protocol):
    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...


Spanned = TypeVar("Spanned", bound=_Span)

_EDGES = frozenset(",;:.!?…«»\"“”–—-()[]'|•*")  # marks that a passage neither begins nor ends with
_HARD = frozenset(";:()–—[]")
_SOFT = frozenset(',«»"“”…')
_RATE = re.compile(r"\s?[%‰]")
_ABOUT_PAIR = 0.6


class View:
    """One sentence. Word indices are into `words`; `start`, `end` are document offsets."""

    def __init__(self, scene: "Scene", index: int, sentence: Sentence, zone: str) -> None:
        self.scene = scene
        self.index = index
        self.start, self.end, self.paragraph, self.zone = sentence.start, sentence.end, sentence.paragraph, zone
        self.actors = within(scene.actors, self.start, self.end)
        self.places = within(scene.places, self.start, self.end)
        self.times = within(scene.times, self.start, self.end)
        self.quantities = within(scene.quantities, self.start, self.end)
        self.sectors = within(scene.sectors, self.start, self.end)
        self.phrases: list[Hit[Sense]] = within(scene.phrases, self.start, self.end)
        self._senses: dict[tuple[int, str], list[tuple[VerbSense, int]]] = {}
        self._prepositions: dict[int, str | None] = {}

    @cached_property
    def words(self) -> list[Word]:
        return words(self.scene.folded, self.start, self.end, self.scene.lexis.cues.clause.subject_pronouns)

    @cached_property
    def groups(self) -> list[VerbGroup]:
        return self.scene.lexis.verbs.groups(self.words)

    @property
    def text(self) -> str:
        return self.scene.document.text[self.start : self.end]

    def senses(self, group: VerbGroup) -> list[tuple[VerbSense, int]]:
        """What a verb group may mean, each with the index of its last word; looked up once."""
        key = (group.at, group.lemma)
        if key not in self._senses:
            self._senses[key] = self.scene.lexis.senses(self.words, group)
        return self._senses[key]

    @cached_property
    def _starts(self) -> list[int]:
        return [word.start for word in self.words]

    def at(self, offset: int) -> int:
        """Index of the word that holds `offset`, or the next one."""
        index = bisect_right(self._starts, offset) - 1
        return max(0, index)

    def form(self, index: int) -> str:
        return self.words[index].form if 0 <= index < len(self.words) else ""

    @cached_property
    def _cuts(self) -> tuple[list[int], list[int]]:
        """Word indices that open a segment, and those that open a clause."""
        clause = self.scene.lexis.cues.clause
        breaks = {phrase.split()[0] for phrase in clause.breaks if " " not in phrase}
        segments, clauses = [0], [0]
        for i, word in enumerate(self.words):
            if word.form in _HARD:
                segments += [i, i + 1]
                clauses += [i, i + 1]
            elif word.form in _SOFT:
                segments += [i, i + 1]
                following = self.form(i + 1)
                if (following in clause.relatives or following in breaks) and not self._joins(i + 1):
                    clauses.append(i)
            elif (word.form in breaks or word.form in clause.relatives) and not self._joins(i):
                segments.append(i)
                clauses.append(i)
        return sorted(set(segments)), sorted(set(clauses))

    def _joins(self, index: int) -> bool:
        """The last word of "ainsi que", "tels que": it joins members of an enumeration and opens no clause."""
        return f"{self.form(index - 1)} {self.form(index)}" in self.scene.joining_phrases

    def segment(self, index: int) -> tuple[int, int]:
        """First and last word of the stretch between commas that holds word `index`."""
        return self._piece(self._cuts[0], index)

    def clause(self, index: int) -> tuple[int, int]:
        """First and last word of the clause that holds word `index`; commas within it are kept."""
        return self._piece(self._cuts[1], index)

    def _piece(self, cuts: Sequence[int], index: int) -> tuple[int, int]:
        n = bisect_right(cuts, index)
        first = cuts[n - 1]
        last = (cuts[n] if n < len(cuts) else len(self.words)) - 1
        return first, max(first, last)

    def between(self, one: int, other: int) -> tuple[int, int]:
        """How many segment and clause borders lie between two words."""
        low, high = min(one, other), max(one, other)
        return tuple(bisect_right(cuts, high) - bisect_right(cuts, low) for cuts in self._cuts)  # type: ignore[return-value]

    def span(self, first: int, last: int) -> tuple[int, int]:
        """Document offsets of words `first` to `last`, marks and joining words at the ends left out."""
        joining = self.scene.joining
        while first < last and (self.form(first) in _EDGES or self.form(first) in joining):
            first += 1
        while last > first and self.form(last) in _EDGES:
            last -= 1
        start, end = self.words[first].start, self.words[last].end
        folded = self.scene.folded
        if folded.count("(", start, end) > folded.count(")", start, end) and self.form(last + 1) == ")":
            end = self.words[last + 1].end
        rate = _RATE.match(folded, end) if folded[end - 1].isdigit() else None
        return start, end if rate is None else rate.end()

    def preposition(self, offset: int) -> str | None:
        """What the preposition before the noun phrase at `offset` says: `to`, `from`, `with`, …; None without one."""
        if offset not in self._prepositions:
            self._prepositions[offset] = self._preposition(offset)
        return self._prepositions[offset]

    def _preposition(self, offset: int) -> str | None:
        index = bisect_left(self._starts, offset) - 1
        clause = self.scene.lexis.cues.clause
        table = self.scene.lexis.prepositions
        for _ in range(4):
            form = self.form(index)
            if not form:
                return None
            for width in (4, 3, 2):
                if index - width + 1 >= 0:
                    phrase = " ".join(word.form for word in self.words[index - width + 1 : index + 1])
                    found = table.get(phrase.replace("' ", "'"))
                    if found:
                        return found
            found = table.get(form)
            if found:
                before = table.get(self.form(index - 1)) if form in self.scene.partitives else None
                return before or found  # "par des instructeurs": the partitive only opens the noun
            if form not in clause.determiners and not form.isdigit():
                return None
            index -= 1
        return None

    def qualified(self, last: int) -> list[str]:
        """The two or more states whose adjectives stand right behind a noun's last word ("russo-malienne")."""
        if last + 1 >= len(self.words):
            return []
        low, high = self.words[last + 1].start, self.words[min(last + 5, len(self.words) - 1)].end
        behind = [a for a in self.actors if a.form == "adjective" and low <= a.start and a.end <= high]
        found = dict.fromkeys(a.party for a in behind if a.party)
        return list(found) if len(found) > 1 else []

    def states(self, start: int | None = None, end: int | None = None) -> list[str]:
        """ISO codes of the states meant between two offsets, in order, each once; go-betweens and transit left out."""
        low, high = self.start if start is None else start, self.end if end is None else end
        found: dict[str, None] = {}
        for actor in self.actors:
            if actor.start < low or actor.end > high:
                continue
            if self.preposition(actor.start) == "through":
                continue
            for code in codes(actor):
                found.setdefault(code)
        return list(found)


class Scene:
    """The whole page.

    `pair` is the two states it is mostly about, `()` where it is about fewer; `focus` their share of all mentions of
    states, 0 to 1. `offtopic` are the fields of no concern that the page is of; paragraphs of one are left out.
    """

    def __init__(
        self,
        *,
        document: Document,
        folded: str,
        facts: Facts,
        lexis: FrameWords,
        sentences: Sequence[tuple[Sentence, str]],
        actors: Sequence[Actor],
        places: Sequence[Place],
        times: Sequence[Time],
        quantities: Sequence[Quantity],
        sectors: Sequence[SectorMention],
    ) -> None:
        self.document, self.folded, self.facts, self.lexis = document, folded, facts, lexis
        self.actors = sorted(actors, key=lambda a: (a.start, -a.end))
        self.places = sorted(places, key=lambda p: (p.start, -p.end))
        self.times = sorted(times, key=lambda t: (t.start, -t.end))
        self.quantities = sorted(quantities, key=lambda q: (q.start, -q.end))
        self.sectors = sorted(sectors, key=lambda s: (s.start, -s.end))
        clause = lexis.cues.clause
        self.joining = frozenset(w for w in (*clause.conjunctions, *clause.breaks, *clause.relatives) if " " not in w)
        self.receiving = frozenset(lexis.cues.prepositions["to"][:3])
        self.partitives = frozenset(clause.determiners) & frozenset(lexis.cues.prepositions["from"])
        self.joining_phrases = frozenset(p for p in (*clause.conjunctions, *clause.examples) if " " in p)
        self.enumerating = frozenset(w.split()[-1] for w in (*clause.conjunctions, *clause.examples))
        self.phrases: list[Hit[Sense]] = []
        for start, end in _stretches(sentences):
            hits = lexis.lexicon.every(folded[start:end])
            self.phrases += [Hit(h.start + start, h.end + start, h.payload) for h in hits]
        every = [View(self, i, sentence, zone) for i, (sentence, zone) in enumerate(sentences)]
        self.offtopic = _fields(lexis, every, 2)
        off = {p for p in {v.paragraph for v in every} if _fields(lexis, [v for v in every if v.paragraph == p], 1)}
        self.views = [view for view in every if view.paragraph not in off]
        self._names = fullest_names(self.actors)
        self.weights = weigh(self.actors, sentences)
        self.pair = main_pair(self.weights, facts.home)
        total = sum(self.weights.values())
        self.focus = sum(self.weights[code] for code in self.pair) / total if total else 0.0
        self.views = self._concerned()
        for index, view in enumerate(self.views):
            view.index = index

    def _concerned(self) -> list[View]:
        """The sentences worth framing.

        None where the page's second state is named in passing only; all where the page is about its pair; else those of
        paragraphs that name a state or somebody of one.
        """
        if not concerns_two(self.weights, self.pair, len(self.folded)):
            return []
        if self.focus >= _ABOUT_PAIR:
            return self.views
        named = {view.paragraph for view in self.views if any(codes(actor) for actor in view.actors)}
        return [view for view in self.views if view.paragraph in named]

    def state_part(self, code: str, role: str) -> Part:
        """A state in its part, by the fullest name that the page gives it, else by its code."""
        return Part(name=self._names.get(code, code), part=role, key=f"state:{code}", type="state", party=code)

    def paragraph(self, view: View) -> list[View]:
        """The sentences of the same paragraph before `view`, nearest first."""
        found = []
        for other in reversed(self.views[: view.index]):
            if other.paragraph != view.paragraph:
                break
            found.append(other)
        return found

    def parties(self, view: View, found: Iterable[str]) -> tuple[str, ...]:
        """`found` made complete: what a passage leaves out is taken from sentence, paragraph, then page."""
        known = list(dict.fromkeys(found))
        if len(known) < 2:
            for source in (view, *self.paragraph(view)):
                for code in source.states():
                    if code not in known:
                        known.append(code)
                if len(known) >= 2:
                    break
            else:
                known += [code for code in self._partners(known) if code not in known]
            known = self._two(known, list(dict.fromkeys(found)))
        return tuple(sorted(known))

    def _two(self, known: list[str], given: list[str]) -> list[str]:
        """Of several candidates: those given, then those of the page's pair, then by weight."""
        if len(known) <= 2:
            return known
        rest = [code for code in known if code not in given]
        rest.sort(key=lambda code: (code not in self.pair, -self.weights[code], code))
        return [*given, *rest][:2]

    def _partners(self, known: Sequence[str]) -> tuple[str, ...]:
        if not known:
            return self.pair
        if known[0] in self.pair:
            return tuple(code for code in self.pair if code != known[0])
        away = [code for code in self.pair if code != self.facts.home]
        return tuple(away[:1])


def _fields(lexis: FrameWords, views: Sequence[View], times: int) -> set[str]:
    """The fields of no concern that these sentences hold enough different words of, `times` the paragraph's measure."""
    found: dict[str, set[str]] = {}
    for view in views:
        for hit in view.phrases:
            if hit.payload.kind == "offtopic":
                found.setdefault(hit.payload.name, set()).add(view.scene.folded[hit.start : hit.end])
    return {name for name, words in found.items() if len(words) >= times * lexis.least[name]}


def within(mentions: Sequence[Spanned], start: int, end: int) -> list[Spanned]:
    """Those of the sorted `mentions` that lie between two offsets."""
    low = bisect_left(mentions, start, key=lambda m: m.start)
    high = bisect_left(mentions, end, key=lambda m: m.start)
    return [m for m in mentions[low:high] if m.end <= end]


def _stretches(sentences: Sequence[tuple[Sentence, str]]) -> list[tuple[int, int]]:
    """Runs of neighbouring sentences, so that one pass of the automaton serves many."""
    runs: list[tuple[int, int]] = []
    for sentence, _ in sentences:
        if runs and sentence.start - runs[-1][1] < 4:
            runs[-1] = (runs[-1][0], sentence.end)
        else:
            runs.append((sentence.start, sentence.end))
    return runs
