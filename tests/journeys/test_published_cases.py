"""The published cases of API Particulier come out of this broker, the whole answer.

Not one of them asks for a period, and their quotients are of 2023 and 2024: the figure in
force is the last one computed, which carries its own month.
"""

from typing import Any

import pytest

from tests.federation import MAIRIE, SERVICE, Federation
from tests.journeys.calls import FC, ID, V2, codes
from tests.journeys.published_cases import (
    FRANCE_CONNECT,
    IDENTITE,
    NUMERO_V2,
    Case,
    dossier_of,
    parametrize,
    query_of,
    usager_of,
)

DEFECTS = {
    "200-etranger-celibataire-2_enfants-qf_cnaf_300_sept2024.yaml": "SIMPSON is asked for and "
    "BROWN answered, with no nom d'usage to link them: the answer is about somebody else",
    "fake_france_connect_cnaf_2.yml": "Thomas Delatour signs in and Georges CNAF is answered",
}
"""Published cases whose answer is about another person than the one asked for.

They must be refused: it is what the check is for.
"""
V2_DEFECTS = frozenset({"200.yaml"})
"""`nomPrenom` is written given name first there, and family name first in the eight others."""


async def ask(federation: Federation, path: str, query: Any, bearer: str) -> Any:
    return await federation.broker.get(
        path,
        params=[("recipient", MAIRIE), *query],
        headers={"Authorization": f"Bearer {bearer}"},
    )


async def by_identity(federation: Federation, case: Case, params: dict[str, Any]) -> Any:
    await federation.dossier(dossier_of(case.payload["data"], case.params))
    created = await federation.habilitation()
    return await ask(federation, ID, query_of(params), created.jeton)


async def by_france_connect(federation: Federation, case: Case) -> Any:
    await federation.dossier(dossier_of(case.payload["data"], case.params))
    await federation.habilitation(clients_france_connect=[SERVICE])
    token = await federation.france_connect_token(usager_of(case.params))
    return await ask(federation, FC, [], token)


@parametrize(IDENTITE, without=frozenset(DEFECTS))
async def test_a_published_identity_case_answers_the_published_data(
    federation: Federation, case: Case
) -> None:
    response = await by_identity(federation, case, case.params)

    assert response.status_code == case.status, response.text
    assert response.json()["data"] == case.payload["data"]


@parametrize(FRANCE_CONNECT, without=frozenset(DEFECTS))
async def test_a_published_france_connect_case_answers_the_published_data(
    federation: Federation, case: Case
) -> None:
    response = await by_france_connect(federation, case)

    assert response.status_code == case.status, response.text
    assert response.json()["data"] == case.payload["data"]


@parametrize(FRANCE_CONNECT)
async def test_a_published_france_connect_case_about_somebody_else_is_refused(
    federation: Federation, case: Case
) -> None:
    response = await by_france_connect(federation, case)

    assert (response.status_code == 200) is (case.name not in DEFECTS)


@parametrize(NUMERO_V2, without=V2_DEFECTS)
async def test_a_published_v2_case_answers_the_published_body(
    federation: Federation, case: Case
) -> None:
    await federation.dossier(dossier_of_v2(case))
    created = await federation.habilitation()

    response = await ask(federation, V2, query_of(case.params), created.jeton)

    assert response.status_code == case.status, response.text
    assert response.json() == case.payload


def dossier_of_v2(case: Case) -> dict[str, Any]:
    """Turn a v2 body into a file: `nomPrenom` is cut at its first space."""

    def member(person: dict[str, str]) -> dict[str, Any]:
        name, _, given = person["nomPrenom"].partition(" ")
        born = person["dateDeNaissance"]
        date = f"{born[4:]}-{born[2:4]}-{born[:2]}"
        return {
            "nom_naissance": name, "prenoms": given, "date_naissance": date, "sexe": person["sexe"],
        }  # fmt: skip

    body, address = case.payload, case.payload["adresse"]
    quotient = {"annee": body["annee"], "mois": body["mois"], "valeur": body["quotientFamilial"]}
    return {
        "numero_allocataire": str(case.params["numeroAllocataire"]),
        "code_postal": str(case.params["codePostal"]),
        "allocataires": [member(p) for p in body["allocataires"]],
        "enfants": [member(p) for p in body["enfants"]],
        "adresse": {
            "destinataire": address["identite"],
            "complement_information": address["complementIdentite"],
            "complement_information_geographique": address["complementIdentiteGeo"],
            "numero_libelle_voie": address["numeroRue"],
            "lieu_dit": address["lieuDit"],
            "code_postal_ville": address["codePostalVille"],
            "pays": address["pays"],
        },
        "quotients": [quotient],
    }


LEFEBVRE = "200-identite-cas-limite-faute-de-frappe.yaml"
YEAR_ONLY = {"moisDateNaissance": None, "jourDateNaissance": None}
VERDICTS: dict[str, tuple[dict[str, Any], int]] = {
    "nothing changed": ({"prenoms": ["ALEXIS", "GÉRÔME", "JEAN-PHILIPPE"]}, 200),
    "the first given name alone, with the full date": ({"prenoms": ["ALEXIS"]}, 200),
    "the year alone, with every given name exact": (
        {"prenoms": ["ALEXIS", "GÉRÔME", "JEAN-PHILIPPE"], **YEAR_ONLY}, 200,
    ),
    "phonetic errors, with the full date": ({"prenoms": ["ALEXI", "GEROME", "JEN-PHILIPE"]}, 200),
    "typing errors, with the full date": ({"prenoms": ["ALEIXS", "GRÉÔME", "JEAN-PHILIPPE"]}, 200),
    "phonetic errors, with the year alone": (
        {"prenoms": ["ALEXI", "GEROME", "JEN-PHILIPE"], **YEAR_ONLY}, 404,
    ),
    "typing errors, with the year alone": (
        {"prenoms": ["ALEIXS", "GRÉÔME", "JEAN-PHILIPPE"], **YEAR_ONLY}, 404,
    ),
    "no birth date": (
        {"prenoms": ["ALEXIS", "GÉRÔME", "JEAN-PHILIPPE"], "anneeDateNaissance": None, **YEAR_ONLY},
        404,
    ),
    "another family name": ({"nomNaissance": "DUPONT"}, 404),
}  # fmt: skip
"""The identity table of the published cases."""


@pytest.mark.parametrize("sentence", VERDICTS)
@parametrize(IDENTITE, only=LEFEBVRE)
async def test_the_published_identity_table_holds(
    federation: Federation, case: Case, sentence: str
) -> None:
    changes, status = VERDICTS[sentence]
    params = {k: v for k, v in (case.params | changes).items() if v is not None}

    response = await by_identity(federation, case, params)

    assert response.status_code == status, response.text
    if status == 404:
        assert codes(response) == ["35003"]
