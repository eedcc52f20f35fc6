"""Shape of `world/units.toml`: the units that quantities are given in, whatever the language."""

import msgspec

from bilan.knowledge.files import Shelf


class Units(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """`measures` and `currencies` are closed lists; `families` code words for money that needs its context.

    `times` and `small_times` are TIMEX3's letters and the units that durations count as (`small_times` behind `T`).
    """

    measures: tuple[str, ...]
    families: tuple[str, ...]
    currencies: frozenset[str]
    times: dict[str, str]
    small_times: dict[str, str]


def load(shelf: Shelf) -> Units:
    return shelf.read("world", "units", Units)
