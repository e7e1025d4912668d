from datetime import date

import pytest

from broker.errors import PersonRefused
from broker.evidence import Grant
from broker.identity.subject import question_of
from contracts.flow import Access
from contracts.upstream import ParIdentite, ParNumeroAllocataire, Periode
from tests.makers import (
    FRANCE_CONNECT,
    IDENTITE,
    NUMERO,
    TODAY,
    V2,
    a_caller,
    a_grant,
    a_habilitation,
    a_person,
    an_ask,
    an_identite,
    parameters,
)


def granted(access: Access, today: date = TODAY, **changes: str | None) -> Grant:
    ask = an_ask(access, parameters=parameters(access, **changes))
    return a_grant(ask, a_caller(a_habilitation(fin=date(2027, 12, 31))), today)


def granted_beside_her(access: Access) -> Grant:
    return a_grant(an_ask(access), a_caller(person=a_person()))


def test_a_named_person_is_asked_about_and_expected() -> None:
    question = question_of(granted(IDENTITE), TODAY)

    assert question.niveau == "declaree"
    assert question.expected == an_identite()
    assert question.demande.sujet == ParIdentite(identite=an_identite())


def test_the_person_of_a_france_connect_token_is_asked_about_and_expected() -> None:
    question = question_of(granted_beside_her(FRANCE_CONNECT), TODAY)

    assert question.niveau == "france_connect"
    assert question.demande.sujet == ParIdentite(identite=an_identite())


def test_an_access_by_france_connect_without_a_person_asks_nothing() -> None:
    with pytest.raises(PersonRefused, match="51564"):
        question_of(granted(FRANCE_CONNECT), TODAY)


@pytest.mark.parametrize("access", [NUMERO, V2], ids=lambda access: access.path)
def test_a_file_number_alone_names_nobody(access: Access) -> None:
    question = question_of(granted(access), TODAY)

    assert (question.niveau, question.expected) == ("aucun", None)
    assert question.demande.sujet == ParNumeroAllocataire(
        numero_allocataire="1234567", code_postal="13008"
    )


@pytest.mark.parametrize("access", [NUMERO, V2], ids=lambda access: access.path)
def test_a_file_number_beside_a_person_must_be_hers(access: Access) -> None:
    question = question_of(granted_beside_her(access), TODAY)

    assert (question.niveau, question.expected) == ("france_connect", an_identite())
    assert isinstance(question.demande.sujet, ParNumeroAllocataire)


JANUARY = date(2027, 1, 3)
PERIODS: dict[str, tuple[date, str | None, str | None, Periode, bool]] = {
    "this month is not over": (TODAY, "2026", "11", Periode(annee=2026, mois=11), False),
    "last month is": (TODAY, "2026", "10", Periode(annee=2026, mois=10), True),
    "no period is this month": (TODAY, None, None, Periode(annee=2026, mois=11), False),
    "a month alone is of this year": (TODAY, None, "3", Periode(annee=2026, mois=3), True),
    "a year alone takes this month": (TODAY, "2025", None, Periode(annee=2025, mois=11), True),
    "in January, December is over": (JANUARY, "2026", "12", Periode(annee=2026, mois=12), True),
    "in January, no period is January": (JANUARY, None, None, Periode(annee=2027, mois=1), False),
}


@pytest.mark.parametrize(
    ("today", "annee", "mois", "periode", "cacheable"), PERIODS.values(), ids=PERIODS
)
def test_only_the_answer_of_a_month_that_is_over_may_be_kept(
    today: date, annee: str | None, mois: str | None, periode: Periode, *, cacheable: bool
) -> None:
    question = question_of(granted(IDENTITE, today, annee=annee, mois=mois), today)

    assert question.demande.periode == periode
    assert question.cacheable is cacheable
