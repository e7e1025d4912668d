"""The whole federation in one process: broker, FranceConnect, CAF, and a real PostgreSQL.

A test changes it in a line: `federation.today = …`, `await federation.caf_fails("slow")`.
"""

import base64
import json
import secrets
import socket
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx
from fastapi import FastAPI
from joserfc.jwk import ECKey
from pydantic import SecretStr
from sqlalchemy.ext.asyncio import AsyncEngine

from broker.app import assemble
from broker.habilitations.engine import engine_of
from broker.parts import Parts, build
from broker.settings import Settings
from contracts.habilitation import HabilitationCreee
from providers.caf.app import create_app as create_caf
from providers.caf.settings import Settings as CafSettings
from providers.france_connect.app import create_app as create_france_connect
from providers.france_connect.settings import DataProvider, Service
from providers.france_connect.settings import Settings as FranceConnectSettings
from tests.postgres import TestDatabase
from tests.serving import served

MAIRIE = "21750001600019"
"""SIRET of the town hall."""
SERVICE = "mairie-cantine"
"""Its FranceConnect client_id."""
OTHER_SERVICE = "autre-service"
FD = "courtier"
SCOPES = ("cnaf_quotient_familial", "cnaf_allocataires", "cnaf_enfants", "cnaf_adresse")
PIVOT = ("openid", "identite_pivot")
DECRYPTION_KEY = ECKey.generate_key("P-256", {"use": "enc", "alg": "ECDH-ES", "kid": "fd-1"})


def _key() -> SecretStr:
    return SecretStr(base64.urlsafe_b64encode(secrets.token_bytes(32)).decode())


@dataclass
class Federation:
    """Everybody, wired; `broker` is a client of the broker."""

    database: TestDatabase
    france_connect: httpx.AsyncClient
    caf: httpx.AsyncClient
    settings: Settings
    broker: httpx.AsyncClient
    parts: Parts
    app: FastAPI
    shift: timedelta = field(default_factory=timedelta)
    """How far the clock of everybody is from the real one."""

    @property
    def engine(self) -> AsyncEngine:
        """What an administrator's command connects with."""
        return engine_of(self.database.app)

    def now(self) -> datetime:
        return datetime.now(UTC) + self.shift

    async def habilitation(self, **changes: Any) -> HabilitationCreee:
        body = {"scopes": SCOPES, "siret": MAIRIE, "limite_par_seconde": 10_000} | changes
        response = await self.broker.post("/sandbox/habilitations", json=body)
        assert response.status_code == 201, response.text
        return HabilitationCreee.model_validate_json(response.content)

    async def france_connect_token(self, usager: dict[str, Any] | str, **changes: Any) -> str:
        body = {"usager": usager, "client_id": SERVICE, "scopes": [*PIVOT, *SCOPES]} | changes
        response = await self.france_connect.post("/sandbox/jetons", json=body)
        assert response.status_code < 300, response.text
        token: str = response.json()["access_token"]
        return token

    async def dossier(self, dossier: dict[str, Any]) -> str:
        response = await self.caf.post("/sandbox/dossiers", json=dossier)
        assert response.status_code < 300, response.text
        body = response.json()
        first = body[0] if isinstance(body, list) else body
        numero: str = first["numero_allocataire"]
        return numero

    async def caf_fails(self, panne: str, **changes: Any) -> None:
        response = await self.caf.post("/sandbox/pannes", json={"panne": panne} | changes)
        assert response.status_code < 300, response.text

    async def france_connect_fails(self, panne: str, **changes: Any) -> None:
        response = await self.france_connect.post(
            "/sandbox/pannes", json={"panne": panne} | changes
        )
        assert response.status_code < 300, response.text

    def broker_app(self) -> FastAPI:
        """The application of another process, that its server opens and closes."""
        return assemble(self.settings, build(self.settings, self.database.app, self.now), self.now)

    @asynccontextmanager
    async def another_broker(self, **changes: Any) -> AsyncIterator[httpx.AsyncClient]:
        """Another process of the same broker: same database, its own memory."""
        settings = self.settings.model_copy(update=changes)
        parts = build(settings, self.database.app, self.now)
        async with _client(assemble(settings, parts, self.now), parts) as client:
            yield client


@asynccontextmanager
async def _client(app: FastAPI, parts: Parts) -> AsyncIterator[httpx.AsyncClient]:
    transport = httpx.ASGITransport(app, raise_app_exceptions=False)
    async with (
        parts.opened(),
        httpx.AsyncClient(transport=transport, base_url="http://courtier.test") as client,
    ):
        yield client


def _france_connect_settings(issuer: str, mairie: str) -> FranceConnectSettings:
    public = {"keys": [dict(DECRYPTION_KEY.as_dict(private=False))]}
    service = Service(
        client_id=SERVICE,
        client_secret=SecretStr("secret-de-la-mairie-1234567890123456"),
        name="Ville de Sainte-Ormelle",
        redirect_uris=(f"{mairie}/france-connect/retour",),
        post_logout_redirect_uris=(f"{mairie}/deconnexion/retour",),
        scopes=(*PIVOT, "profile", "birth", "email", *SCOPES),
    )
    other = service.model_copy(update={"client_id": OTHER_SERVICE, "name": "Un autre service"})
    return FranceConnectSettings(
        issuer=issuer,
        clients=(service, other),
        data_providers=(
            DataProvider(
                client_id=FD, client_secret=SecretStr("secret-fd"), slugs=("cnaf",), jwks=public
            ),
        ),
        DLNUF_ENV="bac_a_sable",
    )


def _broker_settings(issuer: str, caf_url: str) -> Settings:
    return Settings(
        env="bac_a_sable",
        master_key=_key(),
        journal_key=_key(),
        journal_origin="courtier.test/journal",
        fc_issuer=issuer,
        fc_client_id=FD,
        fc_client_secret=SecretStr("secret-fd"),
        fc_decryption_key=SecretStr(json.dumps(DECRYPTION_KEY.as_dict(private=True))),
        caf_url=caf_url,
        caf_client_id="courtier",
        caf_client_secret=SecretStr("secret-caf"),
        provider_timeout=1.0,
    )


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port: int = listener.getsockname()[1]
        return port


@asynccontextmanager
async def federation(
    database: TestDatabase, mairie: str = "http://127.0.0.1:8003"
) -> AsyncIterator[Federation]:
    """Start everybody, with nobody's data loaded; `mairie` is the town hall's base URL."""
    box: list[Federation] = []

    def now() -> datetime:
        return box[0].now() if box else datetime.now(UTC)

    async with AsyncExitStack() as stack:
        enter = stack.enter_async_context
        port = free_port()
        issuer = f"http://127.0.0.1:{port}/api/v2"
        fc = create_france_connect(_france_connect_settings(issuer, mairie), clock=now)
        caf = create_caf(
            CafSettings(
                client_id="courtier", client_secret=SecretStr("secret-caf"),
                environment="bac_a_sable",
            ),
            clock=now,
        )  # fmt: skip
        fc_url, caf_url = await enter(served(fc, port)), await enter(served(caf))
        settings = _broker_settings(issuer, caf_url)
        parts = build(settings, database.app, now)
        app = assemble(settings, parts, now)
        made = Federation(
            database=database,
            france_connect=await enter(httpx.AsyncClient(base_url=fc_url)),
            caf=await enter(httpx.AsyncClient(base_url=caf_url)),
            settings=settings,
            broker=await enter(_client(app, parts)),
            parts=parts,
            app=app,
        )
        box.append(made)
        yield made
