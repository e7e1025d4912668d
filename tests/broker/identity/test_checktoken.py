from collections.abc import Callable, Mapping
from dataclasses import dataclass

import httpx
import pytest

from broker.errors import ProviderFailed
from broker.identity.checktoken import FranceConnectEndpoints
from tests.broker.identity.jose import key_set


@dataclass(frozen=True)
class Said:
    status: int
    body: bytes


class Line:
    """The transport's lean call: keeps what was sent, and answers or fails as told."""

    def __init__(self, outcome: Said | httpx.TransportError) -> None:
        self.outcome = outcome
        self.sent: list[tuple[str, str, dict[str, str], dict[str, str]]] = []

    async def post_form(
        self, origin: str, path: str, headers: Mapping[str, str], form: Mapping[str, str]
    ) -> Said:
        self.sent.append((origin, path, dict(headers), dict(form)))
        if isinstance(self.outcome, httpx.TransportError):
            raise self.outcome
        return self.outcome


def endpoints(
    line: Line, jwks: Callable[[httpx.Request], httpx.Response], base: str = "https://fc.example"
) -> FranceConnectEndpoints:
    return FranceConnectEndpoints(
        post_form=line.post_form,
        client=httpx.AsyncClient(transport=httpx.MockTransport(jwks)),
        base_url=base,
        client_id="courtier",
        client_secret="secret-du-courtier",
    )


def nothing(_request: httpx.Request) -> httpx.Response:
    return httpx.Response(404)


@pytest.mark.parametrize("slash", ["", "/"])
async def test_the_token_goes_in_the_body_with_who_we_are(slash: str) -> None:
    line = Line(Said(200, b"jwe"))

    answered = await endpoints(line, nothing, f"https://fc.example:8443/api/v2{slash}").check_token(
        "jeton"
    )

    assert answered == (200, b"jwe")
    [(origin, path, headers, form)] = line.sent
    assert (origin, path) == ("https://fc.example:8443", "/api/v2/checktoken")
    assert headers["accept"] == "application/token-introspection+jwt"
    assert form == {
        "token": "jeton",
        "client_id": "courtier",
        "client_secret": "secret-du-courtier",
    }


FAILURES: dict[str, tuple[httpx.TransportError, str, str]] = {
    "too slow to connect": (httpx.ConnectTimeout("slow"), "51002", "hors_delai"),
    "too slow to answer": (httpx.ReadTimeout("slow"), "51002", "hors_delai"),
    "no line free": (httpx.PoolTimeout("busy"), "51002", "hors_delai"),
    "nobody there": (httpx.ConnectError("refused"), "51001", "ConnectError"),
    "cut in the middle": (httpx.RemoteProtocolError("cut"), "51001", "RemoteProtocolError"),
}


@pytest.mark.parametrize(("error", "code", "motif"), FAILURES.values(), ids=FAILURES)
async def test_a_france_connect_that_does_not_answer_is_named(
    error: httpx.TransportError, code: str, motif: str
) -> None:
    def failing(_request: httpx.Request) -> httpx.Response:
        raise error

    seen = endpoints(Line(error), failing)

    for call in (seen.check_token("jeton"), seen.key_set()):
        with pytest.raises(ProviderFailed) as refused:
            await call
        assert (refused.value.code, refused.value.motif) == (code, motif)


async def test_the_key_set_is_read_beside_the_issuer() -> None:
    asked: list[str] = []

    def jwks(request: httpx.Request) -> httpx.Response:
        asked.append(str(request.url))
        return httpx.Response(200, json=key_set())

    document = await endpoints(Line(Said(200, b"")), jwks, "https://fc.example/api/v2/").key_set()

    assert document == key_set()
    assert asked == ["https://fc.example/api/v2/jwks"]


NOT_KEY_SETS = {
    "another status": httpx.Response(500, json={"keys": []}),
    "a web page": httpx.Response(200, text="<html>"),
    "a list": httpx.Response(200, json=[]),
    "nothing": httpx.Response(200),
}


@pytest.mark.parametrize("answer", NOT_KEY_SETS.values(), ids=NOT_KEY_SETS)
async def test_what_is_no_key_set_is_refused(answer: httpx.Response) -> None:
    with pytest.raises(ProviderFailed) as refused:
        await endpoints(Line(Said(200, b"")), lambda _request: answer).key_set()

    assert (refused.value.code, refused.value.motif) == ("51000", "jwks")
