"""What a token is worth, said to a data provider: JWE(JWS) (RFC 7662, RFC 9701)."""

import orjson

from providers.france_connect.claims import identity_scope_for_data_providers, opened
from providers.france_connect.keys import sign
from providers.france_connect.memory import AccessToken, Memory
from providers.france_connect.pannes import Nom, distorted, distorted_introspection
from providers.france_connect.settings import DataProvider
from providers.france_connect.tokens import forged

MEDIA_TYPE = "application/token-introspection+jwt"
_TYP = "token-introspection+jwt"
_FORGERIES = frozenset({"alg_none", "unknown_kid", "bad_signature"})


def scopes_for(provider: DataProvider, scopes: tuple[str, ...]) -> tuple[str, ...]:
    """Keep what is this provider's business: who the person is, and its own data."""
    return tuple(
        scope
        for scope in scopes
        if provider.owns(scope) or identity_scope_for_data_providers(scope)
    )


def introspected(token: AccessToken | None, provider: DataProvider, sub: str) -> dict[str, object]:
    """Return the `token_introspection` claim; unknown and expired tokens look the same."""
    if token is None:
        return {"active": False}
    scopes = scopes_for(provider, token.grant.scopes)
    return {
        "active": True,
        "aud": token.grant.client_id,
        "sub": sub,
        "iat": token.iat,
        "exp": token.exp,
        "acr": token.grant.acr,
        "jti": token.jti,
        "scope": " ".join(scopes),
        **opened(token.grant.account.claims, scopes),
    }


async def answer(memory: Memory, provider: DataProvider, value: str, panne: Nom | None) -> str:
    """Return the encrypted answer about the token `value`. Raises `CallRefused` (500)."""
    now = memory.now
    recipient = await memory.recipients.of(provider, now)
    token = memory.tokens.get(value, now)
    sub = memory.sub(token.grant.account, provider.client_id) if token else ""
    found = distorted_introspection(panne, introspected(token, provider, sub))
    claims = {
        "iss": memory.settings.issuer,
        "aud": provider.client_id,
        "iat": int(now),
        "token_introspection": found,
    }
    signed = _signed(memory, orjson.dumps(distorted(panne, claims, int(now))), panne)
    return signed if panne == "not_encrypted" else recipient.encrypt(signed)


def _signed(memory: Memory, payload: bytes, panne: Nom | None) -> str:
    if panne in _FORGERIES:
        return forged(memory, payload, panne, typ=_TYP)
    key = memory.keys.current("ES256")
    return sign(payload, key, {"alg": "ES256", "typ": _TYP, "kid": str(key.kid)})
