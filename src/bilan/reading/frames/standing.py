"""How far a commitment has come: wished, promised, agreed, in the making, delivered, put off, given up."""

from bilan.knowledge.frames import Rule
from bilan.reading.frames.agreements import texts
from bilan.reading.frames.deeds import Deed, describes
from bilan.reading.frames.items import Item
from bilan.reading.frames.modes import lemma_mode, nominal_mode, verb_mode
from bilan.reading.frames.scene import View
from bilan.reading.frames.text_status import settled, statuses
from bilan.reading.grammar.verbs import VerbGroup

STATUS = {
    "wish": "proposed", "enable": "proposed", "conditional": "proposed", "infinitive": "proposed", "deny": "proposed",
    "plan": "pledged", "pledge": "pledged", "postpone": "pledged", "negated": "pledged", "agree": "agreed",
    "begin": "implementing", "continue": "implementing", "resume": "implementing", "complete": "delivered",
    "stop": "suspended", "cancel": "cancelled", "refuse": "cancelled",
}  # fmt: skip
_OF_TEXT = {"drafting": "proposed", "implementing": "implementing", "suspended": "suspended", "ended": "cancelled"}
_SETTLING = ("stop", "cancel", "postpone", "resume", "begin", "continue", "complete")
_TOLD = ("done", "present")
_OVER = ("wish", "refuse", "deny")
_ENDING = ("cancel", "stop")
_RELIEF = "debt-relief"  # to cancel a debt is to give


def standing(view: View, item: Item, deed: Deed) -> tuple[str | None, bool, str]:
    """Status, whether it is asserted, and the mode it was read from."""
    group, rule = deed.group, deed.rule
    if group is None:
        return _nominal_status(view, deed)
    if deed.main is not None and deed.telling is not None:
        group, rule = deed.main, deed.telling
    elif describes(view, item, group):
        settled_by = _settled_by(view, item, group)
        if settled_by is not None:
            return STATUS[settled_by], True, settled_by
    mode = _mode(view, item, rule, group)
    if rule.status:
        return rule.status, True, mode
    if mode == "infinitive" and _agreed(view, deed.first):
        return "agreed", True, mode
    return _of_mode(item, rule, group, mode), mode != "deny", mode


def _mode(view: View, item: Item, rule: Rule, group: VerbGroup) -> str:
    """The mode of the verb, with what stands above it: a wish, a text that says so, a phrase like "ready to"."""
    mode = _above_that(view, group) or verb_mode(view, group)
    if rule.id == "commitment.promise" and mode in _TOLD and _text_says(view, group):
        return "agree"
    if group.tense == "infinitive" and mode in ("plan", "infinitive"):
        return _phrase_above(view, group) or mode
    own = lemma_mode(view, group)
    if mode in _TOLD and own in _ENDING and item.topic != _RELIEF and item.sort != "personnel":
        return own or mode
    return mode


def _of_mode(item: Item, rule: Rule, group: VerbGroup, mode: str) -> str:
    if mode in ("done", "complete"):
        if group.bare and rule.id == "commitment.money":
            return "implementing"  # "financé par X" pays for what may still be in the making
        return "delivered" if item.topic == _RELIEF else rule.done
    if mode == "negated" and group.time in ("future", "conditional"):
        return "cancelled"
    if mode in ("future", "deny"):
        return rule.ahead
    if mode == "present":
        return _present(rule)
    return STATUS.get(mode, rule.bare)


def _text_says(view: View, group: VerbGroup) -> bool:
    """ "l'accord prévoit …": a text is the subject."""
    low, _ = view.clause(group.at)
    return any(h.payload.kind == "instrument" and low <= view.at(h.start) < group.first for h in view.phrases)


def _above_that(view: View, group: VerbGroup) -> str | None:
    """The mode of the verb above a "that" clause, where it only wishes, refuses or denies what the clause tells."""
    low, _ = view.clause(group.at)
    if view.form(low) not in view.scene.lexis.rules.commitment.shape.objects:
        return None
    above = next((g for g in reversed(view.groups) if g.at < low and low - g.last <= 2), None)
    mode = lemma_mode(view, above) if above is not None else None
    if above is None or mode not in _OVER:
        return None
    return "refuse" if above.negated else mode


def _phrase_above(view: View, group: VerbGroup) -> str | None:
    """ "se dit prêt à céder": the mode of a phrase right before an infinitive."""
    for hit in view.phrases:
        if (
            hit.payload.kind == "mode"
            and hit.payload.name == "wish"
            and 0 <= group.at - view.at(hit.end - 1) <= 2
            and view.at(hit.start) < group.at
        ):
            return hit.payload.name
    return None


def _settled_by(view: View, item: Item, group: VerbGroup) -> str | None:
    """The main verb's mode, where a participle only describes the thing ("le chantier, confié à X, est suspendu")."""
    cue = nominal_mode(view, item.first, item.last)
    if cue is None or cue.group is None or cue.group is group or cue.group.bare:
        return None
    return cue.mode if cue.mode in _SETTLING else None


def _nominal_status(view: View, deed: Deed) -> tuple[str | None, bool, str]:
    rule = deed.rule
    cue = nominal_mode(view, deed.first, deed.last)
    mode = cue.mode if cue is not None and cue.cost <= 20 else ""
    if rule.status:
        return rule.status, True, mode
    text = _text_status(view, deed.first)
    if text is not None and mode not in ("deny", "cancel", "stop"):
        return text, True, "agree"
    if mode == "deny":
        return rule.ahead, False, mode
    if mode in ("done", "complete", "hold"):
        return (rule.done if mode != "complete" or rule.done != "pledged" else "delivered"), True, mode
    if mode == "future":
        return rule.ahead, True, mode
    if mode in ("present", ""):
        return rule.bare, True, mode
    return STATUS.get(mode, rule.bare), True, mode


def _text_status(view: View, index: int) -> str | None:
    """Of a work that a text is about ("la mise en œuvre du protocole relatif à la modernisation de …"): what the
    text's state makes it."""
    low, _ = view.segment(index)
    for first, last, _weight in texts(view, "instrument", "agreement"):
        if low <= first and 0 < index - last <= 5:
            found = settled(statuses(view, first, last, "agreement"))
            return _OF_TEXT.get(found.status if found is not None else "signed", "agreed")
    return None


def _present(rule: Rule) -> str:
    if rule.present:
        return rule.present
    return "pledged" if rule.done == "pledged" else "implementing"


def _agreed(view: View, index: int) -> bool:
    """ "accord pour construire": a text right before the infinitive."""
    start = view.words[max(0, index - 8)].start
    return any(h.payload.kind == "instrument" and start <= h.start < view.words[index].start for h in view.phrases)
