"""From a visit to a registration. Pure: what is missing, then what is sent."""

from datetime import datetime

from consumers.mairie import family
from consumers.mairie.draft import JUSTIFICATIFS
from consumers.mairie.family_form import Errors, missing
from consumers.mairie.received import Received
from consumers.mairie.registration import (
    Receipt,
    RegisteredChild,
    Registration,
    new_number,
)
from consumers.mairie.sessions import Session


def still_missing(session: Session) -> Errors:
    """Return what must be corrected before this family can be registered."""
    unknown = {
        "responsable": family.responsable(session),
        "adresse": family.adresse(session),
    }
    typed = frozenset(champ for champ, fact in unknown.items() if fact is None)
    return missing(session.draft, family.named_children(session), typed=typed)


def enrol(session: Session, now: datetime) -> Registration:
    """Return the registration of a family to which nothing is missing."""
    draft, base = session.draft, family.basis(session)
    parent, home = family.responsable(session), family.adresse(session)
    return Registration(
        numero=new_number(now),
        envoye_le=now,
        responsable=parent.valeur if parent else draft.responsable,
        adresse=home.valeur if home else draft.adresse,
        ecole=draft.ecole,
        enfants=children_of(session),
        jours=draft.jours,
        quotient=base.quotient,
        origine=base.origine,
        tranche=base.tranche,
        receipt=_receipt(session.received) if session.received else None,
        justificatif=JUSTIFICATIFS[draft.justificatif] if base.declare else None,
    )


def children_of(session: Session) -> tuple[RegisteredChild, ...]:
    """Return the children chosen among those that the caisse named, then those typed."""
    named = family.named_children(session)
    chosen = (
        RegisteredChild(named[key], classe)
        for key, classe in session.draft.choisis.items()
        if key in named
    )
    typed = (RegisteredChild(child.nom, child.classe) for child in session.draft.saisis)
    return (*chosen, *typed)


def _receipt(received: Received) -> Receipt:
    return Receipt(received.entry_id, received.leaf_hash, received.source, received.recu_le)
