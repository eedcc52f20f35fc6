"""All that is known of actors, in one piece for the reader."""

import msgspec

from bilan.knowledge import groupings, leaders, names, organisations, places, roles, states
from bilan.knowledge.files import Shelf
from bilan.knowledge.groupings import Groupings
from bilan.knowledge.leaders import Leader
from bilan.knowledge.names import NameWords
from bilan.knowledge.organisations import Organisations
from bilan.knowledge.roles import RoleWords
from bilan.knowledge.states import StateKnowledge


class ActorKnowledge(msgspec.Struct, frozen=True):
    """`leaders` by id; `towns` map a state's code to the names of its towns."""

    states: StateKnowledge
    groupings: Groupings
    organisations: Organisations
    names: NameWords
    roles: RoleWords
    leaders: dict[str, Leader]
    towns: dict[str, tuple[str, ...]]


def load(shelf: Shelf, language: str) -> ActorKnowledge:
    return ActorKnowledge(
        states=states.load(shelf, language),
        groupings=groupings.load(shelf, language),
        organisations=organisations.load(shelf, language),
        names=names.load(shelf, language),
        roles=roles.load(shelf, language),
        leaders=leaders.load(shelf),
        towns=places.towns(shelf, language),
    )
