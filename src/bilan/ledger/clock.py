"""The one place of the ledger that looks at the clock."""

from datetime import UTC, datetime

from bilan.model import moments


def moment_now() -> str:
    """This moment in UTC, ISO 8601 with microseconds, so that texts sort as times do."""
    return moments.written(datetime.now(UTC))
