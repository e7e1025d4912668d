from timeit import repeat

import pytest

from broker.matching.policies import DECLAREE, FRANCE_CONNECT, NUMERO, Policy
from broker.matching.reasons import Attribut, Reason
from broker.matching.rule import compare
from contracts.identite import Identite, LieuNaissance
from tests.broker.matching.persons import ALEXIS, JEANNE, born_in, but

MISTYPED = ("ALEIXS", "GRÉÔME", "JEAN-PHILIPPE")

PUBLISHED = {
    "nothing changed": ({}, "match"),
    "only the first given name, with the full date": ({"prenoms": ("ALEXIS",)}, "match"),
    "only the first given name, with year and month": (
        {"prenoms": ("ALEXIS",), "date_naissance": "1982-12-00"},
        "match",
    ),
    "the year only, with all given names exact": ({"date_naissance": "1982-00-00"}, "match"),
    "phonetic errors, with the full date": (
        {"prenoms": ("ALEXI", "GEROME", "JEN-PHILIPE")},
        "match",
    ),
    "typing errors, with the full date": ({"prenoms": MISTYPED}, "match"),
    "the same errors with the year only": (
        {"prenoms": MISTYPED, "date_naissance": "1982-00-00"},
        "insufficient",
    ),
    "the same errors with year and month": (
        {"prenoms": MISTYPED, "date_naissance": "1982-12-00"},
        "insufficient",
    ),
    "the first given name with the year only": (
        {"prenoms": ("ALEXIS",), "date_naissance": "1982-00-00"},
        "insufficient",
    ),
    "no birth date": ({"date_naissance": "0000-00-00"}, "insufficient"),
    "another family name": ({"nom_naissance": "DUPONT"}, "mismatch"),
}


@pytest.mark.parametrize(("changes", "verdict"), PUBLISHED.values(), ids=PUBLISHED.keys())
def test_the_published_verdicts_come_out(changes: dict[str, object], verdict: str) -> None:
    assert compare(but(ALEXIS, **changes), ALEXIS, DECLAREE).verdict == verdict


FILES: dict[str, tuple[dict[str, object], str, str, str]] = {
    # what the file says otherwise → verdicts: declared, FranceConnect, number
    "nothing": ({}, "match", "match", "match"),
    "the names in capitals, in one string": (
        {"prenoms": ("JEANNE STEPHANIE MARIE",)},
        "match",
        "match",
        "match",
    ),
    "the first given name alone": ({"prenoms": ("JEANNE",)}, "match", "match", "mismatch"),
    "the usual name alone": ({"prenoms": ("STEPHANIE",)}, "match", "match", "mismatch"),
    "the given names in another order": (
        {"prenoms": ("MARIE", "JEANNE", "STEPHANIE")},
        "match",
        "match",
        "mismatch",
    ),
    "a typing error": (
        {"prenoms": ("JEANNNE", "STEPHANIE", "MARIE")},
        "match",
        "mismatch",
        "mismatch",
    ),
    "a typing error, sex unknown": (
        {"prenoms": ("JEANNNE", "STEPHANIE", "MARIE"), "sexe": None},
        "insufficient",
        "mismatch",
        "mismatch",
    ),
    "a typing error, birth name and name in use swapped": (
        {"prenoms": ("JEANNNE",), "nom_naissance": "MARTIN", "nom_usage": "ROUX"},
        "insufficient",
        "mismatch",
        "mismatch",
    ),
    "a typing error in the family name": (
        {"nom_naissance": "ROUXX"},
        "mismatch",
        "mismatch",
        "mismatch",
    ),
    "birth name and name in use swapped": (
        {"nom_naissance": "MARTIN", "nom_usage": "ROUX"},
        "match",
        "match",
        "mismatch",
    ),
    "the names swapped, the day unknown": (
        {"nom_naissance": "MARTIN", "nom_usage": "ROUX", "date_naissance": "1987-06-00"},
        "insufficient",
        "insufficient",
        "mismatch",
    ),
    "no given name": ({"prenoms": ()}, "insufficient", "insufficient", "insufficient"),
    "no family name": (
        {"nom_naissance": None, "nom_usage": None},
        "insufficient",
        "insufficient",
        "insufficient",
    ),
    "no birth date": (
        {"date_naissance": "0000-00-00"},
        "insufficient",
        "insufficient",
        "match",
    ),
    "the year alone, all given names": (
        {"date_naissance": "1987-00-00"},
        "match",
        "match",
        "match",
    ),
    "the year alone, one given name": (
        {"date_naissance": "1987-00-00", "prenoms": ("JEANNE",)},
        "insufficient",
        "insufficient",
        "mismatch",
    ),
    "the year alone, another order": (
        {"date_naissance": "1987-00-00", "prenoms": ("MARIE", "STEPHANIE", "JEANNE")},
        "insufficient",
        "match",
        "mismatch",
    ),
    "a 1 January that the person was not born on": (
        {"date_naissance": "1987-01-01"},
        "mismatch",
        "mismatch",
        "mismatch",
    ),
    "the birth date of her daughter of the same names": (
        {"date_naissance": "2012-06-27"},
        "mismatch",
        "mismatch",
        "mismatch",
    ),
    "another sex": ({"sexe": "M"}, "mismatch", "mismatch", "match"),
    "no sex": ({"sexe": None}, "match", "match", "match"),
    "another commune of birth": (
        {"lieu_naissance": born_in("08480")},
        "mismatch",
        "mismatch",
        "match",
    ),
    "no place of birth": ({"lieu_naissance": LieuNaissance()}, "match", "match", "match"),
    "the whole city for an arrondissement": (
        {"lieu_naissance": born_in("13055")},
        "match",
        "match",
        "match",
    ),
}


@pytest.mark.parametrize(
    ("changes", "declared", "certified", "number"), FILES.values(), ids=FILES.keys()
)
def test_what_a_file_may_say_otherwise(
    changes: dict[str, object], declared: str, certified: str, number: str
) -> None:
    file = but(JEANNE, **changes)

    verdicts = [compare(JEANNE, file, p).verdict for p in (DECLAREE, FRANCE_CONNECT, NUMERO)]

    assert verdicts == [declared, certified, number]


PRESUMED = but(JEANNE, date_naissance="1960-01-01")


@pytest.mark.parametrize("policy", [DECLAREE, FRANCE_CONNECT, NUMERO], ids=lambda p: p.name)
def test_a_presumed_first_of_january_meets_a_year_alone(policy: Policy) -> None:
    verdict = compare(PRESUMED, but(PRESUMED, date_naissance="1960-00-00"), policy)

    assert verdict.verdict == "match"
    assert verdict.reasons[Attribut.DATE_NAISSANCE] is Reason.PREMIER_JANVIER_PRESUME


def test_a_first_of_january_forgives_no_typing_error() -> None:
    typed = but(PRESUMED, prenoms=("JEANNNE", "Stéphanie", "Marie"))

    assert compare(typed, PRESUMED, DECLAREE).verdict == "insufficient"


NAMELESS = but(JEANNE, prenoms=())

WITHOUT_GIVEN_NAME: dict[str, tuple[dict[str, object], str, str, str]] = {
    "none on either side": ({}, "insufficient", "match", "match"),
    "a word that says so": ({"prenoms": ("X",)}, "insufficient", "match", "match"),
    "the sex unknown": ({"sexe": None}, "insufficient", "insufficient", "match"),
    "the day unknown": (
        {"date_naissance": "1987-06-00"},
        "insufficient",
        "insufficient",
        "insufficient",
    ),
    "a file that holds one": ({"prenoms": ("JEANNE",)}, *("insufficient",) * 3),
}


@pytest.mark.parametrize(
    ("changes", "declared", "certified", "number"),
    WITHOUT_GIVEN_NAME.values(),
    ids=WITHOUT_GIVEN_NAME.keys(),
)
def test_a_person_without_any_given_name_is_known_when_somebody_vouches_for_her(
    changes: dict[str, object], declared: str, certified: str, number: str
) -> None:
    file = but(NAMELESS, **changes)

    verdicts = [compare(NAMELESS, file, p).verdict for p in (DECLAREE, FRANCE_CONNECT, NUMERO)]

    assert verdicts == [declared, certified, number]


def test_a_born_parisian_is_found_whatever_her_name_in_use_became() -> None:
    remarried = but(JEANNE, nom_usage="PETIT")

    assert compare(JEANNE, remarried, FRANCE_CONNECT).verdict == "match"


def test_a_verdict_explains_every_attribute() -> None:
    verdict = compare(JEANNE, but(JEANNE, prenoms=("JEANNE",)), FRANCE_CONNECT)

    assert dict(verdict.reasons) == {
        "nom": "identique",
        "prenoms": "premier_prenom_commun",
        "date_naissance": "identique",
        "sexe": "identique",
        "lieu_naissance": "identique",
    }


def test_a_refusal_names_the_attributes_at_fault() -> None:
    other = but(JEANNE, prenoms=("LUCIE",), sexe="M")

    assert compare(JEANNE, other, DECLAREE).refused_by == (Attribut.PRENOMS, Attribut.SEXE)


def test_comparing_costs_next_to_nothing() -> None:
    """About 10 µs on the machines we use; the bound leaves room for a busy one."""
    same = but(JEANNE)

    def judge() -> Identite:
        compare(JEANNE, same, FRANCE_CONNECT)
        return same

    assert min(repeat(judge, number=200, repeat=10)) / 200 < 60e-6
