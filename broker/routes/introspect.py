"""What a token opens: `/api/introspect` (v2's shape) and `/v3/introspect`."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse, Response

from broker.identity.callers import Callers
from broker.identity.credentials import api_token
from contracts.enveloppe import Erreurs

_NO_STORE = {"cache-control": "no-store"}
_REFUSALS: dict[int | str, dict[str, Any]] = {
    401: {"model": Erreurs, "description": "00101, 00103, 00105, 00110"},
    503: {"model": Erreurs, "description": "00608"},
}


def introspect_router(callers: Callers, now: Callable[[], datetime]) -> APIRouter:
    """Return both routes. No person is involved: nothing goes to the journal."""
    router = APIRouter(tags=["Jetons"])

    @router.get("/api/introspect", summary="Droits du jeton (v2)", responses=_REFUSALS)
    async def v2(request: Request) -> Response:
        """Give the scopes in v2's shape."""
        authority = await callers.authority_of(api_token(request.headers), now())
        scopes = sorted(authority.habilitation.scopes)
        body = {"_id": str(authority.token_id), "name": "", "scopes": scopes}
        return JSONResponse(body, headers=_NO_STORE)

    @router.get("/v3/introspect", summary="Droits du jeton", responses=_REFUSALS)
    async def v3(request: Request) -> Response:
        """Give the habilitation that the token stands for, and when it expires."""
        authority = await callers.authority_of(api_token(request.headers), now())
        expires = authority.expires_at.isoformat() if authority.expires_at else None
        data = {
            "jeton": str(authority.token_id),
            "expire_le": expires,
            "habilitation": authority.habilitation.model_dump(mode="json"),
        }
        return JSONResponse({"data": data, "links": {}, "meta": {}}, headers=_NO_STORE)

    return router
