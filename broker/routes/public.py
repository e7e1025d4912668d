"""What answers without a token and holds no personal data: errors, keys, rules, health."""

from collections.abc import Awaitable, Callable
from typing import Any

from fastapi import APIRouter
from fastapi.responses import JSONResponse, PlainTextResponse, Response

from broker.routes.errors import refuse
from contracts.catalogue import CATALOGUE, NOMENCLATURE
from contracts.enveloppe import Erreurs
from contracts.reach import units_of

_HOUR = {"cache-control": "public, max-age=3600"}

SECURITY_TXT = """Contact: https://github.com/dlnuf/dlnuf/security/advisories/new
Preferred-Languages: fr, en
Policy: https://github.com/dlnuf/dlnuf/blob/main/SECURITY.md
Expires: 2027-11-01T00:00:00Z
"""


def errors_router() -> APIRouter:
    """Return `/api/errors`, the nomenclature."""
    router = APIRouter(tags=["Nomenclature"])

    @router.get(
        "/api/errors", summary="Nomenclature des erreurs", responses={404: {"model": Erreurs}}
    )
    async def errors(operation_id: str | None = None) -> Response:
        """List every code, its meaning and what to do; those of one operation on demand."""
        accesses = {a.operation_id: (flow, a) for flow in CATALOGUE for a in flow.accesses}
        if operation_id is not None and operation_id not in accesses:
            return refuse("00402")
        units = (
            tuple(NOMENCLATURE.values())
            if operation_id is None
            else units_of(*accesses[operation_id])
        )
        body = {"data": [unit.model_dump() for unit in units], "links": {}, "meta": {}}
        return JSONResponse(body, headers=_HOUR)

    return router


def keys_router(public_jwk: dict[str, Any]) -> APIRouter:
    """Return the public key that FranceConnect encrypts its answers with."""
    router = APIRouter(tags=["Clés"])

    @router.get("/api/france_connect_jwks", summary="Clé publique pour FranceConnect")
    async def france_connect_jwks() -> Response:
        """Give the key set (RFC 7517)."""
        return JSONResponse({"keys": [public_jwk]}, headers=_HOUR)

    @router.get("/.well-known/security.txt", summary="Contact de sécurité (RFC 9116)")
    async def security_txt() -> PlainTextResponse:
        """Say whom to tell about a vulnerability."""
        return PlainTextResponse(SECURITY_TXT)

    return router


def health_router(ready: Callable[[], Awaitable[dict[str, bool]]], version: str) -> APIRouter:
    """Return liveness, readiness and version (Dockerflow's paths, and `/sante`)."""
    router = APIRouter(tags=["Santé"])

    @router.get("/__lbheartbeat__", summary="Le processus vit")
    @router.get("/api/ping", summary="Le processus vit")
    async def alive() -> dict[str, str]:
        """Depend on nothing: a load balancer asks this."""
        return {"status": "ok"}

    @router.get("/__heartbeat__", summary="Le courtier peut répondre", responses={503: {}})
    @router.get("/sante", summary="Le courtier peut répondre", responses={503: {}})
    async def heartbeat() -> JSONResponse:
        """Check what every answer needs: the database and the journal."""
        checks = await ready()
        return JSONResponse(
            {"statut": "ok" if all(checks.values()) else "indisponible", "verifications": checks},
            status_code=200 if all(checks.values()) else 503,
        )

    @router.get("/__version__", summary="Version")
    async def version_() -> dict[str, str]:
        """Name the running version."""
        return {"version": version}

    return router
