import pytest
from starlette.routing import Route
from starlette.types import Receive, Scope, Send

from broker.routes.data import DataLane

PATH = "/v3/dss/quotient_familial/france_connect"


class Noting:
    """An ASGI application that notes its calls."""

    def __init__(self) -> None:
        self.calls: list[Scope] = []

    async def __call__(self, scope: Scope, _receive: Receive, _send: Send) -> None:
        self.calls.append(scope)


async def served(scope: Scope) -> tuple[int, int]:
    """How often the endpoint was called directly, and how often the application was."""
    endpoint, app = Noting(), Noting()
    lane = DataLane(app, [Route(PATH, endpoint, methods=["GET"])])

    async def receive() -> dict[str, object]:
        raise AssertionError("nothing is read")

    async def send(_message: object) -> None:
        raise AssertionError("nothing is written")

    await lane(scope, receive, send)
    return len(endpoint.calls), len(app.calls)


async def test_a_call_for_data_goes_straight_to_its_endpoint() -> None:
    assert await served({"type": "http", "method": "GET", "path": PATH}) == (1, 0)
    assert await served({"type": "http", "method": "GET", "path": PATH, "root_path": ""}) == (1, 0)


LONG_WAY: dict[str, Scope] = {
    "a HEAD, which would disclose without saying so": {
        "type": "http", "method": "HEAD", "path": PATH},
    "another method": {"type": "http", "method": "POST", "path": PATH},
    "a slash too many": {"type": "http", "method": "GET", "path": f"{PATH}/"},
    "another case": {"type": "http", "method": "GET", "path": PATH.upper()},
    "another path": {"type": "http", "method": "GET", "path": "/sante"},
    "behind a prefix": {"type": "http", "method": "GET", "path": PATH, "root_path": "/v3"},
    "a web socket": {"type": "websocket", "path": PATH},
    "the application's own life": {"type": "lifespan"},
}  # fmt: skip


@pytest.mark.parametrize("scope", LONG_WAY.values(), ids=LONG_WAY)
async def test_anything_else_goes_the_long_way(scope: Scope) -> None:
    assert await served(scope) == (0, 1)
