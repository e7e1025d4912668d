import json
from pathlib import Path

import pytest

from broker.errors import ParametersRefused, ProviderFailed, Reason, Refusal
from broker.wires import v3
from contracts.catalogue import NOMENCLATURE
from contracts.enveloppe import Erreurs, Meta
from tests.broker.wires.reading import body_of, disclosed
from tests.makers import NUMERO, a_household, a_quotient

ROOT = Path(__file__).parents[3]
CASES = (
    ROOT.parent / "shared/reference/cases/api_particulier_v3_cnav_quotient_familial_with_civility"
)
ERROR = {"code", "title", "detail", "source", "meta"}
"""What an error of API Particulier v3 holds (its OpenAPI document, Error)."""


def test_an_answer_is_data_links_and_meta() -> None:
    body = body_of(disclosed())

    assert list(body) == ["data", "links", "meta"]
    assert body["links"] == {}
    assert body["data"]["quotient_familial"] == {
        "fournisseur": "CNAF",
        "valeur": 1050,
        "annee": 2026,
        "mois": 11,
        "annee_calcul": 2026,
        "mois_calcul": 3,
    }
    assert body["data"]["allocataires"] == [
        {
            "nom_naissance": "VALMORIN",
            "nom_usage": None,
            "prenoms": "JEANNE STEPHANIE",
            "date_naissance": "1987-06-27",
            "sexe": "F",
        }
    ]


def test_meta_says_who_was_checked_what_is_omitted_and_where_the_line_is() -> None:
    meta = body_of(disclosed(scopes=frozenset({"cnaf_adresse"})))["meta"]

    assert Meta.model_validate_json(json.dumps(meta)).identite.verdict == "match"
    assert meta["identite"]["niveau"] == "declaree"
    assert meta["identite"]["motifs"]["nom"] == "identique"
    assert set(meta["omitted"]) == {"allocataires", "enfants", "quotient_familial"}
    assert meta["journal"] == {
        "entry_id": "00000000-0000-0000-0000-000000000003",
        "leaf_hash": "ab" * 32,
        "tree_size": 41,
    }


def test_a_file_number_alone_says_that_nobody_vouched_for_the_person() -> None:
    meta = body_of(disclosed(NUMERO))["meta"]

    assert meta["identite"] == {"niveau": "aucun", "verdict": "non_verifie", "motifs": {}}


def test_a_closed_scope_is_an_absent_key() -> None:
    assert list(body_of(disclosed(scopes=frozenset({"cnaf_adresse"})))["data"]) == ["adresse"]


def test_an_open_field_that_the_provider_lacks_is_null_with_a_reason() -> None:
    body = body_of(disclosed(donnees=a_household(adresse=None)))

    assert body["data"]["adresse"] is None
    assert body["meta"]["omitted"] == {
        "adresse": {"motif": "fournisseur", "detail": "non communiqué"}
    }


def test_a_quotient_of_zero_and_an_unknown_one_are_two_answers() -> None:
    zero = body_of(disclosed(donnees=a_household(quotient_familial=a_quotient(valeur=0))))
    unknown = body_of(
        disclosed(
            donnees=a_household(quotient_familial=a_quotient(valeur=None)),
            absences={"quotient_familial.valeur": "qf_indisponible"},
        )
    )

    assert zero["data"]["quotient_familial"]["valeur"] == 0
    assert zero["meta"]["omitted"] == {}
    assert unknown["data"]["quotient_familial"]["valeur"] is None
    assert unknown["meta"]["omitted"] == {
        "quotient_familial.valeur": {"motif": "fournisseur", "detail": "qf_indisponible"}
    }


def test_the_payload_stands_in_the_body_byte_for_byte() -> None:
    disclosure = disclosed(donnees=a_household(enfants=()))

    assert json.loads(v3.payload(disclosure)) == body_of(disclosure)["data"]
    assert v3.payload(disclosure).startswith(b'{"allocataires":[')


@pytest.mark.parametrize("code", NOMENCLATURE)
def test_every_refusal_has_the_keys_of_the_reference(code: str) -> None:
    body = json.loads(v3.refused(Refusal(code)))
    unit = NOMENCLATURE[code]

    assert list(body) == ["errors"]
    [error] = body["errors"]
    assert error.keys() == ERROR
    assert (error["code"], error["title"], error["detail"]) == (code, unit.title, unit.detail)
    assert error["source"] is None
    assert error["meta"] == {
        "provider": unit.provider,
        "retry_in": unit.retry_in,
        "remede": unit.remede,
    }


def test_a_published_refusal_has_the_same_keys() -> None:
    if not CASES.is_dir():
        pytest.skip(f"no published cases in {CASES}")
    text = (CASES / "404-identite-cas-limite-faute-de-frappe.yaml").read_text()
    published = json.loads(text.partition("payload: |-")[2])

    [theirs], [ours] = published["errors"], json.loads(v3.refused(Refusal("35003")))["errors"]

    assert theirs.keys() == ours.keys() == ERROR
    assert theirs["meta"].keys() <= ours["meta"].keys()


def test_every_wrong_parameter_is_told_and_blamed() -> None:
    refusal = ParametersRefused(Reason("00363", "mois"), Reason("00421", "prenoms[]"))

    errors = json.loads(v3.refused(refusal))["errors"]

    assert [(e["code"], e["source"]) for e in errors] == [
        ("00363", {"parameter": "mois"}),
        ("00421", {"parameter": "prenoms[]"}),
    ]


def test_a_refusal_never_tells_its_true_reason() -> None:
    refusal = ProviderFailed("35564", motif="identite_differente:nom=different")

    assert b"identite_differente" not in v3.refused(refusal)
    assert Erreurs.model_validate_json(v3.refused(refusal)).errors[0].code == "35564"


def test_the_wait_of_this_refusal_comes_before_that_of_its_code() -> None:
    assert (
        json.loads(v3.refused(Refusal("00429", retry_in=1800)))["errors"][0]["meta"]["retry_in"]
        == 1800
    )
