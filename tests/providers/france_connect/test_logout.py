import httpx
import pytest

from tests.providers.france_connect.simulated import (
    GOODBYE,
    JEANNE,
    Simulated,
    a_service,
    an_authorization,
    some_settings,
)


async def leave(fc: Simulated, **parameters: str) -> httpx.Response:
    return await fc.browser.get("/api/v2/session/end", params=parameters)


@pytest.mark.parametrize("algorithm", ["ES256", "RS256", "HS256"])
async def test_a_person_leaves_and_goes_where_her_service_says(algorithm: str) -> None:
    service = a_service(id_token_signed_response_alg=algorithm)
    fc = Simulated(some_settings(clients=(service,)))
    await fc.load(JEANNE)
    hint = (await fc.tokens())["id_token"]
    fc.clock.pass_(300)

    gone = await leave(fc, id_token_hint=hint, post_logout_redirect_uri=GOODBYE, state="é&=")

    assert gone.status_code == 303
    assert gone.headers["location"] == f"{GOODBYE}?state=%C3%A9%26%3D"
    page = (await fc.ask(an_authorization())).headers["location"]
    assert "Qui êtes-vous" in (await fc.browser.get(page)).text


async def test_a_hint_outlives_a_rotation(fc: Simulated) -> None:
    hint = (await fc.tokens())["id_token"]
    await fc.browser.post("/sandbox/rotation")

    gone = await leave(fc, id_token_hint=hint, post_logout_redirect_uri=GOODBYE)

    assert gone.headers["location"] == GOODBYE


async def test_without_a_service_a_page_says_it_is_done(fc: Simulated) -> None:
    response = await leave(fc)

    assert response.status_code == 200
    assert "Vous êtes déconnecté" in response.text


REFUSED: dict[str, dict[str, str]] = {
    "an address without a hint": {"post_logout_redirect_uri": GOODBYE},
    "an address that is not registered": {"post_logout_redirect_uri": GOODBYE + "/"},
    "a hint that is no token": {"id_token_hint": "faux"},
    "a hint that nobody signed": {"id_token_hint": "forged"},
    "a hint that a stranger signed": {"id_token_hint": "stranger"},
}


@pytest.mark.parametrize(("name", "changes"), REFUSED.items(), ids=REFUSED)
async def test_nobody_is_sent_anywhere_with(
    fc: Simulated, name: str, changes: dict[str, str]
) -> None:
    if name == "a hint that nobody signed":
        await fc.switch("alg_none", sur="token")
    if name == "a hint that a stranger signed":
        await fc.switch("bad_signature", sur="token")
    hint = (await fc.tokens())["id_token"]
    given = {"id_token_hint": hint, "post_logout_redirect_uri": GOODBYE} | changes
    if given["id_token_hint"] in {"forged", "stranger"}:
        given["id_token_hint"] = hint
    if name == "an address without a hint":
        del given["id_token_hint"]

    response = await leave(fc, **given)

    assert response.status_code == 400
    assert "location" not in response.headers
