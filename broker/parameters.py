"""Reading the parameters of a call by their contract. Pure: the day is an argument."""

from collections.abc import Iterable, Mapping
from datetime import date
from functools import cache

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from broker.errors import ParametersRefused, Reason
from broker.evidence import Ask
from contracts.base import Query
from contracts.identifiers import RefusedAs
from contracts.parametres import ParIdentitePivot, SurUnePeriode

HISTORY_MONTHS = 23
"""Before the current month (rule of API Particulier, 09/2026)."""
HISTORY_YEARS = 2


def read_parameters(ask: Ask, today: date) -> Query:
    """Return the parameters, checked; `today` is the day in Paris.

    Raises ParametersRefused with every wrong parameter at once: 00401 when the query
    string itself cannot be read, otherwise the codes that the contract names.
    """
    model = ask.access.query
    if ask.parameters is None:
        raise ParametersRefused("00401")
    try:
        query = model.model_validate(_gathered(ask.parameters, model))
    except ValidationError as error:
        raise ParametersRefused(*_reasons(error.errors(), model)) from None
    if isinstance(query, SurUnePeriode):
        _period_is_kept(query, today)
    if isinstance(query, ParIdentitePivot):
        _is_born(query, today)
    return query


def _gathered(pairs: Iterable[tuple[str, str]], model: type[Query]) -> dict[str, object]:
    """Gather the values: lists are written `name[]`, repeated; anything else is given once.

    What has no wire name is left out, our own field names too: pydantic would read them.
    """
    known = _fields(model)
    values: dict[str, object] = {}
    for name, value in pairs:
        if "\x00" in value or "\ufffd" in value:
            raise ParametersRefused(Reason("00401", name if name in known else None))
        if name not in known:
            continue
        if name.endswith("[]"):
            values.setdefault(name, []).append(value)  # type: ignore[attr-defined]  # a list, by its name
        elif name in values:
            raise ParametersRefused(Reason("00401", name))
        else:
            values[name] = value
    return values


@cache
def _fields(model: type[Query]) -> Mapping[str, RefusedAs]:
    """Wire name → the codes it is refused with."""
    return {
        field.alias or name: next(m for m in field.metadata if isinstance(m, RefusedAs))
        for name, field in model.model_fields.items()
    }


def _reasons(errors: Iterable[ErrorDetails], model: type[Query]) -> tuple[Reason, ...]:
    """One reason a parameter, in the order they were found."""
    return tuple(dict.fromkeys(_reason(error, model) for error in errors))


def _reason(error: ErrorDetails, model: type[Query]) -> Reason:
    if error["type"] == "nomenclature":
        return Reason(error["ctx"]["code"], error["ctx"]["parameter"])
    parameter = str(error["loc"][0])
    codes = _fields(model)[parameter]
    missing = error["type"] == "missing" or error["input"] in ("", None)
    return Reason(codes.when_missing if missing else codes.invalid, parameter)


def _period_is_kept(query: SurUnePeriode, today: date) -> None:
    """Check the month asked for; a period that breaks two rules is told both."""
    periode = query.periode(today)
    age = (today.year - periode.annee) * 12 + today.month - periode.mois
    broken = [
        Reason(code, parameter)
        for code, parameter, is_broken in (
            ("00354", "annee" if periode.annee > today.year else "mois", age < 0),
            ("00356", "annee", not today.year - HISTORY_YEARS <= periode.annee <= today.year),
            ("00355", "mois", age > HISTORY_MONTHS),
        )
        if is_broken
    ]
    if broken:
        raise ParametersRefused(*broken)


def _is_born(query: ParIdentitePivot, today: date) -> None:
    year, month = query.annee_naissance, query.mois_naissance or 1
    # A day without its month says nothing (`ParIdentitePivot.identite`).
    day = query.jour_naissance or 1 if query.mois_naissance else 1
    if year is not None and (year, month, day) > (today.year, today.month, today.day):
        code = "00422" if year > today.year else "00425"
        raise ParametersRefused(Reason(code, "anneeDateNaissance"))
