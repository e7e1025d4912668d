"""What is a typing error in a given name, and what is another given name."""

import pytest

from providers.caf.given_names import Given, compare
from providers.caf.names import GivenNames

FORGIVEN = [
    ("ALEIXS", "ALEXIS"),
    ("ALEKSIS", "ALEXIS"),
    ("GREOME", "GÉRÔME"),
    ("Jérôme", "GÉRÔME"),
    ("JEN-PHILIPE", "JEAN-PHILIPPE"),
    ("JEAN PHILIPE", "JEAN-PHILIPPE"),
    ("Filippe", "PHILIPPE"),
    ("Stéfanie", "STÉPHANIE"),
    ("Kathrine", "CATHERINE"),
    ("Danielle", "DANIEL"),
    ("Thibault", "THIBAUD"),
    ("Mickaël", "MICHAËL"),
    ("Yzabel", "ISABELLE"),
    ("Matthieu", "MATHIEU"),
]
DIFFERENT = [
    ("LÉO", "LÉA"),
    ("JEAN", "JEANNE"),
    ("PAUL", "JACQUES"),
    ("ANNE", "ANAÏS"),
    ("LOUIS", "LOUISE-MARIE"),
    ("SIMON", "SIMONE-ANNE"),
    ("MARIE", "ODILE"),
    ("KARIM", "JEAN-PHILIPPE"),
    ("JEAN", "JEAN-PHILIPPE"),
    ("LUC", "LUCE"),
    ("", "ALEXIS"),
]


def names(text: str) -> GivenNames:
    return GivenNames.of(text.split())


@pytest.mark.parametrize(("asked", "held"), FORGIVEN)
def test_an_error_is_forgiven(asked: str, held: str) -> None:
    assert compare(names(asked), names(held)) is Given.FORGIVEN


@pytest.mark.parametrize(("asked", "held"), DIFFERENT)
def test_another_given_name_is_not_an_error(asked: str, held: str) -> None:
    assert compare(names(asked), names(held)) is Given.DIFFERENT


def test_an_extra_given_name_is_not_forgiven_with_an_error() -> None:
    assert compare(names("ALEIXS MARIE"), names("ALEXIS")) is Given.DIFFERENT
