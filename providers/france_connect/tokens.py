"""What services are told of a person: the ID token and the userinfo, both signed."""

from base64 import urlsafe_b64encode
from hashlib import sha256

import orjson

from providers.france_connect.claims import opened
from providers.france_connect.keys import shared_key, sign, unsigned
from providers.france_connect.memory import TOKEN_LIFETIME, Code, Grant, Memory
from providers.france_connect.pannes import Nom, distorted_token
from providers.france_connect.settings import Service


def id_token(memory: Memory, code: Code, access_token: str, panne: Nom | None) -> str:
    """Return the signed ID token of a code (OpenID Connect Core §2)."""
    claims = {
        **_about(memory, code.grant),
        "nonce": code.authorization.nonce,
        "acr": code.grant.acr,
        "at_hash": at_hash(access_token),
    }
    if code.authorization.amr_wanted:
        claims["amr"] = ["pwd"]
    return _signed(memory, code.authorization.service, claims, panne)


def userinfo(memory: Memory, grant: Grant, panne: Nom | None) -> str:
    """Return the signed claims that a grant opens (OpenID Connect Core §5.3.2)."""
    claims = {**_about(memory, grant), **opened(grant.account.claims, grant.scopes)}
    return _signed(memory, memory.services[grant.client_id], claims, panne)


def at_hash(access_token: str) -> str:
    """Return the left half of the token's SHA-256, base64url (OpenID Connect Core §3.1.3.6)."""
    half = sha256(access_token.encode()).digest()[:16]
    return urlsafe_b64encode(half).rstrip(b"=").decode()


def _about(memory: Memory, grant: Grant) -> dict[str, object]:
    now = int(memory.now)
    return {
        "iss": memory.settings.issuer,
        "sub": memory.sub(grant.account, grant.client_id),
        "aud": grant.client_id,
        "iat": now,
        "exp": now + TOKEN_LIFETIME,
    }


def _signed(memory: Memory, service: Service, claims: dict[str, object], panne: Nom | None) -> str:
    payload = orjson.dumps(distorted_token(panne, claims, int(memory.now)))
    algorithm = service.signing_algorithm
    if panne in {"alg_none", "unknown_kid", "bad_signature"}:
        return forged(memory, payload, panne)
    if algorithm == "HS256":
        return sign(payload, shared_key(service), {"alg": algorithm, "typ": "JWT"})
    key = memory.keys.current(algorithm)
    return sign(payload, key, {"alg": algorithm, "typ": "JWT", "kid": str(key.kid)})


def forged(memory: Memory, payload: bytes, panne: Nom | None, typ: str = "JWT") -> str:
    """Return `payload` with no signature, or with one that proves nothing."""
    if panne == "alg_none":
        return unsigned(payload, {"typ": typ})
    stranger = memory.keys.stranger
    # `bad_signature` borrows the name of the right key; `unknown_kid` gives its own.
    named = stranger if panne == "unknown_kid" else memory.keys.current("ES256")
    return sign(payload, stranger, {"alg": "ES256", "typ": typ, "kid": str(named.kid)})
