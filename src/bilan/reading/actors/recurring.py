"""Bodies by name alone: known ones, companies by their last word, names and acronyms met before, unknown letters."""

from collections.abc import Iterator, Sequence

import msgspec

from bilan.knowledge.actors import ActorKnowledge
from bilan.model.mention import Actor
from bilan.reading.actors.bodies import Bodies
from bilan.reading.actors.making import Form, mention
from bilan.reading.actors.phrases import Parser
from bilan.reading.actors.scan import Hit, Scan
from bilan.reading.actors.terms import Kind
from bilan.reading.folding import fold

HEADS = (Kind.MINISTRY, Kind.MISSION, Kind.ORGAN, Kind.BODY, Kind.GROUP)


class Namesakes:
    """Adds to a document's bodies whoever stands there by name alone."""

    def __init__(self, parser: Parser, knowledge: ActorKnowledge) -> None:
        self._parser, self._grammar = parser, parser.grammar
        self._known = knowledge.organisations.known
        self._suffixes = knowledge.organisations.words.grammar.suffixes
        self._things = knowledge.organisations.words.acronyms.things

    def add(self, bodies: Bodies, chosen: Sequence[Hit]) -> None:
        """All of them. `chosen` are the hits that stand for states and known bodies."""
        for hit in chosen:
            if hit.term.kind is Kind.ADJECTIVE:
                self._nicknamed(bodies, hit)
            elif hit.term.kind is Kind.ORGANISATION and not bodies.covers(hit.start, hit.end):
                bodies.add(self._national(bodies.scan, hit))
        self._companies(bodies)
        self._again(bodies)
        self._letters(bodies)

    def known(self, scan: Scan, hit: Hit) -> Actor:
        """The mention of a body that knowledge has."""
        values, span = hit.term.values, (hit.start, hit.end)
        if len(values) == 2:
            key = f"org:{values[0]}:{values[1]}"
            return mention(span, "organisation", key, hit.term.phrase, values[0], form="acronym")
        known = self._known[values[0]]
        form: Form = "acronym" if hit.term.exact else "name"
        name = known.names[0]
        actor = mention(span, "organisation", "org:" + values[0], name, known.state, form=form)
        return msgspec.structs.replace(actor, written=scan.words(*span))

    def _national(self, scan: Scan, hit: Hit) -> Actor:
        """A worldwide body with a state's adjective is that state's: "le Croissant-Rouge qatari"."""
        actor = self.known(scan, hit)
        adjective = scan.here(hit.end + 1, Kind.ADJECTIVE) if scan.plain.startswith(" ", hit.end) else None
        if actor.party is not None or adjective is None or len(adjective.term.values) != 1:
            return actor
        code, span = adjective.term.values[0], (hit.start, adjective.end)
        return mention(span, "organisation", f"{actor.key}:{code}", scan.words(*span), code)

    def _nicknamed(self, bodies: Bodies, hit: Hit) -> None:
        """ "Le turc Karpowership": a company called by its state's adjective."""
        scan = bodies.scan
        noun, determiner, _ = self._grammar.determined(scan.plain, hit.start)
        single = determiner == "the" and scan.plain[noun : hit.start].strip() not in self._grammar.plural
        if scan.text[hit.start].isupper() or len(hit.term.values) != 1 or not single:
            return
        span = self._parser.proper(scan, hit.end + 1) if scan.plain.startswith(" ", hit.end) else None
        if span is None or bodies.covers(*span) or scan.here(span[0], Kind.ROLE, Kind.TITLE, Kind.PORTFOLIO):
            return
        index = scan.token_at.get(span[0])
        if index is not None and scan.tokens[index].name and not scan.tokens[index].given:
            name = scan.words(*span)
            bodies.add(mention(span, "organisation", "org:" + fold(name), name, hit.term.values[0]), name)

    def _companies(self, bodies: Bodies) -> None:
        """Capitalised words that end like a company's name: "Znati & Cie", "Haneulbit Engineering"."""
        scan = bodies.scan
        for index, token in enumerate(scan.tokens):
            if index == 0 or scan.text[token.start : token.end] not in self._suffixes:
                continue
            start = self._company(scan, index)
            if start is None or bodies.covers(start, token.end):
                continue
            name = scan.words(start, token.end)
            bodies.add(mention((start, token.end), "organisation", "org:" + fold(name), name, None), name)

    def _company(self, scan: Scan, index: int) -> int | None:
        """Where the company's name starts that ends with token `index`."""
        first = index - 1
        if scan.text[scan.tokens[first].end : scan.tokens[index].start] not in (" ", " & "):
            return None
        while first > 0 and scan.tokens[first].joined and scan.adjacent(first - 1):
            first -= 1
        while first < index - 1 and not self._opens(scan, first):
            first += 1
        start = scan.tokens[first].start
        return start if self._opens(scan, first) else None

    def _opens(self, scan: Scan, index: int) -> bool:
        """Whether a company's name may start with the token: no word that opens sentences, no title, no head."""
        token = scan.tokens[index]
        return token.name and scan.here(token.start, Kind.ROLE, Kind.TITLE, *HEADS) is None

    def _again(self, bodies: Bodies) -> None:
        """The names and acronyms found once, wherever they stand."""
        for name, first in list(bodies.names.items()):
            form: Form = "acronym" if name.isupper() else "name"
            for start in _occurrences(bodies.scan, name):
                span = (start, start + len(name))
                if not bodies.covers(*span):
                    again = mention(span, "organisation", first.key, first.name, first.party, form=form)
                    bodies.add(msgspec.structs.replace(again, written=name))

    def _letters(self, bodies: Bodies) -> None:
        """Unknown acronyms behind a singular article are bodies; letters that stand for things are not."""
        scan = bodies.scan
        for token in scan.tokens:
            written = scan.text[token.start : token.end]
            if not (3 <= len(written) <= 8 and written.isupper() and written.isalpha()) or written in self._things:
                continue
            if token.joined or bodies.covers(token.start, token.end) or _shouted(scan, token.start):
                continue
            noun, determiner, _ = self._grammar.determined(scan.plain, token.start)
            if determiner != "the" or scan.plain[noun : token.start].split()[0] in self._grammar.plural:
                continue
            if not any(hit.term.kind <= Kind.ORGANISATION for hit in scan.at.get(token.start, ())):
                span, key = (token.start, token.end), "org:" + fold(written)
                bodies.add(mention(span, "organisation", key, written, None, form="acronym"))


def _shouted(scan: Scan, at: int) -> bool:
    """Whether the words around are in capitals too: a headline, a running head."""
    sentence = scan.sentences[scan.sentence(at)]
    before = scan.text[sentence.start : at].replace("'", " ").replace("’", " ").split()[-2:]
    after = scan.text[at : sentence.end].split()[1:2]
    loud = any(len(word) > 1 and word.isupper() and word.isalpha() for word in (*before, *after))
    return loud or (len(before) > 1 and before[-1].isupper())


def _occurrences(scan: Scan, name: str) -> Iterator[int]:
    at = scan.text.find(name)
    while at >= 0:
        end = at + len(name)
        before = at == 0 or not scan.text[at - 1].isalnum()
        after = end >= len(scan.text) or not scan.text[end].isalnum()
        if before and after and scan.sentence(at) >= 0 and scan.sentence(at) == scan.sentence(end - 1):
            yield at
        at = scan.text.find(name, end)
