"""Keys this provider signs with; the public halves are on `/jwks`."""

import json
from base64 import urlsafe_b64encode
from collections.abc import Mapping
from functools import cached_property

from joserfc import jws
from joserfc.errors import JoseError
from joserfc.jwk import ECKey, KeyParameters, KeySet, OctKey, RSAKey

from providers.france_connect.settings import Service, SigningAlgorithm

KEPT = 3
"""Retired keys still published: what they signed a minute ago must stay verifiable."""
RSA_BITS = 2048
_REGISTRY = jws.JWSRegistry(algorithms=["ES256", "RS256", "HS256"])

SigningKey = ECKey | RSAKey


def _parameters(algorithm: str) -> KeyParameters:
    return {"use": "sig", "alg": algorithm}


def _ec_key() -> ECKey:
    return ECKey.generate_key("P-256", _parameters("ES256"), auto_kid=True)


def _rsa_key() -> RSAKey:
    return RSAKey.generate_key(RSA_BITS, _parameters("RS256"), auto_kid=True)


class SigningKeys:
    """The current key of each algorithm, and the last ones retired."""

    def __init__(self, *, with_rsa: bool) -> None:
        self._with_rsa = with_rsa
        self._retired: list[SigningKey] = []
        self._current = self._generate()

    def _generate(self) -> dict[str, SigningKey]:
        # An RSA key takes a tenth of a second to make: only where a service wants RS256.
        ec: dict[str, SigningKey] = {"ES256": _ec_key()}
        return ec | {"RS256": _rsa_key()} if self._with_rsa else ec

    def rotate(self) -> list[str]:
        """Make new keys current, keep the old ones published; return the new `kid`s."""
        self._retired = [*self._current.values(), *self._retired][: KEPT * len(self._current)]
        self._current = self._generate()
        return [str(key.kid) for key in self._current.values()]

    @property
    def published(self) -> KeySet:
        """Every key whose signatures are still good."""
        return KeySet([*self._current.values(), *self._retired])

    @property
    def jwks(self) -> dict[str, object]:
        """The document of `/jwks`: public halves only."""
        return {"keys": [key.as_dict(private=False) for key in self.published.keys]}

    def current(self, algorithm: SigningAlgorithm) -> SigningKey:
        """Return the key in use for ES256 or RS256."""
        return self._current[algorithm]

    @cached_property
    def stranger(self) -> ECKey:
        """A key that is published nowhere: what a forger would sign with."""
        return _ec_key()


def sign(payload: bytes, key: SigningKey | OctKey, header: Mapping[str, str]) -> str:
    """Return the compact JWS of `payload`; `header` holds at least `alg`."""
    return jws.serialize_compact(dict(header), payload, key, registry=_REGISTRY)


def unsigned(payload: bytes, header: Mapping[str, str]) -> str:
    """Return an unsecured JWS (RFC 7515, appendix A.5), which nobody must accept."""
    head = json.dumps({**header, "alg": "none"}).encode()
    return ".".join(
        (*(urlsafe_b64encode(part).rstrip(b"=").decode() for part in (head, payload)), "")
    )


def shared_key(service: Service) -> OctKey:
    """Return the key of HS256: the service's own secret (OpenID Connect Core §10.1)."""
    return OctKey.import_key(service.secret)


def unverified_claims(token: str) -> dict[str, object]:
    """Return what a JWS says, believed by nobody yet: only to find the key to verify it with.

    What is no JWS says nothing.
    """
    try:
        claims = json.loads(jws.extract_compact(token.encode()).payload)
    except (JoseError, ValueError, RecursionError):
        return {}
    return claims if isinstance(claims, dict) else {}
