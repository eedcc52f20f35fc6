"""All frames over one page: from mentions to proved statements."""

from bilan.knowledge.giving import Giving
from bilan.model.mention import Gap
from bilan.model.statement import Statement
from bilan.reading.frames.agreements import agreements
from bilan.reading.frames.claims import ClaimReader
from bilan.reading.frames.commitments import commitments
from bilan.reading.frames.discourse import settle
from bilan.reading.frames.draft import Draft, finish
from bilan.reading.frames.mechanisms import mechanisms
from bilan.reading.frames.scene import Scene
from bilan.reading.frames.talks import talks
from bilan.reading.frames.visits import visits
from bilan.reading.frames.voice import Voices


class Framer:
    """Reads the statements of a scene. `version` is recorded in each."""

    def __init__(self, giving: Giving, version: str) -> None:
        self._giving = giving
        self._version = version

    def statements(self, scene: Scene) -> tuple[list[Statement], list[Gap]]:
        """Statements in text order, and what could not be proved."""
        if len(scene.pair) < 2 or scene.offtopic:
            return [], []
        drafts = [*visits(scene), *talks(scene), *agreements(scene), *mechanisms(scene), *commitments(scene)]
        voices = Voices(scene)
        made: dict[int, Statement] = {}
        gaps: list[Gap] = []
        for draft in _antecedents_first(settle(scene, drafts, self._giving)):
            if draft.antecedent is not None and id(draft.antecedent) in made:
                draft.about = made[id(draft.antecedent)].anchor
            result = finish(scene, voices, draft, self._version)
            if isinstance(result, Gap):
                gaps.append(result)
            else:
                made[id(draft)] = result
        told = ClaimReader(scene.lexis.claims, self._version).claims(scene, voices)
        unique = {statement.id: statement for statement in (*made.values(), *told)}
        return sorted(unique.values(), key=lambda s: (s.evidence.start, s.evidence.end, s.kind, s.id)), gaps


def _antecedents_first(drafts: list[Draft]) -> list[Draft]:
    return sorted(drafts, key=lambda draft: draft.antecedent is not None)
