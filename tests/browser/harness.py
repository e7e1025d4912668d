"""A real browser: opens pages, watches what they do, judges how they are built, takes pictures.

Pictures go to the folder that `DLNUF_SCREENSHOTS` names; without it none is kept.
"""

import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.async_playwright import Axe
from playwright.async_api import (
    Browser,
    ConsoleMessage,
    Page,
    Request,
    ViewportSize,
    async_playwright,
)

CHROMIUM = Path("/usr/bin/chromium")
FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
RULES = [
    "wcag2a",
    "wcag2aa",
    "wcag21a",
    "wcag21aa",
    "wcag22aa",
    "best-practice",
    "RGAAv4",
]
PICTURES = os.environ.get("DLNUF_SCREENSHOTS")
PATIENCE = 10_000
"""Milliseconds before a page is said not to come."""


@dataclass(frozen=True)
class Device:
    """A screen, and the scheme its owner prefers."""

    name: str
    width: int
    height: int
    scheme: str = "light"


DESKTOP = Device("bureau", 1280, 900)
MOBILE = Device("mobile", 375, 812)
MOBILE_AT_NIGHT = Device("mobile-sombre", 375, 812, "dark")
DEVICES = (DESKTOP, MOBILE_AT_NIGHT)
"""Colours do not depend on width: these two see both schemes and both layouts."""
NARROW = 320
"""Width at which nothing may need to be scrolled sideways (WCAG 1.4.10)."""


@asynccontextmanager
async def chromium() -> AsyncIterator[Browser]:
    """Start the system's Chromium; without one, skip aloud, or fail where nothing may be."""
    _chromium_is_installed()
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        await browser.close()


def _chromium_is_installed() -> None:
    if CHROMIUM.exists():
        return
    said = f"no {CHROMIUM}: install the chromium package to run the browser tests"
    if os.environ.get("DLNUF_NO_SKIP"):
        pytest.fail(said)
    pytest.skip(said)


@dataclass
class Watched:
    """One tab, and everything it did that it should not have."""

    page: Page
    device: Device
    faults: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.page.on("console", self._console)
        self.page.on("pageerror", lambda error: self.faults.append(f"exception: {error}"))
        self.page.on("request", self._request)
        self.page.set_default_timeout(PATIENCE)

    def _console(self, message: ConsoleMessage) -> None:
        # Chromium reports the page's own status when it is 4xx: our pages of errors are such.
        own = message.text.startswith("Failed to load resource: the server responded with")
        if message.type in {"error", "warning"} and not (
            own and message.location["url"] == self.page.url
        ):
            self.faults.append(f"console: {message.text} ({message.location['url']})")

    def _request(self, request: Request) -> None:
        parts = urlsplit(request.url)
        if parts.scheme in {"http", "https", "ws"} and parts.hostname != "127.0.0.1":
            self.faults.append(f"request to {request.url}")

    async def look(self, name: str) -> None:
        """Judge the page as it stands: built for everybody, nothing wider than the screen."""
        if PICTURES:
            path = f"{PICTURES}/{name}-{self.device.name}.png"
            await self.page.screenshot(path=path, full_page=True)
        options = {"runOnly": {"type": "tag", "values": RULES}, "resultTypes": ["violations"]}
        results = await Axe().run(self.page, options=options)
        assert results.violations_count == 0, f"{name}: {results.generate_report()}"
        await self._assert_nothing_overflows(name)
        assert self.faults == [], f"{name}: {self.faults}"

    async def _assert_nothing_overflows(self, name: str) -> None:
        size = ViewportSize(width=NARROW, height=self.device.height)
        await self.page.set_viewport_size(size)
        wide: int = await self.page.evaluate("document.documentElement.scrollWidth")
        await self.page.set_viewport_size({**size, "width": self.device.width})
        assert wide <= NARROW, f"{name}: {wide} px wide on a screen of {NARROW}"


@asynccontextmanager
async def tab(browser: Browser, device: Device = DESKTOP) -> AsyncIterator[Watched]:
    """Open a tab of its own: no cookie is shared with another."""
    context = await browser.new_context(
        viewport=ViewportSize(width=device.width, height=device.height),
        color_scheme="dark" if device.scheme == "dark" else "light",
        locale="fr-FR",
    )
    watched = Watched(await context.new_page(), device)
    try:
        yield watched
        assert watched.faults == []
    finally:
        await context.close()
