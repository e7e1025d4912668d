"""The sandbox doors: what they take, how they refuse, and that production has none."""

from typing import Any

import pytest

from contracts.sandbox import Dossier
from providers.caf.app import create_app, create_app_from_environment
from tests.in_process import client_of
from tests.providers.caf.simulated import CLIENT, SECRET, SETTINGS, ZOE, Caf, a_dossier

DOORS = (
    ("POST", "/sandbox/dossiers"),
    ("GET", "/sandbox/dossiers"),
    ("GET", "/sandbox/dossiers/schema"),
    ("DELETE", "/sandbox/dossiers/1234567"),
    ("POST", "/sandbox/personnes"),
    ("POST", "/sandbox/pannes"),
    ("DELETE", "/sandbox/pannes"),
)


@pytest.mark.parametrize(("method", "path"), DOORS)
async def test_production_has_no_doors(method: str, path: str) -> None:
    production = SETTINGS.model_copy(update={"environment": "production"})

    async with client_of(create_app(production)) as client:
        assert (await client.request(method, path, json={})).status_code == 404


async def test_the_environment_is_production_unless_it_says_otherwise(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.delenv("DLNUF_ENV", raising=False)
    monkeypatch.setenv("CAF_CLIENT_ID", CLIENT)
    monkeypatch.setenv("CAF_CLIENT_SECRET", SECRET)
    assert "/sandbox/dossiers" not in create_app_from_environment().openapi()["paths"]

    monkeypatch.setenv("DLNUF_ENV", "bac_a_sable")
    assert "/sandbox/dossiers" in create_app_from_environment().openapi()["paths"]


@pytest.mark.parametrize("missing", ["CAF_CLIENT_ID", "CAF_CLIENT_SECRET"])
def test_no_secret_has_a_default(monkeypatch: pytest.MonkeyPatch, missing: str) -> None:
    monkeypatch.setenv("CAF_CLIENT_ID", CLIENT)
    monkeypatch.setenv("CAF_CLIENT_SECRET", SECRET)
    monkeypatch.delenv(missing)

    with pytest.raises(ValueError, match="client_"):
        create_app_from_environment()


async def test_health_is_told_to_anybody(caf: Caf) -> None:
    assert (await caf.client.get("/sante")).json() == {"statut": "ok"}


async def test_one_file_is_answered_with_one_and_a_list_with_a_list(caf: Caf) -> None:
    one = await caf.client.post("/sandbox/dossiers", json=a_dossier(numero_allocataire="1234567"))
    many = await caf.client.post("/sandbox/dossiers", json=[a_dossier()])

    assert one.json() == {"numero_allocataire": "1234567", "code_postal": "35000"}
    assert many.json() == [one.json()]


async def test_the_list_tells_why_each_file_exists(caf: Caf) -> None:
    (numero,) = await caf.load(a_dossier(raison="Pour essayer."))

    assert (await caf.client.get("/sandbox/dossiers")).json() == [
        {"numero_allocataire": numero, "code_postal": "35000", "raison": "Pour essayer."}
    ]


async def test_a_file_is_forgotten_once(caf: Caf) -> None:
    (numero,) = await caf.load(a_dossier())

    first = await caf.client.delete(f"/sandbox/dossiers/{numero}")
    again = await caf.client.delete(f"/sandbox/dossiers/{numero}")

    assert (first.status_code, again.status_code) == (204, 404)
    assert again.json()["erreurs"][0]["message"] == "aucun dossier de ce numéro"
    assert (await caf.ask()).status_code == 404


async def test_the_schema_is_that_of_the_contract(caf: Caf) -> None:
    schema = (await caf.client.get("/sandbox/dossiers/schema")).json()

    assert schema == Dossier.model_json_schema()


WRONG: dict[str, tuple[Any, str, str]] = {
    "a missing field": (
        {k: v for k, v in a_dossier().items() if k != "adresse"},
        "adresse",
        "champ obligatoire",
    ),
    "an unknown field": (a_dossier(couleur="bleu"), "couleur", "champ inconnu"),
    "a date that is none": (
        a_dossier(allocataires=[ZOE | {"date_naissance": "12/04/1985"}]),
        "allocataires[0].date_naissance",
        "format attendu",
    ),
    "a field in a list of files": (
        [a_dossier(), a_dossier(regime="RSI")],
        "[1].regime",
        "valeurs admises",
    ),
    "nobody": (a_dossier(allocataires=[]), "allocataires", "1 élément au moins"),
    "three allocataires": (a_dossier(allocataires=[ZOE] * 3), "allocataires", "2 éléments au plus"),
    "a negative figure": (
        a_dossier(quotients=[{"annee": 2026, "mois": 5, "valeur": -1}]),
        "quotients[0].valeur",
        "0 au moins",
    ),
    "text for a number": (
        a_dossier(quotients=[{"annee": "hier", "mois": 5, "valeur": 1}]),
        "quotients[0].annee",
        "un nombre entier est attendu",
    ),
    "nobody but a conjoint": (
        a_dossier(allocataires=[ZOE | {"conjoint": True}]),
        "allocataires",
        "ne doit pas être `conjoint`",
    ),
    "two ways to give the figure": (
        [
            a_dossier(
                quotient_familial={"fournisseur": "CNAF", "valeur": 1, "annee": 2026, "mois": 5}
                | {"annee_calcul": 2026, "mois_calcul": 5}
            )
        ],
        "[0].quotient_familial",
        "pas les deux",
    ),
    "text": ("un dossier", "corps", "un objet est attendu"),
}


@pytest.mark.parametrize(("body", "champ", "message"), WRONG.values(), ids=WRONG.keys())
async def test_a_wrong_file_is_refused_by_the_path_of_its_field(
    caf: Caf, body: object, champ: str, message: str
) -> None:
    response = await caf.client.post("/sandbox/dossiers", json=body)

    assert response.status_code == 422
    errors = response.json()["erreurs"]
    assert any(e["champ"] == champ and message in e["message"] for e in errors), errors
    assert (await caf.client.get("/sandbox/dossiers")).json() == []


NOT_JSON = (b"", b"{", b"[" * 100_000, b"\xff\xfe", b'"\\ud800"', b'{"a":' + b"9" * 5000, b"NaN")


@pytest.mark.parametrize("body", NOT_JSON, ids=lambda body: repr(body[:8]))
@pytest.mark.parametrize("path", ["/sandbox/dossiers", "/sandbox/personnes", "/sandbox/pannes"])
async def test_what_is_not_json_is_refused(caf: Caf, path: str, body: bytes) -> None:
    response = await caf.client.post(path, content=body)

    assert response.status_code == 422
    assert response.json()["erreurs"] == [{"champ": "corps", "message": "ce n'est pas du JSON"}]


async def test_a_person_born_in_an_unknown_commune_is_refused(caf: Caf) -> None:
    lieu = {"code_pays": "99100", "nom_commune": "Trifouillis", "code_departement": "35"}

    response = await caf.client.post("/sandbox/personnes", json={"lieu_naissance": lieu})

    assert response.status_code == 422
    assert response.json()["erreurs"][0]["champ"] == "lieu_naissance.nom_commune"


async def test_an_unknown_failure_is_refused(caf: Caf) -> None:
    response = await caf.client.post("/sandbox/pannes", json={"panne": "fire", "delai": "∞"})

    assert response.status_code == 422
    assert {error["champ"] for error in response.json()["erreurs"]} == {"panne", "delai"}
