"""Places named by a state's adjective: "la capitale russe", "le sol malien", "notre pays"."""

from collections.abc import Iterator, Mapping, Sequence

from bilan.knowledge.frames import Seats
from bilan.model.mention import Actor, Place

Names = Mapping[str, tuple[str, str | None]]  # ISO code: (country, capital)


def seat_places(
    folded: str, actors: Sequence[Actor], places: Sequence[Place], seats: Seats, names: Names
) -> Iterator[Place]:
    """Places beside those found by name. The span is the noun's and its adjective's."""
    taken = {(p.start, p.end) for p in places}
    for actor in actors:
        if actor.type != "state" or actor.party not in names or (actor.start, actor.end) in taken:
            continue
        country, capital = names[actor.party or ""]
        if actor.form == "adjective":
            noun, start = _word_before(folded, actor.start)
        elif actor.form == "pronoun" and len(actor.parties) < 2:
            noun, start = folded[actor.start : actor.end].rsplit(maxsplit=1)[-1], actor.start
        else:
            continue
        if noun in seats.capital and capital is not None:
            yield Place(start=start, end=actor.end, name=capital, state=actor.party, kind="capital")
        elif noun in seats.soil:
            yield Place(start=start, end=actor.end, name=country, state=actor.party, kind="country")


def _word_before(folded: str, at: int) -> tuple[str, int]:
    end = at
    while end > 0 and folded[end - 1] == " ":
        end -= 1
    start = end
    while start > 0 and (folded[start - 1].isalnum() or folded[start - 1] == "-"):
        start -= 1
    return folded[start:end], start
