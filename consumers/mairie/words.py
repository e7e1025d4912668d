"""Figures, dates and names as a French reader expects them."""

from datetime import datetime
from zoneinfo import ZoneInfo

from consumers.mairie.tarif import Tranche
from contracts.flows.quotient_familial import Adresse, Personne

PARIS = ZoneInfo("Europe/Paris")
_MOIS = (
    "janvier",
    "février",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "août",
    "septembre",
    "octobre",
    "novembre",
    "décembre",
)
NBSP, NNBSP = "\u00a0", "\u202f"
"""No line break before a unit, nor inside a figure."""


def euros(centimes: int) -> str:
    """160 → « 1,60 € »."""
    return f"{centimes // 100},{centimes % 100:02d}{NBSP}€"


def entiers(figure: int) -> str:
    """1050 → « 1 050 € »."""
    return f"{_grouped(figure)}{NBSP}€"


def intervalle(tranche: Tranche) -> str:
    """401, 700 → « de 401 à 700 € »; without an upper end, « 1 701 € et plus »."""
    if tranche.a is None:
        return f"{entiers(tranche.de)} et plus"
    return f"de {_grouped(tranche.de)} à {entiers(tranche.a)}"


def _grouped(figure: int) -> str:
    return f"{figure:,}".replace(",", NNBSP)


def mois(annee: int, numero: int) -> str:
    """2026, 5 → « mai 2026 »."""
    return f"{_MOIS[numero - 1]} {annee}"


def instant(at: datetime) -> str:
    """Write a moment, Paris time: « 21 novembre 2026 à 14 h 05 »."""
    local = at.astimezone(PARIS)
    return (
        f"{_jour(local.day)} {mois(local.year, local.month)} à {local.hour}{NBSP}h{NBSP}{local:%M}"
    )


def _jour(day: int) -> str:
    return "1er" if day == 1 else str(day)


def naissance(date_naissance: str) -> str:
    """« 2015-09-01 » → « 1er septembre 2015 »; only what is known of it, perhaps nothing."""
    if not date_naissance:
        return ""
    year, month, day = (int(part) for part in date_naissance.split("-"))
    if not year:
        return ""
    if not month:
        return str(year)
    return f"{_jour(day)} {mois(year, month)}" if day else mois(year, month)


def nom(personne: Personne) -> str:
    """Return given names, then the name in use."""
    return f"{personne.prenoms} {personne.nom_usage or personne.nom_naissance}".strip()


def adresse(lignes: Adresse) -> str:
    """Return the lines of an address on one, the addressee left out."""
    parts = (
        lignes.complement_information,
        lignes.complement_information_geographique,
        lignes.numero_libelle_voie,
        lignes.lieu_dit,
        lignes.code_postal_ville,
        lignes.pays if lignes.pays != "FRANCE" else None,
    )
    return ", ".join(part for part in parts if part)
