"""Noun phrases that name somebody by an office, or a body by what it does."""

from typing import NamedTuple

from bilan.reading.actors.grammar import Grammar
from bilan.reading.actors.scan import Hit, Scan
from bilan.reading.actors.terms import Kind, Term

PLACES = (Kind.STATE, Kind.CAPITAL)
STATES = (Kind.STATE, Kind.GROUPING, Kind.BYNAME, Kind.SEAT)
BODIES = (Kind.ORGANISATION, Kind.GROUPING, Kind.MINISTRY, Kind.MISSION, Kind.ORGAN, Kind.BODY, Kind.GROUP)
ACRONYM_REACH = 130
GENERIC_WORDS = 4


class Phrase(NamedTuple):
    """`text[start:end]` from the head on; `noun` is where its determiner begins.

    `states` are the codes of the states it belongs to, `grouping` the id of a grouping it belongs to; `topics` the
    portfolios. `parts` are the spans of coordinated portfolios ("des Affaires étrangères", "de la Défense").
    `name` is the span of a proper name inside a body's phrase. `acronym` the span of letters in brackets behind it.
    """

    start: int
    end: int
    noun: int
    determiner: str
    former: bool
    term: Term
    states: tuple[str, ...] = ()
    grouping: str | None = None
    topics: tuple[str, ...] = ()
    parts: tuple[tuple[int, int], ...] = ()
    name: tuple[int, int] | None = None
    acronym: tuple[int, int] | None = None
    completed: bool = False
    organ: str | None = None


class Parser:
    """Reads phrases from their head on. Nothing here crosses a sentence's end."""

    def __init__(self, grammar: Grammar) -> None:
        self.grammar = grammar

    def role(self, scan: Scan, hit: Hit, depth: int = 0) -> Phrase:
        """The office that starts at `hit`, with its adjectives and complements."""
        limit = self._limit(scan, hit.start)
        states: list[str] = []
        topics: list[str] = []
        parts: list[tuple[int, int]] = []
        grouping: str | None = None
        organ: str | None = None
        at, completed = hit.end, False
        while at < limit:
            step = self._modifier(scan, at, states, limit)
            if step:
                at = step
                continue
            of = self.grammar.of.match(scan.plain, at, limit)
            if of is not None and not completed_twice(topics, organ, parts):
                end, completed_here = self._portfolios(scan, of.end(), topics, parts, limit)
                if completed_here:
                    at, completed = end, True
                    continue
                owner = self._owner(scan, of.end(), hit.term, depth)
                if owner is not None:
                    at, completed = owner.end, True
                    states.extend(owner.states)
                    grouping = grouping or owner.grouping
                    organ = organ or (None if owner.term.kind is Kind.ORGAN else owner.organ)
                    topics.extend(t for t in owner.topics if t not in topics)
                    continue
            end = self._addition(scan, at, topics, parts, states, limit, depth)
            if end:
                at, completed = end, True
                continue
            break
        noun, determiner, former = self.grammar.determined(scan.plain, hit.start)
        return Phrase(
            hit.start, at, noun, determiner, former, hit.term, tuple(dict.fromkeys(states)), grouping, tuple(topics), tuple(parts),
            None, None, completed, organ,
        )  # fmt: skip

    def body(self, scan: Scan, hit: Hit, depth: int = 0) -> Phrase:
        """The body or group whose head is `hit`."""
        limit = self._limit(scan, hit.start)
        states: list[str] = []
        topics: list[str] = []
        parts: list[tuple[int, int]] = []
        grouping: str | None = None
        name: tuple[int, int] | None = None
        at, completed = hit.end, False
        while at < limit:
            step = self._modifier(scan, at, states, limit)
            if step:
                at = step
                continue
            if name is None and hit.term.kind in (Kind.BODY, Kind.GROUP) and not completed:
                span = self.proper(scan, at + 1) if scan.plain[at] == " " else None
                if span is not None:
                    name, at, completed = span, span[1], True
                    known = scan.here(span[0], Kind.ORGANISATION)
                    if known is not None and len(known.term.values) == 2:
                        states.append(known.term.values[0])
                    continue
            of = self.grammar.of.match(scan.plain, at, limit)
            if of is not None:
                if hit.term.kind is Kind.MINISTRY:
                    end, found = self._portfolios(scan, of.end(), topics, parts, limit)
                    if found:
                        at, completed = end, True
                        continue
                owner = self._owner(scan, of.end(), hit.term, depth)
                if owner is not None and not (owner.organ == "generic" and scan.text[hit.start].islower() and not states and hit.term.kind is Kind.GROUP):
                    at, completed = owner.end, True
                    states.extend(owner.states)
                    grouping = grouping or owner.grouping
                    continue
            through = self.grammar.through.match(scan.plain, at, limit) if hit.term.kind is Kind.BODY and completed and scan.text[hit.start].isupper() else None
            if through is not None and name is None:
                owner = self._owner(scan, through.end(), hit.term, depth)
                if owner is not None:
                    at = owner.end
                    continue
            if hit.term.kind in (Kind.MISSION, Kind.ORGAN) and (hit.term.kind is Kind.MISSION or not states):
                end = self._addition(scan, at, topics, parts, states, limit, depth, hit.term)
                if end and (hit.term.kind is Kind.MISSION or states):
                    at = end
                    continue
            break
        acronym, at = self._acronym(scan, hit, at, limit)
        noun, determiner, former = self.grammar.determined(scan.plain, hit.start)
        return Phrase(
            hit.start, at, noun, determiner, former, hit.term, tuple(dict.fromkeys(states)), grouping, tuple(topics), tuple(parts), name,
            acronym, completed, hit.term.values[0] if hit.term.values else None,
        )  # fmt: skip

    def proper(self, scan: Scan, at: int) -> tuple[int, int] | None:
        """A body's own name at `at`: a known one, or a run of capitalised words."""
        known = scan.here(at, Kind.ORGANISATION)
        if known is not None:
            return known.start, known.end
        index = scan.token_at.get(at)
        if index is None or scan.here(at, Kind.STATE, Kind.CAPITAL, Kind.NOTHING, Kind.GROUPING) is not None:
            return None
        last = index
        while last + 1 < len(scan.tokens) and scan.tokens[last + 1].joined and scan.plain[scan.tokens[last].end : scan.tokens[last + 1].start] == " ":
            last += 1
        end = scan.tokens[last].end
        ampersand = scan.text[end : end + 3]
        if ampersand == " & " and end + 3 in scan.token_at:
            end = scan.tokens[scan.token_at[end + 3]].end
        return at, end

    def _limit(self, scan: Scan, at: int) -> int:
        return scan.sentences[scan.sentence(at)].end

    def _modifier(self, scan: Scan, at: int, states: list[str], limit: int) -> int:
        """End of the adjective after the space at `at` (0 if none); a state's adjective is noted."""
        if at >= limit or scan.plain[at] not in " \n":
            return 0
        hit = scan.here(at + 1, Kind.ADJECTIVE, Kind.AFTER)
        if hit is not None:
            if hit.term.kind is Kind.ADJECTIVE and len(hit.term.values) == 1:
                states.append(hit.term.values[0])
            return hit.end
        prefixed = scan.compound.get(at + 1)
        if prefixed is not None:
            states.extend(code for _, _, code in prefixed.parts)
            return prefixed.end
        also = self.grammar.also.match(scan.plain, at, limit)
        if also is not None and states:
            second = scan.here(also.end(), Kind.ADJECTIVE)
            if second is not None and len(second.term.values) == 1:
                states.append(second.term.values[0])
                return second.end
        return 0

    def _portfolios(self, scan: Scan, at: int, topics: list[str], parts: list[tuple[int, int]], limit: int) -> tuple[int, bool]:
        """Portfolios from `at` on, joined by commas and conjunctions."""
        end, found = at, False
        while True:
            hit = scan.here(at, Kind.PORTFOLIO)
            if hit is None:
                stop = self._capital_noun(scan, at, limit) if found else 0
                if not stop:
                    return end, found
                topic, part_end = "", stop
            else:
                topic, part_end = hit.term.values[0], hit.end
            start = at
            end, found = self._tail(scan, part_end, limit), True
            if topic and topic not in topics:
                topics.append(topic)
            parts.append((start, end))
            following = self._conjunction(scan, end, limit)
            if not following:
                return end, True
            at = following

    def _conjunction(self, scan: Scan, at: int, limit: int) -> int:
        """Where the next coordinated portfolio starts (0 if none): ", de", " et de", " et "."""
        position = at
        if scan.plain.startswith(",", position):
            position += 1
        also = self.grammar.also.match(scan.plain, position, limit)
        if also is not None:
            position = also.end()
        if position == at:
            return 0
        of = self.grammar.of.match(scan.plain, position, limit)
        if of is not None:
            following = of.end()
        elif also is not None:
            following = position
        else:
            return 0
        if scan.here(following, Kind.PORTFOLIO) is not None:
            return following
        return following if of is not None and also is not None and self._capital_noun(scan, following, limit) else 0

    def _capital_noun(self, scan: Scan, at: int, limit: int) -> int:
        """End of a capitalised common noun at `at` (a portfolio that no list has), 0 if there is none."""
        index = scan.token_at.get(at)
        if index is None or scan.here(at, *PLACES, Kind.GROUPING, Kind.ORGANISATION) is not None:
            return 0
        token = scan.tokens[index]
        return token.end if token.end <= limit and not token.given else 0

    def _tail(self, scan: Scan, at: int, limit: int) -> int:
        """End of the adjectives behind a portfolio ("de l'Économie numérique")."""
        while at < limit and scan.plain[at] == " ":
            hit = scan.here(at + 1, Kind.AFTER)
            if hit is None:
                break
            at = hit.end
        return at

    def _owner(self, scan: Scan, at: int, term: Term, depth: int) -> Phrase | None:
        """What an "of" leads to: a state, a grouping, a body, a town, or a plain noun with its adjectives."""
        state = scan.here(at, *STATES)
        if state is not None:
            values = state.term.values
            if state.term.kind is Kind.GROUPING:
                return _simple(state, grouping=values[0])
            return _simple(state, states=values if len(values) == 1 else ())
        town = scan.here(at, Kind.CAPITAL)
        if town is not None:
            return _simple(town, states=town.term.values if term.kind in (Kind.BODY, Kind.ORGAN) or (term.head and term.head.family == "body") else ())
        body = scan.here(at, *BODIES)
        if body is not None and depth < 2:
            if body.term.kind is Kind.ORGANISATION:
                return _simple(body, states=body.term.values[:1] if len(body.term.values) == 2 else (), organ=body.term.values[-1])
            return self.body(scan, body, depth + 1)
        role = scan.here(at, Kind.ROLE)
        if role is not None and depth < 2:
            return self.role(scan, role, depth + 1)._replace(topics=())
        return self._generic(scan, at, term)

    def _generic(self, scan: Scan, at: int, term: Term) -> Phrase | None:
        """A common noun with adjectives, or capitalised words: "de la commission électorale", "d'Atlas Fertil"."""
        limit = self._limit(scan, at)
        index = scan.token_at.get(at)
        if index is not None:
            span = self.proper(scan, at)
            if span is None:
                return None
            end = span[1]
            while True:
                states: list[str] = []
                step = self._described(scan, end, states, limit)
                of = self.grammar.of.match(scan.plain, step or end, limit)
                if of is not None and scan.token_at.get(of.end()) is not None and scan.here(of.end(), *PLACES) is None:
                    following = self.proper(scan, of.end())
                    if following is not None:
                        end = following[1]
                        continue
                return _made(at, step or end, term, tuple(states))
        end, states = self._word(scan, at, limit), []
        word = scan.plain[at:end]
        if not end or word in self.grammar.stops or (term.head is not None and term.head.family in ("state", "rank")):
            return None
        if word.endswith(self.grammar.infinitives) and scan.plain[at - 2 : at] in ("d'", "e "):
            return None
        for _ in range(GENERIC_WORDS):
            step = self._modifier(scan, end, states, limit)
            if not step:
                break
            end = step
        return _made(at, end, term, tuple(states))

    def _described(self, scan: Scan, at: int, states: list[str], limit: int) -> int:
        """End of the adjectives behind a capitalised common noun, known ones or by their endings (0 if none)."""
        end = 0
        for _ in range(GENERIC_WORDS):
            step = self._modifier(scan, end or at, states, limit)
            if not step and scan.plain[end or at : (end or at) + 1] == " ":
                start = (end or at) + 1
                word_end = self._word(scan, start, limit)
                if word_end and scan.text[start].islower() and scan.plain[start:word_end].endswith(self.grammar.adjectival):
                    step = word_end
            if not step:
                break
            end = step
        return end

    def _word(self, scan: Scan, at: int, limit: int) -> int:
        end = at
        while end < limit and (scan.plain[end].isalpha() or scan.folded[end] == "-"):
            end += 1
        return end if end > at + 1 else 0

    def _addition(
        self, scan: Scan, at: int, topics: list[str], parts: list[tuple[int, int]], states: list[str], limit: int, depth: int,
        term: Term | None = None,
    ) -> int:
        """End of a complement that says where or for what: "à Moscou", "auprès de l'UE", ", chargé du Budget" (0 if none)."""
        position = at + 1 if scan.plain.startswith(",", at) else at
        pattern = self.grammar.charged if position > at else self.grammar.to
        to = pattern.match(scan.plain, position, limit)
        if to is None:
            return 0
        if topics or position > at or self.grammar.charged.match(scan.plain, position, limit) is not None:
            end, found = self._portfolios(scan, to.end(), topics, parts, limit)
            if found:
                return end
        hit = scan.here(to.end(), *PLACES, Kind.GROUPING, Kind.ORGANISATION, Kind.MISSION, Kind.ORGAN, Kind.MINISTRY, Kind.ROLE, Kind.BODY)
        if hit is None:
            return 0
        if hit.term.kind in (Kind.MISSION, Kind.ORGAN, Kind.MINISTRY, Kind.BODY) and depth < 2:
            inner = self.body(scan, hit, depth + 1)
            if hit.term.kind is Kind.MISSION and not states:
                states.extend(inner.states)
            return inner.end
        if hit.term.kind is Kind.STATE and term is not None and term.kind is Kind.ORGAN:
            states.extend(hit.term.values if len(hit.term.values) == 1 else ())
        if hit.term.kind is Kind.ROLE:
            return self.role(scan, hit, depth + 1).end if depth < 2 and scan.plain[position:].lstrip().startswith("aupres") else 0
        return hit.end

    def _acronym(self, scan: Scan, hit: Hit, at: int, limit: int) -> tuple[tuple[int, int] | None, int]:
        """Letters in brackets behind a capitalised body, however far its name runs before them."""
        if scan.text[hit.start].isupper():
            opening = scan.text.find("(", at, min(limit, hit.start + ACRONYM_REACH))
            if opening > 0 and self._runs(scan, at, opening):
                closing = scan.text.find(")", opening, opening + 14)
                if closing > 0 and scan.text[opening + 1 : opening + 2].isupper() and " " not in scan.text[opening:closing]:
                    return (opening + 1, closing), closing + 1
        if scan.text.startswith(" (", at):
            closing = scan.text.find(")", at, at + 16)
            inner = scan.text[at + 2 : closing] if closing > 0 else ""
            if inner[:1].isupper() and inner.replace("-", "").isalnum() and sum(c.isupper() for c in inner) >= 2:
                return (at + 2, closing), closing + 1
        return None, at

    def _runs(self, scan: Scan, start: int, end: int) -> bool:
        """Whether a body's name may run from `start` to `end`: words only, no comma, no verb, nobody else."""
        between = scan.plain[start:end]
        if any(c in ",;:.!?«»\"“”" for c in between):
            return False
        return not any(word in self.grammar.stops and not self.grammar.inside.fullmatch(word) for word in between.replace("'", "' ").split())


def completed_twice(topics: list[str], organ: str | None, parts: list[tuple[int, int]]) -> bool:
    """An office takes one body or set of portfolios; a second "of" may still name the state."""
    return organ is not None and bool(topics) and len(parts) > 3


def _simple(hit: Hit, states: tuple[str, ...] = (), grouping: str | None = None, organ: str | None = None) -> Phrase:
    return Phrase(hit.start, hit.end, hit.start, "", False, hit.term, states, grouping, organ=organ)


def _made(start: int, end: int, term: Term, states: tuple[str, ...]) -> Phrase:
    return Phrase(start, end, start, "", False, term, states, organ="generic")
