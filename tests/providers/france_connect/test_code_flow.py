from hashlib import sha256

import pytest
from joserfc import jwt
from joserfc.jwk import OctKey

from providers.france_connect.tokens import at_hash
from tests.providers.france_connect.simulated import (
    BACK,
    COURTIER,
    ISSUER,
    JEANNE,
    MAIRIE,
    SECRET,
    Simulated,
    a_service,
    an_authorization,
    answer_in,
    challenge_of,
    some_settings,
)


async def test_a_person_is_identified_to_her_service(fc: Simulated) -> None:
    asked = an_authorization(scope="openid identite_pivot")
    answer = await fc.log_in(asked)
    assert (answer["state"], answer["iss"]) == ("un-etat", ISSUER)

    tokens = (await fc.exchange(answer["code"])).json()
    identity = jwt.decode(tokens["id_token"], await fc.keys(), algorithms=["ES256"]).claims

    assert (tokens["token_type"], tokens["expires_in"]) == ("Bearer", 60)
    assert identity.pop("sub").endswith("v1")
    assert identity == {
        "iss": ISSUER,
        "aud": MAIRIE,
        "iat": fc.clock.seconds,
        "exp": fc.clock.seconds + 60,
        "nonce": asked["nonce"],
        "acr": "eidas1",
        "at_hash": at_hash(tokens["access_token"]),
    }


async def test_userinfo_says_what_the_scopes_open_and_nothing_else(fc: Simulated) -> None:
    tokens = await fc.tokens(an_authorization(scope="openid identite_pivot"))
    keys = await fc.keys()

    answered = await fc.userinfo(tokens["access_token"])

    person = jwt.decode(answered.text, keys, algorithms=["ES256"]).claims
    assert answered.headers["content-type"] == "application/jwt"
    assert person["sub"] == jwt.decode(tokens["id_token"], keys).claims["sub"]
    assert person["given_name"] == "Jeanne Stéphanie"
    assert person["given_name_array"] == ["Jeanne", "Stéphanie"]
    assert person["birthdate"] == "1987-06-27"
    assert not {"email", "preferred_username", "raison", "identifiant"} & person.keys()


@pytest.mark.parametrize("algorithm", ["ES256", "RS256", "HS256"])
async def test_a_service_gets_the_signature_it_declared(algorithm: str) -> None:
    service = a_service(id_token_signed_response_alg=algorithm)
    fc = Simulated(some_settings(clients=(service,)))
    await fc.load(JEANNE)
    tokens = await fc.tokens()
    key = OctKey.import_key(SECRET.encode()) if algorithm == "HS256" else await fc.keys()

    identity = jwt.decode(tokens["id_token"], key, algorithms=[algorithm])
    person = jwt.decode(
        (await fc.userinfo(tokens["access_token"])).text, key, algorithms=[algorithm]
    )

    assert identity.header["alg"] == algorithm
    assert identity.claims["sub"] == person.claims["sub"]


async def test_a_code_is_spent_once_and_its_second_use_kills_the_first_token(
    fc: Simulated,
) -> None:
    code = (await fc.log_in(an_authorization()))["code"]
    first = (await fc.exchange(code)).json()
    assert (await fc.userinfo(first["access_token"])).status_code == 200

    second = await fc.exchange(code)

    assert (second.status_code, second.json()["error"]) == (400, "invalid_grant")
    assert (await fc.userinfo(first["access_token"])).status_code == 401


async def test_a_code_lives_thirty_seconds(fc: Simulated) -> None:
    kept, lost = [(await fc.log_in(an_authorization(prompt="login")))["code"] for _ in range(2)]
    fc.clock.pass_(29)
    assert (await fc.exchange(kept)).status_code == 200
    fc.clock.pass_(1)

    assert (await fc.exchange(lost)).json()["error"] == "invalid_grant"


async def test_an_access_token_lives_sixty_seconds(fc: Simulated) -> None:
    value = (await fc.tokens())["access_token"]
    fc.clock.pass_(59)
    assert (await fc.userinfo(value)).status_code == 200
    assert (await fc.introspected(value))["active"] is True
    fc.clock.pass_(1)

    refused = await fc.userinfo(value)

    assert refused.status_code == 401
    assert "invalid_token" in refused.headers["www-authenticate"]
    assert await fc.introspected(value) == {"active": False}


async def test_a_code_bound_by_pkce_needs_its_verifier(fc: Simulated) -> None:
    verifier = "v" * 50
    bound = {"code_challenge": challenge_of(verifier), "code_challenge_method": "S256"}
    code = (await fc.log_in(an_authorization(**bound)))["code"]

    assert (await fc.exchange(code)).json()["error"] == "invalid_grant"
    assert (await fc.exchange(code, code_verifier="w" * 50)).json()["error"] == "invalid_grant"
    assert (await fc.exchange(code, code_verifier=verifier)).status_code == 200


async def test_each_audience_knows_the_person_by_another_name(fc: Simulated) -> None:
    fs_tokens = await fc.tokens()
    keys = await fc.keys()
    at_mairie = jwt.decode(fs_tokens["id_token"], keys).claims["sub"]
    at_courtier = (await fc.introspected(fs_tokens["access_token"]))["sub"]
    elsewhere = (await fc.introspected(await fc.mint(client_id="creche")))["sub"]

    assert at_mairie != at_courtier
    assert at_courtier == elsewhere
    assert at_mairie.endswith("v1")
    assert "jeanne" not in at_mairie
    assert at_mairie != sha256(f"{MAIRIE}\njeanne".encode()).hexdigest() + "v1"


EXCHANGES = {
    "the wrong secret": ({"client_secret": "faux"}, 401, "invalid_client"),
    "an unknown service": ({"client_id": "inconnu"}, 401, "invalid_client"),
    "no secret at all": ({"client_secret": None}, 401, "invalid_client"),
    "an empty secret for a service that has a key": (
        {"client_id": "creche", "client_secret": ""},
        401,
        "invalid_client",
    ),
    "the data provider's credentials": ({"client_id": COURTIER}, 401, "invalid_client"),
    "another grant type": ({"grant_type": "refresh_token"}, 400, "unsupported_grant_type"),
    "no grant type": ({"grant_type": None}, 400, "unsupported_grant_type"),
    "an unknown code": ({"code": "inconnu"}, 400, "invalid_grant"),
    "another redirect_uri": ({"redirect_uri": BACK + "/"}, 400, "invalid_grant"),
    "a verifier where no challenge was sent": ({"code_verifier": "v" * 50}, 400, "invalid_grant"),
}


@pytest.mark.parametrize(("changes", "status", "error"), EXCHANGES.values(), ids=EXCHANGES)
async def test_an_exchange_is_refused_with(
    fc: Simulated, changes: dict[str, str | None], status: int, error: str
) -> None:
    code = (await fc.log_in(an_authorization()))["code"]

    refused = await fc.exchange(code, **changes)

    assert (refused.status_code, refused.json()["error"]) == (status, error)
    assert (await fc.exchange(code)).status_code == 200, "a refusal must not spend the code"


async def test_a_code_of_one_service_is_nothing_to_another() -> None:
    other = a_service(client_id="autre", client_secret="un-autre-secret-de-plus-de-32-caracteres")
    fc = Simulated(some_settings(clients=(a_service(), other)))
    await fc.load(JEANNE)
    code = (await fc.log_in(an_authorization()))["code"]

    stolen = await fc.exchange(
        code, client_id="autre", client_secret="un-autre-secret-de-plus-de-32-caracteres"
    )

    assert stolen.json()["error"] == "invalid_grant"


async def test_amr_is_said_when_it_is_asked_for(fc: Simulated) -> None:
    asked = an_authorization(claims='{"id_token":{"amr":{"essential":true}}}')

    identity = jwt.decode((await fc.tokens(asked))["id_token"], await fc.keys()).claims

    assert identity["amr"] == ["pwd"]


async def test_the_answer_joins_a_query_that_the_address_already_has(fc: Simulated) -> None:
    page = await fc.reach_information(
        an_authorization(redirect_uri="http://mairie.test/autre?page=1")
    )

    response = await fc.post(page, "continuer")

    assert response.headers["location"].startswith("http://mairie.test/autre?page=1&code=")
    assert answer_in(response)["page"] == "1"


async def test_discovery_names_the_endpoints_that_answer(fc: Simulated) -> None:
    document = (await fc.browser.get("/api/v2/.well-known/openid-configuration")).json()

    assert document["issuer"] == ISSUER
    for name in ("authorization", "token", "userinfo", "end_session", "introspection"):
        address = document[f"{name}_endpoint"]
        statuses = [(await fc.browser.request(m, address)).status_code for m in ("GET", "POST")]
        assert 404 not in statuses, address
    assert (await fc.browser.get(document["jwks_uri"])).json()["keys"][0]["alg"] == "ES256"


async def test_health_is_said(fc: Simulated) -> None:
    assert (await fc.browser.get("/sante")).json() == {"statut": "ok"}
