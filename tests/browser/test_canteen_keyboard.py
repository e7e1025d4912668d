"""The canteen without a mouse."""

from collections.abc import AsyncIterator

import pytest
from playwright.async_api import Browser, Page

from tests.browser.harness import tab
from tests.browser.town import StandInTown, town_with_stand_ins

pytestmark = pytest.mark.browser

FOCUSED = "document.activeElement.innerText || document.activeElement.id"
OUTLINE = "getComputedStyle(document.activeElement).outlineStyle"


@pytest.fixture
async def town() -> AsyncIterator[StandInTown]:
    async with town_with_stand_ins() as started:
        yield started


@pytest.fixture
async def page(browser: Browser) -> AsyncIterator[Page]:
    async with tab(browser) as watched:
        yield watched.page


async def test_france_connect_comes_before_the_other_ways(page: Page, town: StandInTown) -> None:
    await page.goto(town.url)
    met: list[str] = []
    for _ in range(6):
        await page.keyboard.press("Tab")
        met.append(str(await page.evaluate(FOCUSED)).split("\n")[0])
        assert await page.evaluate(OUTLINE) == "solid"

    assert met == [
        "Aller au contenu",
        "Ville de Sainte-Ormelle",
        "S’identifier avec",
        "Qu’est-ce que FranceConnect\u00a0?",
        "Donner mon numéro d’allocataire",
        "Remplir moi-même",
    ]


async def test_the_header_can_be_skipped(page: Page, town: StandInTown) -> None:
    await page.goto(town.url)
    await page.keyboard.press("Tab")
    await page.keyboard.press("Enter")
    await page.keyboard.press("Tab")

    assert "S’identifier avec" in str(await page.evaluate(FOCUSED))


async def test_an_error_leads_to_its_field(page: Page, town: StandInTown) -> None:
    await page.goto(f"{town.url}/numero-allocataire")
    await page.get_by_label("Numéro d’allocataire").press("Enter")
    await page.get_by_role("link", name="Écrivez les 5 chiffres").press("Enter")
    await page.keyboard.type("99000")

    assert await page.get_by_label("Code postal").input_value() == "99000"


async def test_the_whole_form_is_filled_from_the_keyboard(page: Page, town: StandInTown) -> None:
    await page.goto(f"{town.url}/quotient")
    await page.get_by_label("Quotient familial, en euros").focus()
    await page.keyboard.type("850")
    for key in ("Tab", "Space", "Tab", "Enter"):
        await page.keyboard.press(key)

    await page.get_by_role("heading", name="Les enfants et les repas").wait_for()
