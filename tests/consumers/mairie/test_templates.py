"""The templates themselves: neutral, static, written with our own pieces."""

import re
from pathlib import Path

import pytest

from consumers.mairie import words
from consumers.mairie.pages import FOLDER
from tests.consumers.mairie.visitor import Visitor

TEMPLATES = sorted((FOLDER / "templates").rglob("*.html"))
STYLE = (FOLDER / "static" / "theme.css").read_text()


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.stem)
def test_a_template_borrows_nothing_and_runs_nothing(path: Path) -> None:
    source = path.read_text()

    assert not re.search(r'class="[^"]*\bfr-', source)
    assert not re.search(r"marianne|dsfr|gouvfr", source, re.IGNORECASE)
    assert not re.search(r"<script|<style|style=|\son\w+=|\|\s*safe|javascript:", source)
    outside = set(re.findall(r'(?:href|src|action)="(https?://[^"]+)"', source))
    assert outside <= {"https://franceconnect.gouv.fr/"}


def test_the_theme_is_our_own() -> None:
    assert not re.search(r"\.fr-|marianne|dsfr|000091|url\(|@import", STYLE, re.IGNORECASE)


async def test_the_button_obeys_its_rules(visitor: Visitor) -> None:
    html = (await visitor.get("/")).text.replace("\u00a0", " ").replace("&nbsp;", " ")

    first, second = html.index("S’identifier avec"), html.index('<p class="ou"><span>ou</span>')
    assert first < second < html.index('href="/numero-allocataire"')
    assert "FranceConnect simulé – bac à sable</span></button>" in html
    link = re.search(r'<a href="https://franceconnect.gouv.fr/"([^>]*)>([^<]*)</a>', html)
    assert link is not None
    assert 'target="_blank"' in link[1]
    assert 'title="Qu’est-ce que FranceConnect ? - nouvelle fenêtre"' in link[1]
    assert link[2] == "Qu’est-ce que FranceConnect ?"


@pytest.mark.parametrize(
    "path", ["/accessibilite", "/mentions-legales", "/donnees-personnelles", "/plan-du-site"]
)
async def test_every_page_of_the_footer_exists(visitor: Visitor, path: str) -> None:
    home = await visitor.get("/")

    assert f'href="{path}"' in home.text
    assert (await visitor.get(path)).status_code == 200


BIRTHS = {
    "2017-09-01": "1er septembre 2017",
    "2017-09-21": "21 septembre 2017",
    "2017-09-00": "septembre 2017",
    "2017-00-00": "2017",
    "0000-00-00": "",
    "": "",
}


@pytest.mark.parametrize(("written", "read"), BIRTHS.items())
def test_a_birth_date_says_what_is_known_of_it(written: str, read: str) -> None:
    assert words.naissance(written) == read
