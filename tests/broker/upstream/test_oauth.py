"""The broker's own token at a provider."""

import asyncio

import pytest

from broker.errors import ProviderFailed
from broker.upstream.fetch import Upstream
from broker.upstream.transport import Http1Transport
from tests.broker.upstream.caf import SECRET, Caf, endpoint_of
from tests.broker.upstream.questions import NOT_KEPT
from tests.broker.upstream.scripted import Server, answer, serving


async def test_one_token_serves_many_questions() -> None:
    caf = Caf()
    async with serving(caf.play) as server, Http1Transport() as transport:
        upstream = Upstream({"caf": endpoint_of(server)}, transport)
        await asyncio.gather(*(upstream.fetch(NOT_KEPT, "r") for _ in range(10)))
        await upstream.fetch(NOT_KEPT, "r")

    assert caf.given == 1
    assert all(b"authorization: Bearer jeton-1\r\n" in q for q in caf.questions)
    assert b"grant_type=client_credentials&client_id=courtier" in server.heard[0]


async def test_a_token_near_its_end_is_renewed() -> None:
    caf = Caf(expires_in=0)
    async with serving(caf.play) as server, Http1Transport() as transport:
        upstream = Upstream({"caf": endpoint_of(server)}, transport)
        for _ in range(2):
            await upstream.fetch(NOT_KEPT, "r")

    assert caf.given == 2


async def test_a_token_refused_is_replaced_once_for_all_who_hold_it() -> None:
    caf = Caf(refused={"jeton-1"})
    async with serving(caf.play) as server, Http1Transport() as transport:
        upstream = Upstream({"caf": endpoint_of(server)}, transport)
        await asyncio.gather(*(upstream.fetch(NOT_KEPT, "r") for _ in range(10)))

    assert caf.given == 2


async def test_a_provider_that_refuses_every_token_is_not_asked_for_ever() -> None:
    caf = Caf(refused={f"jeton-{n}" for n in range(9)})
    async with serving(caf.play) as server, Http1Transport() as transport:
        upstream = Upstream({"caf": endpoint_of(server)}, transport)
        with pytest.raises(ProviderFailed) as caught:
            await upstream.fetch(NOT_KEPT, "r")

    assert caught.value.code == "35006"
    assert (caf.given, len(caf.questions)) == (2, 2)


LATE = "35002"
WITHOUT_TOKEN: dict[str, tuple[bytes, str]] = {
    "our credentials are refused": (answer(b'{"error":"invalid_client"}', "401 No"), "35006"),
    "the request is refused": (answer(b'{"error":"invalid_client"}', "400 No"), "35006"),
    "the token server breaks down": (answer(b"", "500 Non"), "35000"),
    "the token server is closed for a while": (answer(b"", "503 N", "Retry-After: 9"), "35020"),
    "its answer is not JSON": (answer(b"<html>"), "35999"),
    "its answer has no token": (answer(b"{}"), "35999"),
    "its token is for another scheme": (
        answer(b'{"access_token":"a","token_type":"DPoP"}'),
        "35999",
    ),
    "its token would break the request's head": (
        answer(b'{"access_token":"a\\r\\nX-Autre: b","token_type":"Bearer"}'),
        "35999",
    ),
    "its answer is not HTTP": (b"?", "35999"),
    "it says nothing more than half an answer": (answer(b"{}")[:-1], LATE),
}


@pytest.mark.parametrize(("tokens", "code"), WITHOUT_TOKEN.values(), ids=WITHOUT_TOKEN)
async def test_without_a_token_nothing_is_asked(tokens: bytes, code: str) -> None:
    caf = Caf(tokens=tokens)
    async with serving(caf.play) as server, Http1Transport() as transport:
        upstream = Upstream({"caf": endpoint_of(server, 0.05 if code == LATE else 5)}, transport)
        with pytest.raises(ProviderFailed) as caught:
            await upstream.fetch(NOT_KEPT, "r")

    assert caught.value.code == code
    assert caf.questions == []


async def test_a_renewal_that_fails_fails_for_all_who_wait_and_is_tried_again_later() -> None:
    caf = Caf(tokens=answer(b"", "500 Non"))
    async with serving(caf.play) as server, Http1Transport() as transport:
        upstream = Upstream({"caf": endpoint_of(server)}, transport)
        failures = await asyncio.gather(
            *(upstream.fetch(NOT_KEPT, "r") for _ in range(10)), return_exceptions=True
        )
        asked = len(server.heard)
        caf.tokens = None
        await upstream.fetch(NOT_KEPT, "r")

    assert [getattr(failure, "code", None) for failure in failures] == ["35000"] * 10
    assert asked == 1


async def test_who_asks_first_may_leave_without_taking_the_token_from_the_others() -> None:
    caf = Caf()
    async with serving(caf.play) as server, Http1Transport() as transport:
        upstream = Upstream({"caf": endpoint_of(server)}, transport)
        tasks = [asyncio.create_task(upstream.fetch(NOT_KEPT, "r")) for _ in range(3)]
        await asyncio.sleep(0)
        tasks[0].cancel()
        results = await asyncio.gather(*tasks, return_exceptions=True)

    assert isinstance(results[0], asyncio.CancelledError)
    assert [type(result).__name__ for result in results[1:]] == ["ProviderAnswer"] * 2
    assert caf.given == 1


def test_the_secret_does_not_show() -> None:
    assert SECRET not in repr(endpoint_of(Server(Caf().play)))
