"""Connections: kept, counted, queued for, and never shared by two answers."""

import asyncio

import httpx
import pytest

from broker.upstream.pool import Limits
from broker.upstream.transport import Http1Transport
from broker.upstream.wire import Patience
from tests.broker.upstream.scripted import Peer, Play, answer, saying, saying_then_closing, serving


async def echo_number(peer: Peer) -> None:
    """Answer with the question, a moment later."""
    while True:
        body = (await peer.request()).partition(b"\r\n\r\n")[2]
        await asyncio.sleep(0.002)
        await peer.say(answer(body))


async def ask(transport: Http1Transport, url: str, body: bytes = b"1") -> bytes:
    return (await transport.post_json(url, "/", {}, body)).body


async def test_a_connection_is_kept_for_the_next_question() -> None:
    transport = Http1Transport()
    async with serving(echo_number) as server, transport:
        for number in range(5):
            assert await ask(transport, server.url, b"%d" % number) == b"%d" % number

        assert server.connections == 1


async def test_calls_beyond_the_limit_wait_for_their_turn_and_get_their_own_answer() -> None:
    transport = Http1Transport(limits=Limits(connections=3))
    questions = [b"%d" % number for number in range(60)]
    async with serving(echo_number) as server, transport:
        answers = await asyncio.gather(*(ask(transport, server.url, q) for q in questions))

        assert answers == questions
        assert server.connections == 3


async def test_a_place_freed_by_a_connection_that_closes_goes_to_who_waits() -> None:
    transport = Http1Transport(limits=Limits(connections=2))
    async with serving(saying_then_closing(answer(b"oui"))) as server, transport:
        answers = await asyncio.gather(*(ask(transport, server.url) for _ in range(12)))

        assert answers == [b"oui"] * 12
        assert server.connections >= 12


async def test_waiting_for_a_connection_has_an_end() -> None:
    transport = Http1Transport(limits=Limits(connections=1))
    async with serving(silent) as server, transport:
        busy = asyncio.create_task(ask(transport, server.url))
        await server.something_heard.wait()
        with pytest.raises(httpx.PoolTimeout):
            await transport.post_json(server.url, "/", {}, b"", Patience(pool=0.01))
        busy.cancel()
        await asyncio.gather(busy, return_exceptions=True)


async def test_those_who_stop_waiting_do_not_keep_their_place() -> None:
    transport = Http1Transport(limits=Limits(connections=1))
    async with serving(echo_number) as server, transport:
        tasks = [asyncio.create_task(ask(transport, server.url)) for _ in range(20)]
        await asyncio.sleep(0.003)
        for task in tasks[::2]:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

        assert await ask(transport, server.url, b"apres") == b"apres"


@pytest.mark.parametrize("steps", range(12))
async def test_a_cancellation_at_any_moment_loses_no_connection(steps: int) -> None:
    transport = Http1Transport(limits=Limits(connections=1))
    async with serving(saying(answer(b"oui"))) as server, transport:
        tasks = [asyncio.create_task(ask(transport, server.url)) for _ in range(2)]
        for _ in range(steps):
            await asyncio.sleep(0)
        tasks[1].cancel()
        tasks[0].cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

        assert await ask(transport, server.url) == b"oui"


async def silent(peer: Peer) -> None:
    await peer.request()
    await peer.reader.read()


async def test_the_answer_to_a_cancelled_question_is_never_given_to_another() -> None:
    async def late(peer: Peer) -> None:
        body = (await peer.request()).partition(b"\r\n\r\n")[2]
        await asyncio.sleep(0.02 if body == b"first" else 0)
        await peer.say(answer(body))

    transport = Http1Transport(limits=Limits(connections=1))
    async with serving(late) as server, transport:
        first = asyncio.create_task(ask(transport, server.url, b"first"))
        await server.something_heard.wait()
        first.cancel()
        await asyncio.gather(first, return_exceptions=True)

        assert await ask(transport, server.url, b"second") == b"second"


async def test_an_idle_connection_is_closed_before_the_server_would() -> None:
    transport = Http1Transport(limits=Limits(idle_seconds=0.01))
    async with serving(echo_number) as server, transport:
        await ask(transport, server.url)
        await asyncio.sleep(0.02)
        await ask(transport, server.url)

        assert server.connections == 2


async def test_closing_the_transport_ends_the_calls_under_way() -> None:
    transport = Http1Transport()
    async with serving(silent) as server:
        busy = asyncio.create_task(ask(transport, server.url))
        await server.something_heard.wait()
        await transport.aclose()
        with pytest.raises(httpx.ReadError):
            await busy


async def slow_drip(peer: Peer) -> None:
    await peer.request()
    await peer.say(b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n")
    for _ in range(100):
        await peer.say(b"x")
        await asyncio.sleep(0.005)


@pytest.mark.parametrize("play", [silent, slow_drip])
async def test_an_answer_that_does_not_end_in_time_is_given_up(play: Play) -> None:
    transport = Http1Transport()
    async with serving(play) as server, transport:
        with pytest.raises(httpx.ReadTimeout):
            await transport.post_json(server.url, "/", {}, b"", Patience(read=0.03))


async def test_httpx_own_timeout_is_honoured() -> None:
    async with (
        serving(silent) as server,
        httpx.AsyncClient(transport=Http1Transport(), timeout=0.02) as client,
    ):
        with pytest.raises(httpx.ReadTimeout):
            await client.get(server.url)


async def test_the_whole_has_an_end_even_when_each_part_has_time() -> None:
    transport = Http1Transport()
    async with serving(silent) as server, transport:
        with pytest.raises(httpx.ReadTimeout):
            await transport.post_json(server.url, "/", {}, b"", Patience(read=60, total=0.02))


async def test_a_closed_port_refuses_the_connection() -> None:
    async with serving(silent) as server:
        pass
    with pytest.raises(httpx.ConnectError) as caught:
        await Http1Transport().post_json(server.url, "/", {}, b"")

    assert isinstance(caught.value.__cause__, ConnectionRefusedError)


async def test_a_name_that_does_not_resolve_says_so() -> None:
    with pytest.raises(httpx.ConnectError) as caught:
        # A zone that this machine cannot have: no question leaves it.
        await Http1Transport().post_json("http://[fe80::1%25absente]:80", "/", {}, b"")

    assert type(caught.value.__cause__).__name__ == "gaierror"
