"""Words of a sentence, cut from the folded text: elided words stand alone ("l'" "énergie"), inverted subjects too ("a" "-t-il")."""

import re
from collections.abc import Sequence
from typing import NamedTuple

_WORD = re.compile(r"[^\W_]+(?:[-.&/][^\W_]+)*'?(?:[^\W_]+)?|[^\s\w]|_")
_ELIDED = 2  # letters before an apostrophe that still make an elided word ("d'", "qu'"), not a compound


class Word(NamedTuple):
    """`folded[start:end] == form`; offsets are the document's."""

    start: int
    end: int
    form: str

    @property
    def is_mark(self) -> bool:
        """Punctuation, not a word."""
        return not (self.form[0].isalnum())


def words(folded: str, start: int, end: int, pronouns: frozenset[str]) -> list[Word]:
    """The words and marks of `folded[start:end]`."""
    found: list[Word] = []
    at = start
    while (match := _WORD.search(folded, at, end)) is not None:
        first, last = match.span()
        apostrophe = folded.find("'", first, last)
        if first < apostrophe <= first + _ELIDED and apostrophe + 1 < last:
            last = apostrophe + 1
        at = last
        found.extend(_uninverted(Word(first, last, folded[first:last]), pronouns))
    return found


def _uninverted(word: Word, pronouns: frozenset[str]) -> Sequence[Word]:
    """ "a-t-il" is a verb and its subject; "vice-président" is one word."""
    cut = word.form.find("-")
    if cut < 1 or word.form.rpartition("-")[2] not in pronouns:
        return (word,)
    return (Word(word.start, word.start + cut, word.form[:cut]), Word(word.start + cut, word.end, word.form[cut:]))
