import dataclasses

import pytest

from contracts.base import Contract
from contracts.catalogue import CATALOGUE
from contracts.flow import Access, Acr, Finalite, Flow, Mode
from contracts.flows.quotient_familial import QUOTIENT_FAMILIAL
from contracts.identifiers import RefusedAs

FLOWS = {flow.name: flow for flow in CATALOGUE}
ACCESSES = {access.operation_id: access for flow in CATALOGUE for access in flow.accesses}


@pytest.mark.parametrize("flow", FLOWS.values(), ids=FLOWS)
def test_every_scope_opens_fields_and_every_field_has_one_scope(flow: Flow) -> None:
    opened = [field for fields in flow.scopes.values() for field in fields]

    assert all(flow.scopes.values())
    assert sorted(opened) == sorted(flow.answer.model_fields)
    for scope, fields in flow.scopes.items():
        assert {flow.scope_of(field) for field in fields} == {scope}


@pytest.mark.parametrize("flow", FLOWS.values(), ids=FLOWS)
def test_scopes_open_their_fields_and_strangers_open_nothing(flow: Flow) -> None:
    assert flow.fields_opened_by(frozenset(flow.scopes)) == flow.answer.model_fields.keys()
    assert flow.fields_opened_by(frozenset({"dgfip_rfr", "openid"})) == frozenset()
    for scope, fields in flow.scopes.items():
        assert flow.fields_opened_by(frozenset({scope, "openid"})) == fields


@pytest.mark.parametrize("flow", FLOWS.values(), ids=FLOWS)
def test_every_field_of_an_answer_is_documented_and_may_be_left_out(flow: Flow) -> None:
    assert issubclass(flow.answer, Contract)
    for field in flow.answer.model_fields.values():
        assert field.description
        assert field.default is None


@pytest.mark.parametrize("access", ACCESSES.values(), ids=ACCESSES)
def test_every_parameter_is_documented_and_has_a_code(access: Access) -> None:
    for field in access.query.model_fields.values():
        assert field.description
        assert sum(isinstance(meta, RefusedAs) for meta in field.metadata) == 1
    assert access.query.model_fields["recipient"].is_required() == access.recipient_required


def test_paths_and_operations_are_unique() -> None:
    accesses = [access for flow in CATALOGUE for access in flow.accesses]

    assert len({flow.name for flow in CATALOGUE}) == len(CATALOGUE)
    assert len({access.path for access in accesses}) == len(accesses)
    assert len({access.operation_id for access in accesses}) == len(accesses)
    assert all(access.path.startswith("/") for access in accesses)


@pytest.mark.parametrize("access", ACCESSES.values(), ids=ACCESSES)
def test_no_address_carries_a_token_and_france_connect_takes_no_identity(access: Access) -> None:
    names = {field.alias or name for name, field in access.query.model_fields.items()}

    assert not names & {"token", "access_token", "api_key", "apikey", "jeton"}
    if access.mode is Mode.FRANCE_CONNECT:
        assert names == {"recipient", "finalite", "annee", "mois"}


BROKEN = {
    "a field that no scope opens": {"scopes": {"cnaf_adresse": frozenset({"adresse"})}},
    "a scope that opens a field nobody answers": {
        "scopes": {**QUOTIENT_FAMILIAL.scopes, "cnaf_iban": frozenset({"iban"})}
    },
    "a default finalité that is not one of its own": {"default_finalite": Finalite.FRAUDE},
}


@pytest.mark.parametrize("change", BROKEN.values(), ids=BROKEN)
def test_a_flow_whose_parts_do_not_hold_together_does_not_exist(change: dict[str, object]) -> None:
    with pytest.raises(ValueError, match="quotient_familial"):
        dataclasses.replace(QUOTIENT_FAMILIAL, **change)  # type: ignore[arg-type]  # one field at a time


def test_a_level_of_assurance_reaches_itself_and_those_below() -> None:
    reached = {(level.value, floor.value) for level in Acr for floor in Acr if level.reaches(floor)}

    assert reached == {
        ("eidas1", "eidas1"),
        ("eidas2", "eidas1"), ("eidas2", "eidas2"),
        ("eidas3", "eidas1"), ("eidas3", "eidas2"), ("eidas3", "eidas3"),
    }  # fmt: skip


def test_every_way_of_naming_a_person_is_served_in_v3() -> None:
    assert {access.mode for access in QUOTIENT_FAMILIAL.accesses[:3]} == set(Mode)
