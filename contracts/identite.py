"""Who a question is about: the identité pivot, as the broker and the providers write it.

The same model serves the person named by a caller, the one FranceConnect vouches
for, and the one a provider says its answer is about. What each of them *proves*
is another matter: see `broker/evidence.py`.
"""

from typing import Literal

from contracts.base import Contract
from contracts.identifiers import DatePartielle

Sexe = Literal["M", "F"]


class LieuNaissance(Contract):
    """Where a person was born, by the codes in force on that day."""

    code_pays: str | None = None
    code_commune: str | None = None
    nom_commune: str | None = None
    """With `code_departement`, for callers who do not know the COG."""
    code_departement: str | None = None


class Identite(Contract):
    """A natural person, as civil status knows her. Any part may be unknown."""

    nom_naissance: str | None = None
    nom_usage: str | None = None
    prenoms: tuple[str, ...] = ()
    """In the order of the birth certificate; a composed name is one element."""
    date_naissance: DatePartielle = "0000-00-00"
    sexe: Sexe | None = None
    """None when unknown or `unspecified`: never guessed."""
    lieu_naissance: LieuNaissance = LieuNaissance()
