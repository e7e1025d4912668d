"""The federation of one machine: started in order, healthy, peopled, stopped together."""

import asyncio
import contextlib
import os
from collections.abc import AsyncIterator, Callable, Iterable, Mapping
from pathlib import Path

import httpx

from broker.clock import day_in_paris, now
from broker.commands.keys import federation_secrets
from sandbox import plan
from sandbox.children import healthy, running
from sandbox.database import fresh_database, stop_server
from sandbox.doors import Doors
from sandbox.enrol import load_people
from sandbox.people import seen_from_outside
from sandbox.ports import FIRST, free_block
from sandbox.program import Program
from sandbox.state import Etat, forget, save, state_file

Say = Callable[[str], None]


@contextlib.asynccontextmanager
async def federation(folder: Path, say: Say) -> AsyncIterator[Etat]:
    """Run the federation on `folder` until the block ends; nothing of it runs afterwards.

    Raises DidNotStart when one of its programs does not.
    """
    logs = _prepared(folder)
    ports = free_block(4, int(os.environ.get("DLNUF_PORT_BASE", FIRST)))
    secrets = federation_secrets()
    async with contextlib.AsyncExitStack() as stack:
        say("PostgreSQL démarre…")
        stack.callback(stop_server, folder)
        database = await fresh_database(folder)
        await _run(stack, logs, plan.programs(ports, secrets, database), say)
        urls = plan.Urls.on(ports)
        tokens = await _tokens(urls)
        mairie = plan.town_hall(ports[3], plan.mairie(urls, secrets, tokens["mairie"]))
        await _run(stack, logs, [mairie], say)
        state = await _peopled(urls, tokens, secrets, database)
        stack.callback(forget, state_file(folder))
        save(state, state_file(folder))
        yield state


async def _run(
    stack: contextlib.AsyncExitStack, logs: Path, programs: Iterable[Program], say: Say
) -> None:
    """Start the programs together; return once each of them answers."""
    children = []
    for program in programs:
        say(f"{program.name} démarre sur {program.url}…")
        children.append(await stack.enter_async_context(running(program, logs)))
    await asyncio.gather(*map(healthy, children))


def _prepared(folder: Path) -> Path:
    """Make the folders; logs hold no personal data, and are this user's all the same."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    logs = folder / "journaux"
    logs.mkdir(exist_ok=True, mode=0o700)
    return logs


async def _tokens(urls: plan.Urls) -> dict[str, str]:
    wanted = {
        "mairie": plan.mairie_habilitation(),
        "developpeur": plan.developer_habilitation(),
        "perimetre_reduit": plan.narrow_habilitation(),
    }
    async with httpx.AsyncClient(trust_env=False) as client:
        doors = Doors(client, urls.courtier, urls.france_connect)
        made = await asyncio.gather(*(doors.habilitation(demande) for demande in wanted.values()))
    return {name: creee.jeton for name, creee in zip(wanted, made, strict=True)}


async def _peopled(
    urls: plan.Urls, tokens: Mapping[str, str], secrets: Mapping[str, str], database: str
) -> Etat:
    await load_people(urls.france_connect, urls.caf)
    return Etat(
        pid=os.getpid(),
        urls={
            "courtier": urls.courtier,
            "france_connect": urls.france_connect,
            "caf": urls.caf,
            "mairie": urls.mairie,
        },
        tokens=dict(tokens),
        personas=seen_from_outside(day_in_paris(now())),
        broker_env=plan.broker(urls, secrets, database),
    )
