"""The journal seen from outside: one access proved, then everything verified offline."""

import asyncio
import os
import sys

import httpx

from sandbox.children import environment
from sandbox.scene import NotAsExpected, Scene, answered

_TRIES = 100
_PAUSE = 0.05


async def proved(scene: Scene) -> str:
    """Ask once more, then wait until the receipt's entry has its place in the signed tree."""
    query, token = scene.complete()[0].identite, scene.state.tokens["developpeur"]
    body = answered(await scene.ask("identite", token, query))
    receipt = body["meta"]["journal"]
    proof = await proof_of(scene, receipt["entry_id"])
    if proof["leaf_hash"] != receipt["leaf_hash"]:
        raise NotAsExpected("la preuve ne porte pas sur cet accès")
    return f"ligne {proof['leaf_index']} d'un arbre de {proof['tree_size']}"


async def proof_of(scene: Scene, entry_id: str) -> dict[str, object]:
    """Return the proof of an entry, once a checkpoint covers it. Raises NotAsExpected."""
    url = f"{scene.state.urls['courtier']}/journal/entries/{entry_id}/proof"
    for _ in range(_TRIES):
        response = await scene.client.get(url)
        if response.status_code != httpx.codes.SERVICE_UNAVAILABLE:
            return answered(response)
        await asyncio.sleep(_PAUSE)
    raise NotAsExpected("pas de point de contrôle en cinq secondes")


async def verified(scene: Scene) -> str:
    """Run `dlnuf journal verify` in a process of its own; return the auditor's line."""
    command = ("-m", "sandbox", "journal", "verify")
    child = await asyncio.create_subprocess_exec(
        sys.executable,
        *command,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
        env=environment(scene.state.broker_env | _place()),
    )
    output, _ = await child.communicate()
    lines = output.decode(errors="replace").strip().splitlines()
    if child.returncode != 0:
        raise NotAsExpected(lines[-1] if lines else f"code {child.returncode}")
    return lines[-1]


def _place() -> dict[str, str]:
    return {"DLNUF_DATA": os.environ["DLNUF_DATA"]} if "DLNUF_DATA" in os.environ else {}
