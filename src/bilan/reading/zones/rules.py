"""The rules of `zones.toml`, asked of one line at a time."""

import re

import re2

from bilan.knowledge.zones import ZoneRule, ZoneWords

_FIGURE = re.compile(r"\d")
_MEMORY = 64 << 20  # bytes that RE2 may use for one automaton


class Rules:
    """All patterns in three automata (for lines with figures, for menus, for words), so that none grows large."""

    def __init__(self, words: ZoneWords) -> None:
        rules = words.file.rule
        self._figures = _Group([rule for rule in rules if rule.figures], words)
        self._menus = _Group([rule for rule in rules if not rule.figures and rule.mark == "navigation"], words)
        self._words = _Group([rule for rule in rules if not rule.figures and rule.mark != "navigation"], words)

    def marks(self, low: str) -> list[str]:
        """Marks of the rules that the folded line `low` matches as a whole, in the order of the groups and the file."""
        found = self._figures.marks(low) if _FIGURE.search(low) else []
        return found + self._menus.marks(low) + self._words.marks(low)


class _Group:
    def __init__(self, rules: list[ZoneRule], words: ZoneWords) -> None:
        self._rules = [(rule.mark, rule.longest) for rule in rules]
        self._longest = max((rule.longest for rule in rules), default=0)
        options = re2.Options()
        options.max_mem = _MEMORY
        options.log_errors = False
        self._set = re2.Set.FullMatchSet(options)
        for rule in rules:
            self._set.Add(words.pattern(rule))
        self._set.Compile()

    def marks(self, low: str) -> list[str]:
        if len(low) > self._longest:
            return []
        length = len(low)
        return [
            mark
            for mark, longest in (self._rules[index] for index in sorted(self._set.Match(low) or ()))
            if length <= longest
        ]
