"""Codes that changed while the place did not."""

import pytest

from contracts.identite import LieuNaissance
from providers.caf.birthplaces import Birthplace, Place, UnknownCommune


def commune(code: str | None) -> LieuNaissance:
    return LieuNaissance(code_pays="99100", code_commune=code)


def country(code: str, commune: str | None = None) -> LieuNaissance:
    return LieuNaissance(code_pays=code, code_commune=commune)


def named(nom: str, departement: str) -> LieuNaissance:
    return LieuNaissance(code_pays="99100", nom_commune=nom, code_departement=departement)


SAME = {
    "Corsica before 1976, south": (commune("20004"), commune("2A004")),
    "Corsica before 1976, north": (commune("20033"), commune("2b033")),
    "Gennevilliers before 1968": (commune("75036"), commune("92036")),
    "Mayotte before it was a département": (commune("98511"), commune("97611")),
    "Paris, and one of its arrondissements": (commune("75056"), commune("75107")),
    "Lyon, and one of its arrondissements": (commune("69383"), commune("69123")),
    "Marseille, and one of its arrondissements": (commune("13216"), commune("13055")),
    "French Algeria": (country("92352"), country("99352")),
    "Algeria, with the text that some identities carry": (
        country("99352", "90900"),
        country("99352", "Alger"),
    ),
    "a country, no commune": (country("99139"), country("99139")),
    "a commune says that it is in France": (LieuNaissance(code_commune="35238"), commune("35238")),
    "a commune by its name": (named("saint etienne", "42"), commune("42218")),
    "a commune overseas by its name": (named("Saint-Denis", "974"), commune("97411")),
    "a Corsican commune by its name": (named("Ajaccio", "2a"), commune("20004")),
    "a city by its name, for its arrondissement": (named("Paris", "75"), commune("75118")),
    "the code wins over the name": (
        LieuNaissance(code_pays="99100", code_commune="35238", nom_commune="?"),
        commune("35238"),
    ),
    "a code that never existed, on both sides": (commune("75002"), commune("75002")),
}
DIFFERENT = {
    "two communes": (commune("35238"), commune("44109")),
    "two arrondissements": (commune("75107"), commune("75111")),
    "an arrondissement of another city": (commune("13055"), commune("69381")),
    "two countries": (country("99139"), country("99350")),
    "France and Algeria": (commune("35238"), country("99352")),
    "Bastia is not Ajaccio": (commune("2B033"), commune("2A004")),
}
NOT_COMPARABLE = {
    "nothing asked": (LieuNaissance(), commune("35238")),
    "France, no commune": (commune(None), commune("35238")),
    "empty codes": (LieuNaissance(code_pays="", code_commune=""), country("99139")),
}
CASES = {
    sentence: (*places, expected)
    for expected, cases in (
        (Place.SAME, SAME),
        (Place.DIFFERENT, DIFFERENT),
        (Place.NOT_COMPARABLE, NOT_COMPARABLE),
    )
    for sentence, places in cases.items()
}


@pytest.mark.parametrize(("one", "other", "expected"), CASES.values(), ids=CASES.keys())
def test_birthplaces_compare_both_ways(
    one: LieuNaissance, other: LieuNaissance, expected: Place
) -> None:
    left, right = Birthplace.of(one), Birthplace.of(other)

    assert left.compare(right) is expected
    assert right.compare(left) is expected


@pytest.mark.parametrize("lieu", [named("Rennes", "44"), named("Trifouillis-les-Oies", "35")])
def test_a_commune_that_is_not_in_the_table_is_not_guessed(lieu: LieuNaissance) -> None:
    with pytest.raises(UnknownCommune):
        Birthplace.of(lieu)
