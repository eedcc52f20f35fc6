"""Who gives and who receives, where a passage does not say: as the page's others have it, or as those who signed."""

from collections import Counter
from collections.abc import Sequence

import msgspec

from bilan.knowledge.giving import Giving
from bilan.model.statement import Part
from bilan.reading.frames.draft import Draft
from bilan.reading.frames.scene import Scene


def directions(scene: Scene, drafts: Sequence[Draft], giving: Giving) -> None:
    """Who gives and who receives, where a passage is silent: as the page's others have it, else by habit of states."""
    known: Counter[tuple[str, str]] = Counter()
    deals = [d for d in drafts if d.kind == "commitment"]
    for draft in deals:
        provider, receiver = _side(draft, "provider"), _side(draft, "receiver")
        if provider and receiver and provider != receiver:
            known[provider, receiver] += 1
    for draft in deals:
        _direct(scene, draft, known, giving)


def _side(draft: Draft, role: str) -> str | None:
    return next((p.party for p in draft.actors if p.part == role and p.party), None)


def _direct(scene: Scene, draft: Draft, known: Counter[tuple[str, str]], giving: Giving) -> None:
    provider, receiver = _side(draft, "provider"), _side(draft, "receiver")
    roles = {p.part for p in draft.actors}
    if len(draft.parties) != 2:
        return
    one, other = draft.parties
    if provider is None and receiver is None:
        if "provider" in roles and "receiver" in roles:
            return
        forward, back = known[one, other], known[other, one]
        if forward == back:
            forward, back = _habit(scene, one, giving), _habit(scene, other, giving)
        if forward == back:
            return
        provider, receiver = (one, other) if forward > back else (other, one)
    elif provider is None:
        provider = other if receiver == one else one
    elif receiver is None:
        receiver = other if provider == one else one
    added = []
    if "provider" not in roles and provider:
        added.append(scene.state_part(provider, "provider"))
    if "receiver" not in roles and receiver:
        added.append(scene.state_part(receiver, "receiver"))
    draft.actors = (*draft.actors, *added)


def _habit(scene: Scene, code: str, giving: Giving) -> int:
    return 2 * giving.of(code) - (1 if code == scene.facts.home else 0)


def signers_give(drafts: Sequence[Draft]) -> None:
    """Under a text that bodies have signed, these give and receive: they take the place of their states."""
    first_told = [d for d in drafts if d.kind == "agreement" and d.antecedent is None]
    texts = [d for d in first_told if any(p.type == "organisation" for p in d.actors)]
    for draft in drafts:
        if draft.kind != "commitment" or draft.status not in ("agreed", "implementing", "proposed"):
            continue
        before = [t for t in texts if t.view.paragraph == draft.view.paragraph and t.view.index <= draft.view.index]
        close = [t for t in before if set(t.parties) == set(draft.parties)]
        if close:
            draft.actors = tuple(_body_for(part, close[-1]) for part in draft.actors)


def _body_for(part: Part, text: Draft) -> Part:
    """The body that signed for a state; one of unknown state signed for the side that no other body did."""
    if part.type != "state":
        return part
    bodies = [p for p in text.actors if p.type == "organisation"]
    own = next((p for p in bodies if p.party == part.party), None)
    loose = [p for p in bodies if p.party is None]
    others = {p.party for p in text.actors if p.party}
    if own is None and len(loose) == 1 and part.party not in others:
        own = loose[0]
    return part if own is None else msgspec.structs.replace(own, part=part.part, party=part.party)
