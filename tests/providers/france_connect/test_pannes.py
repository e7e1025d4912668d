import time
from typing import Any

import pytest
from joserfc import jws, jwt
from joserfc.errors import BadSignatureError, InvalidKeyIdError, JoseError

from tests.providers.france_connect.simulated import (
    COURTIER,
    ISSUER,
    Simulated,
    an_authorization,
    decrypted,
)


async def claims_under(fc: Simulated, panne: str) -> dict[str, Any]:
    await fc.switch(panne)
    answer = decrypted((await fc.checktoken(await fc.mint())).text)
    return jwt.decode(answer, await fc.keys(), algorithms=["ES256"]).claims


async def test_an_expired_token_is_not_active(fc: Simulated) -> None:
    assert (await claims_under(fc, "expired"))["token_introspection"] == {"active": False}


async def test_an_answer_is_for_somebody_else(fc: Simulated) -> None:
    assert (await claims_under(fc, "wrong_aud"))["aud"] != COURTIER


async def test_an_answer_is_from_somebody_else(fc: Simulated) -> None:
    assert (await claims_under(fc, "wrong_iss"))["iss"] != ISSUER


async def test_an_answer_is_an_hour_old(fc: Simulated) -> None:
    assert (await claims_under(fc, "stale_iat"))["iat"] == fc.clock.seconds - 3600


async def test_the_level_is_below_every_level(fc: Simulated) -> None:
    assert (await claims_under(fc, "acr_low"))["token_introspection"]["acr"] == "eidas0"


async def test_the_pivot_is_missing_though_its_scope_is_there(fc: Simulated) -> None:
    told = (await claims_under(fc, "pivot_missing"))["token_introspection"]

    assert "identite_pivot" in told["scope"]
    assert "family_name" not in told


UNVERIFIABLE: dict[str, type[JoseError]] = {
    "unknown_kid": InvalidKeyIdError,
    "bad_signature": BadSignatureError,
    "alg_none": JoseError,
}


@pytest.mark.parametrize(("panne", "error"), UNVERIFIABLE.items(), ids=UNVERIFIABLE)
async def test_an_answer_cannot_be_verified_under(
    fc: Simulated, panne: str, error: type[JoseError]
) -> None:
    await fc.switch(panne)
    answer = decrypted((await fc.checktoken(await fc.mint())).text)
    keys = await fc.keys()

    with pytest.raises(error):
        jws.deserialize_compact(answer, keys, ["ES256"])
    assert jws.extract_compact(answer.encode()).headers()["alg"] == (
        "none" if panne == "alg_none" else "ES256"
    )


async def test_an_answer_is_in_clear(fc: Simulated) -> None:
    await fc.switch("not_encrypted")
    answer = (await fc.checktoken(await fc.mint())).text

    assert jwt.decode(answer, await fc.keys(), algorithms=["ES256"]).claims["aud"] == COURTIER


async def test_an_answer_is_slow_but_right(fc: Simulated) -> None:
    await fc.switch("slow", delai=0.03)
    token = await fc.mint()
    start = time.monotonic()

    assert (await fc.introspected(token))["active"] is True
    assert time.monotonic() - start >= 0.03


@pytest.mark.parametrize("endpoint", ["checktoken", "token", "userinfo"])
async def test_an_endpoint_is_down(fc: Simulated, endpoint: str) -> None:
    await fc.switch("down", sur=endpoint)
    paths = {"checktoken": "POST", "token": "POST", "userinfo": "GET"}

    statuses = {
        path: (await fc.browser.request(method, f"/api/v2/{path}")).status_code
        for path, method in paths.items()
    }

    assert {path for path, status in statuses.items() if status == 503} == {endpoint}


async def test_an_answer_is_garbage(fc: Simulated) -> None:
    await fc.switch("garbage")
    response = await fc.checktoken(await fc.mint())

    assert response.status_code == 200
    assert response.content.count(b".") == 0


async def test_a_failure_strikes_so_many_times(fc: Simulated) -> None:
    await fc.switch("expired", fois=2)
    token = await fc.mint()

    assert [(await fc.introspected(token))["active"] for _ in range(3)] == [False, False, True]
    assert (await fc.browser.get("/sandbox/pannes")).json() is None


async def test_a_failure_lasts_until_it_is_switched_off(fc: Simulated) -> None:
    await fc.switch("down")
    token = await fc.mint()
    assert [(await fc.checktoken(token)).status_code for _ in range(3)] == [503] * 3

    assert (await fc.browser.delete("/sandbox/pannes")).status_code == 204
    assert (await fc.introspected(token))["active"] is True


TOKENS: dict[str, tuple[str, object]] = {
    "wrong_aud": ("aud", "un-autre-destinataire"),
    "wrong_iss": ("iss", "https://un-autre-emetteur.invalid/api/v2"),
    "acr_low": ("acr", "eidas0"),
}


@pytest.mark.parametrize(("panne", "change"), TOKENS.items(), ids=TOKENS)
async def test_an_id_token_is_wrong_under(
    fc: Simulated, panne: str, change: tuple[str, object]
) -> None:
    await fc.switch(panne)
    token = (await fc.tokens())["id_token"]

    claims = jwt.decode(token, await fc.keys(), algorithms=["ES256"]).claims
    assert claims[change[0]] == change[1]


@pytest.mark.parametrize("panne", ["expired", "stale_iat"])
async def test_an_id_token_is_old_under(fc: Simulated, panne: str) -> None:
    await fc.switch(panne)
    token = (await fc.tokens())["id_token"]

    claims = jwt.decode(token, await fc.keys(), algorithms=["ES256"]).claims
    assert claims["iat"] == fc.clock.seconds - 3600
    assert (claims["exp"] < fc.clock.seconds) == (panne == "expired")


@pytest.mark.parametrize("panne", UNVERIFIABLE)
async def test_an_id_token_cannot_be_verified_under(fc: Simulated, panne: str) -> None:
    await fc.switch(panne)
    token = (await fc.tokens())["id_token"]
    keys = await fc.keys()

    with pytest.raises(JoseError):
        jwt.decode(token, keys, algorithms=["ES256"])


async def test_userinfo_loses_the_pivot_when_told_to(fc: Simulated) -> None:
    await fc.switch("pivot_missing", sur="userinfo")
    answer = await fc.userinfo((await fc.tokens())["access_token"])

    claims = jwt.decode(answer.text, await fc.keys(), algorithms=["ES256"]).claims
    assert "sub" in claims
    assert "family_name" not in claims


async def test_a_failure_of_checktoken_is_not_used_up_by_the_way_there(fc: Simulated) -> None:
    await fc.switch("not_encrypted", fois=1)
    token = (await fc.tokens(an_authorization()))["access_token"]

    assert (await fc.checktoken(token)).text.count(".") == 2
