"""4 096 people who exist for the benchmark only, and what a provider knows of each.

Enough that no cache of identities can lie about the work done.
"""

import orjson

COUNT = 4096
_LETTERS = "ABCDEFGHIJKLMNOP"
BODY_BYTES = 896
"""Length of a provider's answer: that of a realistic household of four."""


def name_of(number: int) -> str:
    """Return the family name of person `number` (modulo 4 096); `load.lua` spells it alike."""
    n = number % COUNT
    return "BANC" + _LETTERS[n // 256] + _LETTERS[n // 16 % 16] + _LETTERS[n % 16]


def claims_of(number: int) -> dict[str, object]:
    """Return her identity as FranceConnect's checktoken gives it."""
    return {
        "family_name": name_of(number),
        "given_name": "Camille Alix",
        "given_name_array": ["Camille", "Alix"],
        "birthdate": "1984-07-12",
        "gender": "female",
        "birthplace": "08480",
        "birthcountry": "99100",
    }


def answer_of(number: int) -> bytes:
    """Return her household as the CAF's mock answers it (`contracts.upstream.Reponse`)."""
    short = _answer(name_of(number), "")
    return _answer(name_of(number), "X" * (BODY_BYTES - len(short)))


def _answer(name: str, filling: str) -> bytes:
    return orjson.dumps(
        {
            "titulaire": {
                "nom_naissance": name,
                "prenoms": ["CAMILLE", "ALIX"],
                "date_naissance": "1984-07-12",
                "sexe": "F",
                "lieu_naissance": {"code_pays": "99100", "code_commune": "08480"},
            },
            "donnees": {
                "allocataires": [_member(name, "CAMILLE ALIX", "1984-07-12", "F")],
                "enfants": [_member(name, "LOU", "2016-02-29", "F")],
                "adresse": {
                    "destinataire": f"Madame {name} Camille",
                    "complement_information": None,
                    "complement_information_geographique": None,
                    "numero_libelle_voie": "1 RUE DU PORT " + filling,
                    "lieu_dit": None,
                    "code_postal_ville": "08480 MONTHERME",
                    "pays": "FRANCE",
                },
                "quotient_familial": {
                    "fournisseur": "CNAF",
                    "valeur": 1234,
                    "annee": 2026,
                    "mois": 3,
                    "annee_calcul": 2026,
                    "mois_calcul": 4,
                },
            },
        }
    )


def _member(name: str, given: str, born: str, sex: str) -> dict[str, str]:
    return {"nom_naissance": name, "prenoms": given, "date_naissance": born, "sexe": sex}
