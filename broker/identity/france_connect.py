"""Checking a FranceConnect access token: ask FranceConnect, open its answer, verify it in full."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import orjson
from joserfc.errors import JoseError
from joserfc.jwk import ECKey

from broker.errors import CallerRefused, ProviderFailed
from broker.evidence import VerifiedPerson
from broker.identity import jose
from broker.identity.introspection import Expectation, verify_claims
from broker.identity.jwks import RemoteKeys
from contracts.flow import Acr

CheckToken = Callable[[str], Awaitable[tuple[int, bytes]]]
"""POST of the token to FranceConnect's checktoken: status, body. Raises ProviderFailed."""

ENCRYPTION, SIGNATURE = jose.ENCRYPTION, jose.SIGNATURE
_LONGEST_TOKEN = 4096
_BAD_REQUEST, _OK = 400, 200


@dataclass(frozen=True, slots=True)
class FranceConnect:
    """What the broker, as a data provider, has agreed with FranceConnect."""

    check_token: CheckToken
    keys: RemoteKeys
    decryption_key: ECKey
    issuer: str
    audience: str
    """Our client_id as a data provider."""

    async def verify_token(self, token: str, floor: Acr, now: datetime) -> VerifiedPerson:
        """Return the person FranceConnect vouches for.

        Raises CallerRefused (515xx), ProviderFailed (510xx), RightRefused, PersonRefused:
        see `introspection.verify_claims`.
        """
        if not _is_plausible(token):
            raise CallerRefused("51501")
        status, body = await self.check_token(token)
        if status == _BAD_REQUEST:
            raise CallerRefused("51501", motif="invalid_request")
        if status != _OK:
            raise ProviderFailed("51000", motif=f"checktoken_{status}")
        claims = await self._verified_claims(self._opened(body))
        return verify_claims(claims, Expectation(self.issuer, self.audience, now, floor))

    def _opened(self, body: bytes) -> bytes:
        """Decrypt with the algorithms we declared, and no other (JWE, RFC 7516)."""
        try:
            return jose.opened(body, self.decryption_key)
        except (JoseError, ValueError, TypeError, KeyError) as error:
            raise ProviderFailed("51000", motif="jwe") from error

    async def _verified_claims(self, token: bytes) -> dict[str, Any]:
        """Verify the signature by the key that `kid` names (JWS, RFC 7515)."""
        try:
            signed = jose.read_signed(token)
        except (JoseError, ValueError, TypeError, KeyError) as error:
            raise ProviderFailed("51000", motif="jws") from error
        if signed.alg != SIGNATURE:
            raise ProviderFailed("51000", motif="alg")
        key = await self.keys.find(signed.kid)
        try:
            claims = orjson.loads(jose.verified_payload(signed, key))
        except (JoseError, ValueError, TypeError) as error:
            raise ProviderFailed("51000", motif="signature") from error
        if not isinstance(claims, dict):
            raise ProviderFailed("51000", motif="claims")
        return claims


def _is_plausible(token: str) -> bool:
    """Spare FranceConnect what cannot be one of its tokens."""
    return token.isascii() and token.isprintable() and 0 < len(token) <= _LONGEST_TOKEN
