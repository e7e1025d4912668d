import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from contracts.flows.composition_familiale_v2 import FIELDS, CompositionFamiliale, PersonneV2
from contracts.flows.quotient_familial import Adresse, Personne, Quotient, QuotientFamilial
from contracts.upstream import Reponse
from tests.makers import a_household, a_personne, a_quotient, an_identite

TEXT = st.text(min_size=1, max_size=20)
MONTHS = st.integers(1, 12)
DATES = st.one_of(
    st.sampled_from(["", "0000-00-00", "1987-00-00", "1987-06-00"]), st.dates().map(str)
)
PERSONNES = st.builds(
    Personne,
    nom_naissance=TEXT,
    nom_usage=st.none() | TEXT,
    prenoms=TEXT,
    date_naissance=DATES,
    sexe=st.sampled_from(["M", "F"]),
)
ADRESSES = st.builds(Adresse, **{name: st.none() | TEXT for name in Adresse.model_fields})
QUOTIENTS = st.builds(
    Quotient,
    fournisseur=st.sampled_from(["CNAF", "MSA"]),
    valeur=st.none() | st.integers(0, 100_000),
    annee=st.integers(2000, 2100),
    mois=MONTHS,
    annee_calcul=st.integers(2000, 2100),
    mois_calcul=MONTHS,
)
HOUSEHOLDS = st.builds(
    QuotientFamilial,
    allocataires=st.none() | st.lists(PERSONNES, max_size=2).map(tuple),
    enfants=st.none() | st.lists(PERSONNES, max_size=3).map(tuple),
    adresse=st.none() | ADRESSES,
    quotient_familial=st.none() | QUOTIENTS,
)


@given(HOUSEHOLDS)
def test_an_answer_written_is_read_back_the_same(household: QuotientFamilial) -> None:
    answer = Reponse[QuotientFamilial](titulaire=an_identite(), donnees=household)

    assert Reponse[QuotientFamilial].model_validate_json(answer.model_dump_json()) == answer


@given(HOUSEHOLDS)
def test_every_household_has_a_v2_body(household: QuotientFamilial) -> None:
    body = CompositionFamiliale.of(household)

    assert CompositionFamiliale.model_validate_json(body.model_dump_json()) == body
    assert len(body.enfants or ()) == len(household.enfants or ())


def test_a_quotient_of_zero_and_an_unknown_one_are_two_answers() -> None:
    zero, unknown = a_quotient(valeur=0), a_quotient(valeur=None)

    assert '"valeur":0,' in zero.model_dump_json()
    assert '"valeur":null,' in unknown.model_dump_json()


OUTSIDE = {
    "a negative quotient": {"valeur": -1},
    "half a euro": {"valeur": 0.5},
    "another fund": {"fournisseur": "RNCPS"},
    "a thirteenth month": {"mois": 13},
    "a month zero": {"mois_calcul": 0},
}


@pytest.mark.parametrize("change", OUTSIDE.values(), ids=OUTSIDE)
def test_a_figure_outside_the_contract_is_refused(change: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        a_quotient(**change)


def test_a_contract_is_closed_and_immutable() -> None:
    household = a_household()

    with pytest.raises(ValidationError):
        QuotientFamilial.model_validate(household.model_dump() | {"iban": "FR76"})
    with pytest.raises(ValidationError):
        household.adresse = None  # type: ignore[misc]  # what the test is about


DATES_V2 = {
    "1987-06-27": "27061987",
    "1987-00-00": "00001987",
    "0000-00-00": "00000000",
    "": "00000000",
}


@pytest.mark.parametrize(("v3", "v2"), DATES_V2.items(), ids=lambda d: d or "empty")
def test_a_v2_date_is_day_month_year(v3: str, v2: str) -> None:
    assert PersonneV2.of(a_personne(date_naissance=v3)).dateDeNaissance == v2


def test_a_v2_name_is_the_name_in_use_then_the_given_names() -> None:
    assert PersonneV2.of(a_personne()).nomPrenom == "VALMORIN JEANNE STEPHANIE"
    assert PersonneV2.of(a_personne(nom_usage="ROUX")).nomPrenom == "ROUX JEANNE STEPHANIE"


def test_the_v2_body_says_every_field_of_the_v3_answer() -> None:
    assert FIELDS.keys() == QuotientFamilial.model_fields.keys()
    assert frozenset[str]().union(*FIELDS.values()) == CompositionFamiliale.model_fields.keys()
