"""What a caisse answers about one file, for one month. Pure."""

from datetime import datetime

from contracts.flows.quotient_familial import Personne, Quotient, QuotientFamilial
from contracts.identite import Identite
from contracts.sandbox import Membre, QuotientDuMois
from contracts.upstream import Motif, Periode, Reponse
from providers.caf.register import File

# What the header X-APISECU-FD says of the fund that was reached.
FUNDS = {"CNAF": "00810011", "MSA": "00171001"}
RNCPS = "99430000"

_NO_FILE = {"CNAF": Motif.DOSSIER_ABSENT_CNAF, "MSA": Motif.DOSSIER_ABSENT_MSA}
# Closed, or not open yet. A suspended file still says who lives there.
_ABSENT = frozenset({"radie", "en_cours_affiliation"})
_UNEXPLAINED = "qf_indisponible"


def answer(
    file: File, titulaire: Identite, month: Periode, now: datetime
) -> Reponse[QuotientFamilial] | Motif:
    """Return the household as it is now and its figure for `month`, or why there is none."""
    if file.dossier.etat in _ABSENT:
        return _NO_FILE[file.fournisseur]
    figure = figure_in_force(file, month)
    if figure is None:
        return Motif.PERIODE_REFUSEE
    return Reponse[QuotientFamilial](
        titulaire=titulaire,
        donnees=QuotientFamilial(
            allocataires=tuple(map(_personne, file.dossier.allocataires)),
            enfants=tuple(map(_personne, file.dossier.enfants)),
            adresse=file.dossier.adresse,
            quotient_familial=_quotient(file, figure, now),
        ),
        absences=_absences(figure),
    )


def figure_in_force(file: File, month: Periode) -> QuotientDuMois | None:
    """Return the figure that applies to `month`.

    The CAF keeps its figures: the last one that began at or before the month. The MSA
    keeps none: its latest, whatever the month.
    """
    asked = (month.annee, month.mois)
    known = [
        figure
        for figure in file.figures
        if file.fournisseur == "MSA" or (figure.annee, figure.mois) <= asked
    ]
    return known[-1] if known else None


def _personne(membre: Membre) -> Personne:
    return Personne(
        nom_naissance=membre.nom_naissance,
        nom_usage=membre.nom_usage,
        prenoms=membre.prenoms,
        date_naissance=membre.date_naissance,
        sexe=membre.sexe,
    )


def _quotient(file: File, figure: QuotientDuMois, now: datetime) -> Quotient:
    return Quotient(
        fournisseur=file.fournisseur,
        valeur=figure.valeur,
        annee=figure.annee,
        mois=figure.mois,
        annee_calcul=now.year if figure.annee_calcul is None else figure.annee_calcul,
        mois_calcul=now.month if figure.mois_calcul is None else figure.mois_calcul,
    )


def _absences(figure: QuotientDuMois) -> dict[str, str]:
    if figure.valeur is not None:
        return {}
    return {"quotient_familial.valeur": figure.motif_absence or _UNEXPLAINED}
