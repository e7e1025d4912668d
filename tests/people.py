"""People of the tests: fictitious, one a line to change."""

from typing import Any

JEANNE: dict[str, Any] = {
    "identifiant": "jeanne",
    "given_name": "Jeanne Stéphanie",
    "family_name": "VALMORIN",
    "birthdate": "1987-06-27",
    "gender": "female",
    "birthplace": "13055",
    "birthcountry": "99100",
}
"""A FranceConnect account."""

ADRESSE: dict[str, Any] = {
    "destinataire": "Madame VALMORIN JEANNE",
    "complement_information": None,
    "complement_information_geographique": None,
    "numero_libelle_voie": "28 BOULEVARD DES TILLEULS",
    "lieu_dit": None,
    "code_postal_ville": "13008 MARSEILLE",
    "pays": "FRANCE",
}


def member(**changes: Any) -> dict[str, Any]:
    return {
        "nom_naissance": "VALMORIN",
        "nom_usage": None,
        "prenoms": "JEANNE STEPHANIE",
        "date_naissance": "1987-06-27",
        "sexe": "F",
        "code_commune_naissance": "13055",
        "code_pays_naissance": "99100",
    } | changes


def dossier(**changes: Any) -> dict[str, Any]:
    return {
        "numero_allocataire": "1234567",
        "code_postal": "13008",
        "regime": "CNAF",
        "allocataires": [member()],
        "enfants": [
            member(prenoms="THOMAS", date_naissance="2015-09-01", sexe="M"),
        ],
        "adresse": ADRESSE,
        "quotients": [
            {"annee": 2024, "mois": 1, "valeur": 700, "annee_calcul": 2024, "mois_calcul": 2},
            {"annee": 2026, "mois": 3, "valeur": 1050, "annee_calcul": 2026, "mois_calcul": 3},
        ],
    } | changes


IDENTITE: list[tuple[str, str | int | float | bool | None]] = [
    ("nomNaissance", "VALMORIN"),
    ("prenoms[]", "JEANNE"),
    ("prenoms[]", "STEPHANIE"),
    ("anneeDateNaissance", "1987"),
    ("moisDateNaissance", "6"),
    ("jourDateNaissance", "27"),
    ("sexeEtatCivil", "F"),
    ("codeCogInseePaysNaissance", "99100"),
    ("codeCogInseeCommuneNaissance", "13055"),
]
"""The same person, in the parameters of `/identite`."""
