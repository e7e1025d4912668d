"""Time, as an argument: tests hold the clock."""

from collections.abc import Callable
from datetime import UTC, datetime

Clock = Callable[[], datetime]


def now() -> datetime:
    """Return the instant, UTC."""
    return datetime.now(UTC)
