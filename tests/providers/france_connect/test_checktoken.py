from collections.abc import AsyncIterator
from typing import Any

import httpx
import pytest
from fastapi import FastAPI
from joserfc import jwe, jws, jwt
from joserfc.jwk import ECKey
from starlette.responses import JSONResponse, Response

from tests.in_process import client_of
from tests.providers.france_connect.simulated import (
    COURTIER,
    FC_EC,
    FC_RSA,
    ISSUER,
    JEANNE,
    MAIRIE,
    Simulated,
    a_data_provider,
    decrypted,
    jwks,
    some_settings,
)


async def test_an_answer_is_signed_then_encrypted_as_declared(fc: Simulated) -> None:
    response = await fc.checktoken(await fc.mint())
    assert response.headers["content-type"] == "application/token-introspection+jwt"

    sealed = jwe.decrypt_compact(response.text, FC_EC, algorithms=["ECDH-ES", "A256GCM"])
    assert sealed.headers()["kid"] == "fd-ec"
    signed = jws.deserialize_compact(sealed.plaintext or b"", await fc.keys(), ["ES256"])
    assert signed.headers()["typ"] == "token-introspection+jwt"

    claims = jwt.decode(decrypted(response.text), await fc.keys(), algorithms=["ES256"]).claims
    now = fc.clock.seconds
    told = claims.pop("token_introspection")
    assert claims == {"iss": ISSUER, "aud": COURTIER, "iat": now}
    assert told.pop("sub").endswith("v1")
    assert told.pop("jti")
    assert told == {
        "active": True,
        "aud": MAIRIE,
        "iat": now,
        "exp": now + 60,
        "acr": "eidas1",
        "scope": "openid identite_pivot cnaf_quotient_familial cnaf_enfants",
        "given_name": "Jeanne Stéphanie",
        "given_name_array": ["Jeanne", "Stéphanie"],
        "family_name": "ROUX",
        "birthdate": "1987-06-27",
        "gender": "female",
        "birthplace": "75105",
        "birthcountry": "99100",
    }


async def test_an_answer_may_be_encrypted_to_an_rsa_key() -> None:
    provider = a_data_provider(
        checktoken_encrypted_response_alg="RSA-OAEP-256", jwks=jwks(FC_EC, FC_RSA)
    )
    fc = Simulated(some_settings(data_providers=(provider,)))
    await fc.load(JEANNE)

    answer = decrypted((await fc.checktoken(await fc.mint())).text, FC_RSA)

    claims = jwt.decode(answer, await fc.keys(), algorithms=["ES256"]).claims
    assert claims["token_introspection"]["family_name"] == "ROUX"


async def test_introspection_gives_a_data_provider_the_same(fc: Simulated) -> None:
    form = {"token": await fc.mint(), "client_id": COURTIER}
    secret = {"client_secret": "le-secret-du-fournisseur-de-donnees-0002"}
    response = await fc.browser.post("/api/v2/token/introspection", data=form | secret)

    claims = jwt.decode(decrypted(response.text), await fc.keys()).claims
    assert claims["token_introspection"]["active"] is True


async def test_a_data_provider_sees_its_own_scopes_only(fc: Simulated) -> None:
    asked = ["openid", "identite_pivot", "email", "profile", "cnaf_enfants", "cnous_x"]
    told = await fc.introspected(await fc.mint(scopes=asked))

    assert told["scope"] == "openid identite_pivot profile cnaf_enfants"
    assert told["preferred_username"] == "DURAND"
    assert "email" not in told


async def test_without_the_pivot_nobody_is_named(fc: Simulated) -> None:
    told = await fc.introspected(await fc.mint(scopes=["openid", "cnaf_enfants"]))

    assert told["active"] is True
    assert not {"family_name", "given_name", "birthdate"} & told.keys()


PARTIAL: dict[str, tuple[dict[str, Any], dict[str, Any]]] = {
    "no given name": ({"given_name": None}, {}),
    "an unspecified gender": ({"gender": "unspecified"}, {"gender": "unspecified"}),
    "a day nobody knows": ({"birthdate": "1950-00-00"}, {"birthdate": "1950-00-00"}),
    "a birth abroad": (
        {"birthplace": "", "birthcountry": "99243"},
        {"birthplace": "", "birthcountry": "99243"},
    ),
    "one composed given name": (
        {"given_name": "Anne Marie", "given_name_array": ["Anne Marie"]},
        {"given_name": "Anne Marie", "given_name_array": ["Anne Marie"]},
    ),
}


@pytest.mark.parametrize(("changes", "expected"), PARTIAL.values(), ids=PARTIAL)
async def test_an_identity_is_told_raw_with(
    fc: Simulated, changes: dict[str, Any], expected: dict[str, Any]
) -> None:
    await fc.load(JEANNE | changes)

    told = await fc.introspected(await fc.mint())

    for name in changes:
        assert told.get(name) == expected.get(name)
    if changes.get("given_name", "") is None:
        assert not {"given_name", "given_name_array"} & told.keys()


REFUSED: dict[str, tuple[dict[str, str | None], int, str]] = {
    "no token": ({"token": None}, 400, "invalid_request"),
    "an empty token": ({"token": ""}, 400, "invalid_request"),
    "no client_id": ({"client_id": None}, 400, "invalid_request"),
    "no secret": ({"client_secret": None}, 400, "invalid_request"),
    "an unknown data provider": ({"client_id": "inconnu"}, 401, "invalid_client"),
    "a wrong secret": ({"client_secret": "faux"}, 401, "invalid_client"),
    "a service's own name": ({"client_id": MAIRIE}, 401, "invalid_client"),
}


@pytest.mark.parametrize(("changes", "status", "error"), REFUSED.values(), ids=REFUSED)
async def test_a_check_is_refused_with(
    fc: Simulated, changes: dict[str, str | None], status: int, error: str
) -> None:
    response = await fc.checktoken(await fc.mint(), **changes)

    assert (response.status_code, response.json()["error"]) == (status, error)
    if status == 400:
        words = "Required parameter missing or invalid."
        assert response.json()["error_description"] == words


async def test_an_unknown_token_and_a_dead_one_look_the_same(fc: Simulated) -> None:
    assert await fc.introspected("inconnu") == {"active": False}
    assert await fc.introspected(await fc.mint(expire_dans=-5)) == {"active": False}


async def test_keys_turn_over_without_a_break(fc: Simulated) -> None:
    token = await fc.mint()
    before = (await fc.checktoken(token)).text
    old = await fc.keys()
    made = (await fc.browser.post("/sandbox/rotation")).json()["kid"]

    after = jws.extract_compact(decrypted((await fc.checktoken(token)).text).encode())

    assert after.headers()["kid"] == made[0]
    assert made[0] not in {key.kid for key in old.keys}
    assert jwt.decode(decrypted(before), await fc.keys()).claims["aud"] == COURTIER
    for _ in range(4):
        await fc.browser.post("/sandbox/rotation")
    assert not {key.kid for key in old.keys} & {key.kid for key in (await fc.keys()).keys}


class Publisher:
    """A data provider that publishes its keys."""

    def __init__(self) -> None:
        self.body: object = jwks(FC_EC)
        self.status = 200
        self.asked = 0
        self.app = FastAPI()
        self.app.add_api_route("/jwks", self.serve, response_model=None)

    async def serve(self) -> Response:
        self.asked += 1
        return JSONResponse(self.body, self.status)


@pytest.fixture
async def published() -> AsyncIterator[tuple[Publisher, httpx.AsyncClient]]:
    publisher = Publisher()
    async with client_of(publisher.app) as client:
        yield publisher, client


async def simulated_with(http: httpx.AsyncClient) -> Simulated:
    provider = a_data_provider(jwks=None, jwks_uri="http://courtier.test/jwks")
    fc = Simulated(some_settings(data_providers=(provider,)), http)
    await fc.load(JEANNE)
    return fc


Published = tuple[Publisher, httpx.AsyncClient]


async def test_a_published_key_is_fetched_once_a_minute(published: Published) -> None:
    publisher, http = published
    fc = await simulated_with(http)
    token = await fc.mint(expire_dans=600)
    for _ in range(3):
        assert (await fc.introspected(token))["active"] is True
    assert publisher.asked == 1

    new = ECKey.generate_key("P-256", {"use": "enc", "alg": "ECDH-ES", "kid": "fd-2"})
    publisher.body = jwks(new)
    fc.clock.pass_(60)
    answer = (await fc.checktoken(token)).text

    assert publisher.asked == 2
    assert jwt.decode(decrypted(answer, new), await fc.keys()).claims["aud"] == COURTIER


async def test_a_publisher_that_stops_does_not_stop_the_checks(published: Published) -> None:
    publisher, http = published
    fc = await simulated_with(http)
    token = await fc.mint(expire_dans=600)
    await fc.introspected(token)
    publisher.status = 503
    fc.clock.pass_(60)

    assert (await fc.introspected(token))["active"] is True


UNUSABLE: dict[str, tuple[object, int]] = {
    "an outage": ({}, 503),
    "no key": ({"keys": []}, 200),
    "no set": ({}, 200),
    "a list": ([], 200),
    "keys that are no list": ({"keys": 3}, 200),
    "keys that are no objects": ({"keys": ["x"]}, 200),
    "a key of another kind": (jwks(FC_RSA), 200),
    "a key off its curve": ({"keys": [{"kty": "EC", "crv": "P-256", "x": "AA", "y": "AA"}]}, 200),
    "a key to sign with": (jwks(ECKey.generate_key("P-256", {"use": "sig"})), 200),
}


@pytest.mark.parametrize(("body", "status"), UNUSABLE.values(), ids=UNUSABLE)
async def test_nothing_is_said_to_who_publishes(
    published: Published, body: object, status: int
) -> None:
    publisher, http = published
    publisher.body, publisher.status = body, status
    fc = await simulated_with(http)

    response = await fc.checktoken(await fc.mint())

    assert (response.status_code, response.json()["error"]) == (500, "server_error")
