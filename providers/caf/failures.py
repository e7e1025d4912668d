"""What can be made to go wrong, to see what the broker does about it."""

import asyncio
from collections.abc import Callable
from enum import StrEnum
from functools import partial
from typing import Annotated

from pydantic import Field
from starlette.responses import JSONResponse, Response

from contracts.base import Contract
from contracts.flows.quotient_familial import Adresse, Personne, Quotient, QuotientFamilial
from contracts.identite import Identite, LieuNaissance
from contracts.upstream import Reponse

_TOO_BIG_BYTES = 16 * 1024 * 1024


class Panne(StrEnum):
    """A failure, by its name on the wire."""

    SLOW = "slow"
    ERROR_500 = "error_500"
    ERROR_503 = "error_503"
    TRUNCATED_JSON = "truncated_json"
    NOT_JSON = "not_json"
    WRONG_PERSON = "wrong_person"
    TOO_BIG = "too_big"
    OAUTH_DOWN = "oauth_down"
    RATE_LIMITED = "rate_limited"
    UNAUTHORIZED = "unauthorized"


class DemandePanne(Contract):
    """What `POST /sandbox/pannes` takes. One failure at a time; a new one replaces the other."""

    panne: Panne
    """What goes wrong: `oauth_down` with tokens, all others with data."""
    fois: Annotated[int, Field(ge=1)] | None = None
    """How many calls it strikes; null: until it is switched off."""
    delai: Annotated[float, Field(ge=0, le=60)] = 5
    """Seconds that `slow` waits before a right answer."""


class Failures:
    """The failure in force, if any."""

    def __init__(self) -> None:
        self._current: DemandePanne | None = None
        self._left: int | None = None

    def switch(self, demande: DemandePanne | None) -> None:
        """Put `demande` in force, or nothing."""
        self._current = demande
        self._left = demande.fois if demande else None

    def strike(self, *pannes: Panne) -> DemandePanne | None:
        """Return the failure in force if it is one of `pannes`, and count one call."""
        struck = self._current
        if struck is None or struck.panne not in pannes:
            return None
        if self._left is not None:
            self._left -= 1
            if self._left == 0:
                self.switch(None)
        return struck

    async def before_answering(self) -> Response | None:
        """Wait if told to; return what is answered in place of looking anything up, if so."""
        if slow := self.strike(Panne.SLOW):
            await asyncio.sleep(slow.delai)
        struck = self.strike(*_REFUSALS)
        return _REFUSALS[struck.panne]() if struck else None

    def spoil(self, answer: Response) -> Response:
        """Return `answer`, or what is left of it."""
        if self.strike(Panne.TRUNCATED_JSON):
            return _json(bytes(answer.body)[: len(answer.body) // 2])
        if self.strike(Panne.TOO_BIG):
            # Correct JSON, padded: only a limit on the size can stop it.
            return _json(bytes(answer.body) + b" " * _TOO_BIG_BYTES)
        return answer


def _error(status: int, error: str, **headers: str) -> Response:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return JSONResponse({"error": error}, status, headers=named)


def _json(body: bytes) -> Response:
    return Response(body, media_type="application/json")


def _somebody_else() -> Response:
    """Answer about a stranger, whoever was asked about."""
    stranger = Reponse[QuotientFamilial](
        titulaire=Identite(
            nom_naissance="QUIDAM-D'À-CÔTÉ",
            prenoms=("INCONNUE",),
            date_naissance="1971-02-03",
            sexe="F",
            lieu_naissance=LieuNaissance(code_pays="99100", code_commune="87085"),
        ),
        donnees=QuotientFamilial(
            allocataires=(
                Personne(
                    nom_naissance="QUIDAM-D'À-CÔTÉ",
                    prenoms="INCONNUE",
                    date_naissance="1971-02-03",
                    sexe="F",
                ),
            ),
            enfants=(),
            adresse=Adresse(
                destinataire="Madame QUIDAM-D'À-CÔTÉ INCONNUE",
                complement_information=None,
                complement_information_geographique=None,
                numero_libelle_voie="0 RUE DE PERSONNE",
                lieu_dit=None,
                code_postal_ville="87000 LIMOGES",
                pays="FRANCE",
            ),
            quotient_familial=Quotient(
                fournisseur="CNAF", valeur=321, annee=2000, mois=1, annee_calcul=2000, mois_calcul=1
            ),
        ),
    )
    return _json(stranger.model_dump_json().encode())


_REFUSALS: dict[Panne, Callable[[], Response]] = {
    Panne.UNAUTHORIZED: partial(_error, 401, "invalid_token", WWW_Authenticate="Bearer"),
    Panne.RATE_LIMITED: partial(_error, 429, "trop d'appels", Retry_After="1"),
    Panne.ERROR_500: partial(_error, 500, "erreur interne"),
    Panne.ERROR_503: partial(_error, 503, "maintenance", Retry_After="1"),
    Panne.NOT_JSON: partial(Response, "<p>Maintenance</p>", media_type="text/html"),
    Panne.WRONG_PERSON: _somebody_else,
}
