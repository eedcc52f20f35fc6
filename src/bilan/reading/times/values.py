"""TIMEX3 values as EDTF, for slots that hold dates."""

import datetime
import re

_WEEK = re.compile(r"(\d{4})-W(\d\d)")
_PART = re.compile(r"(\d{4})-(SP|SU|FA|WI|Q[1-4]|H[12])")
_CODES = {"SP": "21", "SU": "22", "FA": "23", "WI": "24", "Q1": "33", "Q2": "34", "Q3": "35", "Q4": "36"}
_DATE = re.compile(r"\d{4}(?:-\d\d(?:-\d\d)?)?")


def edtf_of(value: str) -> str | None:
    """The EDTF date or interval of a TIMEX3 DATE or TIME value; None for durations, sets, vague and open ones.

    A time of day gives its day; a week its seven days; a half-year its months; seasons and quarters their EDTF numbers.
    """
    first, slash, last = value.partition("/")
    one = _single(first)
    if not slash:
        return one
    other = _single(last)
    if one is None or other is None:
        return None
    start, end = one.partition("/")[0], other.rpartition("/")[2]
    return start if start == end else f"{start}/{end}"


def _single(value: str) -> str | None:
    day = value.partition("T")[0]
    if _DATE.fullmatch(day):
        return day
    if match := _WEEK.fullmatch(day):
        monday = datetime.date.fromisocalendar(int(match[1]), int(match[2]), 1)
        return f"{monday.isoformat()}/{(monday + datetime.timedelta(days=6)).isoformat()}"
    if match := _PART.fullmatch(day):
        if match[2] == "H1":
            return f"{match[1]}-01/{match[1]}-06"
        if match[2] == "H2":
            return f"{match[1]}-07/{match[1]}-12"
        return f"{match[1]}-{_CODES[match[2]]}"
    return None
