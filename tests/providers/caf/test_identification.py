"""Who is found, and who is not: the published verdicts, then every rule of ours."""

from typing import Any

import pytest

from contracts.identite import Identite, LieuNaissance
from contracts.upstream import Motif
from providers.caf.identification import identify
from providers.caf.people import Person, Role

ALEXIS: dict[str, Any] = {
    "nom_naissance": "LEFEBVRE",
    "prenoms": ("ALEXIS", "GÉRÔME", "JEAN-PHILIPPE"),
    "date_naissance": "1982-12-27",
    "sexe": "F",
    "lieu_naissance": LieuNaissance(code_pays="99100", code_commune="08480"),
}
PUBLISHED_TYPING = ("ALEIXS", "GRÉÔME", "JEAN-PHILIPPE")
PUBLISHED_PHONETIC = ("ALEXI", "GEROME", "JEN-PHILIPE")
YEAR, MONTH = "1982-00-00", "1982-12-00"


def identity(**changes: object) -> Identite:
    return Identite.model_validate(ALEXIS | changes)


def person(role: Role = Role.ALLOCATAIRE, numero: str = "1", **changes: object) -> Person:
    return Person.of(identity(**changes), role, numero)


def is_found(asked: dict[str, Any], held: dict[str, Any] | None = None) -> bool:
    found = identify(identity(**asked), [person(**(held or {}))])
    assert isinstance(found, Person) or found is Motif.IDENTITE_INCONNUE
    return isinstance(found, Person)


SAYS_MARTIN = {"nom_usage": "MARTIN"}
ABROAD = {"lieu_naissance": LieuNaissance(code_pays="99139")}
NOWHERE = {"lieu_naissance": LieuNaissance()}

FOUND: dict[str, tuple[dict[str, Any], dict[str, Any]]] = {
    "published: nothing changed": ({}, {}),
    "published: the first given name, with the whole date": ({"prenoms": ("ALEXIS",)}, {}),
    "published: the year alone, with every given name": ({"date_naissance": YEAR}, {}),
    "published: typing errors, with the whole date": ({"prenoms": PUBLISHED_TYPING}, {}),
    "published: phonetic errors, with the whole date": ({"prenoms": PUBLISHED_PHONETIC}, {}),
    "both kinds of errors at once": ({"prenoms": ("ALEIXS", "GRÉÔME", "JEN-PHILIPE")}, {}),
    "an error in the first given name, the only one asked": ({"prenoms": ("ALEKSIS",)}, {}),
    "year and month, with the first given name": (
        {"date_naissance": MONTH, "prenoms": ("ALEXIS",)},
        {},
    ),
    "case and accents do not matter": (
        {"nom_naissance": "lefebvre", "prenoms": ("Alexis", "Gerome")},
        {},
    ),
    "a composed given name, with a space or nothing": (
        {"prenoms": ("ALEXIS", "GEROME", "JEAN", "PHILIPPE")},
        {"prenoms": ("ALEXIS", "GÉRÔME", "JEANPHILIPPE")},
    ),
    "a family name in several words": (
        {"nom_naissance": "Le Goff-d’Ars"},
        {"nom_naissance": "LE GOFF D'ARS"},
    ),
    "the caisse holds fewer given names": ({}, {"prenoms": ("ALEXIS",)}),
    "a comma inside one given name": ({"prenoms": ("ALEXIS, GEROME",)}, {}),
    "four given names, the year, and the three that can be sent": (
        {"date_naissance": YEAR},
        {"prenoms": (*ALEXIS["prenoms"], "ANATOLE")},
    ),
    "nom d'usage for the birth name, with the whole date": (
        {"nom_naissance": "MARTIN"},
        SAYS_MARTIN,
    ),
    "birth name and nom d'usage swapped": (
        {"nom_naissance": "MARTIN", "nom_usage": "LEFEBVRE"},
        SAYS_MARTIN,
    ),
    "a nom d'usage that has changed since": ({"nom_usage": "DURAND"}, SAYS_MARTIN),
    "1 January presumed for a day nobody knows, every given name": (
        {"date_naissance": "1982-01-01"},
        {"date_naissance": YEAR},
    ),
    "the first of a month presumed, the first given name": (
        {"date_naissance": "1982-12-01", "prenoms": ("ALEXIS",)},
        {"date_naissance": MONTH},
    ),
    "the other sex: nearly no weight": ({"sexe": "M"}, {}),
    "no sex": ({"sexe": None}, {}),
    "no given name on either side, with the whole date": ({"prenoms": ()}, {"prenoms": ()}),
    "birthplace not asked": (NOWHERE, {}),
    "birthplace not held": ({}, NOWHERE),
}

UNKNOWN: dict[str, tuple[dict[str, Any], dict[str, Any]]] = {
    "published: typing errors, with the year alone": (
        {"prenoms": PUBLISHED_TYPING, "date_naissance": YEAR},
        {},
    ),
    "published: phonetic errors, with the year alone": (
        {"prenoms": PUBLISHED_PHONETIC, "date_naissance": YEAR},
        {},
    ),
    "published: no birth date": ({"date_naissance": "0000-00-00"}, {}),
    "published: another family name": ({"nom_naissance": "DUPONT"}, {}),
    "no family name": ({"nom_naissance": None}, {}),
    "nobody has a family name": ({"nom_naissance": None}, {"nom_naissance": ""}),
    "typing errors, with year and month": (
        {"prenoms": PUBLISHED_TYPING, "date_naissance": MONTH},
        {},
    ),
    "the year alone, with the first given name": (
        {"date_naissance": YEAR, "prenoms": ("ALEXIS",)},
        {},
    ),
    "the year alone, and one given name more than the caisse holds": (
        {"date_naissance": YEAR},
        {"prenoms": ("ALEXIS", "GÉRÔME")},
    ),
    "a wholly different given name": ({"prenoms": ("BÉRÉNICE",)}, {}),
    "a wholly different second given name": ({"prenoms": ("ALEXIS", "BÉRÉNICE")}, {}),
    "the second given name alone": ({"prenoms": ("GÉRÔME",)}, {}),
    "given names in another order": ({"prenoms": ("GÉRÔME", "ALEXIS")}, {}),
    "half of a composed given name": ({"prenoms": ("JEAN",)}, {"prenoms": ("JEAN-PHILIPPE",)}),
    "no given name asked": ({"prenoms": ()}, {}),
    "no given name held": ({}, {"prenoms": ()}),
    "no given name on either side, with year and month": (
        {"prenoms": (), "date_naissance": MONTH},
        {"prenoms": ()},
    ),
    "an error in the family name": ({"nom_naissance": "LEFEVRE"}, {}),
    "nom d'usage for the birth name, with year and month": (
        {"nom_naissance": "MARTIN", "date_naissance": MONTH},
        SAYS_MARTIN,
    ),
    "nom d'usage for the birth name, and a third name": (
        {"nom_naissance": "MARTIN", "nom_usage": "DURAND"},
        SAYS_MARTIN,
    ),
    "nom d'usage for the birth name, and typing errors": (
        {"nom_naissance": "MARTIN", "prenoms": PUBLISHED_TYPING},
        SAYS_MARTIN,
    ),
    "typing errors, and the other sex: perhaps a twin": (
        {"prenoms": ("ALEXIA",), "sexe": "M"},
        {},
    ),
    "another day": ({"date_naissance": "1982-12-28"}, {}),
    "another month, no day": ({"date_naissance": "1982-11-00"}, {}),
    "another year, nothing else": ({"date_naissance": "1983-00-00"}, {}),
    "1 January presumed against a known day": ({"date_naissance": "1982-01-01"}, {}),
    "a year the caisse does not know": ({}, {"date_naissance": "0000-00-00"}),
    "another commune": (
        {"lieu_naissance": LieuNaissance(code_pays="99100", code_commune="35238")},
        {},
    ),
    "another country": (ABROAD, {}),
}


@pytest.mark.parametrize(("asked", "held"), FOUND.values(), ids=FOUND.keys())
def test_a_person_is_found(asked: dict[str, Any], held: dict[str, Any]) -> None:
    assert is_found(asked, held)


@pytest.mark.parametrize(("asked", "held"), UNKNOWN.values(), ids=UNKNOWN.keys())
def test_a_person_is_unknown(asked: dict[str, Any], held: dict[str, Any]) -> None:
    assert not is_found(asked, held)
