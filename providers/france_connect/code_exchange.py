"""Exchange an authorization code for tokens (RFC 6749 §4.1.3, RFC 7636 §4.6)."""

import hmac
from base64 import urlsafe_b64encode
from collections.abc import Mapping
from hashlib import sha256

from providers.france_connect.errors import CallRefused
from providers.france_connect.memory import TOKEN_LIFETIME, Code, Memory
from providers.france_connect.pannes import Nom
from providers.france_connect.settings import Service
from providers.france_connect.tokens import id_token


def tokens_for(
    memory: Memory, service: Service, form: Mapping[str, str], panne: Nom | None
) -> dict[str, object]:
    """Return the token response. Raises `CallRefused` (400)."""
    if form.get("grant_type") != "authorization_code":
        raise CallRefused(400, "unsupported_grant_type", "grant_type must be authorization_code")
    code = _code_of(memory, service, form)
    value = memory.mint(code.grant)
    code.spent_for = value
    return {
        "access_token": value,
        "token_type": "Bearer",
        "expires_in": TOKEN_LIFETIME,
        "scope": " ".join(code.grant.scopes),
        "id_token": id_token(memory, code, value, panne),
    }


def _code_of(memory: Memory, service: Service, form: Mapping[str, str]) -> Code:
    """Return a code that this service may spend now, by this very form."""
    code = memory.codes.get(form.get("code", ""), memory.now)
    if code is None or code.grant.client_id != service.client_id:
        raise _invalid("code is unknown or expired")
    if code.spent_for is not None:
        # Somebody has a copy: what the first use obtained dies too (RFC 6749 §4.1.2).
        memory.tokens.take(code.spent_for, memory.now)
        raise _invalid("code was used already")
    if form.get("redirect_uri") != code.authorization.redirect_uri:
        raise _invalid("redirect_uri is not the one of the authorization request")
    if not _bound(code.authorization.code_challenge, form.get("code_verifier")):
        raise _invalid("code_verifier does not match")
    return code


def _bound(challenge: str | None, verifier: str | None) -> bool:
    if challenge is None or verifier is None:
        return challenge is None and verifier is None
    computed = urlsafe_b64encode(sha256(verifier.encode()).digest()).rstrip(b"=")
    return hmac.compare_digest(computed, challenge.encode())


def _invalid(description: str) -> CallRefused:
    return CallRefused(400, "invalid_grant", description)
