"""What is written: a head that can be read in one way only."""

from collections.abc import AsyncIterator

import httpx
import pytest

from broker.upstream.transport import Http1Transport
from broker.upstream.wire import origin_of, written
from tests.broker.upstream.scripted import answer, saying, serving

INJECTIONS: dict[str, tuple[str, str, tuple[str, str]]] = {
    "a line end in a value": ("GET", "/", ("x-a", "1\r\nx-b: 2")),
    "a line feed in a value": ("GET", "/", ("x-a", "1\nx-b: 2")),
    "a carriage return in a value": ("GET", "/", ("x-a", "1\rx-b: 2")),
    "a whole request in a value": ("GET", "/", ("x-a", "1\r\n\r\nGET /autre HTTP/1.1")),
    "a NUL in a value": ("GET", "/", ("x-a", "1\x00")),
    "a letter beyond Latin-1 in a value": ("GET", "/", ("x-a", "\u0153uvre")),
    "a line end in a name": ("GET", "/", ("x-a: 1\r\nx-b", "2")),
    "a space in a name": ("GET", "/", ("x a", "2")),
    "no name": ("GET", "/", ("", "2")),
    "a space in the path": ("GET", "/a HTTP/1.1\r\nx-b: 2\r\n", ("x-a", "1")),
    "a path that does not begin with a slash": ("GET", "http://autre/", ("x-a", "1")),
    "a method with a line end": ("GET / HTTP/1.1\r\n", "/", ("x-a", "1")),
    "a method in lower case": ("get", "/", ("x-a", "1")),
}


@pytest.mark.parametrize(("method", "target", "header"), INJECTIONS.values(), ids=INJECTIONS)
def test_a_head_that_could_be_read_otherwise_is_not_written(
    method: str, target: str, header: tuple[str, str]
) -> None:
    with pytest.raises(httpx.LocalProtocolError):
        written(method, target, [header], b"")


def test_only_http_is_spoken() -> None:
    with pytest.raises(httpx.UnsupportedProtocol):
        origin_of("ftp://127.0.0.1/")


AUTHORITIES = {
    "http://caf.exemple": "caf.exemple",
    "https://caf.exemple:443": "caf.exemple",
    "https://caf.exemple:8443/prefixe": "caf.exemple:8443",
    "http://[::1]:80": "[::1]",
}


@pytest.mark.parametrize(("url", "authority"), AUTHORITIES.items())
def test_the_host_is_named_as_in_the_address(url: str, authority: str) -> None:
    assert origin_of(url).authority == authority


async def test_a_body_of_unknown_length_is_sent_with_its_length() -> None:
    async def parts() -> AsyncIterator[bytes]:
        yield b"un, "
        yield b"deux"

    async with (
        serving(saying(answer(b"oui"))) as server,
        httpx.AsyncClient(transport=Http1Transport()) as client,
    ):
        await client.put(f"{server.url}/a?b=c", content=parts())

    head, _, body = server.heard[0].partition(b"\r\n\r\n")
    assert head.startswith(b"PUT /a?b=c HTTP/1.1\r\n")
    assert b"Content-Length: 8" in head
    assert b"chunked" not in head.lower()
    assert body == b"un, deux"


async def test_a_form_and_a_json_question_are_posted_as_they_are() -> None:
    transport = Http1Transport()
    async with serving(saying(answer(b"{}", "200 OK", "X-Suite: 7"))) as server, transport:
        await transport.post_form(server.url, "/jeton", {}, {"a": "é&=", "b": "2"})
        reply = await transport.post_json(server.url, "/v1/q", {"x-a": "1"}, b'{"a":1}')

    form, question = server.heard
    assert form.endswith(b"\r\n\r\na=%C3%A9%26%3D&b=2")
    assert b"content-type: application/x-www-form-urlencoded\r\n" in form
    assert question.startswith(b"POST /v1/q HTTP/1.1\r\nhost: 127.0.0.1:")
    assert question.endswith(b'x-a: 1\r\n\r\n{"a":1}')
    assert reply.header(b"x-suite") == b"7"
    assert reply.header(b"x-absent") is None
