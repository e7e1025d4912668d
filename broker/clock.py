"""Time: UTC inside, Paris where the law counts days."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

PARIS = ZoneInfo("Europe/Paris")


def now() -> datetime:
    """Return the instant, UTC."""
    return datetime.now(UTC)


def day_in_paris(at: datetime) -> date:
    """Return the calendar day of `at` in Paris, on which rights begin and end."""
    return at.astimezone(PARIS).date()
