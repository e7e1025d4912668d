"""FranceConnect's public keys: fetched once, kept, fetched again for a `kid` nobody knows."""

import asyncio
from collections.abc import Awaitable, Callable
from time import monotonic

from joserfc.jwk import ECKey, KeySet, RSAKey

from broker.errors import ProviderFailed

PublicKey = ECKey | RSAKey
FetchJson = Callable[[], Awaitable[dict[str, object]]]
"""GET of the key set; raises ProviderFailed."""

REST_SECONDS = 5.0
"""Between two refreshes, so that forged `kid`s cannot make us hammer FranceConnect."""


class RemoteKeys:
    """The key set of one issuer."""

    def __init__(self, fetch: FetchJson, rest: float = REST_SECONDS) -> None:
        """Remember how to fetch; nothing is fetched yet. `rest`: seconds between two refreshes."""
        self._fetch = fetch
        self._rest = rest
        self._keys: dict[str, PublicKey] = {}
        self._fetched_at = -rest
        self._refreshing = asyncio.Lock()

    async def find(self, kid: str) -> PublicKey:
        """Return the signing key named `kid`. Raises ProviderFailed (51000) when there is none."""
        if kid not in self._keys:
            await self._refresh(kid)
        try:
            return self._keys[kid]
        except KeyError:
            raise ProviderFailed("51000", motif="kid_inconnu") from None

    async def _refresh(self, kid: str) -> None:
        async with self._refreshing:
            if kid in self._keys or monotonic() - self._fetched_at < self._rest:
                return
            self._keys = _signing_keys(await self._fetch())
            self._fetched_at = monotonic()


def _signing_keys(document: dict[str, object]) -> dict[str, PublicKey]:
    try:
        keys = KeySet.import_key_set(document)  # type: ignore[arg-type]  # what is malformed is refused below
        found = {key.kid: key for key in keys.keys if key.get("use", "sig") == "sig"}
    except Exception as error:
        raise ProviderFailed("51000", motif="jwks_illisible") from error
    return {kid: key for kid, key in found.items() if kid and isinstance(key, ECKey | RSAKey)}
