from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from broker.errors import CallerRefused, PersonRefused, ProviderFailed, Refusal, RightRefused
from broker.identity.introspection import Expectation, verify_claims
from contracts.catalogue import NOMENCLATURE
from contracts.flow import Acr
from tests.broker.identity.jose import FD, ISSUER, NOW, claims, introspection
from tests.makers import AT

EXPECTED = Expectation(issuer=ISSUER, audience=FD, now=AT, floor=Acr.EIDAS1)
FLOOR_2 = Expectation(issuer=ISSUER, audience=FD, now=AT, floor=Acr.EIDAS2)


def token(**changes: object) -> dict[str, Any]:
    return claims(introspection(**changes))


def test_the_person_whose_token_it_is_is_returned() -> None:
    person = verify_claims(claims(), EXPECTED)

    assert person.client_id == "mairie-cantine"
    assert person.scopes == {"openid", "identite_pivot", "cnaf_quotient_familial"}
    assert person.acr is Acr.EIDAS1
    assert person.identite.model_dump() == {
        "nom_naissance": "VALMORIN",
        "nom_usage": None,
        "prenoms": ("Jeanne", "Stéphanie"),
        "date_naissance": "1987-06-27",
        "sexe": "F",
        "lieu_naissance": {
            "code_pays": "99100",
            "code_commune": "13055",
            "nom_commune": None,
            "code_departement": None,
        },
    }


NOT_FOR_US: dict[str, tuple[dict[str, Any], str]] = {
    "another issuer": (claims(iss="https://fc.example.evil/api/v2"), "iss"),
    "an issuer that begins like ours": (claims(iss=ISSUER + "/"), "iss"),
    "no issuer": (claims(iss=None), "iss"),
    "another data provider": (claims(aud="autre-fd"), "aud"),
    "the service itself": (claims(aud="mairie-cantine"), "aud"),
    "a list of others": (claims(aud=["autre-fd", "encore"]), "aud"),
    "an audience that contains our name": (claims(aud="courtier-2"), "aud"),
    "no audience": (claims(aud=None), "aud"),
    "an answer of 61 seconds ago": (claims(iat=NOW - 61), "iat"),
    "an answer 11 seconds ahead": (claims(iat=NOW + 11), "iat"),
    "no time": (claims(iat=None), "iat"),
    "a time that is true": (claims(iat=True), "iat"),
    "a time in letters": (claims(iat="2026-11-21T09:30:15Z"), "iat"),
    "an infinite time": (claims(iat=float("inf")), "iat"),
    "a time that is no number": (claims(iat=float("nan")), "iat"),
    "nothing about the token": (claims(token_introspection=None), "token_introspection_absent"),
    "a token that is a list": (claims(["active"]), "token_introspection_absent"),
    "no service": (token(aud=None), "client_absent"),
    "an empty service": (token(aud=""), "client_absent"),
    "two services": (token(aud=["a", "b"]), "client_absent"),
    "no expiry": (token(exp=None), "exp"),
    "an expiry that is true": (token(exp=True), "exp"),
}


@pytest.mark.parametrize(("payload", "motif"), NOT_FOR_US.values(), ids=NOT_FOR_US)
def test_an_answer_that_is_not_for_us_now_proves_nothing(
    payload: dict[str, Any], motif: str
) -> None:
    with pytest.raises(ProviderFailed) as refused:
        verify_claims(payload, EXPECTED)
    assert (refused.value.code, refused.value.motif) == ("51000", motif)


FOR_US: dict[str, dict[str, Any]] = {
    "a list of audiences that holds ours": claims(aud=["autre-fd", FD]),
    "an answer of a minute ago": claims(iat=NOW - 60),
    "a clock ten seconds ahead": claims(iat=NOW + 10),
    "a higher level": token(acr="eidas3"),
    "the pivot claim by claim": token(scope="given_name family_name birthdate"),
    "the pivot as profile and birth": token(scope="openid profile birth"),
    "a claim nobody knows": token(rnipp_given_name="X"),
}


@pytest.mark.parametrize("payload", FOR_US.values(), ids=FOR_US)
def test_an_answer_for_us_is_accepted(payload: dict[str, Any]) -> None:
    assert verify_claims(payload, EXPECTED).identite.nom_naissance == "VALMORIN"


REFUSED: dict[str, tuple[dict[str, Any], type[Refusal], str, str]] = {
    "an inactive token": (claims({"active": False}), CallerRefused, "51502", "inactif"),
    "a token active as a word": (token(active="true"), CallerRefused, "51502", "inactif"),
    "a token that does not say it is active": (
        token(active=None), CallerRefused, "51502", "inactif"),
    "a token that expires now": (token(exp=NOW), CallerRefused, "51502", "exp"),
    "an expired token": (token(exp=NOW - 1), CallerRefused, "51502", "exp"),
    "no scope": (token(scope=None), CallerRefused, "51503", ""),
    "openid alone": (token(scope="openid"), CallerRefused, "51503", ""),
    "half of the pivot": (token(scope="openid profile"), CallerRefused, "51503", ""),
    "a scope that contains the pivot's name": (
        token(scope="openid identite_pivot_rnipp"), CallerRefused, "51503", ""),
    "no level": (token(acr=None), RightRefused, "00605", "acr_inconnu"),
    "a level nobody knows": (token(acr="eidas4"), RightRefused, "00605", "acr_inconnu"),
    "a level that is a list": (token(acr=["eidas3"]), RightRefused, "00605", "acr_inconnu"),
    "no birth name": (token(family_name=None), PersonRefused, "51564", "nom_absent"),
    "a birth name of spaces": (token(family_name="  "), PersonRefused, "51564", "nom_absent"),
    "a birth name that is a number": (token(family_name=7), PersonRefused, "51564", "nom_absent"),
    "given names as an object": (
        token(given_name_array={"1": "Jeanne"}), PersonRefused, "51564", "prenoms"),
    "a given name that is null": (
        token(given_name_array=["Jeanne", None]), PersonRefused, "51564", "prenoms"),
    "no birth date": (token(birthdate=None), PersonRefused, "51564", "birthdate"),
    "a birth date in French order": (
        token(birthdate="27/06/1987"), PersonRefused, "51564", "birthdate"),
    "a thirteenth month of birth": (
        token(birthdate="1987-13-01"), PersonRefused, "51564", "birthdate"),
    "a birth date in digits of another script": (
        token(birthdate="١٩٨٧-06-27"), PersonRefused, "51564", "birthdate"),
    "a birth date that is a number": (token(birthdate=1987), PersonRefused, "51564", "birthdate"),
}  # fmt: skip


@pytest.mark.parametrize(("payload", "kind", "code", "motif"), REFUSED.values(), ids=REFUSED)
def test_a_token_that_does_not_vouch_for_a_person_is_refused(
    payload: dict[str, Any], kind: type[Refusal], code: str, motif: str
) -> None:
    with pytest.raises(kind) as refused:
        verify_claims(payload, EXPECTED)
    assert (refused.value.code, refused.value.motif) == (code, motif)


@pytest.mark.parametrize(("acr", "is_enough"), [("eidas1", False), ("eidas2", True)])
def test_the_level_must_reach_the_floor_of_the_flow(acr: str, *, is_enough: bool) -> None:
    if is_enough:
        assert verify_claims(token(acr=acr), FLOOR_2).acr is Acr.EIDAS2
        return
    with pytest.raises(RightRefused) as refused:
        verify_claims(token(acr=acr), FLOOR_2)
    assert (refused.value.code, refused.value.motif) == ("00605", "eidas1")


IDENTITIES: dict[str, tuple[dict[str, object], dict[str, object]]] = {
    "a man": ({"gender": "male"}, {"sexe": "M"}),
    "gender unspecified": ({"gender": "unspecified"}, {"sexe": None}),
    "no gender": ({"gender": None}, {"sexe": None}),
    "a gender nobody knows": ({"gender": "F"}, {"sexe": None}),
    "a year and a month": ({"birthdate": "1987-06"}, {"date_naissance": "1987-06-00"}),
    "a year": ({"birthdate": "1987"}, {"date_naissance": "1987-00-00"}),
    "unknown parts written 00": ({"birthdate": "1987-00-00"}, {"date_naissance": "1987-00-00"}),
    "presumed 1 January stays": ({"birthdate": "1987-01-01"}, {"date_naissance": "1987-01-01"}),
    "a name in use": ({"preferred_username": "ROUX"}, {"nom_usage": "ROUX"}),
    "an empty name in use": ({"preferred_username": " "}, {"nom_usage": None}),
    "given names in one string": (
        {"given_name_array": None, "given_name": "Lily-Rose  Clara"},
        {"prenoms": ("Lily-Rose", "Clara")}),
    "given names with spaces around": (
        {"given_name_array": [" Jeanne ", ""]}, {"prenoms": ("Jeanne",)}),
    "no given name": ({"given_name_array": None, "given_name": None}, {"prenoms": ()}),
}  # fmt: skip


@pytest.mark.parametrize(("said", "read"), IDENTITIES.values(), ids=IDENTITIES)
def test_what_france_connect_does_not_know_stays_unknown(
    said: dict[str, object], read: dict[str, object]
) -> None:
    identite = verify_claims(token(**said), EXPECTED).identite

    assert {name: getattr(identite, name) for name in read} == read


def test_a_birth_abroad_has_a_country_and_no_commune() -> None:
    payload = token(birthplace="", birthcountry="99351")

    place = verify_claims(payload, EXPECTED).identite.lieu_naissance

    assert (place.code_pays, place.code_commune) == ("99351", None)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=12),
    lambda some: (
        st.lists(some, max_size=3) | st.dictionaries(st.text(max_size=6), some, max_size=3)
    ),
    max_leaves=6,
)


@given(
    st.dictionaries(st.sampled_from(sorted(claims())), JSON, max_size=3),
    st.dictionaries(st.sampled_from(sorted(introspection())), JSON, max_size=4),
)
def test_whatever_france_connect_says_is_understood_or_refused_by_a_known_code(
    outer: dict[str, Any], inner: dict[str, Any]
) -> None:
    payload = claims() | {"token_introspection": introspection() | inner} | outer

    assert outcome(payload) in {"a person", *NOMENCLATURE}


def outcome(payload: dict[str, Any]) -> str:
    try:
        identite = verify_claims(payload, EXPECTED).identite
    except Refusal as refused:
        return refused.code
    return "a person" if identite.nom_naissance else "nobody"
