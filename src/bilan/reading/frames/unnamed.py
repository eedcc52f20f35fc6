"""Things that knowledge does not name, behind a word that can have no other object: by their own words."""

from collections.abc import Iterator

from bilan.knowledge.frames import Rule
from bilan.reading.folding import key
from bilan.reading.frames.governors import is_counted
from bilan.reading.frames.items import Item
from bilan.reading.frames.scene import View


def free_objects(view: View, first: int, last: int, rule: Rule) -> Iterator[Item]:
    """For a trigger whose object knowledge does not name: the noun phrase behind its "of", by its own words."""
    clause = view.scene.lexis.cues.clause
    of = frozenset(view.scene.lexis.cues.prepositions["from"])
    index = last + 1
    if view.form(index) not in of or rule.id not in ("commitment.work", "commitment.supply"):
        return
    while view.form(index) in of or view.form(index) in clause.determiners or view.form(index) in clause.prenominal:
        index += 1
    if index >= len(view.words) or view.words[index].is_mark or len(view.form(index)) < 3:
        return
    if (
        any(a.start <= view.words[index].start < a.end for a in view.actors)
        or _no_thing(view, index)
        or is_counted(view, index)
    ):
        return
    firm = view.scene.folded[view.words[first].start : view.words[last].end] in rule.firm
    if not firm and not any(first < view.at(q.start) <= index + 1 for q in view.quantities):
        return  # an unknown word without a figure is too little
    yield Item(
        first=index,
        last=index,
        lead=last + 1,
        topic=key(view.form(index)),
        sort="work" if "work" in rule.sorts else "good",
        sectors=(),
        of=first,
        loose=True,
    )


def _no_thing(view: View, index: int) -> bool:
    """Words that nobody delivers or builds, and texts and structures, which are kinds of their own."""
    if view.form(index) in view.scene.lexis.rules.commitment.not_.objects:
        return True
    start = view.words[index].start
    return any(
        h.start <= start < h.end and h.payload.kind in ("instrument", "structure", "mode-noun") for h in view.phrases
    )


def object_of(view: View, last: int, rule: Rule, lemma: str) -> Item | None:
    """The direct object behind a verb, by its own words, where knowledge does not name it: with a figure, or behind a
    verb that builds and nothing else."""
    clause = view.scene.lexis.cues.clause
    _, end = view.clause(last)
    for index in range(last + 1, min(end, last + 11)):
        form = view.form(index)
        if form not in clause.determiners and not form[0].isdigit():
            continue
        if (
            view.preposition(view.words[index + 1].start if index + 1 < len(view.words) else view.end) not in (None,)
            and form not in view.scene.partitives
        ):
            continue
        noun = index + 1
        while noun <= end and (
            view.form(noun) in clause.determiners
            or view.form(noun) in clause.prenominal
            or view.form(noun)[0].isdigit()
        ):
            noun += 1
        if noun > end or view.words[noun].is_mark or len(view.form(noun)) < 3 or _no_thing(view, noun):
            return None
        start = view.words[noun].start
        if any(a.start <= start < a.end for a in view.actors) or any(t.start <= start < t.end for t in view.times):
            continue
        if lemma not in rule.firm and not any(index <= view.at(q.start) <= noun for q in view.quantities):
            return None
        return Item(
            first=noun,
            last=noun,
            lead=index,
            topic=key(view.form(noun)),
            sort="work" if rule.id == "commitment.work" else "good",
            sectors=(),
            of=None,
            loose=True,
        )
    return None
