"""States and groupings: by name, adjective, capital, palace, by-name, compound, "our country", "the two countries"."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from bilan.knowledge.actors import ActorKnowledge
from bilan.model.mention import Actor, Gap
from bilan.reading.actors.making import Form, mention
from bilan.reading.actors.scan import Hit, Scan
from bilan.reading.actors.terms import CLOSED, STATE_KINDS, Kind, plain
from bilan.reading.folding import fold

_FORMS: dict[Kind, Form] = {
    Kind.STATE: "name",
    Kind.ADJECTIVE: "adjective",
    Kind.CAPITAL: "capital",
    Kind.SEAT: "metonym",
    Kind.BYNAME: "metonym",
}
_RANK = (
    Kind.STATE,
    Kind.NOTHING,
    Kind.ORGANISATION,
    Kind.GROUPING,
    Kind.CAPITAL,
    Kind.SEAT,
    Kind.BYNAME,
    Kind.ADJECTIVE,
)


class Stater:
    """Turns hits into mentions of states and groupings."""

    def __init__(self, knowledge: ActorKnowledge) -> None:
        self._records = knowledge.states.words.states
        self._forms = knowledge.states.forms
        self._names = {code: names.name for code, names in knowledge.states.words.states.items()}
        self._groupings = knowledge.groupings
        grammar = knowledge.states.words.grammar
        self._grammar = grammar
        self._needs = tuple(plain(fold(word)) for word in grammar.determiners)
        self._brands = grammar.brands

    def name(self, code: str) -> str:
        return self._names.get(code, code)

    def of(self, code: str) -> str:
        """The state's name with "of" and its article before it."""
        names, of = self._records[code], self._grammar.of
        vowel = names.name[0].lower() in self._grammar.vowels
        if names.bare:
            return of["bare_vowel"] + names.name if vowel else f"{of['bare']} {names.name}"
        if names.gender in ("mp", "fp"):
            return f"{of['plural']} {names.name}"
        return of["vowel"] + names.name if vowel else f"{of[names.gender]} {names.name}"

    def adjective(self, code: str, feminine: bool) -> str | None:
        """The state's adjective in the singular, None where it has none."""
        given = self._records[code].adjective
        return self._forms(given[0])[1 if feminine else 0] if given else None

    def chosen(self, scan: Scan) -> list[Hit]:
        """Leftmost, longest hits of states, groupings, organisations and phrases that mean none."""
        kept: list[Hit] = []
        for hit in scan.hits:
            kind = hit.term.kind
            if kind not in STATE_KINDS and kind not in CLOSED:
                continue
            if kept and hit.start < kept[-1].end:
                same = (hit.start, hit.end) == (kept[-1].start, kept[-1].end)
                if same and _RANK.index(kind) < _RANK.index(kept[-1].term.kind):
                    kept[-1] = hit
                continue
            if self._means(scan, hit):
                kept.append(hit)
        return kept

    def mentions(self, scan: Scan, chosen: Sequence[Hit], home: str | None) -> tuple[list[Actor], list[Gap]]:
        """Mentions of states and groupings; words for several states are settled by what else the document names."""
        gaps: list[Gap] = []
        sure = {hit.term.values[0] for hit in chosen if hit.term.kind in STATE_KINDS and len(hit.term.values) == 1}
        actors = [actor for hit in chosen for actor in self._actor(hit, sure, home, gaps)]
        actors += [
            self.state(start, end, code, "adjective")
            for compound in scan.compound.values()
            for start, end, code in compound.parts[:-1]
        ]
        for hit in scan.hits:
            if hit.term.kind is Kind.HOME and scan.here(hit.start, Kind.HOME) is hit:
                if home is None:
                    gaps.append(Gap(start=hit.start, end=hit.end, step="actors", reason="home unknown"))
                else:
                    actors.append(self.state(hit.start, hit.end, home, "pronoun"))
        return actors, gaps

    def pairs(self, scan: Scan, states: Sequence[Actor]) -> tuple[list[Actor], list[Gap]]:
        """ "les deux pays": the two states named just before, else the two that the document is about."""
        actors: list[Actor] = []
        gaps: list[Gap] = []
        dominant, done = self.dominant(states), -1
        for hit in scan.hits:
            if hit.term.kind is not Kind.PAIR_STATES or scan.here(hit.start, Kind.PAIR_STATES) is not hit:
                continue
            if hit.start < done:
                continue
            done = hit.end
            pair = self._local(scan, states, hit.start) or dominant
            if pair is None:
                gaps.append(Gap(start=hit.start, end=hit.end, step="actors", reason="two states: which ones"))
                continue
            actors.append(
                Actor(
                    start=hit.start,
                    end=hit.end,
                    type="state",
                    key="state:both",
                    name=" – ".join(self.name(c) for c in pair),
                    parties=pair,
                    form="pronoun",
                )
            )
        return actors, gaps

    def dominant(self, states: Iterable[Actor]) -> tuple[str, str] | None:
        """The two states named most, if a third is not named as often."""
        counts = Counter(actor.party for actor in states if actor.party is not None)
        ranked = counts.most_common(3)
        if len(ranked) < 2 or (len(ranked) == 3 and ranked[1][1] == ranked[2][1]):
            return None
        return _pair(str(ranked[0][0]), str(ranked[1][0]))

    def state(self, start: int, end: int, code: str, form: Form) -> Actor:
        return mention((start, end), "state", f"state:{code}", self.name(code), code, form=form)

    def _local(self, scan: Scan, states: Sequence[Actor], position: int) -> tuple[str, str] | None:
        index = scan.sentence(position)
        first = scan.sentences[index].start
        for opening in (first, scan.sentences[index - 1].start if index else first):
            seen = list(dict.fromkeys(a.party for a in states if opening <= a.start < position and a.party is not None))
            if len(seen) == 2:
                return _pair(seen[0], seen[1])
            if len(seen) > 2:
                return None
        return None

    def _means(self, scan: Scan, hit: Hit) -> bool:
        """Whether a state's word means the state here: no brand, no first name, with its article where it needs one."""
        kind = hit.term.kind
        if kind in (Kind.STATE, Kind.CAPITAL) and self._branded(scan, hit):
            return False
        if kind is Kind.ORGANISATION and not hit.term.exact and scan.text[hit.start].islower():
            return True
        if kind in (Kind.STATE, Kind.CAPITAL, Kind.SEAT):
            index = scan.token_at.get(hit.start)
            if index is not None and scan.tokens[index].name:
                return False
            if hit.term.needs:
                return scan.plain[max(0, hit.start - 14) : hit.start].rstrip().endswith(self._needs)
        return True

    def _branded(self, scan: Scan, hit: Hit) -> bool:
        if scan.text[hit.end : hit.end + 1] not in (" ", "-"):
            return False
        end = hit.end + 1
        while end < len(scan.text) and scan.text[end].isalnum():
            end += 1
        return scan.text[hit.end + 1 : end] in self._brands

    def _actor(self, hit: Hit, sure: set[str], home: str | None, gaps: list[Gap]) -> Iterator[Actor]:
        kind, values = hit.term.kind, hit.term.values
        if kind is Kind.GROUPING:
            facts, names = self._groupings.facts[values[0]], self._groupings.names[values[0]]
            yield Actor(
                start=hit.start,
                end=hit.end,
                type="grouping",
                key=f"grouping:{values[0]}",
                name=names.name,
                parties=facts.members,
                form="acronym" if hit.term.exact else "name",
            )
        elif kind in STATE_KINDS:
            code = settled(values, sure, home)
            if code is None:
                gaps.append(Gap(start=hit.start, end=hit.end, step="actors", reason="one of " + ", ".join(values)))
            else:
                yield self.state(hit.start, hit.end, code, _FORMS[kind])


def settled(values: tuple[str, ...], sure: set[str], home: str | None) -> str | None:
    """Of several states the only one that the document names otherwise, or the writer's own."""
    if len(values) == 1:
        return values[0]
    named = [code for code in values if code in sure or code == home]
    return named[0] if len(named) == 1 else None


def _pair(one: str, other: str) -> tuple[str, str]:
    return (one, other) if one < other else (other, one)
