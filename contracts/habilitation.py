"""A habilitation: the decision that lets one service ask for named data, for named reasons."""

from datetime import date
from enum import StrEnum
from typing import Annotated
from uuid import UUID

from pydantic import Field

from contracts.base import Contract
from contracts.flow import Finalite
from contracts.identifiers import Siret

Texte = Annotated[str, Field(min_length=1, max_length=500, pattern=r"^[^\x00-\x1f]+$")]
"""A line of text, without control characters."""
Jour = Annotated[date, Field(ge=date(2000, 1, 1), le=date(2199, 12, 31))]
"""A day that a habilitation can begin or end on."""


class Etat(StrEnum):
    """Where the habilitation stands (DataPass vocabulary)."""

    ACTIVE = "active"
    SUSPENDUE = "suspendue"
    REVOQUEE = "revoquee"


class Environnement(StrEnum):
    """Where the habilitation is good for."""

    BAC_A_SABLE = "bac_a_sable"
    PRODUCTION = "production"


class Habilitation(Contract):
    """What a service may ask, why, for whom. Lists are closed: what is absent is refused."""

    id: UUID
    siret: Siret
    """The organisation that holds the habilitation."""
    demarche: Texte
    """The online procedure it was granted for, as the person would name it."""
    cadre_juridique: Texte
    """Legal basis invoked by the holder."""
    scopes: frozenset[Texte]
    flux: frozenset[Texte]
    """Names of the flows it covers."""
    finalites: frozenset[Finalite]
    destinataires: frozenset[Siret]
    """SIRET that may stand in `recipient`."""
    clients_france_connect: frozenset[Texte] = frozenset()
    """FranceConnect client_id of the holder's services."""
    debut: Jour
    """First day, Paris time."""
    fin: Jour
    """Last day, included."""
    environnement: Environnement
    etat: Etat
    limite_par_seconde: Annotated[int, Field(ge=1, le=10_000)] = 20
    """Requests a second, all its tokens' FranceConnect calls together; per token otherwise."""


class DemandeHabilitation(Contract):
    """What `POST /sandbox/habilitations` takes. Everything has a default but the scopes."""

    siret: Siret = "21750001600019"
    demarche: Texte = "Démarche de test"
    cadre_juridique: Texte = "CRPA, art. L. 114-8"
    scopes: frozenset[Texte]
    flux: frozenset[Texte] | None = None
    """Default: every flow of the catalogue that one of the scopes opens."""
    finalites: frozenset[Finalite] = frozenset({Finalite.SIMPLIFICATION})
    destinataires: frozenset[Siret] | None = None
    """Default: the holder alone."""
    clients_france_connect: frozenset[Texte] = frozenset()
    debut: Jour | None = None
    """Default: today."""
    fin: Jour | None = None
    """Default: a year from the first day."""
    limite_par_seconde: Annotated[int, Field(ge=1, le=10_000)] = 20


class HabilitationCreee(Contract):
    """What the door answers: the habilitation, and its token, shown once."""

    habilitation: Habilitation
    jeton: str
    """Opaque, 256 bits, for `Authorization: Bearer` or `X-Api-Key`."""
