"""Each page of the canteen, empty, filled and wrong: on a desk, in a hand, at night."""

from collections.abc import AsyncIterator

import pytest

from tests.browser.harness import Watched
from tests.browser.town import StandInTown, town_with_stand_ins
from tests.consumers.client.scripted_broker import answer, refusal, with_quotient

pytestmark = pytest.mark.browser


@pytest.fixture
async def town() -> AsyncIterator[StandInTown]:
    async with town_with_stand_ins() as started:
        yield started


async def press(watched: Watched, label: str) -> None:
    async with watched.page.expect_navigation():
        await watched.page.get_by_role("button", name=label).first.click()


async def sign_in(watched: Watched, town: StandInTown) -> None:
    await watched.page.goto(town.url)
    await press(watched, "FranceConnect")
    await watched.page.get_by_role("link", name="Continuer").click()
    await watched.page.get_by_role("heading", name="Récupérer mes informations").wait_for()


RETRIEVE = "Récupérer mes informations auprès"


async def test_what_france_connect_brings(watched: Watched, town: StandInTown) -> None:
    page = watched.page
    await page.goto(town.url)
    await watched.look("accueil")
    await sign_in(watched, town)
    await watched.look("recuperation")
    await press(watched, RETRIEVE)
    await watched.look("informations-recues")
    await page.get_by_role("link", name="Cette information est fausse").first.click()
    await watched.look("information-fausse")
    await press(watched, "Continuer sans cette information")
    await watched.look("quotient-a-donner")


async def test_the_journey_with_france_connect(watched: Watched, town: StandInTown) -> None:
    page = watched.page
    await sign_in(watched, town)
    await press(watched, RETRIEVE)
    await page.get_by_role("link", name="Continuer", exact=True).click()
    await watched.look("enfants-recus")
    await press(watched, "Continuer")
    await watched.look("enfants-recus-erreurs")
    await page.get_by_label("THOMAS TERRIEUR", exact=True).check()
    await page.get_by_label("Classe de THOMAS").select_option("CE1")
    await choose_meals(watched)
    await press(watched, "Continuer")
    await watched.look("recapitulatif")
    await press(watched, "Envoyer l’inscription")
    await watched.look("confirmation")


async def choose_meals(watched: Watched) -> None:
    await watched.page.get_by_label("École", exact=True).select_option("École Jean-Zay")
    await watched.page.get_by_label("Lundi").check()
    await watched.page.get_by_label("Jeudi").check()


async def test_the_quotient_by_hand(watched: Watched, town: StandInTown) -> None:
    page = watched.page
    await page.goto(town.url)
    await page.get_by_role("link", name="Remplir moi-même").click()
    await watched.look("quotient")
    await press(watched, "Continuer")
    await watched.look("quotient-erreurs")
    await page.get_by_label("Quotient familial, en euros").fill("850")
    await page.get_by_label("Je l’apporterai").check()
    await press(watched, "Continuer")
    await watched.look("enfants-vide")


async def test_the_family_by_hand(watched: Watched, town: StandInTown) -> None:
    page = watched.page
    await page.goto(f"{town.url}/enfants")
    await press(watched, "Continuer")
    await watched.look("enfants-erreurs")
    await page.get_by_label("Nom et prénom", exact=True).fill("Alix Terrieur")
    await page.get_by_label("Adresse de facturation").fill("3 rue des Ormes, Sainte-Ormelle")
    await page.get_by_label("Prénom et nom de l’enfant").fill("Zoé Terrieur")
    await press(watched, "Ajouter un enfant")
    await watched.look("enfants-ajout")
    await page.get_by_label("Classe").first.select_option("CP")
    await choose_meals(watched)
    await press(watched, "Continuer")
    await watched.look("recapitulatif-a-la-main")
    await press(watched, "Envoyer l’inscription")
    await watched.look("confirmation-a-la-main")


async def test_the_journey_by_file_number(watched: Watched, town: StandInTown) -> None:
    town.broker.reply = answer(with_quotient(None), niveau="aucun")
    page = watched.page
    await page.goto(f"{town.url}/numero-allocataire")
    await watched.look("numero")
    await press(watched, "Récupérer mon quotient")
    await watched.look("numero-erreurs")
    await page.get_by_label("Numéro d’allocataire").fill("1234567")
    await page.get_by_label("Code postal").fill("99000")
    await press(watched, "Récupérer mon quotient")
    await watched.look("quotient-inconnu")


async def test_every_obstacle_is_a_page_of_the_town(watched: Watched, town: StandInTown) -> None:
    await sign_in(watched, town)
    for code in ("35001", "35564", "35003", "40003", "00429", "51502", "00601", "00607"):
        town.broker.reply = refusal(code)
        await watched.page.goto(f"{town.url}/recuperation")
        await press(watched, RETRIEVE)
        assert await watched.page.get_by_role("link", name="Continuer autrement").is_visible()
        await watched.look(f"obstacle-{code}")


async def test_a_person_who_refuses_to_sign_in_comes_back(
    watched: Watched, town: StandInTown
) -> None:
    await watched.page.goto(town.url)
    await press(watched, "FranceConnect")
    await watched.page.get_by_role("link", name="Refuser").click()
    await watched.look("connexion-abandonnee")


@pytest.mark.parametrize(
    "path",
    ["accessibilite", "mentions-legales", "donnees-personnelles", "plan-du-site", "nulle-part"],
)
async def test_the_pages_of_the_footer(watched: Watched, town: StandInTown, path: str) -> None:
    await watched.page.goto(f"{town.url}/{path}")
    await watched.look(path)


async def test_signing_out_ends_on_the_first_page(watched: Watched, town: StandInTown) -> None:
    await sign_in(watched, town)
    await press(watched, "Se déconnecter")
    await watched.page.get_by_role("heading", name="Vous êtes déconnecté").wait_for()
    await watched.look("deconnecte")
