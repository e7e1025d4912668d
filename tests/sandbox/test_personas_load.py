"""Everybody comes in by the doors, as anybody's test people would."""

import httpx
import pytest

from providers.caf.app import create_app
from sandbox.personas.load import load
from tests.in_process import client_of
from tests.providers.caf.simulated import SETTINGS, caf_in_process
from tests.sandbox.personas_loaded import PERSONAS, TODAY, Noted, peopled_caf


async def test_every_file_is_loaded_with_its_reason() -> None:
    async with peopled_caf() as (caf, _):
        loaded = (await caf.client.get("/sandbox/dossiers")).json()

    expected = {p.dossier.numero_allocataire: p.raison for p in PERSONAS.values() if p.dossier}
    assert {dossier["numero_allocataire"]: dossier["raison"] for dossier in loaded} == expected
    assert all(dossier["code_postal"] for dossier in loaded)


async def test_every_account_is_loaded_under_its_key() -> None:
    async with peopled_caf() as (_, noted):
        expected = [persona.usager for persona in PERSONAS.values() if persona.usager]

    assert noted.usagers == expected
    assert [u.identifiant for u in expected] == [c for c, p in PERSONAS.items() if p.usager]


async def test_loading_again_doubles_nobody() -> None:
    async with peopled_caf() as (caf, noted), noted.client() as france_connect:
        before = (await caf.client.get("/sandbox/dossiers")).json()
        await load(france_connect, caf.client, TODAY)

        assert (await caf.client.get("/sandbox/dossiers")).json() == before


async def test_a_door_that_refuses_is_not_passed_over() -> None:
    caf, noted = caf_in_process(), Noted()
    async with noted.client() as france_connect, caf.client:
        with pytest.raises(httpx.HTTPStatusError):
            await load(caf.client, france_connect, TODAY)


async def test_production_takes_nobody() -> None:
    production = SETTINGS.model_copy(update={"environment": "production"})
    async with client_of(create_app(production)) as caf, Noted().client() as france_connect:
        with pytest.raises(httpx.HTTPStatusError):
            await load(france_connect, caf, TODAY)
