"""Words of a sentence, cut from the folded text.

Elided words stand alone ("l'" "énergie"), inverted subjects too ("a" "-t-il"). A figure with its decimals is one word
("32,5"): its comma ends nothing.
"""

import re
from collections.abc import Sequence
from typing import NamedTuple

_ELIDED = 2  # letters before an apostrophe that still make an elided word ("d'", "qu'"), not a compound
_WORD = re.compile(
    rf"\d+(?:[.,]\d+)+(?![^\W_])|[^\W_]{{1,{_ELIDED}}}'(?=[^\W_])|[^\W_]+(?:[-.&/'][^\W_]+)*'?|[^\s\w]|_"
)


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
    for match in _WORD.finditer(folded, start, end):
        form = match[0]
        word = Word(match.start(), match.end(), form)
        if "-" in form and form.rpartition("-")[2] in pronouns:
            found.extend(_uninverted(word))
        else:
            found.append(word)
    return found


def _uninverted(word: Word) -> Sequence[Word]:
    """ "a-t-il" is a verb and its subject."""
    cut = word.form.find("-")
    if cut < 1:
        return (word,)
    return (Word(word.start, word.start + cut, word.form[:cut]), Word(word.start + cut, word.end, word.form[cut:]))
