from datetime import date
from typing import Any

import pytest

from contracts.flows.quotient_familial import QuotientParIdentite, QuotientParNumero
from sandbox.people import seen_from_outside
from sandbox.plan import SIRET
from sandbox.state import PersonaVue

PEOPLE = seen_from_outside(date(2026, 11, 21))


@pytest.mark.parametrize("persona", PEOPLE, ids=lambda p: p.cle)
def test_what_is_printed_of_a_person_can_be_asked(persona: PersonaVue) -> None:
    query: dict[str, Any] = {"recipient": SIRET}
    if persona.dossier:
        QuotientParNumero.model_validate(query | persona.dossier)
    if persona.identite and persona.identite["prenoms[]"] and "sexeEtatCivil" in persona.identite:
        QuotientParIdentite.model_validate(query | persona.identite)

    assert persona.raison


def test_most_people_can_be_asked_about_in_every_way() -> None:
    assert sum(persona.is_complete for persona in PEOPLE) >= 20


def test_a_figure_of_zero_is_a_figure_and_an_unknown_one_is_not() -> None:
    figures = {persona.cle: persona.quotient for persona in PEOPLE}

    assert figures["quotient_zero"] == 0
    assert figures["quotient_inconnu"] is None
    assert figures["radiee"] is None


def test_a_persons_name_is_unique_in_the_sandbox() -> None:
    keys = [persona.cle for persona in PEOPLE]

    assert len(keys) == len(set(keys))
