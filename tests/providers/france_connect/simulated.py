"""A FranceConnect with two services and two data providers, and a person's way through it."""

import re
import secrets
from base64 import urlsafe_b64encode
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from typing import Any, cast
from urllib.parse import parse_qsl, urlsplit

import httpx
from fastapi import FastAPI
from joserfc import jwe, jwt
from joserfc.jwk import ECKey, KeySet, RSAKey
from pydantic import SecretStr

from providers.france_connect.app import create_app
from providers.france_connect.settings import DataProvider, Service, Settings
from tests.in_process import client_of

ISSUER = "http://test/api/v2"
SECRET = "le-secret-de-la-mairie-pour-les-essais-0001"
FD_SECRET = "le-secret-du-fournisseur-de-donnees-0002"
MAIRIE, CRECHE, COURTIER, AUTRE_FD = "mairie", "creche", "courtier", "autre-fd"
BACK = "http://mairie.test/retour"
GOODBYE = "http://mairie.test/deconnecte"
SCOPES = ("identite_pivot", "profile", "email", "cnaf_quotient_familial", "cnaf_enfants", "cnous_x")

JEANNE: dict[str, object] = {
    "identifiant": "jeanne",
    "given_name": "Jeanne Stéphanie",
    "family_name": "ROUX",
    "birthdate": "1987-06-27",
    "gender": "female",
    "birthplace": "75105",
    "birthcountry": "99100",
    "preferred_username": "DURAND",
    "email": "jeanne@exemple.test",
    "raison": "Cas nominal.",
}

FC_EC = ECKey.generate_key("P-256", {"use": "enc", "alg": "ECDH-ES", "kid": "fd-ec"})
FC_RSA = RSAKey.generate_key(2048, {"use": "enc", "alg": "RSA-OAEP-256", "kid": "fd-rsa"})
CRECHE_KEY = ECKey.generate_key("P-256", {"use": "sig", "alg": "ES256", "kid": "creche-1"})


def jwks(*keys: ECKey | RSAKey) -> dict[str, Any]:
    return {"keys": [key.as_dict(private=False) for key in keys]}


class HeldClock:
    """A clock that moves when told to."""

    def __init__(self) -> None:
        self.at = datetime(2026, 11, 3, 10, 0, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.at

    def pass_(self, seconds: float) -> None:
        self.at += timedelta(seconds=seconds)

    @property
    def seconds(self) -> int:
        return int(self.at.timestamp())


def a_service(**changes: object) -> Service:
    given: dict[str, Any] = {
        "client_id": MAIRIE,
        "client_secret": SecretStr(SECRET),
        "name": "Mairie d'Exemple",
        "redirect_uris": (BACK, "http://mairie.test/autre?page=1"),
        "post_logout_redirect_uris": (GOODBYE,),
        "scopes": SCOPES,
    }
    return Service(**(given | changes))


def a_creche() -> Service:
    return a_service(
        client_id=CRECHE,
        client_secret=None,
        jwks=jwks(CRECHE_KEY),
        name="Crèche",
        redirect_uris=("https://creche.test/retour",),
    )


def a_data_provider(**changes: object) -> DataProvider:
    given: dict[str, Any] = {
        "client_id": COURTIER,
        "client_secret": SecretStr(FD_SECRET),
        "slugs": ("cnaf",),
        "jwks": jwks(FC_EC),
    }
    return DataProvider(**(given | changes))


def some_settings(**changes: object) -> Settings:
    given: dict[str, Any] = {
        "issuer": ISSUER,
        "clients": (a_service(), a_creche()),
        "data_providers": (a_data_provider(),),
        "DLNUF_ENV": "bac_a_sable",
    }
    return Settings(**(given | changes))


@dataclass
class Simulated:
    """The application, its clock, and a browser."""

    settings: Settings = field(default_factory=some_settings)
    http: httpx.AsyncClient | None = None
    clock: HeldClock = field(default_factory=HeldClock)

    def __post_init__(self) -> None:
        self.app: FastAPI = create_app(self.settings, self.clock, self.http)
        self.browser = client_of(self.app)

    async def load(self, *people: dict[str, object]) -> list[str]:
        response = await self.browser.post("/sandbox/usagers", json=list(people))
        assert response.status_code == 201, response.text
        return cast("list[str]", response.json()["identifiants"])

    async def mint(self, **demande: object) -> str:
        response = await self.browser.post("/sandbox/jetons", json={"usager": "jeanne"} | demande)
        assert response.status_code == 201, response.text
        return str(response.json()["access_token"])

    async def switch(self, panne: str, **more: object) -> None:
        response = await self.browser.post("/sandbox/pannes", json={"panne": panne} | more)
        assert response.status_code == 201, response.text

    async def keys(self) -> KeySet:
        return KeySet.import_key_set((await self.browser.get("/api/v2/jwks")).json())

    # A person's way

    async def ask(self, parameters: dict[str, str]) -> httpx.Response:
        return await self.browser.get("/api/v2/authorize", params=parameters)

    async def post(self, page: str, action: str, **fields: str) -> httpx.Response:
        html = (await self.browser.get(page)).text
        csrf = re.findall(r'name="csrf" value="([^"]+)"', html)[0]
        return await self.browser.post(f"{page}/{action}", data={"csrf": csrf} | fields)

    async def reach_information(self, parameters: dict[str, str], usager: str = "jeanne") -> str:
        page = (await self.ask(parameters)).headers["location"]
        chosen = await self.post(page, "identite", usager=usager)
        assert chosen.headers["location"] == page
        return str(page)

    async def log_in(self, parameters: dict[str, str], usager: str = "jeanne") -> dict[str, str]:
        page = await self.reach_information(parameters, usager)
        return answer_in(await self.post(page, "continuer"))

    async def exchange(self, code: str, /, **changes: str | None) -> httpx.Response:
        form = {
            "grant_type": "authorization_code",
            "code": code,
            "redirect_uri": BACK,
            "client_id": MAIRIE,
            "client_secret": SECRET,
        } | changes
        kept = {name: value for name, value in form.items() if value is not None}
        return await self.browser.post("/api/v2/token", data=kept)

    async def tokens(self, parameters: dict[str, str] | None = None) -> dict[str, Any]:
        code = (await self.log_in(parameters or an_authorization()))["code"]
        response = await self.exchange(code)
        assert response.status_code == 200, response.text
        return cast("dict[str, Any]", response.json())

    async def userinfo(self, access_token: str) -> httpx.Response:
        headers = {"Authorization": f"Bearer {access_token}"}
        return await self.browser.get("/api/v2/userinfo", headers=headers)

    # A data provider's way

    async def checktoken(self, token: str, /, **changes: str | None) -> httpx.Response:
        form = {"token": token, "client_id": COURTIER, "client_secret": FD_SECRET} | changes
        kept = {name: value for name, value in form.items() if value is not None}
        return await self.browser.post("/api/v2/checktoken", data=kept)

    async def introspected(self, token: str, /, **changes: str | None) -> dict[str, Any]:
        response = await self.checktoken(token, **changes)
        assert response.status_code == 200, response.text
        claims = jwt.decode(decrypted(response.text), await self.keys(), algorithms=["ES256"])
        return cast("dict[str, Any]", claims.claims["token_introspection"])


def decrypted(answer: str, key: ECKey | RSAKey = FC_EC) -> str:
    algorithms = [str(key.as_dict(private=False)["alg"]), "A256GCM"]
    plaintext = jwe.decrypt_compact(answer, key, algorithms=algorithms).plaintext
    assert plaintext is not None
    return plaintext.decode()


def answer_in(response: httpx.Response) -> dict[str, str]:
    assert response.status_code == 303, response.text
    return dict(parse_qsl(urlsplit(response.headers["location"]).query))


def an_authorization(**changes: str | None) -> dict[str, str]:
    given: dict[str, str | None] = {
        "response_type": "code",
        "client_id": MAIRIE,
        "redirect_uri": BACK,
        "scope": "openid identite_pivot cnaf_quotient_familial",
        "state": "un-etat",
        "nonce": secrets.token_urlsafe(24),
        "acr_values": "eidas1",
    }
    return {name: value for name, value in (given | changes).items() if value is not None}


def challenge_of(verifier: str) -> str:
    return urlsafe_b64encode(sha256(verifier.encode()).digest()).rstrip(b"=").decode()
