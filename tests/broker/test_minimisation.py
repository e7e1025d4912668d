import pytest
from hypothesis import given
from hypothesis import strategies as st

from broker.evidence import Disclosure
from broker.minimisation import minimise
from contracts.flows.quotient_familial import QUOTIENT_FAMILIAL, QuotientFamilial
from tests.makers import (
    SCOPES,
    a_caller,
    a_disclosure,
    a_grant,
    a_habilitation,
    a_household,
    a_match,
    a_question,
    a_quotient,
    an_answer,
    an_ask,
)


def under(*scopes: str, donnees: QuotientFamilial | None = None, **reponse: object) -> Disclosure:
    """The household as `scopes` open it."""
    caller = a_caller(a_habilitation(scopes=frozenset(scopes)))
    question = a_question(a_grant(an_ask(), caller))
    return minimise(a_match(an_answer(question, donnees=donnees or a_household(), **reponse)))


def motifs(disclosure: Disclosure) -> dict[str, tuple[str, str]]:
    return {field: (why.motif, why.detail) for field, why in disclosure.omitted.items()}


def test_a_whole_grant_keeps_a_whole_answer_and_omits_nothing() -> None:
    disclosure = a_disclosure()

    assert disclosure.data == a_household()
    assert disclosure.released == ("adresse", "allocataires", "enfants", "quotient_familial")
    assert disclosure.omitted == {}


def test_what_no_scope_opens_is_taken_away_and_named_with_its_scope() -> None:
    disclosure = under("cnaf_quotient_familial", "cnaf_enfants")

    assert disclosure.data == a_household(allocataires=None, adresse=None)
    assert disclosure.released == ("enfants", "quotient_familial")
    assert motifs(disclosure) == {
        "adresse": ("scope", "cnaf_adresse n'est pas ouvert"),
        "allocataires": ("scope", "cnaf_allocataires n'est pas ouvert"),
    }


def test_what_the_provider_does_not_have_is_named_apart_from_what_is_closed() -> None:
    disclosure = under("cnaf_adresse", "cnaf_enfants", donnees=a_household(adresse=None))

    assert motifs(disclosure) == {
        "adresse": ("fournisseur", "non communiqué"),
        "allocataires": ("scope", "cnaf_allocataires n'est pas ouvert"),
        "quotient_familial": ("scope", "cnaf_quotient_familial n'est pas ouvert"),
    }


ABSENCES: dict[str, tuple[QuotientFamilial, dict[str, str], dict[str, tuple[str, str]]]] = {
    "a figure the fund does not know": (
        a_household(quotient_familial=a_quotient(valeur=None)),
        {"quotient_familial.valeur": "ressources_absentes"},
        {"quotient_familial.valeur": ("fournisseur", "ressources_absentes")},
    ),
    "a whole field, whose reason the fund gives": (
        a_household(adresse=None),
        {"adresse": "adresse_en_cours_de_changement"},
        {"adresse": ("fournisseur", "adresse_en_cours_de_changement")},
    ),
    "a figure of zero, which is an answer": (
        a_household(quotient_familial=a_quotient(valeur=0)), {}, {},
    ),
    "no child, which is an answer": (a_household(enfants=()), {}, {}),
}  # fmt: skip


@pytest.mark.parametrize(("donnees", "absences", "omitted"), ABSENCES.values(), ids=ABSENCES)
def test_what_is_null_says_why_and_zero_is_not_null(
    donnees: QuotientFamilial, absences: dict[str, str], omitted: dict[str, tuple[str, str]]
) -> None:
    disclosure = under(*SCOPES, donnees=donnees, absences=absences)

    assert motifs(disclosure) == omitted
    assert disclosure.data == donnees


def test_the_reason_of_an_absence_in_a_closed_field_stays_closed() -> None:
    unknown = a_household(quotient_familial=a_quotient(valeur=None))
    absences = {"quotient_familial.valeur": "ressources_absentes"}

    disclosure = under("cnaf_adresse", donnees=unknown, absences=absences)

    assert "quotient_familial.valeur" not in disclosure.omitted
    assert disclosure.omitted["quotient_familial"].motif == "scope"


@given(st.frozensets(st.sampled_from(sorted(SCOPES)), min_size=1))
def test_every_field_is_released_or_omitted_and_never_both(scopes: frozenset[str]) -> None:
    disclosure = under(*scopes)
    kept = {field for field, value in disclosure.data if value is not None}

    assert kept == set(disclosure.released) == QUOTIENT_FAMILIAL.fields_opened_by(scopes)
    assert kept | disclosure.omitted.keys() == QuotientFamilial.model_fields.keys()
    assert not kept & disclosure.omitted.keys()
