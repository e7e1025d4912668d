"""The broker's public pages, as a developer or an auditor opens them."""

import asyncio

import pytest

from tests.browser.harness import Watched
from tests.federation import Federation
from tests.serving import served


async def first_checkpoint(federation: Federation) -> None:
    """Wait for the sequencer's first signature: a journal of a second ago has none."""
    for _ in range(100):
        response = await federation.broker.get("/journal/checkpoint")
        if response.status_code == 200:
            return
        await asyncio.sleep(0.05)
    raise AssertionError("no checkpoint was signed in five seconds")


PAGES = {"accueil": "/", "erreurs": "/erreurs", "regle": "/regles/identite"}


@pytest.mark.browser
async def test_every_page_of_the_broker_is_accessible(
    watched: Watched, federation: Federation
) -> None:
    async with served(federation.broker_app()) as url:
        for name, path in PAGES.items():
            await watched.page.goto(url + path)
            await watched.look(f"courtier-{name}")


@pytest.mark.browser
async def test_every_link_of_the_broker_leads_somewhere(
    watched: Watched, federation: Federation
) -> None:
    await first_checkpoint(federation)
    async with served(federation.broker_app()) as url:
        for path in PAGES.values():
            await watched.page.goto(url + path)
            links = await watched.page.eval_on_selector_all("a[href]", "a => a.map(e => e.href)")
            for link in {str(link) for link in links if "#" not in str(link)}:
                response = await federation.broker.get(link.removeprefix(url))
                assert response.status_code == 200
