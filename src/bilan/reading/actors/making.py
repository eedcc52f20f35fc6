"""Mentions made from what the parts of this package find."""

from typing import Literal

from bilan.model.mention import Actor

Form = Literal["name", "adjective", "capital", "metonym", "role", "pronoun", "acronym"]
Type = Literal["person", "organisation", "state", "grouping", "group"]


def mention(
    span: tuple[int, int],
    type_: Type,
    key: str,
    name: str,
    party: str | None,
    *,
    form: Form = "name",
    role: str | None = None,
    written: str | None = None,
) -> Actor:
    """A mention on `span` of somebody who belongs to one state or to none that is known."""
    return Actor(
        start=span[0],
        end=span[1],
        type=type_,
        key=key,
        name=name,
        party=party,
        parties=(party,) if party is not None else (),
        form=form,
        role=role,
        written=written if written != name else None,
    )
