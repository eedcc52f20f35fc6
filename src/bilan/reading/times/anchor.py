"""What is known of the day a page was published, and which of two candidates around it is meant."""

import datetime
from collections.abc import Callable
from typing import Literal

from bilan.reading.times import meaning as m
from bilan.reading.times.arithmetic import Unplaced
from bilan.reading.times.reference import Reference

Tense = Literal["past", "future"] | None


class Anchor:
    """The publication day, and the tense of the clause, which is asked only where it decides."""

    def __init__(self, reference: Reference | None, tense: Callable[[], Tense], *, forward: bool = False) -> None:
        self.reference = reference
        self._tense = tense
        self.forward = forward

    def today(self) -> datetime.date:
        if self.reference is None or self.reference.day is None:
            raise Unplaced("the publication day is not known")
        return self.reference.day

    def this_month(self) -> tuple[int, int]:
        if self.reference is None or self.reference.month is None:
            raise Unplaced("the publication month is not known")
        return self.reference.year, self.reference.month

    def this_year(self) -> int:
        if self.reference is None:
            raise Unplaced("the publication year is not known")
        return self.reference.year

    def tense(self) -> Tense:
        return "future" if self.forward else self._tense()

    def looks_back(self, ahead: int, behind: int) -> bool:
        """Of two candidates, so far ahead and behind, whether the one behind is meant."""
        if ahead == 0:
            return False
        tense = self.tense()
        return behind <= ahead if tense is None else tense == "past"

    def choose(self, days: list[datetime.date], today: datetime.date, shift: m.Shift | None) -> datetime.date:
        past = [d for d in days if d <= today]
        coming = [d for d in days if d >= today]
        if shift == "last" or (past and not coming):
            return past[-1] if past else days[0]
        if shift == "next" or (coming and not past):
            return coming[0] if coming else days[-1]
        if past[-1] == coming[0]:
            return today
        behind, ahead = (today - past[-1]).days, (coming[0] - today).days
        tense = self.tense()
        if tense is None:
            return past[-1] if behind <= ahead else coming[0]
        # a tense decides only between candidates that both make sense: "effectuera … le 3 mars" told on the 5th is past
        if tense == "future" and not self.forward and behind <= 7 and ahead > 300:
            return past[-1]
        if tense == "past" and ahead <= 21 and behind > 300:  # "devait arriver le 23", told on the 17th
            return coming[0]
        return coming[0] if tense == "future" else past[-1]
