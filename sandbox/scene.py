"""What the journeys act with: one client, the sandbox's addresses and tokens, its people."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import httpx

from contracts.sandbox import DemandeJeton
from sandbox.doors import Doors
from sandbox.plan import MAIRIE_CLIENT, SIRET
from sandbox.state import Etat, PersonaVue

BASE = "/v3/dss/quotient_familial"


class NotAsExpected(Exception):
    """The journey went another way; its message says which."""


@dataclass(frozen=True)
class Scene:
    """A running sandbox, and a client of it."""

    state: Etat
    client: httpx.AsyncClient

    @property
    def doors(self) -> Doors:
        """The sandbox's doors."""
        return Doors(self.client, self.state.urls["courtier"], self.state.urls["france_connect"])

    def complete(self) -> list[PersonaVue]:
        """Return the people who can be asked about in every way."""
        return [persona for persona in self.state.personas if persona.is_complete]

    async def france_connect_token(self, persona: PersonaVue) -> str:
        """Sign `persona` in for the town hall, without a browser."""
        usager = persona.identifiant_france_connect
        if usager is None:
            raise NotAsExpected(f"{persona.nom} n'a pas de compte FranceConnect")
        demande = DemandeJeton(usager=usager, client_id=MAIRIE_CLIENT)
        return (await self.doors.token(demande)).access_token

    async def ask(
        self,
        mode: str,
        token: str,
        query: Mapping[str, object] | None = None,
        *,
        present: PersonaVue | None = None,
    ) -> httpx.Response:
        """Call the broker; `present`: her FranceConnect token comes beside."""
        headers = {"Authorization": f"Bearer {token}"}
        if present is not None:
            headers["X-FranceConnect-Token"] = await self.france_connect_token(present)
        return await self.client.get(
            f"{self.state.urls['courtier']}{BASE}/{mode}",
            params={"recipient": SIRET} | dict(query or {}),  # type: ignore[arg-type]  # texts and lists of texts
            headers=headers,
        )


def answered(response: httpx.Response) -> dict[str, Any]:
    """Return the body of a 200. Raises NotAsExpected."""
    if response.status_code != httpx.codes.OK:
        raise NotAsExpected(outcome(response))
    body: dict[str, Any] = response.json()
    return body


def refused(response: httpx.Response, status: int, code: str) -> str:
    """Return what a refusal said, if it is that one. Raises NotAsExpected."""
    if outcome(response) != f"{status} {code}":
        raise NotAsExpected(outcome(response))
    return f"{status} {code} : {response.json()['errors'][0]['title']}"


def outcome(response: httpx.Response) -> str:
    """Return status and code."""
    if response.is_success:
        return str(response.status_code)
    try:
        codes = [str(error["code"]) for error in response.json()["errors"]]
    except (ValueError, KeyError, TypeError):
        codes = []
    return " ".join([str(response.status_code), *codes])


def about(body: Mapping[str, Any], persona: PersonaVue) -> str:
    """Return the quotient, if the answer is about `persona`. Raises NotAsExpected."""
    names = {person["nom_naissance"] for person in body["data"]["allocataires"]}
    value = body["data"]["quotient_familial"]["valeur"]
    expected = (persona.identite or {}).get("nomNaissance")
    if expected not in names or value != persona.quotient:
        raise NotAsExpected(f"réponse au nom de {', '.join(sorted(names))}, quotient {value}")
    return f"200, quotient {value}"
