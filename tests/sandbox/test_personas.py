"""Each persona gets from the caisse what her `raison` says."""

import re
from collections.abc import AsyncIterator
from datetime import date
from typing import Any

import pytest

from sandbox.personas.catalogue import personas
from sandbox.personas.household import months_ago
from tests.providers.caf.simulated import Caf
from tests.sandbox.personas_loaded import PERSONAS, TODAY, declared, peopled_caf

# What a `raison` says, in these words → what the caisse answers this month.
REFUSALS = {
    "non référencée": (404, "non_reference"),
    "identité ambiguë": (422, "identite_ambigue"),
    "Inconnu.": (404, "identite_inconnue"),
    "Inconnue.": (404, "identite_inconnue"),
    "chez elle et non à la CAF": (404, "dossier_absent_msa"),
    "dossier absent": (404, "dossier_absent_cnaf"),
}
FIGURES = {
    "Un quotient de zéro": 0,
    "le quotient ne l'est plus": None,
    "que la caisse ne connaît pas, faute": None,
    "1300 jusqu'à il y a six mois, 640 depuis": 640,
}
REQUIRED = {"terrieur", "branche", "sansiret"}


@pytest.fixture(scope="module")
async def caf() -> AsyncIterator[Caf]:
    async with peopled_caf() as (caf, _):
        yield caf


def refusal_said(raison: str) -> tuple[int, str] | None:
    return next((refusal for words, refusal in REFUSALS.items() if words in raison), None)


def figure_said(raison: str) -> int | None:
    if (figure := re.search(r"[Qq]uotient (\d+)", raison)) is not None:
        return int(figure[1])
    return next(figure for words, figure in FIGURES.items() if words in raison)


async def answer(caf: Caf, cle: str, month: tuple[int, int] | None = None) -> dict[str, Any]:
    subject = {"par": "identite", "identite": declared(PERSONAS[cle])}
    body: dict[str, Any] = (await caf.send(subject, month)).json()
    return body


REFUSED = [cle for cle, persona in PERSONAS.items() if refusal_said(persona.raison)]
ANSWERED = [cle for cle in PERSONAS if cle not in REFUSED]


def test_there_are_forty_at_least_each_with_a_name_a_key_and_a_reason() -> None:
    assert len(PERSONAS) == len(personas(TODAY)) >= 40
    assert PERSONAS.keys() >= REQUIRED
    for persona in PERSONAS.values():
        assert persona.nom_affiche.strip()
        assert len(persona.raison) > 20
        assert persona.usager or persona.dossier


@pytest.mark.parametrize("cle", ANSWERED)
async def test_a_persona_gets_the_figure_that_her_reason_says(caf: Caf, cle: str) -> None:
    found = await answer(caf, cle)

    expected = figure_said(PERSONAS[cle].raison)
    assert found["donnees"]["quotient_familial"]["valeur"] == expected
    assert bool(found["absences"]) == (expected is None)
    assert found["donnees"]["quotient_familial"]["mois"] == TODAY.month


@pytest.mark.parametrize("cle", REFUSED)
async def test_a_persona_is_refused_as_her_reason_says(caf: Caf, cle: str) -> None:
    subject = {"par": "identite", "identite": declared(PERSONAS[cle])}
    response = await caf.send(subject)

    expected = refusal_said(PERSONAS[cle].raison)
    assert (response.status_code, response.json()["motif"]) == expected


WITH_FILE = [cle for cle, persona in PERSONAS.items() if persona.dossier]


@pytest.mark.parametrize("cle", WITH_FILE)
async def test_each_file_opens_by_its_number_and_post_code(caf: Caf, cle: str) -> None:
    dossier = PERSONAS[cle].dossier
    assert dossier is not None
    assert dossier.numero_allocataire is not None
    code_postal = (dossier.adresse.code_postal_ville or "")[:5]

    response = await caf.ask_number(dossier.numero_allocataire, code_postal)

    if dossier.etat in {"radie", "en_cours_affiliation"}:
        assert response.json()["motif"].startswith("dossier_absent")
    else:
        household = response.json()["donnees"]["allocataires"]
        assert household[0]["nom_naissance"] == dossier.allocataires[0].nom_naissance


async def test_homonyms_are_told_apart_by_number(caf: Caf) -> None:
    one = (await caf.ask_number("1000091", "49000")).json()
    other = (await caf.ask_number("1000092", "49100")).json()

    figures = [found["donnees"]["quotient_familial"]["valeur"] for found in (one, other)]
    assert figures == [500, 1500]


async def test_the_history_changes_six_months_ago(caf: Caf) -> None:
    figures = [
        (await answer(caf, "historique", months_ago(TODAY, n)))["donnees"]["quotient_familial"]
        for n in range(24)
    ]

    assert [figure["valeur"] for figure in figures] == [640] * 6 + [1300] * 18
    assert [(f["annee"], f["mois"]) for f in figures] == [months_ago(TODAY, n) for n in range(24)]


async def test_a_recent_file_has_nothing_for_the_months_before_it(caf: Caf) -> None:
    assert "donnees" in await answer(caf, "dossier_recent", months_ago(TODAY, 1))
    refusal = await answer(caf, "dossier_recent", months_ago(TODAY, 2))
    assert refusal["motif"] == "periode_refusee"


async def test_the_usual_given_name_alone_is_not_recognised(caf: Caf) -> None:
    asked = declared(PERSONAS["second_prenom_usuel"]) | {"prenoms": ["ANDERS"]}

    response = await caf.send({"par": "identite", "identite": asked})

    assert response.json()["motif"] == "identite_inconnue"


async def test_a_presumed_date_needs_every_given_name(caf: Caf) -> None:
    asked = declared(PERSONAS["date_presumee"]) | {"prenoms": ["AMADOU"]}

    response = await caf.send({"par": "identite", "identite": asked})

    assert response.json()["motif"] == "identite_inconnue"


async def test_the_child_of_two_homes_is_in_both_files(caf: Caf) -> None:
    mother, father = [await answer(caf, f"garde_alternee_{who}") for who in ("mere", "pere")]

    assert mother["donnees"]["enfants"] == father["donnees"]["enfants"]
    assert mother["donnees"]["adresse"] != father["donnees"]["adresse"]


@pytest.mark.parametrize("today", [date(2024, 1, 1), date(2024, 2, 29), date(2027, 12, 31)])
def test_every_file_that_is_open_has_a_figure_for_the_month_of_any_day(today: date) -> None:
    month = (today.year, today.month)

    for persona in personas(today):
        if persona.dossier and persona.dossier.etat in {"actif", "suspendu"}:
            assert any((q.annee, q.mois) == month for q in persona.dossier.quotients), persona.cle
