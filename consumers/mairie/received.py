"""What the caisse answered, cut down to what this browser may be shown."""

import hashlib
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Self

from consumers.client.answer import Answer
from consumers.mairie.draft import Champ
from contracts.flows.quotient_familial import Personne, QuotientFamilial


@dataclass(frozen=True, slots=True)
class Received:
    """One answer of the broker, kept in the session until the registration is sent."""

    question: str
    """What was asked, so that a second click does not ask again."""
    donnees: QuotientFamilial
    vouched_for: bool
    """FranceConnect vouches for the person at the keyboard."""
    quotient_absent: str | None
    """Why the quotient is unknown; None when it is known."""
    source: str
    """Who stands behind the answer, as the person knows it: la CAF, la MSA."""
    recu_le: datetime
    entry_id: str
    leaf_hash: str
    ecartes: frozenset[Champ] = frozenset()
    """What the person said is false: no longer used."""

    @property
    def quotient(self) -> int | None:
        """The figure, if there is one; 0 is one."""
        quotient = self.donnees.quotient_familial
        return quotient.valeur if quotient else None

    def without(self, champ: Champ) -> Self:
        """Forget what she says is false."""
        return replace(
            self,
            donnees=self.donnees.model_copy(update={champ: None}),
            ecartes=self.ecartes | {champ},
        )


def received_from(answer: Answer[QuotientFamilial], question: str, now: datetime) -> Received:
    """Keep of `answer` to `question` what may be shown.

    When FranceConnect vouches for nobody (a file number alone), the household is dropped
    at once: nobody knows who is at the keyboard (FC9). The price needs the figure only.
    """
    vouched_for = answer.meta.identite.niveau == "france_connect"
    donnees = answer.data
    if not vouched_for:
        donnees = QuotientFamilial(quotient_familial=donnees.quotient_familial)
    return Received(
        question=question,
        donnees=donnees,
        vouched_for=vouched_for,
        quotient_absent=_why_unknown(answer),
        source=_source(donnees),
        recu_le=now,
        entry_id=answer.meta.journal.entry_id,
        leaf_hash=answer.meta.journal.leaf_hash,
    )


def _source(donnees: QuotientFamilial) -> str:
    quotient = donnees.quotient_familial
    names = {"CNAF": "la CAF", "MSA": "la MSA"}
    return names[quotient.fournisseur] if quotient else "la CAF ou la MSA"


def _why_unknown(answer: Answer[QuotientFamilial]) -> str | None:
    quotient = answer.data.quotient_familial
    if quotient and quotient.valeur is not None:
        return None
    reasons = [o.detail for name, o in answer.meta.omitted.items() if "quotient" in name]
    said = reasons[0] if reasons else ""
    return _REASONS.get(said) or said.replace("_", " ") or "non précisée"


_REASONS = {
    "dossier_suspendu": "votre dossier est suspendu",
    "ressources_absentes": "la caisse n’a pas reçu vos ressources",
    "qf_indisponible": "le quotient n’est pas calculé pour ce mois",
}
"""Reasons that caisses write for machines, in words."""


def key_of(child: Personne) -> str:
    """Return a name for that child's fields in the form; the same when she is received again."""
    told = f"{child.nom_naissance}|{child.prenoms}|{child.date_naissance}"
    return hashlib.sha256(told.encode()).hexdigest()[:12]
