"""One browser for all the tests of this folder."""

from collections.abc import AsyncIterator

import pytest
from playwright.async_api import Browser

from tests.browser.harness import DEVICES, Device, Watched, chromium, tab


@pytest.fixture(scope="session")
async def browser() -> AsyncIterator[Browser]:
    async with chromium() as started:
        yield started


@pytest.fixture(params=DEVICES, ids=lambda device: device.name)
def device(request: pytest.FixtureRequest) -> Device:
    chosen: Device = request.param
    return chosen


@pytest.fixture
async def watched(browser: Browser, device: Device) -> AsyncIterator[Watched]:
    async with tab(browser, device) as opened:
        yield opened
