"""A connection closed while it was idle: when to ask again, and when not to."""

import asyncio

import httpx
import pytest

from broker.upstream.transport import Http1Transport
from broker.upstream.wire import AnswerTruncated
from tests.broker.upstream.scripted import Peer, Play, answer, saying_then_closing, serving


def serving_once(*then: bytes, reset: bool = False) -> Play:
    """On the first connection: answer once, then fail. Others answer always."""

    async def play(peer: Peer) -> None:
        await peer.request()
        await peer.say(answer(b"oui"))
        await peer.request()
        if peer.number > 1:
            await peer.say(answer(b"oui"))
        else:
            await peer.say(*then)
            if reset:
                peer.reset()

    return play


@pytest.mark.parametrize("reset", [False, True], ids=["closed", "reset"])
async def test_a_question_that_met_a_stale_connection_is_asked_again(reset: bool) -> None:  # noqa: FBT001  # a case
    transport = Http1Transport()
    async with serving(serving_once(reset=reset)) as server, transport:
        answers = [await transport.post_json(server.url, "/", {}, b"{}") for _ in range(2)]

        assert [a.body for a in answers] == [b"oui", b"oui"]
        assert server.connections == 2


ONCE_ONLY: dict[str, tuple[str, Play, bool]] = {
    "a POST, which may have been done": ("POST", serving_once(), True),
    "a PUT, likewise": ("PUT", serving_once(), True),
    "a GET whose answer had begun": ("GET", serving_once(b"HTTP/1.1 200 O"), True),
    "a GET on a new connection": ("GET", saying_then_closing(), False),
}


@pytest.mark.parametrize(("method", "play", "used_before"), ONCE_ONLY.values(), ids=ONCE_ONLY)
async def test_a_request_is_not_repeated(method: str, play: Play, used_before: bool) -> None:  # noqa: FBT001  # a case
    async with serving(play) as server, httpx.AsyncClient(transport=Http1Transport()) as client:
        if used_before:
            await client.request(method, server.url)
        with pytest.raises(AnswerTruncated):
            await client.request(method, server.url)

        assert server.connections == 1
        assert len(server.heard) == 1 + used_before


async def test_it_is_asked_again_only_once() -> None:
    async def play(peer: Peer) -> None:
        await peer.request()
        if peer.number == 1:
            await peer.say(answer(b"oui"))
            await peer.request()

    async with serving(play) as server, httpx.AsyncClient(transport=Http1Transport()) as client:
        await client.get(server.url)
        with pytest.raises(AnswerTruncated):
            await client.get(server.url)

        assert server.connections == 2


async def test_a_request_never_meets_a_connection_known_to_be_closed() -> None:
    async with (
        serving(saying_then_closing(answer(b"oui"))) as server,
        httpx.AsyncClient(transport=Http1Transport()) as client,
    ):
        await client.post(server.url)
        await asyncio.sleep(0.01)
        second = await client.post(server.url)

        assert second.content == b"oui"


async def test_what_arrives_on_an_idle_connection_closes_it() -> None:
    said = asyncio.Event()

    async def play(peer: Peer) -> None:
        await peer.request()
        await peer.say(answer(b"oui"))
        await asyncio.sleep(0.005)
        await peer.say(answer(b"somebody else's"))
        said.set()
        await peer.request()
        await peer.say(answer(b"never"))

    async with serving(play) as server, httpx.AsyncClient(transport=Http1Transport()) as client:
        await client.get(server.url)
        await said.wait()
        await asyncio.sleep(0.01)
        second = await client.get(server.url)

        assert second.content == b"oui"
        assert server.connections == 2
