"""A person with a browser: follows links, fills forms, keeps her cookie."""

import html
import re
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from urllib.parse import parse_qs, urlencode, urlsplit

import httpx
from fastapi import FastAPI
from pydantic import SecretStr

from consumers.mairie.app import Outside, create_app
from consumers.mairie.settings import Settings
from tests.consumers.client.scripted_broker import ScriptedBroker
from tests.consumers.mairie.france_connect_stand_in import (
    CLIENT_ID,
    CLIENT_SECRET,
    FranceConnectStandIn,
)
from tests.in_process import client_of

BASE_URL = "http://mairie.test"
SIRET = "21750001600019"


def settings_of(base_url: str = BASE_URL, **changes: str) -> Settings:
    told = {
        "base_url": base_url,
        "siret": SIRET,
        "courtier_url": "http://courtier.test",
        "courtier_jeton": SecretStr("jeton-de-la-mairie"),
        "fc_issuer": "http://fc.test/api/v2",
        "fc_client_id": CLIENT_ID,
        "fc_client_secret": SecretStr(CLIENT_SECRET),
        "session_key": SecretStr("une clé de session pour les tests, assez longue"),
        "env": "bac_a_sable",
    }
    return Settings.model_validate(told | changes)


@dataclass
class Town:
    """The town hall, FranceConnect and the broker of one test, and the time it is."""

    france_connect: FranceConnectStandIn = field(default_factory=FranceConnectStandIn)
    broker: ScriptedBroker = field(default_factory=ScriptedBroker)
    late: timedelta = timedelta()
    """How much later it is for the town hall than for everybody else."""

    def __post_init__(self) -> None:
        served = httpx.ASGITransport(self.france_connect.app())
        outside = Outside(
            courtier=self.broker.client(),
            france_connect=httpx.AsyncClient(transport=served),
            now=lambda: datetime.now(UTC) + self.late,
        )
        self.app: FastAPI = create_app(settings_of(), outside)

    @asynccontextmanager
    async def visitor(self) -> AsyncIterator["Visitor"]:
        async with client_of(self.app, BASE_URL) as http:
            yield Visitor(self, http)


@dataclass
class Visitor:
    """One browser."""

    town: Town
    http: httpx.AsyncClient

    async def get(self, path: str) -> httpx.Response:
        return await self.http.get(path, follow_redirects=True)

    async def post(self, path: str, **fields: str | Sequence[str]) -> httpx.Response:
        """Post a form of ours, as a page of ours would, and follow to the next page."""
        posted = await self.send(path, **fields)
        if posted.is_redirect and posted.headers["location"].startswith("/"):
            return await self.get(posted.headers["location"])
        return posted

    async def send(self, path: str, **fields: str | Sequence[str]) -> httpx.Response:
        page = await self.http.get("/plan-du-site")
        token = form_token(page) if "jeton_formulaire" in page.text else await self._token()
        body = urlencode({"jeton_formulaire": token, **fields}, doseq=True)
        headers = {
            "Origin": BASE_URL,
            "Content-Type": "application/x-www-form-urlencoded",
        }
        return await self.http.post(path, content=body, headers=headers)

    async def _token(self) -> str:
        return form_token(await self.http.get("/"))

    async def leave_for_france_connect(self) -> dict[str, str]:
        """Press the button; return the query that FranceConnect receives."""
        sent = await self.send("/france-connect/connexion")
        assert sent.status_code == 303
        query = parse_qs(urlsplit(sent.headers["location"]).query)
        return {name: values[0] for name, values in query.items()}

    async def come_back(self, **query: str) -> httpx.Response:
        return await self.get(f"/france-connect/retour?{urlencode(query)}")

    async def sign_in(self) -> httpx.Response:
        asked = await self.leave_for_france_connect()
        code = self.town.france_connect.code_for(asked["nonce"])
        return await self.come_back(code=code, state=asked["state"])


def form_token(page: httpx.Response) -> str:
    found = re.search(r'name="jeton_formulaire" value="([0-9a-f]{64})"', page.text)
    assert found, page.text[:500]
    return found[1]


def source_of(page: httpx.Response) -> str:
    """The page's source, without its random tokens: any three digits may stand in those."""
    return page.text.replace(form_token(page), "")


def text_of(page: httpx.Response) -> str:
    """What is read on the page, on one line."""
    main = page.text.partition("<main")[2].partition("</main>")[0]
    text = html.unescape(re.sub(r"<[^>]+>", " ", main))
    text = re.sub("[\u00a0\u202f]", " ", text)
    return re.sub(r"\s+", " ", text)


def title_of(page: httpx.Response) -> str:
    found = re.search(r"<h1>(.*?)</h1>", page.text, re.DOTALL)
    assert found, page.text[:500]
    return html.unescape(found[1]).replace("\u00a0", " ")
