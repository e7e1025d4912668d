"""Judges what FranceConnect signs: id_token and userinfo. No network, no clock.

Checks of OpenID Connect Core §3.1.3.7 and §5.3.4, with what FranceConnect adds: `acr`
is required, userinfo is a signed JWT.
"""

import hmac
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from joserfc import jws, jwt
from joserfc.errors import JoseError
from joserfc.jwk import Key
from pydantic import BaseModel, ConfigDict, ValidationError

from consumers.mairie.france_connect.failures import Cause, SignInFailed
from contracts.flow import Acr

ALGORITHMS = ["ES256", "RS256"]
"""Never `none`; never HS256: the secret that signs it also opens the token endpoint."""
CLOCKS_APART = 10
"""Seconds by which FranceConnect's clock and ours may differ."""

Claims = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Expected:
    """What the answer to one sign-in must say."""

    issuer: str
    client_id: str
    nonce: str
    floor: Acr
    now: float
    """Seconds since 1970."""


class Person(BaseModel):
    """Whom FranceConnect vouches for; more claims come, these are the ones shown."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    sub: str
    given_name: str = ""
    family_name: str = ""
    preferred_username: str | None = None

    @property
    def nom_complet(self) -> str:
        """As she reads it at the top of our pages."""
        prenom = self.given_name.split(" ")[0]
        return f"{prenom} {self.preferred_username or self.family_name}".strip()


def kid_of(token: str) -> str:
    """Return the key that `token`, not verified yet, claims to be signed with."""
    try:
        header = jws.extract_compact(token.encode()).headers()
    except (JoseError, ValueError) as error:
        raise SignInFailed(Cause.NON_VERIFIEE, "not a signed token") from error
    kid = header.get("kid")
    if not isinstance(kid, str):
        raise SignInFailed(Cause.NON_VERIFIEE, "no kid in the token's header")
    return kid


def verify_id_token(token: str, key: Key, expected: Expected) -> Claims:
    """Return the claims of an id_token meant for us, for this sign-in, now.

    Raises `SignInFailed` and names the check that failed.
    """
    claims = _signed(token, key)
    _require(claims, _IDENTITY | _SIGN_IN, expected)
    return claims


def verify_userinfo(token: str, key: Key, expected: Expected, id_token: Claims) -> Person:
    """Return the person of a signed userinfo, who must be the one of the id_token."""
    claims = _signed(token, key)
    _require(claims, _IDENTITY, expected)
    if claims.get("sub") != id_token["sub"]:
        raise SignInFailed(Cause.NON_VERIFIEE, "sub of userinfo is not that of the id_token")
    if "exp" in claims:
        _require(claims, {"exp": _not_expired}, expected)
    try:
        return Person.model_validate(claims)
    except ValidationError:
        raise SignInFailed(Cause.NON_VERIFIEE, "userinfo has no usable identity") from None


def _signed(token: str, key: Key) -> Claims:
    try:
        return jwt.decode(token, key, algorithms=ALGORITHMS).claims
    except (JoseError, ValueError) as error:
        raise SignInFailed(Cause.NON_VERIFIEE, "signature does not verify") from error


Check = Callable[[object, Expected], bool]


def _for_us_alone(value: object, expected: Expected) -> bool:
    return value in (expected.client_id, [expected.client_id])


def _ours(value: object, expected: Expected) -> bool:
    return isinstance(value, str) and hmac.compare_digest(value.encode(), expected.nonce.encode())


def _high_enough(value: object, expected: Expected) -> bool:
    return value in tuple(Acr) and Acr(str(value)).reaches(expected.floor)


def _not_expired(value: object, expected: Expected) -> bool:
    return _is_time(value) and float(str(value)) > expected.now - CLOCKS_APART


def _not_from_the_future(value: object, expected: Expected) -> bool:
    return _is_time(value) and float(str(value)) <= expected.now + CLOCKS_APART


def _is_time(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


_IDENTITY: dict[str, Check] = {
    "iss": lambda value, expected: value == expected.issuer,
    "aud": _for_us_alone,
    "sub": lambda value, _: isinstance(value, str) and value != "",
}
_SIGN_IN: dict[str, Check] = {
    "exp": _not_expired,
    "iat": _not_from_the_future,
    "nonce": _ours,
    "acr": _high_enough,
}


def _require(claims: Claims, checks: Mapping[str, Check], expected: Expected) -> None:
    """Refuse a claim that is absent like one that is wrong."""
    for name, holds in checks.items():
        if not holds(claims.get(name), expected):
            raise SignInFailed(Cause.NON_VERIFIEE, f"{name} is not what was expected")
