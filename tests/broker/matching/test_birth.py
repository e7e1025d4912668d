import pytest

from broker.matching.birth_date import compare_birth_dates
from broker.matching.birthplace import compare_birthplaces
from broker.matching.reasons import Reason
from contracts.identite import LieuNaissance
from tests.broker.matching.persons import born_in

DATES = {
    "the same day": ("1982-12-27", "1982-12-27", Reason.IDENTIQUE),
    "another day": ("1982-12-27", "1982-12-28", Reason.DIFFERENT),
    "another month": ("1982-12-27", "1982-11-27", Reason.DIFFERENT),
    "another year": ("1982-12-27", "1981-12-27", Reason.DIFFERENT),
    "day and month swapped": ("1982-12-07", "1982-07-12", Reason.DIFFERENT),
    "the day unknown to one": ("1982-12-27", "1982-12-00", Reason.DATE_PARTIELLE_COMPATIBLE),
    "the day unknown to both": ("1982-12-00", "1982-12-00", Reason.DATE_PARTIELLE_COMPATIBLE),
    "the day unknown, another month": ("1982-12-27", "1982-11-00", Reason.DIFFERENT),
    "the year alone": ("1982-12-27", "1982-00-00", Reason.ANNEE_SEULE_COMPATIBLE),
    "the year alone on both sides": ("1982-00-00", "1982-00-00", Reason.ANNEE_SEULE_COMPATIBLE),
    "another year alone": ("1982-12-27", "1983-00-00", Reason.DIFFERENT),
    "year and day without month": ("1982-12-27", "1982-00-27", Reason.ANNEE_SEULE_COMPATIBLE),
    "another day without month": ("1982-12-27", "1982-00-26", Reason.DIFFERENT),
    "1 January presumed from a year": ("1982-01-01", "1982-00-00", Reason.PREMIER_JANVIER_PRESUME),
    "1 January against another known day": ("1982-01-01", "1982-06-27", Reason.DIFFERENT),
    "1 January against another known month": ("1982-01-01", "1982-06-00", Reason.DIFFERENT),
    "1 January of another year": ("1982-01-01", "1983-00-00", Reason.DIFFERENT),
    "first of the month presumed from a month": (
        "1982-06-01",
        "1982-06-00",
        Reason.DATE_PARTIELLE_COMPATIBLE,
    ),
    "1 January on both sides": ("1982-01-01", "1982-01-01", Reason.PREMIER_JANVIER_IDENTIQUE),
    "nothing known": ("0000-00-00", "1982-12-27", Reason.ABSENT),
    "nothing known on either side": ("0000-00-00", "0000-00-00", Reason.ABSENT),
    "an unknown year": ("0000-12-27", "1982-12-27", Reason.ABSENT),
    "an empty date": ("", "1982-12-27", Reason.ABSENT),
}


@pytest.mark.parametrize(("one", "other", "reason"), DATES.values(), ids=DATES.keys())
def test_birth_dates(one: str, other: str, reason: Reason) -> None:
    assert compare_birth_dates(one, other) is reason
    assert compare_birth_dates(other, one) is reason


ALGIERS = LieuNaissance(code_pays="99352", code_commune="90900")

PLACES: dict[str, tuple[LieuNaissance, LieuNaissance, Reason]] = {
    "the same commune": (born_in("08480"), born_in("08480"), Reason.IDENTIQUE),
    "another commune": (born_in("08480"), born_in("08105"), Reason.DIFFERENT),
    "nothing known": (born_in("08480"), LieuNaissance(), Reason.ABSENT),
    "the country alone": (born_in("08480"), born_in(), Reason.PAYS_IDENTIQUE),
    "a commune without its country": (
        born_in("75107", pays=None),
        born_in("75107"),
        Reason.IDENTIQUE,
    ),
    "an arrondissement of Paris": (
        born_in("75107"),
        born_in("75056"),
        Reason.EQUIVALENCE_HISTORIQUE,
    ),
    "an arrondissement of Lyon": (
        born_in("69383"),
        born_in("69123"),
        Reason.EQUIVALENCE_HISTORIQUE,
    ),
    "an arrondissement of Marseille": (
        born_in("13208"),
        born_in("13055"),
        Reason.EQUIVALENCE_HISTORIQUE,
    ),
    "another arrondissement": (born_in("75107"), born_in("75118"), Reason.DIFFERENT),
    "another city's whole": (born_in("75107"), born_in("13055"), Reason.DIFFERENT),
    "Corsica before 1976, south": (
        born_in("20004"),
        born_in("2A004"),
        Reason.EQUIVALENCE_HISTORIQUE,
    ),
    "Corsica before 1976, north": (
        born_in("20033"),
        born_in("2b033"),
        Reason.EQUIVALENCE_HISTORIQUE,
    ),
    "two communes of Corsica": (born_in("2A004"), born_in("2B004"), Reason.DIFFERENT),
    "Gennevilliers": (born_in("75036"), born_in("92036"), Reason.EQUIVALENCE_HISTORIQUE),
    "Mayotte": (born_in("98511"), born_in("97611"), Reason.EQUIVALENCE_HISTORIQUE),
    "two communes of Mayotte": (born_in("98511"), born_in("97608"), Reason.DIFFERENT),
    "Saint-Martin": (born_in("97127"), born_in("97801"), Reason.EQUIVALENCE_HISTORIQUE),
    "Polynesia and New Caledonia": (born_in("98735"), born_in("98818"), Reason.DIFFERENT),
    "Polynesia and Wallis": (born_in("98735"), born_in("98611"), Reason.DIFFERENT),
    "the former Seine": (born_in("75012"), born_in("92012"), Reason.INDETERMINABLE),
    "the former Seine-et-Oise": (born_in("78018"), born_in("95018"), Reason.INDETERMINABLE),
    "Paris was never renumbered": (born_in("75107"), born_in("92012"), Reason.DIFFERENT),
    "French Algeria": (born_in(None, "92352"), born_in(None, "99352"), Reason.PAYS_IDENTIQUE),
    "Algiers by its old commune": (ALGIERS, born_in(None, "99352"), Reason.PAYS_IDENTIQUE),
    "Algiers in letters": (
        born_in("Alger", "99352"),
        born_in(None, "99352"),
        Reason.PAYS_IDENTIQUE,
    ),
    "abroad, without a commune": (
        born_in(None, "99139"),
        born_in("", "99139"),
        Reason.PAYS_IDENTIQUE,
    ),
    "two countries": (born_in(None, "99139"), born_in(None, "99127"), Reason.DIFFERENT),
    "France and abroad": (born_in("08480"), born_in(None, "99127"), Reason.DIFFERENT),
    "a country in the commune's place": (
        born_in("99127", pays=None),
        born_in(None, "99127"),
        Reason.PAYS_IDENTIQUE,
    ),
    "the département against a commune": (
        born_in(departement="08"),
        born_in("08480"),
        Reason.DEPARTEMENT_IDENTIQUE,
    ),
    "another département": (born_in(departement="51"), born_in("08480"), Reason.DIFFERENT),
    "an overseas département": (
        born_in(departement="976"),
        born_in("97611"),
        Reason.DEPARTEMENT_IDENTIQUE,
    ),
    "Mayotte by its département": (
        born_in(departement="976"),
        born_in("98511"),
        Reason.EQUIVALENCE_HISTORIQUE,
    ),
    "Corsica by its département": (
        born_in(departement="2A"),
        born_in("20004"),
        Reason.EQUIVALENCE_HISTORIQUE,
    ),
    "a new département of the Seine": (
        born_in(departement="92"),
        born_in("75012"),
        Reason.INDETERMINABLE,
    ),
}


@pytest.mark.parametrize(("one", "other", "reason"), PLACES.values(), ids=PLACES.keys())
def test_birthplaces(one: LieuNaissance, other: LieuNaissance, reason: Reason) -> None:
    assert compare_birthplaces(one, other, "1955") is reason
    assert compare_birthplaces(other, one, "1955") is reason


def test_a_commune_by_its_name_compares_its_departement_only() -> None:
    by_name = LieuNaissance(code_pays="99100", nom_commune="Sedan", code_departement="08")

    assert compare_birthplaces(by_name, born_in("08105"), "1982") is Reason.DEPARTEMENT_IDENTIQUE


def test_since_1968_the_code_of_another_departement_is_another_place() -> None:
    assert compare_birthplaces(born_in("78646"), born_in("91228"), "1982") is Reason.DIFFERENT
