"""Wiring: the only module that knows all the others, and the environment.

Importing it connects to nothing. `create_app` builds; the application's lifespan opens.
"""

import gc
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import datetime
from functools import partial
from importlib.metadata import version

from fastapi import FastAPI

from broker import clock, logs
from broker.embedded import app_dsn, data_folder, start
from broker.pages.public import pages_router
from broker.parts import Parts, build
from broker.routes import openapi
from broker.routes.data import DataLane, data_routes
from broker.routes.errors import handle_errors
from broker.routes.introspect import introspect_router
from broker.routes.journal import journal_router
from broker.routes.public import errors_router, health_router, keys_router
from broker.settings import Settings

_YOUNG = (50_000, 20, 100)
"""Objects between two looks of the collector, and how seldom it looks at older ones."""


def create_app_from_environment() -> FastAPI:
    """Build the application from the environment: `uvicorn --factory`."""
    logs.configure()
    app = create_app(Settings())
    # What stands now stands as long as the process: the collector need not look at it again.
    gc.collect()
    gc.freeze()
    # A call makes some thousand objects and keeps none: looking every 700 finds nothing.
    gc.set_threshold(*_YOUNG)
    return app


def create_app(settings: Settings, now: Callable[[], datetime] = clock.now) -> FastAPI:
    """Build the application; nothing is opened before its lifespan starts."""
    dsn = str(settings.database_url) if settings.database_url else app_dsn(start(data_folder()))
    return assemble(settings, build(settings, dsn, now), now)


def assemble(settings: Settings, parts: Parts, now: Callable[[], datetime]) -> FastAPI:
    """Put the parts behind their routes."""
    app = FastAPI(
        title="dlnuf",
        version=version("dlnuf"),
        lifespan=partial(_open, parts=parts),
        docs_url=None,
        redoc_url=None,
        redirect_slashes=False,
        # Nobody here collects them, and each call would ask whether somebody does.
        telemetry={"tracing": False, "metrics": False},
    )
    routes = tuple(data_routes(parts.reception, now))
    app.router.routes.extend(routes)
    app.add_middleware(DataLane, routes=routes)
    app.include_router(errors_router())
    app.include_router(introspect_router(parts.reception.gate.callers, now))
    app.include_router(journal_router(parts.journal_store, parts.signer.verifier_key))
    app.include_router(keys_router(parts.public_jwk))
    app.include_router(health_router(parts.ready, app.version))
    app.include_router(pages_router())
    if settings.env == "bac_a_sable":
        _open_doors(app, parts, now)
    handle_errors(app)
    app.openapi = partial(openapi.document, app)  # type: ignore[method-assign]  # FastAPI's documented way
    return app


def _open_doors(app: FastAPI, parts: Parts, now: Callable[[], datetime]) -> None:
    """Let anybody make a habilitation: the sandbox only.

    Imported here: a process of production neither has the doors nor holds an ORM in memory.
    """
    from broker.habilitations.engine import engine_of  # noqa: PLC0415
    from broker.routes.sandbox import sandbox_router  # noqa: PLC0415

    app.include_router(sandbox_router(engine_of(parts.dsn), parts.keys.tokens, now))


@asynccontextmanager
async def _open(_app: FastAPI, parts: Parts) -> AsyncIterator[None]:
    async with parts.opened():
        yield
