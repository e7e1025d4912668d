"""Every data flow that the broker carries. What is not listed here does not exist."""

from contracts.flow import Flow
from contracts.flows.quotient_familial import QUOTIENT_FAMILIAL
from contracts.nomenclature.france_connect import FRANCE_CONNECT
from contracts.nomenclature.parametres import PARAMETRES
from contracts.nomenclature.plateforme import PLATEFORME
from contracts.nomenclature.unit import Unit

CATALOGUE: tuple[Flow, ...] = (QUOTIENT_FAMILIAL,)


def _nomenclature() -> dict[str, Unit]:
    """Gather every unit; two meanings for one code stop the program."""
    units: dict[str, Unit] = {}
    flows = (unit for flow in CATALOGUE for unit in flow.units)
    for unit in (*PLATEFORME, *PARAMETRES, *FRANCE_CONNECT, *flows):
        if units.setdefault(unit.code, unit) != unit:
            raise ValueError(f"{unit.code} has two meanings")
    return dict(sorted(units.items()))


NOMENCLATURE: dict[str, Unit] = _nomenclature()
"""Code → unit, in the order of the codes."""
