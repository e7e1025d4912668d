"""Which units of the nomenclature an access can render: its documentation, and its test.

A unit that is not here cannot be rendered on that access: `tests/journeys` holds every
refusal it provokes against this list, and the OpenAPI document is generated from it.
"""

from contracts.catalogue import NOMENCLATURE
from contracts.flow import Access, Flow, Mode
from contracts.identifiers import RefusedAs
from contracts.nomenclature.france_connect import FRANCE_CONNECT
from contracts.nomenclature.unit import Unit
from contracts.parametres import ParIdentitePivot, SurUnePeriode

_EVERYWHERE = {
    "00100", "00108", "00109", "00401", "00429", "00500",
    "00601", "00602", "00603", "00606", "00607", "00608",
}  # fmt: skip
_API_TOKEN = {"00101", "00103", "00105", "00110"}
_FRANCE_CONNECT = {"00604", "00605", *(unit.code for unit in FRANCE_CONNECT)}
_TOKEN_ABSENT = "51504"  # noqa: S105  # a code, not a password
"""Where the FranceConnect token is optional, its absence is no refusal."""
_PERIOD = {"00354", "00355", "00356"}
_BIRTH = {"00365", "00422", "00425", "00428"}


def units_of(flow: Flow, access: Access) -> tuple[Unit, ...]:
    """Return the units that `access` can render, in the order of their codes."""
    codes = set(_EVERYWHERE) | {unit.code for unit in flow.units} | _of_parameters(access)
    if access.mode is not Mode.FRANCE_CONNECT:
        codes |= _API_TOKEN
    if access.mode is not Mode.IDENTITE:
        codes |= _FRANCE_CONNECT
    if access.mode is Mode.NUMERO_ALLOCATAIRE:
        codes.remove(_TOKEN_ABSENT)
    return tuple(NOMENCLATURE[code] for code in sorted(codes))


def _of_parameters(access: Access) -> set[str]:
    named = {
        code
        for field in access.query.model_fields.values()
        for codes in field.metadata
        if isinstance(codes, RefusedAs)
        for code in (codes.invalid, codes.when_missing)
    }
    if issubclass(access.query, SurUnePeriode):
        named |= _PERIOD
    if issubclass(access.query, ParIdentitePivot):
        named |= _BIRTH
    return named
