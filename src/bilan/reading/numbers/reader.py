"""Finds the numerals of a stretch of text: digits or words, with scale words, fractions, per cents and ordinals."""

from bilan.knowledge.numbers import NumberWords
from bilan.reading.folding import fold, unaccented
from bilan.reading.numbers.digits import read_digits
from bilan.reading.numbers.number import Kind, Number
from bilan.reading.numbers.spelled import SpelledReader, with_plain_forms
from bilan.reading.numbers.tokens import Tokens, tokenize


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
        self._ordinals = _with_plurals(with_plain_forms(words.ordinals), parts.ordinal_plural)
        self._denominators = with_plain_forms(words.fractions) | {w: v for w, v in self._ordinals.items() if v > 2}
        self._suffixes = frozenset(map(unaccented, parts.ordinal_suffixes)) | parts.ordinal_suffixes
        self._signs = parts.signs
        self._percents = _phrases(parts.percent)
        self._mille = {tuple(tokenize(fold(p), 0, len(p)).words) for p in parts.per_mille}
        self._heads = frozenset([*self._spelled.starters, *self._ordinals, *self._signs])
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
        for at in [at for at, word in enumerate(tokens.words) if word in heads or "0" <= word < ":"]:
            if at < stop:
                continue
            number = self._at(tokens, at)
            if number is not None:
                found.append(number)
                stop = number.last
        return found

    def _at(self, tokens: Tokens, at: int) -> Number | None:
        word = tokens.words[at]
        if word[0].isdecimal():
            return self._from_digits(tokens, at)
        if word in self._signs:
            return self._number(tokens, at, at + 1, self._signs[word], kind="fraction")
        return self._from_words(tokens, at)

    # -- digits ------------------------------------------------------------------------------------------------------

    def _from_digits(self, tokens: Tokens, at: int) -> Number | None:
        read = read_digits(tokens, at)
        if read is None:
            return None
        end, value = read.end, read.value
        if not read.decimal and self._suffix(tokens, end):
            return self._number(tokens, at, end + 1, value, kind="ordinal")._replace(written=True)
        kind: Kind = "decimal" if read.decimal else "integer"
        over = self._over(tokens, end, value) if not read.decimal else None
        if over is not None:
            return self._number(tokens, at, over[0], over[1], kind="fraction")
        mixed = self._mixed(tokens, end) if not read.decimal else None
        if mixed is not None:
            end, value, kind = mixed[0], value + mixed[1], "fraction"
        scaled, times = self._scale(tokens, end, glued=True)
        if scaled > end:
            return self._rest(tokens, at, scaled, value * times, "integer" if (value * times).is_integer() else "decimal")
        return self._finish(tokens, at, end, value, kind, digits=read.plain, other=read.other)

    def _suffix(self, tokens: Tokens, at: int) -> bool:
        """Whether an ordinal's ending is glued behind the digits ("2e", "1er", "XXe" is none of ours)."""
        return at < len(tokens.words) and tokens.words[at] in self._suffixes and tokens.glued(at)

    def _over(self, tokens: Tokens, at: int, value: float) -> tuple[int, float] | None:
        """A fraction "3/4" below one; "24/11" is a date for others to read."""
        words = tokens.words
        if at + 1 < len(words) and words[at] == "/" and tokens.glued(at) and tokens.glued(at + 1) and words[at + 1].isdecimal():
            below = float(words[at + 1])
            if 0 < value < below <= 16 and not (at + 2 < len(words) and words[at + 2] == "/"):
                return at + 2, value / below
        return None

    def _mixed(self, tokens: Tokens, at: int) -> tuple[int, float] | None:
        """"2 ½", "10 1/2"."""
        words = tokens.words
        if at < len(words) and words[at] in self._signs:
            return at + 1, self._signs[words[at]]
        if at + 2 < len(words) and words[at].isdecimal() and len(words[at]) == 1 and words[at + 1] == "/":
            over = self._over(tokens, at + 1, float(words[at]))
            if over is not None:
                return over
        return None

    # -- words -------------------------------------------------------------------------------------------------------

    def _from_words(self, tokens: Tokens, at: int) -> Number | None:
        words, size = tokens.words, len(tokens.words)
        read = self._spelled.read(tokens, at)
        if read is None:
            value = self._ordinals.get(words[at])
            return None if value is None else self._number(tokens, at, at + 1, value, kind="ordinal")
        end, value = read.end, read.value
        article = end == at + 1 and words[at] in self._parts.articles
        joint = self._joint(tokens, end)
        if joint < size and words[joint] in self._parts.halves and article:
            half = self._half(tokens, at, joint)
            if half is not None:
                return half
        if joint < size and words[joint] in self._ordinals and joint > end:
            return self._number(tokens, at, joint + 1, value + self._ordinals[words[joint]], kind="ordinal")
        if joint < size and words[joint] in self._denominators and value < 100:
            return self._number(tokens, at, joint + 1, value / self._denominators[words[joint]], kind="fraction")
        if joint < size and (words[joint] in self._vague or words[joint] in self._exact):
            return self._collective(tokens, at, joint, value)
        point = self._point(tokens, end, value)
        if point is not None:
            end, value, article = point[0], point[1], False
        scaled, times = self._scale(tokens, end, glued=False)
        if scaled > end:
            return self._rest(tokens, at, scaled, value * times, "integer" if (value * times).is_integer() else "decimal")
        if article and not self._loose:
            return None
        return self._finish(tokens, at, end, value, "decimal" if point else "integer")

    def _half(self, tokens: Tokens, at: int, half: int) -> Number | None:
        """"un demi-milliard", "une demi-douzaine"; None for "un demi-siècle", which is no number."""
        words = tokens.words
        after = self._joint(tokens, half + 1)
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
            return self._number(tokens, at, end + 2, value * self._scales[words[end + 1]], approximate=vague, scaled=True)
        return self._number(tokens, at, end, value, approximate=vague)

    def _point(self, tokens: Tokens, at: int, value: float) -> tuple[int, float] | None:
        """"trois virgule cinq", "deux cents virgule zéro trois"."""
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

    def _joint(self, tokens: Tokens, at: int) -> int:
        words = tokens.words
        joined = at + 1 < len(words) and words[at] in self._parts.hyphen and tokens.glued(at) and tokens.glued(at + 1)
        return at + 1 if joined else at

    def _scale(self, tokens: Tokens, at: int, *, glued: bool) -> tuple[int, float]:
        """Scale words behind a numeral: "mille", "millions", "mille milliards"."""
        words, times, end = tokens.words, 1.0, at
        while (joint := self._joint(tokens, end)) < len(words):
            word = words[joint]
            if word in self._scales:
                times *= self._scales[word]
            elif word in self._thousands and times == 1 and (glued and (len(word) > 1 or tokens.glued(joint))):
                times *= self._thousands[word]
            elif word in self._vague and times == 1 and self._vague[word] >= 1000 and glued:
                times *= self._vague[word]  # "35 milliers"
            else:
                break
            end = joint + 1
        return end, times

    def _rest(self, tokens: Tokens, at: int, end: int, value: float, kind: Kind) -> Number:
        """What follows a scale: "2 millions 500 mille", "un million deux cent mille"; then the number is complete."""
        words = tokens.words
        if kind == "integer" and end < len(words):
            tail: Number | None = None
            if words[end][0].isdecimal() and len(words[end]) <= 3:
                tail = self._from_digits(tokens, end)
            elif words[end] in self._spelled.starters and words[end] not in self._parts.articles:
                tail = self._from_words(tokens, end)
            whole = tail is not None and tail.kind == "integer" and not tail.approximate
            if tail is not None and whole and tail.value < 1e6 <= value and (tail.digits == 0 or not value % 1e9):
                return self._number(tokens, at, tail.last, value + tail.value, scaled=True)
        return self._finish(tokens, at, end, value, kind, scaled=True)

    def _finish(self, tokens: Tokens, at: int, end: int, value: float, kind: Kind, *, digits: int = 0,
                other: float | None = None, scaled: bool = False) -> Number:  # fmt: skip
        stop, mille = self._percent(tokens, end)
        if stop > end:
            return self._number(tokens, at, stop, value / 10 if mille else value, kind="percent")
        return self._number(tokens, at, end, value, kind=kind, digits=digits, other=other, scaled=scaled)

    def _percent(self, tokens: Tokens, at: int) -> tuple[int, bool]:
        for phrase in self._percents.get(tokens.words[at], ()) if at < len(tokens.words) else ():
            if tuple(tokens.words[at : at + len(phrase)]) == phrase:
                return at + len(phrase), phrase in self._mille
        return at, False

    def _number(self, tokens: Tokens, at: int, end: int, value: float, *, kind: Kind = "integer", approximate: bool = False,
                digits: int = 0, other: float | None = None, scaled: bool = False) -> Number:  # fmt: skip
        value = round(value, 9) if abs(value) < 1e9 else value
        return Number(tokens.starts[at], tokens.end(end - 1), value, approximate, kind, at, end, digits, other, scaled)


def _with_plurals(ordinals: dict[str, float], plural: str) -> dict[str, float]:
    return {f"{word}{plural}": value for word, value in ordinals.items() if not word.endswith(plural)} | ordinals


def _phrases(phrases: tuple[str, ...]) -> dict[str, list[tuple[str, ...]]]:
    table: dict[str, list[tuple[str, ...]]] = {}
    for phrase in sorted(phrases, key=len, reverse=True):
        words = tuple(tokenize(fold(phrase), 0, len(phrase)).words)
        table.setdefault(words[0], []).append(words)
    return table
