"""The words in which the identity check explains itself.

They reach callers (`meta.identite.motifs`) and the journal: none of them tells
anything about the person. Each is explained to the public in `wording.py`.
"""

from enum import StrEnum


class Attribut(StrEnum):
    """What is compared."""

    NOM = "nom"
    PRENOMS = "prenoms"
    DATE_NAISSANCE = "date_naissance"
    SEXE = "sexe"
    LIEU_NAISSANCE = "lieu_naissance"


class Reason(StrEnum):
    """What comparing one attribute gave."""

    IDENTIQUE = "identique"
    IDENTIQUE_APRES_NORMALISATION = "identique_apres_normalisation"
    DIFFERENT = "different"
    ABSENT = "absent"
    NON_COMPARE = "non_compare"

    NOM_USAGE_CROISE = "nom_usage_croise"
    NOM_CONTIENT_USAGE = "nom_contient_usage"
    PARTICULE_OMISE = "particule_omise"

    ORDRE_DIFFERENT = "ordre_different"
    PREMIER_PRENOM_COMMUN = "premier_prenom_commun"
    PRENOM_SECOND_USUEL = "prenom_second_usuel"
    SOUS_ENSEMBLE = "sous_ensemble"
    PRENOM_TRONQUE = "prenom_tronque"
    SANS_PRENOM = "sans_prenom"
    FAUTE_DE_FRAPPE = "faute_de_frappe"

    PREMIER_JANVIER_IDENTIQUE = "premier_janvier_identique"
    PREMIER_JANVIER_PRESUME = "premier_janvier_presume"
    DATE_PARTIELLE_COMPATIBLE = "date_partielle_compatible"
    ANNEE_SEULE_COMPATIBLE = "annee_seule_compatible"

    EQUIVALENCE_HISTORIQUE = "equivalence_historique"
    DEPARTEMENT_IDENTIQUE = "departement_identique"
    PAYS_IDENTIQUE = "pays_identique"
    INDETERMINABLE = "indeterminable"
