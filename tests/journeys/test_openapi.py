"""Schemathesis on the published document: no server error, no answer it does not announce."""

import asyncio
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import hypothesis
import pytest
import schemathesis
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from contracts.catalogue import CATALOGUE
from tests.federation import SERVICE, federation
from tests.people import JEANNE, dossier
from tests.postgres import TestDatabase
from tests.serving import served


@dataclass(frozen=True)
class Server:
    """A broker on loopback, in a thread of its own, and what opens it."""

    url: str
    jeton: str
    france_connect: str


@pytest.fixture(scope="module")
def server(module_database: TestDatabase) -> Iterator[Server]:
    started: list[Server] = []
    ready, done = threading.Event(), threading.Event()

    async def serve() -> None:
        async with federation(module_database) as made, served(made.broker_app()) as url:
            await made.dossier(dossier())
            created = await made.habilitation(clients_france_connect=[SERVICE])
            token = await made.france_connect_token(JEANNE, expire_dans=3600)
            started.append(Server(url, created.jeton, token))
            ready.set()
            await asyncio.to_thread(done.wait)

    thread = threading.Thread(target=lambda: asyncio.run(serve()))
    thread.start()
    assert ready.wait(20)
    yield started[0]
    done.set()
    thread.join(20)


GET = sorted(
    [access.path for flow in CATALOGUE for access in flow.accesses]
    + ["/api/errors", "/api/introspect", "/v3/introspect", "/journal/checkpoint", "/journal/cle",
       "/journal/entries/{entry_id}/proof", "/sante", "/__version__"]
)  # fmt: skip
OPERATIONS = [("GET", path) for path in GET] + [("POST", "/sandbox/habilitations")]
CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
]


@pytest.mark.parametrize(("method", "path"), OPERATIONS)
def test_no_server_error_and_no_undocumented_answer(server: Server, method: str, path: str) -> None:
    operation = schemathesis.openapi.from_url(f"{server.url}/openapi.json")[path][method]
    token = server.france_connect if path.endswith("/france_connect") else server.jeton
    seen = []

    @hypothesis.settings(
        max_examples=25,
        deadline=None,
        suppress_health_check=list(hypothesis.HealthCheck),
        derandomize=True,
        database=None,
    )
    @hypothesis.given(case=operation.as_strategy())
    def hold(case: schemathesis.Case[Any]) -> None:
        seen.append(case)
        headers = {"Authorization": f"Bearer {token}"}
        case.call_and_validate(headers=headers, checks=CHECKS)

    hold()
    assert seen
