"""FranceConnect's answers about 4 096 tokens, signed and encrypted beforehand.

The broker verifies each in full; the stand-in must not be what is measured.
"""

import time
from collections.abc import Mapping

import orjson
from joserfc import jwe, jws
from joserfc.jwk import ECKey, Key

from benchmarks.people import COUNT, claims_of

LIFE_SECONDS = 60


class Answers:
    """JWE(JWS) answers of checktoken, by person."""

    def __init__(self, issuer: str, audience: str, service: str, encryption_key: ECKey) -> None:
        """Answer to `audience` (the broker) about tokens given to `service`."""
        self._issuer, self._audience, self._service = issuer, audience, service
        self._encryption_key = encryption_key
        self._signing_key = ECKey.generate_key("P-256", {"kid": "banc", "use": "sig"})
        self.ready: tuple[bytes, ...] = ()

    def jwks(self) -> bytes:
        """Return the public keys."""
        return orjson.dumps({"keys": [self._signing_key.as_dict(private=False)]})

    def renew(self, scopes: str) -> None:
        """Sign and encrypt again: what is older than a minute is a replay."""
        self.ready = tuple(self._answer(number, scopes) for number in range(COUNT))

    def _answer(self, number: int, scopes: str) -> bytes:
        now = int(time.time())
        introspection = {
            "active": True,
            "aud": self._service,
            "sub": f"{number:064x}v1",
            "iat": now,
            "exp": now + LIFE_SECONDS,
            "acr": "eidas1",
            "jti": f"banc-{number}",
            "scope": scopes,
            **claims_of(number),
        }
        return self._sealed(
            {
                "iss": self._issuer,
                "aud": self._audience,
                "iat": now,
                "token_introspection": introspection,
            }
        )

    def _sealed(self, claims: Mapping[str, object]) -> bytes:
        signed = jws.serialize_compact(
            {"alg": "ES256", "kid": "banc"}, orjson.dumps(claims), self._signing_key, ["ES256"]
        )
        key: Key = self._encryption_key
        header = {"alg": "ECDH-ES", "enc": "A256GCM", "cty": "JWT"}
        return jwe.encrypt_compact(header, signed, key, ["ECDH-ES", "A256GCM"]).encode()
