"""Access tokens of the provider: opaque, short, kept in memory (RFC 6749 §4.4)."""

import base64
import hmac
import secrets
from collections.abc import Callable
from datetime import datetime, timedelta
from urllib.parse import unquote_plus

from providers.caf.settings import Settings

SECONDS = 300


class Tokens:
    """Issues tokens to the one client of the settings, and knows those in force."""

    def __init__(self, settings: Settings, clock: Callable[[], datetime]) -> None:
        self._settings, self._clock = settings, clock
        self._expiries: dict[str, datetime] = {}

    def is_client(self, client_id: str, secret: str) -> bool:
        """Say whether these are the client's credentials, in constant time."""
        expected = f"{self._settings.client_id}:{self._settings.client_secret.get_secret_value()}"
        return hmac.compare_digest(f"{client_id}:{secret}".encode(), expected.encode())

    def issue(self) -> str:
        """Return a new token; expired ones are forgotten."""
        now = self._clock()
        self._expiries = {t: expiry for t, expiry in self._expiries.items() if expiry > now}
        token = secrets.token_urlsafe(32)
        self._expiries[token] = now + timedelta(seconds=SECONDS)
        return token

    def is_in_force(self, authorization: str) -> bool:
        """Say whether an `Authorization` header carries a token in force."""
        scheme, _, token = authorization.partition(" ")
        expiry = self._expiries.get(token.strip())
        return scheme.lower() == "bearer" and expiry is not None and self._clock() < expiry


def basic_credentials(authorization: str) -> tuple[str, str] | None:
    """Read HTTP Basic credentials, form-encoded as RFC 6749 §2.3.1 has them; None if not any."""
    scheme, _, encoded = authorization.partition(" ")
    if scheme.lower() != "basic":
        return None
    try:
        decoded = base64.b64decode(encoded.strip(), validate=True).decode()
    except ValueError:  # not base64, not ASCII, not UTF-8
        return None
    client_id, _, secret = decoded.partition(":")
    return unquote_plus(client_id), unquote_plus(secret)
