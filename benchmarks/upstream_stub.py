"""Stands for the CAF and for FranceConnect: raw asyncio and httptools, canned answers.

Fast enough that it is never what is measured. Loopback only.
"""

import asyncio
import os
import sys
from collections.abc import Callable

import httptools
import orjson
import uvloop
from joserfc.jwk import ECKey

from benchmarks.france_connect import Answers
from benchmarks.people import COUNT, answer_of, name_of

SCOPES = "openid identite_pivot cnaf_quotient_familial cnaf_allocataires cnaf_enfants cnaf_adresse"
_TOKEN = orjson.dumps({"access_token": "banc", "token_type": "Bearer", "expires_in": 3600})
_JSON = "application/json"

Handler = Callable[[bytes, bytes], bytes]
"""Query string, body → the whole HTTP answer."""


def http(body: bytes, kind: str = _JSON, status: str = "200 OK") -> bytes:
    """Return an answer's bytes."""
    head = f"HTTP/1.1 {status}\r\nContent-Type: {kind}\r\nContent-Length: {len(body)}\r\n\r\n"
    return head.encode() + body


class Routes:
    """What is answered where."""

    def __init__(self, france_connect: Answers) -> None:
        """Prepare every answer."""
        self._france_connect = france_connect
        self._households = {name_of(n).encode(): http(answer_of(n)) for n in range(COUNT)}
        self._introspections: tuple[bytes, ...] = ()
        self._renew(b"", b"")
        jwks, token, empty = http(france_connect.jwks()), http(_TOKEN), http(b"{}")
        self.handlers: dict[bytes, Handler] = {
            b"/v1/quotient_familial": self._quotient,
            b"/api/v2/checktoken": self._checktoken,
            b"/api/v2/jwks": lambda _query, _body: jwks,
            b"/oauth/token": lambda _query, _body: token,
            b"/sante": lambda _query, _body: empty,
            b"/renouveler": self._renew,
        }

    def _quotient(self, query: bytes, body: bytes) -> bytes:
        """Find the person in the question's JSON, or in `?nom=`."""
        if body:
            name = body.partition(b'"nom_naissance":"')[2].partition(b'"')[0]
        else:
            name = query.partition(b"nom=")[2]
        return self._households.get(name) or http(
            b'{"motif":"identite_inconnue"}', status="404 Not Found"
        )

    def _checktoken(self, _query: bytes, body: bytes) -> bytes:
        """Find the person in the token's number: every number is a token never seen before."""
        number = body.partition(b"token=jeton-")[2].partition(b"&")[0]
        return self._introspections[int(number) % COUNT]

    def _renew(self, _query: bytes, _body: bytes) -> bytes:
        self._france_connect.renew(SCOPES)
        kind = "application/token-introspection+jwt"
        self._introspections = tuple(http(body, kind) for body in self._france_connect.ready)
        return http(b"{}")


class Connection(asyncio.Protocol):
    """One client."""

    def __init__(self, routes: Routes) -> None:
        """Serve `routes`."""
        self._routes = routes
        self._parser = httptools.HttpRequestParser(self)
        self._url = b""
        self._body = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Keep the transport."""
        self._transport = transport

    def data_received(self, data: bytes) -> None:
        """Parse."""
        self._parser.feed_data(data)

    def on_url(self, url: bytes) -> None:
        """Keep the address."""
        self._url += url

    def on_body(self, body: bytes) -> None:
        """Keep the body."""
        self._body += body

    def on_message_complete(self) -> None:
        """Answer."""
        path, _, query = self._url.partition(b"?")
        handler = self._routes.handlers.get(path)
        body, self._url, self._body = self._body, b"", b""
        answer = handler(query, body) if handler else http(b"{}", status="404 Not Found")
        self._transport.write(answer)  # type: ignore[attr-defined]  # a write transport


async def serve(port: int) -> None:
    """Serve until killed."""
    base = f"http://127.0.0.1:{port}/api/v2"
    key = ECKey.import_key(orjson.loads(os.environ["STUB_ENCRYPTION_KEY"]))
    routes = Routes(
        Answers(base, os.environ["STUB_AUDIENCE"], os.environ["STUB_SERVICE"], key),
    )
    loop = asyncio.get_running_loop()
    server = await loop.create_server(lambda: Connection(routes), "127.0.0.1", port, backlog=1024)
    await server.serve_forever()


if __name__ == "__main__":
    uvloop.run(serve(int(sys.argv[1])))
