"""What is known of a family, from the caisse, from FranceConnect, or from the person herself.

Pure: reads a session, decides nothing but which source wins (the caisse, unless the person
said that it is wrong).
"""

from dataclasses import dataclass

from consumers.mairie import words
from consumers.mairie.received import Received, key_of
from consumers.mairie.sessions import Session
from consumers.mairie.tarif import Tranche, tranche_of


@dataclass(frozen=True, slots=True)
class Fact:
    """Something that the person does not have to type, and who says it."""

    valeur: str
    source: str
    date: str


@dataclass(frozen=True, slots=True)
class Basis:
    """What the price rests on."""

    quotient: int | None
    origine: str
    """In words, for the recapitulation and the receipt."""
    tranche: Tranche
    declare: bool = False
    """The person says so, and will show a justificatif."""


def responsable(session: Session) -> Fact | None:
    """Return the parent's name when somebody vouches for it; None: she types it."""
    connection = session.connection
    if connection is None or not connection.person.nom_complet:
        return None
    return Fact(connection.person.nom_complet, "FranceConnect", "à votre connexion")


def adresse(session: Session) -> Fact | None:
    """Return the household's address as the caisse knows it."""
    received = session.received
    if received is None or received.donnees.adresse is None:
        return None
    text = words.adresse(received.donnees.adresse)
    return Fact(text, received.source, words.instant(received.recu_le)) if text else None


def named_children(session: Session) -> dict[str, str]:
    """Return key → name of the children that the caisse named."""
    received = session.received
    children = received.donnees.enfants if received else None
    return {key_of(child): words.nom(child) for child in children or ()}


def basis(session: Session) -> Basis:
    """Return the quotient that counts, and why; unknown is not zero."""
    received = session.received
    if received is not None and received.quotient is not None:
        return Basis(received.quotient, _said_by(received), tranche_of(received.quotient))
    declared = session.draft.declared_quotient()
    if declared is not None:
        return Basis(declared, "déclaré par vous, à justifier", tranche_of(declared), declare=True)
    if received is not None and received.quotient_absent:
        return Basis(None, f"inconnu de {received.source}", tranche_of(None))
    return Basis(None, "non communiqué", tranche_of(None))


def _said_by(received: Received) -> str:
    quotient = received.donnees.quotient_familial
    assert quotient is not None
    return (
        f"transmis par {received.source}, quotient de {words.mois(quotient.annee, quotient.mois)}"
    )
