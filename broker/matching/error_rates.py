"""How often the rule is wrong: counted by `python -m benchmarks.matching_rates`, published.

A test measures again and holds these figures against the rule as it stands.
"""

from contracts.base import Contract


class Row(Contract):
    """One kind of case: how many were tried, how many were judged wrongly."""

    libelle: str
    cas: int
    declaree: int | None
    """Wrong verdicts under that policy; None where the case cannot arise."""
    france_connect: int | None
    numero_allocataire: int | None


class ErrorRates(Contract):
    """One measure of the rule."""

    graine: int
    """Of the random numbers: the same one gives the same figures."""
    personnes: int
    refus_a_tort: tuple[Row, ...]
    """The same person, refused."""
    acceptations_a_tort: tuple[Row, ...]
    """Somebody else, accepted."""


MEASURED = ErrorRates(
    graine=2006,
    personnes=1000,
    refus_a_tort=(
        Row(
            libelle="Capitales sans accents, prénoms en une chaîne",
            cas=1000,
            declaree=0,
            france_connect=0,
            numero_allocataire=0,
        ),
        Row(
            libelle="Premier prénom seul",
            cas=706,
            declaree=0,
            france_connect=0,
            numero_allocataire=706,
        ),
        Row(
            libelle="Second prénom seul (prénom usuel)",
            cas=706,
            declaree=0,
            france_connect=0,
            numero_allocataire=706,
        ),
        Row(
            libelle="Prénoms dans un autre ordre",
            cas=706,
            declaree=0,
            france_connect=0,
            numero_allocataire=706,
        ),
        Row(
            libelle="Prénom composé sans trait d'union",
            cas=64,
            declaree=0,
            france_connect=0,
            numero_allocataire=0,
        ),
        Row(
            libelle="Prénom coupé à 13 caractères",
            cas=12,
            declaree=0,
            france_connect=0,
            numero_allocataire=12,
        ),
        Row(
            libelle="Nom d'usage et nom de naissance échangés",
            cas=202,
            declaree=0,
            france_connect=0,
            numero_allocataire=202,
        ),
        Row(
            libelle="Nom de naissance suivi du nom d'usage",
            cas=208,
            declaree=0,
            france_connect=0,
            numero_allocataire=208,
        ),
        Row(
            libelle="Particule « de » omise",
            cas=22,
            declaree=0,
            france_connect=0,
            numero_allocataire=22,
        ),
        Row(
            libelle="Jour de naissance inconnu",
            cas=1000,
            declaree=0,
            france_connect=0,
            numero_allocataire=0,
        ),
        Row(
            libelle="Jour et mois de naissance inconnus",
            cas=1000,
            declaree=0,
            france_connect=0,
            numero_allocataire=0,
        ),
        Row(
            libelle="Date de naissance inconnue",
            cas=1000,
            declaree=1000,
            france_connect=1000,
            numero_allocataire=0,
        ),
        Row(
            libelle="Jour de naissance faux",
            cas=1000,
            declaree=1000,
            france_connect=1000,
            numero_allocataire=1000,
        ),
        Row(
            libelle="Lieu de naissance inconnu",
            cas=1000,
            declaree=0,
            france_connect=0,
            numero_allocataire=0,
        ),
        Row(
            libelle="Lieu écrit par un code d'une autre époque",
            cas=117,
            declaree=0,
            france_connect=0,
            numero_allocataire=0,
        ),
        Row(
            libelle="Commune de naissance absorbée par une autre depuis",
            cas=871,
            declaree=871,
            france_connect=871,
            numero_allocataire=0,
        ),
        Row(
            libelle="Faute de frappe dans le premier prénom",
            cas=974,
            declaree=161,
            france_connect=None,
            numero_allocataire=None,
        ),
        Row(
            libelle="Nom d'usage saisi comme nom de naissance",
            cas=202,
            declaree=0,
            france_connect=None,
            numero_allocataire=None,
        ),
        Row(
            libelle="Un seul prénom saisi",
            cas=706,
            declaree=0,
            france_connect=None,
            numero_allocataire=None,
        ),
        Row(
            libelle="Jour de naissance non saisi",
            cas=1000,
            declaree=0,
            france_connect=None,
            numero_allocataire=None,
        ),
        Row(
            libelle="Toutes différences, aux fréquences supposées",
            cas=1000,
            declaree=29,
            france_connect=11,
            numero_allocataire=195,
        ),
    ),
    acceptations_a_tort=(
        Row(
            libelle="Belles-sœurs de mêmes prénoms, nées la même année",
            cas=1000,
            declaree=0,
            france_connect=0,
            numero_allocataire=0,
        ),
        Row(
            libelle="Homonymes nés la même année",
            cas=1000,
            declaree=0,
            france_connect=0,
            numero_allocataire=0,
        ),
        Row(
            libelle="Homonymes nés la même année, fichier limité à l'année, lieux différents",
            cas=1000,
            declaree=0,
            france_connect=0,
            numero_allocataire=1000,
        ),
        Row(
            libelle="Homonymes nés la même année, fichier limité à l'année, sans lieu",
            cas=1000,
            declaree=1000,
            france_connect=1000,
            numero_allocataire=1000,
        ),
        Row(
            libelle="Jumeaux de même sexe",
            cas=1000,
            declaree=2,
            france_connect=0,
            numero_allocataire=0,
        ),
        Row(
            libelle="Jumeaux de même sexe aux prénoms proches (Léa, Léna)",
            cas=1000,
            declaree=241,
            france_connect=0,
            numero_allocataire=0,
        ),
        Row(
            libelle="Parent et enfant de mêmes nom et prénoms",
            cas=1000,
            declaree=0,
            france_connect=0,
            numero_allocataire=0,
        ),
        Row(
            libelle="Deux personnes prises au hasard",
            cas=20000,
            declaree=0,
            france_connect=0,
            numero_allocataire=0,
        ),
    ),
)
