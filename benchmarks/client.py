"""A load generator for machines without wrk: `python -m benchmarks.client '{…}'`."""

import asyncio
import itertools
import json
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, field

import httpx
import uvloop

from benchmarks.people import name_of
from broker.upstream.pool import Limits, Pool
from broker.upstream.wire import Message, Patience, origin_of, written

_OK = 200


@dataclass(frozen=True)
class Call:
    """What to ask, how, for how long."""

    url: str
    target: str
    headers: dict[str, str]
    connections: int
    seconds: float
    first: int
    most: int
    micros: list[float] = field(default_factory=list)
    errors: list[int] = field(default_factory=list)

    def message(self, number: int) -> Message:
        """Return the request of that number."""

        def filled(template: str) -> str:
            return template.replace("{n}", str(number)).replace("{name}", name_of(number))

        headers = [("host", "127.0.0.1"), *((k, filled(v)) for k, v in self.headers.items())]
        return Message(written("GET", filled(self.target), headers, b""), repeatable=True)


async def _ask_again_and_again(call: Call, pool: Pool, numbers: Iterator[int]) -> None:
    ends = time.perf_counter() + call.seconds
    while (begun := time.perf_counter()) < ends and (number := next(numbers)) < call.most:
        try:
            answer = await pool.exchange(call.message(call.first + number), Patience())
        except httpx.TransportError:
            call.errors.append(0)
            continue
        call.micros.append((time.perf_counter() - begun) * 1e6)
        if answer.status != _OK:
            call.errors.append(answer.status)


async def main(call: Call) -> None:
    """Load, then print `RESULT answers errors µs p50 p99`, in µs."""
    pool = Pool(origin_of(call.url), None, Limits(connections=call.connections))
    numbers = itertools.count(1)
    begun = time.perf_counter()
    await asyncio.gather(
        *(_ask_again_and_again(call, pool, numbers) for _ in range(call.connections))
    )
    elapsed = time.perf_counter() - begun
    pool.close()
    done = sorted(call.micros) or [0.0]
    p50, p99 = done[len(done) // 2], done[len(done) * 99 // 100]
    figures = (len(call.micros), len(call.errors), elapsed * 1e6, p50, p99)
    sys.stdout.write("RESULT " + " ".join(f"{figure:.0f}" for figure in figures) + "\n")


if __name__ == "__main__":
    uvloop.run(main(Call(**json.loads(sys.argv[1]))))
