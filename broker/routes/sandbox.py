"""The sandbox's door on the broker: anybody makes a habilitation. Absent in production."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from uuid import uuid4

from fastapi import APIRouter
from sqlalchemy.ext.asyncio import AsyncEngine

from broker.clock import day_in_paris
from broker.habilitations.store import add_habilitation, issue_token
from contracts.catalogue import CATALOGUE
from contracts.habilitation import (
    DemandeHabilitation,
    Environnement,
    Etat,
    Habilitation,
    HabilitationCreee,
)

_A_YEAR = timedelta(days=365)
_LAST_DAY = date(2199, 12, 31)


def sandbox_router(engine: AsyncEngine, token_key: bytes, now: Callable[[], datetime]) -> APIRouter:
    """Return `POST /sandbox/habilitations`."""
    router = APIRouter(tags=["Bac à sable"], prefix="/sandbox")

    @router.post("/habilitations", status_code=201, summary="Créer une habilitation de test")
    async def create(demande: DemandeHabilitation) -> HabilitationCreee:
        """Create it and its token, shown once."""
        habilitation = habilitation_of(demande, now())
        await add_habilitation(engine, habilitation)
        _, token = await issue_token(engine, token_key, habilitation.id)
        return HabilitationCreee(habilitation=habilitation, jeton=token)

    return router


def habilitation_of(demande: DemandeHabilitation, at: datetime) -> Habilitation:
    """Complete what was asked for with the defaults that its fields announce."""
    debut = demande.debut or day_in_paris(at)
    flows = frozenset(f.name for f in CATALOGUE if f.fields_opened_by(demande.scopes))
    return Habilitation(
        id=uuid4(),
        siret=demande.siret,
        demarche=demande.demarche,
        cadre_juridique=demande.cadre_juridique,
        scopes=demande.scopes,
        flux=_or(demande.flux, flows),
        finalites=demande.finalites,
        destinataires=_or(demande.destinataires, frozenset({demande.siret})),
        clients_france_connect=demande.clients_france_connect,
        debut=debut,
        fin=demande.fin or min(debut + _A_YEAR, _LAST_DAY),
        environnement=Environnement.BAC_A_SABLE,
        etat=Etat.ACTIVE,
        limite_par_seconde=demande.limite_par_seconde,
    )


def _or(given: frozenset[str] | None, default: frozenset[str]) -> frozenset[str]:
    """Return what was given, an empty list included: it names nobody."""
    return default if given is None else given
