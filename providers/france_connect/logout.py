"""Judge a logout request (OpenID Connect RP-Initiated Logout 1.0)."""

from collections.abc import Mapping

from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet

from providers.france_connect import errors
from providers.france_connect.errors import Refused
from providers.france_connect.keys import SigningKeys, shared_key, unverified_claims
from providers.france_connect.redirects import with_parameters
from providers.france_connect.settings import Service


def destination_of(
    parameters: Mapping[str, str], services: Mapping[str, Service], keys: SigningKeys
) -> str | None:
    """Return where to send the person once she is logged out; None: nowhere, a page says so.

    The address must be one that the service of `id_token_hint` has registered.
    Raises `Refused`, never with a way back.
    """
    address = parameters.get("post_logout_redirect_uri")
    hint = parameters.get("id_token_hint")
    if hint is None and address is None:
        return None
    service = _service_of(hint or "", services, keys)
    if address is None:
        return None
    if address not in service.post_logout_redirect_uris:
        raise Refused(errors.LOGOUT.because("post_logout_redirect_uri is not registered"))
    state = parameters.get("state")
    return address if state is None else with_parameters(address, {"state": state})


def _service_of(hint: str, services: Mapping[str, Service], keys: SigningKeys) -> Service:
    """Return the service an ID token of ours was for; it may have expired since."""
    service = services.get(str(unverified_claims(hint).get("aud")))
    if service is None:
        raise Refused(errors.LOGOUT.because("id_token_hint is missing or not readable"))
    algorithm = service.signing_algorithm
    key = KeySet([shared_key(service)]) if algorithm == "HS256" else keys.published
    try:
        jwt.decode(hint, key, algorithms=[algorithm])
    except (JoseError, ValueError) as cause:
        fault = errors.LOGOUT.because("id_token_hint was not signed here")
        raise Refused(fault) from cause
    return service
