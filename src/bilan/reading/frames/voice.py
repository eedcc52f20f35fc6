"""Who vouches for a passage: the reporter, or an official, a paper, an expert whom the page quotes."""

import re

from bilan.model.mention import Actor
from bilan.reading.frames.scene import Scene, View
from bilan.reading.frames.slots import between_words, subjects
from bilan.reading.grammar.verbs import VerbGroup

_QUOTES = re.compile(r"[«“]|[»”]")
_REPORTER = ("reporter", None)
_ASIDE = 18  # words between a verb of saying and what is said
Said = tuple[str, str | None]


class Voices:
    """The voices of a page, found sentence by sentence; a quotation that runs on keeps its speaker."""

    def __init__(self, scene: Scene) -> None:
        self._scene = scene
        self._quotes: list[tuple[int, int]] = _quoted(scene)
        self._last: Said | None = None
        self._of_view: dict[int, tuple[Said, str, int]] = {}
        for view in scene.views:
            self._of_view[view.index] = self._sentence(view)

    def of(self, view: View, start: int, end: int) -> Said:
        """(said_by, name of the speaker) for a passage of a sentence."""
        said, scope, at = self._of_view[view.index]
        if scope == "all" or (scope == "after" and start >= at) or (scope == "before" and end <= at):
            return said
        for low, high in self._quotes:
            if low <= start < high or (start <= low and high <= end and high - low > (end - start) // 2):
                return self._speaker_of_quote(view, low, high)
        return _REPORTER

    def _speaker_of_quote(self, view: View, low: int, high: int) -> Said:
        """The speaker named in a sentence that the quotation touches, the one it ends in first."""
        touched = [v for v in self._scene.views if v.start < high + 2 and v.end > low]
        for other in [*reversed(touched), *self._scene.views[max(0, view.index - 1) : view.index]]:
            said = self._of_view[other.index][0]
            if said != _REPORTER:
                return said
        return _REPORTER

    def _sentence(self, view: View) -> tuple[Said, str, int]:
        """(voice, scope, offset): scope is `all`, `after`, `before` the offset, or `quote`."""
        attribution = self._attribution(view)
        if attribution is not None:
            self._last = attribution
            return attribution, "all", view.start
        for group in view.groups:
            if not self._reports(view, group):
                continue
            said, after = self._reporting_voice(view, group)
            if said is None:
                continue
            self._last = said
            that = self._that(view, group)
            if that is not None and not after:
                return said, "after", view.words[that].start
            if after:
                return said, "before", view.words[group.first].start
            return said, "quote", view.start
        return _REPORTER, "quote", view.start

    def _that(self, view: View, group: VerbGroup) -> int | None:
        """Where what is said begins: the colon or "that" behind a verb of saying, over a day, a place, an occasion."""
        opens = view.scene.lexis.cues.clause.that
        following = next((g.first for g in view.groups if g.first > group.last and not g.bare), len(view.words))
        for index in range(group.last + 1, min(following, group.last + _ASIDE)):
            if view.form(index) in opens:
                return index
        return None

    def _reports(self, view: View, group: VerbGroup) -> bool:
        return any(sense.kind == "reporting" for sense, _ in view.senses(group))

    def _reporting_voice(self, view: View, group: VerbGroup) -> tuple[Said | None, bool]:
        """The voice of a verb of saying, and whether its subject stands behind it (", précise une note de …")."""
        first, last = view.segment(group.at)
        mark_before = first > 0 and view.words[first - 1].is_mark
        inverted = mark_before and group.first <= first + 2
        if inverted:
            found = self._voice_in(view, group.last + 1, last)
            if found is not None:
                return found, True
            pronoun = view.form(group.at + 1).startswith("-") or any(
                view.form(i).startswith("-") for i in range(group.first, group.last + 1)
            )
            if pronoun or self._says_text(view, group.last + 1, last):
                return self._last or self._text_voice(view), True
        if not self._says_text(view, 0, group.first):
            for actor in subjects(view, group):
                said = self._voice_of(view, actor)
                if said is not None:
                    return said, False
        if self._says_text(view, 0, group.first):
            return self._author_of_text(view, group.first) or self._text_voice(view), False
        return None, False

    def _author_of_text(self, view: View, before: int) -> Said | None:
        """ "le communiqué du ministère de …": the body behind the text's name."""
        low = next((h.end for h in view.phrases if h.payload.kind == "communique"), view.start)
        for actor in between_words(view, view.at(low), before):
            if view.preposition(actor.start) == "from":
                said = self._voice_of(view, actor)
                if said is None and actor.type == "organisation" and self._scene.facts.home:
                    return f"official:{self._scene.facts.home}", actor.name
                return said
        return None

    def _attribution(self, view: View) -> Said | None:
        """ "selon …", "d'après …": the voice named behind it."""
        for hit in view.phrases:
            if hit.payload.kind != "attribution":
                continue
            index = view.at(hit.end - 1)
            _, last = view.segment(index)
            found = self._voice_in(view, index + 1, min(last, index + 14))
            if found is not None:
                return found
        return None

    def _voice_in(self, view: View, first: int, last: int) -> Said | None:
        if first > last:
            return None
        low, high = view.words[first].start, view.words[min(last, len(view.words) - 1)].end
        name = next((h.payload.name for h in view.phrases if h.payload.kind == "voice" and low <= h.start < high), None)
        actors = between_words(view, first, last)
        person = next((a for a in actors if a.type == "person" and a.party), None)
        if name in ("press", "expert", "opposition", "rumour") and person is None:
            return name, None
        for actor in actors:
            said = self._voice_of(view, actor)
            if said is not None:
                return said
        if name == "official" or self._says_text(view, first, last):
            return self._text_voice(view)
        if name == "company":
            return "company", None
        return None

    def _voice_of(self, view: View, actor: Actor) -> Said | None:
        """The voice that an actor is; None for one that speaks for nobody."""
        code = actor.party or (actor.parties[0] if len(actor.parties) == 1 else None)
        if actor.type == "person" and code:
            return f"official:{code}", actor.name
        if actor.type in ("organisation", "group") and code:
            voices = [h for h in view.phrases if h.payload.kind == "voice"]
            inside = [h.payload.name for h in voices if actor.start <= h.start < actor.end]
            if "press" in inside:
                return "press", actor.name
            if "official" in inside or actor.form == "metonym":
                return f"official:{code}", actor.name
            return None
        spoken_in = actor.form == "capital" and view.preposition(actor.start) is not None
        if actor.type == "state" and code and actor.form in ("name", "capital", "metonym") and not spoken_in:
            return f"official:{code}", actor.name
        return None

    def _says_text(self, view: View, first: int, last: int) -> bool:
        if first > last:
            return False
        low, high = view.words[first].start, view.words[min(last, len(view.words) - 1)].end
        return any(h.payload.kind == "communique" and low <= h.start < high for h in view.phrases)

    def _text_voice(self, view: View) -> Said:
        """The voice of a communiqué that the sentence does not attribute: the last official one, else the writer's."""
        if self._last is not None and self._last[0].startswith("official"):
            return self._last
        states = view.states()
        home = self._scene.facts.home
        code = home or (states[0] if states else None)
        return (f"official:{code}", None) if code else _REPORTER


def _quoted(scene: Scene) -> list[tuple[int, int]]:
    """Stretches between quotation marks, over sentence ends too, never over more than a paragraph's worth of text."""
    found: list[tuple[int, int]] = []
    text = scene.document.text
    opened: int | None = None
    for view in scene.views:
        for match in _QUOTES.finditer(text, view.start, view.end):
            if match[0] in "«“":
                opened = match.end() if opened is None or match.start() - opened > 1500 else opened
            elif opened is not None:
                found.append((opened, match.start()))
                opened = None
    return found
