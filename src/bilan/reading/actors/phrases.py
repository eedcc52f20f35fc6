"""Noun phrases that name somebody by an office, or a body by what it does, read from their head on.

Nothing here crosses a sentence's end. `Parser` reads what `phrase.Phrase` holds.
"""

from bilan.reading.actors.acronyms import acronym
from bilan.reading.actors.grammar import Grammar
from bilan.reading.actors.phrase import GENERIC, TRADING, Draft, Phrase
from bilan.reading.actors.portfolios import Portfolios
from bilan.reading.actors.scan import Hit, Scan
from bilan.reading.actors.terms import Kind

PLACES = (Kind.STATE, Kind.CAPITAL)
STATES = (Kind.STATE, Kind.GROUPING, Kind.BYNAME, Kind.SEAT)
BODIES = (Kind.ORGANISATION, Kind.GROUPING, Kind.MINISTRY, Kind.MISSION, Kind.ORGAN, Kind.BODY, Kind.GROUP)
ADDED = (
    *PLACES,
    Kind.GROUPING,
    Kind.ORGANISATION,
    Kind.MISSION,
    Kind.ORGAN,
    Kind.MINISTRY,
    Kind.ROLE,
    Kind.BODY,
)
LOCAL = frozenset({"mayor", "deputy-mayor", "governor", "prefect", "sub-prefect", "judge", "prosecutor"})
GENERIC_WORDS = 4  # adjectives behind a noun that no list has
DEEPEST = 2  # phrases within phrases


class Parser:
    """Reads phrases."""

    def __init__(self, grammar: Grammar) -> None:
        self.grammar = grammar
        self._portfolios = Portfolios(grammar)

    def role(self, scan: Scan, hit: Hit, depth: int = 0) -> Phrase:
        """The office that starts at `hit`, with its adjectives and complements."""
        draft = self._draft(scan, hit, depth)
        while draft.at < draft.limit and (
            self._modified(scan, draft)
            or self._portfolios.owned(scan, draft)
            or self._owned(scan, draft)
            or self._added(scan, draft)
        ):
            pass
        return self._done(scan, draft, None, draft.organ)

    def body(self, scan: Scan, hit: Hit, depth: int = 0) -> Phrase:
        """The body or group whose head is `hit`."""
        draft = self._draft(scan, hit, depth)
        kind = hit.term.kind
        while draft.at < draft.limit and (
            self._modified(scan, draft)
            or self._proper_name(scan, draft)
            or (kind in (Kind.MINISTRY, Kind.COUNTERPART) and self._portfolios.owned(scan, draft))
            or self._owned(scan, draft)
            or self._through(scan, draft)
            or (kind is Kind.MISSION and self._added(scan, draft))
            or (kind is Kind.ORGAN and self._located(scan, draft))
        ):
            pass
        letters = acronym(scan, self.grammar, draft) if depth == 0 else None
        return self._done(scan, draft, letters, hit.term.values[0] if hit.term.values else None)

    def proper(self, scan: Scan, at: int) -> tuple[int, int] | None:
        """A body's own name at `at`: a known one, or a run of capitalised words."""
        known = scan.here(at, Kind.ORGANISATION)
        if known is not None:
            return known.start, known.end
        index = scan.token_at.get(at)
        if index is None or scan.here(at, *PLACES, Kind.NOTHING, Kind.GROUPING) is not None:
            return None
        while index + 1 < len(scan.tokens) and scan.tokens[index + 1].joined and scan.adjacent(index):
            index += 1
        end = scan.tokens[index].end
        second = scan.token_at.get(end + 3) if scan.text.startswith(" & ", end) else None
        return at, scan.tokens[second].end if second is not None else end

    def _draft(self, scan: Scan, hit: Hit, depth: int) -> Draft:
        return Draft(hit, hit.end, scan.sentences[scan.sentence(hit.start)].end, depth)

    def _done(self, scan: Scan, draft: Draft, acronym: tuple[int, int] | None, organ: str | None) -> Phrase:
        noun, determiner, former = self.grammar.determined(scan.plain, draft.hit.start)
        return Phrase(
            draft.hit.start,
            draft.at,
            noun,
            determiner,
            former,
            draft.term,
            tuple(dict.fromkeys(draft.states)),
            draft.grouping,
            tuple(draft.topics),
            tuple(draft.parts),
            draft.name,
            acronym,
            draft.completed,
            organ,
            draft.inner,
            draft.pair,
        )

    def _modified(self, scan: Scan, draft: Draft) -> bool:
        """Takes an adjective."""
        end = self._modifier(scan, draft.at, draft.states, draft.limit)
        draft.at = end or draft.at
        return end > 0

    def _modifier(self, scan: Scan, at: int, states: list[str], limit: int) -> int:
        """End of the adjective after the space at `at` (0 if none); a state's adjective is noted."""
        if at >= limit or scan.plain[at] != " ":
            return 0
        hit = scan.here(at + 1, Kind.ADJECTIVE, Kind.AFTER)
        if hit is not None:
            if hit.term.kind is Kind.ADJECTIVE and len(hit.term.values) == 1:
                states.append(hit.term.values[0])
            return hit.end
        compound = scan.compound.get(at + 1)
        if compound is not None:
            states.extend(code for _, _, code in compound.parts)
            return compound.end
        also = self.grammar.also.match(scan.plain, at, limit) if states else None
        second = scan.here(also.end(), Kind.ADJECTIVE) if also is not None else None
        if second is None or len(second.term.values) != 1:
            return 0
        states.append(second.term.values[0])
        return second.end

    def _owned(self, scan: Scan, draft: Draft) -> bool:
        """Takes "du Mali", "de la Banque mondiale", "de la commission électorale"."""
        of = self.grammar.of.match(scan.plain, draft.at, draft.limit)
        owner = self._owner(scan, of.end(), draft) if of is not None else None
        if owner is None:
            return False
        if owner.organ == GENERIC and scan.text[owner.start].islower() and not self._open(scan, draft):
            return False
        if draft.term.kind is Kind.ORGAN and draft.completed:
            return False
        draft.take(owner)
        return True

    def _open(self, scan: Scan, draft: Draft) -> bool:
        """Whether a noun that no list has may complete the head: no organ of a state, no group in lower case."""
        if draft.term.kind is Kind.ORGAN:
            return False
        return draft.term.kind is not Kind.GROUP or bool(draft.states) or scan.text[draft.hit.start].isupper()

    def _owner(self, scan: Scan, at: int, draft: Draft) -> Phrase | None:
        """What an "of" leads to: a state, a grouping, a body, a town, an office, a noun with its adjectives."""
        state = scan.here(at, *STATES)
        if state is not None:
            values = state.term.values
            grouping = values[0] if state.term.kind is Kind.GROUPING else None
            return _simple(state, states=values if grouping is None and len(values) == 1 else (), grouping=grouping)
        town = scan.here(at, Kind.CAPITAL, Kind.TOWN)
        if town is not None:
            return _simple(town, states=town.term.values if _local(draft) else ())
        both = scan.here(at, Kind.PAIR_STATES)
        if both is not None:
            return _simple(both)._replace(pair=True)
        body = scan.here(at, *BODIES)
        if body is not None and draft.depth < DEEPEST:
            if body.term.kind is Kind.ORGANISATION:
                army = len(body.term.values) == 2
                code = body.term.values[0] if army else body.term.state if _local(draft) else None
                return _simple(body, states=(code,) if code is not None else (), organ=body.term.values[-1])
            return self.body(scan, body, draft.depth + 1)
        role = scan.here(at, Kind.ROLE)
        if role is not None and draft.depth < DEEPEST:
            return self.role(scan, role, draft.depth + 1)
        return self._generic(scan, at, draft)

    def _generic(self, scan: Scan, at: int, draft: Draft) -> Phrase | None:
        """A common noun with adjectives, or capitalised words: "de la commission électorale", "d'Atlas Fertil"."""
        states: list[str] = []
        end = (
            self._capitalised(scan, at, draft.limit, states)
            if at in scan.token_at
            else self._noun(scan, at, draft, states)
        )
        if not end:
            return None
        return Phrase(at, end, at, "", False, draft.term, tuple(states), organ=GENERIC)

    def _capitalised(self, scan: Scan, at: int, limit: int, states: list[str]) -> int:
        span = self.proper(scan, at)
        end = 0
        while span is not None:
            end = self._described(scan, span[1], states, limit) or span[1]
            of = self.grammar.of.match(scan.plain, end, limit)
            span = self.proper(scan, of.end()) if of is not None else None
        return end

    def _noun(self, scan: Scan, at: int, draft: Draft, states: list[str]) -> int:
        """End of a lower-case noun with its adjectives; verbs and offices of a state take none (0)."""
        end, head = self._word(scan, at, draft.limit), draft.term.head
        word = scan.plain[at:end] if end else ""
        if not word or word in self.grammar.stops or (head is not None and head.family in ("state", "rank")):
            return 0
        if word.endswith(self.grammar.infinitives) and self.grammar.bare_of(scan.plain, at):
            return 0
        for _ in range(GENERIC_WORDS):
            step = self._modifier(scan, end, states, draft.limit)
            if not step:
                break
            end = step
        return end

    def _described(self, scan: Scan, at: int, states: list[str], limit: int) -> int:
        """End of the adjectives behind a capitalised common noun, known ones or by their endings (0 if none)."""
        end = at
        for _ in range(GENERIC_WORDS):
            step = self._modifier(scan, end, states, limit)
            if not step and scan.plain.startswith(" ", end):
                word_end = self._word(scan, end + 1, limit)
                lower = word_end > 0 and scan.text[end + 1].islower()
                step = word_end if lower and scan.plain[end + 1 : word_end].endswith(self.grammar.adjectival) else 0
            if not step:
                break
            end = step
        return end if end > at else 0

    def _word(self, scan: Scan, at: int, limit: int) -> int:
        end = at
        while end < limit and (scan.plain[end].isalpha() or scan.folded[end] == "-"):
            end += 1
        return end if end > at + 1 else 0

    def _proper_name(self, scan: Scan, draft: Draft) -> bool:
        """Takes a company's own name directly behind its head: "la société Trading House", "le groupe russe X"."""
        if draft.name is not None or draft.completed or draft.term.kind not in (Kind.BODY, Kind.GROUP):
            return False
        span = self.proper(scan, draft.at + 1) if scan.plain[draft.at] == " " else None
        span = span or self._described_name(scan, draft)
        if span is None:
            return False
        known = scan.here(span[0], Kind.ORGANISATION)
        if known is not None and len(known.term.values) == 2:
            draft.states.append(known.term.values[0])
        draft.name, draft.at, draft.completed = span, span[1], True
        return True

    def _described_name(self, scan: Scan, draft: Draft) -> tuple[int, int] | None:
        """The name behind an adjective that no list has: "l'entreprise stambouliote X"."""
        end = self._word(scan, draft.at + 1, draft.limit) if scan.plain[draft.at] == " " else 0
        if not end or scan.plain[end : end + 1] != " " or draft.term.values[0] not in TRADING:
            return None
        return self.proper(scan, end + 1) if scan.plain[draft.at + 1 : end].endswith(self.grammar.adjectival) else None

    def _through(self, scan: Scan, draft: Draft) -> bool:
        """Takes "pour la promotion des investissements" into a capitalised body's name."""
        if draft.term.kind is not Kind.BODY or not scan.text[draft.hit.start].isupper():
            return False
        if draft.name is not None and draft.term.values[0] in TRADING:
            return False
        through = self.grammar.through.match(scan.plain, draft.at, draft.limit)
        owner = self._owner(scan, through.end(), draft) if through is not None else None
        if owner is None:
            return False
        draft.at, draft.completed = owner.end, True
        return True

    def _located(self, scan: Scan, draft: Draft) -> bool:
        """Takes "au Mali" behind an organ that no state's name completes ("la junte au pouvoir au Mali")."""
        to = self.grammar.to.match(scan.plain, draft.at, draft.limit) if not draft.states else None
        state = scan.here(to.end(), Kind.STATE) if to is not None else None
        if state is None or len(state.term.values) != 1:
            return False
        draft.states.append(state.term.values[0])
        draft.at = state.end
        return True

    def _added(self, scan: Scan, draft: Draft) -> bool:
        """Takes where or for what: "à Moscou", "auprès de l'UE", "pour l'Afrique", ", chargé du Budget"."""
        position = draft.at + scan.plain.startswith(",", draft.at)
        pattern = self.grammar.charged if position > draft.at else self.grammar.to
        to = pattern.match(scan.plain, position, draft.limit)
        if to is None:
            return False
        charged = position > draft.at or self.grammar.charged.match(scan.plain, position, draft.limit) is not None
        minister = draft.term.head is not None and draft.term.head.office.endswith("minister")
        if (draft.topics or charged or minister) and self._portfolios.take(scan, to.end(), draft):
            return True
        hit = scan.here(to.end(), *ADDED)
        if hit is not None and hit.term.kind in PLACES and _at_home(draft) and not charged:
            return False
        end = self._reached(scan, to.end(), to[0]) if hit is None else self._addition(scan, hit, to[0], draft)
        draft.at, draft.completed = end or draft.at, draft.completed or end > 0
        return end > 0

    def _reached(self, scan: Scan, at: int, to: str) -> int:
        index = scan.token_at.get(at)
        return scan.tokens[index].end if index is not None and to.lstrip().startswith(self.grammar.reach) else 0

    def _addition(self, scan: Scan, hit: Hit, to: str, draft: Draft) -> int:
        if hit.term.kind is Kind.ROLE:
            near = draft.depth < DEEPEST and to.lstrip().startswith(self.grammar.near)
            return self.role(scan, hit, draft.depth + 1).end if near else 0
        if hit.term.kind not in (Kind.MISSION, Kind.ORGAN, Kind.MINISTRY, Kind.BODY):
            return hit.end
        if draft.depth >= DEEPEST:
            return 0
        inner = self.body(scan, hit, draft.depth + 1)
        if hit.term.kind is Kind.MISSION and not draft.states:
            draft.states.extend(inner.states)
        return inner.end


def _at_home(draft: Draft) -> bool:
    """Whether the head is an office of a state at home: a place behind it is where something happens."""
    head = draft.term.head
    return head is not None and head.family == "state"


def _local(draft: Draft) -> bool:
    """Whether a town behind the head says whose it is: bodies and their heads, local offices; no envoy, no minister."""
    head = draft.term.head
    if head is None:
        return draft.term.kind in (Kind.BODY, Kind.ORGAN)
    return head.family == "body" or head.office in LOCAL


def _simple(hit: Hit, states: tuple[str, ...] = (), grouping: str | None = None, organ: str | None = None) -> Phrase:
    return Phrase(hit.start, hit.end, hit.start, "", False, hit.term, states, grouping, organ=organ)
