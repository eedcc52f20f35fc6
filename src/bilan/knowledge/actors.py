"""All that is known of actors, in one piece for the reader."""

import msgspec

from bilan.knowledge import groupings, names, organisations, roles, states
from bilan.knowledge.files import Shelf
from bilan.knowledge.groupings import Groupings
from bilan.knowledge.names import NameWords
from bilan.knowledge.organisations import Organisations
from bilan.knowledge.roles import RoleWords
from bilan.knowledge.states import StateKnowledge


class ActorKnowledge(msgspec.Struct, frozen=True):
    states: StateKnowledge
    groupings: Groupings
    organisations: Organisations
    names: NameWords
    roles: RoleWords


def load(shelf: Shelf, language: str) -> ActorKnowledge:
    return ActorKnowledge(
        states=states.load(shelf, language),
        groupings=groupings.load(shelf, language),
        organisations=organisations.load(shelf, language),
        names=names.load(shelf, language),
        roles=roles.load(shelf, language),
    )
