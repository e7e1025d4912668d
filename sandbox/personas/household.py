"""Files of the caisse, shortly written."""

from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from contracts.flows.quotient_familial import Adresse
from contracts.sandbox import Dossier, Membre, QuotientDuMois
from sandbox.personas.persona import Civil

KEPT_MONTHS = 24
"""The current month and the 23 before: what can be asked for."""


@dataclass(frozen=True)
class Household:
    """A household, before its figures are dated."""

    numero: str
    allocataires: tuple[Civil, ...]
    ville: str
    """Post code and city."""
    voie: str = "1 RUE DE L'EXEMPLE"
    enfants: tuple[Civil, ...] = ()
    conjoint: Civil | None = None
    regime: Literal["CNAF", "MSA"] = "CNAF"
    etat: Literal["actif", "radie", "suspendu", "en_cours_affiliation"] = "actif"
    lignes: dict[str, str] = field(default_factory=dict)
    """Other lines of the address."""

    def with_figures(self, quotients: tuple[QuotientDuMois, ...]) -> Dossier:
        """Return its file."""
        return Dossier(
            numero_allocataire=self.numero,
            regime=self.regime,
            allocataires=self._allocataires(),
            enfants=tuple(enfant.membre() for enfant in self.enfants),
            adresse=self._adresse(),
            quotients=quotients,
            etat=self.etat,
        )

    def _allocataires(self) -> tuple[Membre, ...]:
        conjoints = (self.conjoint.membre(conjoint=True),) if self.conjoint else ()
        return tuple(civil.membre() for civil in self.allocataires) + conjoints

    def _adresse(self) -> Adresse:
        first = self.allocataires[0]
        title = "Madame" if first.sexe == "F" else "Monsieur"
        lines: dict[str, str | None] = {
            "destinataire": f"{title} {first.usage or first.nom} {first.prenoms}".strip(),
            "complement_information": None,
            "complement_information_geographique": None,
            "numero_libelle_voie": self.voie,
            "lieu_dit": None,
            "code_postal_ville": self.ville,
            "pays": "FRANCE",
        }
        return Adresse.model_validate(lines | self.lignes)


def every_month(
    today: date, valeur: int | None, *, since: int = KEPT_MONTHS - 1, until: int = 0
) -> tuple[QuotientDuMois, ...]:
    """Return one figure a month, from `since` months ago to `until` months ago."""
    return tuple(
        QuotientDuMois(annee=annee, mois=mois, valeur=valeur, annee_calcul=annee, mois_calcul=mois)
        for annee, mois in (months_ago(today, n) for n in range(since, until - 1, -1))
    )


def recomputed(today: date, valeur: int | None) -> tuple[QuotientDuMois, ...]:
    """Return the only figure of a caisse without history: computed when it is asked for."""
    return (QuotientDuMois(annee=today.year, mois=today.month, valeur=valeur),)


def unknown(today: date, motif: str) -> tuple[QuotientDuMois, ...]:
    """Return a figure that the caisse does not know, and why."""
    return (QuotientDuMois(annee=today.year, mois=today.month, valeur=None, motif_absence=motif),)


def months_ago(today: date, count: int) -> tuple[int, int]:
    """Return year and month, `count` months before that of `today`."""
    year, month = divmod(today.year * 12 + today.month - 1 - count, 12)
    return year, month + 1
