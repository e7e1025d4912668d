"""FranceConnect's side of checktoken: real keys, real JWS in real JWE."""

import json
from collections.abc import Mapping
from typing import Any

from joserfc import jwe, jws
from joserfc.jwk import ECKey

from broker.identity.france_connect import FranceConnect
from broker.identity.jwks import RemoteKeys
from tests.makers import AT

ISSUER = "https://fc.example/api/v2"
FD = "courtier"
"""Our client_id as a data provider."""
SIGNING = ECKey.generate_key("P-256", {"use": "sig", "alg": "ES256", "kid": "fc-1"})
OURS = ECKey.generate_key("P-256", {"use": "enc", "alg": "ECDH-ES", "kid": "fd-1"})
SIGNED = {"alg": "ES256", "kid": "fc-1"}
SEALED = {"alg": "ECDH-ES", "enc": "A256GCM", "kid": "fd-1"}

NOW = AT.timestamp()


def introspection(**changes: object) -> dict[str, Any]:
    """What FranceConnect says of a live token; None takes a claim away."""
    claims = {
        "active": True,
        "aud": "mairie-cantine",
        "sub": "c0ffeev1",
        "iat": NOW - 5,
        "exp": NOW + 55,
        "acr": "eidas1",
        "jti": "7d1e",
        "scope": "openid identite_pivot cnaf_quotient_familial",
        "gender": "female",
        "family_name": "VALMORIN",
        "given_name": "Jeanne Stéphanie",
        "given_name_array": ["Jeanne", "Stéphanie"],
        "birthdate": "1987-06-27",
        "birthplace": "13055",
        "birthcountry": "99100",
    } | changes
    return {name: value for name, value in claims.items() if value is not None}


def claims(token: object = None, **changes: object) -> dict[str, Any]:
    """The payload of FranceConnect's answer; None takes a claim away."""
    payload = {
        "iss": ISSUER,
        "aud": FD,
        "iat": NOW,
        "token_introspection": introspection() if token is None else token,
    } | changes
    return {name: value for name, value in payload.items() if value is not None}


def signed(payload: object = None, key: ECKey = SIGNING, **header: object) -> str:
    body = json.dumps(claims() if payload is None else payload)
    return jws.serialize_compact(SIGNED | header, body, key)


def sealed(token: str | bytes, key: ECKey = OURS, **header: object) -> bytes:
    return jwe.encrypt_compact(SEALED | header, token, key).encode()


def key_set(*keys: ECKey) -> dict[str, object]:
    return {"keys": [key.as_dict(private=False) for key in keys or (SIGNING,)]}


class FakeFranceConnect:
    """Answers checktoken and jwks with what the test put there, and counts."""

    def __init__(self, body: bytes = b"", status: int = 200) -> None:
        self.body, self.status = body, status
        self.document: Mapping[str, object] = key_set()
        self.asked: list[str] = []
        self.fetches = 0

    async def check_token(self, token: str) -> tuple[int, bytes]:
        self.asked.append(token)
        return self.status, self.body

    async def key_set(self) -> dict[str, object]:
        self.fetches += 1
        return dict(self.document)

    def as_seen_by_us(self, rest: float = 0) -> FranceConnect:
        return FranceConnect(
            check_token=self.check_token,
            keys=RemoteKeys(self.key_set, rest),
            decryption_key=OURS,
            issuer=ISSUER,
            audience=FD,
        )
