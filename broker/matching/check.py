"""The answer of a provider is about the person asked for, or it goes no further."""

from broker.errors import PersonRefused
from broker.evidence import MatchedAnswer, ProviderAnswer, Question
from broker.matching.policies import DECLAREE, FRANCE_CONNECT, NUMERO, ONE_FILE, Policy
from broker.matching.rule import Verdict, compare
from contracts.base import Contract
from contracts.enveloppe import MetaIdentite
from contracts.flow import Mode
from contracts.flows.quotient_familial import Personne, QuotientFamilial
from contracts.identite import Identite
from contracts.upstream import Motif

_UNUSABLE_IDENTITY = "564"
"""Sub-code of the nomenclature, after the provider's prefix."""


def check_person(answer: ProviderAnswer) -> MatchedAnswer:
    """Hold the answer's person against the one asked for. The only mint of `MatchedAnswer`.

    1. Whoever was named or vouched for must be the answer's `titulaire`.
    2. The `titulaire` must be among the persons that the data themselves name.

    Raises `PersonRefused`. By a file number the refusal is that of an unknown number,
    so that numbers cannot be tried; only the journal's `motif` tells. Step 2 comes
    second for the same reason: its own code would tell that the number exists.
    """
    identite = _judge(answer)
    if not _is_about(answer.reponse.donnees, answer.reponse.titulaire):
        raise PersonRefused(_unusable(answer.question), motif="titulaire_absent_des_donnees")
    return MatchedAnswer(answer, identite)


def _judge(answer: ProviderAnswer) -> MetaIdentite:
    """Compare under the policy of the access, or say that nobody named the person."""
    question = answer.question
    mode = question.grant.access.mode
    if question.expected is None:
        if mode is not Mode.NUMERO_ALLOCATAIRE:
            raise PersonRefused(_unusable(question), motif="personne_non_designee")
        return MetaIdentite(niveau="aucun", verdict="non_verifie", motifs={})
    verdict = compare(question.expected, answer.reponse.titulaire, _policy_of(question))
    if verdict.verdict != "match":
        raise PersonRefused(_refusal_code(question), motif=_motif(verdict))
    motifs = {attribut.value: reason.value for attribut, reason in verdict.reasons.items()}
    return MetaIdentite(niveau=question.niveau, verdict="match", motifs=motifs)


def _policy_of(question: Question) -> Policy:
    """Return the policy of the access; only an identity that nobody vouches for is forgiven."""
    if question.grant.access.mode is Mode.NUMERO_ALLOCATAIRE:
        return NUMERO
    return DECLAREE if question.niveau == "declaree" else FRANCE_CONNECT


def _refusal_code(question: Question) -> str:
    if question.grant.access.mode is Mode.NUMERO_ALLOCATAIRE:
        return question.grant.flow.motifs[Motif.IDENTITE_INCONNUE]
    return _unusable(question)


def _unusable(question: Question) -> str:
    return question.grant.flow.provider.prefix + _UNUSABLE_IDENTITY


def _motif(verdict: Verdict) -> str:
    """Return the true cause, for the journal: reasons only, nothing about the person."""
    cause = {"mismatch": "identite_differente"}.get(verdict.verdict, "identite_insuffisante")
    faults = ",".join(f"{a.value}={verdict.reasons[a].value}" for a in verdict.refused_by)
    return f"{cause}:{faults}"


def _is_about(donnees: Contract, titulaire: Identite) -> bool:
    """Tell whether the data, where they name allocataires, name the `titulaire` among them."""
    if not isinstance(donnees, QuotientFamilial) or donnees.allocataires is None:
        return True
    named = (_identite_of(personne) for personne in donnees.allocataires)
    return any(compare(titulaire, one, ONE_FILE).verdict == "match" for one in named)


def _identite_of(personne: Personne) -> Identite:
    return Identite(
        nom_naissance=personne.nom_naissance,
        nom_usage=personne.nom_usage,
        prenoms=(personne.prenoms,),
        date_naissance=personne.date_naissance or "0000-00-00",
        sexe=personne.sexe,
    )
