"""The broker's transport beside httpx's own: `python -m benchmarks.transport PORT`.

Alone in its process. Prints one JSON object: way → microseconds of processor for one question.
"""

import asyncio
import sys
import time
from collections.abc import Awaitable, Callable
from statistics import median

import httpx
import orjson
import uvloop

from benchmarks.people import name_of
from broker.upstream.transport import Http1Transport

_ROUNDS = 5
_QUESTIONS = 600
_AT_ONCE = 64
_PATH = "/v1/quotient_familial"

Way = Callable[[bytes], Awaitable[int]]


def _questions() -> list[bytes]:
    def question(number: int) -> bytes:
        identite = {"nom_naissance": name_of(number)}
        return orjson.dumps({"sujet": {"par": "identite", "identite": identite}})

    return [question(number) for number in range(_QUESTIONS)]


async def _cost(way: Way) -> float:
    """Ask every question, 64 at a time; return µs of processor for one."""
    questions = iter(_questions())

    async def ask() -> None:
        for question in questions:
            if await way(question) != httpx.codes.OK:
                raise RuntimeError("not a success")

    begun = time.process_time()
    await asyncio.gather(*(ask() for _ in range(_AT_ONCE)))
    return (time.process_time() - begun) / _QUESTIONS * 1e6


async def main(origin: str) -> None:
    """Measure three ways in turn, the order reversed each time."""
    transport, shared = Http1Transport(), Http1Transport()
    async with (
        httpx.AsyncClient(base_url=origin) as default,
        httpx.AsyncClient(base_url=origin, transport=shared) as fast,
        transport,
    ):

        async def by_default(body: bytes) -> int:
            return (await default.post(_PATH, content=body)).status_code

        async def behind_httpx(body: bytes) -> int:
            return (await fast.post(_PATH, content=body)).status_code

        async def directly(body: bytes) -> int:
            return (await transport.post_json(origin, _PATH, {}, body)).status

        ways: dict[str, Way] = {
            "httpx": by_default,
            "httpx over Http1Transport": behind_httpx,
            "Http1Transport.post_json": directly,
        }
        costs = await _rounds(ways)
    sys.stdout.write(orjson.dumps(costs).decode() + "\n")


async def _rounds(ways: dict[str, Way]) -> dict[str, float]:
    costs: dict[str, list[float]] = {name: [] for name in ways}
    for way in ways.values():
        await _cost(way)  # connections are opened here, before anything is counted
    for number in range(_ROUNDS):
        for name in list(ways)[:: -1 if number % 2 else 1]:
            costs[name].append(await _cost(ways[name]))
    return {name: median(taken) for name, taken in costs.items()}


if __name__ == "__main__":
    uvloop.run(main(f"http://127.0.0.1:{sys.argv[1]}"))
