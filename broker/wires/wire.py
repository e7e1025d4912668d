"""A dialect: how an answer and a refusal are written in it."""

from collections.abc import Callable
from dataclasses import dataclass

from broker.errors import Refusal
from broker.evidence import Disclosure, Recorded
from broker.wires import v2, v3
from contracts.flow import Wire


@dataclass(frozen=True, slots=True)
class WireFormat:
    """The functions of one dialect."""

    content_type: str
    payload: Callable[[Disclosure], bytes]
    """The personal data that leave: the journal keeps the digest of these bytes."""
    sealed: Callable[[bytes, Disclosure, Recorded], bytes]
    """The whole body, once the journal line is committed."""
    refused: Callable[[Refusal], bytes]
    status_of: Callable[[int], int]


_FORMATS = {
    # The anchor serves application/vnd.api+json; its OpenAPI document says JSON, and so do we.
    Wire.V3: WireFormat("application/json", v3.payload, v3.sealed, v3.refused, int),
    Wire.V2: WireFormat("application/json", v2.payload, v2.sealed, v2.refused, v2.status_of),
}


def wire_of(wire: Wire) -> WireFormat:
    """Return the dialect of an access."""
    return _FORMATS[wire]
