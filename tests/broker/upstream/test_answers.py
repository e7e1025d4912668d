"""Every way to end an HTTP/1.1 message, and every way to spoil it."""

import httpx
import pytest

from broker.upstream.pool import Limits
from broker.upstream.transport import Http1Transport
from broker.upstream.wire import AnswerTooLarge, AnswerTruncated
from tests.broker.upstream.scripted import Peer, Play, answer, saying, saying_then_closing, serving

OK = b"HTTP/1.1 200 OK\r\n"

WELL_FORMED: dict[str, tuple[Play, int, bytes]] = {
    "a length": (saying(answer(b"oui")), 200, b"oui"),
    "a length of zero": (saying(answer(b"")), 200, b""),
    "one byte at a time": (saying(*(bytes([b]) for b in answer(b"oui"))), 200, b"oui"),
    "chunks": (
        saying(OK + b"Transfer-Encoding: chunked\r\n\r\n", b"1\r\no\r\n", b"2\r\nui\r\n0\r\n\r\n"),
        200,
        b"oui",
    ),
    "chunks and trailers": (
        saying(OK + b"Transfer-Encoding: chunked\r\n\r\n3\r\noui\r\n0\r\nX-Fin: 1\r\n\r\n"),
        200,
        b"oui",
    ),
    "the end of the connection": (saying_then_closing(OK + b"\r\n", b"ou", b"i"), 200, b"oui"),
    "a connection that says close": (
        saying_then_closing(answer(b"oui", "200 OK", "Connection: close")),
        200,
        b"oui",
    ),
    "HTTP/1.0": (saying_then_closing(b"HTTP/1.0 200 OK\r\n\r\noui"), 200, b"oui"),
    "100 first": (saying(b"HTTP/1.1 100 Continue\r\n\r\n", answer(b"oui")), 200, b"oui"),
    "103 in the same bytes": (
        saying(b"HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n" + answer(b"oui")),
        200,
        b"oui",
    ),
    "204 without a length": (saying(b"HTTP/1.1 204 No Content\r\n\r\n"), 204, b""),
    "304 with the length of what is not sent": (
        saying(b"HTTP/1.1 304 Not Modified\r\nContent-Length: 99\r\n\r\n"),
        304,
        b"",
    ),
    "an error with a body": (saying(answer(b"non", "503 Service Unavailable")), 503, b"non"),
}


@pytest.mark.parametrize(("play", "status", "body"), WELL_FORMED.values(), ids=WELL_FORMED)
async def test_an_answer_is_read_to_its_end(play: Play, status: int, body: bytes) -> None:
    async with serving(play) as server, httpx.AsyncClient(transport=Http1Transport()) as client:
        first = await client.get(server.url)
        second = await client.get(server.url)

    assert (first.status_code, first.content) == (status, body)
    assert (second.status_code, second.content) == (status, body)


SPOILT: dict[str, tuple[Play, type[httpx.TransportError]]] = {
    "garbage": (saying(b"\x16\x03\x01\x02 bonjour"), httpx.RemoteProtocolError),
    "a header without a colon": (
        saying(OK + b"Content-Length 3\r\n\r\noui"),
        httpx.RemoteProtocolError,
    ),
    "two different lengths": (
        saying(OK + b"Content-Length: 3\r\nContent-Length: 2\r\n\r\noui"),
        httpx.RemoteProtocolError,
    ),
    "a length and chunks": (
        saying(OK + b"Content-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"),
        httpx.RemoteProtocolError,
    ),
    "a negative length": (saying(OK + b"Content-Length: -3\r\n\r\n"), httpx.RemoteProtocolError),
    "line feeds alone": (saying(b"HTTP/1.1 200 OK\n\nabc"), httpx.RemoteProtocolError),
    "a chunk size that is no number": (
        saying(OK + b"Transfer-Encoding: chunked\r\n\r\nzz\r\n"),
        httpx.RemoteProtocolError,
    ),
    "a transfer coding nobody asked for": (
        saying(OK + b"Transfer-Encoding: gzip\r\n\r\noui"),
        httpx.RemoteProtocolError,
    ),
    "compression nobody asked for": (
        saying(answer(b"\x1f\x8b", "200 OK", "Content-Encoding: gzip")),
        httpx.RemoteProtocolError,
    ),
    "another protocol": (
        saying(b"HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\nConnection: upgrade\r\n\r\nabc"),
        httpx.RemoteProtocolError,
    ),
    "a body shorter than its length": (
        saying_then_closing(OK + b"Content-Length: 9\r\n\r\noui"),
        AnswerTruncated,
    ),
    "chunks without an end": (
        saying_then_closing(OK + b"Transfer-Encoding: chunked\r\n\r\n3\r\noui\r\n"),
        AnswerTruncated,
    ),
    "half a head": (saying_then_closing(b"HTTP/1.1 200 O"), AnswerTruncated),
    "nothing": (saying_then_closing(), AnswerTruncated),
    "an announced length beyond the limit": (
        saying(OK + b"Content-Length: 5000\r\n\r\n"),
        AnswerTooLarge,
    ),
    "a body beyond the limit": (
        saying_then_closing(OK + b"\r\n", *[b"x" * 1000] * 5),
        AnswerTooLarge,
    ),
    "headers beyond the limit": (
        saying(OK, *[b"X-Long: " + b"x" * 990 + b"\r\n"] * 5),
        AnswerTooLarge,
    ),
    "one header line beyond the limit": (
        saying(OK + b"X-Long: ", *[b"x" * 1000] * 5),
        AnswerTooLarge,
    ),
    "interim answers without an end": (
        saying(*[b"HTTP/1.1 100 Continue\r\n\r\n"] * 200),
        AnswerTooLarge,
    ),
}


@pytest.mark.parametrize(("play", "error"), SPOILT.values(), ids=SPOILT)
async def test_a_spoilt_answer_is_an_error(play: Play, error: type[httpx.TransportError]) -> None:
    transport = Http1Transport(limits=Limits(answer_bytes=4096))
    async with serving(play) as server, transport:
        with pytest.raises(error):
            await transport.post_json(server.url, "/", {}, b"{}")


async def test_the_answer_to_head_has_no_body_and_the_connection_serves_again() -> None:
    async def play(peer: Peer) -> None:
        while (await peer.request()).startswith(b"HEAD"):
            await peer.say(OK + b"Content-Length: 99\r\n\r\n")
        await peer.say(answer(b"oui"))

    async with serving(play) as server, httpx.AsyncClient(transport=Http1Transport()) as client:
        heads = [await client.head(server.url) for _ in range(2)]
        got = await client.get(server.url)

    assert [(h.status_code, h.content) for h in heads] == [(200, b"")] * 2
    assert got.content == b"oui"
    assert server.connections == 1


async def test_an_answer_nobody_asked_for_is_nobodys() -> None:
    async def play(peer: Peer) -> None:
        await peer.request()
        await peer.say(answer(b"the first") + answer(b"somebody else's"))
        await peer.request()
        await peer.say(answer(b"the second"))

    async with serving(play) as server, httpx.AsyncClient(transport=Http1Transport()) as client:
        first = await client.get(server.url)
        second = await client.get(server.url)

    assert first.content == b"the first"
    assert second.content != b"somebody else's"
