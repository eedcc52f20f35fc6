"""Time expressions: found by rules over classes of words, placed against the publication day."""

from bilan.reading.times.days import DayFinder, DayNamed
from bilan.reading.times.reader import TimeReader
from bilan.reading.times.values import edtf_of

__all__ = ["DayFinder", "DayNamed", "TimeReader", "edtf_of"]
