from dataclasses import replace
from datetime import date, datetime
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from broker.clock import day_in_paris
from broker.errors import Reason, RightRefused
from broker.evidence import Grant, VerifiedCaller
from broker.habilitations.decision import authorise
from broker.parameters import read_parameters
from contracts.flow import Access, Finalite
from contracts.flows.quotient_familial import QUOTIENT_FAMILIAL
from contracts.habilitation import Environnement, Etat, Habilitation
from tests.makers import (
    FRANCE_CONNECT,
    IDENTITE,
    MAIRIE,
    SCOPES,
    TODAY,
    V2,
    Pairs,
    a_caller,
    a_habilitation,
    a_person,
    an_ask,
    parameters,
)

CCAS = "35600000049837"
BAC_A_SABLE, PRODUCTION = Environnement.BAC_A_SABLE, Environnement.PRODUCTION
PARIS = ZoneInfo("Europe/Paris")


def decide(
    caller: VerifiedCaller,
    pairs: Pairs | None = None,
    access: Access = IDENTITE,
    today: date = TODAY,
    environment: Environnement = BAC_A_SABLE,
) -> Grant:
    ask = an_ask(access, parameters=parameters(access) if pairs is None else pairs)
    return authorise(caller, ask, read_parameters(ask, TODAY), today, environment)


def test_a_habilitation_in_force_opens_the_fields_of_its_scopes() -> None:
    caller = a_caller(a_habilitation(scopes=frozenset({"cnaf_adresse", "dgfip_rfr"})))

    grant = decide(caller)

    assert grant.fields == {"adresse"}
    assert grant.caller is caller
    assert (grant.recipient, grant.finalite) == (MAIRIE, Finalite.SIMPLIFICATION)
    assert grant.flow is QUOTIENT_FAMILIAL


REFUSED: dict[str, tuple[Habilitation, dict[str, str], Reason, str]] = {
    "a habilitation of production in the sandbox": (
        a_habilitation(environnement=PRODUCTION), {}, Reason("00108"), ""),
    "a suspended one": (
        a_habilitation(etat=Etat.SUSPENDUE), {}, Reason("00601"), "suspendue"),
    "a revoked one": (a_habilitation(etat=Etat.REVOQUEE), {}, Reason("00601"), "revoquee"),
    "one that begins tomorrow": (
        a_habilitation(debut=date(2026, 11, 22)), {}, Reason("00601"), "hors_dates"),
    "one that ended yesterday": (
        a_habilitation(fin=date(2026, 11, 20)), {}, Reason("00601"), "hors_dates"),
    "one that ends before it begins": (
        a_habilitation(debut=date(2026, 12, 1), fin=date(2026, 1, 1)), {}, Reason("00601"),
        "hors_dates"),
    "one that covers another flow": (
        a_habilitation(flux=frozenset({"statut_etudiant"})), {}, Reason("00606"), ""),
    "one that covers no flow": (a_habilitation(flux=frozenset()), {}, Reason("00606"), ""),
    "one whose scopes open nothing here": (
        a_habilitation(scopes=frozenset({"dgfip_rfr"})), {}, Reason("00100"), ""),
    "one without scopes": (a_habilitation(scopes=frozenset()), {}, Reason("00100"), ""),
    "a recipient it does not name": (
        a_habilitation(), {"recipient": CCAS}, Reason("00602", "recipient"), ""),
    "its own holder, when only others may receive": (
        a_habilitation(destinataires=frozenset({CCAS})), {}, Reason("00602", "recipient"), ""),
    "a finalité of the flow that it does not name": (
        a_habilitation(), {"finalite": "non_recours"}, Reason("00603", "finalite"), ""),
    "a finalité it names and the flow does not": (
        a_habilitation(finalites=frozenset(Finalite)), {"finalite": "fraude"},
        Reason("00603", "finalite"), ""),
    "a finalité nobody knows": (
        a_habilitation(), {"finalite": "curiosite"}, Reason("00603", "finalite"), ""),
    "a finalité in capitals": (
        a_habilitation(), {"finalite": "SIMPLIFICATION"}, Reason("00603", "finalite"), ""),
    "the default finalité, when it names another": (
        a_habilitation(finalites=frozenset({Finalite.NON_RECOURS})), {},
        Reason("00603", "finalite"), ""),
}  # fmt: skip


@pytest.mark.parametrize(
    ("habilitation", "asked", "reason", "motif"), REFUSED.values(), ids=REFUSED
)
def test_what_no_habilitation_in_force_opens_is_refused(
    habilitation: Habilitation, asked: dict[str, str], reason: Reason, motif: str
) -> None:
    with pytest.raises(RightRefused) as refused:
        decide(a_caller(habilitation), parameters(IDENTITE, **asked))
    assert refused.value.reasons == (reason,)
    assert refused.value.motif == motif


def test_a_habilitation_of_the_sandbox_is_refused_in_production() -> None:
    with pytest.raises(RightRefused, match="00109"):
        decide(a_caller(), environment=PRODUCTION)
    assert decide(a_caller(a_habilitation(environnement=PRODUCTION)), environment=PRODUCTION).fields


ONE_DAY = a_habilitation(debut=date(2026, 11, 21), fin=date(2026, 11, 21))
INSTANTS = {
    "the last second of the day before": (datetime(2026, 11, 20, 23, 59, 59, tzinfo=PARIS), False),
    "the first second": (datetime(2026, 11, 21, 0, 0, 0, tzinfo=PARIS), True),
    "the last second": (datetime(2026, 11, 21, 23, 59, 59, tzinfo=PARIS), True),
    "the first second of the day after": (datetime(2026, 11, 22, 0, 0, 0, tzinfo=PARIS), False),
}


@pytest.mark.parametrize(("at", "opens"), INSTANTS.values(), ids=INSTANTS)
def test_both_days_are_included_and_days_are_those_of_paris(at: datetime, *, opens: bool) -> None:
    today = day_in_paris(at)

    if opens:
        assert decide(a_caller(ONE_DAY), today=today).fields
        return
    with pytest.raises(RightRefused, match="00601"):
        decide(a_caller(ONE_DAY), today=today)


@pytest.mark.parametrize("asked", ["simplification", "non_recours"])
def test_a_finalite_that_flow_and_habilitation_both_name_is_kept(asked: str) -> None:
    caller = a_caller(a_habilitation(finalites=frozenset(Finalite)))

    assert decide(caller, parameters(IDENTITE, finalite=asked)).finalite == asked


def test_v2_without_a_recipient_serves_the_holder_and_with_one_is_held_to_the_list() -> None:
    assert decide(a_caller(), access=V2).recipient == MAIRIE
    with pytest.raises(RightRefused, match="00602"):
        decide(a_caller(), parameters(V2, recipient=CCAS), V2)


def test_a_recipient_of_the_list_is_kept() -> None:
    caller = a_caller(a_habilitation(destinataires=frozenset({MAIRIE, CCAS})))

    assert decide(caller, parameters(IDENTITE, recipient=CCAS)).recipient == CCAS


ANY_SCOPES = st.frozensets(st.sampled_from([*sorted(SCOPES), "openid", "dgfip_rfr", "cnaf_"]))


@given(ANY_SCOPES)
def test_a_scope_outside_the_habilitation_never_opens_a_field(scopes: frozenset[str]) -> None:
    opened = opened_by(a_caller(a_habilitation(scopes=scopes)))

    assert opened == QUOTIENT_FAMILIAL.fields_opened_by(scopes)
    assert {QUOTIENT_FAMILIAL.scope_of(field) for field in opened} <= scopes


@given(ANY_SCOPES, ANY_SCOPES)
def test_france_connect_opens_no_more_than_its_token_and_the_habilitation_both_do(
    token: frozenset[str], habilitation: frozenset[str]
) -> None:
    person = a_person(scopes=token)
    held = a_habilitation(scopes=habilitation)

    opened = opened_by(a_caller(held, scopes=token & habilitation, person=person), FRANCE_CONNECT)

    assert opened == QUOTIENT_FAMILIAL.fields_opened_by(token & habilitation)
    assert {QUOTIENT_FAMILIAL.scope_of(field) for field in opened} <= token & habilitation


def opened_by(caller: VerifiedCaller, access: Access = IDENTITE) -> frozenset[str]:
    try:
        return decide(caller, access=access).fields
    except RightRefused as refused:
        return frozenset() if refused.code == "00100" else frozenset({refused.code})


def test_a_caller_is_judged_by_its_own_habilitation() -> None:
    caller = replace(a_caller(), habilitation=a_habilitation(id=UUID(int=9), etat=Etat.REVOQUEE))

    with pytest.raises(RightRefused, match="00601"):
        decide(caller)
