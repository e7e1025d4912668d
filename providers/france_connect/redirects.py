"""Addresses a browser is sent back to."""

from collections.abc import Mapping
from urllib.parse import urlencode

from providers.france_connect.errors import Back, Fault


def with_parameters(address: str, parameters: Mapping[str, str]) -> str:
    """Return `address` with more parameters in its query."""
    separator = "&" if "?" in address else "?"
    return f"{address}{separator}{urlencode(parameters)}"


def answered(back: Back, parameters: Mapping[str, str], issuer: str) -> str:
    """Return the service's address with our answer; `iss` says whose it is (RFC 9207)."""
    state = {} if back.state is None else {"state": back.state}
    return with_parameters(back.redirect_uri, {**parameters, **state, "iss": issuer})


def refused(back: Back, fault: Fault, issuer: str) -> str:
    """Return the service's address with our refusal (RFC 6749 §4.1.2.1)."""
    described = f"{fault.code}: {fault.description}"
    return answered(back, {"error": fault.error, "error_description": described}, issuer)
