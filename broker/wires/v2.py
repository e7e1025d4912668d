"""API Particulier v2: flat bodies, flat errors (reference: its recorded v2 cases)."""

import orjson

from broker.errors import Refusal
from broker.evidence import Disclosure, Recorded
from contracts.catalogue import NOMENCLATURE
from contracts.flows.composition_familiale_v2 import FIELDS, CompositionFamiliale
from contracts.flows.quotient_familial import QuotientFamilial

_ERRORS = {
    400: "bad_request",
    401: "access_denied",
    403: "access_denied",
    404: "not_found",
    405: "bad_request",
    422: "bad_request",
    429: "rate_limited",
    500: "internal_error",
    502: "network_error",
    503: "data_provider_error",
    504: "timeout_error",
}
_STATUSES = {422: 400, 502: 503}
"""v3's status → v2's: v2 said 400 for a parameter and 503 for any failure of a provider."""


def status_of(status: int) -> int:
    """Return the status that v2 served where v3 serves `status`."""
    return _STATUSES.get(status, status)


def payload(disclosure: Disclosure) -> bytes:
    """Return the whole flat body."""
    if not isinstance(disclosure.data, QuotientFamilial):
        raise TypeError("v2 carries the composition familiale only")
    fields = {
        name for field, names in FIELDS.items() if field in disclosure.released for name in names
    }
    return CompositionFamiliale.of(disclosure.data).model_dump_json(include=fields).encode()


def sealed(data: bytes, _disclosure: Disclosure, _recorded: Recorded) -> bytes:
    """Return the body: v2 has no place for `meta`, the receipt is in the headers."""
    return data


def refused(refusal: Refusal) -> bytes:
    """Return a flat error."""
    unit = NOMENCLATURE[refusal.code]
    return orjson.dumps(
        {
            "error": _ERRORS[unit.status],
            "reason": unit.title,
            "message": f"{unit.detail} {unit.remede}",
            "code": unit.code,
        }
    )
