"""Only the broker asks, with a token that lives five minutes."""

import base64

import pytest

from tests.providers.caf.simulated import CLIENT, SECRET, Caf, a_dossier

Form = dict[str, str | list[str]]
GRANT: Form = {"grant_type": "client_credentials"}
FORM: Form = GRANT | {"client_id": CLIENT, "client_secret": SECRET}


def in_utf8(headers: dict[str, str]) -> dict[bytes, bytes]:
    return {name.encode(): value.encode() for name, value in headers.items()}


def basic(text: str) -> dict[str, str]:
    return {"Authorization": "Basic " + base64.b64encode(text.encode()).decode()}


async def test_a_token_is_given_for_the_form_or_for_http_basic(caf: Caf) -> None:
    by_form = await caf.client.post("/oauth/token", data=FORM)
    encoded = basic(f"{CLIENT}:s3cret%3A+avec%20espace")
    by_basic = await caf.client.post("/oauth/token", data=GRANT, headers=encoded)

    for response in (by_form, by_basic):
        body = response.json()
        assert body.pop("access_token")
        assert body == {"token_type": "Bearer", "expires_in": 300}
        assert response.headers["Cache-Control"] == "no-store"
    assert by_form.json()["access_token"] != by_basic.json()["access_token"]


REFUSED: dict[str, tuple[Form, dict[str, str], int, str]] = {
    "nobody": (GRANT, {}, 401, "invalid_client"),
    "a wrong secret": (FORM | {"client_secret": "?"}, {}, 401, "invalid_client"),
    "another client": (FORM | {"client_id": "autre"}, {}, 401, "invalid_client"),
    "a wrong secret by Basic": (GRANT, basic(f"{CLIENT}:?"), 401, "invalid_client"),
    "Basic that is not base64": (
        GRANT,
        {"Authorization": "Basic été"},
        401,
        "invalid_client",
    ),
    "an accented secret": (FORM | {"client_secret": "é"}, {}, 401, "invalid_client"),
    "another grant": (FORM | {"grant_type": "password"}, {}, 400, "unsupported_grant_type"),
    "no grant": ({k: v for k, v in FORM.items() if k != "grant_type"}, {}, 400, "invalid_request"),
    "a repeated parameter": (FORM | {"client_id": [CLIENT, CLIENT]}, {}, 400, "invalid_request"),
}


@pytest.mark.parametrize(("form", "headers", "status", "error"), REFUSED.values(), ids=REFUSED)
async def test_a_token_is_refused(
    caf: Caf, form: Form, headers: dict[str, str], status: int, error: str
) -> None:
    response = await caf.client.post("/oauth/token", data=form, headers=in_utf8(headers))

    assert (response.status_code, response.json()["error"]) == (status, error)
    assert ("WWW-Authenticate" in response.headers) == (status == 401)


@pytest.mark.parametrize("header", [None, "", "Bearer ", "Bearer inconnu", "Basic abc", "Bearer"])
async def test_data_are_closed_without_a_token(caf: Caf, header: str | None) -> None:
    await caf.load(a_dossier())
    caf.headers = {} if header is None else {"Authorization": header}

    response = await caf.ask()

    assert response.status_code == 401
    assert response.headers["WWW-Authenticate"].startswith("Bearer")
    assert "ESSAI" not in response.text


async def test_a_token_lives_five_minutes(caf: Caf) -> None:
    await caf.load(a_dossier())
    caf.later(seconds=299)
    alive = await caf.ask()
    caf.later(seconds=1)

    assert alive.status_code == 200
    assert (await caf.ask()).status_code == 401


async def test_a_question_that_is_none_is_not_taken_for_a_refusal(caf: Caf) -> None:
    response = await caf.send({"par": "numero_allocataire", "numero_allocataire": "12"})

    assert response.status_code == 400
    assert {error["champ"] for error in response.json()["erreurs"]} == {
        "sujet.numero_allocataire.numero_allocataire",
        "sujet.numero_allocataire.code_postal",
    }
