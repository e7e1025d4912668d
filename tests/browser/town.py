"""The town hall on a real port, with whom a test gives it to talk to."""

import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

import httpx
from fastapi import FastAPI
from pydantic import SecretStr

from consumers.mairie.app import Outside, create_app
from consumers.mairie.settings import Settings
from tests.consumers.client.scripted_broker import ScriptedBroker
from tests.consumers.mairie.france_connect_stand_in import FranceConnectStandIn
from tests.consumers.mairie.visitor import settings_of
from tests.federation import MAIRIE, SERVICE, Federation
from tests.serving import served


def a_free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port: int = listener.getsockname()[1]
        return port


@dataclass
class StandInTown:
    """A town hall whose FranceConnect and broker do what a test says."""

    url: str
    france_connect: FranceConnectStandIn
    broker: ScriptedBroker


@asynccontextmanager
async def town_with_stand_ins() -> AsyncIterator[StandInTown]:
    """Serve FranceConnect's stand-in and the town hall; the broker is in memory."""
    france_connect, broker = FranceConnectStandIn(), ScriptedBroker()
    identity_provider = FastAPI(routes=france_connect.app().routes)
    async with served(identity_provider) as fc_url:
        france_connect.issuer = f"{fc_url}/api/v2"
        port = a_free_port()
        url = f"http://127.0.0.1:{port}"
        settings = settings_of(url, fc_issuer=france_connect.issuer)
        outside = Outside(broker.client(), httpx.AsyncClient(trust_env=False))
        async with served(create_app(settings, outside), port):
            yield StandInTown(url, france_connect, broker)


@asynccontextmanager
async def town_of(federation: Federation, port: int) -> AsyncIterator[str]:
    """Serve the town hall that the federation's FranceConnect knows on that port."""
    created = await federation.habilitation(clients_france_connect=[SERVICE])
    url = f"http://127.0.0.1:{port}"
    settings = Settings.model_validate(
        {
            "base_url": url,
            "siret": MAIRIE,
            "courtier_url": "http://courtier.test",
            "courtier_jeton": SecretStr(created.jeton),
            "fc_issuer": federation.settings.fc_issuer,
            "fc_client_id": SERVICE,
            "fc_client_secret": SecretStr("secret-de-la-mairie-1234567890123456"),
            "session_key": SecretStr("une clé de session pour les tests, assez longue"),
            "env": "bac_a_sable",
        }
    )
    outside = Outside(federation.broker, httpx.AsyncClient(trust_env=False), federation.now)
    async with served(create_app(settings, outside), port):
        yield url
