"""What FranceConnect says of a token, judged claim by claim. No clock, no network.

FranceConnect's checktoken answer: reference `franceconnect.md` §2; what a data provider
must check is listed there, and each refusal below names the line it comes from.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from pydantic import TypeAdapter

from broker.errors import CallerRefused, PersonRefused, ProviderFailed, RightRefused
from broker.evidence import VerifiedPerson
from contracts.flow import Acr
from contracts.identifiers import DatePartielle
from contracts.identite import Identite, LieuNaissance, Sexe

FRESH_SECONDS = 60
"""Older than that, an answer is a replay: FranceConnect signs one for each question."""
SKEW_SECONDS = 10

_SEXES: dict[str, Sexe] = {"male": "M", "female": "F"}
_DATE = re.compile(r"^(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?$")
_DATE_PARTIELLE: TypeAdapter[str] = TypeAdapter(DatePartielle)
_PIVOT = ({"identite_pivot"}, {"profile", "birth"}, {"given_name", "family_name", "birthdate"})


@dataclass(frozen=True, slots=True)
class Expectation:
    """What an answer must hold to be for us, now, and sure enough."""

    issuer: str
    audience: str
    now: datetime
    floor: Acr


def verify_claims(claims: Mapping[str, Any], expected: Expectation) -> VerifiedPerson:
    """Return the person whose token it is.

    `claims` is the payload of a JWS whose signature is verified. Raises ProviderFailed
    (51000: not for us, not fresh, not in the agreed shape), CallerRefused (51502: expired
    or unknown; 51503: no identité pivot), RightRefused (00605: acr), PersonRefused (51564).
    """
    _is_for_us(claims, expected)
    token = claims.get("token_introspection")
    if not isinstance(token, Mapping):
        raise ProviderFailed("51000", motif="token_introspection_absent")
    _is_alive(token, expected.now)
    scopes = frozenset(str(token.get("scope", "")).split())
    if not any(needed <= scopes for needed in _PIVOT):
        raise CallerRefused("51503")
    return VerifiedPerson(
        client_id=_client(token),
        scopes=scopes,
        acr=_acr(token, expected.floor),
        identite=_identite(token),
    )


def _is_for_us(claims: Mapping[str, Any], expected: Expectation) -> None:
    if claims.get("iss") != expected.issuer:
        raise ProviderFailed("51000", motif="iss")
    audience = claims.get("aud")
    if expected.audience not in (audience if isinstance(audience, list) else [audience]):
        raise ProviderFailed("51000", motif="aud")
    age = expected.now.timestamp() - _number(claims.get("iat"), "iat")
    if not -SKEW_SECONDS <= age <= FRESH_SECONDS:
        raise ProviderFailed("51000", motif="iat")


def _is_alive(token: Mapping[str, Any], now: datetime) -> None:
    if token.get("active") is not True:
        raise CallerRefused("51502", motif="inactif")
    if _number(token.get("exp"), "exp") <= now.timestamp():
        raise CallerRefused("51502", motif="exp")


def _number(value: object, claim: str) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise ProviderFailed("51000", motif=claim)
    return float(value)


def _client(token: Mapping[str, Any]) -> str:
    client = token.get("aud")
    if not isinstance(client, str) or not client:
        raise ProviderFailed("51000", motif="client_absent")
    return client


def _acr(token: Mapping[str, Any], floor: Acr) -> Acr:
    try:
        acr = Acr(token.get("acr", ""))
    except ValueError:
        raise RightRefused("00605", motif="acr_inconnu") from None
    if not acr.reaches(floor):
        raise RightRefused("00605", motif=acr.value)
    return acr


def _identite(token: Mapping[str, Any]) -> Identite:
    """Gender `unspecified` or missing stays unknown: the anchor reads it as F."""
    name = token.get("family_name")
    if not isinstance(name, str) or not name.strip():
        raise PersonRefused("51564", motif="nom_absent")
    usage = token.get("preferred_username")
    return Identite(
        nom_naissance=name,
        nom_usage=usage if isinstance(usage, str) and usage.strip() else None,
        prenoms=_prenoms(token),
        date_naissance=_date(token.get("birthdate")),
        sexe=_SEXES.get(str(token.get("gender"))),
        lieu_naissance=LieuNaissance(
            code_pays=str(token["birthcountry"]) if token.get("birthcountry") else None,
            code_commune=str(token["birthplace"]) if token.get("birthplace") else None,
        ),
    )


def _prenoms(token: Mapping[str, Any]) -> tuple[str, ...]:
    names = token.get("given_name_array") or str(token.get("given_name") or "").split()
    if not isinstance(names, list) or not all(isinstance(name, str) for name in names):
        raise PersonRefused("51564", motif="prenoms")
    return tuple(name.strip() for name in names if name.strip())


def _date(value: object) -> str:
    """Parts that FranceConnect does not know are absent or 00; 01-01 may be presumed."""
    found = _DATE.match(value) if isinstance(value, str) else None
    if found is None:
        raise PersonRefused("51564", motif="birthdate")
    text = "-".join(part or "00" for part in found.groups())
    try:
        return _DATE_PARTIELLE.validate_python(text)
    except ValueError:
        raise PersonRefused("51564", motif="birthdate") from None
