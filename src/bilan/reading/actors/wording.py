"""Offices in the text's words."""

from bilan.reading.actors.naming import Namer
from bilan.reading.actors.phrase import Phrase
from bilan.reading.actors.scan import Scan
from bilan.reading.actors.stating import Stater


class Wording:
    """Words for the offices of one document."""

    def __init__(self, scan: Scan, namer: Namer, stater: Stater) -> None:
        self._scan, self._namer, self._stater = scan, namer, stater

    def role(self, phrase: Phrase, part: tuple[int, int] | None = None) -> str:
        """The office in the text's words, in the singular."""
        head = phrase.term.head
        assert head is not None
        text, first = self._scan.text, phrase.start + len(phrase.term.phrase)
        if phrase.term.plural and len(phrase.parts) == 1:
            part = part or phrase.parts[0]
        if phrase.term.plural and part is None and len(phrase.states) > 1:
            return head.base
        if part is not None:
            of = self._namer.preposition(self._scan, part[0])
            return " ".join(f"{head.base} {of}{text[part[0] : part[1]]}".split())
        if not phrase.term.plural:
            return " ".join(text[phrase.start : phrase.end].split())
        return " ".join((head.base + text[first : phrase.end]).split())

    def titled(self, phrase: Phrase, party: str | None, role: str) -> str:
        """The office with its state's adjective, for who is known by nothing else: "chef de l'État béninois"."""
        head = phrase.term.head
        if len(phrase.states) == 1 or party is None or head is None:
            return role
        adjective = self._stater.adjective(party, self._namer.grammar.feminine(head))
        if adjective is None or phrase.topics or not role.lower().endswith(head.base):
            return f"{role} {self._stater.of(party)}"
        return f"{role} {adjective}"
