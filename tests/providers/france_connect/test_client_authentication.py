import hmac
import json
from base64 import urlsafe_b64encode
from typing import Any

import httpx
import pytest
from joserfc import jwt
from joserfc.jwk import ECKey

from tests.providers.france_connect.simulated import (
    CRECHE,
    CRECHE_KEY,
    ISSUER,
    SECRET,
    HeldClock,
    Simulated,
    an_authorization,
)

BY_KEY = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"
CRECHE_BACK = "https://creche.test/retour"


def claims_at(clock: HeldClock, **changes: object) -> dict[str, Any]:
    given = {
        "iss": CRECHE,
        "sub": CRECHE,
        "aud": f"{ISSUER}/token",
        "exp": clock.seconds + 60,
        "jti": "une-fois",
    } | changes
    return {name: value for name, value in given.items() if value is not None}


def signed(claims: dict[str, Any], key: ECKey = CRECHE_KEY, **header: str) -> str:
    return jwt.encode({"alg": "ES256", "kid": str(CRECHE_KEY.kid)} | header, claims, key)


async def a_code(fc: Simulated) -> str:
    asked = an_authorization(client_id=CRECHE, redirect_uri=CRECHE_BACK)
    return (await fc.log_in(asked))["code"]


async def by_key(fc: Simulated, assertion: str, **changes: str | None) -> httpx.Response:
    form = {
        "client_id": None,
        "client_secret": None,
        "redirect_uri": CRECHE_BACK,
        "client_assertion_type": BY_KEY,
        "client_assertion": assertion,
    }
    return await fc.exchange(await a_code(fc), **(form | changes))


@pytest.mark.parametrize("audience", [ISSUER, f"{ISSUER}/token", [ISSUER, "autre"]], ids=str)
async def test_a_service_may_prove_itself_by_its_key(fc: Simulated, audience: object) -> None:
    response = await by_key(fc, signed(claims_at(fc.clock, aud=audience)))

    assert response.status_code == 200, response.text
    assert (await fc.introspected(response.json()["access_token"]))["aud"] == CRECHE


async def test_an_assertion_serves_once(fc: Simulated) -> None:
    assertion = signed(claims_at(fc.clock))
    assert (await by_key(fc, assertion)).status_code == 200

    again = await by_key(fc, assertion)

    assert (again.status_code, again.json()["error"]) == (401, "invalid_client")


REFUSED: dict[str, dict[str, object]] = {
    "another issuer": {"iss": "mairie"},
    "another subject": {"sub": "mairie"},
    "another audience": {"aud": "https://ailleurs.test/token"},
    "no audience": {"aud": None},
    "no end": {"exp": None},
    "an end in words": {"exp": "demain"},
    "an end that has passed": {"exp": 1},
    "an end too far away": {"exp": 99_999_999_999},
    "no jti": {"jti": None},
}


@pytest.mark.parametrize("changes", REFUSED.values(), ids=REFUSED)
async def test_an_assertion_is_refused_with(fc: Simulated, changes: dict[str, object]) -> None:
    response = await by_key(fc, signed(claims_at(fc.clock, **changes)), client_id=CRECHE)

    assert (response.status_code, response.json()["error"]) == (401, "invalid_client")


async def test_only_the_registered_key_counts(fc: Simulated) -> None:
    stranger = ECKey.generate_key("P-256")

    response = await by_key(fc, signed(claims_at(fc.clock), stranger))

    assert response.status_code == 401


async def test_the_public_key_is_no_shared_secret(fc: Simulated) -> None:
    head, body = (
        urlsafe_b64encode(json.dumps(part).encode()).rstrip(b"=")
        for part in ({"alg": "HS256", "kid": CRECHE_KEY.kid}, claims_at(fc.clock))
    )
    mac = hmac.digest(CRECHE_KEY.as_pem(private=False), head + b"." + body, "sha256")
    forged = b".".join((head, body, urlsafe_b64encode(mac).rstrip(b"="))).decode()

    assert (await by_key(fc, forged)).status_code == 401


FORMS: dict[str, dict[str, str | None]] = {
    "another assertion type": {"client_assertion_type": "urn:x"},
    "no assertion type": {"client_assertion_type": None},
    "a secret beside": {"client_secret": SECRET},
    "somebody else's name beside": {"client_id": "mairie"},
    "an unreadable assertion": {"client_assertion": "a.b.c"},
    "an empty assertion": {"client_assertion": ""},
    "an assertion of four parts": {"client_assertion": "e30.e30.e30.e30"},
    "an unsigned assertion": {"client_assertion": "eyJhbGciOiJub25lIn0.e30."},
    "an assertion whose header is a list": {"client_assertion": "W10.e30.e30"},
}


@pytest.mark.parametrize("changes", FORMS.values(), ids=FORMS)
async def test_a_form_is_refused_with(fc: Simulated, changes: dict[str, str | None]) -> None:
    response = await by_key(fc, signed(claims_at(fc.clock)), **changes)

    assert (response.status_code, response.json()["error"]) == (401, "invalid_client")


BODIES = {
    "JSON": ("application/json", b"{}"),
    "bytes that are no text": ("application/x-www-form-urlencoded", b"client_id=%ff"),
    "a field twice": ("application/x-www-form-urlencoded", b"code=1&code=2"),
    "too many fields": ("application/x-www-form-urlencoded", b"a=1&" * 101),
    "too many bytes": ("application/x-www-form-urlencoded", b"a=" + b"1" * 70_000),
}


@pytest.mark.parametrize(("kind", "body"), BODIES.values(), ids=BODIES)
@pytest.mark.parametrize("path", ["token", "checktoken", "token/introspection"])
async def test_a_body_is_refused(fc: Simulated, kind: str, body: bytes, path: str) -> None:
    response = await fc.browser.post(
        f"/api/v2/{path}", content=body, headers={"Content-Type": kind}
    )

    assert (response.status_code, response.json()["error"]) == (400, "invalid_request")


async def test_a_service_introspects_and_revokes_its_own_tokens_only(fc: Simulated) -> None:
    own, other = await fc.mint(), await fc.mint(client_id=CRECHE)
    who = {"client_id": "mairie", "client_secret": SECRET}

    async def told(token: str) -> dict[str, object]:
        form = who | {"token": token}
        answer = await fc.browser.post("/api/v2/token/introspection", data=form)
        return dict(answer.json())

    assert (await told(own))["active"] is True
    assert await told(other) == {"active": False}
    for token in (own, other):
        await fc.browser.post("/api/v2/token/revocation", data=who | {"token": token})
    assert await told(own) == {"active": False}
    assert (await fc.introspected(other))["active"] is True
