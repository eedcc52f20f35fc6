"""Who is named, and by what: names tied to the offices, ranks and titles that stand around them."""

from collections.abc import Iterator
from typing import NamedTuple

from bilan.reading.actors.phrase import GENERIC, Phrase
from bilan.reading.actors.phrases import Parser
from bilan.reading.actors.scan import Hit, Scan, Span
from bilan.reading.actors.terms import COUNTERPART, Kind

LONGEST_LIST = 8


class Naming(NamedTuple):
    """One name in the text with what it is called by there. `start`, `end` span the whole phrase.

    `roles` are offices and ranks; `title` is "civil" or "honour" where only a form of address is before it;
    `counterpart` where it is called somebody's homologue, with `states` from the adjective; `relation` says what
    exactly (`terms.COUNTERPART`, `COLLEAGUE`, `HOST`), `topics` the portfolios of a colleague.
    """

    name: Span
    start: int
    end: int
    roles: tuple[Phrase, ...] = ()
    title: str | None = None
    counterpart: bool = False
    states: tuple[str, ...] = ()
    listed: bool = False
    relation: str = ""
    topics: tuple[str, ...] = ()


class Namer:
    """Finds namings, sentence by sentence."""

    def __init__(self, parser: Parser) -> None:
        self._parser = parser
        self.grammar = parser.grammar

    def phrases(self, scan: Scan) -> list[Phrase]:
        """Every office phrase that lies in no other, in text order."""
        found: list[Phrase] = []
        done = -1
        for hit in scan.hits:
            if hit.term.kind is not Kind.ROLE or hit.start < done or hit is not scan.here(hit.start, Kind.ROLE):
                continue
            if self._named(scan, hit):
                continue
            phrase = self._parser.role(scan, hit)
            found.append(phrase)
            done = self._consumed(phrase)
        return found

    def namings(self, scan: Scan, phrases: list[Phrase]) -> Iterator[Naming]:
        """Names with an office before or behind, with a title, or called a counterpart."""
        taken: set[int] = set()
        by_start = {phrase.start: phrase for phrase in phrases}
        for phrase in phrases:
            if phrase.start in taken:
                continue
            yield from self._of_phrase(scan, phrase, by_start, taken)
        for hit in scan.hits:
            if hit.term.kind is Kind.TITLE:
                yield from self._titled(scan, hit)
            elif hit.term.kind is Kind.COUNTERPART:
                yield from self._counterpart(scan, hit, by_start)

    def introduced(self, scan: Scan, phrase: Phrase) -> Span | None:
        """The full name that opens the next sentence: "Le ministre turc arrive. Selim Arıcan verra …".

        None where a comma follows: the name then has an apposition of its own.
        """
        index = scan.sentence(phrase.start) + 1
        whole = phrase.determiner == "the" and not phrase.term.plural and bool(phrase.states)
        if not whole or index >= len(scan.sentences):
            return None
        before, after = scan.sentences[index - 1], scan.sentences[index]
        first = scan.plain[before.start : phrase.noun].strip() == ""
        name = scan.name_at(after.start) if first and after.paragraph <= before.paragraph + 1 else None
        alone = name is not None and self._full(scan, name) and not scan.plain.startswith(",", name.end)
        return name if alone else None

    def preposition(self, scan: Scan, at: int) -> str:
        """The "of" that ends at `at`, as the page has it, with its space."""
        opening = max(0, at - 6)
        for match in self.grammar.of.finditer(scan.plain, opening, at):
            if match.end() == at:
                return scan.text[match.start() : at].lstrip()
        return ""

    def _consumed(self, phrase: Phrase) -> int:
        return phrase.end if phrase.completed else phrase.start + len(phrase.term.phrase)

    def _named(self, scan: Scan, hit: Hit) -> bool:
        """A capitalised word that is part of a name already ("Bruno Le Maire")."""
        index = scan.token_at.get(hit.start)
        return (
            index is not None and scan.tokens[index].name and scan.tokens[index].joined and scan.tokens[index - 1].name
        )

    def _of_phrase(self, scan: Scan, phrase: Phrase, by_start: dict[int, Phrase], taken: set[int]) -> Iterator[Naming]:
        chain = [phrase]
        end, states = phrase.end, list(phrase.states)
        while True:
            following = self._continued(scan, end, phrase, by_start)
            if following is None:
                break
            chain.append(following)
            taken.add(following.start)
            end = following.end
        if phrase.term.plural:
            yield from self._several(scan, chain, end, by_start, taken)
            return
        named = self._forward(scan, end)
        if named is not None and named.name.start == end + 1 and self._firm(scan, chain[-1], named):
            named = None
        inner = chain[-1].inner
        if named is not None and inner is not None and scan.plain[end : named.name.start] == " ":
            yield Naming(named.name, inner.start, named.end, (inner,))
            return
        if named is not None:
            states += self._side(scan, named.end)
            yield Naming(
                named.name,
                chain[0].noun if chain[0].determiner == "" else chain[0].start,
                named.end,
                tuple(chain),
                states=tuple(states),
            )
            return
        before = self._backward(scan, phrase)
        if before is not None:
            yield Naming(before, before.start, end, tuple(chain), states=tuple(states))

    def _continued(self, scan: Scan, end: int, phrase: Phrase, by_start: dict[int, Phrase]) -> Phrase | None:
        """The next office of the same person: "le ministre, le général X", "ministre de l'Eau et coprésident de …"."""
        spot = self._after(scan, end)
        following = by_start.get(spot.position)
        if following is None:
            also = self.grammar.also.match(scan.plain, end)
            second = by_start.get(also.end()) if also is not None else None
            alike = second is not None and not second.term.plural and not phrase.term.plural and second.determiner == ""
            return second if alike else None
        if following.term.plural != phrase.term.plural or (spot.comma and not self._leads(scan, following)):
            return None
        return following

    def _leads(self, scan: Scan, phrase: Phrase) -> bool:
        """Whether a name follows the phrase: only then does "le ministre, le général X" make one person."""
        spot = self._after(scan, phrase.end)
        return scan.name_at(spot.position) is not None and not spot.comma

    def _after(self, scan: Scan, at: int) -> "Spot":
        """Where the next word of an apposition starts: over a comma or a bracket, an article, titles."""
        comma = False
        text = scan.plain
        while at < len(text) and text[at] in ' ,(«"“':
            comma = comma or text[at] in ",("
            at += 1
        while True:
            title = scan.here(at, Kind.TITLE)
            if title is not None:
                at = title.end + (text[title.end : title.end + 1] == " ")
                continue
            article = self.grammar.article.match(text, at)
            if article is None or article.start() != at:
                break
            role = scan.here(article.end(), Kind.ROLE, Kind.TITLE)
            if role is None:
                break
            at = article.end()
        return Spot(at, comma)

    def _forward(self, scan: Scan, end: int) -> "Named | None":
        spot = self._after(scan, end)
        name = scan.name_at(spot.position)
        if name is None or scan.sentence(name.start) != scan.sentence(end - 1):
            return None
        if spot.comma and not self._full(scan, name):
            return None
        return Named(name, name.end)

    def _firm(self, scan: Scan, phrase: Phrase, named: "Named") -> bool:
        """Whether one word behind "fondateur de la chaîne de magasins" is the body's name, not the person's."""
        head = phrase.term.head
        body = head is not None and head.family == "body" and phrase.organ == GENERIC
        return body and not self._full(scan, named.name) and scan.text[phrase.end - 1].islower()

    def _side(self, scan: Scan, end: int) -> list[str]:
        """The state of "X, côté malien"."""
        at = end + 2 if scan.plain.startswith(", ", end) else -1
        side = scan.here(at, Kind.GROUP)
        if side is None or side.term.values != ("side",):
            return []
        return list(self._parser.body(scan, side).states)

    def _full(self, scan: Scan, name: Span) -> bool:
        """Whether the name is more than one word, so that it can stand behind a comma."""
        return " " in scan.folded[name.start : name.end]

    def _backward(self, scan: Scan, phrase: Phrase) -> Span | None:
        """The name before ", ministre …", ", le chef …", " (ministre …", ", en tant que …"."""
        at = phrase.noun
        text = scan.plain
        while at > 0 and text[at - 1] in ' «"':
            at -= 1
        at = self._over_link(scan, at)
        if at == 0 or text[at - 1] not in ",(-–—":
            return None
        at -= 1
        while at > 0 and text[at - 1] in ' ,»"':
            at -= 1
        name = scan.name_before(at)
        if (
            name is None
            or scan.sentence(name.start) != scan.sentence(phrase.start)
            or phrase.determiner in ("his", "a", "this")
        ):
            return None
        return name if self._full(scan, name) or phrase.determiner == "" else None

    def _over_link(self, scan: Scan, at: int) -> int:
        """Steps back over "en tant que", "alors", "qui est"."""
        window = scan.plain[max(0, at - 22) : at]
        for match in self.grammar.link.finditer(window):
            if match.end() >= len(window.rstrip()):
                return at - len(window) + match.start()
        return at

    def _several(
        self, scan: Scan, chain: list[Phrase], end: int, by_start: dict[int, Phrase], taken: set[int]
    ) -> Iterator[Naming]:
        """ "les ministres X et Y": each name gets the office."""
        among = self.grammar.among.match(scan.plain, end + scan.plain.startswith(",", end))
        at, first = (among.end() if among is not None else end), True
        for _ in range(LONGEST_LIST):
            spot = self._after(scan, at)
            own = by_start.get(spot.position)
            name = scan.name_at(self._after(scan, own.end).position if own is not None else spot.position)
            if name is None or (first and spot.comma and not self._full(scan, name)):
                return
            if own is not None and among is None and own.determiner == "the":
                return
            if own is not None:
                taken.add(own.start)
            yield Naming(
                name,
                name.start if not first or among is not None else chain[0].start,
                name.end,
                (*chain, *([own] if own else [])),
                listed=True,
            )
            at, first = self.following(scan, name.end), False
            if at < 0:
                return

    def following(self, scan: Scan, end: int) -> int:
        """Past ", " or " et " behind a member of a list (-1 where the list stops)."""
        also = self.grammar.also.match(scan.plain, end)
        if also is not None:
            return also.end()
        return end + 1 if scan.plain.startswith(",", end) else -1

    def _titled(self, scan: Scan, hit: Hit) -> Iterator[Naming]:
        """ "M. Diop", "S.E.M. Vladimir Poutine"."""
        at = hit.end + (scan.plain[hit.end : hit.end + 1] in " .")
        at += scan.plain[at : at + 1] == " "
        inner = scan.here(at, Kind.TITLE)
        if inner is not None:
            return
        name = scan.name_at(at)
        if name is not None:
            yield Naming(name, hit.start, name.end, title=hit.term.values[0])

    def _counterpart(self, scan: Scan, hit: Hit, by_start: dict[int, Phrase]) -> Iterator[Naming]:
        """ "son homologue russe, le Président X", "sa collègue de la Culture, X", "son hôte, X"."""
        noun, determiner, _ = self.grammar.determined(scan.plain, hit.start)
        relation = hit.term.values[0]
        if relation != COUNTERPART and determiner != "his":
            return
        phrase = self._parser.body(scan, hit)
        spot = self._after(scan, phrase.end)
        role = by_start.get(spot.position)
        at = self._after(scan, role.end).position if role is not None else spot.position
        name = scan.name_at(at)
        if name is not None and scan.sentence(name.start) == scan.sentence(hit.start):
            roles = (role,) if role is not None else ()
            yield Naming(name, noun, name.end, roles, None, True, phrase.states, False, relation, phrase.topics)

    def qualified(self, scan: Scan, hit: Hit, states: list[str]) -> int:
        """End of the phrase "homologue russe" / "homologue de la Confédération AES"; its states are added."""
        phrase = self._parser.body(scan, hit)
        states.extend(phrase.states)
        return phrase.end

    def portfolios(self, scan: Scan, hit: Hit) -> tuple[str, ...]:
        """The portfolios of "sa collègue de la Culture"."""
        return self._parser.body(scan, hit).topics


class Spot(NamedTuple):
    position: int
    comma: bool


class Named(NamedTuple):
    name: Span
    end: int
