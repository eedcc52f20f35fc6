"""Organisations and groups: known bodies, ministries, embassies, organs of a state, companies by name, delegations."""

from collections.abc import Sequence

import msgspec

from bilan.knowledge.actors import ActorKnowledge
from bilan.model.mention import Actor
from bilan.reading.actors.bodies import Bodies
from bilan.reading.actors.making import Type, mention
from bilan.reading.actors.phrase import TRADING, Phrase
from bilan.reading.actors.phrases import Parser
from bilan.reading.actors.recurring import HEADS, Namesakes
from bilan.reading.actors.scan import Hit, Scan
from bilan.reading.actors.stating import Stater
from bilan.reading.actors.terms import Kind
from bilan.reading.folding import fold

PLACED = frozenset({"university", "hospital", "court", "chamber", "local-authority", "order"})
# Heads that a state alone does not make a body of: "la centrale de X" may be a plant.
NAMED = frozenset({"party", "works"})
# Bodies that are told in lower case by what joins their members and where ("l'association des consommateurs de X").
JOINED = frozenset({"association", "order", "union"})
ALWAYS = frozenset(
    {
        "government",
        "presidency",
        "parliament",
        "defence-and-security",
        "prime-ministry",
        "council-of-ministers",
        "senate",
    }
)
TRAVELLING = frozenset({"delegation", "team", "side"})


class Bodier:
    """Finds bodies."""

    def __init__(self, parser: Parser, stater: Stater, knowledge: ActorKnowledge) -> None:
        self._stater = stater
        self._parser = parser
        self._leaders = knowledge.leaders
        self._namesakes = Namesakes(parser, knowledge)
        self._grammar = parser.grammar

    def find(
        self,
        scan: Scan,
        home: str | None,
        chosen: list[Hit],
        offices: Sequence[Phrase],
        sides: tuple[str, ...] = (),
    ) -> list[Actor]:
        """All mentions of bodies and groups; organs inside phrases of `offices` are left out ("chef de l'armée").

        `sides`: the two states that the document is about, if it is about two.
        """
        bodies = Bodies(scan, home, sides)
        done = -1
        offered = {hit.start for hit in scan.hits if hit.term.kind in HEADS}
        inner = {
            at
            for office in offices
            for at in offered
            if office.start < at < office.end and (office.topics or scan.here(at, Kind.ORGAN))
        }
        for hit in scan.hits:
            if (
                hit.term.kind not in HEADS
                or hit.start < done
                or hit.start in inner
                or scan.here(hit.start, *HEADS) is not hit
            ):
                continue
            named = scan.here(hit.start, Kind.STATE, Kind.GROUPING, Kind.ORGANISATION, Kind.NOTHING)
            if named is not None and named.end > hit.end:
                continue
            phrase = self._phrase(scan, hit)
            if self._emit(bodies, phrase):
                done = phrase.end
            self._listed(bodies, phrase)
        self._namesakes.add(bodies, chosen)
        return bodies.called()

    def _phrase(self, scan: Scan, hit: Hit) -> Phrase:
        """The phrase; where one word heads bodies and groups alike, plurals are groups."""
        phrase = self._parser.body(scan, hit)
        twin = next((h for h in scan.at[hit.start] if h.end == hit.end and h.term.kind is Kind.GROUP), None)
        if twin is not None and hit.term.kind is Kind.BODY and hit.term.plural and phrase.name is None:
            return self._parser.body(scan, twin)
        return phrase

    def _emit(self, bodies: Bodies, phrase: Phrase) -> bool:
        kind = phrase.term.kind
        if bodies.sides and kind in (Kind.MINISTRY, Kind.ORGAN) and self._paired(bodies.scan, phrase):
            return self._twice(bodies, phrase)
        if kind is Kind.MINISTRY:
            return self._ministry(bodies, phrase)
        if kind is Kind.MISSION:
            return self._mission(bodies, phrase)
        if kind is Kind.ORGAN:
            return self._organ(bodies, phrase)
        return self._group(bodies, phrase) if kind is Kind.GROUP else self._body(bodies, phrase)

    def _ministry(self, bodies: Bodies, phrase: Phrase) -> bool:
        if phrase.term.plural or not phrase.topics:
            return self._plural(bodies, phrase)
        party = self._party(bodies, phrase)
        self._put(bodies, phrase, f"org:{party}:ministry:{phrase.topics[0]}", party)
        return True

    def _paired(self, scan: Scan, phrase: Phrase) -> bool:
        """ "des deux pays" behind, or "deux" before with no state said."""
        two = not phrase.states and bool(phrase.topics) and self._grammar.of_two(scan.plain, phrase.start) >= 0
        return phrase.term.plural and (phrase.pair or two)

    def _twice(self, bodies: Bodies, phrase: Phrase) -> bool:
        """ "Les ministères du Travail des deux pays": one of each."""
        scan, term = bodies.scan, phrase.term
        part = scan.text[phrase.parts[0][0] : phrase.parts[0][1]] if phrase.parts else ""
        of = self._grammar.of.search(scan.plain, phrase.start + len(term.phrase), phrase.end) if part else None
        base = term.base + (scan.text[of.start() : of.end()] + part if of is not None else "")
        for code in bodies.sides:
            topic = f"ministry:{phrase.topics[0]}" if phrase.topics else term.values[0]
            name = " ".join(f"{base} {self._stater.of(code)}".split())
            span = (phrase.start, phrase.end)
            bodies.add(mention(span, "organisation", f"org:{code}:{topic}", name, code, form="pronoun"))
        return True

    def _plural(self, bodies: Bodies, phrase: Phrase) -> bool:
        """ "plusieurs ministères russes": a group of one state's ministries."""
        if not phrase.term.plural or not phrase.states:
            return False
        self._put(bodies, phrase, f"group:{phrase.states[0]}:{phrase.term.values[0]}", phrase.states[0], type_="group")
        return True

    def _mission(self, bodies: Bodies, phrase: Phrase) -> bool:
        if not phrase.states or phrase.term.plural:
            return False
        self._put(bodies, phrase, f"org:{phrase.states[0]}:{phrase.term.values[0]}", phrase.states[0])
        return True

    def _organ(self, bodies: Bodies, phrase: Phrase) -> bool:
        value = phrase.term.values[0]
        party = self._party(bodies, phrase)
        stands = bool(phrase.states) or phrase.determiner == "our" or (value in ALWAYS and phrase.determiner == "the")
        if not stands and not (bodies.scan.text[phrase.start].isupper() and phrase.determiner == "the"):
            return False
        if (
            party is None
            or phrase.grouping is not None
            or (phrase.term.plural and value not in ALWAYS and not phrase.states)
        ):
            return False
        self._put(bodies, phrase, f"org:{party}:{value}", party)
        return True

    def _body(self, bodies: Bodies, phrase: Phrase) -> bool:
        scan = bodies.scan
        if phrase.name is not None:
            start, end = phrase.name
            if scan.text[phrase.start : start].isupper() and len(phrase.term.phrase) > 3:
                return False
            leader = scan.here(start, Kind.LEADER)
            if leader is not None:
                return self._led(bodies, phrase, self._leaders[leader.term.values[0]].state)
            known = scan.here(start, Kind.ORGANISATION)
            if known is not None:
                self._known(bodies, phrase, known)
                return True
            if phrase.term.plural or not self._proper(scan, start, end):
                return False
            value = phrase.term.values[0]
            whole = value in PLACED or (value not in TRADING and scan.text[phrase.start].isupper())
            name = scan.words(phrase.start, phrase.end) if whole else scan.words(start, end)
            party = phrase.states[0] if phrase.states else None
            self._put(bodies, phrase, "org:" + fold(name), party, name=name, aliases=(name,))
            return True
        return self._official(bodies, phrase)

    def _official(self, bodies: Bodies, phrase: Phrase) -> bool:
        """A body by its full title: a capitalised head with a complement, or a lower-case one with a state or town."""
        scan = bodies.scan
        text = scan.text[phrase.start : phrase.end]
        if phrase.term.plural:
            return False
        capital = text[0].isupper() and (phrase.completed or phrase.acronym is not None)
        if capital and scan.sentences[scan.sentence(phrase.start)].start == phrase.start:
            capital = phrase.acronym is not None or any(c.isupper() for c in text[1:])
        placed = phrase.term.values[0] in PLACED and phrase.completed and any(c.isupper() for c in text[1:])
        lower = phrase.term.values[0] in JOINED and phrase.completed and phrase.determiner == "the"
        placed = placed or (lower and any(c.isupper() for c in text[1:]))
        belongs = bool(phrase.states) and phrase.completed and phrase.term.values[0] not in NAMED
        if phrase.determiner == "a" and phrase.acronym is None:
            return False
        order = phrase.term.values[0] == "order" and phrase.determiner == "the"
        if not (capital or order or placed or belongs or phrase.acronym is not None):
            return False
        name = " ".join(text.split(" (")[0].split())
        aliases = [name] if capital else []
        known = scan.here(phrase.acronym[0], Kind.ORGANISATION) if phrase.acronym is not None else None
        if known is not None and len(known.term.values) == 1:
            self._known(bodies, phrase, known)
            return True
        if phrase.acronym is not None:
            aliases.append(scan.text[phrase.acronym[0] : phrase.acronym[1]])
        party = phrase.states[0] if phrase.states else None
        self._put(bodies, phrase, "org:" + fold(name), party, name=name, aliases=tuple(aliases))
        return True

    def _led(self, bodies: Bodies, phrase: Phrase, state: str | None) -> bool:
        """ "L'administration Trump" is the government of that state."""
        if state is None or phrase.term.values[0] != "agency":
            return False
        self._put(bodies, phrase, f"org:{state}:government", state)
        return True

    def _known(self, bodies: Bodies, phrase: Phrase, hit: Hit) -> None:
        """A body that knowledge has, behind a head of its own: "le géant russe Rosatom"."""
        actor = self._namesakes.known(bodies.scan, hit)
        party = actor.party or _first(phrase.states)
        parties = (party,) if party is not None else ()
        span = {"start": phrase.start, "end": phrase.end}
        bodies.add(msgspec.structs.replace(actor, party=party, parties=parties, **span))

    def _group(self, bodies: Bodies, phrase: Phrase) -> bool:
        value = phrase.term.values[0]
        if not phrase.term.plural and value not in TRAVELLING and not (phrase.states and value == "nationals"):
            return False
        if phrase.name is not None:
            return False
        if value == "side":
            return self._side(bodies, phrase)
        if not phrase.states:
            if value != "delegation" or phrase.grouping is not None or phrase.term.phrase.startswith("mission"):
                return False
            self._put(bodies, phrase, f"group:{None}:{value}", None, type_="group")
            return True
        for state in dict.fromkeys(phrase.states):
            self._put(bodies, phrase, f"group:{state}:{value}", state, type_="group")
        return True

    def _side(self, bodies: Bodies, phrase: Phrase) -> bool:
        """ "La partie russe" is the state itself."""
        if len(phrase.states) != 1 or phrase.completed:
            return False
        code = phrase.states[0]
        name = self._stater.name(code)
        bodies.add(mention((phrase.start, phrase.end), "state", f"state:{code}", name, code, form="metonym"))
        return True

    def _party(self, bodies: Bodies, phrase: Phrase) -> str | None:
        if phrase.states:
            return phrase.states[0]
        return None if phrase.grouping or (phrase.completed and phrase.term.kind is Kind.ORGAN) else bodies.home

    def _put(
        self,
        bodies: Bodies,
        phrase: Phrase,
        key: str,
        party: str | None,
        *,
        name: str | None = None,
        aliases: tuple[str, ...] = (),
        type_: Type = "organisation",
    ) -> None:
        text = " ".join(bodies.scan.text[phrase.start : phrase.end].split())
        bodies.add(mention((phrase.start, phrase.end), type_, key, name or text, party), *aliases)

    def _listed(self, bodies: Bodies, phrase: Phrase) -> None:
        """ "de grandes entreprises publiques comme X, Y et Z": each is a body of the same state."""
        scan = bodies.scan
        opening = self._grammar.lists.match(scan.plain, phrase.end + scan.plain.startswith(",", phrase.end))
        if opening is None or phrase.term.kind not in (Kind.BODY, Kind.GROUP):
            return
        at = opening.end()
        party = phrase.states[0] if phrase.states else self._prevailing(scan, phrase.start)
        while True:
            article = self._grammar.article.match(scan.plain, at)
            at = article.end() if article is not None and article.start() == at else at
            span = self._parser.proper(scan, at)
            if span is None or scan.sentence(span[0]) != scan.sentence(phrase.start):
                return
            name = " ".join(scan.text[span[0] : span[1]].split())
            if scan.here(span[0], Kind.ORGANISATION) is None:
                bodies.add(mention(span, "organisation", "org:" + fold(name), name, party), name)
            at = self._following(scan, span[1])
            if at < 0:
                return

    def _prevailing(self, scan: Scan, at: int) -> str | None:
        """The one state whose adjective stands earlier in the sentence."""
        first = scan.sentences[scan.sentence(at)].start
        codes = {hit.term.values for hit in scan.hits if first <= hit.start < at and hit.term.kind is Kind.ADJECTIVE}
        return next(iter(codes))[0] if len(codes) == 1 else None

    def _following(self, scan: Scan, end: int) -> int:
        also = self._grammar.also.match(scan.plain, end + scan.plain.startswith(",", end))
        if also is not None:
            return also.end()
        return end + 2 if scan.plain.startswith(", ", end) else -1

    def _proper(self, scan: Scan, start: int, end: int) -> bool:
        """Whether a run of capitals behind a company's head is a name, not an office or a person's title."""
        return (
            scan.here(start, Kind.ROLE, Kind.TITLE, Kind.MINISTRY, Kind.ORGAN, Kind.ADJECTIVE) is None
            and end - start > 2
        )


def _first(states: tuple[str, ...]) -> str | None:
    return states[0] if states else None
