"""One pass over a document: lexicon hits by place, capitalised words and the names they make."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from bilan.knowledge.names import NameWords
from bilan.reading.actors.cased import Cased
from bilan.reading.actors.terms import NAMES, STATE_KINDS, Kind, Term, plain
from bilan.reading.folding import fold, unaccented
from bilan.reading.lexicon import Lexicon
from bilan.reading.sentences import Sentence

_UPPER = "".join(c for c in map(chr, range(0x41, 0x250)) if c.isupper()) + "\u1e00-\u1eff"
_SPACES = " \u00a0\u202f"
_JOINTS = {" ", "-"}
_QUOTES = "'\u2019\u02bc`\u00b4"


class Hit(NamedTuple):
    start: int
    end: int
    term: Term


class Token(NamedTuple):
    """A capitalised word.

    `name`: it may stand in a person's name; `given`: a known first name; `joined`: to the one before.
    """

    start: int
    end: int
    name: bool
    given: bool
    joined: bool


class Span(NamedTuple):
    start: int
    end: int


class Compound(NamedTuple):
    """ "russo-malienne": the whole, and each state's part as (start, end, code)."""

    start: int
    end: int
    parts: tuple[tuple[int, int, str], ...]


class Vocabulary:
    """The automata and the name patterns, built once. `prefixes`: first parts of compounds with their state."""

    def __init__(self, found: Iterable[Term], names: NameWords, prefixes: Mapping[str, str]) -> None:
        self.prefixes = prefixes
        every = list(found)
        self.lexicon: Lexicon[Term] = Lexicon(
            (plain(fold(t.phrase)), t) for t in every if not t.exact and not _short(t)
        )
        self.cased = Cased([*((t.phrase, t) for t in every if t.exact), *_capitals(every)])
        self._names = names
        glued = "|".join(re.escape(p.rstrip("-")) for p in names.prefixes)
        upper, quotes = f"[{_UPPER}]", f"[{_QUOTES}]"
        self.token = re.compile(
            rf"(?:{upper}\.[ \u00a0]?)*(?<!\w)(?:(?:{glued})-)?{upper}\w*"  # initials, "al-", the word
            rf"(?:{quotes}\w+)*(?:[-\u2010\u2011]\w+)*(?:(?<=\b{upper})\.)?"  # "N'Diaye", "Yunus-Bek", a last initial
        )
        self.particles = frozenset(names.particles)
        self.noble = re.compile(
            r"[ \u00a0](?:d['\u2019]|(?:"
            + "|".join(sorted(map(re.escape, names.noble), key=len, reverse=True))
            + r")[ \u00a0])\Z"
        )
        self.elided = tuple(sorted(names.elided, key=len, reverse=True))
        self.ordinary = frozenset(unaccented(fold(word)) for word in names.ordinary)
        self.exactly = frozenset(fold(word) for word in names.ordinary)
        self.given = frozenset(plain(fold(word)) for word in names.given)


class Scan:
    """What stands where in the article's sentences."""

    def __init__(self, vocabulary: Vocabulary, text: str, folded: str, sentences: Sequence[Sentence]) -> None:
        self.text, self.folded = text, folded
        self.bare = unaccented(folded)
        self.plain = self.bare.replace("-", " ")
        self.sentences = sentences
        self._starts = [sentence.start for sentence in sentences]
        self._vocabulary = vocabulary
        self.hits = self._find()
        self.at: dict[int, list[Hit]] = {}
        for hit in self.hits:
            self.at.setdefault(hit.start, []).append(hit)
        self.compound: dict[int, Compound] = {}
        self._compounds()
        self.tokens: list[Token] = []
        self.token_at: dict[int, int] = {}
        self.token_end: dict[int, int] = {}
        self._tokens()

    def sentence(self, position: int) -> int:
        """Index of the sentence that holds `position`, -1 where none does."""
        index = bisect_right(self._starts, position) - 1
        return index if index >= 0 and position < self.sentences[index].end else -1

    def here(self, position: int, *kinds: Kind) -> Hit | None:
        """The longest hit of these kinds that starts at `position`."""
        for hit in self.at.get(position, ()):
            if hit.term.kind in kinds:
                return hit
        return None

    def words(self, start: int, end: int) -> str:
        """The text of a span on one line, words joined by single spaces."""
        return " ".join(self.text[start:end].split())

    def adjacent(self, index: int) -> bool:
        """Whether one space only lies between token `index` and the next."""
        return self.plain[self.tokens[index].end : self.tokens[index + 1].start] == " "

    def name_at(self, position: int) -> Span | None:
        """The name that starts at `position`."""
        index = self.token_at.get(position)
        if index is None or not self.tokens[index].name:
            return None
        last = index
        while last + 1 < len(self.tokens) and self.tokens[last + 1].joined and self.tokens[last + 1].name:
            last += 1
        return Span(position, self.tokens[last].end)

    def name_before(self, position: int) -> Span | None:
        """The name that ends at `position`."""
        index = self.token_end.get(position)
        if index is None or not self.tokens[index].name:
            return None
        first = index
        while first > 0 and self.tokens[first].joined and self.tokens[first - 1].name:
            first -= 1
        return Span(self.tokens[first].start, position)

    def names(self) -> list[tuple[Span, bool]]:
        """Every maximal name, and whether it opens with a known first name."""
        out: list[tuple[Span, bool]] = []
        index = 0
        while index < len(self.tokens):
            if not self.tokens[index].name:
                index += 1
                continue
            last = index
            while last + 1 < len(self.tokens) and self.tokens[last + 1].joined and self.tokens[last + 1].name:
                last += 1
            out.append((Span(self.tokens[index].start, self.tokens[last].end), self.tokens[index].given))
            index = last + 1
        return out

    def _find(self) -> list[Hit]:
        hits: list[Hit] = []
        at, sentences = 0, self.sentences
        every = [*self._vocabulary.lexicon.every(self.plain), *self._vocabulary.cased.every(self.text)]
        every.sort(key=lambda hit: (hit[0], -hit[1]))
        for start, end, term in every:
            while at < len(sentences) and sentences[at].end <= start:
                at += 1
            if at == len(sentences):
                break
            if start >= sentences[at].start and end <= sentences[at].end and self._stands(start, end, term):
                hits.append(Hit(start, end, term))
        return hits

    def _compounds(self) -> None:
        """Adjectives with other states' prefixes before them: "sino-malienne", "russo-burkino-malienne"."""
        for hit in self.hits:
            if (
                hit.term.kind is not Kind.ADJECTIVE
                or hit.start == 0
                or self.folded[hit.start - 1] != "-"
                or len(hit.term.values) != 1
            ):
                continue
            parts = [(hit.start, hit.end, hit.term.values[0])]
            at = hit.start
            while at > 0 and self.folded[at - 1] == "-":
                begin = at - 1
                while begin > 0 and self.folded[begin - 1].isalpha():
                    begin -= 1
                code = self._vocabulary.prefixes.get(self.plain[begin : at - 1])
                if code is None:
                    break
                parts.insert(0, (begin, at - 1, code))
                at = begin
            if len(parts) > 1:
                self.compound[at] = Compound(at, hit.end, tuple(parts))

    def _stands(self, start: int, end: int, term: Term) -> bool:
        """Case and accents: a name has a capital; a word has its accents, where they are not on capital letters."""
        if term.exact or term.kind is Kind.TITLE:
            return True
        if term.kind in _APART and start > 0 and self.folded[start - 1] == "-":
            return False
        written = self.text[start:end]
        if term.kind in NAMES and not term.phrase.islower():
            if end - start < 5 and self.folded[start:end] != term.phrase.lower():
                return False
            return _capital(written, term.phrase)
        folded = self.folded[start:end]
        if folded == term.phrase:
            return True
        phrase = fold(term.phrase)
        if folded == phrase:
            return True
        pairs = zip(written, folded, phrase, strict=True)
        return all(f == p or {f, p} == _JOINTS or (w.isupper() and unaccented(p) == f) for w, f, p in pairs)

    def _tokens(self) -> None:
        blocked = _merged(hit for hit in self.hits if hit.term.kind in _NO_NAME)
        known = _merged(hit for hit in self.hits if hit.term.kind is Kind.LEADER)
        previous_end = previous_sentence = -1
        for sentence_index, sentence in enumerate(self.sentences):
            for match in self._vocabulary.token.finditer(self.text, sentence.start, sentence.end):
                start, end = match.start(), match.end()
                word = self.folded[start:end]
                if " " in word or "'" in word:
                    start += self._title(start, end) or self._elision(start)
                joined = sentence_index == previous_sentence and self._joins(previous_end, start)
                before = self.tokens[-1] if self.tokens and joined else None
                given = self.plain[start:end] in self._vocabulary.given
                whole = _inside(known, start) if known else None
                if whole is not None and end <= whole.end:
                    joined, name = joined or (start > whole.start and bool(self.tokens)), True
                else:
                    name = self._names(start, end, given, before, blocked)
                self.token_at[start] = self.token_end[end] = len(self.tokens)
                self.tokens.append(Token(start, end, name, given, joined))
                previous_end, previous_sentence = end, sentence_index

    def _title(self, start: int, end: int) -> int:
        """Length of a title that looks like an initial ("M. Diop"), with its space."""
        hit = self.here(start, Kind.TITLE)
        if hit is None or hit.end >= end or self.plain[hit.end] != " ":
            return 0
        return hit.end + 1 - start

    def _elision(self, start: int) -> int:
        head = self.folded[start : start + 9]
        if "'" not in head:
            return 0
        for elided in self._vocabulary.elided:
            if head.startswith(elided):
                return len(elided) if self.text[start + len(elided) : start + len(elided) + 1].isupper() else 0
        return 0

    def _joins(self, end: int, start: int) -> bool:
        between = self.text[end:start]
        if len(between) == 1:
            return between in _SPACES
        if not between or len(between) > 12 or between[0] not in _SPACES or between[-1] not in _SPACES + "-":
            return False
        return all(word in self._vocabulary.particles for word in between.replace("-", " ").split())

    def _names(self, start: int, end: int, given: bool, before: Token | None, blocked: list[Span]) -> bool:
        if given and self.folded[start:end] not in self._vocabulary.exactly and _inside(blocked, start) is None:
            return True
        word = self.bare[start:end].rstrip(".")
        if "'" in word and self.folded.startswith(self._vocabulary.elided, start):
            return False
        after_given = before is not None and before.given
        if word in self._vocabulary.ordinary and not (after_given and len(word) == 2):
            return False
        span = _inside(blocked, start)
        if span is None:
            return True
        return (
            given
            and span.end == end
            and end + 1 < len(self.text)
            and self.text[end] in _SPACES
            and self.text[end + 1].isupper()
        )


# Heads that mean nothing behind a hyphen ("navire-école").
_APART = frozenset({Kind.BODY, Kind.ORGAN, Kind.GROUP, Kind.MISSION})
_NO_NAME = (STATE_KINDS - {Kind.BYNAME}) | {
    Kind.NOTHING,
    Kind.GROUPING,
    Kind.ORGANISATION,
    Kind.ROLE,
    Kind.ORGAN,
    Kind.MINISTRY,
    Kind.MISSION,
}


def _short(term: Term) -> bool:
    return term.kind is Kind.TITLE and len(term.phrase) <= 3


def _capitals(found: Iterable[Term]) -> Iterator[tuple[str, Term]]:
    """The shortest titles as they are printed: "Dr", "DR"."""
    for term in found:
        if _short(term):
            yield from ((form, term) for form in dict.fromkeys((term.phrase.capitalize(), term.phrase.upper())))


def _merged(hits: Iterable[Hit]) -> list[Span]:
    spans: list[Span] = []
    for hit in hits:
        if spans and hit.start < spans[-1].end:
            if hit.end > spans[-1].end:
                spans[-1] = Span(spans[-1].start, hit.end)
        else:
            spans.append(Span(hit.start, hit.end))
    return spans


def _inside(spans: list[Span], position: int) -> Span | None:
    index = bisect_right(spans, (position, 1 << 60)) - 1
    return spans[index] if index >= 0 and spans[index].start <= position < spans[index].end else None


def _capital(written: str, phrase: str) -> bool:
    """Whether `written` shows the capitals of a name: at its first word, or at a later one that has it in `phrase`."""
    if written[0].isupper() and (len(phrase) < 4 or phrase[2] != " "):
        return True
    return any(w.isupper() and p.isupper() for w, p in zip(written[1:], phrase[1:], strict=False))
