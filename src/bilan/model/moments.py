"""Moments as the ledger writes them: ISO 8601 in UTC with microseconds, so that their texts sort as they do."""

import datetime

from bilan.model import edtf

LENGTH = len("2025-01-31T12:00:00.000000Z")


def written(moment: datetime.datetime) -> str:
    """`moment`, which must know its time zone."""
    return moment.astimezone(datetime.UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")


def until(value: str) -> str:
    """The last moment of a day, month or year (EDTF), or the moment itself; UTC where no zone is given.

    Raises ValueError where it is neither.
    """
    if "T" not in value and " " not in value:
        return f"{edtf.bounds(value)[1].isoformat()}T23:59:59.999999Z"
    moment = datetime.datetime.fromisoformat(value)
    return written(moment if moment.tzinfo else moment.replace(tzinfo=datetime.UTC))


def after(moment: str) -> str:
    """The next moment there is: a microsecond later."""
    return written(datetime.datetime.fromisoformat(moment) + datetime.timedelta(microseconds=1))
