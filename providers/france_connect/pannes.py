"""Failures that can be switched on: what a client must survive, or refuse to believe."""

import asyncio
from collections.abc import Mapping
from typing import Annotated, Literal

from pydantic import Field
from starlette.responses import Response

from contracts.base import Contract
from providers.france_connect.claims import PIVOT

Endpoint = Literal["checktoken", "token", "userinfo"]

Nom = Literal[
    "expired",
    "wrong_aud",
    "wrong_iss",
    "unknown_kid",
    "stale_iat",
    "acr_low",
    "pivot_missing",
    "alg_none",
    "bad_signature",
    "not_encrypted",
    "slow",
    "down",
    "garbage",
]

_ONLY_CHECKTOKEN = frozenset({"pivot_missing", "not_encrypted"})
STALE_BY = 3600
"""Seconds."""
BELOW_EVERY_LEVEL = "eidas0"
LONGEST_DELAY = 60.0


class DemandePanne(Contract):
    """What `POST /sandbox/pannes` takes. One failure at a time; a new one replaces the other."""

    panne: Nom
    fois: Annotated[int, Field(ge=1, le=1_000_000)] | None = None
    """How many calls it strikes; null: until it is switched off."""
    delai: Annotated[float, Field(ge=0, le=LONGEST_DELAY, allow_inf_nan=False)] = 5.0
    """Seconds that `slow` waits before a right answer."""
    sur: Endpoint | None = None
    """Which endpoint; null: checktoken, and token where the failure has a meaning there."""

    def strikes(self, endpoint: Endpoint) -> bool:
        """Say whether a call to `endpoint` fails."""
        if self.sur is not None:
            return self.sur == endpoint
        return endpoint == "checktoken" or (
            endpoint == "token" and self.panne not in _ONLY_CHECKTOKEN
        )


class Pannes:
    """The failure in force, if any."""

    def __init__(self) -> None:
        self.current: DemandePanne | None = None

    def switch(self, panne: DemandePanne | None) -> None:
        """Put `panne` in force, or nothing."""
        self.current = panne

    def strike(self, endpoint: Endpoint) -> Nom | None:
        """Return what befalls this call, and count it."""
        panne = self.current
        if panne is None or not panne.strikes(endpoint):
            return None
        if panne.fois is not None:
            left = panne.fois - 1
            self.current = panne.model_copy(update={"fois": left}) if left else None
        return panne.panne


async def outage(nom: Nom | None, delay: float) -> Response | None:
    """Wait if the failure is slowness; return what is answered instead, if anything."""
    if nom == "slow":
        await asyncio.sleep(delay)
    if nom == "down":
        return Response(status_code=503, headers={"Retry-After": "1"})
    if nom == "garbage":
        return Response(b"\x00<html>panne{", media_type="application/octet-stream")
    return None


def distorted(nom: Nom | None, payload: Mapping[str, object], now: int) -> dict[str, object]:
    """Return the claims of a JWS as the failure makes them; `now` in seconds."""
    changes: Mapping[str | None, dict[str, object]] = {
        "wrong_aud": {"aud": "un-autre-destinataire"},
        "wrong_iss": {"iss": "https://un-autre-emetteur.invalid/api/v2"},
        "stale_iat": {"iat": now - STALE_BY},
    }
    return {**payload, **changes.get(nom, {})}


def distorted_token(nom: Nom | None, payload: Mapping[str, object], now: int) -> dict[str, object]:
    """Return the claims of an ID token or of userinfo as the failure makes them."""
    changed = distorted(nom, payload, now)
    if nom == "expired" and "exp" in changed:
        changed |= {"iat": now - STALE_BY, "exp": now - STALE_BY + 60}
    if nom == "acr_low" and "acr" in changed:
        changed["acr"] = BELOW_EVERY_LEVEL
    return without_pivot(changed) if nom == "pivot_missing" else changed


def distorted_introspection(nom: Nom | None, found: dict[str, object]) -> dict[str, object]:
    """Return what is said of an access token as the failure makes it."""
    if nom == "expired":
        return {"active": False}
    if nom == "acr_low":
        return {**found, "acr": BELOW_EVERY_LEVEL}
    return without_pivot(found) if nom == "pivot_missing" else found


def without_pivot(claims: Mapping[str, object]) -> dict[str, object]:
    """Return the claims without any of the identité pivot."""
    return {name: value for name, value in claims.items() if name not in PIVOT}
