"""Organisations and groups: known bodies, ministries, embassies, organs of a state, companies by name, delegations."""

from collections.abc import Iterator, Sequence

from bilan.knowledge.actors import ActorKnowledge
from bilan.model.mention import Actor
from bilan.reading.actors.phrases import Parser, Phrase
from bilan.reading.actors.scan import Hit, Scan
from bilan.reading.actors.terms import Kind
from bilan.reading.folding import fold

HEADS = (Kind.MINISTRY, Kind.MISSION, Kind.ORGAN, Kind.BODY, Kind.GROUP)
PLACED = frozenset({"university", "hospital", "court", "chamber", "local-authority"})
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


class Bodies:
    """Bodies of one document: mentions, and the names and acronyms under which they come back."""

    def __init__(self, scan: Scan, home: str | None) -> None:
        self.scan, self.home = scan, home
        self.actors: list[Actor] = []
        self.names: dict[str, Actor] = {}
        self.covered: list[tuple[int, int]] = []

    def add(self, actor: Actor, *aliases: str) -> None:
        self.actors.append(actor)
        self.covered.append((actor.start, actor.end))
        for alias in aliases:
            if len(alias) > 2:
                self.names.setdefault(alias, actor)


class Bodier:
    """Finds bodies."""

    def __init__(self, parser: Parser, knowledge: ActorKnowledge) -> None:
        self._parser = parser
        self._known = knowledge.organisations.known
        self._suffixes = knowledge.organisations.words.grammar.suffixes
        self._things = knowledge.organisations.words.acronyms.things
        self._grammar = parser.grammar

    def find(self, scan: Scan, home: str | None, chosen: list[Hit], offices: Sequence[Phrase]) -> Bodies:
        """All mentions of bodies and groups. `offices`: in their phrases organs are not told apart ("chef de l'armée")."""
        bodies = Bodies(scan, home)
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
        self._knowns(bodies, chosen)
        self._companies(bodies)
        self._again(bodies)
        self._letters(bodies)
        return bodies

    def _phrase(self, scan: Scan, hit: Hit) -> Phrase:
        """The phrase; where one word heads bodies and groups alike, plurals are groups."""
        phrase = self._parser.body(scan, hit)
        twin = next((h for h in scan.at[hit.start] if h.end == hit.end and h.term.kind is Kind.GROUP), None)
        if twin is not None and hit.term.kind is Kind.BODY and hit.term.plural and phrase.name is None:
            return self._parser.body(scan, twin)
        return phrase

    def _emit(self, bodies: Bodies, phrase: Phrase) -> bool:
        kind = phrase.term.kind
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
            known = scan.here(start, Kind.ORGANISATION)
            if known is not None:
                actor = self._known_actor(known)
                self._put(
                    bodies, phrase, actor.key, actor.party or (phrase.states[0] if phrase.states else None), actor.name
                )
                return True
            name = " ".join(scan.text[start:end].split())
            if phrase.term.plural or not self._proper(scan, start, end):
                return False
            party = phrase.states[0] if phrase.states else None
            self._put(bodies, phrase, "org:" + fold(name), party, name, (name,))
            return True
        return self._official(bodies, phrase)

    def _official(self, bodies: Bodies, phrase: Phrase) -> bool:
        """A body named by its full title: capitalised head with a complement, or a lower-case one with a state or town."""
        scan = bodies.scan
        text = scan.text[phrase.start : phrase.end]
        if phrase.term.plural:
            return False
        capital = text[0].isupper() and (phrase.completed or phrase.acronym is not None)
        if capital and scan.sentences[scan.sentence(phrase.start)].start == phrase.start:
            capital = phrase.acronym is not None or any(c.isupper() for c in text[1:])
        placed = phrase.term.values[0] in PLACED and phrase.completed and any(c.isupper() for c in text[1:])
        belongs = bool(phrase.states) and phrase.completed and phrase.term.values[0] != "party"
        if phrase.determiner == "a" and phrase.acronym is None:
            return False
        if not (capital or placed or belongs or phrase.acronym is not None):
            return False
        name = text.split(" (")[0]
        aliases = [" ".join(name.split())] if capital else []
        known = scan.here(phrase.acronym[0], Kind.ORGANISATION) if phrase.acronym is not None else None
        if known is not None and len(known.term.values) == 1:
            actor = self._known_actor(known)
            self._put(
                bodies, phrase, actor.key, actor.party or (phrase.states[0] if phrase.states else None), actor.name
            )
            return True
        if phrase.acronym is not None:
            aliases.append(scan.text[phrase.acronym[0] : phrase.acronym[1]])
        party = phrase.states[0] if phrase.states else None
        self._put(bodies, phrase, "org:" + fold(" ".join(name.split())), party, " ".join(name.split()), tuple(aliases))
        return True

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
        """ "la partie russe" is the state itself."""
        if len(phrase.states) != 1 or phrase.completed:
            return False
        code = phrase.states[0]
        bodies.add(
            Actor(
                start=phrase.start,
                end=phrase.end,
                type="state",
                key=f"state:{code}",
                name=code,
                party=code,
                parties=(code,),
                form="metonym",
            )  # fmt: skip
        )
        return True

    def _party(self, bodies: Bodies, phrase: Phrase) -> str | None:
        if phrase.states:
            return phrase.states[0]
        return None if phrase.grouping or (phrase.completed and phrase.term.kind is Kind.ORGAN) else bodies.home

    def _put(
        self, bodies: Bodies, phrase: Phrase, key: str, party: str | None, name: str | None = None, aliases: tuple[str, ...] = (),
        type_: str = "organisation",
    ) -> None:  # fmt: skip
        text = " ".join(bodies.scan.text[phrase.start : phrase.end].split())
        actor = Actor(
            start=phrase.start, end=phrase.end, type=type_,  # type: ignore[arg-type]
            key=key, name=name or text, party=party, parties=(party,) if party else (), form="name",
        )  # fmt: skip
        bodies.add(actor, *aliases)

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
                bodies.add(_organisation(span[0], span[1], "org:" + fold(name), name, party), name)
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

    def _knowns(self, bodies: Bodies, chosen: list[Hit]) -> None:
        for hit in chosen:
            if hit.term.kind is Kind.ORGANISATION and not _covers(bodies.covered, hit.start, hit.end):
                bodies.add(self._national(bodies.scan, hit, self._known_actor(hit)))
            elif hit.term.kind is Kind.ADJECTIVE:
                self._nicknamed(bodies, hit)

    def _national(self, scan: Scan, hit: Hit, actor: Actor) -> Actor:
        """A worldwide body with a state's adjective is that state's: "le Croissant-Rouge qatari"."""
        adjective = scan.here(hit.end + 1, Kind.ADJECTIVE) if scan.plain[hit.end : hit.end + 1] == " " else None
        if actor.party is not None or adjective is None or len(adjective.term.values) != 1:
            return actor
        code = adjective.term.values[0]
        name = " ".join(scan.text[hit.start : adjective.end].split())
        return _organisation(hit.start, adjective.end, f"{actor.key}:{code}", name, code)

    def _nicknamed(self, bodies: Bodies, hit: Hit) -> None:
        """ "le turc Karpowership": a company called by its state's adjective."""
        scan = bodies.scan
        if scan.text[hit.start].isupper() or len(hit.term.values) != 1 or scan.plain[hit.end : hit.end + 1] != " ":
            return
        before = scan.plain[max(0, hit.start - 4) : hit.start]
        article = self._grammar.article.search(before)
        if (
            article is None
            or article.end() != len(before)
            or (scan.plain[hit.end - 1] == "s"
            and not before.endswith(("le ", "l'")))
        ):
            return
        span = self._parser.proper(scan, hit.end + 1)
        if (
            span is None
            or _covers(bodies.covered, *span)
            or scan.here(span[0], Kind.ROLE, Kind.TITLE, Kind.PORTFOLIO) is not None
        ):
            return
        if scan.tokens[scan.token_at[span[0]]].given or not scan.tokens[scan.token_at[span[0]]].name:
            return
        name = " ".join(scan.text[span[0] : span[1]].split())
        bodies.add(_organisation(span[0], span[1], "org:" + fold(name), name, hit.term.values[0]), name)

    def _known_actor(self, hit: Hit) -> Actor:
        values = hit.term.values
        if len(values) == 2:
            return _organisation(
                hit.start, hit.end, f"org:{values[0]}:{values[1]}", hit.term.phrase, values[0], "acronym"
            )
        organisation = self._known[values[0]]
        form = "acronym" if hit.term.exact else "name"
        return _organisation(hit.start, hit.end, "org:" + values[0], organisation.names[0], organisation.state, form)

    def _companies(self, bodies: Bodies) -> None:
        """Capitalised words that end like a company's name: "Znati & Cie", "Haneulbit Engineering"."""
        scan = bodies.scan
        for index, token in enumerate(scan.tokens):
            if index == 0 or scan.text[token.start : token.end] not in self._suffixes:
                continue
            first = index - 1
            if scan.text[scan.tokens[first].end : token.start] not in (" ", " & "):
                continue
            while first > 0 and scan.tokens[first].joined and scan.adjacent(first - 1):
                first -= 1
            start = scan.tokens[first].start
            if scan.here(start, Kind.ROLE, Kind.TITLE, *HEADS) is not None or _covers(bodies.covered, start, token.end):
                continue
            name = " ".join(scan.text[start : token.end].split())
            bodies.add(_organisation(start, token.end, "org:" + fold(name), name, None), name)

    def _again(self, bodies: Bodies) -> None:
        """The names and acronyms found once, wherever they stand."""
        scan = bodies.scan
        for name, first in list(bodies.names.items()):
            for start in _occurrences(scan, name):
                if not _covers(bodies.covered, start, start + len(name)):
                    form = "acronym" if name.isupper() else "name"
                    bodies.add(_organisation(start, start + len(name), first.key, first.name, first.party, form))

    def _letters(self, bodies: Bodies) -> None:
        """Unknown acronyms behind an article are bodies; letters that stand for things are not."""
        scan = bodies.scan
        for token in scan.tokens:
            written = scan.text[token.start : token.end]
            if not (3 <= len(written) <= 8 and written.isupper() and written.isalpha()) or written in self._things:
                continue
            if token.joined or _covers(bodies.covered, token.start, token.end) or self._shouted(scan, token.start):
                continue
            noun, determiner, _ = self._grammar.determined(scan.plain, token.start)
            if determiner != "the" or scan.plain[noun : token.start].split()[0] in self._grammar.plural:
                continue
            if not any(h.term.kind <= Kind.ORGANISATION for h in scan.at.get(token.start, ())):
                bodies.add(_organisation(token.start, token.end, "org:" + fold(written), written, None, "acronym"))

    def _shouted(self, scan: Scan, at: int) -> bool:
        """Whether the words around are in capitals too: a headline, a running head."""
        sentence = scan.sentences[scan.sentence(at)]
        before = scan.text[sentence.start : at].replace("'", " ").replace("’", " ").split()[-2:]
        after = scan.text[at : sentence.end].split()[1:2]
        loud = [word for word in (*before, *after) if len(word) > 1 and word.isupper() and word.isalpha()]
        elided = len(before) > 1 and before[-1].isupper()
        return bool(loud) or elided


def _organisation(start: int, end: int, key: str, name: str, party: str | None, form: str = "name") -> Actor:
    return Actor(
        start=start, end=end, type="organisation", key=key, name=name, party=party, parties=(party,) if party else (),
        form=form,  # type: ignore[arg-type]
    )  # fmt: skip


def _covers(spans: list[tuple[int, int]], start: int, end: int) -> bool:
    return any(s <= start and end <= e for s, e in spans)


def _occurrences(scan: Scan, name: str) -> Iterator[int]:
    at = scan.text.find(name)
    while at >= 0:
        end = at + len(name)
        before = at == 0 or not scan.text[at - 1].isalnum()
        after = end >= len(scan.text) or not scan.text[end].isalnum()
        if before and after and scan.sentence(at) >= 0 and scan.sentence(at) == scan.sentence(end - 1):
            yield at
        at = scan.text.find(name, end)
