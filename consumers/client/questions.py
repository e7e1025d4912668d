"""From what you know of a person to the parameters of a call, spelled as API Particulier v3."""

from collections.abc import Mapping
from typing import TypedDict

from contracts.identite import Identite

Parameters = Mapping[str, object]
"""Name → text, number or list; a list is repeated, None and an empty text are left out."""


class Precisions(TypedDict, total=False):
    """What every question about a quotient may add."""

    annee: int
    """Year the quotient applies to; default: this year. The last 23 months are kept."""
    mois: int
    """Month the quotient applies to; default: this month."""
    finalite: str
    """Why you ask: `simplification` (default) or `non_recours`, if your habilitation says so."""


def identite_pivot(identite: Identite) -> Parameters:
    """Return the parameters that name a person; unknown parts are left out."""
    year, month, day = identite.date_naissance.split("-")
    place = identite.lieu_naissance
    return {
        "nomNaissance": identite.nom_naissance,
        "nomUsage": identite.nom_usage,
        "prenoms[]": identite.prenoms,
        "anneeDateNaissance": int(year) or None,
        "moisDateNaissance": int(month) or None,
        "jourDateNaissance": int(day) or None,
        "sexeEtatCivil": identite.sexe,
        "codeCogInseePaysNaissance": place.code_pays,
        "codeCogInseeCommuneNaissance": place.code_commune,
        "nomCommuneNaissance": place.nom_commune,
        "codeCogInseeDepartementNaissance": place.code_departement,
    }


def as_query(parameters: Parameters) -> tuple[tuple[str, str], ...]:
    """Return the pairs of the query string, in order."""
    pairs: list[tuple[str, str]] = []
    for name, value in parameters.items():
        values = value if isinstance(value, list | tuple) else (value,)
        pairs.extend((name, str(one)) for one in values if one not in (None, ""))
    return tuple(pairs)
