"""One thin route for each access of each flow: HTTP in, HTTP out; no decision.

Plain ASGI and not FastAPI's own routes, whose dependency and response machinery
costs more than everything else a call does; their OpenAPI is generated from the
catalogue (`openapi.py`).
"""

import re
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from urllib.parse import parse_qsl
from uuid import uuid4

from starlette.routing import Route
from starlette.types import ASGIApp, Receive, Scope, Send

from broker.evidence import Ask
from broker.reception import Reception
from broker.release import Released
from contracts.catalogue import CATALOGUE
from contracts.flow import Access, Flow

_REQUEST_ID = re.compile(r"^[\w.:-]{1,80}$", re.ASCII)
_LONGEST_QUERY = 8_192


def data_routes(reception: Reception, now: Callable[[], datetime]) -> Iterator[Route]:
    """Yield the routes of the catalogue."""
    for flow in CATALOGUE:
        for access in flow.accesses:
            endpoint = DataEndpoint(flow, access, reception, now)
            route = Route(access.path, endpoint, methods=["GET"], name=access.operation_id)
            # Starlette adds HEAD by itself: the provider would be asked about a person, and
            # the journal told of a disclosure, for an answer that nobody reads.
            route.methods = {"GET"}
            yield route


class DataLane:
    """A shorter way to the same endpoints, before FastAPI looks for a route.

    Its search, and the three middlewares before it, cost a call for data more than reading
    its question does. Every other method and path goes the long way.
    """

    def __init__(self, app: ASGIApp, routes: Iterable[Route]) -> None:
        """Stand before `app`; `routes` are those of `data_routes`, which `app` has too."""
        self._app = app
        self._endpoints = {route.path: route.app for route in routes}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one call."""
        app = self._app
        if scope["type"] == "http" and scope["method"] == "GET" and not scope.get("root_path"):
            app = self._endpoints.get(scope["path"], app)
        await app(scope, receive, send)


class DataEndpoint:
    """The ASGI application of one access."""

    def __init__(
        self, flow: Flow, access: Access, reception: Reception, now: Callable[[], datetime]
    ) -> None:
        """Serve `access` of `flow` through `reception`."""
        self._flow, self._access, self._reception, self._now = flow, access, reception, now

    async def __call__(self, scope: Scope, _receive: Receive, send: Send) -> None:
        """Answer one call."""
        await _send(await self._reception.answer(self._read(scope)), send)

    def _read(self, scope: Scope) -> Ask:
        headers = {k.decode("latin-1"): v.decode("latin-1") for k, v in scope["headers"]}
        return Ask(
            flow=self._flow,
            access=self._access,
            parameters=_parameters(scope["query_string"]),
            headers=headers,
            request_id=_request_id(headers.get("x-request-id", "")),
            at=self._now(),
        )


def _parameters(query: bytes) -> tuple[tuple[str, str], ...] | None:
    """Decode the query string; None when it cannot be read as one."""
    if len(query) > _LONGEST_QUERY:
        return None
    try:
        return tuple(
            parse_qsl(
                query.decode("ascii"), keep_blank_values=True, errors="strict", max_num_fields=60
            )
        )
    except ValueError:
        return None


def _request_id(given: str) -> str:
    """Keep the caller's identifier where it is one; support asks for it."""
    return given if _REQUEST_ID.match(given) else str(uuid4())


async def _send(released: Released, send: Send) -> None:
    headers = [(k.encode("latin-1"), v.encode("latin-1")) for k, v in released.headers]
    headers.append((b"content-length", str(len(released.body)).encode()))
    await send({"type": "http.response.start", "status": released.status, "headers": headers})
    await send({"type": "http.response.body", "body": released.body})
