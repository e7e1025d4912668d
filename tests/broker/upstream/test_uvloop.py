"""The same exchanges on the loop that production runs."""

import asyncio
import concurrent.futures
from collections.abc import Coroutine
from typing import TypeVar

import httpx
import uvloop

from broker.upstream.pool import Limits
from broker.upstream.transport import Http1Transport
from tests.broker.upstream.scripted import Peer, answer, serving


async def echo(peer: Peer) -> None:
    while True:
        await peer.say(answer((await peer.request()).partition(b"\r\n\r\n")[2]))


async def many_questions() -> tuple[list[bytes], int]:
    transport = Http1Transport(limits=Limits(connections=4))
    async with serving(echo) as server, transport:
        answers = await asyncio.gather(
            *(transport.post_json(server.url, "/", {}, b"%d" % n) for n in range(40))
        )
        return [a.body for a in answers], server.connections


async def refused() -> str:
    async with serving(echo) as server:
        pass
    try:
        await Http1Transport().post_json(server.url, "/", {}, b"")
    except httpx.ConnectError as error:
        return type(error.__cause__).__name__
    return "answered"


Result = TypeVar("Result")


def on_uvloop(coroutine: Coroutine[None, None, Result]) -> Result:
    """Run in a thread: this one has a loop already."""

    def run() -> Result:
        with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
            return runner.run(coroutine)

    with concurrent.futures.ThreadPoolExecutor(1) as thread:
        return thread.submit(run).result(timeout=10)


def test_questions_queue_for_connections_on_uvloop() -> None:
    answers, connections = on_uvloop(many_questions())

    assert answers == [b"%d" % n for n in range(40)]
    assert connections == 4


def test_a_refused_connection_says_so_on_uvloop() -> None:
    assert on_uvloop(refused()) == "ConnectionRefusedError"
