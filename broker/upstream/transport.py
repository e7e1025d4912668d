"""HTTP/1.1 to providers: httpx's API, without httpcore's cost.

Behind `httpx.AsyncClient(transport=Http1Transport())` it serves any adapter; called
directly (`post_json`, `post_form`) it spares the client's own work, which is more than
the exchange itself. Exceptions are httpx's. Works on asyncio's loop and on uvloop.
"""

import math
import ssl
from collections.abc import Iterable, Mapping
from urllib.parse import urlencode

import httpx

from broker.upstream.pool import Limits, Pool
from broker.upstream.wire import (
    Answer,
    Message,
    Origin,
    Patience,
    origin_of,
    origin_of_url,
    written,
)

_REPEATABLE = frozenset({"GET", "HEAD"})
_OURS_TO_SAY = frozenset({"accept-encoding", "content-length", "transfer-encoding"})
_PATIENCE = Patience()


class Http1Transport(httpx.AsyncBaseTransport):
    """A pool of connections for each origin.

    Nothing is decompressed, and no compression is asked for: a megabyte of gzip can
    hold a gigabyte. Redirections and proxies are not followed.
    """

    def __init__(self, *, tls: ssl.SSLContext | None = None, limits: Limits | None = None) -> None:
        """`tls` may carry a client certificate; by default, httpx's own verification."""
        self._tls = tls
        self._limits = limits or Limits()
        self._pools: dict[Origin, Pool] = {}

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """Exchange one request; its `timeout` extension is honoured.

        Raises httpx.TransportError: ConnectError (caused by gaierror when the name does
        not resolve, by ssl.SSLError when TLS fails), ConnectTimeout, ReadTimeout,
        PoolTimeout, ReadError, RemoteProtocolError and its kinds of `wire`.
        """
        message = Message(
            written(
                request.method,
                request.url.raw_path.decode("ascii"),
                _headers_of(request, body := await request.aread()),
                body,
            ),
            bodiless=request.method == "HEAD",
            repeatable=request.method in _REPEATABLE,
        )
        pool = self._pool_of(origin_of_url(request.url))
        answer = await pool.exchange(message, _patience_of(request))
        _refuse_compressed(answer)
        return httpx.Response(
            answer.status,
            headers=answer.headers,
            content=answer.body,
            extensions={"http_version": b"HTTP/1.1"},
        )

    async def post_json(
        self,
        origin: str,
        path: str,
        headers: Mapping[str, str],
        body: bytes,
        patience: Patience = _PATIENCE,
    ) -> Answer:
        """Ask a question in JSON: (status, headers, body).

        For questions that change nothing, however often they are asked: one that falls
        on a connection closed in the meantime is asked again.
        """
        all_headers = {"content-type": "application/json", **headers}
        return await self._post(origin, path, all_headers, body, patience)

    async def post_form(
        self,
        origin: str,
        path: str,
        headers: Mapping[str, str],
        form: Mapping[str, str],
        patience: Patience = _PATIENCE,
    ) -> Answer:
        """Ask a question in a form (RFC 6749, RFC 7662); as `post_json` otherwise."""
        all_headers = {"content-type": "application/x-www-form-urlencoded", **headers}
        return await self._post(origin, path, all_headers, urlencode(form).encode(), patience)

    async def _post(
        self,
        origin: str,
        path: str,
        headers: Mapping[str, str],
        body: bytes,
        patience: Patience,
    ) -> Answer:
        place = origin_of(origin)
        all_headers = (
            ("host", place.authority),
            ("accept-encoding", "identity"),
            ("content-length", str(len(body))),
            *headers.items(),
        )
        message = Message(written("POST", path, all_headers, body), repeatable=True)
        answer = await self._pool_of(place).exchange(message, patience)
        _refuse_compressed(answer)
        return answer

    def _pool_of(self, origin: Origin) -> Pool:
        pool = self._pools.get(origin)
        if pool is None:
            pool = self._pools[origin] = Pool(origin, self._tls_of(origin), self._limits)
        return pool

    def _tls_of(self, origin: Origin) -> ssl.SSLContext | None:
        if origin.scheme == "https" and self._tls is None:
            self._tls = httpx.create_ssl_context()
        return self._tls

    async def aclose(self) -> None:
        """Close every connection."""
        for pool in self._pools.values():
            pool.close()


def _headers_of(request: httpx.Request, body: bytes) -> Iterable[tuple[str, str]]:
    kept = [
        (name.decode("latin-1"), value.decode("latin-1"))
        for name, value in request.headers.raw
        if name.decode("latin-1").lower() not in _OURS_TO_SAY
    ]
    sends_body = bool(body) or request.method not in _REPEATABLE
    length = [("Content-Length", str(len(body)))] if sends_body else []
    return (*kept, ("Accept-Encoding", "identity"), *length)


def _patience_of(request: httpx.Request) -> Patience:
    """Read httpx's `timeout` extension, where None is for ever."""
    given = request.extensions.get("timeout", {})

    def seconds(phase: str) -> float:
        value = given.get(phase)
        return math.inf if value is None else float(value)

    return Patience(pool=seconds("pool"), connect=seconds("connect"), read=seconds("read"))


def _refuse_compressed(answer: Answer) -> None:
    if (answer.header(b"content-encoding") or b"identity").lower() != b"identity":
        raise httpx.RemoteProtocolError("a content coding that was not asked for")
