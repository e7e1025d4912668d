"""What the caisse answers: the file as it was loaded, the figure of the month."""

import json
from typing import Any

import pytest

from tests.providers.caf.simulated import ADRESSE, MAY, ZOE, Caf, a_dossier, an_identity

HISTORY = (
    {"annee": 2025, "mois": 11, "valeur": 1300, "annee_calcul": 2025, "mois_calcul": 11},
    {"annee": 2026, "mois": 3, "valeur": 640, "annee_calcul": 2026, "mois_calcul": 3},
)
PUBLISHED: dict[str, Any] = {
    "allocataires": [
        {"nom_naissance": "Essai", "nom_usage": "Épreuve", "prenoms": "Zoé Anne"}
        | {"date_naissance": "1985-04-12", "sexe": "F"},
        {"nom_naissance": "ÉPREUVE", "nom_usage": None, "prenoms": "JEAN LOUIS"}
        | {"date_naissance": "0000-00-00", "sexe": "M"},
    ],
    "enfants": [
        {"nom_naissance": "Épreuve", "nom_usage": None, "prenoms": "Noé"}
        | {"date_naissance": "2015-00-00", "sexe": "M"},
        {"nom_naissance": "ESSAI", "nom_usage": None, "prenoms": "léa"}
        | {"date_naissance": "", "sexe": "F"},
    ],
    "adresse": ADRESSE,
    "quotient_familial": {"fournisseur": "MSA", "valeur": 1050, "annee": 2024, "mois": 2}
    | {"annee_calcul": 2024, "mois_calcul": 12},
}


async def quotient(caf: Caf, month: tuple[int, int] | None = None) -> dict[str, Any]:
    response = await caf.ask(month)
    assert response.status_code == 200, response.text
    figure: dict[str, Any] = response.json()["donnees"]["quotient_familial"]
    return figure


async def motif(caf: Caf, month: tuple[int, int] | None = None) -> tuple[int, str]:
    response = await caf.ask(month)
    return response.status_code, response.json()["motif"]


async def test_a_published_answer_that_is_loaded_comes_back_letter_for_letter(caf: Caf) -> None:
    first = PUBLISHED["allocataires"][0] | {"code_commune_naissance": "35238"}
    await caf.load(PUBLISHED | {"allocataires": [first, PUBLISHED["allocataires"][1]]})

    response = await caf.ask(prenoms=["Zoé"])

    assert json.dumps(response.json()["donnees"]) == json.dumps(PUBLISHED)


async def test_the_answer_says_whose_it_is_by_the_whole_civil_status(caf: Caf) -> None:
    await caf.load(a_dossier(allocataires=[ZOE | {"nom_usage": "ÉPREUVE"}]))

    response = await caf.ask()

    assert response.json()["titulaire"] == {
        "nom_naissance": "ESSAI",
        "nom_usage": "ÉPREUVE",
        "prenoms": ["Zoé", "Anne"],
        "date_naissance": "1985-04-12",
        "sexe": "F",
        "lieu_naissance": {"code_pays": "99100", "code_commune": "35238"}
        | {"nom_commune": None, "code_departement": None},
    }


async def test_each_of_two_allocataires_can_be_asked_about(caf: Caf) -> None:
    other = ZOE | {"nom_naissance": "ÉPREUVE", "prenoms": "Max", "sexe": "M"}
    await caf.load(a_dossier(allocataires=[ZOE, other]))

    response = await caf.ask(nom_naissance="Epreuve", prenoms=["Max"])

    assert response.json()["titulaire"]["prenoms"] == ["Max"]
    assert [a["prenoms"] for a in response.json()["donnees"]["allocataires"]] == ["Zoé Anne", "Max"]


async def test_a_conjoint_is_in_the_answer_and_cannot_be_asked_about(caf: Caf) -> None:
    other = ZOE | {"nom_naissance": "ÉPREUVE", "prenoms": "Max", "conjoint": True}
    await caf.load(a_dossier(allocataires=[ZOE, other]))

    refused = await caf.ask(nom_naissance="Epreuve", prenoms=["Max"])

    assert (refused.status_code, refused.json()["motif"]) == (404, "identite_inconnue")
    assert len((await caf.ask()).json()["donnees"]["allocataires"]) == 2


MONTHS: dict[str, tuple[tuple[int, int] | None, int]] = {
    "the current month by default": (None, 640),
    "the month the figure changed": ((2026, 3), 640),
    "the month before it changed": ((2026, 2), 1300),
    "the first month known": ((2025, 11), 1300),
    "a month to come": ((2027, 1), 640),
}


@pytest.mark.parametrize(("month", "expected"), MONTHS.values(), ids=MONTHS.keys())
async def test_the_caf_answers_the_figure_in_force(
    caf: Caf, month: tuple[int, int] | None, expected: int
) -> None:
    await caf.load(a_dossier(quotients=list(reversed(HISTORY))))

    assert (await quotient(caf, month))["valeur"] == expected


async def test_the_figure_keeps_its_own_month(caf: Caf) -> None:
    await caf.load(a_dossier(quotients=HISTORY))

    assert await quotient(caf, (2026, 5)) == {"fournisseur": "CNAF"} | HISTORY[1]


async def test_the_caf_has_nothing_before_its_first_figure(caf: Caf) -> None:
    await caf.load(a_dossier(quotients=HISTORY))

    assert await motif(caf, (2025, 10)) == (422, "periode_refusee")


async def test_a_file_without_a_figure_has_no_period(caf: Caf) -> None:
    await caf.load(a_dossier(quotients=[]))

    assert await motif(caf) == (422, "periode_refusee")


async def test_the_msa_has_no_history_and_computes_when_it_is_asked(caf: Caf) -> None:
    figures = [{"annee": 2025, "mois": 1, "valeur": 1}, MAY]
    await caf.load(a_dossier(regime="MSA", quotients=figures))
    caf.later(days=60)
    await caf.connect()

    figure = await quotient(caf, (2024, 9))

    assert figure == {"fournisseur": "MSA", "annee_calcul": 2026, "mois_calcul": 7} | MAY


async def test_the_current_month_is_the_one_in_paris(caf: Caf) -> None:
    june = MAY | {"mois": 6, "valeur": 7}
    await caf.load(a_dossier(quotients=[MAY, june]))
    caf.later(days=11, hours=10, minutes=30)  # 31 May, 22:30 UTC: 1 June in Paris
    await caf.connect()

    assert (await quotient(caf))["mois_calcul"] == 6
    assert (await quotient(caf))["valeur"] == 7


async def test_zero_is_an_amount(caf: Caf) -> None:
    await caf.load(a_dossier(quotients=[MAY | {"valeur": 0}]))

    response = await caf.ask()

    assert response.json()["donnees"]["quotient_familial"]["valeur"] == 0
    assert response.json()["absences"] == {}


@pytest.mark.parametrize(
    ("given", "told"),
    [({"motif_absence": "ressources_absentes"}, "ressources_absentes"), ({}, "qf_indisponible")],
)
async def test_an_unknown_figure_says_why(caf: Caf, given: dict[str, str], told: str) -> None:
    await caf.load(a_dossier(quotients=[MAY | {"valeur": None} | given]))

    response = await caf.ask()

    assert response.json()["donnees"]["quotient_familial"]["valeur"] is None
    assert response.json()["absences"] == {"quotient_familial.valeur": told}


STATES = {
    "closed at the CAF": ("CNAF", "radie", (404, "dossier_absent_cnaf")),
    "closed at the MSA": ("MSA", "radie", (404, "dossier_absent_msa")),
    "not open yet": ("CNAF", "en_cours_affiliation", (404, "dossier_absent_cnaf")),
}


@pytest.mark.parametrize(("regime", "etat", "expected"), STATES.values(), ids=STATES.keys())
async def test_a_file_that_is_not_open_is_absent(
    caf: Caf, regime: str, etat: str, expected: tuple[int, str]
) -> None:
    (numero,) = await caf.load(a_dossier(regime=regime, etat=etat))

    assert await motif(caf) == expected
    assert (await caf.ask_number(numero, "35000")).json()["motif"] == expected[1]


async def test_a_suspended_file_still_answers(caf: Caf) -> None:
    await caf.load(a_dossier(etat="suspendu"))

    assert (await quotient(caf))["valeur"] == 820


FUNDS = {
    "CNAF": (a_dossier(), "00810011"),
    "MSA": (a_dossier(regime="MSA"), "00171001"),
    "CNAF, file closed": (a_dossier(etat="radie"), "00810011"),
    "nobody": (a_dossier(allocataires=[ZOE | {"prenoms": "Max"}]), None),
}


@pytest.mark.parametrize(("dossier", "fund"), FUNDS.values(), ids=FUNDS.keys())
async def test_a_header_says_which_fund_answered(
    caf: Caf, dossier: dict[str, Any], fund: str | None
) -> None:
    await caf.load(dossier)

    assert (await caf.ask()).headers.get("X-APISECU-FD") == fund


async def test_the_correlation_comes_back(caf: Caf) -> None:
    caf.headers |= {"X-Correlation-ID": "abc-1", "X-APIPART-FSFINAL": "13002526500013"}

    response = await caf.ask()

    assert response.headers["X-Correlation-ID"] == "abc-1"


async def test_a_person_whom_no_caisse_follows_is_known_to_the_register(caf: Caf) -> None:
    await caf.client.post("/sandbox/personnes", json=an_identity())

    response = await caf.ask()

    assert (response.status_code, response.json()["motif"]) == (404, "non_reference")
    assert response.headers["X-APISECU-FD"] == "99430000"


async def test_a_number_opens_its_file_with_the_right_post_code(caf: Caf) -> None:
    await caf.load(a_dossier(numero_allocataire="1234567"))

    response = await caf.ask_number("1234567", "35000")

    assert response.json()["titulaire"]["nom_naissance"] == "ESSAI"


async def test_an_unknown_number_and_a_wrong_post_code_are_refused_alike(caf: Caf) -> None:
    await caf.load(a_dossier(numero_allocataire="1234567"))

    unknown = await caf.ask_number("7654321", "35000")
    misplaced = await caf.ask_number("1234567", "44000")

    assert unknown.status_code == misplaced.status_code == 404
    assert unknown.content == misplaced.content
    assert unknown.headers == misplaced.headers
