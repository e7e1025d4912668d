"""About whom, and for which month: the question that a grant lets us put to a provider."""

from datetime import date
from typing import Literal

from broker.errors import PersonRefused
from broker.evidence import Grant, Question
from contracts.flow import Mode
from contracts.identite import Identite
from contracts.parametres import ParIdentitePivot, SurUnePeriode
from contracts.upstream import Demande, ParIdentite, ParNumeroAllocataire, Periode

Niveau = Literal["france_connect", "declaree", "aucun"]


def question_of(grant: Grant, today: date) -> Question:
    """Return the question; `today` is the day in Paris, its month the default period."""
    periode = grant.query.periode(today) if isinstance(grant.query, SurUnePeriode) else None
    expected, niveau = _expected(grant)
    return Question(
        grant=grant,
        demande=Demande(sujet=_sujet(grant, expected), periode=periode),
        expected=expected,
        niveau=niveau,
        cacheable=_is_past(periode, today) and grant.flow.freshness.past_month_seconds > 0,
    )


def _expected(grant: Grant) -> tuple[Identite | None, Niveau]:
    """Say whom the answer must be about, and who vouches for her."""
    if grant.caller.person is not None:
        return grant.caller.person.identite, "france_connect"
    if isinstance(grant.query, ParIdentitePivot):
        return grant.query.identite(), "declaree"
    return None, "aucun"


def _sujet(grant: Grant, expected: Identite | None) -> ParIdentite | ParNumeroAllocataire:
    if grant.access.mode is Mode.NUMERO_ALLOCATAIRE:
        query = grant.query.model_dump()
        return ParNumeroAllocataire(
            numero_allocataire=query["numero_allocataire"], code_postal=query["code_postal"]
        )
    if expected is None:
        raise PersonRefused("51564", motif="personne_absente")
    return ParIdentite(identite=expected)


def _is_past(periode: Periode | None, today: date) -> bool:
    return periode is not None and (periode.annee, periode.mois) < (today.year, today.month)
