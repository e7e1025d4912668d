"""A CAF in this process, with its door-keeper's credentials and a clock that can be moved."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx
from fastapi import FastAPI
from pydantic import SecretStr

from providers.caf.app import create_app
from providers.caf.settings import Settings
from tests.in_process import client_of

CLIENT, SECRET = "courtier", "s3cret: avec espace"
NOON = datetime(2026, 5, 20, 12, tzinfo=UTC)
SETTINGS = Settings(client_id=CLIENT, client_secret=SecretStr(SECRET), environment="bac_a_sable")

ADRESSE = {
    "destinataire": "Madame ESSAI Zoé",
    "complement_information": None,
    "complement_information_geographique": None,
    "numero_libelle_voie": "1 RUE DE L'ESSAI",
    "lieu_dit": None,
    "code_postal_ville": "35000 RENNES",
    "pays": "FRANCE",
}
ZOE = {
    "nom_naissance": "ESSAI",
    "prenoms": "Zoé Anne",
    "date_naissance": "1985-04-12",
    "sexe": "F",
    "code_commune_naissance": "35238",
}
MAY = {"annee": 2026, "mois": 5, "valeur": 820}


def a_dossier(**changes: object) -> dict[str, Any]:
    return {"allocataires": [ZOE], "adresse": ADRESSE, "quotients": [MAY]} | changes


def an_identity(**changes: object) -> dict[str, Any]:
    return {
        "nom_naissance": "ESSAI",
        "prenoms": ["Zoé"],
        "date_naissance": "1985-04-12",
        "sexe": "F",
        "lieu_naissance": {"code_pays": "99100", "code_commune": "35238"},
    } | changes


@dataclass
class Caf:
    client: httpx.AsyncClient
    now: datetime = NOON
    headers: dict[str, str] = field(default_factory=dict)

    def later(self, **by: int) -> None:
        self.now += timedelta(**by)

    async def token(self) -> str:
        form = {"grant_type": "client_credentials", "client_id": CLIENT, "client_secret": SECRET}
        response = await self.client.post("/oauth/token", data=form)
        token: str = response.json()["access_token"]
        return token

    async def connect(self) -> None:
        self.headers["Authorization"] = f"Bearer {await self.token()}"

    async def load(self, *dossiers: dict[str, Any]) -> list[str]:
        response = await self.client.post("/sandbox/dossiers", json=dossiers)
        assert response.status_code == 201, response.text
        return [loaded["numero_allocataire"] for loaded in response.json()]

    async def ask(self, month: tuple[int, int] | None = None, **changes: object) -> httpx.Response:
        subject = {"par": "identite", "identite": an_identity(**changes)}
        return await self.send(subject, month)

    async def ask_number(self, numero: str, code_postal: str) -> httpx.Response:
        subject = {"numero_allocataire": numero, "code_postal": code_postal}
        return await self.send({"par": "numero_allocataire"} | subject)

    async def send(
        self, sujet: dict[str, Any], month: tuple[int, int] | None = None
    ) -> httpx.Response:
        body: dict[str, Any] = {"sujet": sujet}
        if month:
            body["periode"] = {"annee": month[0], "mois": month[1]}
        return await self.client.post("/v1/quotient_familial", json=body, headers=self.headers)


def caf_in_process() -> Caf:
    made: list[Caf] = []
    app: FastAPI = create_app(SETTINGS, clock=lambda: made[0].now)
    made.append(Caf(client_of(app)))
    return made[0]
