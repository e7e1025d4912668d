"""A provider's answer to a question, ready to be checked."""

from datetime import date
from typing import Literal
from uuid import UUID

from broker.evidence import Grant, ProviderAnswer, Question, VerifiedCaller
from contracts.base import Contract, Query
from contracts.flow import Finalite, Mode
from contracts.flows.quotient_familial import QUOTIENT_FAMILIAL, Personne, QuotientFamilial
from contracts.habilitation import Environnement, Etat, Habilitation
from contracts.identite import Identite
from contracts.upstream import Demande, ParNumeroAllocataire, Reponse

HABILITATION = Habilitation(
    id=UUID(int=1),
    siret="21750001600019",
    demarche="Cantine",
    cadre_juridique="CRPA, art. L. 114-8",
    scopes=frozenset({"cnaf_allocataires"}),
    flux=frozenset({"quotient_familial"}),
    finalites=frozenset({Finalite.SIMPLIFICATION}),
    destinataires=frozenset({"21750001600019"}),
    debut=date(2026, 1, 1),
    fin=date(2026, 12, 31),
    environnement=Environnement.BAC_A_SABLE,
    etat=Etat.ACTIVE,
)


def a_question(mode: Mode, expected: Identite | None) -> Question:
    access = next(a for a in QUOTIENT_FAMILIAL.accesses if a.mode is mode)
    caller = VerifiedCaller(
        habilitation=HABILITATION,
        scopes=HABILITATION.scopes,
        token_id=UUID(int=2),
        person=None,
        epoch=0,
    )
    grant = Grant(
        caller=caller,
        flow=QUOTIENT_FAMILIAL,
        access=access,
        query=Query(),
        recipient=HABILITATION.siret,
        finalite=Finalite.SIMPLIFICATION,
        fields=frozenset({"allocataires"}),
    )
    sujet = ParNumeroAllocataire(numero_allocataire="2345678", code_postal="75001")
    return Question(
        grant=grant,
        demande=Demande(sujet=sujet),
        expected=expected,
        niveau=_niveau(mode, expected),
        cacheable=False,
    )


def _niveau(
    mode: Mode, expected: Identite | None
) -> Literal["france_connect", "declaree", "aucun"]:
    if expected is None:
        return "aucun"
    return "declaree" if mode is Mode.IDENTITE else "france_connect"


def an_answer(
    question: Question, titulaire: Identite, data: QuotientFamilial | None = None
) -> ProviderAnswer:
    donnees = data or QuotientFamilial(allocataires=(as_allocataire(titulaire),))
    reponse = Reponse[Contract](titulaire=titulaire, donnees=donnees)
    return ProviderAnswer(question=question, reponse=reponse, cached_for=None)


def as_allocataire(identite: Identite) -> Personne:
    """Write somebody as the caisse does: all given names in one string."""
    assert identite.nom_naissance
    return Personne(
        nom_naissance=identite.nom_naissance,
        nom_usage=identite.nom_usage,
        prenoms=" ".join(identite.prenoms),
        date_naissance=identite.date_naissance,
        sexe=identite.sexe or "F",
    )
