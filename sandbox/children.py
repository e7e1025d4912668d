"""Child processes: one uvicorn for each program, healthy before anybody calls it."""

import asyncio
import contextlib
import os
import sys
from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import httpx

from sandbox.ports import LOOPBACK
from sandbox.program import Program

START_SECONDS = 90.0
STOP_SECONDS = 8.0
_PAUSE = 0.05
_TAIL = 30
_OURS = ("DLNUF_", "FC_", "CAF_", "MAIRIE_", "DATABASE_")
_OPTIONS = ("--loop", "uvloop", "--http", "httptools", "--timeout-graceful-shutdown", "3")
# Query strings hold names and birth dates: no access log, ever.
_QUIET = ("--no-access-log", "--log-level", "warning", "--no-server-header")


class DidNotStart(Exception):
    """A program died or stayed silent; carries the end of its log."""

    def __init__(self, program: Program, log: Path) -> None:
        """Read the end of `log`."""
        lines = log.read_text(errors="replace").splitlines() if log.exists() else []
        self.program, self.tail = program, "\n".join(lines[-_TAIL:])
        super().__init__(f"{program.name} n'a pas démarré sur le port {program.port}")


@dataclass(frozen=True)
class Child:
    """A program that runs."""

    program: Program
    process: asyncio.subprocess.Process
    log: Path


@contextlib.asynccontextmanager
async def running(program: Program, logs: Path) -> AsyncIterator[Child]:
    """Run `program` until the block ends; `healthy` says when it answers."""
    log = logs / f"{program.name}.log"
    child = Child(program, await _start(program, log), log)
    try:
        yield child
    finally:
        await _stop(child.process)


async def healthy(child: Child, within: float = START_SECONDS) -> None:
    """Wait until it answers on its health path.

    Raises DidNotStart when it dies or says nothing for `within` seconds.
    """
    try:
        async with asyncio.timeout(within), httpx.AsyncClient(trust_env=False) as client:
            while not await _answers(client, child.program):
                if child.process.returncode is not None:
                    raise DidNotStart(child.program, child.log)
                await asyncio.sleep(_PAUSE)
    except TimeoutError:
        raise DidNotStart(child.program, child.log) from None


async def _start(program: Program, log: Path) -> asyncio.subprocess.Process:
    command = [sys.executable, "-m", "sandbox.child", "--factory", program.factory]
    address = ["--host", LOOPBACK, "--port", str(program.port)]
    with log.open("wb") as output:
        return await asyncio.create_subprocess_exec(
            *command,
            *address,
            *_OPTIONS,
            *_QUIET,
            stdin=asyncio.subprocess.DEVNULL,
            stdout=output,
            stderr=output,
            env=environment(program.env),
            # Ctrl-C belongs to the sandbox, which stops its children in order.
            start_new_session=True,
        )


def environment(given: Mapping[str, str]) -> dict[str, str]:
    """Return this process's environment, without settings of ours, with those `given`."""
    kept = {k: v for k, v in os.environ.items() if not k.startswith(_OURS)}
    # The federation stays on the loopback, whatever proxy this machine goes out by.
    return kept | {"NO_PROXY": "*", "no_proxy": "*"} | dict(given)


async def _answers(client: httpx.AsyncClient, program: Program) -> bool:
    try:
        response = await client.get(f"{program.url}{program.health}")
    except httpx.HTTPError:
        return False
    return response.is_success


async def _stop(child: asyncio.subprocess.Process) -> None:
    with contextlib.suppress(ProcessLookupError):
        child.terminate()
    try:
        async with asyncio.timeout(STOP_SECONDS):
            await child.wait()
    except TimeoutError:
        with contextlib.suppress(ProcessLookupError):
            child.kill()
        await child.wait()
