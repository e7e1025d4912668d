import pytest

from contracts.catalogue import CATALOGUE, NOMENCLATURE
from contracts.flow import Access, Flow, Mode
from contracts.nomenclature.france_connect import FRANCE_CONNECT
from contracts.nomenclature.parametres import PARAMETRES
from contracts.nomenclature.plateforme import PLATEFORME
from contracts.nomenclature.unit import Unit
from contracts.reach import units_of
from contracts.upstream import Motif

DECLARED = [
    *PLATEFORME,
    *PARAMETRES,
    *FRANCE_CONNECT,
    *(unit for flow in CATALOGUE for unit in flow.units),
]
ACCESSES = [(flow, access) for flow in CATALOGUE for access in flow.accesses]
STATUSES = {400, 401, 403, 404, 405, 422, 429, 500, 502, 503, 504}


def test_one_code_has_one_meaning() -> None:
    assert sorted(unit.code for unit in DECLARED) == list(NOMENCLATURE)
    assert all(NOMENCLATURE[unit.code] is unit for unit in DECLARED)


@pytest.mark.parametrize("unit", NOMENCLATURE.values(), ids=NOMENCLATURE)
def test_a_unit_says_in_french_what_happened_and_what_to_do(unit: Unit) -> None:
    assert unit.title
    assert not unit.title.endswith(".")
    for sentence in (unit.detail, unit.remede):
        assert sentence.endswith(".")
        assert sentence[0].isupper()
        assert "  " not in sentence
        assert not {"the", "is", "your", "token"} & set(sentence.lower().split())


@pytest.mark.parametrize("unit", NOMENCLATURE.values(), ids=NOMENCLATURE)
def test_a_unit_has_a_status_of_the_wire_and_names_who_refused(unit: Unit) -> None:
    assert unit.status in STATUSES
    assert (unit.provider is None) == unit.code.startswith("00")
    assert unit.retry_in is None or unit.retry_in > 0
    if unit.status in (429, 503):
        assert unit.retry_in


@pytest.mark.parametrize(("flow", "access"), ACCESSES, ids=lambda part: getattr(part, "path", ""))
def test_what_an_access_can_render_is_in_the_nomenclature_once(flow: Flow, access: Access) -> None:
    codes = [unit.code for unit in units_of(flow, access)]

    assert codes == sorted(set(codes))
    assert set(codes) <= NOMENCLATURE.keys()
    assert set(flow.motifs.values()) <= set(codes)


def test_every_reason_of_a_provider_has_a_code_in_every_flow() -> None:
    for flow in CATALOGUE:
        assert flow.motifs.keys() == set(Motif)


def test_an_access_by_france_connect_never_asks_for_an_api_token() -> None:
    for flow, access in ACCESSES:
        codes = {unit.code for unit in units_of(flow, access)}
        assert ("00101" in codes) == (access.mode is not Mode.FRANCE_CONNECT)
        assert ("51504" in codes) == (access.mode is Mode.FRANCE_CONNECT)
        assert ("00604" in codes) == (access.mode is not Mode.IDENTITE)


def test_every_unit_about_parameters_can_be_rendered_somewhere() -> None:
    reachable = {unit.code for flow, access in ACCESSES for unit in units_of(flow, access)}

    assert {unit.code for unit in PARAMETRES} <= reachable
