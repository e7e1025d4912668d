import dataclasses
import json

import pytest

from broker.errors import Refusal
from broker.wires import v2
from broker.wires.wire import wire_of
from contracts.catalogue import NOMENCLATURE
from contracts.flow import Wire
from contracts.nomenclature.unit import Unit
from tests.broker.wires.reading import body_of, disclosed
from tests.makers import SCOPES, V2, a_household, a_personne, a_quotient


def test_the_body_is_flat_and_spelled_as_v2_did() -> None:
    couple = (a_personne(), a_personne(nom_usage="VALMORIN", nom_naissance="ROUX", prenoms="PAUL"))

    body = body_of(disclosed(V2, donnees=a_household(allocataires=couple)))

    assert body == {
        "quotientFamilial": 1050,
        "mois": 11,
        "annee": 2026,
        "allocataires": [
            {
                "nomPrenom": "VALMORIN JEANNE STEPHANIE",
                "dateDeNaissance": "27061987",
                "sexe": "F",
            },
            {"nomPrenom": "VALMORIN PAUL", "dateDeNaissance": "27061987", "sexe": "F"},
        ],
        "enfants": [{"nomPrenom": "VALMORIN THOMAS", "dateDeNaissance": "01092015", "sexe": "M"}],
        "adresse": {
            "identite": "Madame VALMORIN JEANNE",
            "complementIdentite": None,
            "complementIdentiteGeo": None,
            "numeroRue": "28 BOULEVARD DES TILLEULS",
            "lieuDit": None,
            "codePostalVille": "13008 MARSEILLE",
            "pays": "FRANCE",
        },
    }


KEYS = {
    "cnaf_quotient_familial": {"quotientFamilial", "mois", "annee"},
    "cnaf_allocataires": {"allocataires"},
    "cnaf_enfants": {"enfants"},
    "cnaf_adresse": {"adresse"},
}


@pytest.mark.parametrize(("scope", "keys"), KEYS.items(), ids=KEYS)
def test_a_closed_scope_is_an_absent_key(scope: str, keys: set[str]) -> None:
    assert body_of(disclosed(V2, frozenset({scope}))).keys() == keys


def test_every_scope_has_its_keys() -> None:
    assert KEYS.keys() == SCOPES


@pytest.mark.parametrize("valeur", [0, None])
def test_a_quotient_of_zero_and_an_unknown_one_are_two_answers(valeur: int | None) -> None:
    body = body_of(disclosed(V2, donnees=a_household(quotient_familial=a_quotient(valeur=valeur))))

    assert body["quotientFamilial"] == valeur
    assert type(body["quotientFamilial"]) is type(valeur)


def test_an_open_field_that_the_provider_lacks_is_null() -> None:
    body = body_of(disclosed(V2, donnees=a_household(adresse=None, quotient_familial=None)))

    assert body["adresse"] is None
    assert (body["quotientFamilial"], body["mois"], body["annee"]) == (None, None, None)


def test_the_body_is_the_payload_itself() -> None:
    disclosure = disclosed(V2)

    assert body_of(disclosure) == json.loads(v2.payload(disclosure))


def test_another_flow_has_no_v2_body() -> None:
    other = dataclasses.replace(disclosed(V2), data=a_quotient())

    with pytest.raises(TypeError, match="composition familiale"):
        v2.payload(other)


STATUSES = {
    "00101": (401, "access_denied"),
    "00100": (403, "access_denied"),
    "00381": (400, "bad_request"),
    "00401": (400, "bad_request"),
    "00429": (429, "rate_limited"),
    "00500": (500, "internal_error"),
    "00607": (503, "data_provider_error"),
    "35000": (503, "network_error"),
    "35002": (504, "timeout_error"),
    "35003": (404, "not_found"),
    "35020": (503, "data_provider_error"),
    "35563": (400, "bad_request"),
}


@pytest.mark.parametrize(("code", "expected"), STATUSES.items(), ids=STATUSES)
def test_a_refusal_is_served_as_v2_did(code: str, expected: tuple[int, str]) -> None:
    served = wire_of(Wire.V2).status_of(NOMENCLATURE[code].status)

    assert (served, json.loads(v2.refused(Refusal(code)))["error"]) == expected


@pytest.mark.parametrize("unit", NOMENCLATURE.values(), ids=NOMENCLATURE)
def test_every_refusal_is_flat_and_says_what_to_do(unit: Unit) -> None:
    body = json.loads(v2.refused(Refusal(unit.code, motif="vraie_raison")))

    assert list(body) == ["error", "reason", "message", "code"]
    assert body["code"] == unit.code
    assert body["reason"] == unit.title
    assert body["message"] == f"{unit.detail} {unit.remede}"
    assert wire_of(Wire.V2).status_of(unit.status) != 422
    assert wire_of(Wire.V2).status_of(unit.status) != 502
