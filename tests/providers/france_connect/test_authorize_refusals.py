from urllib.parse import urlencode

import pytest

from tests.providers.france_connect.simulated import Simulated, an_authorization, answer_in

SENT_BACK: dict[str, tuple[dict[str, str | None], str, str]] = {
    "no response_type": ({"response_type": None}, "invalid_request", "030007"),
    "another response_type": ({"response_type": "token"}, "invalid_request", "030007"),
    "another response_mode": ({"response_mode": "fragment"}, "invalid_request", "030007"),
    "a request object": ({"request": "e30.e30."}, "invalid_request", "030007"),
    "no scope": ({"scope": None}, "invalid_request", "030007"),
    "a scope without openid": ({"scope": "identite_pivot"}, "invalid_request", "030007"),
    "a scope the service may not ask": ({"scope": "openid dgfip_rfr"}, "invalid_scope", "030007"),
    "no state": ({"state": None}, "invalid_request", "030007"),
    "an empty state": ({"state": ""}, "invalid_request", "030007"),
    "no nonce": ({"nonce": None}, "invalid_request", "030007"),
    "a nonce of 21 characters": ({"nonce": "n" * 21}, "invalid_request", "030007"),
    "a parameter too long": ({"nonce": "n" * 3000}, "invalid_request", "030007"),
    "no acr_values": ({"acr_values": None}, "invalid_request", "030007"),
    "an acr that does not exist": ({"acr_values": "eidas4"}, "invalid_request", "100002"),
    "prompt=none": ({"prompt": "none"}, "invalid_request", "030007"),
    "an unknown idp_hint": ({"idp_hint": "inconnu"}, "invalid_request", "030032"),
    "claims that are not JSON": ({"claims": "{"}, "invalid_request", "030007"),
    "claims that are not an object": ({"claims": "[]"}, "invalid_request", "030007"),
    "claims that never end": ({"claims": "[" * 2000}, "invalid_request", "030007"),
    "PKCE in clear": (
        {"code_challenge": "v" * 43, "code_challenge_method": "plain"},
        "invalid_request",
        "030007",
    ),
    "PKCE without its method": ({"code_challenge": "v" * 43}, "invalid_request", "030007"),
    "PKCE of the wrong length": (
        {"code_challenge": "v" * 42, "code_challenge_method": "S256"},
        "invalid_request",
        "030007",
    ),
}


@pytest.mark.parametrize(("changes", "error", "code"), SENT_BACK.values(), ids=SENT_BACK)
async def test_the_service_is_told_of(
    fc: Simulated, changes: dict[str, str | None], error: str, code: str
) -> None:
    asked = an_authorization(**changes)

    answer = answer_in(await fc.ask(asked))

    assert answer["error"] == error
    assert answer["error_description"].startswith(f"{code}: ")
    assert answer.get("state", "") == asked.get("state", "")
    assert "code" not in answer


ON_A_PAGE: dict[str, tuple[dict[str, str | None], str]] = {
    "an unknown service": ({"client_id": "inconnu"}, "330001"),
    "no service": ({"client_id": None}, "330001"),
    "an address of somebody else": ({"redirect_uri": "http://pirate.test/"}, "030007"),
    "an address one slash longer": ({"redirect_uri": "http://mairie.test/retour/"}, "030007"),
    "no address": ({"redirect_uri": None}, "030007"),
}


@pytest.mark.parametrize(("changes", "code"), ON_A_PAGE.values(), ids=ON_A_PAGE)
async def test_nobody_is_sent_anywhere_with(
    fc: Simulated, changes: dict[str, str | None], code: str
) -> None:
    response = await fc.ask(an_authorization(**changes))

    assert response.status_code == 400
    assert "location" not in response.headers
    assert code in response.text
    assert "pas pu aboutir" in response.text


async def test_a_repeated_parameter_is_refused(fc: Simulated) -> None:
    query = urlencode([*an_authorization().items(), ("state", "un-autre")])
    response = await fc.browser.get(f"/api/v2/authorize?{query}")

    assert answer_in(response)["error"] == "invalid_request"


async def test_a_repeated_service_is_not_guessed(fc: Simulated) -> None:
    query = urlencode([*an_authorization().items(), ("client_id", "creche")])
    response = await fc.browser.get(f"/api/v2/authorize?{query}")

    assert response.status_code == 400


@pytest.mark.parametrize("query", ["client_id=%FF%FE", "a=1&" * 200, "client_id=%00"])
async def test_a_query_nobody_can_read_gets_a_page(fc: Simulated, query: str) -> None:
    response = await fc.browser.get(f"/api/v2/authorize?{query}")

    assert response.status_code == 400
    assert response.headers["content-type"].startswith("text/html")


async def test_a_request_may_be_posted(fc: Simulated) -> None:
    response = await fc.browser.post("/api/v2/authorize", data=an_authorization())

    assert response.headers["location"].startswith("/api/v2/interaction/")


async def test_the_first_level_that_exists_is_what_the_login_obtains(fc: Simulated) -> None:
    tokens = await fc.tokens(an_authorization(acr_values="eidas9 eidas3 eidas1"))

    assert (await fc.introspected(tokens["access_token"]))["acr"] == "eidas3"
