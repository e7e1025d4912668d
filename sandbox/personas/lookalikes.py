"""People whom one could take for one another."""

from datetime import date

from sandbox.personas.household import Household, every_month
from sandbox.personas.persona import Civil, Persona, persona

_ONE = Civil("SOSIE", "CLAUDE", "1980-06-15", "M", "49007")
_RENNES = Civil("PAREIL", "DOMINIQUE", "1977-03-10", "F", "35238")
_ELSEWHERE = Civil("PAREIL", "DOMINIQUE", "1977-03-10", "F", "14118")
_FATHER = Civil("LIGNÉE", "ÉTIENNE LOUIS", "1955-04-02", "M", "42218")
_SON = Civil("LIGNÉE", "ÉTIENNE LOUIS", "1984-08-16", "M", "42218")
_BROTHER = Civil("GÉMEAU", "ALEXIS", "1998-05-31", "M", "74010")
_SISTER = Civil("GÉMEAU", "ALEXIA", "1998-05-31", "F", "74010")


def _at(numero: str, civil: Civil, ville: str) -> Household:
    return Household(numero, (civil,), ville, "2 RUE DES MIROIRS")


def personas(today: date) -> tuple[Persona, ...]:
    """Return them, dated from `today`."""
    return (*_homonyms(today), *_relatives(today))


def _homonyms(today: date) -> tuple[Persona, ...]:
    return (
        persona(
            "homonyme_un",
            _ONE,
            "Deux personnes de mêmes nom, prénom, date et lieu de naissance : identité ambiguë, "
            "jamais devinée. Par son numéro d'allocataire : quotient 500.",
            _at("1000091", _ONE, "49000 ANGERS").with_figures(every_month(today, 500)),
        ),
        persona(
            "homonyme_deux",
            _ONE,
            "L'autre des deux homonymes : identité ambiguë. Par son numéro d'allocataire : "
            "quotient 1500.",
            _at("1000092", _ONE, "49100 ANGERS").with_figures(every_month(today, 1500)),
        ),
        persona(
            "homonyme_rennes",
            _RENNES,
            "Une homonyme née le même jour dans une autre ville : le lieu les sépare. "
            "Quotient 510.",
            _at("1000093", _RENNES, "35700 RENNES").with_figures(every_month(today, 510)),
        ),
        persona(
            "homonyme_caen",
            _ELSEWHERE,
            "L'homonyme de Rennes, née à Caen : le lieu les sépare. Quotient 1510.",
            _at("1000094", _ELSEWHERE, "14000 CAEN").with_figures(every_month(today, 1510)),
        ),
    )


def _relatives(today: date) -> tuple[Persona, ...]:
    return (
        persona(
            "pere",
            _FATHER,
            "Père et fils portent les mêmes nom et prénoms : la date de naissance les sépare. "
            "Quotient 1700.",
            _at("1000095", _FATHER, "42000 SAINT-ETIENNE").with_figures(every_month(today, 1700)),
        ),
        persona(
            "fils",
            _SON,
            "Le fils du précédent, de mêmes nom et prénoms. Quotient 570.",
            _at("1000096", _SON, "42100 SAINT-ETIENNE").with_figures(every_month(today, 570)),
        ),
        persona(
            "jumeau",
            _BROTHER,
            "Jumeau dont la sœur porte un prénom voisin d'une lettre : son prénom exact le "
            "distingue. Quotient 620.",
            _at("1000097", _BROTHER, "74000 ANNECY").with_figures(every_month(today, 620)),
        ),
        persona(
            "jumelle",
            _SISTER,
            "La sœur jumelle du précédent, à une lettre près. Quotient 1620.",
            _at("1000098", _SISTER, "74000 ANNECY").with_figures(every_month(today, 1620)),
        ),
    )
