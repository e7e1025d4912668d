"""What a call gives when it succeeds."""

from dataclasses import dataclass
from typing import Generic, TypeVar

from contracts.base import Contract
from contracts.enveloppe import Meta

Data = TypeVar("Data", bound=Contract)


@dataclass(frozen=True, slots=True)
class Answer(Generic[Data]):
    """The data, and what the broker says of them."""

    data: Data
    """A field whose scope your habilitation does not open is None: `meta.omitted` says so."""
    meta: Meta
    """Who vouched for the person, what was left out, and the receipt of the journal."""
    request_id: str
    """`X-Request-Id`: quote it to the support."""
    cached: bool
    """The broker had kept this answer (a past month, 24 hours at most)."""
