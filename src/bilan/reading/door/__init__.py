"""The door by which a statement that no rule read may enter: proved on the page's own characters, or refused."""

from bilan.reading.door.door import Door
from bilan.reading.door.proposal import REASONS, Proposal, Refusal

__all__ = ["REASONS", "Door", "Proposal", "Refusal"]
