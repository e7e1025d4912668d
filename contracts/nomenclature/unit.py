"""One unit of the nomenclature of errors."""

from typing import Annotated

from pydantic import Field

from contracts.base import Contract


class Unit(Contract):
    """A refusal: its code, the status it is served with, and what the caller can do."""

    code: Annotated[str, Field(pattern=r"^\d{5}$")]
    """Two digits of the provider (00: the broker itself), three of the cause."""
    status: int
    """HTTP status."""
    title: str
    """A few words in French, the same for every occurrence."""
    detail: str
    """A sentence in French, without personal data."""
    remede: str
    """What to do about it, and who can."""
    provider: str | None = None
    """Who refused, when it is not the broker."""
    retry_in: int | None = None
    """Seconds after which the same call may succeed; None when it never will by itself."""
