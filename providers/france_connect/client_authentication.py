"""Recognise the partner that calls: client_secret_post, or private_key_jwt (RFC 7523)."""

import hmac
from collections.abc import Mapping

from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet

from providers.france_connect.bodies import unreadable
from providers.france_connect.errors import credentials_refused
from providers.france_connect.keys import unverified_claims
from providers.france_connect.memory import Memory
from providers.france_connect.settings import DataProvider, Service

ASSERTION_TYPE = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"
LONGEST_ASSERTION = 600
"""Seconds an assertion may live: its `jti` is remembered that long."""
_ALGORITHMS = ("ES256", "RS256", "PS256")

Form = Mapping[str, str]


def data_provider_of(memory: Memory, form: Form) -> DataProvider:
    """Return the data provider that calls. Raises `CallRefused` (400, 401)."""
    client_id, secret = form.get("client_id"), form.get("client_secret")
    if not client_id or not secret:
        raise unreadable()
    expected = memory.data_provider_secrets.get(client_id)
    if expected is None or not hmac.compare_digest(expected, secret.encode()):
        raise credentials_refused()
    return memory.data_providers[client_id]


def service_of(memory: Memory, form: Form) -> Service:
    """Return the service that calls. Raises `CallRefused` (401)."""
    by_key, by_secret = "client_assertion" in form, "client_secret" in form
    if by_key and by_secret:
        raise credentials_refused("one authentication method at a time")
    return _by_key(memory, form) if by_key else _by_secret(memory, form)


def _by_secret(memory: Memory, form: Form) -> Service:
    service = memory.services.get(form.get("client_id", ""))
    given = form.get("client_secret", "").encode()
    if service is None or not service.secret or not hmac.compare_digest(service.secret, given):
        raise credentials_refused()
    return service


def _by_key(memory: Memory, form: Form) -> Service:
    if form.get("client_assertion_type") != ASSERTION_TYPE:
        raise credentials_refused("client_assertion_type is not jwt-bearer")
    service = memory.services.get(form.get("client_id", "") or _claimed(form))
    if service is None or service.jwks is None:
        raise credentials_refused()
    _check_assertion(memory, service, _verified(service, form["client_assertion"]))
    return service


def _claimed(form: Form) -> str:
    """Read who the assertion says it is from: unproved, only tells which key to try."""
    subject = unverified_claims(form["client_assertion"]).get("sub")
    return subject if isinstance(subject, str) else ""


def _verified(service: Service, assertion: str) -> dict[str, object]:
    assert service.jwks is not None
    keys = KeySet.import_key_set({"keys": service.jwks["keys"]})
    try:
        return jwt.decode(assertion, keys, algorithms=_ALGORITHMS).claims
    except (JoseError, ValueError) as cause:
        raise credentials_refused("client_assertion cannot be verified") from cause


def _check_assertion(memory: Memory, service: Service, claims: Mapping[str, object]) -> None:
    """Check what RFC 7523 §3 demands, then use the assertion up."""
    now, expiry, jti = memory.now, claims.get("exp"), claims.get("jti")
    if claims.get("iss") != service.client_id or claims.get("sub") != service.client_id:
        raise credentials_refused("iss and sub of client_assertion must be client_id")
    if not _audiences(claims) & _ours(memory):
        raise credentials_refused(
            "aud of client_assertion must be the issuer or its token endpoint"
        )
    if not isinstance(expiry, int) or not now < expiry <= now + LONGEST_ASSERTION:
        raise credentials_refused("client_assertion is expired or lives too long")
    if not isinstance(jti, str) or not jti:
        raise credentials_refused("client_assertion has no jti")
    _use_up(memory, f"{service.client_id}\n{jti}", expiry)


def _use_up(memory: Memory, name: str, expiry: int) -> None:
    if memory.assertions.get(name, memory.now):
        raise credentials_refused("client_assertion was used already")
    memory.assertions.put(name, value=True, until=expiry, now=memory.now)


def _audiences(claims: Mapping[str, object]) -> set[object]:
    audience = claims.get("aud")
    values = audience if isinstance(audience, list) else [audience]
    return {value for value in values if isinstance(value, str)}


def _ours(memory: Memory) -> set[object]:
    issuer = memory.settings.issuer
    return {issuer, f"{issuer}/token"}
