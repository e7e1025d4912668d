"""The canteen on the real federation: a person, FranceConnect's pages, the broker, the CAF."""

import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta

import pytest
from playwright.async_api import Browser

from sandbox.personas.load import load
from tests.browser.harness import DESKTOP, MOBILE, MOBILE_AT_NIGHT, Device, Watched, tab
from tests.browser.town import a_free_port, town_of
from tests.federation import Federation, federation
from tests.journeys.calls import entries
from tests.postgres import TestDatabase

pytestmark = pytest.mark.browser

RETRIEVE = "Récupérer mes informations auprès"


@asynccontextmanager
async def inhabited(database: TestDatabase) -> AsyncIterator[tuple[Federation, str]]:
    """The federation, its personas, its town hall's URL."""
    port = a_free_port()
    async with federation(database, f"http://127.0.0.1:{port}") as everybody:
        await load(everybody.france_connect, everybody.caf, datetime.now(UTC).date())
        async with town_of(everybody, port) as url:
            yield everybody, url


@pytest.fixture
async def town(database: TestDatabase) -> AsyncIterator[tuple[Federation, str]]:
    async with inhabited(database) as started:
        yield started


async def press(watched: Watched, label: str) -> None:
    async with watched.page.expect_navigation():
        await watched.page.get_by_role("button", name=label).first.click()


async def sign_in(watched: Watched, url: str, identifiant: str) -> None:
    await watched.page.goto(url)
    await press(watched, "FranceConnect")
    await watched.page.get_by_label("Identifiant du compte").fill(identifiant)
    await press(watched, "Se connecter avec ce compte")
    await press(watched, "Continuer sur")
    await watched.page.get_by_role("heading", name="Récupérer mes informations").wait_for()


async def title(watched: Watched) -> str:
    text = await watched.page.get_by_role("heading", level=1).inner_text()
    return re.sub(r"\s+", " ", text)


async def test_madame_terrieur_registers_her_children(
    browser: Browser, town: tuple[Federation, str]
) -> None:
    everybody, url = town
    async with tab(browser, MOBILE) as watched:
        await sign_in(watched, url, "terrieur")
        await press(watched, RETRIEVE)
        await watched.look("federation-informations")
        body = await watched.page.inner_text("main")
        assert "820" in body
        assert "2,80" in body
        await register(watched, "LINA TERRIEUR", "SACHA TERRIEUR")
        await watched.look("federation-confirmation")
        shown = await watched.page.inner_text("main")

    (entry,) = entries(everybody)
    assert str(entry["id"]) in shown
    assert "5,60" in shown
    assert "TERRIEUR" not in str(entry)


async def register(watched: Watched, *children: str) -> None:
    page = watched.page
    await page.get_by_role("link", name="Continuer", exact=True).click()
    for child in children:
        await page.get_by_label(child, exact=True).check()
        await page.get_by_label(f"Classe de {child}").select_option("CE2")
    await page.get_by_label("École", exact=True).select_option("École Jean-Zay")
    await page.get_by_label("Lundi").check()
    await press(watched, "Continuer")
    await press(watched, "Envoyer l’inscription")


async def test_a_person_the_caf_does_not_know_can_go_on(
    browser: Browser, town: tuple[Federation, str]
) -> None:
    async with tab(browser) as watched:
        await sign_in(watched, town[1], "inconnue_caf")
        await press(watched, RETRIEVE)

        assert await title(watched) == "Nous n’avons pas trouvé votre dossier"
        assert await watched.page.get_by_role("link", name="Continuer autrement").is_visible()


JOURNEYS: dict[str, tuple[str, str]] = {
    "a quotient of zero": ("quotient_zero", "0,80"),
    "a quotient that nobody knows": ("quotient_inconnu", "5,60"),
}


@pytest.mark.parametrize(("identifiant", "price"), JOURNEYS.values(), ids=JOURNEYS.keys())
async def test_zero_and_unknown_are_two_prices(
    browser: Browser, town: tuple[Federation, str], identifiant: str, price: str
) -> None:
    async with tab(browser) as watched:
        await sign_in(watched, town[1], identifiant)
        await press(watched, RETRIEVE)

        assert f"{price}\u00a0€ par repas" in await watched.page.inner_text(".prix")
        await watched.look(f"federation-{identifiant}")


CAF_FAILURES = {
    "error_503": "La CAF ou la MSA ne répond pas pour le moment",
    "truncated_json": "La CAF ou la MSA ne répond pas pour le moment",
    "wrong_person": "Nous n’avons pas pu vérifier que ce dossier est le vôtre",
}


@pytest.mark.parametrize(("panne", "said"), CAF_FAILURES.items(), ids=CAF_FAILURES.keys())
async def test_a_caf_that_fails_loses_nothing_that_was_typed(
    browser: Browser, town: tuple[Federation, str], panne: str, said: str
) -> None:
    everybody, url = town
    async with tab(browser) as watched:
        await watched.page.goto(f"{url}/enfants")
        await watched.page.get_by_label("Prénom et nom de l’enfant").fill("Zoé")
        await press(watched, "Continuer")
        await everybody.caf_fails(panne)
        await sign_in(watched, url, "terrieur")
        await press(watched, RETRIEVE)

        assert await title(watched) == said
        await watched.page.get_by_role("link", name="Continuer autrement").click()
        assert await title(watched) == "Donner mon quotient moi-même"
        await watched.page.goto(f"{url}/enfants")
        assert await watched.page.get_by_label("Prénom et nom de l’enfant").input_value() == "Zoé"
    assert "TERRIEUR" not in str(entries(everybody))


async def test_a_sign_in_that_is_too_old_is_done_again(
    browser: Browser, town: tuple[Federation, str]
) -> None:
    everybody, url = town
    async with tab(browser) as watched:
        await sign_in(watched, url, "terrieur")
        everybody.shift = timedelta(seconds=70)
        await press(watched, RETRIEVE)
        assert await title(watched) == "Votre connexion FranceConnect a expiré"
        await press(watched, "FranceConnect")
        await press(watched, "Continuer sur")
        await press(watched, RETRIEVE)

        assert await title(watched) == "Nous avons reçu vos informations"


async def test_a_file_number_alone_names_nobody(
    browser: Browser, town: tuple[Federation, str]
) -> None:
    async with tab(browser) as watched:
        await watched.page.goto(f"{town[1]}/numero-allocataire")
        await watched.page.get_by_label("Numéro d’allocataire").fill("1000001")
        await watched.page.get_by_label("Code postal").fill("35000")
        await press(watched, "Récupérer mon quotient")

        page = await watched.page.content()
        assert "820" in page
        assert "TERRIEUR" not in page


async def test_refusing_and_leaving_france_connect_come_back_here(
    browser: Browser, town: tuple[Federation, str]
) -> None:
    async with tab(browser) as watched:
        await watched.page.goto(town[1])
        await press(watched, "FranceConnect")
        await press(watched, "Revenir à")
        assert await title(watched) == "Vous n’avez pas terminé la connexion à FranceConnect"

        await sign_in(watched, town[1], "terrieur")
        await press(watched, "Se déconnecter")
        await watched.page.get_by_role("heading", name="Vous êtes déconnecté").wait_for()


@pytest.mark.parametrize("device", [DESKTOP, MOBILE_AT_NIGHT], ids=lambda d: d.name)
async def test_the_pages_of_the_simulated_france_connect(
    browser: Browser, town: tuple[Federation, str], device: Device
) -> None:
    async with tab(browser, device) as watched:
        await watched.page.goto(town[1])
        await press(watched, "FranceConnect")
        await watched.look("france-connect-comptes")
        await watched.page.get_by_label("Identifiant du compte").fill("terrieur")
        await press(watched, "Se connecter avec ce compte")
        await watched.look("france-connect-information")
