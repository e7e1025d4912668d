"""Everybody of the sandbox, at a CAF in this process and a FranceConnect that takes notes."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import httpx
from fastapi import FastAPI

from contracts.identite import Identite, LieuNaissance
from contracts.sandbox import Usager
from sandbox.personas.catalogue import Persona, personas
from sandbox.personas.load import load
from tests.in_process import client_of
from tests.providers.caf.simulated import NOON, Caf, caf_in_process

TODAY: date = NOON.date()
PERSONAS: dict[str, Persona] = {persona.cle: persona for persona in personas(TODAY)}


@dataclass
class Noted:
    """What the FranceConnect door was given."""

    usagers: list[Usager] = field(default_factory=list)

    def client(self) -> httpx.AsyncClient:
        app = FastAPI()

        @app.post("/sandbox/usagers", status_code=201)
        async def note(usager: Usager) -> None:
            self.usagers.append(usager)

        return client_of(app)


@asynccontextmanager
async def peopled_caf() -> AsyncIterator[tuple[Caf, Noted]]:
    caf, noted = caf_in_process(), Noted()
    async with caf.client, noted.client() as france_connect:
        await caf.connect()
        await load(france_connect, caf.client, TODAY)
        yield caf, noted


def as_france_connect_says(usager: Usager) -> dict[str, Any]:
    """The identity that a broker reads in the claims of the account."""
    sexe = {"male": "M", "female": "F"}.get(usager.gender or "")
    identite = Identite.model_validate(
        {
            "nom_naissance": usager.family_name,
            "nom_usage": usager.preferred_username,
            "prenoms": usager.given_name_array or (),
            "date_naissance": usager.birthdate,
            "sexe": sexe,
            "lieu_naissance": LieuNaissance(
                code_pays=usager.birthcountry, code_commune=usager.birthplace or None
            ),
        }
    )
    return identite.model_dump(mode="json")


def declared(persona: Persona) -> dict[str, Any]:
    """Her identity as FranceConnect has it, else as she is in her file."""
    if persona.usager:
        return as_france_connect_says(persona.usager)
    assert persona.dossier is not None
    known = persona.dossier.allocataires[0]
    lieu = LieuNaissance(
        code_pays=known.code_pays_naissance, code_commune=known.code_commune_naissance
    )
    return Identite(
        nom_naissance=known.nom_naissance,
        prenoms=tuple(known.prenoms.split()),
        date_naissance=known.date_naissance,
        sexe=known.sexe,
        lieu_naissance=lieu,
    ).model_dump(mode="json")
