"""Judge an authorization request (OpenID Connect Core §3.1.2.1, with FranceConnect's additions)."""

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from contracts.flow import Acr
from providers.france_connect import errors
from providers.france_connect.accounts import IDENTITY_PROVIDER
from providers.france_connect.errors import Back, Fault, Refused
from providers.france_connect.settings import Service

NONCE_LENGTH = 22
LONGEST = 2048
_CHALLENGE = re.compile(r"[A-Za-z0-9_-]{43}")

Parameters = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Authorization:
    """A request that may be put to the person."""

    service: Service
    redirect_uri: str
    scopes: tuple[str, ...]
    state: str
    nonce: str
    acr: Acr
    login_again: bool
    """The service wants her to choose even if she has a session (`prompt=login`)."""
    code_challenge: str | None
    amr_wanted: bool

    @property
    def back(self) -> Back:
        """Where the person is sent back to."""
        return Back(self.redirect_uri, self.state)


def authorization_of(
    pairs: list[tuple[str, str]], services: Mapping[str, Service]
) -> Authorization:
    """Return the request that `pairs` make.

    Raises `Refused`, with a way back once the service and its address are known.
    """
    parameters = dict(pairs)
    service, redirect_uri = _addressee(pairs, services)
    back = Back(redirect_uri, parameters.get("state"))
    fault = _repeated(pairs) or _first_fault(parameters, service)
    if fault is not None:
        raise Refused(fault, back)
    return Authorization(
        service=service,
        redirect_uri=redirect_uri,
        scopes=_scopes(parameters),
        state=parameters["state"],
        nonce=parameters["nonce"],
        acr=_acrs(parameters)[0],
        login_again="login" in parameters.get("prompt", "").split(),
        code_challenge=parameters.get("code_challenge"),
        amr_wanted=_amr_wanted(parameters),
    )


def _addressee(
    pairs: list[tuple[str, str]], services: Mapping[str, Service]
) -> tuple[Service, str]:
    """Find who asks and where to answer; until both are certain, nobody is redirected."""
    asking = [value for name, value in pairs if name == "client_id"]
    addresses = [value for name, value in pairs if name == "redirect_uri"]
    service = services.get(asking[0]) if len(asking) == 1 else None
    if service is None:
        raise Refused(errors.UNKNOWN_SERVICE)
    if len(addresses) != 1 or addresses[0] not in service.redirect_uris:
        raise Refused(errors.PARAMETERS.because("redirect_uri is not registered"))
    return service, addresses[0]


def _repeated(pairs: list[tuple[str, str]]) -> Fault | None:
    names = [name for name, _ in pairs]
    if len(names) != len(set(names)):
        return errors.PARAMETERS.because("a parameter is repeated")
    if any(len(value) > LONGEST for _, value in pairs):
        return errors.PARAMETERS.because("a parameter is too long")
    return None


def _first_fault(parameters: Parameters, service: Service) -> Fault | None:
    faults = (rule(parameters, service) for rule in _RULES)
    return next((fault for fault in faults if fault is not None), None)


def _wants_a_code(parameters: Parameters, _: Service) -> Fault | None:
    if parameters.get("response_type") != "code":
        return errors.PARAMETERS.because("response_type must be code")
    if parameters.get("response_mode", "query") != "query":
        return errors.PARAMETERS.because("response_mode must be query")
    if {"request", "request_uri"} & parameters.keys():
        return errors.PARAMETERS.because("request objects are not supported")
    return None


def _asks_what_it_may(parameters: Parameters, service: Service) -> Fault | None:
    scopes = _scopes(parameters)
    if "openid" not in scopes:
        return errors.PARAMETERS.because("scope must contain openid")
    if not set(scopes) <= {"openid", *service.scopes}:
        return errors.SCOPE
    return None


def _cannot_be_replayed(parameters: Parameters, _: Service) -> Fault | None:
    if not parameters.get("state"):
        return errors.PARAMETERS.because("state is missing")
    if len(parameters.get("nonce", "")) < NONCE_LENGTH:
        return errors.PARAMETERS.because(f"nonce must be at least {NONCE_LENGTH} characters long")
    return None


def _names_a_level(parameters: Parameters, _: Service) -> Fault | None:
    if not parameters.get("acr_values", "").strip():
        return errors.PARAMETERS.because("acr_values is missing")
    return None if _acrs(parameters) else errors.ACR_UNSUPPORTED


def _prompts_as_it_may(parameters: Parameters, _: Service) -> Fault | None:
    if not set(parameters.get("prompt", "").split()) <= {"login", "consent"}:
        return errors.PARAMETERS.because("prompt must be login, consent or both")
    if parameters.get("idp_hint", IDENTITY_PROVIDER) != IDENTITY_PROVIDER:
        return errors.IDP_HINT
    return None


def _asks_readable_claims(parameters: Parameters, _: Service) -> Fault | None:
    try:
        readable = isinstance(json.loads(parameters.get("claims", "{}")), dict)
    except (ValueError, RecursionError):
        readable = False
    return None if readable else errors.PARAMETERS.because("claims is not a JSON object")


def _binds_its_code(parameters: Parameters, _: Service) -> Fault | None:
    """PKCE is optional; what is sent must be S256 (RFC 7636 §4.2; `plain` protects nothing)."""
    if not {"code_challenge", "code_challenge_method"} & parameters.keys():
        return None
    if parameters.get("code_challenge_method") != "S256":
        return errors.PARAMETERS.because("code_challenge_method must be S256")
    if not _CHALLENGE.fullmatch(parameters.get("code_challenge", "")):
        return errors.PARAMETERS.because("code_challenge is not a SHA-256 in base64url")
    return None


_RULES: tuple[Callable[[Parameters, Service], Fault | None], ...] = (
    _wants_a_code,
    _asks_what_it_may,
    _cannot_be_replayed,
    _names_a_level,
    _prompts_as_it_may,
    _asks_readable_claims,
    _binds_its_code,
)


def _scopes(parameters: Parameters) -> tuple[str, ...]:
    return tuple(dict.fromkeys(parameters.get("scope", "").split()))


def _acrs(parameters: Parameters) -> list[Acr]:
    """Return the levels asked for that exist, in the order of preference."""
    return [Acr(value) for value in parameters["acr_values"].split() if value in set(Acr)]


def _amr_wanted(parameters: Parameters) -> bool:
    claims = json.loads(parameters.get("claims", "{}")).get("id_token")
    return isinstance(claims, dict) and "amr" in claims
