"""The rule by which a file takes another's place."""

from typing import Any

import pytest

from tests.providers.caf.simulated import ADRESSE, MAY, ZOE, Caf, a_dossier, an_identity

MAX = ZOE | {"nom_naissance": "ÉPREUVE", "prenoms": "Max", "sexe": "M"}


def figure(valeur: int, **changes: object) -> dict[str, Any]:
    return a_dossier(quotients=[MAY | {"valeur": valeur}], **changes)


async def numbers(caf: Caf) -> list[str]:
    loaded = (await caf.client.get("/sandbox/dossiers")).json()
    return [dossier["numero_allocataire"] for dossier in loaded]


async def test_a_free_number_of_seven_digits_is_given(caf: Caf) -> None:
    one, other = await caf.load(figure(1), figure(2, allocataires=[MAX]))

    assert one != other
    assert {len(one), len(other)} == {7}
    assert one.isdigit()


async def test_a_number_that_is_taken_is_not_given(caf: Caf) -> None:
    (free,) = await caf.load(figure(1))
    await caf.load(figure(2, allocataires=[MAX], numero_allocataire=f"{int(free) + 1:07d}"))

    (given,) = await caf.load(figure(3, allocataires=[ZOE | {"prenoms": "Lou"}]))

    assert len({*await numbers(caf), given}) == 3


SAME = {
    "the same": ZOE,
    "spelled otherwise": ZOE | {"nom_naissance": "essai", "prenoms": "ZOE ANNE"},
    "with fewer given names": ZOE | {"prenoms": "Zoé"},
    "with more given names": ZOE | {"prenoms": "Zoé Anne Marie"},
    "born elsewhere: a correction": ZOE | {"code_commune_naissance": "44109"},
}
OTHER = {
    "another given name": ZOE | {"prenoms": "Lou"},
    "another birth date": ZOE | {"date_naissance": "1985-04-13"},
    "another family name": ZOE | {"nom_naissance": "EPREUVE"},
    "no given name": ZOE | {"prenoms": ""},
}


@pytest.mark.parametrize("allocataire", SAME.values(), ids=SAME.keys())
async def test_without_a_number_the_file_of_the_same_person_is_replaced(
    caf: Caf, allocataire: dict[str, Any]
) -> None:
    first = await caf.load(figure(1))

    assert await caf.load(figure(2, allocataires=[allocataire])) == first
    assert await numbers(caf) == first


@pytest.mark.parametrize("allocataire", OTHER.values(), ids=OTHER.keys())
async def test_without_a_number_another_person_has_another_file(
    caf: Caf, allocataire: dict[str, Any]
) -> None:
    await caf.load(figure(1), figure(2, allocataires=[allocataire]))

    assert len(await numbers(caf)) == 2


async def test_a_couple_has_one_file_whoever_comes_first(caf: Caf) -> None:
    await caf.load(figure(1, allocataires=[ZOE, MAX]), figure(2, allocataires=[MAX, ZOE]))

    assert len(await numbers(caf)) == 1
    assert (await caf.ask()).json()["donnees"]["quotient_familial"]["valeur"] == 2


async def test_a_conjoint_keeps_her_own_file(caf: Caf) -> None:
    await caf.load(figure(1), figure(2, allocataires=[MAX, ZOE | {"conjoint": True}]))

    assert len(await numbers(caf)) == 2
    assert (await caf.ask()).json()["donnees"]["quotient_familial"]["valeur"] == 1


async def test_a_number_makes_another_file_of_a_homonym(caf: Caf) -> None:
    await caf.load(figure(1), figure(2, numero_allocataire="1234567"))

    response = await caf.ask()

    assert (response.status_code, response.json()["motif"]) == (422, "identite_ambigue")


async def test_the_same_number_is_the_same_file(caf: Caf) -> None:
    await caf.load(figure(1, numero_allocataire="1234567"))
    await caf.load(figure(2, numero_allocataire="1234567", allocataires=[MAX]))

    assert await numbers(caf) == ["1234567"]
    assert (await caf.ask()).status_code == 404


async def test_a_person_without_a_file_gets_one(caf: Caf) -> None:
    await caf.client.post("/sandbox/personnes", json=[an_identity()])
    await caf.load(figure(1))

    assert (await caf.ask()).status_code == 200


async def test_a_person_without_a_file_is_not_doubled(caf: Caf) -> None:
    for _ in range(2):
        loaded = await caf.client.post("/sandbox/personnes", json=[an_identity()])
        assert loaded.status_code == 201

    assert (await caf.ask()).json()["motif"] == "non_reference"


POST_CODES = {
    "its own": ({"code_postal": "44000"}, "44000"),
    "that of the address": ({}, "35000"),
    "none in the address": ({"adresse": ADRESSE | {"code_postal_ville": "RENNES"}}, None),
    "no address line": ({"adresse": ADRESSE | {"code_postal_ville": None}}, None),
}


@pytest.mark.parametrize(("changes", "expected"), POST_CODES.values(), ids=POST_CODES.keys())
async def test_the_post_code_of_a_file(
    caf: Caf, changes: dict[str, Any], expected: str | None
) -> None:
    response = await caf.client.post("/sandbox/dossiers", json=a_dossier(**changes))

    assert response.json()["code_postal"] == expected
