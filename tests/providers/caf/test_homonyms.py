"""Several persons who fit: the better one, or nobody."""

from collections.abc import Callable, Iterable
from typing import Any

import pytest

from contracts.identite import LieuNaissance
from contracts.upstream import Motif
from providers.caf.identification import identify
from providers.caf.people import Person, Role
from tests.providers.caf.test_identification import identity, person

RENNES = LieuNaissance(code_pays="99100", code_commune="35238")
NOWHERE = LieuNaissance()

# What is asked, the two persons held, which one is found (None: ambiguous).
TWO: dict[str, tuple[dict[str, Any], dict[str, Any], dict[str, Any], int | None]] = {
    "the same in everything": ({}, {}, {}, None),
    "one born elsewhere": ({}, {}, {"lieu_naissance": RENNES}, 0),
    "one born elsewhere, the question does not say where": (
        {"lieu_naissance": NOWHERE},
        {},
        {"lieu_naissance": RENNES},
        None,
    ),
    "one whose birthplace is confirmed": ({}, {"lieu_naissance": NOWHERE}, {}, 1),
    "one whose day is known": ({}, {"date_naissance": "1982-00-00"}, {}, 1),
    "twins, the exact given name": (
        {"prenoms": ("ALEXIA",)},
        {"prenoms": ("ALEXIS",)},
        {"prenoms": ("ALEXIA",)},
        1,
    ),
    "twins, a given name that is neither's": (
        {"prenoms": ("ALEXIE",)},
        {"prenoms": ("ALEXIS",)},
        {"prenoms": ("ALEXIA",)},
        None,
    ),
    "father and son, by the day": ({}, {"date_naissance": "1955-12-27"}, {}, 1),
    "father and son who share all but the day, by the year": (
        {"date_naissance": "1982-00-00"},
        {},
        {"date_naissance": "1982-03-03"},
        None,
    ),
    "one has a second given name that was not asked": (
        {"prenoms": ("ALEXIS",)},
        {"prenoms": ("ALEXIS",)},
        {"prenoms": ("ALEXIS", "GÉRÔME")},
        None,
    ),
    "one has the second given name that was asked": (
        {"prenoms": ("ALEXIS", "GÉRÔME")},
        {"prenoms": ("ALEXIS",)},
        {"prenoms": ("ALEXIS", "GÉRÔME")},
        1,
    ),
    "birth name of one, nom d'usage of the other": (
        {"nom_naissance": "MARTIN"},
        {"nom_naissance": "MARTIN"},
        {"nom_usage": "MARTIN"},
        0,
    ),
    "better by the name, worse by the given name: nobody is better": (
        {"nom_naissance": "MARTIN", "prenoms": ("ALEXIS",)},
        {"nom_naissance": "MARTIN", "prenoms": ("ALEXI",)},
        {"nom_usage": "MARTIN"},
        None,
    ),
    "nothing but the sex tells them apart": ({}, {"sexe": "M"}, {"sexe": "F"}, 1),
    "nothing but the sex, which is not asked": (
        {"sexe": None},
        {"sexe": "M"},
        {"sexe": "F"},
        None,
    ),
    "nothing but the sex, unknown of one": ({}, {"sexe": None}, {"sexe": "F"}, None),
    "the sex of neither": ({"sexe": "M"}, {}, {}, None),
}


@pytest.mark.parametrize(("asked", "one", "other", "expected"), TWO.values(), ids=TWO.keys())
@pytest.mark.parametrize("order", [list, reversed])
def test_the_better_one_is_found_or_nobody(
    asked: dict[str, Any],
    one: dict[str, Any],
    other: dict[str, Any],
    expected: int | None,
    order: Callable[[list[Person]], Iterable[Person]],
) -> None:
    people = [person(numero="0", **one), person(numero="1", **other)]

    found = identify(identity(**asked), order(people))

    wanted = Motif.IDENTITE_AMBIGUE if expected is None else people[expected]
    assert found == wanted


def test_the_conjoint_of_one_file_is_found_in_her_own() -> None:
    own = person(Role.ALLOCATAIRE, "1")

    found = identify(identity(), [person(Role.CONJOINT, "2"), own])

    assert found is own


def test_a_conjoint_without_a_file_is_found_as_such() -> None:
    found = identify(identity(), [person(Role.CONJOINT, "2")])

    assert isinstance(found, Person)
    assert found.role is Role.CONJOINT


def test_a_commune_that_cannot_be_placed_is_refused_before_anybody_is_looked_up() -> None:
    nowhere = LieuNaissance(code_pays="99100", nom_commune="Trifouillis", code_departement="35")

    assert identify(identity(lieu_naissance=nowhere), []) is Motif.IDENTITE_REFUSEE
