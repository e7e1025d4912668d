"""What a call carries to say who calls: read from the headers alone, never from the address."""

from collections.abc import Mapping

from broker.errors import CallerRefused

API_KEY = "x-api-key"
AUTHORIZATION = "authorization"
FRANCE_CONNECT = "x-franceconnect-token"


def api_token(headers: Mapping[str, str]) -> str:
    """Return the API token. CallerRefused: 00101 (none, or not a Bearer), 00110 (two different).

    A constant-time comparison is not needed: both values come from the caller.
    """
    keyed = headers.get(API_KEY, "").strip()
    bearer = _bearer(headers)
    if keyed and bearer and keyed != bearer:
        raise CallerRefused("00110")
    if not (token := keyed or bearer):
        raise CallerRefused("00101")
    return token


def france_connect_bearer(headers: Mapping[str, str]) -> str:
    """Return the FranceConnect token that stands for caller and person (51504 when absent)."""
    if not (token := _bearer(headers)):
        raise CallerRefused("51504")
    return token


def france_connect_beside(headers: Mapping[str, str]) -> str | None:
    """Return the FranceConnect token that comes beside an API token, if one does."""
    return headers.get(FRANCE_CONNECT, "").strip() or None


def _bearer(headers: Mapping[str, str]) -> str:
    scheme, _, token = headers.get(AUTHORIZATION, "").strip().partition(" ")
    return token.strip() if scheme.lower() == "bearer" else ""
