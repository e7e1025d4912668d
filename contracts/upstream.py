"""What the broker asks a provider, and what a provider may answer.

Every provider says whose data it gives (`titulaire`), apart from the data
themselves: the broker checks that person again before anything leaves.
The shapes are ours; the real funds' internal formats are not public.
"""

from enum import StrEnum
from typing import Annotated, Generic, Literal, TypeVar

from pydantic import Field

from contracts.base import Contract
from contracts.identifiers import CodePostal, NumeroAllocataire
from contracts.identite import Identite

Donnees = TypeVar("Donnees", bound=Contract)


class Periode(Contract):
    """One calendar month."""

    annee: int
    mois: Annotated[int, Field(ge=1, le=12)]


class ParIdentite(Contract):
    """Find the person by her identité pivot."""

    par: Literal["identite"] = "identite"
    identite: Identite


class ParNumeroAllocataire(Contract):
    """Find the file by its number and the post code of the household."""

    par: Literal["numero_allocataire"] = "numero_allocataire"
    numero_allocataire: NumeroAllocataire
    code_postal: CodePostal


class Demande(Contract):
    """The question sent to a provider: POST, so that no identity stands in a URL."""

    sujet: Annotated[ParIdentite | ParNumeroAllocataire, Field(discriminator="par")]
    periode: Periode | None = None


class Reponse(Contract, Generic[Donnees]):
    """A provider's answer (200): whose data, and the data."""

    titulaire: Identite
    donnees: Donnees
    absences: dict[str, str] = Field(default_factory=dict)
    """Field of `donnees` (dotted path) → why the provider left it null."""


class Motif(StrEnum):
    """Why a provider has no answer. Each flow maps them to codes of the nomenclature."""

    IDENTITE_INCONNUE = "identite_inconnue"
    """Nobody of that identity (level 2: identification)."""
    IDENTITE_AMBIGUE = "identite_ambigue"
    """Several persons answer to it: never guessed."""
    IDENTITE_REFUSEE = "identite_refusee"
    """A parameter of the identity is refused by the provider."""
    DOSSIER_ABSENT_CNAF = "dossier_absent_cnaf"
    """The person is known, the CAF holds no file (level 3: fund)."""
    DOSSIER_ABSENT_MSA = "dossier_absent_msa"
    """The person is known, the MSA holds no file."""
    NON_REFERENCE = "non_reference"
    """The person is known and no eligible fund refers to her."""
    PERIODE_REFUSEE = "periode_refusee"
    """The provider keeps nothing for that month."""


class Refus(Contract):
    """A provider's reasoned refusal (404 or 422)."""

    motif: Motif
    detail: str = ""
