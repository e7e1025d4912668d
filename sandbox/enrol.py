"""People and habilitation for a federation that somebody else started (docker compose)."""

import os
from pathlib import Path

import httpx

from broker.clock import day_in_paris, now
from sandbox.doors import Doors
from sandbox.personas.load import load
from sandbox.plan import mairie_habilitation


async def load_people(france_connect: str, caf: str) -> None:
    """Load every persona by the doors. Raises httpx.HTTPError when one does not open."""
    async with (
        httpx.AsyncClient(base_url=france_connect, trust_env=False) as client_fc,
        httpx.AsyncClient(base_url=caf, trust_env=False) as client_caf,
    ):
        await load(client_fc, client_caf, day_in_paris(now()))


async def town_hall_token(courtier: str, france_connect: str) -> str:
    """Make the town hall's habilitation; return its token. Raises httpx.HTTPError."""
    async with httpx.AsyncClient(trust_env=False) as client:
        doors = Doors(client, courtier, france_connect)
        return (await doors.habilitation(mairie_habilitation())).jeton


def leave_token(token: str, file: Path) -> None:
    """Write the token for its user alone."""
    descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w") as output:
        output.write(token)
