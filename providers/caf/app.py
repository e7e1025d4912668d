"""The mock CAF, put together: `uvicorn --factory providers.caf.app:create_app_from_environment`.

One process: what it holds is in its memory.
"""

from collections.abc import Callable
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from fastapi import FastAPI

from providers.caf.data import data_routes
from providers.caf.doors import door_routes
from providers.caf.failures import Failures
from providers.caf.oauth import oauth_routes
from providers.caf.register import Register
from providers.caf.settings import Settings
from providers.caf.tokens import Tokens

_PARIS = ZoneInfo("Europe/Paris")


def _now() -> datetime:
    return datetime.now(UTC)


def create_app(settings: Settings, clock: Callable[[], datetime] = _now) -> FastAPI:
    """Return the provider, with nobody in it. `clock` gives aware instants."""
    register, failures, tokens = Register(), Failures(), Tokens(settings, clock)

    def in_paris() -> datetime:
        """Return the instant where the caisse says which month it is."""
        return clock().astimezone(_PARIS)

    app = FastAPI(title="CAF simulée – bac à sable", version="1")
    app.include_router(oauth_routes(tokens, failures))
    app.include_router(data_routes(register, tokens, failures, in_paris))
    if settings.has_doors:
        app.include_router(door_routes(register, failures))

    @app.get("/sante", tags=["Santé"])
    async def sante() -> dict[str, str]:
        """Say that the provider is up."""
        return {"statut": "ok"}

    return app


def create_app_from_environment() -> FastAPI:
    """Return the provider as the environment sets it (CAF_CLIENT_ID, CAF_CLIENT_SECRET)."""
    return create_app(Settings())
