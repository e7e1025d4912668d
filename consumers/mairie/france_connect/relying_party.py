"""Goes to FranceConnect: sends the person there, brings back who she is."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TypeVar
from urllib.parse import urlencode

import httpx
from joserfc.errors import JoseError
from joserfc.jwk import JWKRegistry, Key
from pydantic import BaseModel, ConfigDict, TypeAdapter, ValidationError

from consumers.mairie.france_connect.failures import Cause, SignInFailed
from consumers.mairie.france_connect.tokens import (
    Expected,
    Person,
    kid_of,
    verify_id_token,
    verify_userinfo,
)
from contracts.flow import Acr

TIMEOUT_SECONDS = 5.0
METADATA_KEPT = timedelta(hours=1)
ACCESS_TOKEN_LIFE = 60
"""Seconds, when FranceConnect does not say."""


Message = TypeVar("Message", bound=BaseModel)


class Metadata(BaseModel):
    """What we read of the discovery document (OpenID Connect Discovery §3)."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    issuer: str
    authorization_endpoint: str
    token_endpoint: str
    userinfo_endpoint: str
    jwks_uri: str
    end_session_endpoint: str


class Tokens(BaseModel):
    """What the token endpoint answers."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    access_token: str
    id_token: str
    expires_in: int = ACCESS_TOKEN_LIFE


class Jwks(BaseModel):
    """Public keys, not judged yet."""

    keys: list[dict[str, object]]


@dataclass(frozen=True, slots=True)
class Client:
    """What FranceConnect knows us by."""

    issuer: str
    client_id: str
    client_secret: str
    redirect_uri: str
    post_logout_redirect_uri: str
    scopes: tuple[str, ...]
    acr: Acr = Acr.EIDAS1


@dataclass(frozen=True, slots=True)
class Connection:
    """A person signed in, and the token that lets us ask about her for a minute."""

    person: Person
    access_token: str
    expires_at: datetime
    id_token: str
    """Kept for the sign-out, which FranceConnect wants it for."""


class RelyingParty:
    """FranceConnect, as this town hall uses it. Keeps its metadata and keys."""

    def __init__(
        self, client: Client, http: httpx.AsyncClient, now: Callable[[], datetime]
    ) -> None:
        """Prepare; nothing is sent before the first sign-in."""
        self._client = client
        self._http = http
        self._now = now
        self._metadata: Metadata | None = None
        self._read_at: datetime | None = None
        self._keys: dict[str, Key] = {}

    def forget(self) -> None:
        """Forget FranceConnect's metadata and keys: they are read again when next needed."""
        self._metadata, self._read_at, self._keys = None, None, {}

    async def authorization_url(self, state: str, nonce: str) -> str:
        """Return where the browser goes to sign in."""
        metadata = await self._discover()
        query = {
            "response_type": "code",
            "client_id": self._client.client_id,
            "redirect_uri": self._client.redirect_uri,
            "scope": " ".join(self._client.scopes),
            "state": state,
            "nonce": nonce,
            "acr_values": self._client.acr,
            "ui_locales": "fr",
        }
        return f"{metadata.authorization_endpoint}?{urlencode(query)}"

    async def connection(self, code: str, nonce: str) -> Connection:
        """Exchange the code for a person. Raises `SignInFailed`."""
        metadata = await self._discover()
        tokens = await self._exchange(metadata, code)
        now = self._now()
        expected = Expected(
            self._client.issuer, self._client.client_id, nonce, self._client.acr, now.timestamp()
        )
        key = await self._key(metadata, kid_of(tokens.id_token))
        claims = verify_id_token(tokens.id_token, key, expected)
        userinfo = await self._userinfo(metadata, tokens.access_token)
        key = await self._key(metadata, kid_of(userinfo))
        person = verify_userinfo(userinfo, key, expected, claims)
        expires_at = now + timedelta(seconds=tokens.expires_in)
        return Connection(person, tokens.access_token, expires_at, tokens.id_token)

    async def logout_url(self, id_token: str, state: str) -> str:
        """Return where the browser goes to sign out of FranceConnect too."""
        metadata = await self._discover()
        query = {
            "id_token_hint": id_token,
            "post_logout_redirect_uri": self._client.post_logout_redirect_uri,
            "state": state,
        }
        return f"{metadata.end_session_endpoint}?{urlencode(query)}"

    async def _discover(self) -> Metadata:
        kept_until = self._read_at and self._read_at + METADATA_KEPT
        if self._metadata and kept_until and self._now() < kept_until:
            return self._metadata
        url = f"{self._client.issuer}/.well-known/openid-configuration"
        metadata = _parse(Metadata, await self._send("GET", url))
        if metadata.issuer != self._client.issuer:
            raise SignInFailed(Cause.NON_VERIFIEE, "the discovery document is another issuer's")
        self._metadata, self._read_at, self._keys = metadata, self._now(), {}
        return metadata

    async def _exchange(self, metadata: Metadata, code: str) -> Tokens:
        form = {
            "grant_type": "authorization_code",
            "code": code,
            "redirect_uri": self._client.redirect_uri,
            "client_id": self._client.client_id,
            "client_secret": self._client.client_secret,
        }
        return _parse(Tokens, await self._send("POST", metadata.token_endpoint, data=form))

    async def _userinfo(self, metadata: Metadata, access_token: str) -> str:
        headers = {"Authorization": f"Bearer {access_token}"}
        response = await self._send("GET", metadata.userinfo_endpoint, headers=headers)
        return response.text

    async def _key(self, metadata: Metadata, kid: str) -> Key:
        """Return the public key named `kid`; one we do not know makes us read them all again.

        Tokens come from FranceConnect's own endpoint, not from a browser: nobody can make us
        read the keys at will.
        """
        if kid not in self._keys:
            jwks = _parse(Jwks, await self._send("GET", metadata.jwks_uri))
            self._keys = _public_keys(jwks)
        if kid not in self._keys:
            raise SignInFailed(Cause.NON_VERIFIEE, "the token's kid is in no published key")
        return self._keys[kid]

    async def _send(
        self,
        method: str,
        url: str,
        *,
        data: dict[str, str] | None = None,
        headers: dict[str, str] | None = None,
    ) -> httpx.Response:
        try:
            response = await self._http.request(method, url, data=data, headers=headers)
        except httpx.HTTPError as error:
            why = f"FranceConnect does not answer ({type(error).__name__})"
            raise SignInFailed(Cause.INDISPONIBLE, why) from error
        if response.is_success:
            return response
        cause = Cause.INDISPONIBLE if response.is_server_error else Cause.REFUS
        raise SignInFailed(cause, f"FranceConnect answered {response.status_code}")


def _public_keys(jwks: Jwks) -> dict[str, Key]:
    """Keep the signing keys that we can use; a key of a kind we do not know is not an error."""
    keys: dict[str, Key] = {}
    for published in jwks.keys:
        if published.get("use", "sig") != "sig" or published.get("kty") not in {"EC", "RSA"}:
            continue
        try:
            keys[str(published.get("kid"))] = JWKRegistry.import_key(_texts(published))
        except (JoseError, ValueError):
            continue
    return keys


def _texts(published: dict[str, object]) -> dict[str, str | list[str]]:
    return TypeAdapter(dict[str, str | list[str]]).validate_python(published)


def _parse(model: type[Message], response: httpx.Response) -> Message:
    try:
        return model.model_validate_json(response.content)
    except ValidationError:
        raise SignInFailed(Cause.NON_VERIFIEE, f"no {model.__name__} in the answer") from None
