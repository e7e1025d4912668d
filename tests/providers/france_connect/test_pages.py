import re
from pathlib import Path

import httpx
import pytest

from providers.france_connect import pages
from tests.providers.france_connect.simulated import Simulated, an_authorization

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "font-src 'self' data:; connect-src 'self'; "
    "form-action 'self' http://mairie.test https://creche.test; "
    "frame-ancestors 'none'; base-uri 'none'"
)


async def every_page(fc: Simulated) -> dict[str, httpx.Response]:
    page = (await fc.ask(an_authorization())).headers["location"]
    login = await fc.browser.get(page)
    unknown = await fc.post(page, "identite", usager="personne")
    await fc.post(page, "identite", usager="jeanne")
    return {
        "login": login,
        "unknown account": unknown,
        "information": await fc.browser.get(page),
        "error": await fc.ask({}),
        "logged out": await fc.browser.get("/api/v2/session/end"),
    }


async def test_every_page_is_strict_and_accessible(fc: Simulated) -> None:
    shown = await every_page(fc)

    titles = set()
    for name, response in shown.items():
        text = response.text
        assert response.headers["content-security-policy"] == POLICY, name
        assert response.headers["cache-control"] == "no-store", name
        assert '<html lang="fr">' in text, name
        assert text.count("<h1>") == 1, name
        assert 'href="#contenu"' in text, name
        assert not re.search(r"<script|<style|\sstyle=|\son\w+=", text), name
        assert not re.search(r'(?:src|href)="(?:https?:)?//', text), name
        assert not re.search(r'class="[^"]*\bfr-', text), name
        titles.add(re.findall(r"<title>(.*)</title>", text)[0])
    assert len(titles) == 4


async def test_every_answer_has_the_headers(fc: Simulated) -> None:
    for path in ("/sante", "/api/v2/jwks", "/nulle-part", "/sandbox/usagers"):
        response = await fc.browser.get(path)
        assert response.headers["cache-control"] == "no-store"
        assert response.headers["content-security-policy"] == POLICY
        assert response.headers["x-content-type-options"] == "nosniff"


async def test_the_style_sheet_is_our_own(fc: Simulated) -> None:
    page = (await every_page(fc))["login"].text
    address = re.findall(r'rel="stylesheet" href="([^"]+)"', page)[0]

    response = await fc.browser.get(address)

    assert response.headers["content-type"].startswith("text/css")
    assert "url(" not in response.text
    assert "@import" not in response.text


async def test_accepting_and_refusing_look_alike(fc: Simulated) -> None:
    page = (await every_page(fc))["information"].text

    buttons = {
        label.split(" ")[0]: attributes
        for attributes, label in re.findall(r"<button ([^>]*)>([^<]+)</button>", page)
    }

    assert buttons["Continuer"] == buttons["Refuser"]


async def test_the_cookie_is_the_browsers_alone(fc: Simulated) -> None:
    cookie = (await fc.ask(an_authorization())).headers["set-cookie"].lower()

    for attribute in ("httponly", "samesite=lax", "path=/api/v2", "max-age=1800"):
        assert attribute in cookie


async def test_what_is_nowhere_is_said_in_french(fc: Simulated) -> None:
    missing = await fc.browser.get("/nulle-part")
    wrong = await fc.browser.get("/api/v2/token")

    assert (missing.status_code, wrong.status_code) == (404, 405)
    assert missing.json()["erreurs"][0]["message"] == "Cette adresse n'existe pas."
    assert "méthode" in wrong.json()["erreurs"][0]["message"]


def luminance(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
    return sum(w * c for w, c in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def contrast(one: str, other: str) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


PAIRS = {
    ("ink", "paper"): 4.5,
    ("ink", "card"): 4.5,
    ("quiet", "paper"): 4.5,
    ("act", "card"): 4.5,
    ("on-act", "act"): 4.5,
    ("act", "paper"): 3.0,
    ("line", "card"): 3.0,
    ("alert", "card"): 3.0,
}


@pytest.mark.parametrize("theme", [0, 1], ids=["light", "dark"])
def test_colours_can_be_told_apart(theme: int) -> None:
    css = (Path(pages.STATIC) / "france-connect-simule.css").read_text()
    block = re.findall(r":root \{(.*?)\}", css, re.DOTALL)[theme]
    colours = dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", block))

    for (one, other), least in PAIRS.items():
        assert contrast(colours[one], colours[other]) >= least, (one, other)
