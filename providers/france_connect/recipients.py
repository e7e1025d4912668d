"""Keys that answers to data providers are encrypted to."""

import asyncio
from dataclasses import dataclass
from typing import cast

import httpx
from joserfc import jwe
from joserfc.errors import JoseError
from joserfc.jwk import ECKey, Key, KeySet, KeySetSerialization, RSAKey

from providers.france_connect.errors import CallRefused
from providers.france_connect.settings import DataProvider

KEPT_FOR = 60.0
"""Seconds: after that long a provider's new key is in use."""
TIMEOUT = 5.0
_KEY_TYPES: dict[str, type[ECKey | RSAKey]] = {"ECDH-ES": ECKey, "RSA-OAEP-256": RSAKey}
_REGISTRY = jwe.JWERegistry(algorithms=["ECDH-ES", "RSA-OAEP-256", "A256GCM"])


@dataclass(frozen=True, slots=True)
class Recipient:
    """One data provider's key, and the JWE header that goes with it."""

    key: Key
    header: dict[str, str]
    until: float
    """When to fetch it again."""

    def encrypt(self, message: str) -> str:
        """Return the compact JWE of a JWS."""
        return jwe.encrypt_compact(dict(self.header), message, self.key, registry=_REGISTRY)


class Recipients:
    """The keys in use, fetched where each provider publishes them."""

    def __init__(self, http: httpx.AsyncClient) -> None:
        self._http = http
        self._known: dict[str, Recipient] = {}
        self._fetching = asyncio.Lock()

    async def of(self, provider: DataProvider, now: float) -> Recipient:
        """Return the recipient to encrypt to.

        Raises `CallRefused` (500) when it has published no usable key.
        """
        known = self._known.get(provider.client_id)
        if known is not None and known.until > now:
            return known
        async with self._fetching:
            known = self._known.get(provider.client_id)
            if known is None or known.until <= now:
                known = await self._refreshed(provider, known, now)
        return known

    async def _refreshed(
        self, provider: DataProvider, old: Recipient | None, now: float
    ) -> Recipient:
        try:
            published = provider.jwks or await self._fetch(str(provider.jwks_uri))
            keys = KeySet.import_key_set(cast("KeySetSerialization", published))
            fresh = _recipient(provider, keys, now + KEPT_FOR)
        except (httpx.HTTPError, JoseError, ValueError, TypeError, KeyError) as cause:
            # A provider that restarts must not stop the people it already served.
            if old is None:
                raise CallRefused(500, "server_error", "no usable encryption key") from cause
            fresh = old
        self._known[provider.client_id] = fresh
        return fresh

    async def _fetch(self, address: str) -> dict[str, object]:
        response = await self._http.get(address, timeout=TIMEOUT)
        response.raise_for_status()
        document = response.json()
        if not isinstance(document, dict):
            raise TypeError("a JWKS is an object")
        return document


def _recipient(provider: DataProvider, keys: KeySet, until: float) -> Recipient:
    """Choose the provider's key for its algorithm. Raises `ValueError` when there is none."""
    algorithm = provider.checktoken_encrypted_response_alg
    for key in keys.keys:
        described = key.as_dict(private=False)
        fits = isinstance(key, _KEY_TYPES[algorithm]) and described.get("use", "enc") == "enc"
        if fits and described.get("alg", algorithm) == algorithm:
            header = {
                "alg": algorithm,
                "enc": provider.checktoken_encrypted_response_enc,
                "cty": "JWT",
            }
            named = header | {"kid": str(key.kid)} if key.kid else header
            return Recipient(key, named, until)
    raise ValueError(f"no key for {algorithm}")
