from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from broker.errors import ParametersRefused, Reason
from broker.parameters import read_parameters
from contracts.base import Query
from contracts.catalogue import CATALOGUE, NOMENCLATURE
from contracts.flow import Access
from contracts.nomenclature.parametres import PARAMETRES
from contracts.parametres import ParIdentitePivot
from tests.makers import (
    FRANCE_CONNECT,
    IDENTITE,
    MAIRIE,
    NUMERO,
    TODAY,
    V2,
    Pairs,
    an_ask,
    parameters,
)


def read(pairs: Pairs | None, access: Access = IDENTITE, today: date = TODAY) -> Query:
    return read_parameters(an_ask(access, parameters=pairs), today)


def reasons(pairs: Pairs | None, access: Access = IDENTITE, today: date = TODAY) -> list[Reason]:
    with pytest.raises(ParametersRefused) as refused:
        read(pairs, access, today)
    return list(refused.value.reasons)


def born(**changes: str | None) -> Pairs:
    """In a commune whose code is not given."""
    return parameters(IDENTITE, codeCogInseeCommuneNaissance=None, **changes)


REFUSED: dict[str, tuple[Access, Pairs | None, str, str | None]] = {
    "the query string cannot be read": (IDENTITE, None, "00401", None),
    "a parameter is repeated": (
        IDENTITE, (*parameters(), ("annee", "2025")), "00401", "annee"),
    "a parameter is repeated with the same value": (
        IDENTITE, (*parameters(), ("recipient", MAIRIE)), "00401", "recipient"),
    "a value holds a NUL": (IDENTITE, parameters(nomNaissance="A\0"), "00401", "nomNaissance"),
    "a value was not UTF-8": (IDENTITE, parameters(prenoms="A\ufffd"), "00401", "prenoms[]"),
    "a parameter nobody knows was not UTF-8": (IDENTITE, parameters(x="\ufffd"), "00401", None),
    "no recipient": (IDENTITE, parameters(recipient=None), "00203", "recipient"),
    "an empty recipient": (IDENTITE, parameters(recipient=""), "00203", "recipient"),
    "a recipient whose key is wrong": (
        FRANCE_CONNECT, parameters(FRANCE_CONNECT, recipient="21750001600018"), "00210",
        "recipient"),
    "v2: a recipient whose key is wrong": (V2, parameters(V2, recipient="1"), "00210", "recipient"),
    "a month to come": (IDENTITE, parameters(mois="12"), "00354", "mois"),
    "a month 24 months ago": (IDENTITE, parameters(annee="2024", mois="11"), "00355", "mois"),
    "a year to come": (IDENTITE, parameters(annee="2027", mois="1"), "00354", "annee"),
    "a year three years ago": (IDENTITE, parameters(annee="2023", mois="12"), "00356", "annee"),
    "a year of letters": (IDENTITE, parameters(annee="MMXXVI"), "00356", "annee"),
    "the year zero": (IDENTITE, parameters(annee="0"), "00356", "annee"),
    "a year of five digits": (IDENTITE, parameters(annee="20266"), "00356", "annee"),
    "a thirteenth month": (IDENTITE, parameters(mois="13"), "00363", "mois"),
    "a month zero": (IDENTITE, parameters(mois="0"), "00363", "mois"),
    "a month and a half": (IDENTITE, parameters(mois="1.5"), "00363", "mois"),
    "a month in digits of another script": (IDENTITE, parameters(mois="１"), "00363", "mois"),
    "a birth in France and no place": (IDENTITE, born(), "00365", "codeCogInseeCommuneNaissance"),
    "a commune of four digits": (
        IDENTITE, parameters(codeCogInseeCommuneNaissance="1305"), "00365",
        "codeCogInseeCommuneNaissance"),
    "a commune in a département 2C": (
        IDENTITE, parameters(codeCogInseeCommuneNaissance="2C004"), "00365",
        "codeCogInseeCommuneNaissance"),
    "no given name": (IDENTITE, parameters(prenoms=None), "00367", "prenoms[]"),
    "an empty given name": (IDENTITE, parameters(prenoms=["", ""]), "00367", "prenoms[]"),
    "a given name with a comma": (IDENTITE, parameters(prenoms="ANNA, EVA"), "00421", "prenoms[]"),
    "a given name with a digit": (IDENTITE, parameters(prenoms="L0UIS"), "00421", "prenoms[]"),
    "four given names": (IDENTITE, parameters(prenoms=["A", "B", "C", "D"]), "00421", "prenoms[]"),
    "a file number with its letter": (
        NUMERO, parameters(NUMERO, numeroAllocataire="1234567C"), "00381", "numeroAllocataire"),
    "no file number": (
        NUMERO, parameters(NUMERO, numeroAllocataire=None), "00381", "numeroAllocataire"),
    "a file number in digits of another script": (
        NUMERO, parameters(NUMERO, numeroAllocataire="１２３４５６７"), "00381",
        "numeroAllocataire"),
    "v2: a short post code": (V2, parameters(V2, codePostal="1300"), "00382", "codePostal"),
    "no post code": (V2, parameters(V2, codePostal=None), "00382", "codePostal"),
    "no country": (
        IDENTITE, parameters(codeCogInseePaysNaissance=None), "00400",
        "codeCogInseePaysNaissance"),
    "a country by its letters": (
        IDENTITE, parameters(codeCogInseePaysNaissance="FR"), "00400", "codeCogInseePaysNaissance"),
    "no birth name": (
        IDENTITE, parameters(nomNaissance=None), "00420", "nomNaissance"),
    "a birth name with brackets": (
        IDENTITE, parameters(nomNaissance="VALMORIN (NEE ROUX)"), "00420", "nomNaissance"),
    "a birth name that is not in Latin letters": (
        IDENTITE, parameters(nomNaissance="Иванова"), "00420", "nomNaissance"),
    "a name in use of 101 letters": (IDENTITE, parameters(nomUsage="A" * 101), "00420", "nomUsage"),
    "a birth year in 1899": (
        IDENTITE, parameters(anneeDateNaissance="1899"), "00422", "anneeDateNaissance"),
    "a birth year to come": (
        IDENTITE, parameters(anneeDateNaissance="2027"), "00422", "anneeDateNaissance"),
    "a birth month of 13": (
        IDENTITE, parameters(moisDateNaissance="13"), "00423", "moisDateNaissance"),
    "a birth day of 32": (
        IDENTITE, parameters(jourDateNaissance="32"), "00424", "jourDateNaissance"),
    "a birth on 30 February": (
        IDENTITE, parameters(moisDateNaissance="2", jourDateNaissance="30"), "00425",
        "jourDateNaissance"),
    "a birth on 29 February of a common year": (
        IDENTITE,
        parameters(anneeDateNaissance="1987", moisDateNaissance="2", jourDateNaissance="29"),
        "00425", "jourDateNaissance"),
    "a birth tomorrow": (
        IDENTITE,
        parameters(anneeDateNaissance="2026", moisDateNaissance="11", jourDateNaissance="22"),
        "00425", "anneeDateNaissance"),
    "no sex": (IDENTITE, parameters(sexeEtatCivil=None), "00427", "sexeEtatCivil"),
    "a third sex": (IDENTITE, parameters(sexeEtatCivil="X"), "00427", "sexeEtatCivil"),
    "a commune by its name alone": (
        IDENTITE, born(nomCommuneNaissance="Marseille"), "00428", "nomCommuneNaissance"),
    "a commune by its name in a département that is none": (
        IDENTITE, born(nomCommuneNaissance="Marseille", codeCogInseeDepartementNaissance="975"),
        "00428", "codeCogInseeDepartementNaissance"),
    "a commune by its name and no birth year": (
        IDENTITE,
        born(nomCommuneNaissance="Foix", codeCogInseeDepartementNaissance="09",
             anneeDateNaissance=None),
        "00428", "nomCommuneNaissance"),
}  # fmt: skip


@pytest.mark.parametrize(("access", "pairs", "code", "blamed"), REFUSED.values(), ids=REFUSED)
def test_what_cannot_be_read_is_refused_by_its_code(
    access: Access, pairs: Pairs | None, code: str, blamed: str | None
) -> None:
    assert Reason(code, blamed) in reasons(pairs, access)


def test_every_unit_about_parameters_is_provoked_above() -> None:
    provoked = {code for _, _, code, _ in REFUSED.values()}

    assert provoked == {unit.code for unit in PARAMETRES} | {"00401"}


def test_several_wrong_parameters_are_told_together() -> None:
    wrong = parameters(recipient="1", prenoms=["A1", "B2"], sexeEtatCivil="", mois="13")

    assert reasons(wrong) == [
        Reason("00210", "recipient"),
        Reason("00363", "mois"),
        Reason("00421", "prenoms[]"),
        Reason("00427", "sexeEtatCivil"),
    ]


@pytest.mark.parametrize("access", [IDENTITE, FRANCE_CONNECT, NUMERO, V2], ids=lambda a: a.path)
def test_a_valid_call_is_read_on_every_access(access: Access) -> None:
    assert isinstance(read(parameters(access), access), access.query)


def test_unknown_parameters_are_ignored_even_repeated_and_our_own_names_are_unknown() -> None:
    extra = parameters(nom_naissance="12", page="1", delegation_id="x") + (("page", "2"),) * 2

    assert read(extra) == read(parameters())


def test_a_field_name_of_ours_does_not_replace_a_missing_parameter() -> None:
    assert reasons(parameters(nomNaissance=None, nom_naissance="VALMORIN")) == [
        Reason("00420", "nomNaissance")
    ]


def test_an_empty_optional_parameter_is_absent() -> None:
    optional = (
        "nomUsage", "finalite", "annee", "mois", "moisDateNaissance", "jourDateNaissance",
        "nomCommuneNaissance", "codeCogInseeDepartementNaissance",
    )  # fmt: skip

    empty = parameters(IDENTITE, **dict.fromkeys(optional, ""))
    absent = parameters(IDENTITE, **dict.fromkeys(optional))

    assert read(empty) == read(absent)


def test_a_place_of_birth_is_given_by_a_code_or_by_a_name_a_departement_and_a_year() -> None:
    by_name = born(nomCommuneNaissance="Marseille", codeCogInseeDepartementNaissance="13")

    query = read(by_name)

    assert isinstance(query, ParIdentitePivot)
    place = query.identite().lieu_naissance
    assert (place.code_commune, place.nom_commune, place.code_departement) == (
        None, "Marseille", "13",
    )  # fmt: skip


def test_a_birth_abroad_needs_no_commune() -> None:
    assert isinstance(read(born(codeCogInseePaysNaissance="99351")), ParIdentitePivot)


BIRTH_DATES: dict[str, tuple[dict[str, str | None], str]] = {
    "whole": ({}, "1987-06-27"),
    "29 February of a leap year": (
        {"anneeDateNaissance": "1988", "moisDateNaissance": "2", "jourDateNaissance": "29"},
        "1988-02-29",
    ),
    "day unknown": ({"jourDateNaissance": "0"}, "1987-06-00"),
    "month unknown": ({"moisDateNaissance": ""}, "1987-00-00"),
    "year unknown": ({"anneeDateNaissance": ""}, "0000-00-00"),
    "today": (
        {"anneeDateNaissance": "2026", "moisDateNaissance": "11", "jourDateNaissance": "21"},
        "2026-11-21",
    ),
}


@pytest.mark.parametrize(("changes", "expected"), BIRTH_DATES.values(), ids=BIRTH_DATES)
def test_unknown_parts_of_a_birth_date_are_written_zero(
    changes: dict[str, str | None], expected: str
) -> None:
    query = read(parameters(IDENTITE, **changes))

    assert isinstance(query, ParIdentitePivot)
    assert query.identite().date_naissance == expected


def test_a_day_of_birth_without_its_month_cannot_be_in_the_future() -> None:
    january = date(2026, 1, 10)
    newborn = parameters(
        moisDateNaissance=None, annee="2026", mois="1",
        anneeDateNaissance="2026", jourDateNaissance="20",
    )  # fmt: skip

    assert isinstance(read(newborn, today=january), ParIdentitePivot)


NAMES = sorted(
    {
        name
        for flow in CATALOGUE
        for access in flow.accesses
        for field, info in access.query.model_fields.items()
        for name in (field, info.alias or field)
    }
)
TEXTS = st.one_of(
    st.text(max_size=20),
    st.integers().map(str),
    st.sampled_from([value for access in (IDENTITE, NUMERO) for _, value in parameters(access)]),
)


@given(
    st.sampled_from([IDENTITE, FRANCE_CONNECT, NUMERO, V2]),
    st.lists(st.tuples(st.one_of(st.sampled_from(NAMES), st.text(max_size=8)), TEXTS), max_size=14),
    st.dates(date(1970, 1, 1), date(2100, 12, 31)),
)
def test_whatever_is_sent_is_read_or_refused_by_a_known_code(
    access: Access, noise: list[tuple[str, str]], today: date
) -> None:
    valid = [pair for pair in parameters(access) if pair[0] not in dict(noise)]

    for pairs in (tuple(noise), (*valid, *noise)):
        assert codes_of(pairs, access, today) <= NOMENCLATURE.keys()


def codes_of(pairs: Pairs, access: Access, today: date) -> set[str]:
    try:
        read(pairs, access, today)
    except ParametersRefused as refused:
        return {reason.code for reason in refused.reasons}
    return set()
