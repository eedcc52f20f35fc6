"""Finds the numerals of a stretch of text: digits or words, with scale words, fractions, per cents and ordinals."""

from bilan.knowledge.numbers import NumberWords
from bilan.reading.folding import unaccented
from bilan.reading.numbers.digits import read_digits
from bilan.reading.numbers.number import Kind, Number
from bilan.reading.numbers.ordinals import OrdinalReader, with_plurals
from bilan.reading.numbers.phrases import Phrases
from bilan.reading.numbers.spelled import SpelledReader, with_plain_forms
from bilan.reading.numbers.tokens import Tokens, tokenize

_TEN, _MILLION, _LARGEST = 10, 1e6, 1e15


class NumberReader:
    """Built once from knowledge; `find` and `read` are pure.

    `loose` reads articles, bare denominators and signs as numbers too ("un" is 1, "-5"), as assistants expect.
    """

    def __init__(self, words: NumberWords, *, loose: bool = False) -> None:
        parts = words.words
        self._parts = parts
        self._loose = loose
        self._spelled = SpelledReader(words)
        self._thousands = words.thousands
        self._scales = words.scales
        self._vague = words.collectives
        self._exact = words.exact_collectives
        self._ordinals = with_plurals(with_plain_forms(words.ordinals), parts.ordinal_plural)
        self._ordinal = OrdinalReader(self._ordinals, words.words, self._spelled)
        self._denominators = with_plain_forms(words.fractions) | {w: v for w, v in self._ordinals.items() if v > 2}
        self._suffixes = frozenset(map(unaccented, parts.ordinal_suffixes)) | parts.ordinal_suffixes
        self._signs = parts.signs
        self._tens_of = frozenset(w for w, v in words.collectives.items() if v == _TEN)
        self._percents: Phrases[bool] = Phrases([(p, p in parts.per_mille) for p in parts.percent])
        self._heads = frozenset([*self._spelled.starters, *self._ordinals, *self._signs])
        self._idle_articles = frozenset() if loose else parts.articles
        self._after_article = frozenset(
            [*self._scales, *self._vague, *self._exact, *self._denominators, *parts.halves, *parts.point, *parts.hyphen]
        )
        self._last: tuple[str, int, int, Tokens, list[Number]] = ("", 0, 0, Tokens([], []), [])

    def find(self, folded: str, start: int, end: int) -> list[Number]:
        """The numerals of `folded[start:end]` in text order, ordinals among them."""
        return self.scan(folded, start, end)[1]

    def scan(self, folded: str, start: int, end: int) -> tuple[Tokens, list[Number]]:
        """The tokens of a stretch and the numerals among them; neither may be changed by the caller.

        The last stretch is remembered: times and quantities ask for the same one after the other.
        """
        text, low, high, tokens, numbers = self._last
        if text is folded and low == start and high == end:
            return tokens, numbers
        tokens = tokenize(folded, start, end)
        numbers = self.read(tokens)
        self._last = (folded, start, end, tokens, numbers)
        return tokens, numbers

    def read(self, tokens: Tokens) -> list[Number]:
        """The numerals among `tokens`; none overlaps another."""
        found: list[Number] = []
        heads, stop = self._heads, 0
        words, articles = tokens.words, self._idle_articles
        for at in [at for at, word in enumerate(words) if word in heads or "0" <= word < ":"]:
            if at < stop or (
                words[at] in articles and words[at + 1 : at + 2] and words[at + 1] not in self._after_article
            ):
                continue
            number = self._at(tokens, at)
            if number is not None:
                found.append(number)
                stop = number.last
        return found

    def _at(self, tokens: Tokens, at: int, *, alone: bool = False) -> Number | None:
        """The numeral at a token; `alone` joins nothing to it that is a numeral of its own."""
        word = tokens.words[at]
        if word[0].isdecimal():
            return self._from_digits(tokens, at, alone=alone)
        if word in self._signs:
            return self._number(tokens, at, at + 1, self._signs[word], kind="fraction")
        return self._from_words(tokens, at, alone=alone)

    # -- digits ------------------------------------------------------------------------------------------------------

    def _from_digits(self, tokens: Tokens, at: int, *, alone: bool) -> Number | None:
        read = read_digits(tokens, at)
        if read is None:
            return None
        end, value = read.end, read.value
        if self._loose and self._unit_glued(tokens, end):
            return None
        if self._loose and self._opened_by_point(tokens, at):
            tail = self._number(tokens, at, end, float(f"0.{tokens.words[at]}"), kind="decimal")
            return tail._replace(start=tokens.starts[at - 1])
        if not read.decimal and self._suffix(tokens, end):
            return self._number(tokens, at, end + 1, value, kind="ordinal")._replace(written=True)
        kind: Kind = "decimal" if read.decimal else "integer"
        over = self._over(tokens, end, value) if not read.decimal else None
        if over is not None:
            return self._number(tokens, at, over[0], over[1], kind="fraction")
        if (
            not read.decimal
            and end < len(tokens.words)
            and (tokens.words[end] in self._exact or tokens.words[end] in self._tens_of)
        ):
            return self._collective(tokens, at, end, value)
        mixed = self._mixed(tokens, end) if not read.decimal else None
        if mixed is not None:
            end, value, kind = mixed[0], value + mixed[1], "fraction"
        scaled, times = self._scale(tokens, end, glued=True)
        if scaled > end:
            return self._rest(tokens, at, scaled, value * times, times, alone=alone)
        return self._finish(tokens, at, end, value, kind, digits=read.plain, other=read.other, alone=alone)

    def _opened_by_point(self, tokens: Tokens, at: int) -> bool:
        """The decimals of ",08", for "0,08"."""
        return at > 0 and tokens.words[at - 1] in ".," and tokens.glued(at) and not (at > 1 and tokens.glued(at - 1))

    def _unit_glued(self, tokens: Tokens, at: int) -> bool:
        """Whether letters that are no part of a numeral follow without a blank: "29km"."""
        words = tokens.words
        return (
            at < len(words)
            and words[at].isalpha()
            and tokens.glued(at)
            and not (words[at] in self._suffixes or words[at] in self._scales or words[at] in self._thousands)
        )

    def _suffix(self, tokens: Tokens, at: int) -> bool:
        """Whether an ordinal's ending is glued behind the digits ("2e", "1er", "XXe" is none of ours)."""
        return at < len(tokens.words) and tokens.words[at] in self._suffixes and tokens.glued(at)

    def _over(self, tokens: Tokens, at: int, value: float) -> tuple[int, float] | None:
        """A fraction "3/4" below one; "24/11" is a date for others to read."""
        words = tokens.words
        if (
            at + 1 < len(words)
            and words[at] == "/"
            and tokens.glued(at)
            and tokens.glued(at + 1)
            and words[at + 1].isdecimal()
        ):
            below = float(words[at + 1])
            if 0 < value < below <= 16 and not (at + 2 < len(words) and words[at + 2] == "/"):
                return at + 2, value / below
        return None

    def _mixed(self, tokens: Tokens, at: int) -> tuple[int, float] | None:
        """A whole number and a fraction: "2 ½", "10 1/2"."""
        words = tokens.words
        if at < len(words) and words[at] in self._signs:
            return at + 1, self._signs[words[at]]
        if at + 2 < len(words) and words[at].isdecimal() and len(words[at]) == 1 and words[at + 1] == "/":
            over = self._over(tokens, at + 1, float(words[at]))
            if over is not None:
                return over
        return None

    # -- words -------------------------------------------------------------------------------------------------------

    def _from_words(self, tokens: Tokens, at: int, *, alone: bool) -> Number | None:
        words, size = tokens.words, len(tokens.words)
        read = self._spelled.read(tokens, at)
        if read is None:
            value = self._ordinals.get(words[at])
            return None if value is None else self._number(tokens, at, at + 1, value, kind="ordinal")
        end, value = read.end, read.value
        article = end == at + 1 and words[at] in self._parts.articles
        joint = self._spelled.joint(tokens, end)
        if joint < size and words[joint] in self._parts.halves and article:
            half = self._half(tokens, at, joint)
            if half is not None:
                return half
        if self._loose and (fraction := self._ordinal.part(tokens, end, value)) is not None:
            return self._number(tokens, at, fraction[0], fraction[1], kind="fraction")
        composed = self._ordinal.composed(tokens, end, value)
        if composed is not None:
            return self._number(tokens, at, composed[0], composed[1], kind="ordinal")
        if joint < size and words[joint] in self._denominators and value < 100:
            return self._number(tokens, at, joint + 1, value / self._denominators[words[joint]], kind="fraction")
        if joint < size and (words[joint] in self._vague or words[joint] in self._exact):
            return self._collective(tokens, at, joint, value)
        point = self._point(tokens, end, value)
        if point is not None:
            end, value, article = point[0], point[1], False
        scaled, times = self._scale(tokens, end, glued=False)
        if scaled > end:
            return self._rest(tokens, at, scaled, value * times, times, alone=alone)
        if article and not self._loose:
            return None
        return self._finish(tokens, at, end, value, "decimal" if point else "integer", alone=alone)

    def _half(self, tokens: Tokens, at: int, half: int) -> Number | None:
        """Half of a scale: "un demi-milliard", "une demi-douzaine"; None for "un demi-siècle", which is no number."""
        words = tokens.words
        after = self._spelled.joint(tokens, half + 1)
        if after < len(words):
            for table, vague in ((self._scales, False), (self._vague, True), (self._exact, False)):
                if words[after] in table:
                    return self._number(tokens, at, after + 1, table[words[after]] / 2, approximate=vague, scaled=True)
        return self._number(tokens, at, half + 1, 0.5, kind="fraction") if self._loose else None

    def _collective(self, tokens: Tokens, at: int, name: int, value: float) -> Number:
        word = tokens.words[name]
        vague = word in self._vague
        value *= self._vague[word] if vague else self._exact[word]
        end = name + 1
        words = tokens.words
        if end + 1 < len(words) and words[end + 1] in self._scales:  # "une dizaine de millions"
            return self._number(
                tokens, at, end + 2, value * self._scales[words[end + 1]], approximate=vague, scaled=True
            )
        return self._number(tokens, at, end, value, approximate=vague)

    def _point(self, tokens: Tokens, at: int, value: float) -> tuple[int, float] | None:
        """Decimals in words: "trois virgule cinq", "deux cents virgule zéro trois"."""
        words = tokens.words
        if at + 1 >= len(words) or words[at] not in self._parts.point:
            return None
        zeros, start = "", at + 1
        while start < len(words) and self._spelled.read(tokens, start) and words[start] in self._heads:
            read = self._spelled.read(tokens, start)
            if read is None or read.value != 0:
                break
            zeros, start = zeros + "0", read.end
        tail = self._spelled.read(tokens, start)
        if tail is None:
            return (start, float(f"{int(value)}.{zeros}")) if zeros else None
        return tail.end, float(f"{int(value)}.{zeros}{int(tail.value)}")

    # -- what may stand behind either --------------------------------------------------------------------------------

    def _scale(self, tokens: Tokens, at: int, *, glued: bool) -> tuple[int, float]:
        """Scale words behind a numeral: "mille", "millions", "mille milliards"."""
        words, times, end = tokens.words, 1.0, at
        while (joint := self._spelled.joint(tokens, end)) < len(words):
            word = words[joint]
            if word in self._scales and times < _LARGEST:
                times *= self._scales[word]
            elif (
                word in self._thousands
                and times == 1
                and (glued and (len(word) > 1 or tokens.glued(joint) or self._loose))
            ):
                times *= self._thousands[word]
            elif word in self._vague and times == 1 and self._vague[word] >= 1000 and glued:
                times *= self._vague[word]  # "35 milliers"
            else:
                break
            end = joint + 1
        return end, times

    def _rest(self, tokens: Tokens, at: int, end: int, value: float, times: float, *, alone: bool) -> Number:
        """What follows a scale: "2 millions 500 mille", "28 milliards 400 millions"; then the number is complete."""
        kind: Kind = "integer" if float(value).is_integer() else "decimal"
        while kind == "integer" and times >= _MILLION and not alone:
            tail = self._tail(tokens, end)
            if tail is None or tail.value >= times or not (tail.scaled or not tail.digits):
                break
            value, end = value + tail.value, tail.last
            times = _MILLION if tail.scaled and tail.value >= _MILLION else 1
        part = self._part_of_scale(tokens, end) if times >= _MILLION and not alone else None
        if part is not None:
            return self._finish(tokens, at, part[0], value + times * part[1], kind, scaled=True, alone=True)
        return self._finish(tokens, at, end, value, kind, scaled=True, alone=alone)

    def _part_of_scale(self, tokens: Tokens, at: int) -> tuple[int, float] | None:
        """What follows "million" in "un million et demi": the part of the scale."""
        words = tokens.words
        if at + 1 >= len(words) or words[at] not in self._parts.and_:
            return None
        if words[at + 1] in self._parts.halves:
            return at + 2, 0.5
        other = self._at(tokens, at + 1, alone=True) if words[at + 1] in self._heads else None
        return (other.last, other.value) if other is not None and other.kind == "fraction" and other.value < 1 else None

    def _tail(self, tokens: Tokens, at: int) -> Number | None:
        """A further whole number right behind a scale word."""
        words = tokens.words
        if at >= len(words):
            return None
        tail: Number | None = None
        if words[at][0].isdecimal():
            tail = self._from_digits(tokens, at, alone=True)
        elif words[at] in self._spelled.starters and words[at] not in self._parts.articles:
            tail = self._from_words(tokens, at, alone=True)
        return tail if tail is not None and tail.kind == "integer" and not tail.approximate else None

    def _finish(self, tokens: Tokens, at: int, end: int, value: float, kind: Kind, *, digits: int = 0,
                other: float | None = None, scaled: bool = False, alone: bool = False) -> Number:  # fmt: skip
        if self._loose and kind == "integer" and not alone:
            joined = self._loose_fraction(tokens, end, value)
            if joined is not None:
                return self._number(tokens, at, joined[0], joined[1], kind="fraction")
        stop, mille = self._percent(tokens, end)
        if stop > end:
            return self._number(tokens, at, stop, value / 10 if mille else value, kind="percent")
        return self._number(tokens, at, end, value, kind=kind, digits=digits, other=other, scaled=scaled)

    def _loose_fraction(self, tokens: Tokens, end: int, value: float) -> tuple[int, float] | None:
        """Fractions as assistants take them: "un sur trois", "trois et un cinquième", "un et demi"."""
        words = tokens.words
        if end + 1 >= len(words):
            return None
        if words[end] in self._parts.and_ and words[end + 1] in self._parts.halves:
            return end + 2, value + 0.5
        if words[end] not in self._parts.of and words[end] not in self._parts.and_:
            return None
        other = (
            self._at(tokens, end + 1, alone=True)
            if words[end + 1] in self._heads or words[end + 1][0].isdecimal()
            else None
        )
        if other is None:
            return None
        if words[end] in self._parts.of:
            return (other.last, value / other.value) if other.kind == "integer" and 0 < value < other.value else None
        return (other.last, value + other.value) if other.kind == "fraction" and other.value < 1 else None

    def _percent(self, tokens: Tokens, at: int) -> tuple[int, bool]:
        """The token behind a per-cent sign or word, and whether it says per mille."""
        found = self._percents.at(tokens, at)
        return (at, False) if found is None or self._encoded(tokens, found.end) else (found.end, found.payload)

    def _encoded(self, tokens: Tokens, end: int) -> bool:
        """Whether the sign is part of an address: "search?q=30%25"."""
        return end < len(tokens.words) and tokens.glued(end) and tokens.words[end][0].isalnum()

    def _number(
        self, tokens: Tokens, at: int, end: int, value: float, *, kind: Kind = "integer", approximate: bool = False,
        digits: int = 0, other: float | None = None, scaled: bool = False,
    ) -> Number:  # fmt: skip
        value = float(f"{value:.15g}")  # 2.3 × 1,000,000 is 2,300,000
        start = tokens.starts[at]
        if (
            self._loose
            and at
            and tokens.words[at - 1] in self._parts.minus
            and not (at > 1 and tokens.words[at - 2][0].isalnum())
        ):
            start, value = tokens.starts[at - 1], -value
        return Number(start, tokens.end(end - 1), value, approximate, kind, at, end, digits, other, scaled)
