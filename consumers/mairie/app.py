"""The town hall's application: wires everything, decides nothing."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime

import httpx
from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import Response
from fastapi.staticfiles import StaticFiles
from starlette.exceptions import HTTPException

from consumers.client.courtier import TIMEOUT_SECONDS as COURTIER_TIMEOUT
from consumers.client.courtier import Courtier
from consumers.mairie.france_connect.relying_party import TIMEOUT_SECONDS, Client, RelyingParty
from consumers.mairie.pages import FOLDER, Pages
from consumers.mairie.protection import Headers, PageInsteadOfCrash, headers_for
from consumers.mairie.registration import Registrations
from consumers.mairie.routes import by_hand, data, enrolment, home, sign_in
from consumers.mairie.sessions import Sessions
from consumers.mairie.settings import Settings, origin_of
from consumers.mairie.town_hall import TownHall
from consumers.mairie.visits import Visits, visit_of
from contracts.flows.quotient_familial import QUOTIENT_FAMILIAL

SWEEP_SECONDS = 60


def _now() -> datetime:
    return datetime.now(UTC)


@dataclass(frozen=True)
class Outside:
    """The rest of the world: what tests replace."""

    courtier: httpx.AsyncClient
    france_connect: httpx.AsyncClient
    now: Callable[[], datetime] = _now


def the_real(settings: Settings) -> Outside:
    """Return the network. A demonstration is on this machine: it ignores the proxies around."""
    proxies = not settings.sandbox
    return Outside(
        httpx.AsyncClient(timeout=COURTIER_TIMEOUT, trust_env=proxies),
        httpx.AsyncClient(timeout=TIMEOUT_SECONDS, trust_env=proxies),
    )


def create_app(settings: Settings, outside: Outside | None = None) -> FastAPI:
    """Return the application. Nothing is sent before somebody visits."""
    outside = outside or the_real(settings)
    mairie, sessions = _town_hall(settings, outside), Sessions(outside.now)

    @asynccontextmanager
    async def lifespan(_app: FastAPI) -> AsyncIterator[None]:
        sweeper = asyncio.create_task(_sweep(sessions))
        yield
        sweeper.cancel()
        await outside.courtier.aclose()
        await outside.france_connect.aclose()

    app = FastAPI(
        title=settings.nom, docs_url=None, redoc_url=None, openapi_url=None, lifespan=lifespan
    )
    app.state.mairie = mairie
    for part in (home, sign_in, data, by_hand, enrolment):
        app.include_router(part.router)
    app.mount("/static", StaticFiles(directory=FOLDER / "static"))
    _protect(app, mairie, sessions)
    return app


def create_app_from_environment() -> FastAPI:
    """Return the application that the environment describes (`uvicorn --factory`)."""
    return create_app(Settings())


def _town_hall(settings: Settings, outside: Outside) -> TownHall:
    client = Client(
        issuer=settings.fc_issuer,
        client_id=settings.fc_client_id,
        client_secret=settings.fc_client_secret.get_secret_value(),
        redirect_uri=f"{settings.base_url}/france-connect/retour",
        post_logout_redirect_uri=f"{settings.base_url}/deconnexion/retour",
        scopes=("openid", "identite_pivot", *sorted(QUOTIENT_FAMILIAL.scopes)),
    )
    jeton = settings.courtier_jeton.get_secret_value()
    return TownHall(
        settings=settings,
        courtier=Courtier(settings.courtier_url, jeton, outside.courtier),
        france_connect=RelyingParty(client, outside.france_connect, outside.now),
        pages=Pages(settings),
        registrations=Registrations(),
        now=outside.now,
    )


async def _sweep(sessions: Sessions) -> None:
    """Hold the promise that nothing is remembered an hour after the last click."""
    while True:
        await asyncio.sleep(SWEEP_SECONDS)
        sessions.sweep()


def _protect(app: FastAPI, mairie: TownHall, sessions: Sessions) -> None:
    """Wrap the routes; the last one added is the first to see a request."""

    def error_page(request: Request, status: int) -> Response:
        return mairie.pages.render(visit_of(request), "erreur.html", status=status, code=status)

    async def http_error(request: Request, error: Exception) -> Response:
        assert isinstance(error, HTTPException)
        return error_page(request, error.status_code)

    async def unreadable(request: Request, _error: Exception) -> Response:
        return error_page(request, 400)

    settings = mairie.settings
    app.add_exception_handler(HTTPException, http_error)
    app.add_exception_handler(RequestValidationError, unreadable)
    app.add_middleware(PageInsteadOfCrash, page=lambda request: error_page(request, 500))
    app.add_middleware(
        Visits,
        sessions=sessions,
        key=settings.session_key.get_secret_value(),
        secure=settings.secure,
    )
    app.add_middleware(Headers, headers=headers_for(origin_of(settings.fc_issuer)))
