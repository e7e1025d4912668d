"""Pushes the personas through the sandbox doors, as anybody could."""

from collections.abc import Sequence
from datetime import date

import httpx
from pydantic import BaseModel

from sandbox.personas.catalogue import personas


async def load(client_fc: httpx.AsyncClient, client_caf: httpx.AsyncClient, today: date) -> None:
    """Load everybody; again, everybody is replaced and nobody is doubled.

    The clients' base URLs are those of FranceConnect and of the CAF. Raises
    httpx.HTTPStatusError when a door refuses, httpx.TransportError when it is out of reach.
    """
    everybody = personas(today)
    await _push(client_caf, "/sandbox/dossiers", [p.dossier for p in everybody if p.dossier])
    unfollowed = [p.sans_dossier for p in everybody if p.sans_dossier]
    await _push(client_caf, "/sandbox/personnes", unfollowed)
    for usager in (p.usager for p in everybody if p.usager):
        response = await client_fc.post("/sandbox/usagers", json=usager.model_dump(mode="json"))
        response.raise_for_status()


async def _push(client: httpx.AsyncClient, door: str, bodies: Sequence[BaseModel]) -> None:
    response = await client.post(door, json=[body.model_dump(mode="json") for body in bodies])
    response.raise_for_status()
