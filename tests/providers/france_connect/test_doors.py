import json
from typing import Any

import pytest

from tests.providers.france_connect.simulated import (
    JEANNE,
    Simulated,
    an_authorization,
    some_settings,
)


async def test_people_are_loaded_one_or_many_at_a_time(fc: Simulated) -> None:
    one = await fc.browser.post("/sandbox/usagers", json={"family_name": "SEUL"})
    many = await fc.load({"identifiant": "a"}, {"identifiant": "b", "raison": "Deuxième."})

    listed = {u["identifiant"]: u for u in (await fc.browser.get("/sandbox/usagers")).json()}
    assert many == ["a", "b"]
    assert listed.keys() == {"jeanne", *one.json()["identifiants"], "a", "b"}
    assert listed["b"]["raison"] == "Deuxième."


async def test_the_same_person_loaded_again_replaces_herself(fc: Simulated) -> None:
    await fc.load(JEANNE | {"family_name": "LEROUX"})
    twice = [await fc.load({"family_name": "SEUL", "raison": r}) for r in ("une", "deux")]

    listed = (await fc.browser.get("/sandbox/usagers")).json()
    assert twice[0] == twice[1]
    assert [(u["family_name"], u["raison"]) for u in listed] == [
        ("LEROUX", "Cas nominal."),
        ("SEUL", "deux"),
    ]


async def test_blanks_around_an_identifiant_do_not_count(fc: Simulated) -> None:
    blank, padded = await fc.load({"identifiant": " "}, {"identifiant": " paul "})

    assert (blank.startswith("usager-"), padded) == (True, "paul")
    assert (await fc.introspected(await fc.mint(usager="paul ")))["active"] is True


async def test_what_is_listed_can_be_loaded_again(fc: Simulated) -> None:
    listed = (await fc.browser.get("/sandbox/usagers")).json()

    await fc.load(*listed)

    assert (await fc.browser.get("/sandbox/usagers")).json() == listed


async def test_the_schema_names_every_claim(fc: Simulated) -> None:
    schema = (await fc.browser.get("/sandbox/usagers/schema")).json()

    assert JEANNE.keys() <= schema["properties"].keys()


async def test_a_token_is_minted_without_a_browser(fc: Simulated) -> None:
    minted = (await fc.browser.post("/sandbox/jetons", json={"usager": "jeanne"})).json()

    assert minted["token_type"] == "Bearer"
    assert minted["expires_in"] == 60
    assert minted["acr"] == "eidas1"
    assert minted["scope"] == "openid identite_pivot cnaf_quotient_familial cnaf_enfants"
    assert (await fc.introspected(minted["access_token"]))["aud"] == "mairie"
    assert (await fc.userinfo(minted["access_token"])).status_code == 200


async def test_a_token_is_minted_for_somebody_who_has_no_account(fc: Simulated) -> None:
    person = {"family_name": "PASSANTE", "gender": "unspecified"}
    told = await fc.introspected(
        await fc.mint(usager=person, client_id="creche", acr="eidas2", expire_dans=5)
    )

    assert (told["family_name"], told["gender"], told["acr"]) == (
        "PASSANTE",
        "unspecified",
        "eidas2",
    )
    assert told["aud"] == "creche"
    assert told["exp"] == told["iat"] + 5
    assert len((await fc.browser.get("/sandbox/usagers")).json()) == 1


async def test_a_minted_token_opens_no_more_than_its_service_may_ask(fc: Simulated) -> None:
    asked = ["openid", "dgfip_rfr", "cnaf_enfants"]
    minted = await fc.browser.post("/sandbox/jetons", json={"usager": "jeanne", "scopes": asked})

    assert minted.json()["scope"] == "openid cnaf_enfants"


BAD: dict[str, tuple[str, object, str | None, str]] = {
    "an account that is text": ("usagers", "jeanne", None, "objet"),
    "an account that is null": ("usagers", None, None, "objet"),
    "an unknown claim": ("usagers", {"prenom": "x"}, "prenom", "n'existe pas"),
    "an unknown gender": ("usagers", {"gender": "autre"}, "gender", "unspecified"),
    "a number as a name": ("usagers", {"family_name": 3}, "family_name", "texte"),
    "one bad account of two": ("usagers", [{}, {"gender": 1}], "1.gender", "Valeur inconnue"),
    "a token for nobody": ("jetons", {}, "usager", "obligatoire"),
    "a token for an unknown account": ("jetons", {"usager": "x"}, "usager", "Aucun compte"),
    "a token for an odd person": (
        "jetons",
        {"usager": {"gender": "autre"}},
        "usager.gender",
        "unspecified",
    ),
    "a token for an unknown service": (
        "jetons",
        {"usager": "jeanne", "client_id": "x"},
        "client_id",
        "mairie, creche",
    ),
    "a token of an unknown level": ("jetons", {"usager": "jeanne", "acr": "e"}, "acr", "eidas1"),
    "a token that lives for ever": (
        "jetons",
        {"usager": "jeanne", "expire_dans": 10**30},
        "expire_dans",
        "86400",
    ),
    "a token that lives half a second": (
        "jetons",
        {"usager": "jeanne", "expire_dans": 0.5},
        "expire_dans",
        "entier",
    ),
    "scopes in one text": ("jetons", {"usager": "jeanne", "scopes": "openid"}, "scopes", "liste"),
    "an unknown failure": ("pannes", {"panne": "incendie"}, "panne", "bad_signature"),
    "a failure of no times": ("pannes", {"panne": "down", "fois": 0}, "fois", "au moins 1"),
    "a delay too long": ("pannes", {"panne": "slow", "delai": 3600}, "delai", "au plus 60"),
    "a delay in words": ("pannes", {"panne": "slow", "delai": "long"}, "delai", "nombre"),
}


@pytest.mark.parametrize(("door", "body", "field", "words"), BAD.values(), ids=BAD)
async def test_a_door_refuses_in_french(
    fc: Simulated, door: str, body: object, field: str | None, words: str
) -> None:
    response = await fc.browser.post(f"/sandbox/{door}", content=json.dumps(body))

    faults: list[dict[str, Any]] = response.json()["erreurs"]
    assert response.status_code == 422
    assert [fault["champ"] for fault in faults] == [field]
    assert words in faults[0]["message"]


UNREADABLE = {
    "nothing": b"",
    "half an object": b'{"usager": ',
    "bytes that are no text": b"\xff\xfe",
    "half a surrogate": b'{"family_name": "\\ud800"}',
    "brackets without end": b"[" * 100_000,
}


@pytest.mark.parametrize("body", UNREADABLE.values(), ids=UNREADABLE)
@pytest.mark.parametrize("door", ["usagers", "jetons", "pannes"])
async def test_a_door_survives(fc: Simulated, door: str, body: bytes) -> None:
    response = await fc.browser.post(f"/sandbox/{door}", content=body)

    assert response.status_code == 422
    assert response.json()["erreurs"][0]["message"]


async def test_a_body_too_long_is_not_read(fc: Simulated) -> None:
    body = json.dumps({"raison": "x" * (6 * 1024 * 1024)}).encode()

    assert (await fc.browser.post("/sandbox/usagers", content=body)).status_code == 413


async def test_a_token_is_refused_above_the_accounts_level(fc: Simulated) -> None:
    await fc.load(JEANNE | {"identifiant": "faible", "acr_max": "eidas1"})

    response = await fc.browser.post("/sandbox/jetons", json={"usager": "faible", "acr": "eidas2"})

    assert (response.status_code, response.json()["erreurs"][0]["champ"]) == (422, "acr")


DOORS = (
    ("GET", "usagers"),
    ("POST", "usagers"),
    ("GET", "usagers/schema"),
    ("POST", "jetons"),
    ("POST", "pannes"),
    ("GET", "pannes"),
    ("DELETE", "pannes"),
    ("POST", "rotation"),
)


@pytest.mark.parametrize("environment", ["production", "", "Bac_a_sable", "test"])
async def test_the_doors_are_not_there_unless_it_is_the_sandbox(environment: str) -> None:
    fc = Simulated(some_settings(DLNUF_ENV=environment))

    for method, door in DOORS:
        response = await fc.browser.request(method, f"/sandbox/{door}", content=b"{}")
        assert response.status_code == 404, door
    assert (await fc.ask(an_authorization())).status_code == 303
