"""Wiring: settings in, an application out."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import httpx
from fastapi import FastAPI, Request
from starlette.exceptions import HTTPException
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.routing import Route
from starlette.staticfiles import StaticFiles

from providers.france_connect.clock import Clock, now
from providers.france_connect.errors import CallRefused, DoorRefused, Refused
from providers.france_connect.headers import SameHeaders
from providers.france_connect.memory import Memory, memory_of
from providers.france_connect.pages import STATIC, page, security_policy
from providers.france_connect.recipients import Recipients
from providers.france_connect.redirects import refused
from providers.france_connect.routes import (
    authorize,
    calls,
    discovery,
    interaction,
    logout,
    sandbox,
)
from providers.france_connect.settings import Settings


def create_app(
    settings: Settings, clock: Clock = now, http: httpx.AsyncClient | None = None
) -> FastAPI:
    """Return the application; `http` fetches the data providers' keys (default: our own client)."""
    client = http or httpx.AsyncClient(trust_env=False)

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        yield
        if http is None:
            await client.aclose()

    app = FastAPI(
        title="FranceConnect simulé – bac à sable",
        lifespan=lifespan,
        docs_url=None,
        redoc_url=None,
        openapi_url=None,
    )
    app.state.memory = Memory(settings, clock, Recipients(client))
    app.add_middleware(SameHeaders, policy=security_policy(settings))
    _add_routes(app, settings)
    _add_refusals(app)
    return app


def create_app_from_environment() -> FastAPI:
    """Return the application that `FC_*` and `DLNUF_ENV` describe: for `uvicorn --factory`."""
    return create_app(Settings())


def _add_routes(app: FastAPI, settings: Settings) -> None:
    base = settings.base_path
    app.router.routes.extend(
        [
            Route(f"{base}/checktoken", calls.checktoken, methods=["POST"]),
            Route(f"{base}/token", calls.token, methods=["POST"]),
            Route(f"{base}/token/introspection", calls.introspect, methods=["POST"]),
            Route(f"{base}/token/revocation", calls.revoke, methods=["POST"]),
            Route(f"{base}/userinfo", calls.read_userinfo, methods=["GET", "POST"]),
        ]
    )
    for module in (authorize, discovery, interaction, logout):
        app.include_router(module.router, prefix=base)
    app.include_router(discovery.health)
    if settings.sandbox:
        app.include_router(sandbox.router)
    app.mount("/static", StaticFiles(directory=STATIC))


def _add_refusals(app: FastAPI) -> None:
    @app.exception_handler(Refused)
    async def to_the_person(request: Request, refusal: Refused) -> Response:
        if refusal.back is not None:
            issuer = memory_of(request).settings.issuer
            return RedirectResponse(refused(refusal.back, refusal.fault, issuer), 303)
        return page("erreur", 400, fault=refusal.fault)

    @app.exception_handler(CallRefused)
    async def to_the_caller(_: Request, refusal: CallRefused) -> Response:
        body = {"error": refusal.error, "error_description": refusal.description}
        headers = {"WWW-Authenticate": f'Bearer error="{refusal.error}"'}
        return JSONResponse(
            body, refusal.status, headers if refusal.error == "invalid_token" else None
        )

    @app.exception_handler(DoorRefused)
    async def at_the_door(_: Request, refusal: DoorRefused) -> Response:
        faults = [{"champ": field, "message": message} for field, message in refusal.faults]
        return JSONResponse({"erreurs": faults}, refusal.status)

    @app.exception_handler(HTTPException)
    async def nowhere(_: Request, refusal: HTTPException) -> Response:
        known = {404: "Cette adresse n'existe pas.", 405: "Cette méthode HTTP n'est pas permise."}
        message = known.get(refusal.status_code, "La requête ne peut pas être traitée.")
        return JSONResponse(
            {"erreurs": [{"champ": None, "message": message}]},
            refusal.status_code,
            dict(refusal.headers or {}),
        )
