"""Which session of a series a noun means: "la troisième session", "le 14e round"."""

import re

from bilan.reading.frames.scene import View

_REACH = 3  # words before the noun within which its number stands
_DIGITS = re.compile(r"(\d{1,3})[^\W\d_]{1,4}")


def number_of(view: View, first: int) -> int | None:
    """The ordinal right before word `first`, if there is one. Words are the knowledge's; digits need an ending."""
    ordinals = view.scene.lexis.rules.talks.ordinals
    for index in range(first - 1, max(-1, first - 1 - _REACH), -1):
        form = view.form(index)
        if form in ordinals:
            return ordinals[form]
        digits = _DIGITS.fullmatch(form)
        if digits:
            return int(digits[1])
        if index >= 0 and view.words[index].is_mark:
            return None
    return None
